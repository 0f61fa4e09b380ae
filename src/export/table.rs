//! Tables for reading in a terminal, written line by line, nothing in a cell live.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr as _;

use crate::text::{self, Align, ColumnLayout, Cut, truncate};
use crate::values::visible_line;

/// A table that is written line by line.
#[derive(Debug)]
pub struct Table {
    /// The columns that are shown, with their places among all columns.
    columns: Vec<(usize, ColumnLayout)>,
    long: LongCells,
}

/// The treatment of cells that are longer than their column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LongCells {
    Cut,
    Keep,
}

const GAP: usize = 2;

impl Table {
    /// A table of these columns, cut to a terminal's width; `None` shows everything in full, each
    /// column as wide as what it usually holds.
    pub fn new(columns: &[ColumnLayout], width: Option<usize>) -> Self {
        match width {
            Some(width) => Self {
                columns: text::fit(columns, width, GAP),
                long: LongCells::Cut,
            },
            None => Self {
                columns: columns.iter().map(at_widest).enumerate().collect(),
                long: LongCells::Keep,
            },
        }
    }

    /// Writes the columns' titles.
    ///
    /// # Errors
    /// If `out` does not take them.
    pub fn write_titles(&self, out: &mut dyn Write) -> io::Result<()> {
        self.write_cells(out, |_, column| column.title)
    }

    /// Writes a line of cells, one for each column that the table was made of.
    ///
    /// # Errors
    /// If `out` does not take it.
    pub fn write_line<T: AsRef<str>>(&self, out: &mut dyn Write, cells: &[T]) -> io::Result<()> {
        self.write_cells(out, |place, _| cells.get(place).map_or("", AsRef::as_ref))
    }

    fn write_cells<'a>(
        &self,
        out: &mut dyn Write,
        cell: impl Fn(usize, &ColumnLayout) -> &'a str,
    ) -> io::Result<()> {
        let mut line = String::new();
        // The cells that the line is ahead of its columns, after one wider than its own.
        let mut ahead = 0;
        for (number, (place, column)) in (1..).zip(&self.columns) {
            let text = match self.long {
                LongCells::Cut => truncate(cell(*place, column), column.width, Cut::End),
                LongCells::Keep => visible_line(cell(*place, column)).into_owned(),
            };
            let taken = ahead + text.width();
            let is_last = number == self.columns.len();
            let padding = if is_last {
                0
            } else {
                column.width.saturating_sub(taken)
            };
            ahead = taken.saturating_sub(column.width);
            match column.align {
                Align::Left => {
                    line.push_str(&text);
                    line.extend(std::iter::repeat_n(' ', padding + GAP));
                }
                Align::Right => {
                    line.extend(std::iter::repeat_n(' ', padding));
                    line.push_str(&text);
                    line.extend([' '; GAP]);
                }
            }
        }
        writeln!(out, "{}", line.trim_end())
    }
}

fn at_widest(column: &ColumnLayout) -> ColumnLayout {
    ColumnLayout {
        width: column.widest,
        ..*column
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const COLUMNS: [ColumnLayout; 3] = [
        ColumnLayout::new("Time", 6, 2),
        ColumnLayout::new("Id", 4, 1).of_numbers(),
        ColumnLayout::new("What", 10, 0),
    ];

    fn lines(width: Option<usize>, cells: &[&str]) -> String {
        let table = Table::new(&COLUMNS, width);
        let mut out = Vec::new();
        table.write_titles(&mut out).unwrap();
        table.write_line(&mut out, cells).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn columns_are_lined_up_and_nothing_is_cut_without_a_terminal() {
        let shown = lines(None, &["noon", "551", "a long text that goes on"]);
        assert_eq!(
            shown,
            "Time      Id  What\nnoon     551  a long text that goes on\n"
        );
    }

    #[test]
    fn a_line_is_back_in_its_columns_after_a_wide_cell() {
        let shown = lines(None, &["noon, or so", "5", "what"]);
        assert_eq!(shown, "Time      Id  What\nnoon, or so  5  what\n");
        let shown = lines(None, &["midnight", "5", "what"]);
        assert_eq!(shown, "Time      Id  What\nmidnight   5  what\n");
    }

    #[test]
    fn a_narrow_terminal_cuts_the_last_column_and_loses_the_least_important() {
        let shown = lines(Some(16), &["noon", "551", "logon failure"]);
        assert_eq!(shown, "  Id  What\n 551  logon fai…\n");
        assert_eq!(lines(Some(0), &["noon", "551", "x"]), "\n\n");
    }

    #[test]
    fn wide_and_hostile_text_keeps_to_its_column() {
        let shown = lines(Some(24), &["\u{1b}[2J", "1", "共有フォルダー\u{202e}"]);
        assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown}");
        assert!(shown.lines().all(|line| line.width() <= 24), "{shown}");
    }
}
