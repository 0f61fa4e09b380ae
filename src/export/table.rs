//! Columns of text for reading in a terminal: as wide as it is, the less important columns
//! giving way, and nothing in a cell live.

use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::values::visible_line;

/// A column of a [`Table`].
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// What it is called in the first line.
    pub title: &'static str,
    /// How many terminal columns it takes. The last column takes what is left, and needs this
    /// much before the others may stay.
    pub width: usize,
    /// How many it takes where nothing is cut, so that what it usually holds keeps in line.
    pub usual: usize,
    /// Which columns give way first when there is no room for all: those of the highest rank.
    pub rank: u8,
    /// Whether it holds numbers, which stand at its right end.
    pub numbers: bool,
}

/// A table that is written line by line.
#[derive(Debug)]
pub struct Table {
    /// The columns that are shown, with their places among all columns.
    columns: Vec<(usize, Column)>,
    /// Whether cells are cut to their column.
    cut: bool,
}

const GAP: usize = 2;

impl Table {
    /// A table of these columns, cut to a terminal's width; `None` shows everything in full, each
    /// column as wide as what it usually holds.
    pub fn new(columns: &[Column], width: Option<usize>) -> Self {
        let mut columns: Vec<_> = columns.iter().copied().enumerate().collect();
        if width.is_none() {
            for (_, column) in &mut columns {
                column.width = column.usual;
            }
        }
        if let Some(width) = width {
            while columns.len() > 1 && total(&columns) > width {
                let Some(place) = least_important(&columns) else {
                    break;
                };
                columns.remove(place);
            }
            let others = total(&columns) - columns.last().map_or(0, |(_, column)| column.width);
            if let Some((_, last)) = columns.last_mut() {
                last.width = width.saturating_sub(others);
            }
        }
        Self {
            columns,
            cut: width.is_some(),
        }
    }

    /// Writes the columns' titles.
    ///
    /// # Errors
    /// When `out` does not take them.
    pub fn write_titles(&self, out: &mut dyn Write) -> io::Result<()> {
        self.write_cells(out, |_, column| column.title)
    }

    /// Writes a line of cells, one for each column that the table was made of.
    ///
    /// # Errors
    /// When `out` does not take it.
    pub fn write_line<T: AsRef<str>>(&self, out: &mut dyn Write, cells: &[T]) -> io::Result<()> {
        self.write_cells(out, |place, _| cells.get(place).map_or("", AsRef::as_ref))
    }

    fn write_cells<'a>(
        &self,
        out: &mut dyn Write,
        cell: impl Fn(usize, &Column) -> &'a str,
    ) -> io::Result<()> {
        let mut line = String::new();
        // How far the line is ahead of its columns, after a cell that is wider than its own.
        let mut ahead = 0;
        for (place, column) in &self.columns {
            let text = visible_line(cell(*place, column));
            let text = if self.cut {
                cut(&text, column.width)
            } else {
                text.into_owned()
            };
            let taken = ahead + text.width();
            let padding = column.width.saturating_sub(taken);
            ahead = taken.saturating_sub(column.width);
            if column.numbers {
                line.extend(std::iter::repeat_n(' ', padding));
                line.push_str(&text);
            } else {
                line.push_str(&text);
                line.extend(std::iter::repeat_n(' ', padding));
            }
            line.extend([' '; GAP]);
        }
        writeln!(out, "{}", line.trim_end())
    }
}

fn total(columns: &[(usize, Column)]) -> usize {
    let widths: usize = columns.iter().map(|(_, column)| column.width).sum();
    widths + GAP * columns.len().saturating_sub(1)
}

fn least_important(columns: &[(usize, Column)]) -> Option<usize> {
    let (place, _) = columns
        .iter()
        .take(columns.len().saturating_sub(1))
        .enumerate()
        .max_by_key(|(_, (_, column))| column.rank)?;
    Some(place)
}

/// The text, cut to `width` terminal columns with an ellipsis at its end.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut shown = String::new();
    let mut used = 1;
    for character in text.chars() {
        used += character.width().unwrap_or(0);
        if used > width {
            break;
        }
        shown.push(character);
    }
    if width > 0 {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const COLUMNS: [Column; 3] = [
        Column {
            title: "Time",
            width: 6,
            usual: 6,
            rank: 1,
            numbers: false,
        },
        Column {
            title: "Id",
            width: 4,
            usual: 4,
            rank: 0,
            numbers: true,
        },
        Column {
            title: "What",
            width: 10,
            usual: 10,
            rank: 0,
            numbers: false,
        },
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
