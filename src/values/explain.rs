//! What a value that somebody pastes or types can be: every kind of value is tried.

use super::{Raw, access, bytes, decoder, fsctl, parameter, plain, smb2, status};

/// One way to read a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What kind of value it would be.
    pub kind: &'static str,
    /// Its short reading.
    pub reading: String,
    /// The reading in detail: label and text.
    pub lines: Vec<(String, String)>,
}

/// A kind of value that is tried.
struct Kind {
    /// The decoder that reads it.
    decoder: &'static str,
    /// The value that text spells, if it can be of this kind.
    accept: fn(&str) -> Option<Typed>,
}

/// A value as typed.
enum Typed {
    Number(u64),
    Bytes(Vec<u8>),
    Text(String),
}

/// The kinds that are tried, the likeliest first.
const KINDS: &[Kind] = &[
    kind("ntstatus", |text| {
        let code = status_number(text).or_else(|| status::code_of(text))?;
        Some(Typed::Number(code.into()))
    }),
    kind("access_mask", |text| {
        let mask = mask_number(text).or_else(|| access::mask(text))?;
        let known = access::ACCESS.parts(mask.into());
        (mask != 0 && known.1 == 0).then_some(Typed::Number(mask.into()))
    }),
    kind("fsctl", |text| {
        let code = number(text).and_then(|number| u32::try_from(number).ok());
        let code = code.or_else(|| fsctl::code_of(text))?;
        (code != 0).then_some(Typed::Number(code.into()))
    }),
    kind("smb2_dialect", |text| {
        let named = smb2::DIALECTS.iter().find(|dialect| dialect.1 == text);
        let value = number(text).or_else(|| Some(named?.0))?;
        (value != 0).then_some(Typed::Number(value))
    }),
    kind("smb2_command", |text| {
        let mut known = smb2::COMMANDS.iter();
        let command = known.find(|command| command.1.eq_ignore_ascii_case(text))?;
        Some(Typed::Number(command.0))
    }),
    kind("sockaddr", |text| bytes::from_hex(text).map(Typed::Bytes)),
    kind("security_descriptor", |text| {
        bytes::from_hex(text).map(Typed::Bytes)
    }),
    kind("sid", |text| match bytes::from_hex(text) {
        Some(bytes) => Some(Typed::Bytes(bytes)),
        None => Some(Typed::Text(text.to_ascii_uppercase())),
    }),
    kind("guid", |text| plain::guid_text(text).map(Typed::Text)),
    kind("filetime", |text| {
        number(text)
            .filter(|&time| is_likely_time(time))
            .map(Typed::Number)
    }),
    kind("keywords", |text| wide_hex(text).map(Typed::Number)),
    kind("net_luid", |text| wide_hex(text).map(Typed::Number)),
    kind("parameter", |text| {
        let known = parameter::with_parameters(text);
        known.map(|_| Typed::Text(text.to_owned()))
    }),
];

const fn kind(decoder: &'static str, accept: fn(&str) -> Option<Typed>) -> Kind {
    Kind { decoder, accept }
}

/// Every reading that a value can have, the likeliest first; empty where it can have none.
pub fn explain_value(text: &str) -> Vec<Explanation> {
    let text = text.trim();
    KINDS
        .iter()
        .filter_map(|kind| explanation(kind, text))
        .collect()
}

/// The kinds that [`explain_value`] tries, in words.
pub fn explained_kinds() -> impl Iterator<Item = &'static str> {
    KINDS
        .iter()
        .filter_map(|kind| Some(decoder(kind.decoder)?.kind))
}

fn explanation(kind: &Kind, text: &str) -> Option<Explanation> {
    let decoder = decoder(kind.decoder)?;
    let value = (kind.accept)(text)?;
    let raw = match &value {
        Typed::Number(number) => Raw::Hex(*number),
        Typed::Bytes(bytes) => Raw::Binary(bytes),
        Typed::Text(text) => Raw::Text(text),
    };
    Some(Explanation {
        kind: decoder.kind,
        reading: decoder.meaning(raw)?,
        lines: decoder.details(raw),
    })
}

/// A number: hex after `0x`, or decimal.
fn number(text: &str) -> Option<u64> {
    Raw::Text(text).as_u64()
}

/// A number as a status is written: also negative, or eight hex digits without `0x`.
fn status_number(text: &str) -> Option<u32> {
    let bare = || {
        let is_hex = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hex.then(|| u32::from_str_radix(text, 16).ok())?
    };
    Raw::Text(text).as_u32().or_else(bare)
}

/// A number as a mask is written: in hex, or a decimal too large for an event's id.
fn mask_number(text: &str) -> Option<u32> {
    let mask = Raw::Text(text).as_u32()?;
    (bytes::strip_0x(text).is_some() || mask > 0xFFFF).then_some(mask)
}

/// A number in hex of more than 32 bits.
fn wide_hex(text: &str) -> Option<u64> {
    bytes::strip_0x(text)?;
    number(text).filter(|number| number >> 32 != 0)
}

/// Whether a number is a FILETIME of the years 1980 to 2199, which no other number here is.
fn is_likely_time(number: u64) -> bool {
    (119_600_064_000_000_000..189_024_192_000_000_000).contains(&number)
}
