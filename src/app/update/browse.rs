//! Moving about: views, panes, lists and texts.

use crate::app::list::Step;
use crate::app::message::Effect;
use crate::app::mode::{Focus, Mode, View, Zoom};
use crate::app::state::App;
use crate::values::Zone;

impl App {
    /// Moves the selection of the view's list.
    pub(in crate::app) fn step_list(&mut self, step: Step) {
        let height = self.list_height(self.view);
        match self.view {
            View::Catalog => {
                self.catalog
                    .cursor
                    .step(step, self.catalog.lines.len(), height);
                self.catalog.went();
            }
            View::Events => {
                let len = self.events.numbers().len();
                self.events.cursor.step(step, len, height);
                self.events.went();
            }
            View::Files => {
                let len = self.file_rows();
                self.files.cursor.step(step, len, height);
                self.files.scroll.top = 0;
            }
        }
    }

    /// Scrolls the text beside or below the list.
    pub(in crate::app) fn scroll_reader(&mut self, step: Step) {
        match self.view {
            View::Catalog => self.catalog.scroll.step(step),
            View::Events => self.events.scroll.step(step),
            View::Files => self.files.scroll.step(step),
        }
    }

    /// How many rows the list of files has: a row for each, and one for what is wrong with the
    /// paths themselves.
    pub(crate) fn file_rows(&self) -> usize {
        let store = &self.events.store;
        store.files().len() + usize::from(self.path_problems().next().is_some())
    }

    /// What went wrong beside the files: paths that led to no log.
    pub(crate) fn path_problems(&self) -> impl Iterator<Item = &str> {
        let of_files = self.problems();
        let store = &self.events.store;
        let beside = store.problems().count().saturating_sub(of_files);
        store.problems().take(beside)
    }

    /// Goes to the guidance of the selected row, or folds the selected category.
    pub(in crate::app) fn open_row(&mut self) {
        match self.catalog.is_folded() {
            Some(folded) => self.fold(!folded),
            None => self.focus_on(Focus::Reader),
        }
    }

    pub(in crate::app) fn fold(&mut self, fold: bool) {
        self.catalog.fold(fold);
        let height = self.list_height(View::Catalog);
        self.catalog.cursor.settle(self.catalog.lines.len(), height);
    }

    pub(in crate::app) fn open_event(&mut self) {
        self.focus_on(Focus::Reader);
    }

    fn focus_on(&mut self, focus: Focus) {
        self.focus = focus;
        self.settle_lists();
    }

    pub(in crate::app) fn next_pane(&mut self) {
        self.focus_on(match self.focus {
            Focus::List => Focus::Reader,
            Focus::Reader => Focus::List,
        });
    }

    pub(in crate::app) fn go_to_view(&mut self, view: View) {
        self.view = view;
        self.came_from = None;
        self.focus_on(Focus::List);
    }

    /// Goes to a view that the selected row leads to, and from which one comes back to it.
    pub(super) fn follow_to(&mut self, view: View) {
        let from = (self.view, self.focus);
        self.go_to_view(view);
        self.came_from = Some(from);
    }

    pub(in crate::app) fn zoom_in(&mut self) {
        self.zoom = match self.zoom {
            Zoom::Normal => Zoom::Most,
            Zoom::Most | Zoom::Full => Zoom::Full,
        };
        self.settle_lists();
    }

    pub(in crate::app) fn zoom_out(&mut self) {
        self.zoom = match self.zoom {
            Zoom::Full => Zoom::Most,
            Zoom::Most | Zoom::Normal => Zoom::Normal,
        };
        self.settle_lists();
    }

    pub(in crate::app) fn switch_time_zone(&mut self) {
        let (zone, note) = match self.zone {
            Zone::Utc => (Zone::Local, "Times are in local time."),
            Zone::Local => (Zone::Utc, "Times are in UTC."),
        };
        self.zone = zone;
        self.note(note);
    }

    pub(in crate::app) fn switch_mouse(&mut self, effects: &mut Vec<Effect>) {
        self.mouse = !self.mouse;
        effects.push(Effect::Mouse(self.mouse));
        self.note(if self.mouse {
            "The mouse works in smbscope."
        } else {
            "The mouse is the terminal's, to select text; F2 brings it back."
        });
    }

    /// Ends the nearest thing that can be ended.
    pub(in crate::app) fn escape(&mut self, effects: &mut Vec<Effect>) {
        if self.focus == Focus::Reader {
            self.focus_on(Focus::List);
        } else if !self.query().is_empty() {
            self.end_search();
        } else if self.view == View::Catalog && self.came_from.is_some() {
            self.back();
        } else if self.is_loading() {
            self.stop_loading(effects);
        } else if self
            .filter()
            .is_some_and(|filter| !filter.text().is_empty())
        {
            self.set_filter("", effects);
            self.note("The filter is cleared; [ brings it back.");
        } else {
            self.note("There is nothing to close here; q quits.");
        }
    }

    /// Puts the filter in force that was applied before (`older`) or after this one; before the
    /// first there was none.
    pub(in crate::app) fn step_filter(&mut self, older: bool, effects: &mut Vec<Effect>) {
        let Some(text) = self.filter().and_then(|line| line.beside(older)) else {
            return self.note(if older {
                "There is no filter before this one."
            } else {
                "There is no filter after this one."
            });
        };
        let text = text.to_owned();
        self.follow_filter(&text, effects);
        self.note(if text.is_empty() {
            "No filter, as before the first one; ] goes on to it.".to_owned()
        } else {
            format!("Filter: {text}   ([ back, ] forward)")
        });
        self.settle_lists();
    }

    pub(in crate::app) fn back(&mut self) {
        if self.focus == Focus::Reader {
            self.focus_on(Focus::List);
        } else if let Some((view, focus)) = self.came_from {
            self.go_to_view(view);
            self.focus_on(focus);
        } else {
            self.mode = Mode::QuitQuestion;
        }
    }

    /// Shows the selected event's row of the catalog.
    pub(in crate::app) fn look_up(&mut self) {
        if let Some(row) = self.events.selected().and_then(|event| event.join().row) {
            self.catalog.go_to(row);
            self.follow_to(View::Catalog);
        }
    }

    pub(in crate::app) fn copy_row(&mut self, effects: &mut Vec<Effect>) {
        let Some(row) = self.catalog.selected() else {
            return;
        };
        let mut text = row.message.clone();
        if let Some(guidance) = &row.guidance {
            text.push_str("\n\nGuidance:\n");
            text.push_str(guidance);
        }
        effects.push(copy(&text));
    }
}

/// The effect that puts text on the clipboard, its control characters spelt out: it may be
/// pasted into a shell.
pub(super) fn copy(text: &str) -> Effect {
    Effect::Copy(crate::values::visible(text.trim_end()).into_owned())
}
