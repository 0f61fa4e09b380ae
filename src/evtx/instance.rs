//! A template instance: which template, and its values where they lie.

use super::binxml::{Cursor, END, FRAGMENT, INSTANCE, Unsupported};
use super::format::RECORD_HEADER;
use super::utf16;
use crate::values::{FileTime, Raw};

/// A substitution value: its type ([MS-EVEN6] 2.2.12) and its bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Substitution<'a> {
    pub(crate) kind: u8,
    /// Where the bytes lie in the chunk.
    pub(crate) at: usize,
    pub(crate) bytes: &'a [u8],
}

/// The type of a nested fragment.
pub(crate) const NESTED: u8 = 0x21;
/// The bit of the types that are arrays.
pub(crate) const ARRAY: u8 = 0x80;
/// The type of an array of text.
pub(crate) const TEXTS: u8 = 0x81;

impl<'a> Substitution<'a> {
    /// Whether there is no value, so that what depends on it is left out.
    pub(crate) fn is_null(&self) -> bool {
        self.kind == 0 || self.kind == NESTED && self.bytes.is_empty()
    }

    /// Whether it is one value, and not elements or several values.
    pub(crate) fn is_scalar(&self) -> bool {
        self.kind < NESTED || self.is_null()
    }

    /// Where the fragment that it is lies in the chunk.
    pub(crate) fn fragment(&self) -> Option<(usize, usize)> {
        (self.kind == NESTED).then_some((self.at, self.at + self.bytes.len()))
    }

    /// Whether [`Self::raw`] reads it, without decoding text.
    pub(crate) fn check(&self) -> Result<(), Unsupported> {
        match self.kind {
            0x01 if self.bytes.len().is_multiple_of(2) => Ok(()),
            0x02 => Ok(()),
            _ => self.raw(&mut String::new()).map(drop),
        }
    }

    /// The value; `text` holds what it decodes to. A value of another size than its type has is
    /// unusual.
    pub(crate) fn raw<'t>(&self, text: &'t mut String) -> Result<Raw<'t>, Unsupported>
    where
        'a: 't,
    {
        let bytes = self.bytes;
        Ok(match self.kind {
            0x00 => Raw::Null,
            0x01 if bytes.len().is_multiple_of(2) => {
                text.clear();
                utf16::push(bytes, text);
                Raw::Text(text)
            }
            0x02 => {
                text.clear();
                text.extend(
                    bytes
                        .iter()
                        .filter(|&&byte| byte != 0)
                        .map(|&byte| ansi(byte)),
                );
                Raw::Text(text)
            }
            0x03 => Raw::Int(i64::from(i8::from_le_bytes(exact(bytes)?))),
            0x04 => Raw::Uint(u64::from(u8::from_le_bytes(exact(bytes)?))),
            0x05 => Raw::Int(i64::from(i16::from_le_bytes(exact(bytes)?))),
            0x06 => Raw::Uint(u64::from(u16::from_le_bytes(exact(bytes)?))),
            0x07 => Raw::Int(i64::from(i32::from_le_bytes(exact(bytes)?))),
            0x08 => Raw::Uint(u64::from(u32::from_le_bytes(exact(bytes)?))),
            0x09 => Raw::Int(i64::from_le_bytes(exact(bytes)?)),
            0x0A => Raw::Uint(u64::from_le_bytes(exact(bytes)?)),
            0x0B => Raw::Float(widened(f32::from_le_bytes(exact(bytes)?))),
            0x0C => Raw::Float(f64::from_le_bytes(exact(bytes)?)),
            // Windows writes masks into some booleans: those stay the numbers they are.
            0x0D => match i32::from_le_bytes(exact(bytes)?) {
                0 => Raw::Bool(false),
                1 => Raw::Bool(true),
                number => Raw::Int(i64::from(number)),
            },
            0x0E => Raw::Binary(bytes),
            0x0F => Raw::Guid(exact(bytes)?),
            0x10 if bytes.len() == 4 => Raw::Hex(u64::from(u32::from_le_bytes(exact(bytes)?))),
            0x10 | 0x15 => Raw::Hex(u64::from_le_bytes(exact(bytes)?)),
            0x11 => Raw::Time(FileTime(u64::from_le_bytes(exact(bytes)?))),
            0x12 => Raw::Time(system_time(exact(bytes)?)),
            0x13 => {
                let [1, count, rest @ ..] = bytes else {
                    return Err(Unsupported);
                };
                if rest.len() != 6 + 4 * usize::from(*count) {
                    return Err(Unsupported);
                }
                Raw::Sid(bytes)
            }
            0x14 => Raw::Hex(u64::from(u32::from_le_bytes(exact(bytes)?))),
            NESTED if bytes.is_empty() => Raw::Null,
            _ => return Err(Unsupported),
        })
    }
}

fn exact<const N: usize>(bytes: &[u8]) -> Result<[u8; N], Unsupported> {
    bytes.try_into().map_err(|_| Unsupported)
}

