//! The last two lines: the status, and the keys of the focused pane.

use std::time::Duration;

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::files::size;
use super::text;
use crate::app::actions::{self, Action};
use crate::app::{Age, Mode, Severity};
use crate::load::Progress;
use crate::spelling::count;
use crate::theme::Role;

/// The most keys that the line of hints names.
const HINTS: usize = 7;

/// Draws both lines.
pub(super) fn draw(canvas: &mut Canvas<'_, '_, '_>) {
    let status = canvas.layout.status;
    canvas.fill(status, canvas.style(Role::StatusBar));
    let line = status_line(canvas);
    let problems = draw_problems(canvas, status);
    let left = Rect {
        width: status.width - problems,
        ..status
    };
    canvas.line(left, &line);
    let hints = canvas.layout.hints;
    let line = hint_line(canvas, usize::from(hints.width));
    canvas.line(hints, &line);
}

fn status_line(canvas: &Canvas<'_, '_, '_>) -> Line<'static> {
    let app = canvas.app;
    if let Some(notice) = &app.out.notice {
        let role = if notice.severity == Severity::Error {
            Role::Bad
        } else {
            Role::StatusBar
        };
        return Line::styled(format!(" {}", notice.text), canvas.style(role));
    }
    if let Some(progress) = &app.loading.progress {
        if !progress.finished && app.is_loading() {
            return loading(canvas, progress);
        }
        let store = &app.views.events.store;
        let events = count(store.len());
        let files = store.files().len();
        let text = match (app.is_partly_loaded(), progress.stopped_at, files) {
            (true, Some(_), _) => format!(" {events} events, stopped at the memory limit"),
            (true, None, _) => format!(" {events} events, loading was stopped"),
            (false, _, 1) => format!(" {events} events of 1 file"),
            (false, _, files) => format!(" {events} events of {} files", count(files)),
        };
        return Line::styled(text, canvas.style(Role::StatusBar));
    }
    if app.is_loading() {
        return Line::styled(" Opening the logs…", canvas.style(Role::StatusBar));
    }
    let rows = app.views.catalog.catalog.rows().len();
    Line::styled(
        format!(" {} rows of the catalog", count(rows)),
        canvas.style(Role::StatusBar),
    )
}

/// A bar, then bytes, events, rate and time left, as far as there is room.
fn loading(canvas: &Canvas<'_, '_, '_>, progress: &Progress) -> Line<'static> {
    const BAR: usize = 16;
    let (read, total) = (progress.bytes_read, progress.bytes_total.max(1));
    let share = (read as f64 / total as f64).min(1.0);
    let done = (share * BAR as f64) as usize;
    let text = format!(
        "{:3.0} %  {} of {}  {} events  {}/s  {}  Esc stops",
        share * 100.0,
        size(read),
        size(total),
        count(progress.events as usize),
        count(progress.rate() as usize),
        progress.time_left().map_or_else(String::new, time_left),
    );
    Line::from(vec![
        Span::raw(" Loading "),
        Span::styled("█".repeat(done), canvas.style(Role::Progress)),
        Span::styled("░".repeat(BAR - done), canvas.style(Role::Scrollbar)),
        Span::raw(text),
    ])
}

fn time_left(left: Duration) -> String {
    match left.as_secs() {
        seconds @ ..60 => format!("{} s left", seconds + 1),
        seconds => format!("{} min left", seconds.div_ceil(60)),
    }
}

/// Draws at the right end that something was not or could not be read: it is on the screen whatever
/// else is, so that no count is taken for that of whole logs. Returns the columns that it takes.
fn draw_problems(canvas: &mut Canvas<'_, '_, '_>, status: Rect) -> u16 {
    let problems = canvas.app.views.events.store.problems().count();
    let text = match problems {
        _ if canvas.app.is_partly_loaded() => " part of the logs: 6 says more ".to_owned(),
        0 => return 0,
        1 => " 1 problem (6 shows it) ".to_owned(),
        many => format!(" {} problems (6 shows them) ", count(many)),
    };
    let width = (text::width(&text) as u16).min(status.width);
    let place = Rect {
        x: status.right() - width,
        width,
        ..status
    };
    canvas.line(place, &Line::styled(text, canvas.style(Role::Bad)));
    width
}

/// The keys of the focused pane that matter most, then those of every view.
fn hint_line(canvas: &Canvas<'_, '_, '_>, width: usize) -> Line<'static> {
    let app = canvas.app;
    let mut parts = vec![Span::raw(" ")];
    let contexts = app.contexts();
    let hints = contexts.iter().flat_map(|&context| {
        actions::all()
            .filter(move |action| action.context == context)
            .filter_map(|action| Some((action, action.hint?)))
    });
    let quit_word = if app.leads_back() { "back" } else { "quit" };
    let hints = hints.map(|(action, word)| match action.name {
        "quit" => (action, quit_word),
        _ => (action, word),
    });
    // The way out of a filter is asked for as soon as there is one.
    let filter = app.filter().filter(|filter| !filter.text().is_empty());
    let before = filter.and_then(|filter| filter.beside(Age::Older));
    let back_word = match before {
        Some("") => "no filter",
        _ => "last filter",
    };
    let leads = matches!(app.mode, Mode::Browse) && before.is_some();
    let back = actions::all()
        .filter(|action| leads && action.name == "filter-back")
        .map(|action| (action, back_word));
    let ready: Vec<_> = back
        .chain(hints)
        .filter(|(action, _)| action.ready(app).is_ok())
        .collect();
    // Help and quit keep their place however many keys the pane has and however narrow it is.
    let last = if matches!(app.mode, Mode::Browse) {
        2
    } else {
        0
    };
    let (pane, always) = ready.split_at(ready.len().saturating_sub(last));
    let spans = |action: &Action, word: &str| {
        let key = app.keymap.keys(action.name).first()?.to_string();
        let word = format!(" {word}  ");
        let width = text::width(&key) + text::width(&word);
        let spans = [
            Span::styled(key, canvas.style(Role::Key)),
            Span::styled(word, canvas.style(Role::Hint)),
        ];
        Some((spans, width))
    };
    let always: Vec<_> = always
        .iter()
        .filter_map(|(action, word)| spans(action, word))
        .collect();
    let mut room = (width + 1).saturating_sub(always.iter().map(|(_, width)| width).sum());
    let pane = pane
        .iter()
        .take(HINTS - last)
        .filter_map(|(action, word)| spans(action, word));
    let fitting = pane.take_while(|(_, width)| {
        let fits = *width <= room;
        room = room.saturating_sub(*width);
        fits
    });
    parts.extend(
        fitting
            .chain(always.iter().cloned())
            .flat_map(|(spans, _)| spans),
    );
    // The gap behind the last one is no text that could be cut.
    if let Some(last) = parts.last_mut() {
        last.content = last.content.trim_end().to_owned().into();
    }
    Line::from(parts)
}
