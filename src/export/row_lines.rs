//! Rows of the catalog as JSON Lines.

use std::io::{self, Write};

use super::json;
use crate::catalog::{Level, Row};

/// Writes a row as one line.
///
/// # Errors
/// If `out` does not take it.
pub fn write_row(out: &mut dyn Write, row: &Row) -> io::Result<()> {
    let mut line = Vec::new();
    push_row(&mut line, row);
    line.push(b'\n');
    out.write_all(&line)
}

/// Adds a row as a JSON object.
pub fn push_row(out: &mut Vec<u8>, row: &Row) {
    json::object(out, |object| {
        json::display(object.member("row"), row.ordinal);
        json::string(object.member("provider"), &row.provider);
        json::display(object.member("id"), row.id);
        json::optional(object.member("version"), row.version, json::display);
        json::optional(object.member("channel"), row.channel, json::string);
        let level = row.level.map(Level::name);
        json::optional(object.member("level"), level, json::string);
        json::string(object.member("category"), &row.category);
        json::string(object.member("title"), &row.title);
        json::string(object.member("message"), &row.message);
        let guidance = row.guidance.as_deref();
        json::optional(object.member("guidance"), guidance, json::string);
        json::list(object.member("fields"), &row.fields, |out, field| {
            json::string(out, &field.name);
        });
    });
}
