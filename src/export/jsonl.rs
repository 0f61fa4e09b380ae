//! JSON Lines: one object a line, its keys in a fixed order, written without a tree in between.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, Write};

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;

use crate::catalog::{Level, Row};
use crate::logs::Event;
use crate::values::{FileTime, Raw, is_hidden};

/// Writes a value as one line.
///
/// # Errors
/// When `out` does not take it.
pub fn write_line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(
        &mut *out, Escaping,
    ))?;
    out.write_all(b"\n")
}

/// Writes a row of the catalog as one line.
///
/// # Errors
/// When `out` does not take it.
pub fn write_row(out: &mut dyn Write, row: &Row) -> io::Result<()> {
    write_line(out, &RowLine::from(row))
}

/// Writes an event as one line.
///
/// # Errors
/// When `out` does not take it.
pub fn write_event(out: &mut dyn Write, event: &Event<'_>) -> io::Result<()> {
    write_line(out, &EventLine::from(event))
}

/// An event's fields and their raw values as one JSON object.
///
/// # Errors
/// Never in practice: a `Vec` takes everything.
pub(super) fn fields_text(event: &Event<'_>) -> io::Result<String> {
    let mut out = Vec::new();
    Fields(*event).serialize(&mut serde_json::Serializer::with_formatter(
        &mut out, Escaping,
    ))?;
    String::from_utf8(out).map_err(io::Error::other)
}

/// A row of the catalog, in the order of its keys.
#[derive(Debug, Serialize)]
pub struct RowLine<'a> {
    row: u32,
    provider: &'a str,
    id: u32,
    version: Option<u8>,
    channel: Option<&'a str>,
    level: Option<&'a str>,
    category: &'a str,
    title: &'a str,
    message: &'a str,
    guidance: Option<&'a str>,
    fields: Vec<&'a str>,
}

impl<'a> From<&'a Row> for RowLine<'a> {
    fn from(row: &'a Row) -> Self {
        Self {
            row: row.ordinal,
            provider: &row.provider,
            id: row.id,
            version: row.version,
            channel: row.channel,
            level: row.level.map(Level::name),
            category: &row.category,
            title: &row.title,
            message: &row.message,
            guidance: row.guidance.as_deref(),
            fields: row.fields.iter().map(|field| &*field.name).collect(),
        }
    }
}

/// An event, in the order of its keys.
#[derive(Serialize)]
struct EventLine<'a> {
    #[serde(serialize_with = "as_text")]
    time: FileTime,
    file: Cow<'a, str>,
    record_id: u64,
    event_id: u32,
    version: u8,
    level: &'static str,
    channel: &'a str,
    provider: &'a str,
    computer: &'a str,
    row: Option<u32>,
    category: Option<&'a str>,
    title: String,
    message: String,
    fields: Fields<'a>,
    decoded: Decoded<'a>,
}

impl<'a> From<&Event<'a>> for EventLine<'a> {
    fn from(event: &Event<'a>) -> Self {
        let system = event.system();
        let row = event.catalog_row();
        Self {
            time: event.time(),
            file: event.file().path.to_string_lossy(),
            record_id: event.record_id(),
            event_id: system.event_id,
            version: system.version,
            level: event.level().name(),
            channel: &system.channel,
            provider: &system.provider,
            computer: &system.computer,
            row: row.map(|row| row.ordinal),
            category: row.map(|row| &*row.category),
            title: event.title(),
            message: event.message(),
            fields: Fields(*event),
            decoded: Decoded(*event),
        }
    }
}

/// An event's fields: name to raw value.
struct Fields<'a>(Event<'a>);

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for view in self.0.fields() {
            map.serialize_entry(view.name, &Value(view.raw))?;
        }
        map.end()
    }
}

/// An event's fields whose reading differs from the raw value: name to reading.
struct Decoded<'a>(Event<'a>);

impl Serialize for Decoded<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for view in self.0.fields() {
            if let Some(reading) = view.decoded() {
                map.serialize_entry(view.name, &reading)?;
            }
        }
        map.end()
    }
}

/// A raw value: numbers and booleans as such, all else as its raw reading.
struct Value<'a>(Raw<'a>);

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Raw::Null => serializer.serialize_none(),
            Raw::Text(text) => serializer.serialize_str(text),
            Raw::Int(value) => serializer.serialize_i64(value),
            Raw::Uint(value) => serializer.serialize_u64(value),
            Raw::Bool(value) => serializer.serialize_bool(value),
            Raw::Float(value) if value.is_finite() => serializer.serialize_f64(value),
            other => serializer.collect_str(&other),
        }
    }
}

fn as_text<S: Serializer>(value: &impl Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// Compact JSON in which the characters that a terminal or an editor would obey are escapes, also
/// those that JSON itself would let through (DEL, C1, bidirectional marks): the text is the same
/// to whoever parses it, and harmless to whoever looks at it.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let bytes = fragment.as_bytes();
        if fragment.is_ascii() && memchr::memchr(0x7F, bytes).is_none() {
            return writer.write_all(bytes);
        }
        let mut written = 0;
        for (at, character) in fragment.char_indices() {
            if !is_hidden(character) {
                continue;
            }
            writer.write_all(&bytes[written..at])?;
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            written = at + character.len_utf8();
        }
        writer.write_all(&bytes[written..])
    }
}
