//! The parts of panes: a frame with a title, a scrollbar, the rows of a list, a window over lines
//! of text.

use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{
    Block, BorderType, Borders, Scrollbar, ScrollbarOrientation, ScrollbarState,
};

use super::canvas::Canvas;
use super::text;
use crate::app::{App, FilterLine, Focus, Mode};
use crate::filter::Filter;
use crate::theme::Role;

/// The part of a list or text that is on the screen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    /// The number of rows or lines.
    pub(super) len: usize,
    /// The first of them in the window.
    pub(super) top: usize,
    /// The number of them that are seen.
    pub(super) height: usize,
}

/// Draws a pane's frame, with a title at the left and a note at the right of its upper line, and
/// a scrollbar where the window does not show everything.
pub(super) fn frame(
    canvas: &mut Canvas<'_, '_, '_>,
    area: Rect,
    title: &str,
    note: &str,
    focused: bool,
    window: Window,
) {
    if area.is_empty() {
        return;
    }
    let border = canvas.style(if focused {
        Role::BorderFocus
    } else {
        Role::Border
    });
    let title_style = if focused {
        border
    } else {
        canvas.style(Role::Title)
    };
    let (borders, inset) = if canvas.layout.framed {
        (Borders::ALL, 2)
    } else {
        (Borders::TOP, 0)
    };
    let room = usize::from(area.width).saturating_sub(inset + 4);
    let note = text::truncate(note, room / 2, text::Cut::End);
    let title = text::truncate(
        title,
        room.saturating_sub(text::width(&note) + 2),
        text::Cut::End,
    );
    let mut block = Block::new()
        .borders(borders)
        .border_type(BorderType::Rounded)
        .border_style(border)
        .title(Line::styled(format!(" {title} "), title_style));
    if !note.is_empty() {
        let note = Span::styled(format!(" {note} "), canvas.style(Role::TextDim));
        block = block.title(Line::from(note).right_aligned());
    }
    canvas.frame.render_widget(block, area);
    scrollbar(canvas, area, window);
}

fn scrollbar(canvas: &mut Canvas<'_, '_, '_>, area: Rect, window: Window) {
    if window.len <= window.height || area.height < 3 {
        return;
    }
    // The state's length is the number of positions that the window can take.
    let mut state = ScrollbarState::new(window.len - window.height + 1)
        .position(window.top)
        .viewport_content_length(window.height);
    let bar = Scrollbar::new(ScrollbarOrientation::VerticalRight)
        .begin_symbol(None)
        .end_symbol(None)
        .track_symbol(Some("│"))
        .thumb_symbol("█")
        .track_style(canvas.style(Role::Scrollbar))
        .thumb_style(canvas.style(Role::ScrollbarThumb));
    let area = if canvas.layout.framed {
        area.inner(Margin::new(0, 1))
    } else {
        Rect {
            y: area.y + 1,
            height: area.height - 1,
            ..area
        }
    };
    canvas.frame.render_stateful_widget(bar, area, &mut state);
}

/// Draws the frame of the present view's list.
pub(super) fn list_frame(canvas: &mut Canvas<'_, '_, '_>, title: &str, note: &str) {
    let (app, area) = (canvas.app, canvas.layout.list);
    let window = Window {
        len: app.current().len(),
        top: app.current().panes().cursor.top,
        height: usize::from(canvas.layout.rows(app.view).height),
    };
    let focused = app.focus == Focus::List;
    frame(canvas, area, title, note, focused, window);
}

