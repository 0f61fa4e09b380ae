//! Text to look for: in text, and in values that need not be written out for that.

use memchr::{memchr_iter, memchr2_iter};

use super::text::{fold, folded};

/// As many hex digits are looked for in bytes without writing those out.
const HEX_DIGITS: usize = 16;

/// Text to look for, ignoring case.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Needle {
    folded: String,
    /// For ASCII: where its rarest byte is, and that byte in both cases.
    rarest: Option<(usize, u8, u8)>,
    /// For up to [`HEX_DIGITS`] hex digits alone: their value, and how many they are.
    hex: Option<(u128, u32)>,
}

impl Needle {
    pub(super) fn new(text: &str) -> Self {
        let folded = folded(text);
        let rarest = folded
            .is_ascii()
            .then(|| {
                folded
                    .bytes()
                    .enumerate()
                    .min_by_key(|&(_, byte)| commonness(byte))
            })
            .flatten()
            .map(|(at, byte)| (at, byte, byte.to_ascii_uppercase()));
        let hex = (1..=HEX_DIGITS)
            .contains(&folded.len())
            .then(|| u128::from_str_radix(&folded, 16).ok())
            .flatten()
            .filter(|_| !folded.starts_with('+'))
            .map(|value| (value, folded.len() as u32));
        Self {
            folded,
            rarest,
            hex,
        }
    }

    /// The text as compared.
    pub(super) fn text(&self) -> &str {
        &self.folded
    }

    /// Whether it occurs.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.places(text.as_bytes(), |_| true)
    }

    /// Whether it is of hex digits alone.
    pub(super) fn is_hex(&self) -> bool {
        self.folded.bytes().all(|byte| byte.is_ascii_hexdigit())
    }

    /// Whether it occurs in bytes written in hex; `None` where that is not quickly told: it is
    /// of other characters too, or of many.
    pub(super) fn is_in_hex(&self, bytes: &[u8]) -> Option<bool> {
        /// Bytes that are looked at together.
        const WINDOW: usize = 16;
        let (wanted, digits) = self.hex?;
        let covered = digits as usize / 2 + 1;
        // Buffers for addresses end in zeros: what is not all zeros lies no further behind others.
        let written = bytes.iter().rposition(|&byte| byte != 0);
        let end = match written {
            _ if wanted == 0 => bytes.len(),
            Some(last) => bytes.len().min(last + covered),
            None => return Some(false),
        };
        // Each place for the digits is whole in one of the windows.
        Some((0..end).step_by(WINDOW - covered).any(|at| {
            let window = &bytes[at..end.min(at + WINDOW)];
            hex_places(wanted, digits, window).next().is_some()
        }))
    }

    /// Whether it occurs in one of the parts of a GUID as it is written, between its dashes;
    /// `None` as in [`Needle::is_in_hex`].
    pub(super) fn is_in_guid(&self, mut guid: [u8; 16]) -> Option<bool> {
        /// How many digits follow each of the dashes.
        const DASHES: [u32; 4] = [24, 20, 16, 12];
        let (wanted, digits) = self.hex?;
        // The first three parts are numbers, stored with their lowest byte first.
        guid[..4].reverse();
        guid[4..6].reverse();
        guid[6..8].reverse();
        let is_whole = |after: u32| {
            !DASHES
                .iter()
                .any(|dash| after < *dash && *dash < after + digits)
        };
        Some(hex_places(wanted, digits, &guid).any(is_whole))
    }

    /// Calls `found` with the byte offset of each occurrence until that returns `true`, and says
    /// whether it did. `text` must be UTF-8.
    pub(super) fn places(&self, text: &[u8], mut found: impl FnMut(usize) -> bool) -> bool {
        let length = self.folded.len();
        match self.rarest {
            _ if length == 0 => found(0),
            Some((at, low, high)) => {
                let mut check = |hit: usize| {
                    hit.checked_sub(at).is_some_and(|start| {
                        text.get(start..start + length)
                            .is_some_and(|part| part.eq_ignore_ascii_case(self.folded.as_bytes()))
                            && found(start)
                    })
                };
                if low == high {
                    memchr_iter(low, text).any(&mut check)
                } else {
                    memchr2_iter(low, high, text).any(&mut check)
                }
            }
            None => {
                let text = str::from_utf8(text).unwrap_or_default();
                text.char_indices().any(|(start, _)| {
                    text.get(start..).is_some_and(|rest| self.starts(rest)) && found(start)
                })
            }
        }
    }

    /// The places, in bytes, at which it can be cut in two.
    pub(super) fn cuts(&self) -> impl Iterator<Item = usize> {
        self.folded.char_indices().map(|(at, _)| at).skip(1)
    }

    /// What is before and after a cut.
    pub(super) fn cut(&self, at: usize) -> (&str, &str) {
        self.folded
            .split_at_checked(at)
            .unwrap_or((&self.folded, ""))
    }

    /// Whether a text starts with it.
    pub(super) fn starts(&self, text: &str) -> bool {
        let mut text = text.chars();
        self.folded
            .chars()
            .all(|wanted| text.next().map(fold) == Some(wanted))
    }

    /// Whether a text ends with it.
    pub(super) fn ends(&self, text: &str) -> bool {
        let mut text = text.chars().rev();
        self.folded
            .chars()
            .rev()
            .all(|wanted| text.next().map(fold) == Some(wanted))
    }

    /// Whether it is all of a text.
    pub(super) fn is_all_of(&self, text: &str) -> bool {
        text.chars().map(fold).eq(self.folded.chars())
    }

    /// Whether it occurs with no letter or digit beside it.
    pub(super) fn is_word_of(&self, text: &str) -> bool {
        let is_part = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
        self.places(text.as_bytes(), |start| {
            let before = text.get(..start).and_then(|text| text.chars().next_back());
            let mut rest = text.get(start..).unwrap_or_default().chars();
            for _ in self.folded.chars() {
                rest.next();
            }
            !is_part(before) && !is_part(rest.next())
        })
    }
}

/// Where digits occur in up to 16 bytes written in hex: how many digits follow them.
fn hex_places(wanted: u128, digits: u32, bytes: &[u8]) -> impl Iterator<Item = u32> {
    let append = |number: u128, &byte: &u8| number << 8 | u128::from(byte);
    let mut rest = bytes.iter().fold(0, append);
    let mask = u128::MAX >> (128 - 4 * digits);
    let places = (2 * bytes.len() as u32 + 1).saturating_sub(digits);
    (0..places).filter(move |_| {
        let found = rest & mask == wanted;
        rest >>= 4;
        found
    })
}

/// How common a byte is in the text of logs, roughly; the search starts from the rarest.
fn commonness(byte: u8) -> usize {
    const COMMON_FIRST: &[u8] = b"e tasrino\\cldmup-hf.g0b1:2vwy/3456789kx{}j_qz";
    COMMON_FIRST
        .iter()
        .position(|&common| common == byte)
        .map_or(0, |place| COMMON_FIRST.len() - place)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Needle;

    proptest! {
        #[test]
        fn text_is_found_as_in_lower_case(needle in "[a-cA-CéÉ]{1,3}", text in "[a-cA-CéÉ]{0,12}") {
            let expected = text.to_lowercase().contains(&needle.to_lowercase());
            prop_assert_eq!(Needle::new(&needle).is_in(&text), expected);
        }
    }
}
