//! Roles, which a theme gives styles: meanings, never widgets; and the roles that others fall
//! back to.

use serde::Deserialize;

use super::toml_file::unknown;

/// A meaning that text or a shape on the screen has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub enum Role {
    /// The ground of everything; the only role whose background covers the screen.
    Background,
    /// Text that has no other role.
    Text,
    /// Text of less weight: units, counts, times of day, what is switched off.
    TextDim,
    /// The name of a pane or an overlay.
    Title,
    /// A heading within a text.
    Heading,
    /// The frame of a pane.
    Border,
    /// The frame of the pane that has the keyboard.
    BorderFocus,
    /// The selected row of the pane that has the keyboard.
    Selection,
    /// The selected row of any other pane.
    SelectionUnfocused,
    /// Characters that a search or a filter found.
    Match,
    /// A level that has no role of its own.
    Level,
    /// Level 1.
    LevelCritical,
    /// Level 2.
    LevelError,
    /// Level 3.
    LevelWarning,
    /// Level 4, and 0.
    LevelInfo,
    /// Level 5.
    LevelVerbose,
    /// An eye-catcher: the program's name, an active tab, a bar of a chart.
    Accent,
    /// A key to press.
    Key,
    /// Anything to be typed or found as it is written.
    Code,
    /// A registry path or value.
    CodeRegistry,
    /// A cmdlet or command.
    CodeCmdlet,
    /// The name of a field that stands in a message for its value.
    Insertion,
    /// The name of a field.
    Field,
    /// A field's value.
    Value,
    /// A value as the record holds it, beside its decoded reading.
    ValueRaw,
    /// A value's decoded reading.
    ValueDecoded,
    /// The line at the bottom of the screen.
    StatusBar,
    /// Keys in the line at the bottom.
    Hint,
    /// Text that is being typed.
    Input,
    /// The part of typed text that is wrong, and what is wrong with it.
    InputError,
    /// A good outcome.
    Ok,
    /// A bad outcome: what could not be read, what failed.
    Bad,
    /// The names above a table's columns.
    Header,
    /// The name of a group in a list.
    Group,
    /// The track of a scrollbar.
    Scrollbar,
    /// The part of a scrollbar that moves.
    ScrollbarThumb,
    /// The ground of an overlay.
    Popup,
    /// The done part of a progress bar.
    Progress,
}

/// Every role in the order of the enum, with the name that themes use and, for a name of one
/// part, the role that it falls back to. A name of several parts falls back to the name without
/// its last part.
const ROLES: [(Role, &str, Option<Role>); 38] = [
    (Role::Background, "background", None),
    (Role::Text, "text", None),
    (Role::TextDim, "text.dim", None),
    (Role::Title, "title", Some(Role::Text)),
    (Role::Heading, "heading", Some(Role::Title)),
    (Role::Border, "border", Some(Role::TextDim)),
    (Role::BorderFocus, "border.focus", None),
    (Role::Selection, "selection", None),
    (Role::SelectionUnfocused, "selection.unfocused", None),
    (Role::Match, "match", Some(Role::Accent)),
    (Role::Level, "level", Some(Role::Text)),
    (Role::LevelCritical, "level.critical", None),
    (Role::LevelError, "level.error", None),
    (Role::LevelWarning, "level.warning", None),
    (Role::LevelInfo, "level.info", None),
    (Role::LevelVerbose, "level.verbose", None),
    (Role::Accent, "accent", Some(Role::Text)),
    (Role::Key, "key", Some(Role::Accent)),
    (Role::Code, "code", Some(Role::Text)),
    (Role::CodeRegistry, "code.registry", None),
    (Role::CodeCmdlet, "code.cmdlet", None),
    (Role::Insertion, "insertion", Some(Role::Accent)),
    (Role::Field, "field", Some(Role::TextDim)),
    (Role::Value, "value", Some(Role::Text)),
    (Role::ValueRaw, "value.raw", None),
    (Role::ValueDecoded, "value.decoded", None),
    (Role::StatusBar, "status_bar", Some(Role::Text)),
    (Role::Hint, "hint", Some(Role::TextDim)),
    (Role::Input, "input", Some(Role::Text)),
    (Role::InputError, "input.error", None),
    (Role::Ok, "ok", Some(Role::Text)),
    (Role::Bad, "bad", Some(Role::LevelError)),
    (Role::Header, "header", Some(Role::Title)),
    (Role::Group, "group", Some(Role::Title)),
    (Role::Scrollbar, "scrollbar", Some(Role::Border)),
    (Role::ScrollbarThumb, "scrollbar.thumb", None),
    (Role::Popup, "popup", None),
    (Role::Progress, "progress", Some(Role::Accent)),
];

impl Role {
    /// The number of roles.
    pub(super) const COUNT: usize = ROLES.len();

    /// Every role.
    pub fn all() -> impl Iterator<Item = Self> {
        ROLES.iter().map(|(role, ..)| *role)
    }

    /// The name that themes use for it.
    pub fn name(self) -> &'static str {
        ROLES[self as usize].1
    }

    /// The role of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|role| role.name() == name)
    }

    /// The role of a level, as `winmeta.xml` numbers them.
    pub fn level(number: u8) -> Self {
        match number {
            1 => Self::LevelCritical,
            2 => Self::LevelError,
            3 => Self::LevelWarning,
            0 | 4 => Self::LevelInfo,
            5 => Self::LevelVerbose,
            _ => Self::Level,
        }
    }

    /// The role whose style this one takes where a theme does not name it.
    pub fn parent(self) -> Option<Self> {
        match self.name().rsplit_once('.') {
            Some((shorter, _)) => Self::named(shorter),
            None => ROLES[self as usize].2,
        }
    }
}

impl TryFrom<String> for Role {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Self::named(&name).ok_or_else(|| unknown("role", &name, Self::all().map(Self::name)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_enum_and_every_chain_ends() {
        for (index, (role, name, parent)) in ROLES.iter().enumerate() {
            assert_eq!(*role as usize, index, "{name}");
            assert_eq!(Role::named(name), Some(*role), "{name} is named twice");
            if name.contains('.') {
                assert!(parent.is_none() && role.parent().is_some(), "{name}");
            }
            let steps = std::iter::successors(Some(*role), |role| role.parent()).take(9);
            assert!(steps.count() < 9, "{name} falls back in a circle");
        }
    }
}
