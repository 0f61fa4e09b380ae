//! The keys of each action: the defaults, and a user's own in their place.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use thiserror::Error;

use super::context::Context;
use super::keys::{Key, UnknownKey};

/// The keys of each action, which is known by its name.
#[derive(Debug, Clone)]
pub struct Keymap {
    actions: HashMap<(Context, Key), &'static str>,
    /// The keys of each action, in the order in which they are shown.
    keys: HashMap<&'static str, Vec<Key>>,
}

/// The default keys of an action.
#[derive(Debug, Clone, Copy)]
pub(super) struct Binding {
    pub(super) action: &'static str,
    pub(super) context: Context,
    pub(super) keys: &'static [&'static str],
}

/// A mistake in a user's own keys.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum KeymapError {
    /// There is no such action.
    #[error(
        "no action is called “{action}”; the help (?) and the palette (Ctrl-P) name every action"
    )]
    UnknownAction {
        /// The name in the settings.
        action: String,
    },
    /// There is no such key.
    #[error("{source}")]
    UnknownKey {
        /// The action that it was given to.
        action: &'static str,
        /// The mistake.
        source: UnknownKey,
    },
    /// The key calls another action in the same place.
    #[error(
        "{key} already calls “{other}” {}; give one of them another key",
        context.title().to_lowercase()
    )]
    Taken {
        /// The action that it was given to.
        action: &'static str,
        /// The key.
        key: Key,
        /// The action that it calls.
        other: &'static str,
        /// The place.
        context: Context,
    },
}

impl KeymapError {
    /// The name of the setting that is wrong.
    pub fn action(&self) -> &str {
        match self {
            Self::UnknownAction { action } => action,
            Self::UnknownKey { action, .. } | Self::Taken { action, .. } => action,
        }
    }
}

impl Keymap {
    /// Binds no key.
    pub(super) fn empty() -> Self {
        Self {
            actions: HashMap::new(),
            keys: HashMap::new(),
        }
    }

    /// Binds the default keys, those of the named actions replaced by a user's `own`.
    pub(super) fn bind<'a>(
        defaults: impl Iterator<Item = Binding> + Clone,
        own: impl Iterator<Item = (&'a str, &'a [String])>,
    ) -> Result<Self, KeymapError> {
        let mut replaced: HashMap<&'static str, &'a [String]> = HashMap::new();
        for (action, keys) in own {
            let known = defaults.clone().find(|binding| binding.action == action);
            let known = known.ok_or_else(|| KeymapError::UnknownAction {
                action: action.to_owned(),
            })?;
            replaced.insert(known.action, keys);
        }
        let mut keymap = Self::empty();
        let parse = |action, text: &str| {
            let key = text.parse::<Key>();
            key.map_err(|source| KeymapError::UnknownKey { action, source })
        };
        // A user's keys are bound first: a default key that they take is theirs.
        for binding in defaults.clone() {
            let Binding {
                action, context, ..
            } = binding;
            for text in replaced.get(action).copied().unwrap_or_default() {
                let key = parse(action, text)?;
                if let Some(other) = keymap.add(binding, key) {
                    return Err(KeymapError::Taken {
                        action,
                        key,
                        other,
                        context,
                    });
                }
            }
        }
        for binding in defaults.filter(|binding| !replaced.contains_key(binding.action)) {
            for text in binding.keys {
                keymap.add(binding, parse(binding.action, text)?);
            }
        }
        Ok(keymap)
    }

    /// Binds a key that is free; returns the action that it calls already where it is not.
    fn add(&mut self, binding: Binding, key: Key) -> Option<&'static str> {
        match self.actions.entry((binding.context, key)) {
            Entry::Occupied(other) => Some(other.get()),
            Entry::Vacant(place) => {
                place.insert(binding.action);
                self.keys.entry(binding.action).or_default().push(key);
                None
            }
        }
    }

    /// The name of the action that a key calls in these contexts, the most special first.
    pub(super) fn action(&self, contexts: &[Context], key: Key) -> Option<&'static str> {
        let mut contexts = contexts.iter();
        contexts.find_map(|&context| self.actions.get(&(context, key)).copied())
    }

    /// The keys of an action, the one to show first.
    pub(crate) fn keys(&self, action: &str) -> &[Key] {
        self.keys.get(action).map_or(&[], Vec::as_slice)
    }
}
