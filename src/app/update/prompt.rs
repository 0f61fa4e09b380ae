//! Typing a search or a filter: the list follows each keystroke.

use tui_input::InputRequest;

use crate::app::filter_line::{FilterLine, completed};
use crate::app::keys::Key;
use crate::app::list::Scroll;
use crate::app::message::Effect;
use crate::app::mode::{Mode, View};
use crate::app::prompt::Prompt;
use crate::app::state::App;

impl App {
    pub(in crate::app) fn open_search(&mut self) {
        let query = self.query().to_owned();
        self.focus = crate::app::mode::Focus::List;
        self.events.search_from = self.events.selected_number();
        self.mode = Mode::Search(Prompt::selected(&query));
        self.settle_lists();
    }

    pub(in crate::app) fn open_filter(&mut self) {
        let text = self.filter().map_or("", |filter| filter.text()).to_owned();
        let mut prompt = Prompt::new(&text);
        // What is added is one more condition.
        if !text.is_empty() && !text.ends_with(' ') {
            prompt.insert(" ");
        }
        self.mode = Mode::Filter(prompt);
        self.settle_lists();
    }

    /// A key that calls no action: it types where there is something to type into.
    pub(super) fn type_key(&mut self, key: Key, effects: &mut Vec<Effect>) {
        let typed = match &mut self.mode {
            Mode::Search(prompt) | Mode::Filter(prompt) => prompt.key(key),
            Mode::Help(picker) | Mode::Palette(picker) => picker.prompt.key(key),
            Mode::Browse if key.typed().is_some() => {
                self.note(format!("{key} does nothing here; ? shows the keys."));
                false
            }
            _ => false,
        };
        if typed {
            self.typed(effects);
        }
    }

    pub(super) fn paste(&mut self, text: &str, effects: &mut Vec<Effect>) {
        let typed = match &mut self.mode {
            Mode::Search(prompt) | Mode::Filter(prompt) => prompt.insert(text),
            Mode::Help(picker) | Mode::Palette(picker) => picker.prompt.insert(text),
            _ => {
                self.note("Pasted text is taken while a search (/) or a filter (f) is typed.");
                false
            }
        };
        if typed {
            self.typed(effects);
        }
    }

    pub(in crate::app) fn edit(&mut self, request: InputRequest, effects: &mut Vec<Effect>) {
        if let Mode::Search(prompt) | Mode::Filter(prompt) = &mut self.mode
            && prompt.edit(request)
        {
            self.typed(effects);
        }
    }

    /// Follows what is typed now.
    fn typed(&mut self, effects: &mut Vec<Effect>) {
        match &mut self.mode {
            Mode::Search(prompt) => {
                let text = prompt.text().to_owned();
                self.search(&text, effects);
            }
            Mode::Filter(prompt) => {
                let text = prompt.text().to_owned();
                self.follow_filter(&text, effects);
            }
            Mode::Help(_) | Mode::Palette(_) => self.first_choice(),
            _ => {}
        }
    }

    fn search(&mut self, text: &str, effects: &mut Vec<Effect>) {
        match self.view {
            View::Catalog => {
                self.catalog.search(text);
                self.settle_lists();
            }
            View::Events => self.search_events(text, effects),
            View::Files => {}
        }
    }

    pub(super) fn follow_filter(&mut self, text: &str, effects: &mut Vec<Effect>) {
        match self.view {
            View::Catalog => {
                if self.catalog.filter.type_in(text) {
                    self.catalog.refresh();
                    self.settle_lists();
                }
            }
            View::Events => {
                let before = self.events.filter.filter();
                if self.events.filter.type_in(text) && *before != *self.events.filter.filter() {
                    self.events_filter_changed(effects);
                }
                // What is wrong with it may take lines from the list, or give them back.
                self.settle_lists();
            }
            View::Files => {}
        }
    }

    /// Ends typing and keeps what was typed; a filter with a mistake stays to be mended.
    pub(in crate::app) fn accept_prompt(&mut self, effects: &mut Vec<Effect>) {
        match std::mem::replace(&mut self.mode, Mode::Browse) {
            Mode::Search(prompt) => {
                self.catalog.went();
                // What was typed was gone to already; what stood there before is gone on from.
                let steps = isize::from(prompt.text() == prompt.before);
                let text = prompt.text().trim().to_owned();
                if self.view == View::Events && !text.is_empty() {
                    self.jump_to_text(&text, steps, effects);
                }
            }
            Mode::Filter(prompt) => {
                let text = prompt.text().trim().to_owned();
                if !self.try_filter(&text, effects) {
                    self.mode = Mode::Filter(prompt);
                }
            }
            other => self.mode = other,
        }
        self.settle_lists();
    }

