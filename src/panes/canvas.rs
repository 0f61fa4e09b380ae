//! The screen that panes draw on.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::text;
use crate::app::{App, Layout};
use crate::theme::{Role, Theme};

/// The screen that panes draw on, with what they draw.
pub(super) struct Canvas<'a, 'b, 'c> {
    pub(super) app: &'a App,
    pub(super) theme: &'a Theme,
    pub(super) layout: Layout,
    pub(super) frame: &'b mut Frame<'c>,
}

impl Canvas<'_, '_, '_> {
    pub(super) fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// Draws a line at the top of an area, cut at its end.
    pub(super) fn line(&mut self, area: Rect, line: &Line<'_>) {
        if area.is_empty() {
            return;
        }
        let cut = text::truncate_line(line, usize::from(area.width), text::Cut::End);
        self.frame
            .buffer_mut()
            .set_line(area.x, area.y, &cut, area.width);
    }

    /// Fills an area with a style.
    pub(super) fn fill(&mut self, area: Rect, style: Style) {
        self.frame.buffer_mut().set_style(area, style);
    }
}
