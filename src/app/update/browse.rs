//! Moving about: views, panes, lists and texts.

use crate::app::list::Step;
use crate::app::message::{Effect, Mouse};
use crate::app::mode::{Focus, Mode, Zoom};
use crate::app::prompt::Age;
use crate::app::state::App;
use crate::app::views::ViewKind;
use crate::values::Zone;

impl App {
    /// Moves the selection of the view's list.
    pub(in crate::app) fn step_list(&mut self, step: Step) {
        self.with_view(|view, host| view.step(step, host.height));
    }

    /// Scrolls the text beside or below the list.
    pub(in crate::app) fn scroll_reader(&mut self, step: Step) {
        self.views.get_mut(self.view).panes_mut().scroll.step(step);
    }

    /// Goes to the reader of the selected row, or opens the row where it is.
    pub(in crate::app) fn open_row(&mut self) {
        if self.with_view(|view, host| view.open(host.height)) {
            self.focus_on(Focus::Reader);
        }
    }

    pub(in crate::app) fn fold(&mut self, folded: bool) {
        let height = self.list_height(ViewKind::Catalog);
        self.views.catalog.set_folded(folded, height);
    }

    pub(super) fn focus_on(&mut self, focus: Focus) {
        self.focus = focus;
        self.settle_lists();
    }

    pub(in crate::app) fn next_pane(&mut self) {
        self.focus_on(match self.focus {
            Focus::List => Focus::Reader,
            Focus::Reader => Focus::List,
        });
    }

    pub(in crate::app) fn go_to_view(&mut self, view: ViewKind) {
        self.view = view;
        self.came_from = None;
        self.focus_on(Focus::List);
    }

    /// Goes to a view that the selected row leads to, and from which one comes back to it.
    pub(super) fn follow_to(&mut self, view: ViewKind) {
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
        let (zone, sentence) = match self.zone {
            Zone::Utc => (Zone::Local, "Times are in local time."),
            Zone::Local => (Zone::Utc, "Times are in UTC."),
        };
        self.zone = zone;
        self.out.info(sentence);
    }

    pub(in crate::app) fn switch_mouse(&mut self) {
        let (mouse, sentence) = match self.mouse {
            Mouse::Terminal => (Mouse::Program, "The mouse works in smbscope."),
            Mouse::Program => (
                Mouse::Terminal,
                "The mouse is the terminal's, to select text; F2 brings it back.",
            ),
        };
        self.mouse = mouse;
        self.out.push(Effect::Mouse(mouse));
        self.out.info(sentence);
    }

    /// Ends the nearest thing that can be ended.
    pub(in crate::app) fn escape(&mut self) {
        if self.focus == Focus::Reader {
            self.focus_on(Focus::List);
        } else if !self.query().is_empty() {
            self.views.get_mut(self.view).end_search();
            self.settle_lists();
        } else if self.view.info().escape_returns && self.came_from.is_some() {
            self.back();
        } else if self.is_loading() {
            self.stop_loading();
        } else if self.has_filter() {
            self.set_filter("");
            self.out.info("The filter is cleared; [ brings it back.");
        } else {
            self.out.info("There is nothing to close here; q quits.");
        }
    }

    /// Puts the filter in force that was applied before or after this one; before the first there
    /// was none.
    pub(in crate::app) fn step_filter(&mut self, age: Age) {
        let Some(text) = self.filter().and_then(|line| line.beside(age)) else {
            return self.out.info(match age {
                Age::Older => "There is no filter before this one.",
                Age::Newer => "There is no filter after this one.",
            });
        };
        let text = text.to_owned();
        self.type_filter(&text);
        self.out.info(if text.is_empty() {
            "No filter, as before the first one; ] goes on to it.".to_owned()
        } else {
            format!("Filter: {text}   ([ back, ] forward)")
        });
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
        let event = self.views.events.selected();
        if let Some(row) = event.and_then(|event| event.join().row) {
            self.views.catalog.go_to(row);
            self.follow_to(ViewKind::Catalog);
        }
    }

    pub(in crate::app) fn copy_row(&mut self) {
        let Some(row) = self.views.catalog.selected() else {
            return;
        };
        let mut text = row.message.clone();
        if let Some(guidance) = &row.guidance {
            text.push_str("\n\nGuidance:\n");
            text.push_str(guidance);
        }
        self.out.copy(&text);
    }
}
