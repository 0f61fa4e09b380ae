//! Roles to styles: what a meaning looks like, in the built-in themes and in the user's own, on
//! terminals of any number of colours.

mod depth;
mod file;
mod library;
mod role;
pub(crate) mod toml_file;

use ratatui::style::Style;

pub use depth::ColorDepth;
pub use library::{load, names};
pub use role::Role;

/// A style for each role.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    name: String,
    styles: [Style; Role::COUNT],
}

impl Theme {
    /// The name that it was asked for by.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How a role looks. Only what differs from its surroundings is set, so that it can be
    /// patched over them; [`Self::base`] is what everything stands on.
    pub fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }

    /// The style that the whole screen is filled with before anything is drawn.
    pub fn base(&self) -> Style {
        self.style(Role::Text).patch(self.style(Role::Background))
    }
}

impl Default for Theme {
    /// The theme of the terminal's own sixteen colours.
    fn default() -> Self {
        Self::builtin(library::DEFAULT).unwrap_or_else(|| Self {
            name: library::DEFAULT.to_owned(),
            styles: [Style::new(); Role::COUNT],
        })
    }
}
