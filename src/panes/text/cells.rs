//! Text as cells of a terminal, whatever styles it has: its clusters, cuts with an ellipsis, and rows
//! of a width.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

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
pub(super) struct Cluster<'a, S> {
    pub(super) text: &'a str,
    pub(super) width: usize,
    pub(super) style: S,
}

impl<S> Cluster<'_, S> {
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

/// The clusters that [`cut_to`] looks at: a cell of a table may hold a value of any length, and at
/// a cut at the end only its beginning counts.
pub(super) fn enough<'a, S>(
    clusters: impl Iterator<Item = Cluster<'a, S>>,
    width: usize,
    cut: Cut,
) -> Vec<Cluster<'a, S>> {
    let mut before = 0;
    let is_wanted = |cluster: &Cluster<'a, S>| {
        let wanted = cut == Cut::Middle || before <= width;
        before += cluster.width;
        wanted
    };
    clusters.take_while(is_wanted).collect()
}

/// The number of clusters that fit.
fn prefix<S: Copy>(clusters: &[Cluster<'_, S>], width: usize) -> usize {
    let mut left = width;
    let fitting = clusters.iter().take_while(|cluster| {
        let fits = cluster.width <= left;
        left = left.saturating_sub(cluster.width);
        fits
    });
    fitting.count()
}

fn ellipsis<S>(style: S) -> Cluster<'static, S> {
    let text = ELLIPSIS;
    Cluster {
        text,
        width: 1,
        style,
    }
}

/// The clusters in at most `width` cells, with an ellipsis for those that are left out.
pub(super) fn cut_to<'a, 'b, S: Copy>(
    clusters: &'b [Cluster<'a, S>],
    width: usize,
    cut: Cut,
) -> Cow<'b, [Cluster<'a, S>]> {
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
fn ending<S: Copy>(clusters: &[Cluster<'_, S>], width: usize) -> usize {
    let reversed: Vec<Cluster<'_, S>> = clusters.iter().rev().copied().collect();
    let fitting = prefix(&reversed, width);
    let tail = &clusters[clusters.len() - fitting..];
    let part = tail.iter().position(|c| matches!(c.text, "\\" | "/"));
    fitting - part.filter(|part| part + 1 < fitting).unwrap_or(0)
}

/// The clusters that a terminal draws: those that take a cell.
pub(super) fn split<S: Copy>(text: &str, style: S) -> impl Iterator<Item = Cluster<'_, S>> {
    text.graphemes(true)
        .map(move |text| Cluster {
            text,
            width: text.width(),
            style,
        })
        .filter(|cluster| cluster.width > 0)
}

/// Breaks clusters into rows of at most `width` cells: between words, within a word only where it
/// is longer than a row (behind a separator if there is one in its second half), and anywhere in
/// Chinese and Japanese. Each row comes with its indent: rows after the first have `indent` cells,
/// but at most half the width, and so that a wide character fits. A width of 0 gives one empty row.
pub(super) fn rows<'a, 'b, S: Copy>(
    clusters: &'b [Cluster<'a, S>],
    width: usize,
    indent: usize,
) -> Vec<(usize, Cow<'b, [Cluster<'a, S>]>)> {
    if width == 0 {
        return vec![(0, Cow::Borrowed(&[]))];
    }
    let hanging = indent.min(width / 2).min(width.saturating_sub(2));
    let mut rows = Vec::new();
    let mut rest = clusters;
    while !rest.is_empty() || rows.is_empty() {
        let indent = if rows.is_empty() { 0 } else { hanging };
        let (row, after) = first_row(rest, width - indent);
        rows.push((indent, row));
        rest = after;
    }
    rows
}

/// The clusters of the first row and those after it.
fn first_row<'a, 'b, S: Copy>(
    clusters: &'b [Cluster<'a, S>],
    width: usize,
) -> (Cow<'b, [Cluster<'a, S>]>, &'b [Cluster<'a, S>]) {
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

fn breaks_between<S: Copy>(one: &Cluster<'_, S>, next: &Cluster<'_, S>) -> bool {
    one.is_space() || next.is_space() || ((one.width == 2 || next.width == 2) && !next.closes())
}

fn spaces<S: Copy>(clusters: &[Cluster<'_, S>]) -> usize {
    clusters
        .iter()
        .take_while(|cluster| cluster.is_space())
        .count()
}

fn trimmed<'a, 'b, S: Copy>(clusters: &'b [Cluster<'a, S>]) -> &'b [Cluster<'a, S>] {
    let last = clusters.iter().rposition(|cluster| !cluster.is_space());
    &clusters[..last.map_or(0, |last| last + 1)]
}
