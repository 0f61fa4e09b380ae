//! Drawing: each pane is a function of the application's state. Nothing here changes it.

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
use ratatui::style::Style;
use ratatui::text::Line;

use crate::app::{App, Extents, Layout, Mode, SMALLEST, View};
use crate::theme::{Role, Theme};

/// Draws everything, and says how long the texts are that were wrapped to their panes.
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
    let mut extents = Extents::default();
    match app.view {
        View::Catalog => {
            catalog::draw_list(&mut canvas);
            extents.reader = catalog::draw_reader(&mut canvas);
        }
        View::Events => {
            events::draw(&mut canvas);
            extents = detail::draw(&mut canvas);
        }
        View::Files => {
            files::draw_list(&mut canvas);
            extents.reader = files::draw_reader(&mut canvas);
        }
    }
    status::draw(&mut canvas);
    if !matches!(app.mode, Mode::Browse | Mode::Search(_) | Mode::Filter(_)) {
        extents.overlay = overlay::draw(&mut canvas);
    }
    extents
}

/// What every pane draws with.
struct Canvas<'a, 'b, 'c> {
    app: &'a App,
    theme: &'a Theme,
    layout: Layout,
    frame: &'b mut Frame<'c>,
}

impl Canvas<'_, '_, '_> {
    fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// Draws a line at the top of an area, cut at its end.
    fn line(&mut self, area: Rect, line: &Line<'_>) {
        if area.is_empty() {
            return;
        }
        let cut = text::truncate_line(line, usize::from(area.width), text::Cut::End);
        self.frame
            .buffer_mut()
            .set_line(area.x, area.y, &cut, area.width);
    }

    /// Fills an area with a style.
    fn fill(&mut self, area: Rect, style: Style) {
        self.frame.buffer_mut().set_style(area, style);
    }
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
