//! Text broken into lines of a width.

use std::borrow::Cow;

use super::cluster::{Cluster, ellipsis, prefix};

/// A line of a wrapped text.
#[derive(Debug)]
pub struct Row<'a, 'b, S: Clone> {
    /// The blanks before it.
    pub indent: usize,
    /// Its text.
    pub clusters: Cow<'b, [Cluster<'a, S>]>,
}

/// The treatment of a word that is longer than a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LongWords {
    /// It is broken, behind a separator if there is one in the second half of the line.
    Break,
    /// It stays whole, on a line that is too long.
    Keep,
}

/// Breaks a text into lines of at most `width` cells: between words, and anywhere in Chinese and
/// Japanese. Lines after the first begin with `indent` cells, but at most with half the width, and
/// so that a wide character fits. A width of 0 gives one empty line.
pub fn wrap<'a, 'b, S: Copy>(
    clusters: &'b [Cluster<'a, S>],
    width: usize,
    indent: usize,
    long: LongWords,
) -> Vec<Row<'a, 'b, S>> {
    let mut rows = Vec::new();
    let mut rest = if width == 0 { &[] } else { clusters };
    let hanging = indent.min(width / 2).min(width.saturating_sub(2));
    while !rest.is_empty() || rows.is_empty() {
        let indent = if rows.is_empty() { 0 } else { hanging };
        let (clusters, after) = first_row(rest, width - indent, long);
        rows.push(Row { indent, clusters });
        rest = after;
    }
    rows
}

/// The clusters of the first row and those after it.
fn first_row<'a, 'b, S: Copy>(
    clusters: &'b [Cluster<'a, S>],
    width: usize,
    long: LongWords,
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
    let breaks = |&index: &usize| breaks_between(&clusters[index], &clusters[index + 1]);
    let between = (spaces(clusters)..fitting).rfind(breaks);
    let between = match long {
        LongWords::Break => between,
        LongWords::Keep => between.or_else(|| (fitting..clusters.len() - 1).find(breaks)),
    };
    if let Some(index) = between {
        let (row, after) = clusters.split_at(index + 1);
        return (Cow::Borrowed(trimmed(row)), &after[spaces(after)..]);
    }
    if long == LongWords::Keep {
        return (Cow::Borrowed(trimmed(clusters)), &[]);
    }
    if fitting == 0 {
        return (
            Cow::Owned(vec![ellipsis(clusters[0].style)]),
            &clusters[1..],
        );
    }
    let separator = clusters[..fitting].iter().rposition(Cluster::joins);
    let at = separator.map_or(fitting, |index| index + 1);
    let (row, after) = clusters.split_at(if at * 2 > fitting { at } else { fitting });
    (Cow::Borrowed(row), after)
}

fn breaks_between<S>(one: &Cluster<'_, S>, next: &Cluster<'_, S>) -> bool {
    one.is_space() || next.is_space() || ((one.width == 2 || next.width == 2) && !next.closes())
}

fn spaces<S>(clusters: &[Cluster<'_, S>]) -> usize {
    clusters
        .iter()
        .take_while(|cluster| cluster.is_space())
        .count()
}

fn trimmed<'a, 'b, S>(clusters: &'b [Cluster<'a, S>]) -> &'b [Cluster<'a, S>] {
    let last = clusters.iter().rposition(|cluster| !cluster.is_space());
    &clusters[..last.map_or(0, |last| last + 1)]
}

#[cfg(test)]
mod tests {
    use super::super::{Cut, clusters, truncate, width};
    use super::*;

    fn wrapped(text: &str, width: usize, indent: usize, long: LongWords) -> Vec<String> {
        let clusters: Vec<_> = clusters(text, ()).collect();
        let rows = wrap(&clusters, width, indent, long).into_iter();
        rows.map(|row| {
            let text = row.clusters.iter().map(|cluster| cluster.text);
            " ".repeat(row.indent) + &text.collect::<String>()
        })
        .collect()
    }

    fn broken(text: &str, width: usize, indent: usize) -> Vec<String> {
        wrapped(text, width, indent, LongWords::Break)
    }

    #[test]
    fn words_stay_whole_and_spaces_at_a_break_go() {
        assert_eq!(broken("one two  three", 8, 0), ["one two", "three"]);
        assert_eq!(broken("one two", 7, 0), ["one two"]);
        assert_eq!(broken("one two", 3, 0), ["one", "two"]);
        assert_eq!(broken("  one two", 6, 0), ["  one", "two"]);
        assert_eq!(broken("0  a b c d", 6, 3), ["0  a b", "   c d"]);
        assert_eq!(broken("a  ", 2, 0), ["a"]);
        assert_eq!(broken("", 5, 0), [""]);
        assert_eq!(broken("     word", 4, 0), ["word"]);
    }

    #[test]
    fn a_long_path_breaks_behind_a_separator_or_where_it_must() {
        assert_eq!(
            broken(r"see C:\Shares\Finance\x", 12, 0),
            ["see", r"C:\Shares\", r"Finance\x"]
        );
        assert_eq!(broken("abcdefghij", 4, 0), ["abcd", "efgh", "ij"]);
        assert_eq!(broken("abcdefghij", 4, 9), ["abcd", "  ef", "  gh", "  ij"]);
    }

    #[test]
    fn a_long_word_stays_whole_where_it_is_to_be_copied() {
        let kept = |text, width| wrapped(text, width, 0, LongWords::Keep);
        assert_eq!(
            kept(r"see C:\Shares\Finance\x or not", 12),
            ["see", r"C:\Shares\Finance\x", "or not"]
        );
        assert_eq!(kept("abcdefghij", 4), ["abcdefghij"]);
        assert_eq!(kept("abcdefghij ", 4), ["abcdefghij"]);
        assert_eq!(kept("one two  three", 8), ["one two", "three"]);
    }

    #[test]
    fn wide_and_combining_characters_keep_their_cells() {
        assert_eq!(broken("共有フォルダ。", 6, 0), ["共有フ", "ォル", "ダ。"]);
        assert_eq!(
            broken("e\u{301}e\u{301}e\u{301}", 2, 0),
            ["e\u{301}e\u{301}", "e\u{301}"]
        );
        assert_eq!(broken("共a", 1, 0), ["…", "a"]);
        assert_eq!(broken("共", 0, 0), [""]);
        assert_eq!(width("共e\u{301}a"), 4);
    }

    #[test]
    fn nothing_is_lost_and_nothing_is_too_wide_at_any_width() {
        let text = r"  The share \\files\財務部門\2024 denied access to CORP\zoë (0xC0000022) — ok";
        let solid = |text: &str| text.replace(' ', "");
        for columns in 2..90 {
            for indent in [0, 3, 50] {
                let rows = broken(text, columns, indent);
                assert_eq!(solid(&rows.concat()), solid(text), "{columns}");
                assert!(rows.iter().all(|row| width(row) <= columns), "{columns}");
            }
            for cut in [Cut::End, Cut::Middle] {
                assert!(width(&truncate(text, columns, cut)) <= columns);
            }
        }
    }
}