/// The 64-bit real that reads as a 32-bit one does: 0.1, not 0.10000000149011612.
fn widened(real: f32) -> f64 {
    real.to_string().parse().unwrap_or(f64::from(real))
}

/// A character of Windows-1252, the code page that `AnsiString` values are read in.
fn ansi(byte: u8) -> char {
    const C1: [char; 32] = [
        '\u{20AC}', '\u{81}', '\u{201A}', '\u{192}', '\u{201E}', '\u{2026}', '\u{2020}',
        '\u{2021}', '\u{2C6}', '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8D}', '\u{17D}',
        '\u{8F}', '\u{90}', '\u{2018}', '\u{2019}', '\u{201C}', '\u{201D}', '\u{2022}', '\u{2013}',
        '\u{2014}', '\u{2DC}', '\u{2122}', '\u{161}', '\u{203A}', '\u{153}', '\u{9D}', '\u{17E}',
        '\u{178}',
    ];
    byte.checked_sub(0x80)
        .and_then(|place| C1.get(usize::from(place)))
        .copied()
        .unwrap_or(char::from(byte))
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

/// The stream that begins at `start` as one template instance, with the values that it has:
/// the offset of the template's definition. `None` if it is anything else.
pub(crate) fn single<'a>(
    data: &'a [u8],
    start: usize,
    end: usize,
    values: &mut Vec<Substitution<'a>>,
) -> Result<Option<u32>, Unsupported> {
    let stream = data.get(start..end).ok_or(Unsupported)?;
    let skip = match stream {
        [INSTANCE, ..] => 1,
        [FRAGMENT, _, _, _, INSTANCE, ..] => 5,
        _ => return Ok(None),
    };
    let mut cursor = Cursor::new(data, start + skip);
    let definition = read(&mut cursor, values)?;
    match data.get(cursor.at..end) {
        Some([] | [END, ..]) => Ok(Some(definition)),
        _ => Err(Unsupported),
    }
}

/// Whether the template of the record at an offset is another by now: of carved records it may
/// have been written over. A record names its template by the beginning of the template's GUID.
pub(crate) fn lost_its_template(data: &[u8], record: usize) -> bool {
    let body = data.get(record + RECORD_HEADER..).unwrap_or_default();
    let ([FRAGMENT, _, _, _, INSTANCE, _, rest @ ..] | [INSTANCE, _, rest @ ..]) = body else {
        return false;
    };
    let Some((&id, rest)) = rest.split_first_chunk::<4>() else {
        return false;
    };
    let definition = rest.first_chunk().map(|at| u32::from_le_bytes(*at));
    let guid = definition.and_then(|at| Some(Definition::at(data, at).ok()?.guid));
    guid.is_none_or(|guid| !guid.starts_with(&id))
}

fn read<'a>(
    cursor: &mut Cursor<'a>,
    values: &mut Vec<Substitution<'a>>,
) -> Result<u32, Unsupported> {
    values.clear();
    let _unknown = cursor.u8()?;
    let _template_id = cursor.u32()?;
    let definition = cursor.u32()?;
    // Where a template is used first in a chunk, its definition stands in the instance.
    if cursor.at == definition as usize {
        let size = Definition::at(cursor.data, definition)?.end - cursor.at;
        cursor.take(size)?;
    }
    let count = cursor.u32()? as usize;
    let (descriptors, _) = cursor
        .take(count.checked_mul(4).ok_or(Unsupported)?)?
        .as_chunks::<4>();
    for &[low, high, kind, _] in descriptors {
        let at = cursor.at;
        let bytes = cursor.take(usize::from(u16::from_le_bytes([low, high])))?;
        // Where a size is damaged, whatever follows is too.
        let width = WIDTHS.get(usize::from(kind)).copied().unwrap_or(0);
        if width != 0 && bytes.len() != usize::from(width) {
            return Err(Unsupported);
        }
        values.push(Substitution { kind, at, bytes });
    }
    Ok(definition)
}

/// The bytes of a value by its type; 0 for those of any size.
const WIDTHS: [u8; 0x16] = [
    0, 0, 0, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 4, 0, 16, 0, 8, 16, 0, 4, 8,
];

/// A template's definition in a chunk.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Definition {
    pub(crate) guid: [u8; 16],
    /// Where its tokens begin.
    pub(crate) start: usize,
    /// Where they end.
    pub(crate) end: usize,
}

impl Definition {
    pub(crate) fn at(data: &[u8], offset: u32) -> Result<Self, Unsupported> {
        let mut cursor = Cursor::new(data, offset as usize);
        let _next = cursor.u32()?;
        let guid = exact(cursor.take(16)?)?;
        let size = cursor.u32()? as usize;
        let start = cursor.at;
        cursor.take(size)?;
        Ok(Self {
            guid,
            start,
            end: cursor.at,
        })
    }
}
