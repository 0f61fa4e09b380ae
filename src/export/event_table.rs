//! Events as columns for reading: when, how bad, which event, whom it is about, what happened.

use std::io::{self, Write};

use super::table::{Column, Table};
use crate::events::{Event, Port};

const fn column(title: &'static str, width: usize, usual: usize, rank: u8) -> Column {
    Column {
        title,
        width,
        usual,
        rank,
        numbers: false,
    }
}

// Where nothing is cut, a client is an IPv6 address with its port, and a computer has a domain.
const COLUMNS: [Column; 8] = [
    column("Time (UTC)", 23, 23, 0),
    column("L", 1, 1, 0),
    Column {
        numbers: true,
        ..column("Id", 5, 5, 0)
    },
    column("Computer", 15, 24, 4),
    column("Client", 21, 34, 1),
    column("User", 20, 26, 2),
    column("Share", 16, 24, 3),
    column("What happened", 36, 36, 0),
];

/// Writes events as lines of a table.
#[derive(Debug)]
pub struct EventTable {
    table: Table,
}

impl EventTable {
    /// A table cut to a terminal's width; `None` shows everything in full.
    pub fn new(width: Option<usize>) -> Self {
        Self {
            table: Table::new(&COLUMNS, width),
        }
    }

    /// Writes the columns' titles.
    ///
    /// # Errors
    /// When `out` does not take them.
    pub fn write_titles(&self, out: &mut dyn Write) -> io::Result<()> {
        self.table.write_titles(out)
    }

    /// Writes an event.
    ///
    /// # Errors
    /// When `out` does not take it.
    pub fn write(&self, out: &mut dyn Write, event: &Event<'_>) -> io::Result<()> {
        let system = event.system();
        let cells: [String; COLUMNS.len()] = [
            to_the_millisecond(&event.time().to_string()),
            event.level().letter().to_string(),
            system.event_id.to_string(),
            system.computer.to_string(),
            event.client().shown(Port::With).unwrap_or_default(),
            event
                .user()
                .map(|user| user.to_string())
                .unwrap_or_default(),
            event.share().unwrap_or_default(),
            event.summary(),
        ];
        self.table.write_line(out, &cells)
    }
}

/// An RFC 3339 time with seven digits, without its last four and the letters between its parts.
fn to_the_millisecond(time: &str) -> String {
    match (time.get(..10), time.get(11..23)) {
        (Some(date), Some(clock)) => format!("{date} {clock}"),
        _ => time.to_owned(),
    }
}
