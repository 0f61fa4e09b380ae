//! Text in terminal cells: its width, and cut with an ellipsis. Whatever passes through here is
//! safe for a terminal.

mod marks;
mod wrap;

use std::borrow::Cow;

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::values::visible_line;

pub use marks::{mark_chars, mark_words};
pub use wrap::{wrap, wrap_text};

const ELLIPSIS: &str = "…";

/// The place of a cut in a text that is too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// At its end.
    End,
    /// In its middle, for paths: the end of a path says more than its middle.
    Middle,
}

/// A grapheme cluster, with the cells that it takes.
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

    /// Returns true if a token longer than a line is best broken behind it.
    fn joins(&self) -> bool {
        matches!(
            self.text,
            "\\" | "/" | "-" | "." | "," | ";" | ":" | "_" | "&" | "=" | "|"
        )
    }

    /// Returns true if it may not begin a line (the closing marks of Chinese and Japanese).
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

/// The number of clusters that fit.
fn prefix(clusters: &[Cluster<'_>], width: usize) -> usize {
    let mut left = width;
    let fitting = clusters.iter().take_while(|cluster| {
        let fits = cluster.width <= left;
        left = left.saturating_sub(cluster.width);
        fits
    });
    fitting.count()
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

/// The number of clusters at the end that fit, beginning with a part of a path if one begins
/// there.
fn ending(clusters: &[Cluster<'_>], width: usize) -> usize {
    let reversed: Vec<Cluster<'_>> = clusters.iter().rev().copied().collect();
    let fitting = prefix(&reversed, width);
    let tail = &clusters[clusters.len() - fitting..];
    let part = tail.iter().position(|c| matches!(c.text, "\\" | "/"));
    fitting - part.filter(|part| part + 1 < fitting).unwrap_or(0)
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
}
