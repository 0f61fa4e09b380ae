//! The values that a record may hold, and their bytes ([MS-EVEN6] 2.2.12, `BinXML` value types).

use crate::values::FileTime;

/// A `BinXML` value type, as a template declares it for a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Type {
    Null = 0x00,
    UnicodeString = 0x01,
    AnsiString = 0x02,
    Int8 = 0x03,
    UInt8 = 0x04,
    Int16 = 0x05,
    UInt16 = 0x06,
    Int32 = 0x07,
    UInt32 = 0x08,
    Int64 = 0x09,
    UInt64 = 0x0A,
    Float = 0x0B,
    Double = 0x0C,
    Boolean = 0x0D,
    Binary = 0x0E,
    Guid = 0x0F,
    FileTime = 0x11,
    SystemTime = 0x12,
    Sid = 0x13,
    HexInt32 = 0x14,
    HexInt64 = 0x15,
}

/// A value of a record.
///
/// Its own type is written beside it, so it need not be the one its template declares.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub enum Value<'a> {
    /// No value: the substitution is there and empty.
    Null,
    /// Text of exactly these characters, as Windows stores text with a length field.
    Text(&'a str),
    /// Text and the NUL that ends it, as Windows stores text without a length field.
    Terminated(&'a str),
    /// UTF-16 as it comes, unpaired surrogates included.
    Utf16(&'a [u16]),
    /// Text in the code page of the machine that wrote it.
    Ansi(&'a [u8]),
    I8(i8),
    U8(u8),
    I16(i16),
    U16(u16),
    I32(i32),
    U32(u32),
    I64(i64),
    U64(u64),
    F32(f32),
    F64(f64),
    Bool(bool),
    Binary(&'a [u8]),
    /// The 16 bytes as stored ([MS-DTYP] 2.3.4.2).
    Guid([u8; 16]),
    FileTime(FileTime),
    /// Year, month, day of the week, day, hour, minute, second, millisecond ([MS-DTYP] 2.3.13).
    SystemTime([u16; 8]),
    /// The binary form ([MS-DTYP] 2.4.2.2).
    Sid(&'a [u8]),
    Hex32(u32),
    Hex64(u64),
}

impl Value<'_> {
    /// The type that is written with the value.
    pub(super) fn kind(&self) -> Type {
        match self {
            Self::Null => Type::Null,
            Self::Text(_) | Self::Terminated(_) | Self::Utf16(_) => Type::UnicodeString,
            Self::Ansi(_) => Type::AnsiString,
            Self::I8(_) => Type::Int8,
            Self::U8(_) => Type::UInt8,
            Self::I16(_) => Type::Int16,
            Self::U16(_) => Type::UInt16,
            Self::I32(_) => Type::Int32,
            Self::U32(_) => Type::UInt32,
            Self::I64(_) => Type::Int64,
            Self::U64(_) => Type::UInt64,
            Self::F32(_) => Type::Float,
            Self::F64(_) => Type::Double,
            Self::Bool(_) => Type::Boolean,
            Self::Binary(_) => Type::Binary,
            Self::Guid(_) => Type::Guid,
            Self::FileTime(_) => Type::FileTime,
            Self::SystemTime(_) => Type::SystemTime,
            Self::Sid(_) => Type::Sid,
            Self::Hex32(_) => Type::HexInt32,
            Self::Hex64(_) => Type::HexInt64,
        }
    }

    /// Appends the value's bytes; all numbers are little-endian.
    pub(super) fn encode(&self, out: &mut Vec<u8>) {
        match *self {
            Self::Null => {}
            Self::Text(text) => utf16(text, out),
            Self::Terminated(text) => {
                utf16(text, out);
                out.extend([0, 0]);
            }
            Self::Utf16(units) => out.extend(units.iter().flat_map(|unit| unit.to_le_bytes())),
            Self::Ansi(bytes) | Self::Binary(bytes) | Self::Sid(bytes) => {
                out.extend_from_slice(bytes);
            }
            Self::I8(value) => out.extend(value.to_le_bytes()),
            Self::U8(value) => out.push(value),
            Self::I16(value) => out.extend(value.to_le_bytes()),
            Self::U16(value) => out.extend(value.to_le_bytes()),
            Self::I32(value) => out.extend(value.to_le_bytes()),
            Self::U32(value) | Self::Hex32(value) => out.extend(value.to_le_bytes()),
            Self::I64(value) => out.extend(value.to_le_bytes()),
            Self::U64(value) | Self::Hex64(value) => out.extend(value.to_le_bytes()),
            Self::F32(value) => out.extend(value.to_le_bytes()),
            Self::F64(value) => out.extend(value.to_le_bytes()),
            Self::Bool(value) => out.extend(u32::from(value).to_le_bytes()),
            Self::Guid(bytes) => out.extend(bytes),
            Self::FileTime(time) => out.extend(time.0.to_le_bytes()),
            Self::SystemTime(parts) => out.extend(parts.iter().flat_map(|part| part.to_le_bytes())),
        }
    }
}

/// Appends text as UTF-16LE.
pub(super) fn utf16(text: &str, out: &mut Vec<u8>) {
    if text.is_ascii() {
        out.extend(text.bytes().flat_map(|byte| [byte, 0]));
    } else {
        out.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    }
}
