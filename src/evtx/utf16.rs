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

/// The text without the NULs at its end. Names in a log are counted, not ended by a NUL, so that
/// one inside them belongs to them.
fn without_end(text: &[u8]) -> &[[u8; 2]] {
    let units = text.as_chunks::<2>().0;
    let last = units.iter().rposition(|unit| *unit != [0, 0]);
    units
        .get(..last.map_or(0, |last| last + 1))
        .unwrap_or_default()
}

/// Appends UTF-16LE `text` without the NULs at its end; a surrogate without its other half, and
/// half a code unit at the end, become U+FFFD.
pub(crate) fn push(text: &[u8], to: &mut String) {
    let mut units = without_end(text);
    to.reserve(units.len());
    // Most text is ASCII: whole blocks of it need no decoding.
    while let Some((block, rest)) = units.split_first_chunk::<BLOCK>() {
        let mut ascii = [0; BLOCK];
        let mut plain = true;
        for (byte, unit) in ascii.iter_mut().zip(block) {
            *byte = unit[0];
            plain &= unit[1] == 0 && unit[0] < 0x80;
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
    let rest = units.iter().map(|unit| u16::from_le_bytes(*unit));
    to.extend(char::decode_utf16(rest).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
    if !text.len().is_multiple_of(2) {
        to.push(char::REPLACEMENT_CHARACTER);
    }
}

/// Code units that are looked at together.
const BLOCK: usize = 8;

/// The text as a string of its own.
pub(crate) fn string(text: &[u8]) -> String {
    let mut string = String::new();
    push(text, &mut string);
    string
}
