//! What a decoder is: how one kind of raw value reads alone, inside a message and in detail.

use std::fmt;

use super::flags::Flags;
use super::raw::in_hex;
use super::{Raw, maps, plain};

/// One kind of value: a row of the table [`super::DECODERS`].
#[derive(Debug)]
pub struct Decoder {
    /// Its name, as the catalog's fields name it.
    pub name: &'static str,
    /// What it decodes, in words.
    pub kind: &'static str,
    /// What it takes.
    pub takes: &'static str,
    /// Where the facts are published.
    pub source: &'static str,
    /// Raw values with what becomes of them; each is a test.
    pub samples: &'static [Sample],
    pub(super) how: How,
}

/// A raw value and its readings.
#[derive(Debug)]
pub struct Sample {
    /// The value.
    pub raw: Raw<'static>,
    /// Its [`Reading`] as text; empty where there is none.
    pub reads: &'static str,
    /// How it stands inside a message.
    pub in_message: &'static str,
}

/// What a decoder makes of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// The short reading, on one line.
    Known(String),
    /// Nobody has published what this value means; it shows raw. `Display` says so.
    NotDocumented,
}

impl fmt::Display for Reading {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(text) => out.write_str(text),
            Self::NotDocumented => out.write_str(NOT_DOCUMENTED),
        }
    }
}

/// How a value reads whose meaning nobody has published.
pub(super) const NOT_DOCUMENTED: &str = "not documented";

/// A line of an explanation: label and text.
pub(super) type Line = (String, String);

/// Builds a line of an explanation.
pub(super) fn line(label: &str, text: impl fmt::Display) -> Line {
    (label.to_owned(), text.to_string())
}

