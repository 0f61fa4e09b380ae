//! The values of a record by their types ([MS-EVEN6] 2.2.12). A descriptor says how many bytes a
//! value has, and the next one begins after that many, whatever its type needs: so a value of a
//! strange size or of an unknown type costs that value alone.

use std::fmt::Write as _;

use super::code_page::CodePage;
use super::utf16;
use crate::values::{FileTime, Raw};

/// A substitution value: its type and its bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Substitution<'a> {
    pub(crate) kind: u8,
    /// The offset of the bytes in the chunk.
    pub(crate) at: usize,
    pub(crate) bytes: &'a [u8],
}

/// The type of text.
pub(crate) const TEXT: u8 = 0x01;
/// The type of text in a code page.
pub(crate) const ANSI: u8 = 0x02;
/// The type of a nested fragment.
pub(crate) const NESTED: u8 = 0x21;
/// The bit of the types that are arrays.
pub(crate) const ARRAY: u8 = 0x80;

/// The names of the types, by their numbers; empty for those that nobody documents.
const NAMES: [&str; 0x16] = [
    "Null",
    "UnicodeString",
    "AnsiString",
    "Int8",
    "UInt8",
    "Int16",
    "UInt16",
    "Int32",
    "UInt32",
    "Int64",
    "UInt64",
    "Float",
    "Double",
    "Boolean",
    "Binary",
    "GUID",
    "SizeT",
    "FILETIME",
    "SYSTEMTIME",
    "SID",
    "HexInt32",
    "HexInt64",
];

/// Bytes of an unreadable value that are shown.
const SHOWN: usize = 64;

impl<'a> Substitution<'a> {
    /// Tells whether there is no value, so that an element that depends on it is left out.
    pub(crate) fn is_null(&self) -> bool {
        self.kind == 0 || self.kind == NESTED && self.bytes.is_empty()
    }

    /// Tells whether it is one value: not elements, and not several values.
    pub(crate) fn is_scalar(&self) -> bool {
        self.kind != NESTED && !self.is_array() || self.is_null()
    }

    /// Tells whether it is several values of one type.
    pub(crate) fn is_array(&self) -> bool {
        self.kind & ARRAY != 0
    }

    /// Returns the place in the chunk of the fragment that it is.
    pub(crate) fn fragment(&self) -> Option<(usize, usize)> {
        (self.kind == NESTED).then_some((self.at, self.at + self.bytes.len()))
    }

    /// Returns the value; `text` holds what it decodes to. A value without bytes is none, unless
    /// its type has any size. A number of another size than its type has is read by its size.
    /// What cannot be read says so, with its type and bytes.
    pub(crate) fn raw<'t>(&self, text: &'t mut String, code_page: CodePage) -> Raw<'t>
    where
        'a: 't,
    {
        let bytes = self.bytes;
        let read = match self.kind {
            0x00 => Some(Raw::Null),
            TEXT => {
                text.clear();
                utf16::push(bytes, text);
                return Raw::Text(text);
            }
            ANSI => {
                text.clear();
                code_page.push(bytes, text);
                return Raw::Text(text);
            }
            0x0E => Some(Raw::Binary(bytes)),
            _ if bytes.is_empty() => Some(Raw::Null),
            0x03 | 0x05 | 0x07 | 0x09 => signed(bytes).map(Raw::Int),
            0x04 | 0x06 | 0x08 | 0x0A => unsigned(bytes).map(Raw::Uint),
            0x0B | 0x0C => float(bytes).map(Raw::Float),
            // Windows writes masks into some booleans: those stay the numbers they are.
            0x0D => signed(bytes).map(|number| match number {
                0 => Raw::Bool(false),
                1 => Raw::Bool(true),
                number => Raw::Int(number),
            }),
            0x0F => bytes.try_into().ok().map(Raw::Guid),
            0x10 | 0x14 | 0x15 => unsigned(bytes).map(Raw::Hex),
            0x11 => exact(bytes).map(|time| Raw::Time(FileTime(u64::from_le_bytes(time)))),
            0x12 => exact(bytes).map(|time| Raw::Time(system_time(time))),
            0x13 => sid(bytes).map(Raw::Sid),
            _ => None,
        };
        read.unwrap_or_else(|| {
            text.clear();
            self.describe(text);
            Raw::Text(text)
        })
    }

    /// Writes that it cannot be read, with its type and bytes.
    fn describe(&self, text: &mut String) {
        let kind = match NAMES.get(usize::from(self.kind)) {
            Some(name) => (*name).to_owned(),
            None => format!("type 0x{:02X}", self.kind),
        };
        let _ = write!(
            text,
            "(cannot be read: {kind} of {} bytes: ",
            self.bytes.len()
        );
        for byte in self.bytes.iter().take(SHOWN) {
            let _ = write!(text, "{byte:02X}");
        }
        text.push_str(if self.bytes.len() > SHOWN {
            "...)"
        } else {
            ")"
        });
    }

    /// Returns the items of an array; an empty one is one item without a value. Items that do not
    /// fill the array to its end make it unreadable as a whole.
    pub(crate) fn items(&self) -> Vec<Self> {
        let kind = self.kind & !ARRAY;
        let item = |bytes| Self {
            kind,
            at: self.at,
            bytes,
        };
        let width = match kind {
            TEXT => return texts(self.bytes, 2).map(item).collect(),
            ANSI => return texts(self.bytes, 1).map(item).collect(),
            0x03 | 0x04 => 1,
            0x05 | 0x06 => 2,
            0x07 | 0x08 | 0x0B | 0x0D | 0x14 => 4,
            0x09 | 0x0A | 0x0C | 0x10 | 0x11 | 0x15 => 8,
            0x0F | 0x12 => 16,
            0x13 => return self.sids(),
            _ => 0,
        };
        match (width, self.bytes.len()) {
            (_, 0) => vec![item(&[])],
            (0, _) => vec![*self],
            (width, length) if length % width == 0 => self.bytes.chunks(width).map(item).collect(),
            _ => vec![*self],
        }
    }

    fn sids(&self) -> Vec<Self> {
        let mut items = Vec::new();
        let mut rest = self.bytes;
        while let Some(&count) = rest.get(1) {
            let Some((sid, after)) = rest.split_at_checked(8 + 4 * usize::from(count)) else {
                return vec![*self];
            };
            items.push(Self {
                kind: 0x13,
                at: self.at,
                bytes: sid,
            });
            rest = after;
        }
        items
    }
}

