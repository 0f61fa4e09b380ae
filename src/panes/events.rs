//! The table of events. Only the rows in the window are made, however many events there are.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::{detail, pane, text};
use crate::app::{Extents, Focus, fit, year};
use crate::events::{Cell, Column, Event, TableKind};
use crate::spelling::count;
use crate::text::{Align, ColumnLayout};
use crate::theme::Role;
use crate::values::FileTime;

/// The most problems that stand in place of a table without events.
const PROBLEMS: usize = 4;

/// Draws the table and the detail of the selected event.
pub(super) fn draw(canvas: &mut Canvas<'_, '_, '_>) -> Extents {
    draw_table(canvas);
    detail::draw(canvas)
}

fn draw_table(canvas: &mut Canvas<'_, '_, '_>) {
    let (app, area) = (canvas.app, canvas.layout.list);
    let events = &app.views.events;
    let numbers = events.numbers();
    let note = match (numbers.len(), events.follow) {
        (0, _) => String::new(),
        (len, follow) => {
            let at = events.panes.cursor.selected + 1;
            let following = match (follow, at == len) {
                (false, _) => "",
                (true, true) => "following  ",
                (true, false) => "paused: G follows  ",
            };
            format!("{following}{} of {}", count(at), count(len))
        }
    };
    let title = pane::list_title("Events", &events.filter);
    pane::list_frame(canvas, &title, &note);
    if area.is_empty() {
        return;
    }
    if numbers.is_empty() {
        let inside = canvas.layout.inside(area);
        pane::draw_placeholder(canvas, inside, &empty(canvas));
        return;
    }
    let rows = canvas.layout.rows(app.view);
    let columns = fit(usize::from(rows.width), events.spans_years(app.zone));
    let newest = numbers
        .last()
        .map(|&number| events.store.event(number).time());
    headings(canvas, rows, &columns, newest);
    let words = events.panes.words();
    pane::rows(canvas, |canvas, index, _| {
        let event = events.store.event(*numbers.get(index)?);
        let line = table_row(canvas, &event, &columns);
        if words.is_empty() {
            return Some(line);
        }
        Some(text::mark_words(&line, &words, canvas.style(Role::Match)))
    });
}

fn headings(
    canvas: &mut Canvas<'_, '_, '_>,
    rows: Rect,
    columns: &[(&Column, ColumnLayout)],
    newest: Option<FileTime>,
) {
    if rows.y == 0 {
        return;
    }
    let header = canvas.style(Role::Header);
    let chosen = header.patch(canvas.style(Role::Accent));
    let mut parts = Vec::new();
    for (column, layout) in columns {
        let title = match (column.cell, newest) {
            (Cell::Time, Some(newest)) => time_title(canvas, newest, layout.width),
            _ => layout.title.to_owned(),
        };
        let is_chosen =
            **column == canvas.app.views.events.column && canvas.app.focus == Focus::List;
        let style = if is_chosen { chosen } else { header };
        parts.push(Span::styled(cell(&title, layout, text::Cut::End), style));
        parts.push(Span::raw(" "));
    }
    parts.pop();
    canvas.line(
        Rect {
            y: rows.y - 1,
            height: 1,
            ..rows
        },
        &Line::from(parts),
    );
}

fn table_row(
    canvas: &Canvas<'_, '_, '_>,
    event: &Event<'_>,
    columns: &[(&Column, ColumnLayout)],
) -> Line<'static> {
    let names: Vec<_> = columns.iter().map(|(column, _)| column.name).collect();
    let mut parts = Vec::with_capacity(columns.len() * 2);
    for (column, layout) in columns {
        let own = || column.cell_text(TableKind::Explorer, event).into_owned();
        let (text, role) = match column.cell {
            Cell::Time => (time(canvas, event.time(), layout.width), Role::TextDim),
            Cell::Level => (own(), pane::level(event.level())),
            Cell::Id => (own(), Role::Field),
            Cell::Summary => (event.summary_beside(&names), Role::Text),
            Cell::User => (user(own(), layout.width), Role::Value),
            Cell::Address | Cell::Text => (own(), Role::Value),
        };
        let cut = match column.cell {
            Cell::Address => text::Cut::Middle,
            _ => text::Cut::End,
        };
        parts.push(Span::styled(cell(&text, layout, cut), canvas.style(role)));
        parts.push(Span::raw(" "));
    }
    parts.pop();
    Line::from(parts)
}