/// The ways in which a value becomes text.
#[derive(Debug)]
pub(super) enum How {
    /// It reads as it is.
    Plain,
    /// Its meaning is not published; it shows as it is.
    Opaque,
    /// Its meaning is not published; it shows in hex.
    Hex,
    /// A GUID, which says no more in one spelling than in another.
    Guid,
    /// A number with a name for each value.
    Names(&'static [(u64, &'static str)]),
    /// As `Names`, with the number before the name: `3 (Send NTLMv2 response only)`.
    Numbered(&'static [(u64, &'static str)]),
    /// A number that one of the provider's own value maps names.
    Map(&'static str),
    /// A mask of 32 bits or fewer.
    Flags(&'static Flags),
    /// A mask of 64 bits.
    Flags64(&'static Flags),
    /// Anything else.
    Own(Own),
}

/// The functions of a kind of value that is not a mere table.
#[derive(Debug)]
pub(super) struct Own {
    /// The short reading; `None` where the value is not understood.
    pub(super) read: fn(Raw<'_>) -> Option<String>,
    /// Inside a message; `None` for the raw reading.
    pub(super) in_message: fn(Raw<'_>) -> Option<String>,
    /// Whether it is a number that people know in hex.
    pub(super) is_hex: bool,
    /// Part by part.
    pub(super) explain: fn(Raw<'_>) -> Vec<Line>,
}

impl Decoder {
    /// The short reading of a value; `None` where it is empty or reads no other than raw. A number
    /// that people know in hex shows in hex even where nobody documents it.
    pub fn read(&self, raw: Raw<'_>) -> Option<Reading> {
        if raw.is_empty() {
            return None;
        }
        if matches!(self.how, How::Guid) {
            return (!plain::is_guid(raw)).then_some(Reading::NotDocumented);
        }
        if let Some(text) = self.meaning(raw) {
            return (!raw.reads(&text)).then_some(Reading::Known(text));
        }
        match self.hex(raw) {
            Some(hex) if !raw.reads(&hex) => {
                Some(Reading::Known(format!("{hex} ({NOT_DOCUMENTED})")))
            }
            _ if self.is_plain() => None,
            _ => Some(Reading::NotDocumented),
        }
    }

    /// Whether every value reads as it is.
    pub fn is_plain(&self) -> bool {
        matches!(self.how, How::Plain)
    }

    /// How a value stands inside a message: its name where it has one, hex before the names of a
    /// mask, the raw reading where it is not understood, nothing where it is missing.
    pub fn in_message(&self, raw: Raw<'_>) -> String {
        if raw.is_empty() {
            return String::new();
        }
        let text = match &self.how {
            How::Own(own) => (own.in_message)(raw),
            _ => self.meaning(raw),
        };
        text.or_else(|| self.hex(raw))
            .unwrap_or_else(|| raw.to_string())
    }

    /// The names of the flags that are in `first` and not in `second`; none where this kind is no
    /// mask.
    pub fn only_in(&self, first: Raw<'_>, second: Raw<'_>) -> Vec<&'static str> {
        let (How::Flags(flags) | How::Flags64(flags)) = &self.how else {
            return Vec::new();
        };
        let parts = |raw: Raw<'_>| {
            raw.as_u64()
                .map_or_else(Vec::new, |value| flags.parts(value).0)
        };
        let others = parts(second);
        let mut names: Vec<_> = parts(first).into_iter().map(|part| part.1).collect();
        names.retain(|name| others.iter().all(|other| other.1 != *name));
        names
    }

    /// A value in detail: lines of label and text, the kind and the reading first. Empty for an
    /// empty value.
    pub fn explain(&self, raw: Raw<'_>) -> Vec<(String, String)> {
        if raw.is_empty() {
            return Vec::new();
        }
        let reading = match self.read(raw) {
            Some(reading) => reading.to_string(),
            None => raw.to_string(),
        };
        let mut lines = vec![line("Kind", self.kind), line("Reads", reading)];
        lines.extend(self.details(raw));
        lines
    }

    /// The parts of a value, its raw form and the source of the facts.
    pub(super) fn details(&self, raw: Raw<'_>) -> Vec<Line> {
        let mut lines = match &self.how {
            How::Flags(flags) => raw.as_u32().map(|value| flags.lines(value.into())),
            How::Flags64(flags) => raw.as_u64().map(|value| flags.lines(value)),
            How::Own(own) => Some((own.explain)(raw)),
            _ => None,
        }
        .unwrap_or_default();
        lines.push(line("Raw", raw));
        lines.push(line("Source", self.source));
        lines
    }

    /// What the value means, whether or not that differs from the raw reading.
    pub(super) fn meaning(&self, raw: Raw<'_>) -> Option<String> {
        match &self.how {
            How::Plain | How::Opaque | How::Hex => None,
            How::Guid => plain::guid(raw),
            How::Names(names) => name_of(names, raw).map(str::to_owned),
            How::Numbered(names) => Some(format!("{} ({})", raw.as_u32()?, name_of(names, raw)?)),
            How::Map(map) => maps::text(map, raw.as_u32()?).map(str::to_owned),
            How::Flags(flags) => flags.described(raw.as_u32()?.into()),
            How::Flags64(flags) => flags.described(raw.as_u64()?),
            How::Own(own) => (own.read)(raw),
        }
    }

    /// A number of a kind that people know in hex, in hex.
    fn hex(&self, raw: Raw<'_>) -> Option<String> {
        let number = match &self.how {
            How::Flags64(_) | How::Own(Own { is_hex: true, .. }) => {
                raw.as_u32().map(u64::from).or_else(|| raw.as_u64())
            }
            How::Hex | How::Flags(_) => raw.as_u32().map(u64::from),
            _ => None,
        };
        number.map(|number| in_hex(number).to_string())
    }
}

fn name_of(names: &'static [(u64, &'static str)], raw: Raw<'_>) -> Option<&'static str> {
    let value = u64::from(raw.as_u32()?);
    names
        .iter()
        .find(|known| known.0 == value)
        .map(|known| known.1)
}
