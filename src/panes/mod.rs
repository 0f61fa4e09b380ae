//! Drawing: each pane is a function of the application's state. Nothing here changes it.

mod canvas;
mod catalog;
mod detail;
mod events;
mod files;
pub mod guidance;
mod overlay;
mod page;
mod pane;
mod prompt;
mod status;
mod syntax;
mod tabs;
pub mod text;

use ratatui::Frame;
use ratatui::layout::Rect;

use self::canvas::Canvas;
use crate::app::{App, Extents, Layout, SMALLEST, ViewKind};
use crate::theme::{Role, Theme};

/// Draws everything, and returns the lengths of the texts that were wrapped to their panes.
pub fn draw(app: &App, theme: &Theme, frame: &mut Frame<'_>) -> Extents {
    let layout = Layout::of(app);
    let screen = layout.screen.intersection(frame.area());
    frame.buffer_mut().set_style(screen, theme.base());
    if layout.too_small {
        draw_too_small(theme, frame, screen);
        return Extents::default();
    }
    let mut canvas = Canvas {
        app,
        theme,
        layout,
        frame,
    };
    tabs::draw(&mut canvas);
    prompt::draw(&mut canvas);
    let draw_view = match app.view {
        ViewKind::Catalog => catalog::draw,
        ViewKind::Events => events::draw,
        ViewKind::Files => files::draw,
    };
    let mut extents = draw_view(&mut canvas);
    status::draw(&mut canvas);
    extents.overlay = overlay::draw(&mut canvas);
    extents
}

fn draw_too_small(theme: &Theme, frame: &mut Frame<'_>, screen: Rect) {
    let sentence = format!(
        "smbscope needs {} columns and {} lines; this terminal has {} and {}. Enlarge it, or q quits.",
        SMALLEST.0, SMALLEST.1, screen.width, screen.height
    );
    let lines = text::wrap_text(&sentence, theme.style(Role::Text), screen.width);
    for (line, y) in lines.iter().zip(screen.top()..screen.bottom()) {
        frame.buffer_mut().set_line(screen.x, y, line, screen.width);
    }
}
