//! Events as comma-separated values, for spreadsheets: no cell is a formula, no character is live.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::Writer;

use super::event_lines::{push_decoded, push_fields};
use crate::events::{Event, Port};
use crate::values::visible;

const HEADER: [&str; 21] = [
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
    "decoded",
    "summary",
    "client",
    "client_name",
    "user",
    "share",
    "status",
];

/// Writes the header. The columns are the keys of the JSON Lines, of which `fields` and `decoded`
/// hold a JSON object, then what spreadsheets are filtered by.
///
/// # Errors
/// When `out` does not take it.
pub fn write_csv_header(out: impl Write) -> io::Result<()> {
    let mut writer = Writer::from_writer(out);
    writer.write_record(HEADER).map_err(io_error)?;
    writer.flush()
}

/// Writes a record for each event.
///
/// # Errors
/// When `out` does not take them.
pub fn write_csv<'a>(out: impl Write, events: impl Iterator<Item = Event<'a>>) -> io::Result<()> {
    let mut writer = Writer::from_writer(out);
    let (mut fields, mut decoded) = (Vec::new(), Vec::new());
    for event in events {
        let system = event.system();
        let row = event.catalog_row();
        let client = event.client();
        fields.clear();
        push_fields(&mut fields, &event);
        decoded.clear();
        push_decoded(&mut decoded, &event);
        let cells: [&str; HEADER.len()] = [
            &event.time().to_string(),
            &event.file().path.to_string_lossy(),
            &event.record_id().to_string(),
            &system.event_id.to_string(),
            &system.version.to_string(),
            event.level().name(),
            &system.channel,
            &system.provider,
            &system.computer,
            &row.map(|row| row.ordinal.to_string()).unwrap_or_default(),
            row.map(|row| &*row.category).unwrap_or_default(),
            &event.title(),
            &event.message(),
            &String::from_utf8_lossy(&fields),
            &String::from_utf8_lossy(&decoded),
            &event.summary(),
            &client.address(Port::Without).unwrap_or_default(),
            &client.name_as_given().unwrap_or_default(),
            &event
                .user()
                .map(|user| user.to_string())
                .unwrap_or_default(),
            &event.share().unwrap_or_default(),
            &event
                .status()
                .map(|status| status.name_and_code())
                .unwrap_or_default(),
        ];
        for text in cells {
            writer.write_field(&*cell(text)).map_err(io_error)?;
        }
        writer.write_record(None::<&[u8]>).map_err(io_error)?;
    }
    writer.flush()
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
