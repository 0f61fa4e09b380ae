//! Text as Windows stores it, to UTF-8.

/// The text up to its first NUL, as event logs read it.
pub(crate) fn until_nul(text: &[u8]) -> &[u8] {
    let units = text.as_chunks::<2>().0;
    let length = units
        .iter()
        .position(|unit| *unit == [0, 0])
        .unwrap_or(units.len());
    text.get(..length * 2).unwrap_or_default()
}

/// Appends UTF-16LE `text` up to its first NUL; a surrogate without its other half becomes
/// U+FFFD.
pub(crate) fn push(text: &[u8], to: &mut String) {
    let mut units = text.as_chunks::<2>().0;
    to.reserve(units.len());
    // Most text is ASCII: whole blocks of it need no decoding.
    while let Some((block, rest)) = units.split_first_chunk::<BLOCK>() {
        let mut ascii = [0; BLOCK];
        let mut plain = true;
        for (byte, unit) in ascii.iter_mut().zip(block) {
            *byte = unit[0];
            plain &= unit[1] == 0 && unit[0] < 0x80 && unit[0] != 0;
        }
        if !plain {
            break;
        }
        let Ok(ascii) = std::str::from_utf8(&ascii) else {
            break;
        };
        to.push_str(ascii);
        units = rest;
    }
    let rest = units
        .iter()
        .map(|unit| u16::from_le_bytes(*unit))
        .take_while(|&unit| unit != 0);
    to.extend(char::decode_utf16(rest).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
}

/// Code units that are looked at together.
const BLOCK: usize = 8;

/// The text as a string of its own.
pub(crate) fn string(text: &[u8]) -> String {
    let mut string = String::new();
    push(text, &mut string);
    string
}
