//! Paragraphs for reading: indented, broken between words at a terminal's width, nothing live.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr as _;

use crate::values::visible;

/// The narrowest text that is still broken between words; below it a terminal breaks it itself.
const LEAST: usize = 20;

/// Writes a text of one or more lines, the first indented by `indent`, the others a little more;
/// `None` as width leaves long lines as they are.
///
/// # Errors
/// When `out` does not take it.
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
        let room = width.map(|width| width.saturating_sub(indent.width()).max(LEAST));
        for part in broken(line.trim(), room) {
            writeln!(out, "{}", format!("{indent}{part}").trim_end())?;
        }
    }
    Ok(())
}

/// A line in parts that fit into `room` where words allow it.
fn broken(line: &str, room: Option<usize>) -> Vec<String> {
    let Some(room) = room else {
        return vec![line.to_owned()];
    };
    let mut parts = vec![String::new()];
    for word in line.split(' ') {
        let fits = parts
            .last()
            .is_some_and(|part| part.is_empty() || part.width() + 1 + word.width() <= room);
        match parts.last_mut().filter(|_| fits) {
            Some(part) => {
                if !part.is_empty() {
                    part.push(' ');
                }
                part.push_str(word);
            }
            None => parts.push(word.to_owned()),
        }
    }
    parts
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
