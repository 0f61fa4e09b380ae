//! The mouse: it selects and scrolls what the keys select and scroll, and is never needed.

use ratatui::layout::{Position, Rect};

use crate::app::layout::Layout;
use crate::app::list::Step;
use crate::app::message::Effect;
use crate::app::mode::{Focus, Mode, View};
use crate::app::state::App;

/// Columns of the screen before the first tab, and between two.
pub(crate) const TABS_START: u16 = 11;
const TABS_GAP: u16 = 2;

/// Where the tab of each view begins and ends on its line.
pub(crate) fn tabs() -> impl Iterator<Item = (View, u16, u16)> {
    View::ALL.iter().scan(TABS_START, |start, (view, _, name)| {
        let from = *start;
        let to = from + name.len() as u16 + 2;
        *start = to + TABS_GAP;
        Some((*view, from, to))
    })
}

impl App {
    pub(super) fn click(&mut self, column: u16, line: u16, effects: &mut Vec<Effect>) {
        self.notice = None;
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
            self.click_list(layout.rows(self.view), at, effects);
        } else if layout.reader.contains(at) {
            self.focus = Focus::Reader;
            self.click_reader(layout.text(layout.reader), at);
        }
    }

    fn open_filter_or_search(&mut self) {
        if self
            .filter()
            .is_some_and(|filter| !filter.text().is_empty())
        {
            self.open_filter();
        } else {
            self.open_search();
        }
    }

    /// Selects the row; a second click on it opens it.
    fn click_list(&mut self, rows: Rect, at: Position, _: &mut Vec<Effect>) {
        let was_focused = self.focus == Focus::List;
        self.focus = Focus::List;
        if !rows.contains(at) {
            return;
        }
        let (cursor, len) = match self.view {
            View::Catalog => (self.catalog.cursor, self.catalog.lines.len()),
            View::Events => (self.events.cursor, self.events.numbers().len()),
            View::Files => (self.files.cursor, self.file_rows()),
        };
        let row = cursor.top + usize::from(at.y - rows.y);
        if row >= len {
            return;
        }
        if row != cursor.selected {
            let down =
                isize::try_from(row).unwrap_or(0) - isize::try_from(cursor.selected).unwrap_or(0);
            self.step_list(Step::Rows(down));
        } else if was_focused && self.view == View::Catalog {
            self.open_row();
        } else if was_focused && self.view == View::Events {
            self.open_event();
        }
    }

    /// Selects the field under the pointer.
    fn click_reader(&mut self, inside: Rect, at: Position) {
        if self.view != View::Events || !inside.contains(at) {
            return;
        }
        let line = self.events.scroll.top + usize::from(at.y - inside.y);
        if let Some(field) = self
            .events
            .field_lines
            .iter()
            .position(|(from, to)| (*from..*to).contains(&line))
        {
            self.events.field = field;
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
            self.scroll_list(lines);
        }
    }

    /// Moves the list's window; the selection is taken along as far as it must.
    fn scroll_list(&mut self, lines: isize) {
        let height = self.list_height(self.view);
        match self.view {
            View::Catalog => self
                .catalog
                .cursor
                .scroll(lines, self.catalog.lines.len(), height),
            View::Events => {
                let len = self.events.numbers().len();
                let before = self.events.cursor.selected;
                self.events.cursor.scroll(lines, len, height);
                if self.events.cursor.selected != before {
                    self.events.went();
                }
            }
            View::Files => {
                let len = self.file_rows();
                self.files.cursor.scroll(lines, len, height);
            }
        }
    }
}
