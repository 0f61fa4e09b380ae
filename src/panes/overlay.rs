//! Over a view: help, palette, pages of text, the question whether to quit.

use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::canvas::Canvas;
use super::pane::{self, Window};
use super::{syntax, text};
use crate::app::{Choice, Mode, Picker, Scroll, XmlPage, disabled_reason, picker_choices};
use crate::theme::Role;

/// Draws the overlay, if there is one; returns the number of its lines, and of those that fit.
pub(super) fn draw(canvas: &mut Canvas<'_, '_, '_>) -> (usize, usize) {
    let app = canvas.app;
    match &app.mode {
        Mode::Help(picker) => draw_picker(canvas, "Keys", picker),
        Mode::Palette(picker) => draw_picker(canvas, "Call an action", picker),
        Mode::Syntax(scroll, _) => {
            draw_page(canvas, "The filter language", 90, *scroll, syntax::lines)
        }
        Mode::Xml(page) => draw_page(canvas, &page.title, 110, page.scroll, |canvas, width| {
            xml(canvas, page, width)
        }),
        Mode::Explain(page) => draw_page(canvas, &page.title, 86, page.scroll, |canvas, width| {
            explanation(canvas, &page.lines, width)
        }),
        Mode::QuitQuestion => draw_question(canvas),
        Mode::Browse | Mode::Search(_) | Mode::Filter(_) => (0, 0),
    }
}

/// Clears a place over the view and frames it; returns the part inside.
fn open(
    canvas: &mut Canvas<'_, '_, '_>,
    title: &str,
    note: &str,
    area: Rect,
    window: Window,
) -> Rect {
    canvas.frame.render_widget(Clear, area);
    canvas.fill(area, canvas.theme.base().patch(canvas.style(Role::Popup)));
    let framed = std::mem::replace(&mut canvas.layout.framed, true);
    pane::frame(canvas, area, title, note, true, window);
    let inside = canvas.layout.inside(area);
    canvas.layout.framed = framed;
    Rect {
        x: inside.x + 1.min(inside.width),
        width: inside.width.saturating_sub(2),
        ..inside
    }
}

