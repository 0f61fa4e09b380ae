//! A field's value as a log stores it, before anything is decoded.

use std::borrow::Cow;
use std::fmt::{self, Display as _, Write as _};

use super::ascii::Ascii;
use super::bytes::{from_hex, strip_0x};
use super::{FileTime, Sid};

/// A value of a record, typed as `BinXML` types it, borrowed from where it is kept.
///
/// `Display` gives the raw reading: text as it is, integers in decimal, `HexInt` as `0x` and
/// upper-case digits without padding, GUIDs lower-case in braces, booleans `true`/`false`,
/// binary in upper-case hex, a missing value empty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Raw<'a> {
    /// No value: an empty element or a NULL substitution.
    Null,
    /// Text (`UnicodeString`, `AnsiString`), already UTF-8.
    Text(&'a str),
    /// A signed integer of any width.
    Int(i64),
    /// An unsigned integer of any width.
    Uint(u64),
    /// `HexInt32` or `HexInt64`: an unsigned integer that reads in hex.
    Hex(u64),
    /// A boolean.
    Bool(bool),
    /// A 32- or 64-bit real.
    Float(f64),
    /// A GUID, in its 16 bytes as stored ([MS-DTYP] 2.3.4.2).
    Guid([u8; 16]),
    /// A FILETIME or SYSTEMTIME.
    Time(FileTime),
    /// A SID in its binary form ([MS-DTYP] 2.4.2.2).
    Sid(&'a [u8]),
    /// Bytes.
    Binary(&'a [u8]),
}

impl<'a> Raw<'a> {
    /// True for no value and for empty text or bytes.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => text.is_empty(),
            Self::Binary(bytes) | Self::Sid(bytes) => bytes.is_empty(),
            _ => false,
        }
    }

    /// True if its raw reading is this text.
    pub fn reads_as(&self, text: &str) -> bool {
        match self {
            Self::Text(own) => *own == text,
            Self::Binary(bytes) if 2 * bytes.len() != text.len() => false,
            _ => {
                let mut rest = Rest(text);
                write!(rest, "{self}").is_ok() && rest.0.is_empty()
            }
        }
    }

    /// The value as an unsigned number, where it is one or is text that spells one
    /// (decimal, or hex after `0x`): records without a template hold only text.
    pub fn as_u64(&self) -> Option<u64> {
        match *self {
            Self::Uint(value) | Self::Hex(value) => Some(value),
            Self::Int(value) => u64::try_from(value).ok(),
            Self::Bool(value) => Some(u64::from(value)),
            Self::Text(text) => match strip_0x(text) {
                Some(digits) => digits
                    .starts_with(|first: char| first.is_ascii_hexdigit())
                    .then(|| u64::from_str_radix(digits, 16).ok())?,
                None => text.parse().ok(),
            },
            _ => None,
        }
    }

    /// The value as a 32-bit pattern: as [`Raw::as_u64`], and a negative number (an `Int32`, or
    /// text like `-1073741715`) by its bits. `None` for what does not fit.
    pub fn as_u32(&self) -> Option<u32> {
        let signed = match *self {
            Self::Int(value) if value < 0 => value,
            Self::Text(text) if text.starts_with('-') => text.parse().ok()?,
            _ => return self.as_u64().and_then(|value| value.try_into().ok()),
        };
        i32::try_from(signed).ok().map(i32::cast_unsigned)
    }

    /// The bytes of a binary value, or of text that spells them in hex: records without a template
    /// hold only text.
    pub fn as_bytes(self) -> Option<Cow<'a, [u8]>> {
        match self {
            Self::Binary(bytes) | Self::Sid(bytes) => Some(Cow::Borrowed(bytes)),
            Self::Text(text) => from_hex(text).map(Cow::Owned),
            _ => None,
        }
    }

    /// The bytes of a GUID as stored, also where text of the usual shape spells it.
    pub(super) fn as_guid(self) -> Option<[u8; 16]> {
        match self {
            Self::Guid(guid) => Some(guid),
            Self::Binary(bytes) => bytes.try_into().ok(),
            Self::Text(text) => guid_of(text),
            _ => None,
        }
    }
}

/// A text that each write must continue, less what has been written.
struct Rest<'a>(&'a str);

impl fmt::Write for Rest<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = self.0.strip_prefix(text).ok_or(fmt::Error)?;
        Ok(())
    }
}

impl fmt::Display for Raw<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => Ok(()),
            Self::Text(text) => out.write_str(text),
            Self::Int(value) => value.fmt(out),
            Self::Uint(value) => value.fmt(out),
            Self::Hex(value) => in_hex(*value).fmt(out),
            Self::Bool(value) => value.fmt(out),
            Self::Float(value) => value.fmt(out),
            Self::Guid(bytes) => Guid(bytes).fmt(out),
            Self::Time(time) => time.fmt(out),
            Self::Sid(bytes) => write_sid(bytes, out),
            Self::Binary(bytes) => Hex(bytes).fmt(out),
        }
    }
}

/// The bytes of text of the shape 8-4-4-4-12, with or without braces; the first three parts are
/// stored little-endian.
fn guid_of(text: &str) -> Option<[u8; 16]> {
    let text = text.trim();
    let inner = text
        .strip_prefix('{')
        .map_or(Some(text), |rest| rest.strip_suffix('}'))?;
    let has_shape = inner.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    let digits = has_shape.then(|| from_hex(inner))?;
    let mut guid: [u8; 16] = digits?.try_into().ok()?;
    for part in [0..4, 4..6, 6..8] {
        guid[part].reverse();
    }
    Some(guid)
}

/// Bytes that display as upper-case hex without separators.
#[derive(Debug, Clone, Copy)]
pub struct Hex<'a>(pub &'a [u8]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chunks(64).try_for_each(|bytes| {
            let mut text = Ascii::<128>::new();
            text.push_upper_hex(bytes);
            out.write_str(text.as_str())
        })
    }
}

/// A number as every `HexInt` reads: upper-case hex, unpadded.
pub(super) fn in_hex(number: u64) -> Ascii<18> {
    let mut text = Ascii::new();
    text.push(b"0x");
    text.push_hex(number);
    text
}

/// A GUID that displays lower-case in braces; its first three parts are stored little-endian
/// ([MS-DTYP] 2.3.4.2).
#[derive(Debug, Clone, Copy)]
pub(super) struct Guid<'a>(pub(super) &'a [u8; 16]);

impl fmt::Display for Guid<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let guid = self.0;
        let mut text = Ascii::<38>::new();
        text.push(b"{");
        text.push_lower_hex(guid[..4].iter().rev());
        for part in [4, 6] {
            text.push(b"-");
            text.push_lower_hex(guid[part..part + 2].iter().rev());
        }
        text.push(b"-");
        text.push_lower_hex(guid[8..10].iter());
        text.push(b"-");
        text.push_lower_hex(guid[10..].iter());
        text.push(b"}");
        out.write_str(text.as_str())
    }
}

/// Writes a SID as `S-1-...`, or its bytes in hex when they are not a SID.
fn write_sid(bytes: &[u8], out: &mut fmt::Formatter<'_>) -> fmt::Result {
    match Sid::whole(bytes) {
        Some(sid) => sid.fmt(out),
        None => Hex(bytes).fmt(out),
    }
}
