//! Text as a terminal draws it: clusters, each with the cells that it takes.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::values::visible_line;

/// A grapheme cluster, which a reader sees as one character, with its style where it has one.
#[derive(Debug, Clone, Copy)]
pub struct Cluster<'a, S = ()> {
    /// Its characters.
    pub text: &'a str,
    /// The cells that it takes.
    pub width: usize,
    /// Its style.
    pub style: S,
}

impl<S> Cluster<'_, S> {
    pub(super) fn is_space(&self) -> bool {
        self.text == " "
    }

    /// Tells whether a token that is longer than a line had better be broken behind it.
    pub(super) fn joins(&self) -> bool {
        matches!(
            self.text,
            "\\" | "/" | "-" | "." | "," | ";" | ":" | "_" | "&" | "=" | "|"
        )
    }

    /// Tells whether it may not begin a line (the closing marks of Chinese and Japanese).
    pub(super) fn closes(&self) -> bool {
        const MARKS: &str = "、。，．：；！？）］｝」』】〉》ー々";
        self.width == 2 && MARKS.contains(self.text)
    }
}

/// The clusters that a terminal draws: those that take a cell. The text is safe already.
pub fn clusters<S: Copy>(text: &str, style: S) -> impl Iterator<Item = Cluster<'_, S>> {
    text.graphemes(true)
        .map(move |text| Cluster {
            text,
            width: text.width(),
            style,
        })
        .filter(|cluster| cluster.width > 0)
}

/// The cells that a text takes when it is drawn on one line.
pub fn width(text: &str) -> usize {
    visible_line(text).width()
}

/// Counts the clusters that fit.
pub(super) fn prefix<S>(clusters: &[Cluster<'_, S>], width: usize) -> usize {
    let mut left = width;
    let fitting = clusters.iter().take_while(|cluster| {
        let fits = cluster.width <= left;
        left = left.saturating_sub(cluster.width);
        fits
    });
    fitting.count()
}

pub(super) fn ellipsis<S>(style: S) -> Cluster<'static, S> {
    Cluster {
        text: "…",
        width: 1,
        style,
    }
}
