//! Every reading of a value that somebody pastes or types.

use super::decoders::{Decoder, fsctl, smb2};
use super::raw::Guid;
use super::{Raw, access, bytes, parameter, status};

/// One reading of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The kind of value.
    pub kind: &'static str,
    /// Its short reading.
    pub reading: String,
    /// The reading in detail: label and text.
    pub lines: Vec<(String, String)>,
}

/// A kind of value that is tried: its decoder, and the value that text spells if it can be one.
type Candidate = (Decoder, fn(&str) -> Option<Typed>);

/// A value as typed.
enum Typed {
    Number(u64),
    Bytes(Vec<u8>),
    Text(String),
}

/// The kinds that are tried, the likeliest first.
const CANDIDATES: &[Candidate] = &[
    (Decoder::NtStatus, |text| {
        let code = status_number(text).or_else(|| status::code_of(text))?;
        Some(Typed::Number(code.into()))
    }),
    (Decoder::AccessMask, |text| {
        let mask = mask_number(text).or_else(|| access::mask(text))?;
        let known = access::ACCESS.split(mask.into());
        (mask != 0 && known.1 == 0).then_some(Typed::Number(mask.into()))
    }),
    (Decoder::Fsctl, |text| {
        let code = number(text).and_then(|number| u32::try_from(number).ok());
        let code = code.or_else(|| fsctl::code_of(text))?;
        (code != 0).then_some(Typed::Number(code.into()))
    }),
    (Decoder::Smb2Dialect, |text| {
        let named = smb2::DIALECTS.iter().find(|dialect| dialect.1 == text);
        let value = number(text).or_else(|| Some(named?.0))?;
        (value != 0).then_some(Typed::Number(value))
    }),
    (Decoder::Smb2Command, |text| {
        let mut known = smb2::COMMANDS.iter();
        let command = known.find(|command| command.1.eq_ignore_ascii_case(text))?;
        Some(Typed::Number(command.0))
    }),
    (Decoder::Sockaddr, |text| {
        bytes::from_hex(text).map(Typed::Bytes)
    }),
    (Decoder::SecurityDescriptor, |text| {
        bytes::from_hex(text).map(Typed::Bytes)
    }),
    (Decoder::Sid, |text| match bytes::from_hex(text) {
        Some(bytes) => Some(Typed::Bytes(bytes)),
        None => Some(Typed::Text(text.to_ascii_uppercase())),
    }),
    (Decoder::Guid, |text| {
        let guid = Raw::Text(text).as_guid()?;
        Some(Typed::Text(Guid(&guid).to_string()))
    }),
    (Decoder::FileTime, |text| {
        number(text)
            .filter(|&time| is_likely_time(time))
            .map(Typed::Number)
    }),
    (Decoder::Keywords, |text| wide_hex(text).map(Typed::Number)),
    (Decoder::NetLuid, |text| wide_hex(text).map(Typed::Number)),
    (Decoder::Parameter, |text| {
        let known = parameter::with_parameters(text);
        known.map(|_| Typed::Text(text.to_owned()))
    }),
];

/// Every reading that a value can have, the likeliest first; empty where it can have none.
pub fn explain_value(text: &str) -> Vec<Explanation> {
    let text = text.trim();
    let candidates = CANDIDATES.iter();
    candidates
        .filter_map(|&(decoder, accept)| explanation(decoder, &accept(text)?))
        .collect()
}

/// The kinds that [`explain_value`] tries, in words.
pub fn explained_kinds() -> impl Iterator<Item = &'static str> {
    CANDIDATES.iter().map(|candidate| candidate.0.info().kind)
}

fn explanation(decoder: Decoder, value: &Typed) -> Option<Explanation> {
    let raw = match value {
        Typed::Number(number) => Raw::Hex(*number),
        Typed::Bytes(bytes) => Raw::Binary(bytes),
        Typed::Text(text) => Raw::Text(text),
    };
    Some(Explanation {
        kind: decoder.info().kind,
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

/// True for a FILETIME of the years 1980 to 2199: no other number here is that large.
fn is_likely_time(number: u64) -> bool {
    (119_600_064_000_000_000..189_024_192_000_000_000).contains(&number)
}