/// The texts of an array, each ended by a NUL of `unit` bytes; one empty text where there is none.
fn texts(bytes: &[u8], unit: usize) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(bytes);
    std::iter::from_fn(move || {
        let all = rest?;
        let mut units = all.chunks_exact(unit);
        let end = units.position(|unit| unit.iter().all(|&byte| byte == 0));
        let (text, after) = match end {
            Some(end) => (
                all.get(..end * unit)?,
                all.get((end + 1) * unit..)
                    .filter(|after| !after.is_empty()),
            ),
            None => (all, None),
        };
        rest = after;
        Some(text)
    })
}

fn exact<const N: usize>(bytes: &[u8]) -> Option<[u8; N]> {
    bytes.try_into().ok()
}

fn signed(bytes: &[u8]) -> Option<i64> {
    Some(match *bytes {
        [byte] => i64::from(byte.cast_signed()),
        [a, b] => i64::from(i16::from_le_bytes([a, b])),
        [a, b, c, d] => i64::from(i32::from_le_bytes([a, b, c, d])),
        _ => i64::from_le_bytes(exact(bytes)?),
    })
}

fn unsigned(bytes: &[u8]) -> Option<u64> {
    Some(match *bytes {
        [byte] => u64::from(byte),
        [a, b] => u64::from(u16::from_le_bytes([a, b])),
        [a, b, c, d] => u64::from(u32::from_le_bytes([a, b, c, d])),
        _ => u64::from_le_bytes(exact(bytes)?),
    })
}

/// A real; of 32 bits the 64-bit one that reads alike: 0.1, not 0.10000000149011612.
fn float(bytes: &[u8]) -> Option<f64> {
    match exact(bytes).map(f32::from_le_bytes) {
        Some(real) => Some(real.to_string().parse().unwrap_or(f64::from(real))),
        None => exact(bytes).map(f64::from_le_bytes),
    }
}

/// The SID of revision 1 that these bytes begin with: it says how many parts it has
/// ([MS-DTYP] 2.4.2.2).
fn sid(bytes: &[u8]) -> Option<&[u8]> {
    let count = usize::from(*bytes.get(1).filter(|_| bytes.first() == Some(&1))?);
    bytes.get(..8 + 4 * count)
}

/// A SYSTEMTIME ([MS-DTYP] 2.3.13) as a FILETIME. One that is no time, an unset one too, is
/// 1601-01-01, as Windows has it.
fn system_time(bytes: [u8; 16]) -> FileTime {
    let field =
        |place: usize| u64::from(u16::from_le_bytes([bytes[2 * place], bytes[2 * place + 1]]));
    let [year, month, _, day, hour, minute, second, milli] = [0, 1, 2, 3, 4, 5, 6, 7].map(field);
    let text =
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z");
    text.parse()
        .map(FileTime::from_timestamp)
        .unwrap_or_default()
}
