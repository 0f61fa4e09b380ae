//! Paragraphs for reading: indented, broken between words at a terminal's width, nothing live.

use std::io::{self, Write};

use crate::text::{LongWords, clusters, width as text_width, wrap};
use crate::values::visible;

/// The narrowest text that is still broken between words; below it a terminal breaks it itself.
const LEAST: usize = 20;

/// Writes a text of one or more lines, the first indented by `indent`, the others a little more;
/// `None` as width leaves long lines as they are.
///
/// # Errors
/// If `out` does not take it.
pub fn write_wrapped(
    out: &mut dyn Write,
    indent: &str,
    text: &str,
    width: Option<usize>,
) -> io::Result<()> {
    let text = visible(text);
    let mut indent = indent.to_owned();
    for (number, line) in text.lines().enumerate() {
        if number == 1 {
            indent.push_str("  ");
        }
        let line = line.trim();
        let Some(width) = width else {
            writeln!(out, "{}", format!("{indent}{line}").trim_end())?;
            continue;
        };
        let room = width.saturating_sub(text_width(&indent)).max(LEAST);
        let clusters: Vec<_> = clusters(line, ()).collect();
        for row in wrap(&clusters, room, 0, LongWords::Keep) {
            let row: String = row.clusters.iter().map(|cluster| cluster.text).collect();
            writeln!(out, "{}", format!("{indent}{row}").trim_end())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn wrapped(text: &str, width: Option<usize>) -> String {
        let mut out = Vec::new();
        write_wrapped(&mut out, "  ", text, width).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn lines_break_between_words_and_stay_lines() {
        let text = "one two three four five six\nseven\u{1b}";
        assert_eq!(
            wrapped(text, Some(24)),
            "  one two three four\n  five six\n    seven\\x1b\n"
        );
        assert_eq!(
            wrapped(text, None),
            "  one two three four five six\n    seven\\x1b\n"
        );
        let long = "a".repeat(50);
        assert_eq!(wrapped(&long, Some(0)), format!("  {long}\n"));
    }
}
