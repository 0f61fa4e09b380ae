//! The state machine: all state, the messages that change it, the effects it asks for, its
//! actions and keys, and where things are on the screen. No input or output happens here.

pub mod actions;
mod filter_line;
mod keymap;
mod keys;
mod layout;
mod list;
mod message;
mod mode;
mod prompt;
mod state;
mod update;
mod views;

pub use actions::{all as all_actions, key_table};
pub use keymap::Keymap;
pub use keys::{Code, Key};
pub use layout::SMALLEST;
pub use message::{Effect, Extents, Input, Message, Purpose, WorkId};

pub use state::{App, Options};
pub use update::update;

pub(crate) use filter_line::{FilterLine, completions};
pub(crate) use layout::{FILTER_LABEL, Layout};
pub(crate) use list::Scroll;
pub(crate) use mode::{Focus, Mode, Picker, View, XmlPage};
pub(crate) use prompt::Prompt;
pub(crate) use update::{Choice, picker_choices, tabs, unready};
pub(crate) use views::catalog::Line;
pub(crate) use views::events::columns::{Column, ColumnInfo, fit};
pub(crate) use views::events::detail::{Group, Item, items};
pub(crate) use views::events::year;

/// A number with its thousands set apart.
pub(crate) fn count(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
