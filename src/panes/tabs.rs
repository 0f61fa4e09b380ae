//! The top line: the program, the views, what is open.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::text;
use crate::app::tabs;
use crate::spelling::count;
use crate::theme::Role;

/// Draws the top line.
pub(super) fn draw(canvas: &mut Canvas<'_, '_, '_>) {
    let area = canvas.layout.tabs;
    let name = Line::styled(" smbscope", canvas.style(Role::Accent));
    canvas.line(area, &name);
    let mut end = area.x;
    for (view, from, to) in tabs() {
        let (digit_role, name_role) = if view == canvas.app.view {
            (Role::Accent, Role::Selection)
        } else {
            (Role::Key, Role::TextDim)
        };
        let tab = Line::from(vec![
            Span::styled(view.info().digit(), canvas.style(digit_role)),
            Span::raw(" "),
            Span::styled(view.info().title, canvas.style(name_role)),
        ]);
        let place = Rect {
            x: from,
            width: to - from,
            ..area
        }
        .intersection(area);
        canvas.line(place, &tab);
        end = to;
    }
    let room = usize::from(area.right().saturating_sub(end + 2));
    let opened = text::truncate(&opened(canvas), room.saturating_sub(1), text::Cut::Middle);
    let width = text::width(&opened) as u16;
    let place = Rect {
        x: area.right().saturating_sub(width + 1),
        width,
        ..area
    };
    canvas.line(place, &Line::styled(opened, canvas.style(Role::TextDim)));
}

/// The name of what is open: the title, or the number of logs.
fn opened(canvas: &Canvas<'_, '_, '_>) -> String {
    let app = canvas.app;
    if !app.title.is_empty() {
        return app.title.clone();
    }
    match (app.views.events.store.files(), app.loading.paths.as_slice()) {
        ([], [path]) => path.display().to_string(),
        ([], [_, ..]) => format!("{} paths", count(app.loading.paths.len())),
        ([], []) => format!(
            "{} rows in the catalog",
            count(app.views.catalog.catalog.rows().len())
        ),
        ([file], _) => file.path.display().to_string(),
        (files, _) => format!("{} logs", count(files.len())),
    }
}
