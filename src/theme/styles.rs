//! A theme as it is drawn with: a style for each role.

use ratatui::style::Style;

use super::role::Role;

/// A style for each role.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    pub(super) name: String,
    pub(super) styles: [Style; Role::COUNT],
}

impl Theme {
    /// The name that it was asked for by.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The style of a role. Only what differs from its surroundings is set, so that it can be
    /// patched over them; [`Self::base`] is what everything stands on.
    pub fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }

    /// The style that the whole screen is filled with before anything is drawn.
    pub fn base(&self) -> Style {
        self.style(Role::Text).patch(self.style(Role::Background))
    }
}
