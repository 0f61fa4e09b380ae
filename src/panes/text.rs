//! Text in terminal cells: its width, wrapped by words, cut with an ellipsis, and with the
//! characters of a search marked. Whatever passes through here is safe for a terminal.

use std::borrow::Cow;

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::catalog::word_ranges;
use crate::values::visible_line;

const ELLIPSIS: &str = "…";

/// Where a text that is too long for its place is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// At its end.
    End,
    /// In its middle, for paths: the end of a path says more than its middle.
    Middle,
}

/// What a reader sees as one character, with the cells that it takes.
#[derive(Debug, Clone, Copy)]
struct Cluster<'a> {
    text: &'a str,
    width: usize,
    style: Style,
}

impl Cluster<'_> {
    fn is_space(&self) -> bool {
        self.text == " "
    }

    /// Whether a token that is longer than a line had better be broken behind it.
    fn joins(&self) -> bool {
        matches!(
            self.text,
            "\\" | "/" | "-" | "." | "," | ";" | ":" | "_" | "&" | "=" | "|"
        )
    }

    /// Whether it may not begin a line (the closing marks of Chinese and Japanese).
    fn closes(&self) -> bool {
        const MARKS: &str = "、。，．：；！？）］｝」』】〉》ー々";
        self.width == 2 && MARKS.contains(self.text)
    }
}

/// The cells that a text takes when it is drawn on one line.
pub fn width(text: &str) -> usize {
    visible_line(text).width()
}

/// The text, safe for a terminal, in at most `width` cells.
pub fn truncate(text: &str, width: usize, cut: Cut) -> String {
    let safe = visible_line(text);
    let clusters = enough(split(&safe, Style::new()), width, cut);
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

/// The clusters that [`cut_to`] looks at: a cell of a table may hold a value of any length, and at
/// a cut at the end only its beginning counts.
fn enough<'a>(
    clusters: impl Iterator<Item = Cluster<'a>>,
    width: usize,
    cut: Cut,
) -> Vec<Cluster<'a>> {
    let mut before = 0;
    let is_wanted = |cluster: &Cluster<'a>| {
        let wanted = cut == Cut::Middle || before <= width;
        before += cluster.width;
        wanted
    };
    clusters.take_while(is_wanted).collect()
}

/// Wraps every line of a text of one style; see [`wrap`].
pub fn wrap_text(text: &str, style: Style, width: u16) -> Vec<Line<'static>> {
    text.lines()
        .flat_map(|line| wrap(&Line::styled(line, style), width, 0))
        .collect()
}

/// Breaks a line into lines of at most `width` cells: between words, within a word only where it
/// is longer than a line (behind a separator if there is one in its second half), and anywhere in
/// Chinese and Japanese. Lines after the first begin with `indent` cells, but at most with half the
/// width, and so that a wide character fits. A width of 0 gives one empty line.
pub fn wrap(line: &Line<'_>, width: u16, indent: u16) -> Vec<Line<'static>> {
    let safe = safe_spans(line);
    let clusters: Vec<Cluster<'_>> = split_all(&safe).collect();
    let width = usize::from(width);
    if width == 0 {
        return vec![Line::default().style(line.style)];
    }
    let indent = usize::from(indent)
        .min(width / 2)
        .min(width.saturating_sub(2));
    let mut rows: Vec<Line<'static>> = Vec::new();
    let mut rest = clusters.as_slice();
    while !rest.is_empty() || rows.is_empty() {
        let indent = if rows.is_empty() { 0 } else { indent };
        let (row, after) = first_row(rest, width - indent);
        rows.push(joined(&row, indent).style(line.style));
        rest = after;
    }
    rows
}

/// The clusters of the first row and those after it.
fn first_row<'a, 'b>(
    clusters: &'b [Cluster<'a>],
    width: usize,
) -> (Cow<'b, [Cluster<'a>]>, &'b [Cluster<'a>]) {
    let leading = spaces(clusters);
    let clusters = if leading < width {
        clusters
    } else {
        &clusters[leading..]
    };
    let fitting = prefix(clusters, width);
    if fitting == clusters.len() {
        return (Cow::Borrowed(trimmed(clusters)), &[]);
    }
    if fitting == 0 {
        return (
            Cow::Owned(vec![ellipsis(clusters[0].style)]),
            &clusters[1..],
        );
    }
    let soft = clusters
        .windows(2)
        .enumerate()
        .take(fitting)
        .skip(spaces(clusters))
        .rfind(|(_, pair)| breaks_between(&pair[0], &pair[1]));
    if let Some((index, _)) = soft {
        let (row, after) = clusters.split_at(index + 1);
        return (Cow::Borrowed(trimmed(row)), &after[spaces(after)..]);
    }
    let separator = clusters[..fitting].iter().rposition(Cluster::joins);
    let at = separator.map_or(fitting, |index| index + 1);
    let (row, after) = clusters.split_at(if at * 2 > fitting { at } else { fitting });
    (Cow::Borrowed(row), after)
}

