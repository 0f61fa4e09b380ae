//! Bytes that arrive as hex text, which people paste in several spellings, and numbers within bytes.

/// The bytes that hex text spells: an even number of digits of either case, optionally after `0x`,
/// with spaces, line breaks, dashes, colons or commas between them. `None` for anything else.
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    let digits = strip_0x(text).unwrap_or(text);
    let mut bytes = Vec::with_capacity(digits.len() / 2);
    let mut high = None;
    for character in digits.chars() {
        match (character.to_digit(16), high) {
            (Some(digit), None) => high = Some(digit),
            (Some(digit), Some(first)) => {
                bytes.push((first << 4 | digit) as u8);
                high = None;
            }
            (None, _) if is_separator(character) => {}
            (None, _) => return None,
        }
    }
    (high.is_none() && !bytes.is_empty()).then_some(bytes)
}

/// `text` without a leading `0x` or `0X`, if it has one.
pub(super) fn strip_0x(text: &str) -> Option<&str> {
    text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"))
}

fn is_separator(character: char) -> bool {
    matches!(character, '-' | ':' | ',') || character.is_whitespace()
}

/// The first `N` bytes at `at`, if they are there.
#[inline]
pub(super) fn array_at<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk::<N>().copied()
}

/// The little-endian 16-bit number at `at`.
#[inline]
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    array_at(bytes, at).map(u16::from_le_bytes)
}

/// The little-endian 32-bit number at `at`.
#[inline]
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    array_at(bytes, at).map(u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::from_hex;

    #[test]
    fn hex_is_read_in_every_spelling_and_refused_when_it_is_not_hex() {
        for text in [
            "0200C3CB",
            "0x0200c3cb",
            "02-00-C3-CB",
            "02 00 c3\ncb",
            " 02:00:C3:CB ",
        ] {
            assert_eq!(from_hex(text), Some(vec![2, 0, 0xC3, 0xCB]), "{text}");
        }
        for text in ["", "0x", "0", "020", "02zz", "-", "0x0x02"] {
            assert_eq!(from_hex(text), None, "{text}");
        }
    }
}
