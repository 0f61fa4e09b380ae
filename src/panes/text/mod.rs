//! Styled text in terminal cells. Whatever passes through here is safe for a terminal.

mod marks;

use std::borrow::Cow;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::text::{self, Cluster, LongWords, clusters, cut};
use crate::values::visible_line;

pub use crate::text::{Cut, truncate, width};
pub use marks::{mark_chars, mark_words};

/// As [`truncate`], for a line of several styles.
pub fn truncate_line(line: &Line<'_>, width: usize, at: Cut) -> Line<'static> {
    let safe = safe_spans(line);
    joined(&cut(split(&safe), width, at), 0).style(line.style)
}

/// Wraps every line of a text of one style; see [`wrap`].
pub fn wrap_text(text: &str, style: Style, width: u16) -> Vec<Line<'static>> {
    text.lines()
        .flat_map(|line| wrap(&Line::styled(line, style), width, 0))
        .collect()
}

/// Breaks a line into lines of at most `width` cells; those after the first begin with `indent`
/// cells. See [`text::wrap`].
pub fn wrap(line: &Line<'_>, width: u16, indent: u16) -> Vec<Line<'static>> {
    let safe = safe_spans(line);
    let clusters: Vec<Cluster<'_, Style>> = split(&safe).collect();
    let (width, indent) = (usize::from(width), usize::from(indent));
    text::wrap(&clusters, width, indent, LongWords::Break)
        .iter()
        .map(|row| joined(&row.clusters, row.indent).style(line.style))
        .collect()
}

/// Adds text to the last span if that has the same style.
fn push(spans: &mut Vec<Span<'static>>, text: &str, style: Style) {
    match spans.last_mut() {
        Some(last) if last.style == style => last.content.to_mut().push_str(text),
        _ => spans.push(Span::styled(text.to_owned(), style)),
    }
}

fn joined(clusters: &[Cluster<'_, Style>], indent: usize) -> Line<'static> {
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

fn split<'a>(spans: &'a [(Cow<'_, str>, Style)]) -> impl Iterator<Item = Cluster<'a, Style>> {
    spans
        .iter()
        .flat_map(|(text, style)| clusters(text, *style))
}

#[cfg(test)]
mod tests {
    use ratatui::style::Stylize as _;

    use super::*;

    #[test]
    fn hostile_characters_are_spelt_out() {
        let wrapped = wrap_text("a\x1b[2Jb", Style::new(), 20);
        assert_eq!(wrapped, [Line::raw(r"a\x1b[2Jb")]);
    }

    #[test]
    fn styles_stay_with_their_words() {
        let line = Line::from(vec![Span::raw("see "), Span::raw("one two").bold()]);
        let rows = [
            Line::from(vec![Span::raw("see "), Span::raw("one").bold()]),
            Line::from(vec![Span::raw("  "), Span::raw("two").bold()]),
        ];
        assert_eq!(wrap(&line, 7, 2), rows);
    }
}
