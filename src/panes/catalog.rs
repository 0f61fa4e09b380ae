//! The catalog: its list, and the guidance of the selected row.

use ratatui::text::{Line as TextLine, Span};

use super::canvas::Canvas;
use super::pane;
use super::{guidance, text};
use crate::app::{Extents, Line};
use crate::catalog::{Hit, Row};
use crate::spelling::count;
use crate::theme::Role;

/// Draws the list and the guidance of the selected row.
pub(super) fn draw(canvas: &mut Canvas<'_, '_, '_>) -> Extents {
    draw_list(canvas);
    Extents {
        reader: draw_reader(canvas),
        ..Extents::default()
    }
}

fn draw_list(canvas: &mut Canvas<'_, '_, '_>) {
    let view = &canvas.app.views.catalog;
    let (shown, all) = (view.rows, view.catalog.rows().len());
    let note = format!("{} of {}", count(shown), count(all));
    let name = match &view.respelled {
        Some(meant) => format!("Catalog, for “{meant}”"),
        None => "Catalog".to_owned(),
    };
    pane::list_frame(canvas, &pane::list_title(&name, &view.filter), &note);
    if view.lines.is_empty() {
        let inside = canvas.layout.inside(canvas.layout.list);
        pane::draw_placeholder(canvas, inside, &empty(canvas));
        return;
    }
    pane::rows(canvas, |canvas, index, width| {
        Some(match view.lines.get(index)? {
            Line::Category { name, rows, folded } => category(canvas, name, *rows, *folded),
            Line::Row(row, hit) => {
                list_row(canvas, view.catalog.rows().get(*row)?, hit.as_ref(), width)
            }
        })
    });
}

fn empty(canvas: &Canvas<'_, '_, '_>) -> Vec<String> {
    let view = &canvas.app.views.catalog;
    let mut sentences = vec![match (view.panes.query.trim(), view.filter.is_empty()) {
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
    match view.panes.query.split_whitespace().count() {
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
    let several = canvas.app.views.catalog.has_versions(row.id);
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
fn short_channel(row: &Row) -> &str {
    row.channel
        .map_or("", |channel| channel.rsplit('/').next().unwrap_or(channel))
}

fn draw_reader(canvas: &mut Canvas<'_, '_, '_>) -> (usize, usize) {
    let inside = canvas.layout.text(canvas.layout.reader);
    let view = &canvas.app.views.catalog;
    let Some((index, row)) = view.selected_index().zip(view.selected()) else {
        let extent = pane::reader(canvas, "Guidance", "", &[]);
        let sentence = "Select a row to read what it means.".to_owned();
        pane::draw_placeholder(canvas, inside, &[sentence]);
        return extent;
    };
    let version = row.version.filter(|_| view.has_versions(row.id));
    let version = version.map_or(String::new(), |version| format!(" v{version}"));
    let level = row.level.map_or("", crate::catalog::Level::name);
    let note = format!("{level} {}", short_channel(row));
    let words = view.words();
    let lines = guidance::row_lines(&view.catalog, index, inside.width, &words, canvas.theme);
    let title = format!("{}{version}", row.id);
    pane::reader(canvas, &title, &note, &lines)
}