    /// Ends typing and leaves things as they were before.
    pub(in crate::app) fn cancel_prompt(&mut self, effects: &mut Vec<Effect>) {
        match std::mem::replace(&mut self.mode, Mode::Browse) {
            Mode::Search(prompt) => {
                if self.view == View::Catalog {
                    self.catalog.search(&prompt.before);
                } else {
                    self.events.query = prompt.before;
                    self.events.jump = None;
                    self.return_to(self.events.search_from);
                }
            }
            Mode::Filter(prompt) => {
                // One that was set aside stays so where nothing was typed.
                let is_as_before =
                    |line: &FilterLine| line.text() == prompt.before && line.error.is_none();
                if !self.filter().is_some_and(is_as_before) {
                    self.follow_filter(&prompt.before, effects);
                }
            }
            other => self.mode = other,
        }
        self.settle_lists();
    }

    /// Puts a finished filter in force; whether it could be.
    fn try_filter(&mut self, text: &str, effects: &mut Vec<Effect>) -> bool {
        match self.view {
            View::Catalog => {
                let applied = self.catalog.filter.apply(text);
                self.catalog.refresh();
                applied
            }
            View::Events => {
                let before = self.events.filter.filter();
                let applied = self.events.filter.apply(text);
                if *before != *self.events.filter.filter() {
                    self.events_filter_changed(effects);
                }
                applied
            }
            View::Files => true,
        }
    }

    /// Puts a filter in force that was not typed.
    pub(super) fn set_filter(&mut self, text: &str, effects: &mut Vec<Effect>) {
        if !self.try_filter(text, effects)
            && let Some(error) = self.filter().and_then(|filter| filter.error.as_ref())
        {
            let sentence = error.to_string();
            self.complain(sentence);
        }
        self.settle_lists();
    }

    /// Adds a condition to the filter of the events.
    pub(super) fn add_to_filter(&mut self, term: &str, effects: &mut Vec<Effect>) {
        match self.events.filter.with(term) {
            Some(text) => {
                self.set_filter(&text, effects);
                if self.notice.is_none() {
                    self.note(format!("Filter: {text}"));
                }
            }
            None => self.note(format!("The filter says {term} already.")),
        }
    }

    pub(in crate::app) fn switch_filter(&mut self, effects: &mut Vec<Effect>) {
        let off = match self.view {
            View::Catalog => {
                self.catalog.filter.off = !self.catalog.filter.off;
                self.catalog.refresh();
                self.catalog.filter.off
            }
            View::Events => {
                self.events.filter.off = !self.events.filter.off;
                self.events_filter_changed(effects);
                self.events.filter.off
            }
            View::Files => return,
        };
        self.note(if off {
            "The filter is set aside; Ctrl-F puts it back."
        } else {
            "The filter is in force."
        });
        self.settle_lists();
    }

    /// Ends the search that is in force.
    pub(super) fn end_search(&mut self) {
        if self.view == View::Catalog {
            self.catalog.search("");
        } else {
            self.events.query.clear();
        }
        self.events.jump = None;
        self.settle_lists();
    }

    /// Completes the field or the value before the cursor as far as it is certain.
    pub(in crate::app) fn complete(&mut self, effects: &mut Vec<Effect>) {
        let Mode::Filter(prompt) = &mut self.mode else {
            return;
        };
        match completed(prompt.before_cursor()) {
            Ok((length, text)) => {
                prompt.replace_before_cursor(length, &text);
                self.typed(effects);
            }
            Err(reason) => self.note(reason),
        }
    }

    pub(in crate::app) fn recall(&mut self, older: bool, effects: &mut Vec<Effect>) {
        let history = match self.view {
            View::Catalog => &self.catalog.filter.history,
            View::Events | View::Files => &self.events.filter.history,
        };
        let Mode::Filter(prompt) = &mut self.mode else {
            return;
        };
        if prompt.recall(history, older) {
            self.typed(effects);
        } else {
            self.note(if older {
                "There is no older filter."
            } else {
                "There is no newer filter."
            });
        }
    }

    pub(in crate::app) fn open_syntax(&mut self) {
        self.mode = match std::mem::replace(&mut self.mode, Mode::Browse) {
            Mode::Filter(prompt) => Mode::Syntax(Scroll::default(), prompt),
            other => other,
        };
    }
}
