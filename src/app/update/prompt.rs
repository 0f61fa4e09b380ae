//! Typing a search or a filter: the list follows each keystroke.

use tui_input::InputRequest;

use crate::app::completion::completed;
use crate::app::filter_line::FilterLine;
use crate::app::keys::Key;
use crate::app::list::Scroll;
use crate::app::mode::{Focus, Mode};
use crate::app::prompt::{Age, Prompt};
use crate::app::state::App;

impl App {
    pub(in crate::app) fn open_search(&mut self) {
        self.focus = Focus::List;
        self.views.get_mut(self.view).begin_search();
        self.mode = Mode::Search(Prompt::selected(self.query()));
        self.settle_lists();
    }

    pub(in crate::app) fn open_filter(&mut self) {
        let text = self.filter().map_or("", FilterLine::text);
        let mut prompt = Prompt::new(text);
        // What is added is one more condition.
        if !text.is_empty() && !text.ends_with(' ') {
            prompt.insert(" ");
        }
        self.mode = Mode::Filter(prompt);
        self.settle_lists();
    }

    /// Takes a key that calls no action: it types where there is something to type into.
    pub(super) fn type_key(&mut self, key: Key) {
        let typed = match &mut self.mode {
            Mode::Search(prompt) | Mode::Filter(prompt) => prompt.key(key),
            Mode::Help(picker) | Mode::Palette(picker) => picker.prompt.key(key),
            Mode::Browse if key.typed().is_some() => {
                let sentence = format!("{key} does nothing here; ? shows the keys.");
                self.out.info(sentence);
                false
            }
            _ => false,
        };
        if typed {
            self.typed();
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        let typed = match &mut self.mode {
            Mode::Search(prompt) | Mode::Filter(prompt) => prompt.insert(text),
            Mode::Help(picker) | Mode::Palette(picker) => picker.prompt.insert(text),
            _ => {
                self.out
                    .info("Pasted text is taken while a search (/) or a filter (f) is typed.");
                false
            }
        };
        if typed {
            self.typed();
        }
    }

    pub(in crate::app) fn edit(&mut self, request: InputRequest) {
        if let Mode::Search(prompt) | Mode::Filter(prompt) = &mut self.mode
            && prompt.edit(request)
        {
            self.typed();
        }
    }

    /// Follows what is typed now.
    fn typed(&mut self) {
        match &self.mode {
            Mode::Search(prompt) => {
                let text = prompt.text().to_owned();
                self.with_view(|view, host| view.search(&text, host));
                self.settle_lists();
            }
            Mode::Filter(prompt) => {
                let text = prompt.text().to_owned();
                self.type_filter(&text);
            }
            Mode::Help(_) | Mode::Palette(_) => self.first_choice(),
            _ => {}
        }
    }

    /// Changes the filter that narrows the present view; the view that owns it follows where it
    /// means something else now.
    fn change_filter<T>(&mut self, change: impl FnOnce(&mut FilterLine) -> T) -> Option<T> {
        let kind = self.view.info().filter.ok()?;
        let line = self.views.get_mut(kind).filter_mut()?;
        let before = line.filter();
        let result = change(line);
        if *before != *line.filter() {
            self.with(kind, |view, host| view.on_filter(host));
        }
        // A mistake may take lines from the list, or give them back.
        self.settle_lists();
        Some(result)
    }

    /// Puts a filter in force that is still being typed.
    pub(super) fn type_filter(&mut self, text: &str) {
        self.change_filter(|line| line.type_in(text));
    }

    /// Ends typing and keeps what was typed; a filter with a mistake stays to be mended.
    pub(in crate::app) fn accept_prompt(&mut self) {
        match std::mem::replace(&mut self.mode, Mode::Browse) {
            Mode::Search(prompt) => {
                self.with_view(|view, host| view.accept_search(&prompt, host));
            }
            Mode::Filter(prompt) => {
                let text = prompt.text().trim().to_owned();
                if self.change_filter(|line| line.apply(&text)) == Some(false) {
                    self.mode = Mode::Filter(prompt);
                }
            }
            other => self.mode = other,
        }
        self.settle_lists();
    }

    /// Ends typing and leaves things as they were before.
    pub(in crate::app) fn cancel_prompt(&mut self) {
        match std::mem::replace(&mut self.mode, Mode::Browse) {
            Mode::Search(prompt) => {
                self.with_view(|view, host| view.cancel_search(&prompt.before, host));
            }
            Mode::Filter(prompt) => {
                // One that was set aside stays so where nothing was typed.
                let is_as_before =
                    |line: &FilterLine| line.text() == prompt.before && line.error.is_none();
                if !self.filter().is_some_and(is_as_before) {
                    self.type_filter(&prompt.before);
                }
            }
            other => self.mode = other,
        }
        self.settle_lists();
    }

    /// Puts a filter in force that was not typed.
    pub(super) fn set_filter(&mut self, text: &str) {
        self.change_filter(|line| line.apply(text));
        if let Some(error) = self.filter().and_then(|filter| filter.error.as_ref()) {
            let sentence = error.to_string();
            self.out.error(sentence);
        }
    }

    /// Adds a condition to the filter of the events.
    pub(super) fn add_to_filter(&mut self, term: &str) {
        match self.views.events.filter.with(term) {
            Some(text) => {
                self.set_filter(&text);
                if self.out.notice.is_none() {
                    self.out.info(format!("Filter: {text}"));
                }
            }
            None => self.out.info(format!("The filter says {term} already.")),
        }
    }

    pub(in crate::app) fn switch_filter(&mut self) {
        let is_off = self.change_filter(|line| {
            line.off = !line.off;
            line.off
        });
        match is_off {
            Some(true) => self
                .out
                .info("The filter is set aside; Ctrl-F puts it back."),
            Some(false) => self.out.info("The filter is in force."),
            None => {}
        }
    }

    /// Completes the field or the value before the cursor as far as it is certain.
    pub(in crate::app) fn complete(&mut self) {
        let Mode::Filter(prompt) = &mut self.mode else {
            return;
        };
        match completed(prompt.before_cursor()) {
            Ok((length, text)) => {
                prompt.replace_before_cursor(length, &text);
                self.typed();
            }
            Err(reason) => self.out.info(reason.to_string()),
        }
    }

    pub(in crate::app) fn recall(&mut self, age: Age) {
        let history = self.filter().map(|line| line.history.clone());
        let Mode::Filter(prompt) = &mut self.mode else {
            return;
        };
        if prompt.recall(&history.unwrap_or_default(), age) {
            self.typed();
        } else {
            self.out.info(match age {
                Age::Older => "There is no older filter.",
                Age::Newer => "There is no newer filter.",
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
