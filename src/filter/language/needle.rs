//! Text to look for in text, ignoring case.

use memchr::{memchr_iter, memchr2_iter};

use super::fold::{fold, folded};

/// Text to look for, ignoring case.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Needle {
    folded: String,
    /// For ASCII: the place of its rarest byte, and that byte in both cases.
    rarest: Option<(usize, u8, u8)>,
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
        Self { folded, rarest }
    }

    /// The text as compared.
    pub(crate) fn text(&self) -> &str {
        &self.folded
    }

    /// Returns true if it occurs.
    pub(crate) fn matches(&self, text: &str) -> bool {
        self.places(text.as_bytes(), |_| true)
    }

    /// Returns true if it is of hex digits alone.
    pub(crate) fn is_hex(&self) -> bool {
        self.folded.bytes().all(|byte| byte.is_ascii_hexdigit())
    }

    /// Calls `found` with the byte offset of each occurrence until that returns true, and returns
    /// true if it did. `text` must be UTF-8.
    fn places(&self, text: &[u8], mut found: impl FnMut(usize) -> bool) -> bool {
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
                    text.get(start..)
                        .is_some_and(|rest| self.matches_start(rest))
                        && found(start)
                })
            }
        }
    }

    /// Returns true if a text starts with it.
    pub(crate) fn matches_start(&self, text: &str) -> bool {
        let mut text = text.chars();
        self.folded
            .chars()
            .all(|wanted| text.next().map(fold) == Some(wanted))
    }

    /// Returns true if a text ends with it.
    pub(crate) fn matches_end(&self, text: &str) -> bool {
        let mut text = text.chars().rev();
        self.folded
            .chars()
            .rev()
            .all(|wanted| text.next().map(fold) == Some(wanted))
    }

    /// Returns true if it is all of a text.
    pub(crate) fn matches_all(&self, text: &str) -> bool {
        text.chars().map(fold).eq(self.folded.chars())
    }

    /// Returns true if it occurs with no letter or digit beside it.
    pub(crate) fn matches_word(&self, text: &str) -> bool {
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

/// A rank of bytes by their frequency in the text of logs; the search starts from the rarest.
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
            prop_assert_eq!(Needle::new(&needle).matches(&text), expected);
        }
    }
}
