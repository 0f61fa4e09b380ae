//! JSON Lines: one object a line, its keys in a fixed order, written without a tree in between.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;

use super::json::push_escaped;
use crate::catalog::{Level, Row};

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

/// Compact JSON in which no character is live.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut escaped = Vec::with_capacity(fragment.len());
        push_escaped(&mut escaped, fragment);
        writer.write_all(&escaped)
    }
}
