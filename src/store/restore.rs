//! Text back to the type that the provider gave the field: records without a template hold
//! nothing but text, and so does what is rendered.

use crate::values::{FileTime, Raw};

/// The value that `text` spells for a field of this `inType`; the text where it spells none.
/// `scratch` holds the bytes of a binary value.
pub(crate) fn restored<'a>(text: &'a str, in_type: &str, scratch: &'a mut Vec<u8>) -> Raw<'a> {
    let number = || Raw::Text(text).as_u64();
    let value = match in_type {
        // What is written in hex was a HexInt in the record, whatever the catalog's template says.
        "UInt8" | "UInt16" | "UInt32" | "UInt64" if text.starts_with("0x") => {
            number().map(Raw::Hex)
        }
        "UInt8" | "UInt16" | "UInt32" | "UInt64" => number().map(Raw::Uint),
        "Int8" | "Int16" | "Int32" | "Int64" => text.parse().ok().map(Raw::Int),
        "HexInt32" | "HexInt64" | "Pointer" => number().map(Raw::Hex),
        "Float" | "Double" => text.parse().ok().map(Raw::Float),
        "Boolean" => boolean(text),
        "GUID" => guid(text).map(Raw::Guid),
        "FILETIME" | "SYSTEMTIME" => text
            .parse()
            .ok()
            .map(|time| Raw::Time(FileTime::from_timestamp(time))),
        "Binary" => return binary(text, scratch).map_or(Raw::Text(text), Raw::Binary),
        _ => None,
    };
    value.unwrap_or(Raw::Text(text))
}

fn boolean(text: &str) -> Option<Raw<'static>> {
    match text {
        "true" | "1" => Some(Raw::Bool(true)),
        "false" | "0" => Some(Raw::Bool(false)),
        _ => text.parse().ok().map(Raw::Int),
    }
}

/// The bytes that hex digits spell, as stored in `scratch`.
fn binary<'a>(text: &str, scratch: &'a mut Vec<u8>) -> Option<&'a [u8]> {
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
fn guid(text: &str) -> Option<[u8; 16]> {
    let inner = text.strip_prefix('{')?.strip_suffix('}')?;
    let dashes = [8, 13, 18, 23].map(|at| inner.as_bytes().get(at));
    if inner.len() != 36 || dashes != [Some(&b'-'); 4] {
        return None;
    }
    let mut scratch = Vec::with_capacity(16);
    binary(&inner.replace('-', ""), &mut scratch)?;
    let mut guid: [u8; 16] = scratch.try_into().ok()?;
    guid[..4].reverse();
    guid[4..6].reverse();
    guid[6..8].reverse();
    Some(guid)
}
