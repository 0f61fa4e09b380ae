//! Lines broken to the width of a pane.

use std::borrow::Cow;

use ratatui::style::Style;
use ratatui::text::Line;

use super::{Cluster, ellipsis, joined, prefix, safe_spans, split_all};

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

#[cfg(test)]
mod tests {
    use super::super::{Cut, truncate, width};
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
}
