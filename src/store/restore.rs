//! Text back to the type that the provider gave the field: records without a template hold
//! nothing but text, and so does what is rendered.

use crate::evtx::{parse_guid, parse_hex};
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
        "GUID" => parse_guid(text).map(Raw::Guid),
        "FILETIME" | "SYSTEMTIME" => text
            .parse()
            .ok()
            .map(|time| Raw::Time(FileTime::from_timestamp(time))),
        "Binary" => return parse_hex(text, scratch).map_or(Raw::Text(text), Raw::Binary),
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
