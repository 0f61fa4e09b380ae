//! Events as comma-separated values, for spreadsheets: no cell is a formula, no character is live.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::Writer;

use super::event_lines::{push_raw_values, push_readings};
use super::json;
use crate::events::{Column, Content, Event, Format, columns_to};
use crate::values::visible;

/// Writes the header. The columns are the keys of the JSON Lines, of which `fields` and `decoded`
/// hold a JSON object, then what spreadsheets are filtered by.
///
/// # Errors
/// If `out` does not take it.
pub fn write_csv_header(out: impl Write) -> io::Result<()> {
    let mut writer = Writer::from_writer(out);
    let names = columns_to(Format::Csv).map(|column| column.name);
    writer.write_record(names).map_err(io_error)?;
    writer.flush()
}

/// Writes a record for each event.
///
/// # Errors
/// If `out` does not take them.
pub fn write_csv<'a>(out: impl Write, events: impl Iterator<Item = Event<'a>>) -> io::Result<()> {
    let mut writer = Writer::from_writer(out);
    let columns: Vec<&Column> = columns_to(Format::Csv).collect();
    let mut object = Vec::new();
    for event in events {
        let fields = || event.fields().map(|field| (json::name(field.name), field));
        for column in &columns {
            object.clear();
            match column.content {
                Content::Fields => push_raw_values(&mut object, fields()),
                Content::Decoded => push_readings(&mut object, fields()),
                _ => {}
            }
            let text = match column.content {
                Content::Fields | Content::Decoded => String::from_utf8_lossy(&object),
                _ => column.text(&event),
            };
            writer.write_field(&*cell(&text)).map_err(io_error)?;
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

/// The first characters of a formula, and those that a spreadsheet drops or folds into them.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A cell that is no formula: a spreadsheet takes text after an apostrophe as it is.
fn cell(text: &str) -> Cow<'_, str> {
    let shown = visible(text);
    if text.starts_with(FORMULA) {
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
            ("\n=1", "'\n=1"),
            ("＝1+1", "'＝1+1"),
            ("a\u{1b}[31mb", "a\\x1b[31mb"),
            ("two\nlines", "two\nlines"),
        ] {
            assert_eq!(cell(text), expected);
        }
    }
}
