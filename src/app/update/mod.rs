//! The only writer of state.

mod browse;
mod events;
mod jump;
mod mouse;
mod picker;

mod prompt;
mod work;

pub(crate) use mouse::tabs;
pub(crate) use picker::{Choice, picker_choices, unready};

use super::actions::Context;
use super::keys::Key;
use super::layout::Layout;
use super::message::{Effect, Extents, Input, Message};
use super::mode::{Mode, View};
use super::state::App;

/// Changes the state for a message, and says what is to be done in the world outside.
pub fn update(app: &mut App, message: Message) -> Vec<Effect> {
    let mut effects = Vec::new();
    if let Message::Drawn(extents) = message {
        app.stale = app.measure(extents);
        return effects;
    }
    match message {
        Message::Input(input) => app.input(input, &mut effects),
        Message::Loaded { id, update } => app.loaded(id, update, &mut effects),
        Message::Matched {
            id,
            matches,
            finished,
        } => {
            app.matched(id, matches, finished, &mut effects);
        }
        Message::Xml { id, text } => app.xml_read(id, text),
        Message::Failed { id, sentence } => app.failed(id, sentence),
        Message::Note(Ok(text)) => app.note(text),
        Message::Note(Err(text)) => app.complain(text),
        Message::End => effects.push(Effect::Quit),
        Message::Drawn(_) => {}
    }
    app.stale = true;
    effects
}

impl App {
    fn input(&mut self, input: Input, effects: &mut Vec<Effect>) {
        if self.view == View::Events && !matches!(input, Input::Resize(..)) {
            self.events.looked();
        }
        match input {
            Input::Key(key) => self.key(key, effects),
            Input::Paste(text) => self.paste(&text, effects),
            Input::Click(column, line) => self.click(column, line, effects),
            Input::Wheel(lines, column, line) => self.wheel(lines, column, line),
            Input::Resize(columns, lines) => self.resize(columns, lines),
        }
    }

    fn key(&mut self, key: Key, effects: &mut Vec<Effect>) {
        self.notice = None;
        if Layout::of(self).too_small {
            return self.key_without_room(key, effects);
        }
        match self.keymap.action(self.contexts(), key) {
            Some(action) => action.run(self, effects),
            None => self.type_key(key, effects),
        }
    }

    /// Where nothing is seen nothing is changed: only what quits works, and at once.
    fn key_without_room(&mut self, key: Key, effects: &mut Vec<Effect>) {
        let contexts = [Context::Everywhere, Context::Always];
        match self.keymap.action(&contexts, key) {
            Some(action) if action.name == "quit" || action.name == "quit-now" => {
                effects.push(Effect::Quit);
            }
            _ => {}
        }
    }

    fn resize(&mut self, columns: u16, lines: u16) {
        self.size = (columns, lines);
        self.settle_lists();
    }

    /// Brings the selections into their windows, whose sizes may have changed.
    pub(super) fn settle_lists(&mut self) {
        let height = self.list_height(View::Catalog);
        self.catalog.cursor.reveal(self.catalog.lines.len(), height);
        let (len, height) = (self.events.numbers().len(), self.list_height(View::Events));
        self.events.cursor.reveal(len, height);
        let (len, height) = (self.file_rows(), self.list_height(View::Files));
        self.files.cursor.reveal(len, height);
    }

    /// Takes note of what was drawn; whether that changes what is to be drawn.
    fn measure(&mut self, extents: Extents) -> bool {
        let (lines, height) = extents.reader;
        let reader = match self.view {
            View::Catalog => &mut self.catalog.scroll,
            View::Events => &mut self.events.scroll,
            View::Files => &mut self.files.scroll,
        };
        let reader_moved = reader.measure(lines, height);
        // Other views have none of these, and the event is the same after them.
        if self.view == View::Events {
            self.events.field_lines = extents.fields;
            self.events.guidance_line = extents.guidance;
        }
        let (lines, height) = extents.overlay;
        let page_moved = match &mut self.mode {
            Mode::Xml(page) => page.scroll.measure(lines, height),
            Mode::Explain(page) => page.scroll.measure(lines, height),
            Mode::Syntax(scroll, _) => scroll.measure(lines, height),
            Mode::Help(picker) | Mode::Palette(picker) => {
                let before = picker.cursor;
                picker.cursor.settle(lines, height);
                picker.height = height;
                before != picker.cursor
            }
            _ => false,
        };
        reader_moved || page_moved
    }
}
