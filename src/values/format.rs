//! The ways in which a kind of value becomes text, and the row that the table has for each kind.

use super::Raw;
use super::flags::Flags;
use super::raw::{Guid, in_hex};
use super::reading::Line;

/// A row of the table of decoders.
#[derive(Debug)]
pub struct DecoderInfo {
    /// Its name, as the reference of the catalog's fields has it.
    pub name: &'static str,
    /// The kind of value that it decodes, in words.
    pub kind: &'static str,
    /// The types of values that it takes.
    pub takes: &'static str,
    /// The place where the facts are published.
    pub source: &'static str,
    /// Raw values and their readings; each is a test.
    pub samples: &'static [Sample],
    pub(super) format: Format,
}

/// A raw value and its readings.
#[derive(Debug)]
pub struct Sample {
    /// The value.
    pub raw: Raw<'static>,
    /// Its [`super::Reading`] as text; empty where there is none.
    pub reading: &'static str,
    /// Its text inside a message.
    pub in_message: &'static str,
}

impl Sample {
    /// A value, its reading alone and inside a message.
    pub(super) const fn new(
        raw: Raw<'static>,
        reading: &'static str,
        in_message: &'static str,
    ) -> Self {
        Self {
            raw,
            reading,
            in_message,
        }
    }

    /// A value that reads inside a message as it does alone.
    pub(super) const fn same(raw: Raw<'static>, reading: &'static str) -> Self {
        Self::new(raw, reading, reading)
    }
}

/// The ways in which a value becomes text.
#[derive(Debug)]
pub(super) enum Format {
    /// The value as it is.
    Verbatim,
    /// The value as it is: its meaning is not published.
    Opaque,
    /// The value in hex: its meaning is not published.
    Hex,
    /// A GUID, which says no more in one spelling than in another.
    Guid,
    /// A number with a name for each value.
    Names(&'static [(u64, &'static str)]),
    /// As `Names`, with the number before the name: `3 (Send NTLMv2 response only)`.
    Numbered(&'static [(u64, &'static str)]),
    /// A mask of 32 bits or fewer.
    Flags(&'static Flags),
    /// A mask of 64 bits.
    Flags64(&'static Flags),
    /// Anything else.
    Custom(Custom),
}

/// The functions of a kind of value that needs more than a table of names.
#[derive(Debug)]
pub(super) struct Custom {
    /// The short reading; `None` where the value is not understood.
    reading: fn(Raw<'_>) -> Option<String>,
    /// The parts, a line each.
    parts: fn(Raw<'_>) -> Vec<Line>,
    /// True for a number that people know in hex.
    is_hex: bool,
    /// True where a message has the raw value, which its unit follows there.
    is_raw_in_message: bool,
}

impl Custom {
    /// A value that reads alike alone and inside a message, and has no parts.
    pub(super) const fn new(reading: fn(Raw<'_>) -> Option<String>) -> Self {
        Self {
            reading,
            parts: |_| Vec::new(),
            is_hex: false,
            is_raw_in_message: false,
        }
    }

    /// The same with parts.
    pub(super) const fn with_parts(self, parts: fn(Raw<'_>) -> Vec<Line>) -> Self {
        Self { parts, ..self }
    }

    /// The same for a number that people know in hex.
    pub(super) const fn known_in_hex(self) -> Self {
        Self {
            is_hex: true,
            ..self
        }
    }

    /// The same with the raw value inside a message.
    pub(super) const fn raw_in_message(self) -> Self {
        Self {
            is_raw_in_message: true,
            ..self
        }
    }
}

impl Format {
    /// The meaning of a value, even if it is the raw reading; `None` where it is not known.
    pub(super) fn meaning(&self, raw: Raw<'_>) -> Option<String> {
        match self {
            Self::Verbatim | Self::Opaque | Self::Hex => None,
            Self::Guid => raw.as_guid().map(|guid| Guid(&guid).to_string()),
            Self::Names(names) => name_of(names, raw).map(str::to_owned),
            Self::Numbered(names) => Some(format!("{} ({})", raw.as_u32()?, name_of(names, raw)?)),
            Self::Flags(flags) => flags.described(raw.as_u32()?.into()),
            Self::Flags64(flags) => flags.described(raw.as_u64()?),
            Self::Custom(custom) => (custom.reading)(raw),
        }
    }

    /// The meaning of a value inside a message.
    pub(super) fn in_message(&self, raw: Raw<'_>) -> Option<String> {
        match self {
            Self::Custom(custom) if custom.is_raw_in_message => None,
            _ => self.meaning(raw),
        }
    }

    /// A number of a kind that people know in hex, in hex.
    pub(super) fn hex(&self, raw: Raw<'_>) -> Option<String> {
        let number = match self {
            Self::Flags64(_) | Self::Custom(Custom { is_hex: true, .. }) => {
                raw.as_u32().map(u64::from).or_else(|| raw.as_u64())
            }
            Self::Hex | Self::Flags(_) => raw.as_u32().map(u64::from),
            _ => None,
        };
        number.map(|number| in_hex(number).to_string())
    }

    /// The parts of a value, a line each.
    pub(super) fn parts(&self, raw: Raw<'_>) -> Vec<Line> {
        let lines = match self {
            Self::Flags(flags) => raw.as_u32().map(|value| flags.lines(value.into())),
            Self::Flags64(flags) => raw.as_u64().map(|value| flags.lines(value)),
            Self::Custom(custom) => Some((custom.parts)(raw)),
            _ => None,
        };
        lines.unwrap_or_default()
    }
}

fn name_of(names: &'static [(u64, &'static str)], raw: Raw<'_>) -> Option<&'static str> {
    let value = u64::from(raw.as_u32()?);
    names
        .iter()
        .find(|known| known.0 == value)
        .map(|known| known.1)
}
