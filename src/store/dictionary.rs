//! A segment's field values, each kept once: small values inside their cell, all others in an
//! arena, addressed by a code.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use crate::values::{FileTime, Raw};

/// A field value of one event: a small value itself, or a code in the segment's dictionary.
///
/// Bit 31 tells which. An inline cell holds its kind in bits 27-30 and its value in bits 0-26.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cell(u32);

impl Default for Cell {
    fn default() -> Self {
        Self::NULL
    }
}

const INLINE: u32 = 1 << 31;
const INLINE_MAX: u64 = (1 << 27) - 1;

impl Cell {
    /// No value.
    pub const NULL: Self = Self::inline(Kind::Null, 0);

    const fn inline(kind: Kind, value: u32) -> Self {
        Self(INLINE | (kind as u32) << 27 | value)
    }

    /// The code in the dictionary, unless the value is in the cell itself.
    #[inline]
    pub fn code(self) -> Option<u32> {
        (self.0 & INLINE == 0).then_some(self.0)
    }

    /// All of it: equal for equal cells of a segment, and with bit 31 where there is no code.
    #[inline]
    pub fn bits(self) -> u32 {
        self.0
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Kind {
    Null,
    Bool,
    Uint,
    Int,
    Hex,
    Float,
    Guid,
    Time,
    Text,
    Sid,
    Binary,
}

impl Kind {
    fn of(raw: Raw<'_>) -> Self {
        match raw {
            Raw::Null => Self::Null,
            Raw::Bool(_) => Self::Bool,
            Raw::Uint(_) => Self::Uint,
            Raw::Int(_) => Self::Int,
            Raw::Hex(_) => Self::Hex,
            Raw::Float(_) => Self::Float,
            Raw::Guid(_) => Self::Guid,
            Raw::Time(_) => Self::Time,
            Raw::Text(_) => Self::Text,
            Raw::Sid(_) => Self::Sid,
            Raw::Binary(_) => Self::Binary,
        }
    }
}

/// The kinds of values that a field has in the events of one schema: what cannot be in values of
/// these kinds need not be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kinds(u16);

impl Kinds {
    pub(crate) fn add(&mut self, raw: Raw<'_>) {
        self.0 |= 1 << Kind::of(raw) as u16;
    }

    /// These and others.
    #[must_use]
    pub fn or(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Tells whether some may be of the kind of `raw`.
    pub fn has(self, raw: Raw<'_>) -> bool {
        self.0 & 1 << Kind::of(raw) as u16 != 0
    }
}

/// The distinct values of a segment.
#[derive(Debug, Default)]
pub struct Dictionary {
    kinds: Vec<Kind>,
    /// The end of each value in its arena.
    ends: Vec<(u32, u32)>,
    text: String,
    bytes: Vec<u8>,
    /// Codes of the values of which only the beginning is kept, with their whole length.
    cut: Vec<(u32, u32)>,
}

impl Dictionary {
    /// Returns the number of distinct values; codes are below it.
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Tells whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// The value of a cell.
    #[inline]
    pub fn get(&self, cell: Cell) -> Raw<'_> {
        let Some(code) = cell.code() else {
            let value = cell.0 & INLINE_MAX as u32;
            return match cell.0 >> 27 & 0xF {
                kind if kind == Kind::Bool as u32 => Raw::Bool(value != 0),
                kind if kind == Kind::Uint as u32 => Raw::Uint(u64::from(value)),
                kind if kind == Kind::Int as u32 => Raw::Int(i64::from(value)),
                kind if kind == Kind::Hex as u32 => Raw::Hex(u64::from(value)),
                _ => Raw::Null,
            };
        };
        self.value(code)
    }

    /// The whole length in bytes of a value of which only the beginning is kept.
    pub fn cut(&self, cell: Cell) -> Option<u32> {
        let code = cell.code()?;
        let place = self.cut.binary_search_by_key(&code, |cut| cut.0).ok()?;
        Some(self.cut[place].1)
    }

    /// The value of a code; [`Raw::Null`] beyond the last.
    #[inline]
    pub fn value(&self, code: u32) -> Raw<'_> {
        let code = code as usize;
        let Some(&kind) = self.kinds.get(code) else {
            return Raw::Null;
        };
        let (text_start, byte_start) = code
            .checked_sub(1)
            .map_or((0, 0), |before| self.ends[before]);
        let (text_end, byte_end) = self.ends[code];
        let text = || {
            self.text
                .get(text_start as usize..text_end as usize)
                .unwrap_or_default()
        };
        let bytes = &self.bytes[byte_start as usize..byte_end as usize];
        let number = || {
            let mut wide = [0; 8];
            wide.iter_mut()
                .zip(bytes)
                .for_each(|(to, from)| *to = *from);
            u64::from_le_bytes(wide)
        };
        match kind {
            Kind::Null => Raw::Null,
            Kind::Bool => Raw::Bool(number() != 0),
            Kind::Uint => Raw::Uint(number()),
            Kind::Int => Raw::Int(number().cast_signed()),
            Kind::Hex => Raw::Hex(number()),
            Kind::Float => Raw::Float(f64::from_bits(number())),
            Kind::Time => Raw::Time(FileTime(number())),
            Kind::Guid => Raw::Guid(bytes.try_into().unwrap_or_default()),
            Kind::Text => Raw::Text(text()),
            Kind::Sid => Raw::Sid(bytes),
            Kind::Binary => Raw::Binary(bytes),
        }
    }

    /// Calls `each` with the values of these kinds and their codes, in the order in which they are
    /// kept: that is much faster than to get each of many.
    pub fn each_of(&self, kinds: Kinds, mut each: impl FnMut(u32, Raw<'_>)) {
        // Kinds follow each other as they please: a branch for each could not be foreseen.
        for (first, chunk) in (0..).step_by(64).zip(self.kinds.chunks(64)) {
            let bits = (0..).zip(chunk).map(|(bit, &kind)| {
                let is_wanted = kinds.0 >> kind as u16 & 1;
                u64::from(is_wanted) << bit
            });
            let mut left = bits.fold(0, |all, bit| all | bit);
            while left != 0 {
                let code = first + left.trailing_zeros();
                left &= left - 1;
                each(code, self.value(code));
            }
        }
    }

    /// Bytes of memory held.
    pub fn memory(&self) -> usize {
        self.kinds.capacity()
            + self.ends.capacity() * 8
            + self.text.capacity()
            + self.bytes.capacity()
    }
}

/// Builds a [`Dictionary`]: gives the same cell to the same value.
#[derive(Debug, Default)]
pub struct Interner {
    dictionary: Dictionary,
    /// Codes with the hashes of their values, so that growing need not hash them again.
    codes: HashTable<(u32, u32)>,
    hasher: DefaultHashBuilder,
    whole: bool,
}

/// Bytes of a binary value that are kept; the rest is read again when it is asked for. Text is
/// kept whole, because it is searched.
pub(crate) const KEPT: usize = 4096;

impl Interner {
    /// Keeps large values whole from now on.
    pub(crate) fn keep_all(&mut self) {
        self.whole = true;
    }

    /// The cell of a value, which is added if it is new.
    pub fn intern(&mut self, raw: Raw<'_>) -> Cell {
        let small =
            |kind, value: u64| (value <= INLINE_MAX).then(|| Cell::inline(kind, value as u32));
        let inline = match raw {
            Raw::Null => Some(Cell::NULL),
            Raw::Bool(value) => small(Kind::Bool, u64::from(value)),
            Raw::Uint(value) => small(Kind::Uint, value),
            Raw::Hex(value) => small(Kind::Hex, value),
            Raw::Int(value) => u64::try_from(value)
                .ok()
                .and_then(|value| small(Kind::Int, value)),
            Raw::Binary(bytes) if bytes.len() > KEPT && !self.whole => {
                // Two that begin alike may differ in what is not kept.
                let code = self.dictionary.add(Kind::Binary, &bytes[..KEPT], None);
                self.dictionary.cut.push((code, bytes.len() as u32));
                Some(Cell(code))
            }
            _ => None,
        };
        if let Some(cell) = inline {
            return cell;
        }
        let (kind, number);
        let bytes: &[u8] = match raw {
            Raw::Null | Raw::Bool(_) => return Cell::NULL,
            Raw::Uint(value) => {
                (kind, number) = (Kind::Uint, value.to_le_bytes());
                &number
            }
            Raw::Hex(value) => {
                (kind, number) = (Kind::Hex, value.to_le_bytes());
                &number
            }
            Raw::Int(value) => {
                (kind, number) = (Kind::Int, value.to_le_bytes());
                &number
            }
            Raw::Float(value) => {
                (kind, number) = (Kind::Float, value.to_bits().to_le_bytes());
                &number
            }
            Raw::Time(time) => {
                (kind, number) = (Kind::Time, time.0.to_le_bytes());
                &number
            }
            Raw::Guid(ref guid) => {
                kind = Kind::Guid;
                guid
            }
            Raw::Text(text) => {
                kind = Kind::Text;
                text.as_bytes()
            }
            Raw::Sid(bytes) => {
                kind = Kind::Sid;
                bytes
            }
            Raw::Binary(bytes) => {
                kind = Kind::Binary;
                bytes
            }
        };
        let hash = self.hasher.hash_one((kind as u8, bytes)) as u32;
        let dictionary = &mut self.dictionary;
        let found = self.codes.find(spread(hash), |&(code, known)| {
            known == hash && dictionary.stored(code) == (kind, bytes)
        });
        if let Some(&(code, _)) = found {
            return Cell(code);
        }
        let text = match raw {
            Raw::Text(text) => Some(text),
            _ => None,
        };
        let code = dictionary.add(kind, bytes, text);
        self.codes
            .insert_unique(spread(hash), (code, hash), |&(_, hash)| spread(hash));
        Cell(code)
    }

    /// Bytes of memory held.
    pub fn memory(&self) -> usize {
        self.dictionary.memory() + self.codes.capacity() * 10
    }

    /// The dictionary, without what was needed to build it.
    pub fn finish(self) -> Dictionary {
        let mut dictionary = self.dictionary;
        dictionary.kinds.shrink_to_fit();
        dictionary.ends.shrink_to_fit();
        dictionary.text.shrink_to_fit();
        dictionary.bytes.shrink_to_fit();
        dictionary.cut.shrink_to_fit();
        dictionary
    }
}

impl Dictionary {
    fn add(&mut self, kind: Kind, bytes: &[u8], text: Option<&str>) -> u32 {
        match text {
            Some(text) => self.text.push_str(text),
            None => self.bytes.extend_from_slice(bytes),
        }
        self.kinds.push(kind);
        self.ends
            .push((self.text.len() as u32, self.bytes.len() as u32));
        (self.kinds.len() - 1) as u32
    }

    fn stored(&self, code: u32) -> (Kind, &[u8]) {
        let code = code as usize;
        let (text_start, byte_start) = code
            .checked_sub(1)
            .map_or((0, 0), |before| self.ends[before]);
        let (text_end, byte_end) = self.ends[code];
        let kind = self.kinds[code];
        let bytes = if kind == Kind::Text {
            &self.text.as_bytes()[text_start as usize..text_end as usize]
        } else {
            &self.bytes[byte_start as usize..byte_end as usize]
        };
        (kind, bytes)
    }
}

/// A hash for the table, which looks at both ends of it, of one with 32 bits.
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
