//! The only writer of state.

mod browse;
mod events;
mod mouse;
mod picker;
mod prompt;
mod work;

pub(crate) use picker::{Choice, disabled_reason, picker_choices};

use super::actions;
use super::context::Context;
use super::keys::Key;
use super::layout::Layout;
use super::message::{Effect, Extents, Input, Message};
use super::mode::Mode;
use super::state::App;
use super::views::events::EventsView;
use super::views::{Host, VIEWS, View, ViewKind, Views};

/// Changes the state for a message, and returns what is to be done in the world outside.
pub fn update(app: &mut App, message: Message) -> Vec<Effect> {
    app.stale = match message {
        Message::Drawn(extents) => app.measure(extents),
        message => {
            app.receive(message);
            true
        }
    };
    app.out.take_effects()
}

impl App {
    fn receive(&mut self, message: Message) {
        match message {
            Message::Input(input) => self.input(input),
            Message::Loaded { id, update } => self.loaded(id, update),
            Message::Matched {
                id,
                matches,
                finished,
            } => self.with_events(|events, host| events.matched(id, matches, finished, host)),
            Message::Xml { id, text } => self.xml_read(id, text),
            Message::Failed { id, sentence } => self.failed(id, sentence),
            Message::Notice(notice) => self.out.notice = Some(notice),
            Message::End => self.quit(),
            Message::Drawn(_) => {}
        }
    }

    fn input(&mut self, input: Input) {
        if !matches!(input, Input::Resize(..)) {
            self.views.get_mut(self.view).on_input();
        }
        match input {
            Input::Key(key) => self.key(key),
            Input::Paste(text) => self.paste(&text),
            Input::Click(column, line) => self.click(column, line),
            Input::Wheel(lines, column, line) => self.wheel(lines, column, line),
            Input::Resize(columns, lines) => {
                self.size = (columns, lines);
                self.settle_lists();
            }
        }
    }

    fn key(&mut self, key: Key) {
        self.out.notice = None;
        let is_too_small = Layout::of(self).too_small;
        let contexts = if is_too_small {
            &[Context::Everywhere, Context::Always]
        } else {
            self.contexts()
        };
        let action = self.keymap.action(contexts, key).and_then(actions::find);
        match action {
            // Where nothing is seen nothing is changed: only what quits works, and at once.
            _ if is_too_small => {
                if action.is_some_and(|action| matches!(action.name, "quit" | "quit-now")) {
                    self.quit();
                }
            }
            Some(action) => action.run(self),
            None => self.type_key(key),
        }
    }

    pub(super) fn quit(&mut self) {
        self.out.push(Effect::Quit);
    }

    /// Lends a view what it needs to act.
    fn lend(&mut self, view: ViewKind) -> (&mut Views, Host<'_>) {
        let host = Host {
            height: self.list_height(view),
            focus: self.focus,
            out: &mut self.out,
        };
        (&mut self.views, host)
    }

    /// Lets a view act.
    fn with<T>(
        &mut self,
        view: ViewKind,
        act: impl FnOnce(&mut dyn View, &mut Host<'_>) -> T,
    ) -> T {
        let (views, mut host) = self.lend(view);
        act(views.get_mut(view), &mut host)
    }

    /// Lets the present view act.
    pub(super) fn with_view<T>(
        &mut self,
        act: impl FnOnce(&mut dyn View, &mut Host<'_>) -> T,
    ) -> T {
        self.with(self.view, act)
    }

    /// Lets the view of the events act.
    pub(super) fn with_events(&mut self, act: impl FnOnce(&mut EventsView, &mut Host<'_>)) {
        let (views, mut host) = self.lend(ViewKind::Events);
        act(&mut views.events, &mut host);
    }

    /// Brings the selections into their windows, whose sizes may have changed.
    fn settle_lists(&mut self) {
        for view in &VIEWS {
            let height = self.list_height(view.kind);
            self.views.get_mut(view.kind).settle(height);
        }
    }

    /// Takes over the sizes that were drawn; returns true if that changes what is to be drawn.
    fn measure(&mut self, extents: Extents) -> bool {
        let (lines, height) = extents.overlay;
        let reader_moved = self.views.get_mut(self.view).measure(extents);
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
