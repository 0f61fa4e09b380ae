//! Text that is too long for its place, cut with an ellipsis.

use std::borrow::Cow;

use super::cluster::{Cluster, clusters, ellipsis, prefix};
use crate::values::visible_line;

/// The place at which a text is cut that is too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// At its end.
    End,
    /// In its middle, for paths: the end of a path says more than its middle.
    Middle,
}

/// The text, safe for a terminal, in at most `width` cells.
pub fn truncate(text: &str, width: usize, at: Cut) -> String {
    let safe = visible_line(text);
    let shown = cut(clusters(&safe, ()), width, at);
    shown.iter().map(|cluster| cluster.text).collect()
}

/// The clusters in at most `width` cells, with an ellipsis for those that are left out.
pub fn cut<'a, S: Copy>(
    clusters: impl Iterator<Item = Cluster<'a, S>>,
    width: usize,
    at: Cut,
) -> Vec<Cluster<'a, S>> {
    // A cell of a table may hold a value of any length; at a cut at the end only its beginning
    // counts.
    let mut before = 0;
    let counts = |cluster: &Cluster<'a, S>| {
        let counts = at == Cut::Middle || before <= width;
        before += cluster.width;
        counts
    };
    let clusters: Vec<_> = clusters.take_while(counts).collect();
    cut_to(&clusters, width, at).into_owned()
}

fn cut_to<'a, 'b, S: Copy>(
    clusters: &'b [Cluster<'a, S>],
    width: usize,
    at: Cut,
) -> Cow<'b, [Cluster<'a, S>]> {
    if prefix(clusters, width) == clusters.len() {
        return Cow::Borrowed(clusters);
    }
    if width == 0 {
        return Cow::Borrowed(&[]);
    }
    let kept = match at {
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

/// Counts the clusters of the end that fit, beginning with a part of a path if one begins there.
fn ending<S: Copy>(clusters: &[Cluster<'_, S>], width: usize) -> usize {
    let reversed: Vec<Cluster<'_, S>> = clusters.iter().rev().copied().collect();
    let fitting = prefix(&reversed, width);
    let tail = &clusters[clusters.len() - fitting..];
    let part = tail.iter().position(|c| matches!(c.text, "\\" | "/"));
    fitting - part.filter(|part| part + 1 < fitting).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn hostile_characters_are_spelt_out() {
        assert_eq!(truncate("a\u{202e}b", 20, Cut::End), r"a\u{202e}b");
        assert_eq!(truncate("a\nb", 20, Cut::End), "a⏎b");
    }
}
