//! Characters of a search, marked where they are found.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::push;
use crate::catalog::word_ranges;

/// The line with every place marked that reads like one of the words, in any case.
pub fn mark_words(line: &Line<'_>, words: &[String], mark: Style) -> Line<'static> {
    let ranges = if words.is_empty() {
        Vec::new()
    } else {
        word_ranges(&line.to_string(), &words.join(" "))
    };
    let mut at = 0;
    let is_marked = |_, character: char| {
        at += character.len_utf8();
        ranges
            .iter()
            .any(|range| range.start < at && at <= range.end)
    };
    marked(line, is_marked, mark)
}

/// The line with the characters of these indices marked.
pub fn mark_chars(line: &Line<'_>, indices: &[usize], mark: Style) -> Line<'static> {
    marked(line, |index, _| indices.contains(&index), mark)
}

fn marked(
    line: &Line<'_>,
    mut is_marked: impl FnMut(usize, char) -> bool,
    mark: Style,
) -> Line<'static> {
    let mut spans: Vec<Span<'static>> = Vec::new();
    let characters = line
        .spans
        .iter()
        .flat_map(|span| span.content.chars().map(|c| (c, span.style)));
    for (index, (character, style)) in characters.enumerate() {
        let style = if is_marked(index, character) {
            style.patch(mark)
        } else {
            style
        };
        push(&mut spans, character.encode_utf8(&mut [0; 4]), style);
    }
    Line::from(spans).style(line.style)
}

#[cfg(test)]
mod tests {
    use ratatui::style::Stylize as _;

    use super::*;

    #[test]
    fn search_words_are_marked_across_spans_in_any_case() {
        let mark = Style::new().underlined();
        let line = Line::from(vec![Span::raw("Set-Smb"), Span::raw("Share").bold()]);
        let words = ["SMBSHARE".to_owned(), String::new()];
        let expected = vec![
            Span::raw("Set-"),
            Span::styled("Smb", mark),
            Span::styled("Share", mark.bold()),
        ];
        assert_eq!(mark_words(&line, &words, mark).spans, expected);
        let expected = vec![Span::styled("é", mark), Span::raw("a")];
        assert_eq!(mark_chars(&Line::raw("éa"), &[0, 9], mark).spans, expected);
    }
}
