//! Text to look for: in text, and in values that need not be written out for that.

use memchr::{memchr_iter, memchr2_iter};

use super::digits::Digits;
use super::fold::{fold, folded};

/// Text to look for, ignoring case.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Needle {
    folded: String,
    /// For ASCII: where its rarest byte is, and that byte in both cases.
    rarest: Option<(usize, u8, u8)>,
    /// Where it is in values that are written in digits.
    digits: Box<Digits>,
}

impl Needle {
    pub(crate) fn new(text: &str) -> Self {
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
        Self {
            digits: Box::new(Digits::new(&folded)),
            folded,
            rarest,
        }
    }

    /// The text as compared.
    pub(crate) fn text(&self) -> &str {
        &self.folded
    }

    /// Whether it occurs.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.places(text.as_bytes(), |_| true)
    }

    /// Whether it is of hex digits alone.
    pub(crate) fn is_hex(&self) -> bool {
        self.folded.bytes().all(|byte| byte.is_ascii_hexdigit())
    }

    /// It in values that are written in digits.
    pub(crate) fn digits(&self) -> &Digits {
        &self.digits
    }

    /// Calls `found` with the byte offset of each occurrence until that returns `true`, and says
    /// whether it did. `text` must be UTF-8.
    pub(crate) fn places(&self, text: &[u8], mut found: impl FnMut(usize) -> bool) -> bool {
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

    /// Whether a text starts with it.
    pub(crate) fn starts(&self, text: &str) -> bool {
        let mut text = text.chars();
        self.folded
            .chars()
            .all(|wanted| text.next().map(fold) == Some(wanted))
    }

    /// Whether a text ends with it.
    pub(crate) fn ends(&self, text: &str) -> bool {
        let mut text = text.chars().rev();
        self.folded
            .chars()
            .rev()
            .all(|wanted| text.next().map(fold) == Some(wanted))
    }

    /// Whether it is all of a text.
    pub(crate) fn is_all_of(&self, text: &str) -> bool {
        text.chars().map(fold).eq(self.folded.chars())
    }

    /// Whether it occurs with no letter or digit beside it.
    pub(crate) fn is_word_of(&self, text: &str) -> bool {
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
