//! The line of the filter or the search, and below a filter that is being typed its mistake or its
//! completions.

use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr as _;

use super::canvas::Canvas;
use super::text;
use crate::app::{FILTER_LABEL, FilterLine, Mode, Prompt, completions};
use crate::filter::ParseError;
use crate::theme::Role;

/// Draws the line or lines, if there are any.
pub(super) fn draw(canvas: &mut Canvas<'_, '_, '_>) {
    let area = canvas.layout.prompt;
    if area.is_empty() {
        return;
    }
    let app = canvas.app;
    let first = Rect { height: 1, ..area };
    let second = Rect {
        y: area.y + 1,
        height: area.height - 1,
        ..area
    };
    match &app.mode {
        Mode::Search(prompt) => {
            typing(canvas, first, "/", prompt, None);
        }
        Mode::Filter(prompt) | Mode::Syntax(_, prompt) => {
            let line = app.filter();
            let hidden = typing(canvas, first, "Filter", prompt, line);
            match line.and_then(|line| line.error.as_ref()) {
                Some(error) => {
                    let before = prompt.text().get(..error.span.start).unwrap_or_default();
                    let at = (usize::from(FILTER_LABEL) + before.width()).saturating_sub(hidden);
                    mistake(canvas, second, error, at);
                }
                None => canvas.line(second, &suggestions(canvas, prompt)),
            }
        }
        _ => standing(canvas, first),
    }
}

/// The number of rows that are left or found.
fn counted(canvas: &Canvas<'_, '_, '_>) -> String {
    let (app, filter) = (canvas.app, canvas.app.filter());
    // What is listed answers the filter before the mistake, not this one.
    if filter.is_some_and(|filter| filter.error.is_some()) {
        return String::new();
    }
    if matches!(app.mode, Mode::Search(_))
        && let Some(hits) = app.current().hits()
    {
        return hits;
    }
    let counted = app.current().counted();
    match filter {
        Some(filter) if filter.is_unfinished => format!("{counted} without the last term"),
        _ => counted,
    }
}

fn draw_count(canvas: &mut Canvas<'_, '_, '_>, area: Rect) -> Rect {
    let counted = counted(canvas);
    if counted.is_empty() {
        return area;
    }
    let width = (text::width(&counted) as u16 + 1).min(area.width);
    let place = Rect {
        x: area.right() - width,
        width,
        ..area
    };
    canvas.line(place, &Line::styled(counted, canvas.style(Role::TextDim)));
    Rect {
        width: area.width.saturating_sub(width + 1),
        ..area
    }
}

/// The filter or the search that is in force while nothing is typed.
fn standing(canvas: &mut Canvas<'_, '_, '_>, area: Rect) {
    let app = canvas.app;
    let area = draw_count(canvas, area);
    let mut parts = vec![Span::raw(" ")];
    if let Some(filter) = app.filter().filter(|filter| !filter.text().is_empty()) {
        let role = if filter.off {
            Role::TextDim
        } else {
            Role::Input
        };
        let label = if filter.off {
            "Filter (off) "
        } else {
            "Filter "
        };
        parts.push(Span::styled(label, canvas.style(Role::Title)));
        parts.push(Span::styled(filter.text().to_owned(), canvas.style(role)));
    }
    if !app.query().is_empty() {
        if parts.len() > 1 {
            parts.push(Span::raw("   "));
        }
        parts.push(Span::styled("/ ", canvas.style(Role::Title)));
        parts.push(Span::styled(
            app.query().to_owned(),
            canvas.style(Role::Match),
        ));
    }
    canvas.line(area, &Line::from(parts));
}

/// The text that is being typed, scrolled so that the cursor is seen, its mistake underlined.
/// Returns how many of its columns are scrolled out of sight.
fn typing(
    canvas: &mut Canvas<'_, '_, '_>,
    area: Rect,
    label: &str,
    prompt: &Prompt,
    filter: Option<&FilterLine>,
) -> usize {
    let area = draw_count(canvas, area);
    let label = format!(" {label} ");
    let start = (label.width() as u16).min(area.width);
    canvas.line(area, &Line::styled(label, canvas.style(Role::Accent)));
    let place = Rect {
        x: area.x + start,
        width: area.width - start,
        ..area
    };
    if place.is_empty() {
        return 0;
    }
    let wrong = filter
        .and_then(|filter| filter.error.as_ref())
        .map(|error| &error.span);
    let (mut input, bad) = (canvas.style(Role::Input), canvas.style(Role::InputError));
    if prompt.is_selected() {
        input = input.patch(canvas.style(Role::Selection));
    }
    let characters = prompt.text().char_indices().map(|(at, character)| {
        let is_wrong = wrong.is_some_and(|span| span.contains(&at));
        Span::styled(character.to_string(), if is_wrong { bad } else { input })
    });
    let hidden = prompt
        .visual_cursor()
        .saturating_sub(usize::from(place.width) - 1);
    let mut skipped = 0;
    let shown: Vec<Span<'_>> = characters
        .skip_while(|span| {
            let skip = skipped < hidden;
            skipped += if skip { span.width() } else { 0 };
            skip
        })
        .collect();
    canvas.line(place, &Line::from(shown));
    let cursor = prompt.visual_cursor().saturating_sub(skipped) as u16;
    let x = place.x + cursor.min(place.width - 1);
    if matches!(canvas.app.mode, Mode::Search(_) | Mode::Filter(_)) {
        canvas.frame.set_cursor_position(Position::new(x, place.y));
    }
    skipped
}

/// An arrow to the mistake, and what is wrong and what to do about it: beside the arrow where
/// there is room for all of it, else below it.
fn mistake(canvas: &mut Canvas<'_, '_, '_>, area: Rect, error: &ParseError, at: usize) {
    let at = (at as u16).min(area.width.saturating_sub(1));
    let arrow = Rect {
        x: area.x + at,
        width: area.width - at,
        ..area
    };
    let bad = canvas.style(Role::Bad);
    canvas.line(arrow, &Line::styled("↑", bad));
    let mut spans = vec![Span::styled(error.message(), bad)];
    if let Some(hint) = &error.hint {
        spans.push(Span::raw(" "));
        spans.push(Span::styled(hint.clone(), canvas.style(Role::Ok)));
    }
    let said = Line::from(spans);
    let beside = Rect {
        x: arrow.x + 2,
        width: arrow.width.saturating_sub(2),
        ..arrow
    };
    if area.height == 1 {
        return canvas.line(beside, &said);
    }
    let lines = text::wrap(&said, area.width.saturating_sub(2), 0);
    for (line, y) in lines.iter().zip(area.top() + 1..area.bottom()) {
        let place = Rect {
            x: area.x + 1,
            y,
            width: area.width - 1,
            height: 1,
        };
        canvas.line(place, line);
    }
}

fn suggestions<'a>(canvas: &Canvas<'_, '_, '_>, prompt: &Prompt) -> Line<'a> {
    let dim = canvas.style(Role::TextDim);
    let (_, names) = completions(prompt.before_cursor());
    if names.is_empty() {
        return Line::styled(
            "        such as  551 user:svc_* -client:10.0.0.0/8   F1 explains",
            dim,
        );
    }
    let mut parts = vec![Span::styled("        Tab  ", canvas.style(Role::Key))];
    for name in names {
        parts.push(Span::styled(name, canvas.style(Role::Field)));
        parts.push(Span::raw("  "));
    }
    Line::from(parts)
}
