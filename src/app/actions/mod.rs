//! The one table of actions. Dispatch, the line of hints, the help, the palette, a user's own
//! keys and the README's key table all come from it.

mod action;
mod catalog;
mod events;
mod everywhere;
mod files;
mod lists;
mod pop_up;

pub use self::action::Action;
pub use super::context::{Context, DisabledReason};

use self::action::go_to;
use super::keymap::{Keymap, KeymapError};
use super::views::VIEWS;

/// Every action, those of the panes first.
pub fn all() -> impl Iterator<Item = &'static Action> + Clone {
    [
        catalog::ACTIONS,
        events::ACTIONS,
        files::ACTIONS,
        lists::ACTIONS,
        everywhere::SEARCH_AND_HELP,
        &GO_TO_VIEWS,
        everywhere::PANES_AND_PROGRAM,
        pop_up::ACTIONS,
    ]
    .into_iter()
    .flatten()
}

/// The action of a name.
pub(super) fn find(name: &str) -> Option<&'static Action> {
    all().find(|action| action.name == name)
}

/// The actions that go to the views.
static GO_TO_VIEWS: [Action; VIEWS.len()] = {
    let mut actions = [go_to(&VIEWS[0]); VIEWS.len()];
    let mut at = 1;
    while at < VIEWS.len() {
        actions[at] = go_to(&VIEWS[at]);
        at += 1;
    }
    actions
};

impl Keymap {
    /// The default keys, with the keys of the named actions replaced by a user's own.
    ///
    /// # Errors
    /// No such action, no such key, or a key that calls another action in the same place.
    pub fn new<'a>(
        own: impl Iterator<Item = (&'a str, &'a [String])>,
    ) -> Result<Self, KeymapError> {
        Self::bind(all().map(Action::binding), own)
    }
}

impl Default for Keymap {
    fn default() -> Self {
        Self::new(std::iter::empty()).unwrap_or_else(|_| Self::empty())
    }
}

/// The default keys for documents: for each context in turn its heading, then keys and help.
pub fn key_table() -> Vec<(&'static str, Vec<(String, &'static str)>)> {
    let mut table: Vec<(&'static str, Vec<(String, &'static str)>)> = Vec::new();
    for action in all() {
        let row = (action.keys.join(" "), action.help);
        let title = action.context.title();
        match table.iter_mut().find(|(other, _)| *other == title) {
            Some((_, rows)) => rows.push(row),
            None => table.push((title, vec![row])),
        }
    }
    table
}
