//! GUIDs and bytes that text spells.

/// The bytes that hex digits spell, as stored in `scratch`.
pub(crate) fn parse_hex<'a>(text: &str, scratch: &'a mut Vec<u8>) -> Option<&'a [u8]> {
    let (pairs, odd) = text.as_bytes().as_chunks::<2>();
    if !odd.is_empty() {
        return None;
    }
    scratch.clear();
    for pair in pairs {
        scratch.push(nibble(pair[0])? << 4 | nibble(pair[1])?);
    }
    Some(scratch)
}

fn nibble(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

/// A GUID as stored; its first three parts are little-endian ([MS-DTYP] 2.3.4.2).
pub(crate) fn parse_guid(text: &str) -> Option<[u8; 16]> {
    let inner = text.strip_prefix('{')?.strip_suffix('}')?;
    let dashes = [8, 13, 18, 23].map(|at| inner.as_bytes().get(at));
    if inner.len() != 36 || dashes != [Some(&b'-'); 4] {
        return None;
    }
    let mut scratch = Vec::with_capacity(16);
    parse_hex(&inner.replace('-', ""), &mut scratch)?;
    let mut guid: [u8; 16] = scratch.try_into().ok()?;
    guid[..4].reverse();
    guid[4..6].reverse();
    guid[6..8].reverse();
    Some(guid)
}
