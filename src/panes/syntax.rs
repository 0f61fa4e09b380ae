//! The page that explains the filter language, made from the table of its terms.

use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::text;
use crate::filter::TERMS;
use crate::theme::Role;

/// The forms of conditions, each with its meaning.
const FORMS: &[(&str, &str)] = &[
    ("551", "event 551; 1013..1017 is all ids between"),
    (
        "user:svc_*",
        "a field and what it holds; * and ? stand for anything",
    ),
    ("a b", "both conditions"),
    ("a OR b", "either one; ( ) put conditions together"),
    ("-a", "not this; NOT a and !a say the same"),
    ("share:(a, b)", "any of these values"),
    (
        "duration:>60s",
        "compare with > >= < <=; 15s..30s is all between",
    ),
    ("user=x  user==x", "the whole value, ignoring case or not"),
    ("user~/^svc/i", "a regular expression"),
    ("user:*", "the field has a value; user:\"\" it is empty"),
    (
        "denied",
        "a bare word is looked for everywhere in the event",
    ),
];

/// The lines of the page.
pub(super) fn lines(canvas: &Canvas<'_, '_, '_>, width: u16) -> Vec<Line<'static>> {
    let mut lines = vec![Line::styled("Conditions", canvas.style(Role::Heading))];
    for (form, meaning) in FORMS {
        lines.extend(row(canvas, form, 18, meaning, "", width));
    }
    lines.push(Line::default());
    lines.push(Line::styled("Fields", canvas.style(Role::Heading)));
    for term in TERMS {
        let mut names = vec![term.name];
        names.extend(term.aliases);
        lines.extend(row(
            canvas,
            &names.join(" "),
            18,
            term.help,
            term.example,
            width,
        ));
    }
    lines
}

fn row(
    canvas: &Canvas<'_, '_, '_>,
    name: &str,
    name_width: usize,
    help: &str,
    example: &str,
    width: u16,
) -> Vec<Line<'static>> {
    let fill = name_width.saturating_sub(text::width(name)).max(1);
    let mut parts = vec![
        Span::styled(name.to_owned(), canvas.style(Role::Field)),
        Span::raw(" ".repeat(fill)),
        Span::styled(help.to_owned(), canvas.style(Role::Text)),
    ];
    if !example.is_empty() {
        parts.push(Span::styled(
            format!("  {example}"),
            canvas.style(Role::Code),
        ));
    }
    text::wrap(&Line::from(parts), width, name_width as u16)
}
