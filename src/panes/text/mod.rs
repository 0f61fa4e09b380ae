//! Lines of text in terminal cells: their width, cut with an ellipsis, wrapped. Whatever passes
//! through here is safe for a terminal.

mod cells;
mod marks;

use std::borrow::Cow;

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr as _;

use self::cells::{cut_to, enough, rows, split};
use crate::values::visible_line;

pub use cells::Cut;
pub use marks::{mark_chars, mark_words};

type Cluster<'a> = cells::Cluster<'a, Style>;

/// The cells that a text takes when it is drawn on one line.
pub fn width(text: &str) -> usize {
    visible_line(text).width()
}

/// The text, safe for a terminal, in at most `width` cells.
pub fn truncate(text: &str, width: usize, cut: Cut) -> String {
    let safe = visible_line(text);
    let clusters = enough(split(&safe, ()), width, cut);
    cut_to(&clusters, width, cut)
        .iter()
        .map(|cluster| cluster.text)
        .collect()
}

/// As [`truncate`], for a line of several styles.
pub fn truncate_line(line: &Line<'_>, width: usize, cut: Cut) -> Line<'static> {
    let safe = safe_spans(line);
    let clusters = enough(split_all(&safe), width, cut);
    joined(&cut_to(&clusters, width, cut), 0).style(line.style)
}

/// Wraps every line of a text of one style; see [`wrap`].
pub fn wrap_text(text: &str, style: Style, width: u16) -> Vec<Line<'static>> {
    text.lines()
        .flat_map(|line| wrap(&Line::styled(line, style), width, 0))
        .collect()
}

/// Breaks a line into lines of at most `width` cells between words, or within a word where it must.
/// Lines after the first begin with `indent` cells, but at most with half the width. A width of 0
/// gives one empty line.
pub fn wrap(line: &Line<'_>, width: u16, indent: u16) -> Vec<Line<'static>> {
    let safe = safe_spans(line);
    let clusters: Vec<Cluster<'_>> = split_all(&safe).collect();
    rows(&clusters, width.into(), indent.into())
        .iter()
        .map(|(indent, row)| joined(row, *indent).style(line.style))
        .collect()
}

/// Adds text to the last span if that has the same style.
fn push(spans: &mut Vec<Span<'static>>, text: &str, style: Style) {
    match spans.last_mut() {
        Some(last) if last.style == style => last.content.to_mut().push_str(text),
        _ => spans.push(Span::styled(text.to_owned(), style)),
    }
}

fn joined(clusters: &[Cluster<'_>], indent: usize) -> Line<'static> {
    let mut spans = Vec::new();
    if indent > 0 {
        spans.push(Span::raw(" ".repeat(indent)));
    }
    for cluster in clusters {
        push(&mut spans, cluster.text, cluster.style);
    }
    Line::from(spans)
}

fn safe_spans<'a>(line: &'a Line<'_>) -> Vec<(Cow<'a, str>, Style)> {
    let spans = line.spans.iter();
    spans
        .map(|span| (visible_line(&span.content), span.style))
        .collect()
}

fn split_all<'a>(spans: &'a [(Cow<'_, str>, Style)]) -> impl Iterator<Item = Cluster<'a>> {
    spans.iter().flat_map(|(text, style)| split(text, *style))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_characters_are_spelt_out() {
        let wrapped = wrap_text("a\x1b[2Jb", Style::new(), 20);
        assert_eq!(wrapped, [Line::raw(r"a\x1b[2Jb")]);
        assert_eq!(truncate("a\u{202e}b", 20, Cut::End), r"a\u{202e}b");
        assert_eq!(truncate("a\nb", 20, Cut::End), "a⏎b");
    }

    #[test]
    fn a_cut_keeps_the_end_of_a_path() {
        let path = r"C:\Shares\Finance\2024\report.xlsx";
        assert_eq!(truncate(path, 12, Cut::End), r"C:\Shares\F…");
        assert_eq!(truncate(path, 22, Cut::Middle), r"C:\Shares…\report.xlsx");
        assert_eq!(truncate(path, 8, Cut::Middle), "C:\\…xlsx");
        assert_eq!(truncate(path, 1, Cut::Middle), "…");
        assert_eq!(truncate(path, 0, Cut::Middle), "");
        assert_eq!(truncate(path, 34, Cut::Middle), path);
    }

    fn wrapped(text: &str, width: u16, indent: u16) -> Vec<String> {
        let lines = wrap(&Line::raw(text), width, indent);
        lines.iter().map(Line::to_string).collect()
    }

    #[test]
    fn words_stay_whole_and_spaces_at_a_break_go() {
        assert_eq!(wrapped("one two  three", 8, 0), ["one two", "three"]);
        assert_eq!(wrapped("one two", 7, 0), ["one two"]);
        assert_eq!(wrapped("one two", 3, 0), ["one", "two"]);
        assert_eq!(wrapped("  one two", 6, 0), ["  one", "two"]);
        assert_eq!(wrapped("0  a b c d", 6, 3), ["0  a b", "   c d"]);
        assert_eq!(wrapped("a  ", 2, 0), ["a"]);
        assert_eq!(wrapped("", 5, 0), [""]);
        assert_eq!(wrapped("     word", 4, 0), ["word"]);
    }

    #[test]
    fn a_long_path_breaks_behind_a_separator_or_where_it_must() {
        assert_eq!(
            wrapped(r"see C:\Shares\Finance\x", 12, 0),
            ["see", r"C:\Shares\", r"Finance\x"]
        );
        assert_eq!(wrapped("abcdefghij", 4, 0), ["abcd", "efgh", "ij"]);
        assert_eq!(
            wrapped("abcdefghij", 4, 9),
            ["abcd", "  ef", "  gh", "  ij"]
        );
    }

    #[test]
    fn wide_and_combining_characters_keep_their_cells() {
        assert_eq!(wrapped("共有フォルダ。", 6, 0), ["共有フ", "ォル", "ダ。"]);
        assert_eq!(
            wrapped("e\u{301}e\u{301}e\u{301}", 2, 0),
            ["e\u{301}e\u{301}", "e\u{301}"]
        );
        assert_eq!(wrapped("共a", 1, 0), ["…", "a"]);
        assert_eq!(wrapped("共", 0, 0), [""]);
        assert_eq!(width("共e\u{301}a"), 4);
    }

    #[test]
    fn nothing_is_lost_and_nothing_is_too_wide_at_any_width() {
        let text = r"  The share \\files\財務部門\2024 denied access to CORP\zoë (0xC0000022) — ok";
        let solid = |text: &str| text.replace(' ', "");
        for columns in 2..90 {
            for indent in [0, 3, 50] {
                let rows = wrapped(text, columns, indent);
                assert_eq!(solid(&rows.concat()), solid(text), "{columns}");
                assert!(
                    rows.iter().all(|row| width(row) <= columns.into()),
                    "{columns}"
                );
            }
            for cut in [Cut::End, Cut::Middle] {
                assert!(width(&truncate(text, columns.into(), cut)) <= columns.into());
            }
        }
    }
}
