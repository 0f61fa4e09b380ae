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
    /// Appends the value's bytes, and gives the type to write with them. All numbers are
    /// little-endian.
    pub(super) fn encode(&self, out: &mut Vec<u8>) -> Type {
        let mut put = |kind: Type, bytes: &[u8]| {
            out.extend_from_slice(bytes);
            kind
        };
        match *self {
            Self::Null => Type::Null,
            Self::Text(text) => put(Type::UnicodeString, &utf16(text)),
            Self::Terminated(text) => {
                put(Type::UnicodeString, &[&utf16(text)[..], &[0, 0]].concat())
            }
            Self::Utf16(units) => put(Type::UnicodeString, &little_endian(units)),
            Self::Ansi(bytes) => put(Type::AnsiString, bytes),
            Self::I8(value) => put(Type::Int8, &value.to_le_bytes()),
            Self::U8(value) => put(Type::UInt8, &[value]),
            Self::I16(value) => put(Type::Int16, &value.to_le_bytes()),
            Self::U16(value) => put(Type::UInt16, &value.to_le_bytes()),
            Self::I32(value) => put(Type::Int32, &value.to_le_bytes()),
            Self::U32(value) => put(Type::UInt32, &value.to_le_bytes()),
            Self::I64(value) => put(Type::Int64, &value.to_le_bytes()),
            Self::U64(value) => put(Type::UInt64, &value.to_le_bytes()),
            Self::F32(value) => put(Type::Float, &value.to_le_bytes()),
            Self::F64(value) => put(Type::Double, &value.to_le_bytes()),
            Self::Bool(value) => put(Type::Boolean, &u32::from(value).to_le_bytes()),
            Self::Binary(bytes) => put(Type::Binary, bytes),
            Self::Guid(bytes) => put(Type::Guid, &bytes),
            Self::FileTime(time) => put(Type::FileTime, &time.0.to_le_bytes()),
            Self::SystemTime(parts) => put(Type::SystemTime, &little_endian(&parts)),
            Self::Sid(bytes) => put(Type::Sid, bytes),
            Self::Hex32(value) => put(Type::HexInt32, &value.to_le_bytes()),
            Self::Hex64(value) => put(Type::HexInt64, &value.to_le_bytes()),
        }
    }
}

/// Text as UTF-16LE.
pub(super) fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn little_endian(numbers: &[u16]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}
