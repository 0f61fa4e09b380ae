//! The structure of a message or of guidance: paragraphs, headings, lists, tables of levels.

use super::inline::{Inline, inlines};

/// A line of text and its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block<'a> {
    /// Its kind, which carries the parts of the line that are not in `inlines`.
    pub kind: BlockKind<'a>,
    /// Its text.
    pub inlines: Vec<Inline<'a>>,
    /// True where an empty line stands before it.
    pub after_blank: bool,
}

/// The kinds of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind<'a> {
    /// Running text.
    Paragraph,
    /// A short line over the text that follows (`Stalled I/O`).
    Heading,
    /// An item of a list, with its marker (`-`, `1.`).
    ListItem(&'a str),
    /// A label and its value, without the colon between them (`Client Name: %11`,
    /// `Value = 0: ...`).
    Labelled(&'a str),
    /// The head of a table of levels (`Value (Setting) - Description`); `inlines` is the last part.
    LevelHead {
        /// The heading of the levels.
        value: &'a str,
        /// The heading of their names.
        setting: &'a str,
    },
    /// A level (`0 (Send LM & NTLM responses) - Clients ...`); `inlines` describes it.
    Level {
        /// The level.
        value: &'a str,
        /// Its name.
        setting: &'a str,
    },
}

/// The longest label and the longest heading, in bytes: longer lines are sentences.
const LONGEST_LABEL: usize = 44;

/// The lines of a text that are not empty, and their kinds.
pub fn blocks(text: &str) -> Vec<Block<'_>> {
    let lines = lines(text);
    let mut blocks = Vec::with_capacity(lines.len());
    for (index, &(line, after_blank)) in lines.iter().enumerate() {
        let next = lines.get(index + 1).copied();
        let stands_alone = (after_blank || index == 0) && matches!(next, Some((_, true)));
        let (kind, rest) = level(line)
            .or_else(|| level_head(line, next?.0))
            .or_else(|| item(line))
            .or_else(|| labelled(line))
            .or_else(|| (stands_alone && is_heading(line)).then_some((BlockKind::Heading, line)))
            .unwrap_or((BlockKind::Paragraph, line));
        blocks.push(Block {
            kind,
            inlines: inlines(rest),
            after_blank,
        });
    }
    blocks
}

/// The lines that are not empty; the flag is true where an empty one stands before it.
fn lines(text: &str) -> Vec<(&str, bool)> {
    let mut lines = Vec::new();
    let mut blank = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            blank = !lines.is_empty();
        } else {
            lines.push((line, blank));
            blank = false;
        }
    }
    lines
}

/// `value (setting) - description` in its three parts.
fn three_parts(line: &str) -> Option<(&str, &str, &str)> {
    let (value, rest) = line.split_once(" (")?;
    let (setting, description) = rest.split_once(") - ")?;
    Some((value, setting, description))
}

fn level(line: &str) -> Option<(BlockKind<'_>, &str)> {
    let (value, setting, description) = three_parts(line)?;
    let is_number = !value.is_empty() && value.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then_some((BlockKind::Level { value, setting }, description))
}

fn level_head<'a>(line: &'a str, next: &str) -> Option<(BlockKind<'a>, &'a str)> {
    level(next)?;
    let (value, setting, description) = three_parts(line)?;
    Some((BlockKind::LevelHead { value, setting }, description))
}

fn item(line: &str) -> Option<(BlockKind<'_>, &str)> {
    let (marker, text) = line.split_once(' ')?;
    let numbered = marker.strip_suffix(['.', ')']).is_some_and(|number| {
        !number.is_empty() && number.len() < 3 && number.bytes().all(|digit| digit.is_ascii_digit())
    });
    let is_item = numbered || matches!(marker, "-" | "*" | "\u{2022}" | "\u{2013}");
    is_item.then_some((BlockKind::ListItem(marker), text.trim_start()))
}

fn labelled(line: &str) -> Option<(BlockKind<'_>, &str)> {
    let (label, value) = line.split_once(": ")?;
    let is_label = label.len() <= LONGEST_LABEL
        && label.starts_with(char::is_uppercase)
        && !label.contains(['.', ',', ':', ';', '%', '"']);
    is_label.then_some((BlockKind::Labelled(label), value.trim_start()))
}

fn is_heading(line: &str) -> bool {
    line.len() <= LONGEST_LABEL
        && line.starts_with(char::is_uppercase)
        && !line.contains('%')
        && !line.ends_with(['.', ',', ':', ';', '!', '?', ')'])
}

#[cfg(test)]
mod tests {
    use super::super::Inline::{Insertion, Text};
    use super::BlockKind::{Heading, Labelled, Level, LevelHead, ListItem, Paragraph};
    use super::blocks;

    #[test]
    fn each_line_is_what_a_reader_takes_it_for() {
        let text = "Stalled I/O\n\nAn I/O takes long: %1\n Second line.\n\n\nValue (Setting) - Meaning\n\n\
            0 (Send LM & NTLM - or not) - Clients use LM - and NTLM.\n\n- one\n2. two\nValue = 0: all levels\n\
            You can set more than these levels by editing: see below\nEmpty:";
        let found = blocks(text);
        let kinds: Vec<_> = found
            .iter()
            .map(|block| (block.kind, block.after_blank))
            .collect();
        let (value, setting) = ("Value", "Setting");
        assert_eq!(
            kinds,
            [
                (Heading, false),
                (Labelled("An I/O takes long"), true),
                (Paragraph, false),
                (LevelHead { value, setting }, true),
                (
                    Level {
                        value: "0",
                        setting: "Send LM & NTLM - or not"
                    },
                    true
                ),
                (ListItem("-"), true),
                (ListItem("2."), false),
                (Labelled("Value = 0"), false),
                (Paragraph, false),
                (Paragraph, false),
            ]
        );
        assert_eq!(found[1].inlines, [Insertion(1)]);
        assert_eq!(found[4].inlines, [Text("Clients use LM - and NTLM.")]);
        assert!(blocks(" \n\n").is_empty());
    }
}
