//! An action: its name, its keys, when it can be called, and what it calls.

use crate::app::context::{Context as C, DisabledReason};
use crate::app::keymap::Binding;
use crate::app::state::App;
use crate::app::views::{ViewInfo, ViewKind};

/// Something a person can do.
#[derive(Clone, Copy)]
pub struct Action {
    /// Its name, in settings and in the palette.
    pub name: &'static str,
    /// Its help, beginning with a verb.
    pub help: &'static str,
    /// The place where its keys work.
    pub context: C,
    /// Its keys, unless a user has others.
    pub keys: &'static [&'static str],
    /// Its word on the line of hints, if it belongs there.
    pub hint: Option<&'static str>,
    ready: fn(&App) -> Result<(), DisabledReason>,
    run: Run,
}

/// The deed of an action.
#[derive(Clone, Copy)]
enum Run {
    /// Calls a function.
    Call(fn(&mut App)),
    /// Goes to a view.
    GoTo(ViewKind),
}

impl std::fmt::Debug for Action {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.name)
    }
}

impl PartialEq for Action {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// The action that calls a function.
pub(super) const fn action(
    context: C,
    name: &'static str,
    keys: &'static [&'static str],
    help: &'static str,
    run: fn(&mut App),
) -> Action {
    Action {
        name,
        help,
        context,
        keys,
        hint: None,
        ready: |_| Ok(()),
        run: Run::Call(run),
    }
}

/// The action that goes to a view.
pub(super) const fn go_to(view: &ViewInfo) -> Action {
    Action {
        run: Run::GoTo(view.kind),
        ..action(C::Everywhere, view.action, view.keys, view.help, |_| {})
    }
}

impl Action {
    pub(super) const fn hint(mut self, word: &'static str) -> Self {
        self.hint = Some(word);
        self
    }

    pub(super) const fn when(mut self, ready: fn(&App) -> Result<(), DisabledReason>) -> Self {
        self.ready = ready;
        self
    }

    /// Returns true if it can be called now.
    ///
    /// # Errors
    /// The reason why it cannot.
    pub fn ready(&self, app: &App) -> Result<(), DisabledReason> {
        (self.ready)(app)
    }

    pub(in crate::app) fn run(&self, app: &mut App) {
        match (self.ready(app), self.run) {
            (Ok(()), Run::Call(call)) => call(app),
            (Ok(()), Run::GoTo(view)) => app.go_to_view(view),
            (Err(reason), _) => app.out.info(reason),
        }
    }

    pub(super) fn binding(&self) -> Binding {
        Binding {
            action: self.name,
            context: self.context,
            keys: self.keys,
        }
    }
}
