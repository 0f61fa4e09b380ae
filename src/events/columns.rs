//! The columns of events: one table for the explorer, tables, CSV and JSON Lines. A new column is
//! one row of it.

use super::column::{Cell, Column, Content, Format, TableKind, Value};
use super::event::Event;
use super::subject::Port;
use crate::catalog::Role;
use crate::text::ColumnLayout;

const BOTH: &[Format] = &[Format::Csv, Format::JsonLines];
const CSV: &[Format] = &[Format::Csv];

/// The column of event ids, which is chosen first.
pub const EVENT_ID: Column =
    Column::shared("event_id", |event| Value::number(event.system().event_id))
        .to(BOTH)
        .explorer(20, Cell::Id, layout("Id", 5, 0).of_numbers())
        .terminal(20, layout("Id", 5, 1).of_numbers())
        .term("event");

/// Every column, in the order of the formats for programs.
// Where nothing is cut, a client is an IPv6 address with its port, and a computer has a domain.
#[rustfmt::skip] // The table is read across.
static COLUMNS: &[Column] = &[
    Column::own("time", |event| Value::Time(event.time())).to(BOTH)
        .explorer(0, Cell::Time, layout("Time", 14, 0).up_to(23).in_steps(&[14, 19, 23]))
        .terminal(0, layout("Time (UTC)", 23, 1)).terminal_text(to_the_millisecond),
    Column::own("file", |event| Value::Text(event.file().path.to_string_lossy())).to(BOTH),
    Column::own("record_id", |event| Value::Number(event.record_id())).to(BOTH),
    EVENT_ID,
    Column::shared("version", |event| Value::number(event.system().version)).to(BOTH),
    Column::shared("level", |event| Value::text(event.level().name())).to(BOTH)
        .explorer(10, Cell::Level, layout("L", 1, 0)).explorer_text(level_letter)
        .terminal(10, layout("L", 1, 1)).terminal_text(level_letter)
        .term("level"),
    Column::shared("channel", |event| Value::text(&event.system().channel)).to(BOTH),
    Column::shared("provider", |event| Value::text(&event.system().provider)).to(BOTH),
    Column::shared("computer", |event| Value::text(&event.system().computer)).to(BOTH)
        .explorer(60, Cell::Text, layout("Computer", 12, 4).up_to(24))
        .terminal(30, layout("Computer", 15, 5).up_to(24))
        .term("computer"),
    Column::shared("row", |event| match event.catalog_row() {
        Some(row) => Value::number(row.ordinal),
        None => Value::Null,
    }).to(BOTH),
    Column::shared("category", |event| match event.catalog_row() {
        Some(row) => Value::text(&row.category),
        None => Value::Null,
    }).to(BOTH),
    Column::new("title", Content::Title).to(BOTH),
    Column::new("message", Content::Message).to(BOTH),
    Column::new("fields", Content::Fields).to(BOTH),
    Column::new("decoded", Content::Decoded).to(BOTH),
    Column::own("summary", |event| event.summary().into()).to(CSV)
        .explorer(70, Cell::Summary, layout("Summary", 34, 0).up_to(56))
        .terminal(70, layout("What happened", 36, 0).up_to(usize::MAX)),
    Column::own("client", |event| event.client().address(Port::Without).into()).to(CSV)
        .explorer(30, Cell::Address, layout("Client", 15, 1).up_to(23))
        .explorer_text(|event| event.client().shown(Port::Without).unwrap_or_default())
        .terminal(40, layout("Client", 21, 2).up_to(34))
        .terminal_text(|event| event.client().shown(Port::With).unwrap_or_default())
        .term("client").field(|event| event.client().field()),
    Column::own("client_name", |event| event.client().name_as_given().into()).to(CSV),
    Column::own("user", |event| event.user().map(|user| user.to_string()).into()).to(CSV)
        .explorer(40, Cell::User, layout("User", 14, 2).up_to(24))
        .terminal(50, layout("User", 20, 3).up_to(26))
        .term("user").field(|event| event.role(Role::UserName)),
    Column::own("share", |event| event.share().into()).to(CSV)
        .explorer(50, Cell::Text, layout("Share", 12, 3).up_to(22))
        .terminal(60, layout("Share", 16, 4).up_to(24))
        .term("share").field(|event| event.share_field()),
    Column::own("status", |event| event.status().map(|status| status.name_and_code()).into()).to(CSV),
    Column::own("recovered", |event| mark(event.place().recovered)).to(BOTH),
    Column::own("damaged", |event| mark(event.place().damaged)).to(BOTH),
    Column::own("note", |event| event.record_note().map_or(Value::Absent, Value::from)).to(BOTH),
];

/// The columns of a format, in its order.
pub fn columns_to(format: Format) -> impl Iterator<Item = &'static Column> {
    COLUMNS.iter().filter(move |column| column.is_in(format))
}

/// The columns of a table, from left to right.
pub fn columns_of(table: TableKind) -> Vec<(&'static Column, ColumnLayout)> {
    let columns = COLUMNS.iter();
    let mut columns: Vec<_> = columns
        .filter_map(|column| Some((column, column.place(table)?)))
        .collect();
    columns.sort_by_key(|(_, place)| place.at);
    let columns = columns.into_iter();
    columns
        .map(|(column, place)| (column, place.layout))
        .collect()
}

const fn layout(title: &'static str, width: usize, rank: u8) -> ColumnLayout {
    ColumnLayout::new(title, width, rank)
}

/// A mark that is there only where it is set.
fn mark(is_set: bool) -> Value<'static> {
    if is_set {
        Value::Flag(true)
    } else {
        Value::Absent
    }
}

fn level_letter(event: &Event<'_>) -> String {
    event.level().letter().to_string()
}

/// The time without its last four digits and the letters between its parts.
fn to_the_millisecond(event: &Event<'_>) -> String {
    let time = event.time().to_string();
    match (time.get(..10), time.get(11..23)) {
        (Some(date), Some(clock)) => format!("{date} {clock}"),
        _ => time,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_columns_share_a_name_or_a_place() {
        let mut names = HashSet::new();
        assert!(COLUMNS.iter().all(|column| names.insert(column.name)));
        for table in [TableKind::Explorer, TableKind::Terminal] {
            let places = COLUMNS.iter().filter_map(|column| column.place(table));
            let mut taken = HashSet::new();
            assert!(places.map(|place| place.at).all(|at| taken.insert(at)));
        }
    }
}
