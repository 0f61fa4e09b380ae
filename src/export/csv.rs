//! Events as comma-separated values, for spreadsheets: no cell is a formula, no character is live.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::Writer;

use super::jsonl::fields_text;
use crate::logs::Event;
use crate::values::visible;

const HEADER: [&str; 14] = [
    "time",
    "file",
    "record_id",
    "event_id",
    "version",
    "level",
    "channel",
    "provider",
    "computer",
    "row",
    "category",
    "title",
    "message",
    "fields",
];

/// Writes events as CSV: a header, then a record for each event. The columns are the keys of the
/// JSON Lines; `fields` holds a JSON object.
pub struct EventCsv<W: Write> {
    writer: Writer<W>,
}

impl<W: Write> EventCsv<W> {
    /// Starts with the header.
    ///
    /// # Errors
    /// When `out` does not take it.
    pub fn new(out: W) -> io::Result<Self> {
        let mut writer = Writer::from_writer(out);
        writer.write_record(HEADER).map_err(io_error)?;
        Ok(Self { writer })
    }

    /// Writes an event.
    ///
    /// # Errors
    /// When the output does not take it.
    pub fn write(&mut self, event: &Event<'_>) -> io::Result<()> {
        let system = event.system();
        let row = event.catalog_row();
        let cells: [String; HEADER.len()] = [
            event.time().to_string(),
            event.file().path.to_string_lossy().into_owned(),
            event.record_id().to_string(),
            system.event_id.to_string(),
            system.version.to_string(),
            event.level().name().to_owned(),
            system.channel.to_string(),
            system.provider.to_string(),
            system.computer.to_string(),
            row.map(|row| row.ordinal.to_string()).unwrap_or_default(),
            row.map(|row| row.category.to_string()).unwrap_or_default(),
            event.title(),
            event.message(),
            fields_text(event)?,
        ];
        self.writer
            .write_record(cells.iter().map(|text| cell(text).into_owned()))
            .map_err(io_error)
    }

    /// Hands on what is written.
    ///
    /// # Errors
    /// When the output does not take it.
    pub fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }

    /// The output, once everything is handed to it.
    ///
    /// # Errors
    /// When it does not take everything.
    pub fn into_inner(self) -> io::Result<W> {
        self.writer
            .into_inner()
            .map_err(|error| io_error(error.into_error().into()))
    }
}

/// The error of the output itself: csv's own conversion forgets that it is a closed pipe.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A cell that is no formula: a spreadsheet takes text after an apostrophe as it is.
fn cell(text: &str) -> Cow<'_, str> {
    let shown = visible(text);
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{shown}"))
    } else {
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula_and_never_live() {
        for (text, expected) in [
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\\x09=1"),
            ("\r=1", "'⏎=1"),
            ("a\u{1b}[31mb", "a\\x1b[31mb"),
            ("two\nlines", "two\nlines"),
        ] {
            assert_eq!(cell(text), expected);
        }
    }
}
