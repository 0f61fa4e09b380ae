//! Which keys call which action: the defaults, and a user's own in their place.

use std::collections::HashMap;

use super::actions::{Action, Context, all};
use crate::app::keys::Key;

/// Which keys call which action.
#[derive(Debug, Clone)]
pub struct Keymap {
    keys: HashMap<(Context, Key), &'static Action>,
    /// The keys of each action by its name, as they are shown.
    shown: HashMap<&'static str, Vec<Key>>,
}

impl Default for Keymap {
    fn default() -> Self {
        match Self::new(std::iter::empty()) {
            Ok(keymap) => keymap,
            Err(_) => Self {
                keys: HashMap::new(),
                shown: HashMap::new(),
            },
        }
    }
}

impl Keymap {
    /// The default keys, with the keys of the named actions replaced by a user's own.
    ///
    /// # Errors
    /// The name of the setting that is wrong, and a sentence that says how: no such action, no
    /// such key, or a key that calls another action in the same place.
    pub fn new<'a>(
        own: impl Iterator<Item = (&'a str, &'a [String])>,
    ) -> Result<Self, (String, String)> {
        let mut replaced: HashMap<&'static str, &'a [String]> = HashMap::new();
        for (name, keys) in own {
            let action = all().find(|action| action.name == name).ok_or_else(|| {
                let cure = "the help (?) and the palette (Ctrl-P) name every action";
                (
                    name.to_owned(),
                    format!("no action is called “{name}”; {cure}"),
                )
            })?;
            replaced.insert(action.name, keys);
        }
        let mut keymap = Self {
            keys: HashMap::new(),
            shown: HashMap::new(),
        };
        // A user's keys are bound first: a default key that they take is theirs.
        for own in [true, false] {
            for action in all() {
                match replaced.get(action.name) {
                    Some(keys) if own => {
                        keymap.bind(action, keys.iter().map(String::as_str), true)?;
                    }
                    None if !own => keymap.bind(action, action.keys.iter().copied(), false)?,
                    _ => {}
                }
            }
        }
        Ok(keymap)
    }

    fn bind<'a>(
        &mut self,
        action: &'static Action,
        keys: impl Iterator<Item = &'a str>,
        own: bool,
    ) -> Result<(), (String, String)> {
        for text in keys {
            let fault = |sentence: String| (action.name.to_owned(), sentence);
            let key: Key = text.parse().map_err(fault)?;
            let place = (action.context, key);
            match self.keys.get(&place) {
                Some(other) if own => {
                    return Err(fault(format!(
                        "{key} already calls “{}” {}; give one of them another key",
                        other.name,
                        action.context.title().to_lowercase()
                    )));
                }
                Some(_) => {}
                None => {
                    self.keys.insert(place, action);
                    self.shown.entry(action.name).or_default().push(key);
                }
            }
        }
        Ok(())
    }

    /// The action that a key calls where the keyboard is for `contexts`, the most special first.
    pub fn action(&self, contexts: &[Context], key: Key) -> Option<&'static Action> {
        contexts
            .iter()
            .find_map(|&context| self.keys.get(&(context, key)).copied())
    }

    /// The keys of an action, the one to show first.
    pub fn keys(&self, action: &Action) -> &[Key] {
        self.shown.get(action.name).map_or(&[], Vec::as_slice)
    }
}
