//! Events as columns for reading: when, how bad, which event, whom it is about, what happened.

use std::io::{self, Write};

use super::table::Table;
use crate::events::{Column, Event, TableKind, columns_of};
use crate::text::ColumnLayout;

/// Writes events as lines of a table.
#[derive(Debug)]
pub struct EventTable {
    columns: Vec<&'static Column>,
    table: Table,
}

impl EventTable {
    /// A table cut to a terminal's width; `None` shows everything in full.
    pub fn new(width: Option<usize>) -> Self {
        let (columns, layouts): (Vec<_>, Vec<ColumnLayout>) =
            columns_of(TableKind::Terminal).into_iter().unzip();
        Self {
            columns,
            table: Table::new(&layouts, width),
        }
    }

    /// Writes the columns' titles.
    ///
    /// # Errors
    /// If `out` does not take them.
    pub fn write_titles(&self, out: &mut dyn Write) -> io::Result<()> {
        self.table.write_titles(out)
    }

    /// Writes an event.
    ///
    /// # Errors
    /// If `out` does not take it.
    pub fn write(&self, out: &mut dyn Write, event: &Event<'_>) -> io::Result<()> {
        let columns = self.columns.iter();
        let cells: Vec<_> = columns
            .map(|column| column.cell_text(TableKind::Terminal, event))
            .collect();
        self.table.write_line(out, &cells)
    }
}