/// The heading of the times: their offset, and their year where they do not have it themselves.
fn time_title(canvas: &Canvas<'_, '_, '_>, newest: FileTime, width: usize) -> String {
    let zone = canvas.app.zone;
    let (year, offset) = (year(newest, zone), newest.offset(zone));
    if width >= 19 {
        return format!("Time {offset}");
    }
    let full = format!("Time {year} {offset}");
    if text::width(&full) <= width {
        full
    } else {
        format!("{year} {offset}")
    }
}

/// As much of a time as there is room for: month to second, with the year, with milliseconds.
fn time(canvas: &Canvas<'_, '_, '_>, time: FileTime, width: usize) -> String {
    let full = time.date_time(canvas.app.zone);
    let part = match width {
        ..19 => full.get(5..19),
        19..23 => full.get(..19),
        _ => None,
    };
    part.map_or_else(|| full.clone(), str::to_owned)
}

/// A user; where there is no room for all, the name without its domain.
fn user(full: String, width: usize) -> String {
    match full.rsplit_once('\\') {
        Some((_, name)) if text::width(&full) > width => format!("…\\{name}"),
        _ => full,
    }
}

/// Text cut and filled to its column.
fn cell(text: &str, layout: &ColumnLayout, cut: text::Cut) -> String {
    let mut cell = text::truncate(text, layout.width, cut);
    let room = " ".repeat(layout.width.saturating_sub(text::width(&cell)));
    match layout.align {
        Align::Left => cell.push_str(&room),
        Align::Right => cell.insert_str(0, &room),
    }
    cell
}

/// The advice where no event is shown.
fn empty(canvas: &Canvas<'_, '_, '_>) -> Vec<String> {
    let app = canvas.app;
    if !app.views.events.filter.is_empty() && !app.views.events.store.is_empty() {
        if app.is_matching() {
            return vec!["Looking for events that match the filter…".to_owned()];
        }
        let filter = &app.views.events.filter;
        let which = match filter.error {
            Some(_) => format!("the filter before the mistake: {}", filter.text().trim()),
            None => "the filter.".to_owned(),
        };
        let events = count(app.views.events.store.len());
        let none = format!("None of {events} events matches {which}");
        let part = app
            .is_partly_loaded()
            .then(|| "Only a part of the logs is loaded: 6 says more.".to_owned());
        let ids = pane::ids_at_once(&filter.filter());
        return [none]
            .into_iter()
            .chain(part)
            .chain(ids)
            .chain([pane::out_of_filter(app)])
            .collect();
    }
    if app.is_loading() {
        return vec!["Reading the logs: events appear here as they are read.".to_owned()];
    }
    if app.loading.paths.is_empty() {
        return vec![
            "No log is open.".to_owned(),
            "Start smbscope with the path of a .evtx file or of a folder: smbscope C:\\logs. smbscope demo opens a log to try things on.".to_owned(),
            "1 shows the catalog: what each event means.".to_owned(),
        ];
    }
    let mut sentences: Vec<String> = app
        .views
        .events
        .store
        .problems()
        .take(PROBLEMS)
        .map(|problem| format!("! {problem}"))
        .collect();
    if sentences.is_empty() {
        sentences.push("The logs hold no events.".to_owned());
    }
    sentences.push(
        "6 shows what was opened and all that went wrong; Ctrl-R reads again, q quits.".to_owned(),
    );
    sentences
}