/// Draws the rows of the present view's list that fall into its window, each by its index and the
/// width that it has.
pub(super) fn rows(
    canvas: &mut Canvas<'_, '_, '_>,
    row: impl Fn(&Canvas<'_, '_, '_>, usize, u16) -> Option<Line<'static>>,
) {
    let (app, area) = (canvas.app, canvas.layout.rows(canvas.app.view));
    let (len, cursor) = (app.current().len(), app.current().panes().cursor);
    let selection = selection(canvas, app.focus == Focus::List);
    for (index, y) in (cursor.top..len).zip(area.top()..area.bottom()) {
        let place = Rect {
            y,
            height: 1,
            ..area
        };
        if let Some(line) = row(canvas, index, area.width) {
            canvas.line(place, &line);
        }
        if index == cursor.selected {
            canvas.fill(place, selection);
        }
    }
}

/// Draws the reader of the present view; returns the number of its lines, and of those that fit.
pub(super) fn reader(
    canvas: &mut Canvas<'_, '_, '_>,
    title: &str,
    note: &str,
    text: &[Line<'_>],
) -> (usize, usize) {
    let area = canvas.layout.reader;
    let top = canvas.app.current().panes().scroll.top;
    let inside = canvas.layout.text(area);
    let window = Window {
        len: text.len(),
        top,
        height: usize::from(inside.height),
    };
    let focused = canvas.app.focus == Focus::Reader;
    frame(canvas, area, title, note, focused, window);
    lines(canvas, inside, text, top);
    (window.len, window.height)
}

/// Draws the lines of a text that fall into the window.
pub(super) fn lines(canvas: &mut Canvas<'_, '_, '_>, inside: Rect, lines: &[Line<'_>], top: usize) {
    let top = top.min(lines.len().saturating_sub(usize::from(inside.height)));
    for (line, y) in lines.iter().skip(top).zip(inside.top()..inside.bottom()) {
        canvas
            .frame
            .buffer_mut()
            .set_line(inside.x, y, line, inside.width);
    }
}

/// Draws a text that says what to do where there is nothing to show.
pub(super) fn draw_placeholder(
    canvas: &mut Canvas<'_, '_, '_>,
    inside: Rect,
    sentences: &[String],
) {
    let width = inside.width.saturating_sub(2);
    let style = canvas.style(Role::TextDim);
    let text: Vec<Line<'static>> = sentences
        .iter()
        .flat_map(|sentence| text::wrap_text(sentence, style, width))
        .collect();
    let inside = Rect {
        x: inside.x + 1.min(inside.width),
        width,
        y: inside.y + 1.min(inside.height),
        height: inside.height.saturating_sub(1),
    };
    lines(canvas, inside, &text, 0);
}

/// The title of a list; while a filter with a mistake is typed, with the filter that it answers.
pub(super) fn list_title(name: &str, filter: &FilterLine) -> String {
    match (&filter.error, filter.text().trim()) {
        (None, _) => name.to_owned(),
        (Some(_), "") => format!("{name}, still unfiltered"),
        (Some(_), before) => format!("{name}, still of {before}"),
    }
}

/// The hint for a filter that nothing passes because it asks for two ids at once.
pub(super) fn ids_at_once(filter: &Filter) -> Option<String> {
    let [one, other] = filter.ids_at_once()?;
    Some(format!(
        "Each event has one id. OR stands between two: {one} OR {other}."
    ))
}

/// The hint for a filter that nothing passes: the way out of it.
pub(super) fn out_of_filter(app: &App) -> String {
    match app.mode {
        Mode::Filter(_) => "Esc leaves things as they were before it was typed.",
        _ => "f changes it, Ctrl-F sets it aside.",
    }
    .to_owned()
}

/// The style of a list's selected row.
pub(super) fn selection(canvas: &Canvas<'_, '_, '_>, focused: bool) -> Style {
    canvas.style(if focused {
        Role::Selection
    } else {
        Role::SelectionUnfocused
    })
}

/// The role of a level's letter.
pub(super) fn level(level: crate::catalog::Level) -> Role {
    match level.letter() {
        'C' => Role::LevelCritical,
        'E' => Role::LevelError,
        'W' => Role::LevelWarning,
        'V' => Role::LevelVerbose,
        _ => Role::LevelInfo,
    }
}
