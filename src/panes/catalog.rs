//! The catalog: its list, and the guidance of the selected row.

use ratatui::layout::Rect;
use ratatui::text::{Line as TextLine, Span};

use super::pane::{self, Window};
use super::{Canvas, guidance, text};
use crate::app::{Focus, Line, count};
use crate::catalog::{Hit, Row};
use crate::theme::Role;

/// Draws the list.
pub(super) fn draw_list(canvas: &mut Canvas<'_, '_, '_>) {
    let (app, area) = (canvas.app, canvas.layout.list);
    let view = &app.catalog;
    let inside = canvas.layout.inside(area);
    let window = Window {
        len: view.lines.len(),
        top: view.cursor.top,
        height: usize::from(inside.height),
    };
    let focused = app.focus == Focus::List;
    let note = format!(
        "{} of {}",
        count(view.rows),
        count(view.catalog.rows().len())
    );
    let name = match &view.respelled {
        Some(meant) => format!("Catalog, for “{meant}”"),
        None => "Catalog".to_owned(),
    };
    let title = pane::list_title(&name, &view.filter);
    pane::frame(canvas, area, &title, &note, focused, window);
    if view.lines.is_empty() {
        pane::nothing(canvas, inside, &empty(canvas));
        return;
    }
    let visible = view.lines.iter().enumerate().skip(view.cursor.top);
    for ((index, line), y) in visible.zip(inside.top()..inside.bottom()) {
        let place = Rect {
            y,
            height: 1,
            ..inside
        };
        let drawn = match line {
            Line::Category { name, rows, folded } => category(canvas, name, *rows, *folded),
            Line::Row(row, hit) => match view.catalog.rows().get(*row) {
                Some(row) => list_row(canvas, row, hit.as_ref(), inside.width),
                None => continue,
            },
        };
        canvas.line(place, &drawn);
        if index == view.cursor.selected {
            canvas.fill(place, pane::selection(canvas, focused));
        }
    }
}

fn empty(canvas: &Canvas<'_, '_, '_>) -> Vec<String> {
    let view = &canvas.app.catalog;
    let mut sentences = vec![match (view.query.trim(), view.filter.is_empty()) {
        ("", _) if view.filter.error.is_some() => format!(
            "No row of the catalog matches the filter before the mistake: {}",
            view.filter.text().trim()
        ),
        ("", _) => "No row of the catalog matches the filter.".to_owned(),
        (query, true) => format!("Nothing in the catalog answers “{query}”."),
        (query, false) => format!("No row that matches the filter answers “{query}”."),
    }];
    if !view.filter.is_empty() {
        let filter = view.filter.filter();
        sentences.extend(
            filter
                .only_of_events()
                .map(|name| format!("The catalog has no values of {name}: only events have them.")),
        );
        sentences.extend(pane::ids_at_once(&filter));
        sentences.push(pane::out_of_filter(canvas.app));
    }
    match view.query.split_whitespace().count() {
        0 => {}
        1 => sentences.push("Esc ends the search. It looks at ids, titles and texts.".to_owned()),
        _ => sentences.push(
            "Fewer words find more. Esc ends the search. It looks at ids, titles and texts."
                .to_owned(),
        ),
    }
    sentences
}

fn category(
    canvas: &Canvas<'_, '_, '_>,
    name: &str,
    rows: usize,
    folded: bool,
) -> TextLine<'static> {
    let sign = if folded { "▸ " } else { "▾ " };
    TextLine::from(vec![
        Span::styled(format!("{sign}{name}"), canvas.style(Role::Group)),
        Span::styled(format!("  {rows}"), canvas.style(Role::TextDim)),
    ])
}

/// Id, version where the id has several, level, channel, title.
fn list_row(
    canvas: &Canvas<'_, '_, '_>,
    row: &Row,
    hit: Option<&Hit>,
    width: u16,
) -> TextLine<'static> {
    let several = canvas.app.catalog.has_versions(row.id);
    let version = match row.version {
        Some(version) if several => format!("v{version}"),
        _ => String::new(),
    };
    let level = row.level.map_or(Span::raw(" "), |level| {
        Span::styled(level.letter().to_string(), canvas.style(pane::level(level)))
    });
    let mark = canvas.style(Role::Match);
    let (id_marks, title_marks) =
        hit.map_or((&[][..], &[][..]), |hit| (&hit.id_marks, &hit.title_marks));
    let id = row.id.to_string();
    let indent = 7_usize.saturating_sub(id.len());
    let id = text::mark_chars(&TextLine::from(id), id_marks, mark);
    let title = text::mark_chars(&TextLine::from(row.title.as_str()), title_marks, mark);
    let mut parts = vec![Span::raw(" ".repeat(indent))];
    let field = canvas.style(Role::Field);
    parts.extend(
        id.spans
            .into_iter()
            .map(|span| Span::styled(span.content, field.patch(span.style))),
    );
    parts.push(Span::styled(
        format!(" {version:<3}"),
        canvas.style(Role::TextDim),
    ));
    parts.push(level);
    parts.push(Span::raw(" "));
    if width >= 56 {
        let channel = text::truncate(short_channel(row), 12, text::Cut::End);
        parts.push(Span::styled(
            format!("{channel:<12} "),
            canvas.style(Role::TextDim),
        ));
    }
    parts.extend(title.spans);
    TextLine::from(parts)
}

/// The channel without the provider's name before it.
pub(super) fn short_channel(row: &Row) -> &str {
    row.channel
        .map_or("", |channel| channel.rsplit('/').next().unwrap_or(channel))
}

/// Draws the guidance of the selected row; how many lines it has, and how many fit.
pub(super) fn draw_reader(canvas: &mut Canvas<'_, '_, '_>) -> (usize, usize) {
    let (app, area) = (canvas.app, canvas.layout.reader);
    let inside = canvas.layout.text(area);
    let view = &app.catalog;
    let focused = app.focus == Focus::Reader;
    let (title, note, lines) = match view.selected_index().zip(view.selected()) {
        Some((index, row)) => {
            let version = row.version.filter(|_| view.has_versions(row.id));
            let version = version.map_or(String::new(), |version| format!(" v{version}"));
            let level = row.level.map_or("", crate::catalog::Level::name);
            let note = format!("{level} {}", short_channel(row));
            let words = view.words();
            let lines =
                guidance::row_lines(&view.catalog, index, inside.width, &words, canvas.theme);
            (format!("{}{version}", row.id), note, lines)
        }
        None => (String::from("Guidance"), String::new(), Vec::new()),
    };
    let extent = (lines.len(), usize::from(inside.height));
    let window = Window {
        len: lines.len(),
        top: view.scroll.top,
        height: extent.1,
    };
    pane::frame(canvas, area, &title, &note, focused, window);
    if lines.is_empty() {
        pane::nothing(
            canvas,
            inside,
            &["Select a row to read what it means.".to_owned()],
        );
    } else {
        pane::lines(canvas, inside, &lines, view.scroll.top);
    }
    extent
}
