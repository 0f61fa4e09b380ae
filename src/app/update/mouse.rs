//! The mouse: it selects and scrolls what the keys select and scroll, and is never needed.

use ratatui::layout::{Position, Rect};

use crate::app::layout::{Layout, tabs};
use crate::app::list::Step;
use crate::app::mode::{Focus, Mode};
use crate::app::state::App;

impl App {
    pub(super) fn click(&mut self, column: u16, line: u16) {
        self.out.notice = None;
        let layout = Layout::of(self);
        let at = Position::new(column, line);
        if !matches!(self.mode, Mode::Browse) || layout.too_small {
            return;
        }
        if layout.tabs.contains(at) {
            let hit = tabs().find(|(_, from, to)| (*from..*to).contains(&column));
            if let Some((view, ..)) = hit {
                self.go_to_view(view);
            }
        } else if layout.prompt.contains(at) {
            self.open_filter_or_search();
        } else if layout.list.contains(at) {
            self.click_list(layout.rows(self.view), at);
        } else if layout.reader.contains(at) {
            self.focus = Focus::Reader;
            let inside = layout.text(layout.reader);
            if inside.contains(at) {
                let view = self.views.get_mut(self.view);
                let line = view.panes().scroll.top + usize::from(at.y - inside.y);
                view.click_reader(line);
            }
        }
    }

    fn open_filter_or_search(&mut self) {
        if self.has_filter() {
            self.open_filter();
        } else {
            self.open_search();
        }
    }

    /// Selects the row; a second click on it opens it.
    fn click_list(&mut self, rows: Rect, at: Position) {
        let was_focused = self.focus == Focus::List;
        self.focus = Focus::List;
        if !rows.contains(at) {
            return;
        }
        let (cursor, len) = (self.current().panes().cursor, self.current().len());
        let row = cursor.top + usize::from(at.y - rows.y);
        if row >= len {
            return;
        }
        if row != cursor.selected {
            let row = isize::try_from(row).unwrap_or(0);
            let selected = isize::try_from(cursor.selected).unwrap_or(0);
            self.step_list(Step::Rows(row - selected));
        } else if was_focused {
            self.open_row();
        }
    }

    pub(super) fn wheel(&mut self, lines: i8, column: u16, line: u16) {
        let lines = isize::from(lines);
        let at = Position::new(column, line);
        match self.mode {
            Mode::Browse | Mode::Search(_) | Mode::Filter(_) => {}
            Mode::Help(_) | Mode::Palette(_) => return self.step_picker(Step::Rows(lines)),
            _ => return self.scroll_page(Step::Rows(lines)),
        }
        let layout = Layout::of(self);
        if layout.reader.contains(at) {
            self.scroll_reader(Step::Rows(lines));
        } else if layout.list.contains(at) {
            self.with_view(|view, host| view.scroll_list(lines, host.height));
        }
    }
}