fn draw_page(
    canvas: &mut Canvas<'_, '_, '_>,
    title: &str,
    width: u16,
    scroll: Scroll,
    lines: impl Fn(&Canvas<'_, '_, '_>, u16) -> Vec<Line<'static>>,
) -> (usize, usize) {
    let width = width.min(canvas.layout.screen.width.saturating_sub(2));
    let lines = lines(canvas, width.saturating_sub(5));
    let wanted = (lines.len() as u16).saturating_add(2);
    let height = wanted.min(canvas.layout.screen.height.saturating_sub(2));
    let area = canvas.layout.overlay(width, height);
    let window = Window {
        len: lines.len(),
        top: scroll.top,
        height: usize::from(area.height.saturating_sub(2)),
    };
    let inside = open(canvas, title, "", area, window);
    pane::lines(canvas, inside, &lines, scroll.top);
    (lines.len(), usize::from(inside.height))
}

fn xml(canvas: &Canvas<'_, '_, '_>, page: &XmlPage, width: u16) -> Vec<Line<'static>> {
    let (text, role) = match &page.text {
        None => ("Reading the record…", Role::TextDim),
        Some(Ok(xml)) => (xml.as_str(), Role::Value),
        Some(Err(problem)) => (problem.as_str(), Role::Bad),
    };
    let text = crate::values::visible(text);
    let lines = text.lines().flat_map(|line| {
        let indent = line.len() - line.trim_start().len();
        text::wrap(
            &Line::styled(line.to_owned(), canvas.style(role)),
            width,
            indent as u16 + 2,
        )
    });
    let note = page.note.iter().flat_map(|note| {
        let note = text::wrap_text(note, canvas.style(Role::LevelWarning), width);
        note.into_iter().chain([Line::default()])
    });
    note.chain(lines).collect()
}

fn explanation(
    canvas: &Canvas<'_, '_, '_>,
    lines: &[(String, String)],
    width: u16,
) -> Vec<Line<'static>> {
    let label_width = lines
        .iter()
        .map(|(label, _)| text::width(label))
        .max()
        .unwrap_or(0)
        .min(24);
    let mut shown = Vec::new();
    for (label, text) in lines {
        let label = text::truncate(label, label_width, text::Cut::End);
        for (row, text) in text.lines().enumerate() {
            let label = if row == 0 { label.as_str() } else { "" };
            let fill = " ".repeat((label_width + 2).saturating_sub(text::width(label)));
            let line = Line::from(vec![
                Span::styled(label.to_owned(), canvas.style(Role::Field)),
                Span::raw(fill),
                Span::styled(text.to_owned(), canvas.style(Role::Value)),
            ]);
            shown.extend(text::wrap(&line, width, label_width as u16 + 2));
        }
    }
    shown
}

fn draw_picker(canvas: &mut Canvas<'_, '_, '_>, title: &str, picker: &Picker) -> (usize, usize) {
    let choices = picker_choices(canvas.app);
    let screen = canvas.layout.screen;
    let area = canvas.layout.overlay(
        116.min(screen.width.saturating_sub(2)),
        (screen.height.saturating_sub(2)).min(30),
    );
    let height = usize::from(area.height.saturating_sub(3));
    let top = picker.cursor.top.min(choices.len().saturating_sub(height));
    let window = Window {
        len: choices.len(),
        top,
        height,
    };
    let inside = open(canvas, title, "type to search", area, window);
    let typed = Line::from(vec![
        Span::styled("> ", canvas.style(Role::Accent)),
        Span::styled(picker.prompt.text().to_owned(), canvas.style(Role::Input)),
    ]);
    canvas.line(inside, &typed);
    let cursor =
        inside.x + (2 + picker.prompt.visual_cursor() as u16).min(inside.width.saturating_sub(1));
    canvas
        .frame
        .set_cursor_position(Position::new(cursor, inside.y));
    let list = Rect {
        y: inside.y + 1.min(inside.height),
        height: inside.height.saturating_sub(1),
        ..inside
    };
    if choices.is_empty() {
        pane::draw_placeholder(canvas, list, &["Nothing is called like that.".to_owned()]);
    }
    let visible = choices.iter().enumerate().skip(top);
    for ((index, choice), y) in visible.zip(list.top()..list.bottom()) {
        let place = Rect {
            y,
            height: 1,
            ..list
        };
        let line = choice_line(canvas, choice, usize::from(list.width));
        canvas.line(place, &line);
        if index == picker.cursor.selected {
            canvas.fill(place, pane::selection(canvas, true));
        }
    }
    (choices.len(), usize::from(list.height))
}

/// Keys, help and name of an action, and the reason why it cannot be called now.
fn choice_line(canvas: &Canvas<'_, '_, '_>, choice: &Choice, width: usize) -> Line<'static> {
    const KEYS: usize = 16;
    const NAME: usize = 17;
    /// Without room for them, internal names give way before what the actions do.
    const HELP_LEAST: usize = 44;
    let (action, marks) = match choice {
        Choice::Heading(title) => return Line::styled(*title, canvas.style(Role::Heading)),
        Choice::Action(action, marks) => (action, marks),
    };
    let keys: Vec<String> = canvas
        .app
        .keymap
        .keys(action.name)
        .iter()
        .map(ToString::to_string)
        .collect();
    let keys = text::truncate(&keys.join(" "), KEYS, text::Cut::End);
    let reason = disabled_reason(canvas.app, action);
    let help = match &reason {
        Some(reason) => format!("{} ({})", action.help, reason.trim_end_matches('.')),
        None => action.help.to_owned(),
    };
    let role = if reason.is_none() {
        Role::Text
    } else {
        Role::TextDim
    };
    let name = text::mark_chars(&Line::from(action.name), marks, canvas.style(Role::Match));
    let has_name = width >= KEYS + NAME + 3 + HELP_LEAST;
    let help_width = width.saturating_sub(KEYS + 2 + if has_name { NAME + 1 } else { 0 });
    let help = text::truncate(&help, help_width, text::Cut::End);
    let fill = " ".repeat(help_width.saturating_sub(text::width(&help)) + 1);
    let mut parts = vec![
        Span::styled(format!(" {keys:<KEYS$} "), canvas.style(Role::Key)),
        Span::styled(help, canvas.style(role)),
    ];
    if !has_name {
        return Line::from(parts);
    }
    parts.push(Span::raw(fill));
    let dim = canvas.style(Role::TextDim);
    parts.extend(
        name.spans
            .into_iter()
            .map(|span| Span::styled(span.content, dim.patch(span.style))),
    );
    Line::from(parts)
}

fn draw_question(canvas: &mut Canvas<'_, '_, '_>) -> (usize, usize) {
    let area = canvas.layout.overlay(38, 5);
    let window = Window {
        len: 0,
        top: 0,
        height: 0,
    };
    let inside = open(canvas, "Quit?", "", area, window);
    let line = Line::from(vec![
        Span::styled("y", canvas.style(Role::Key)),
        Span::raw(" quits   "),
        Span::styled("n", canvas.style(Role::Key)),
        Span::raw(" stays"),
    ]);
    let place = Rect {
        y: inside.y + 1.min(inside.height),
        ..inside
    };
    canvas.line(place.intersection(inside), &line);
    (0, 0)
}
