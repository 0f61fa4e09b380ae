//! Markdown: tables, and the catalog as a document. Nothing from a text becomes markup.

use std::io::{self, Write};

use crate::catalog::{Level, Row};
use crate::values::{visible, visible_line};

/// Writes a table of cells that are Markdown already.
///
/// # Errors
/// If `out` does not take it.
pub fn write_table<const N: usize>(
    out: &mut dyn Write,
    titles: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> io::Result<()> {
    writeln!(out, "| {} |", titles.join(" | "))?;
    writeln!(out, "|{}", " --- |".repeat(N))?;
    for row in rows {
        writeln!(out, "| {} |", row.join(" | "))?;
    }
    Ok(())
}

/// Writes rows of the catalog: a table of all, then the text of each that has more than a title.
///
/// # Errors
/// If `out` does not take it.
pub fn write_catalog<'a>(
    out: &mut dyn Write,
    rows: impl Iterator<Item = &'a Row> + Clone,
) -> io::Result<()> {
    write_table(
        out,
        ["Id", "Version", "Level", "Channel", "Category", "Title"],
        rows.clone().map(|row| {
            [
                row.id.to_string(),
                row.version
                    .map_or(String::new(), |version| version.to_string()),
                row.level.map_or("", Level::name).to_owned(),
                plain(row.channel.unwrap_or_default()),
                plain(&row.category),
                plain(&row.title),
            ]
        }),
    )?;
    for row in rows.filter(|row| row.message != row.title || row.guidance.is_some()) {
        let version = row
            .version
            .map_or(String::new(), |version| format!(" (version {version})"));
        writeln!(out, "\n## {} {}{version}", row.id, plain(&row.title))?;
        write_lines(out, &row.message)?;
        if let Some(guidance) = &row.guidance {
            write!(out, "\n### Guidance\n")?;
            write_lines(out, guidance)?;
        }
    }
    Ok(())
}

/// Writes a text so that its line breaks stay.
fn write_lines(out: &mut dyn Write, text: &str) -> io::Result<()> {
    writeln!(out)?;
    for line in visible(text).lines() {
        let line = plain(line.trim_end());
        let end = if line.is_empty() { "" } else { "  " };
        writeln!(out, "{line}{end}")?;
    }
    Ok(())
}

/// Text as a code span, inside a table too.
pub fn code(text: &str) -> String {
    let text = visible_line(text).replace('|', "\\|");
    match text.contains('`') {
        _ if text.is_empty() => text,
        false => format!("`{text}`"),
        true => format!("`` {text} ``"),
    }
}

/// Text as Markdown that reads as that text, on one line and inside a table too.
pub fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let text = visible_line(text);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let is_markup = match character {
            '|' | '`' | '*' | '<' | '[' => true,
            // A backslash is markup only where it would escape what follows.
            '\\' => characters.peek().is_none_or(char::is_ascii_punctuation),
            '#' | '>' | '+' | '-' => shown.is_empty(),
            _ => false,
        };
        if is_markup {
            shown.push('\\');
        }
        shown.push(character);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_keeps_to_its_cell() {
        assert_eq!(code("a | b"), "`a \\| b`");
        assert_eq!(code("a`b"), "`` a`b ``");
        assert_eq!(code(""), "");
    }

    #[test]
    fn text_never_becomes_markup() {
        for (text, expected) in [
            ("a|b `c`", "a\\|b \\`c\\`"),
            (r"HKLM\System\*", r"HKLM\System\\\*"),
            (r"\\server\share", r"\\\server\share"),
            ("- not a list", "\\- not a list"),
            ("<b>", "\\<b>"),
            ("one\ntwo", "one⏎two"),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }
}