fn breaks_between(one: &Cluster<'_>, next: &Cluster<'_>) -> bool {
    one.is_space() || next.is_space() || ((one.width == 2 || next.width == 2) && !next.closes())
}

/// How many clusters fit.
fn prefix(clusters: &[Cluster<'_>], width: usize) -> usize {
    let mut left = width;
    let fitting = clusters.iter().take_while(|cluster| {
        let fits = cluster.width <= left;
        left = left.saturating_sub(cluster.width);
        fits
    });
    fitting.count()
}

fn spaces(clusters: &[Cluster<'_>]) -> usize {
    clusters
        .iter()
        .take_while(|cluster| cluster.is_space())
        .count()
}

fn trimmed<'a, 'b>(clusters: &'b [Cluster<'a>]) -> &'b [Cluster<'a>] {
    let last = clusters.iter().rposition(|cluster| !cluster.is_space());
    &clusters[..last.map_or(0, |last| last + 1)]
}

fn ellipsis(style: Style) -> Cluster<'static> {
    let text = ELLIPSIS;
    Cluster {
        text,
        width: 1,
        style,
    }
}

/// The clusters in at most `width` cells, with an ellipsis for those that are left out.
fn cut_to<'a, 'b>(clusters: &'b [Cluster<'a>], width: usize, cut: Cut) -> Cow<'b, [Cluster<'a>]> {
    if prefix(clusters, width) == clusters.len() {
        return Cow::Borrowed(clusters);
    }
    if width == 0 {
        return Cow::Borrowed(&[]);
    }
    let kept = match cut {
        Cut::End => 0,
        Cut::Middle => ending(clusters, (width - 1) * 2 / 3),
    };
    let tail = &clusters[clusters.len() - kept..];
    let tail_width: usize = tail.iter().map(|cluster| cluster.width).sum();
    let head = &clusters[..prefix(clusters, width - 1 - tail_width)];
    let style = clusters[head.len()].style;
    let mut shown = head.to_vec();
    shown.push(ellipsis(style));
    shown.extend_from_slice(tail);
    Cow::Owned(shown)
}

/// How many clusters of the end fit, beginning with a part of a path if one begins there.
fn ending(clusters: &[Cluster<'_>], width: usize) -> usize {
    let reversed: Vec<Cluster<'_>> = clusters.iter().rev().copied().collect();
    let fitting = prefix(&reversed, width);
    let tail = &clusters[clusters.len() - fitting..];
    let part = tail.iter().position(|c| matches!(c.text, "\\" | "/"));
    fitting - part.filter(|part| part + 1 < fitting).unwrap_or(0)
}

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

/// The clusters that a terminal draws: those that take a cell.
fn split(text: &str, style: Style) -> impl Iterator<Item = Cluster<'_>> {
    text.graphemes(true)
        .map(move |text| Cluster {
            text,
            width: text.width(),
            style,
        })
        .filter(|cluster| cluster.width > 0)
}

#[cfg(test)]
mod tests {
    use ratatui::style::Stylize as _;

    use super::*;

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

    #[test]
    fn hostile_characters_are_spelt_out() {
        assert_eq!(wrapped("a\x1b[2Jb", 20, 0), [r"a\x1b[2Jb"]);
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
