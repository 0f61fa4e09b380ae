//! The state machine: all state, the messages that change it, the effects it asks for, its
//! actions and keys, and where things are on the screen. No input or output happens here.

pub mod actions;
mod catalog_view;
mod columns;
mod detail;
mod events_view;
mod filter_line;
mod keys;
mod layout;
mod list;
mod message;
mod mode;
mod prompt;
mod state;
mod update;

pub use actions::{Keymap, all as all_actions, key_table};
pub use keys::{Code, Key};
pub use layout::SMALLEST;
pub use message::{Effect, Extents, Input, Message, Purpose, WorkId};

pub use state::{App, Options};
pub use update::update;

pub(crate) use catalog_view::Line;
pub(crate) use columns::{Column, ColumnInfo, fit};
pub(crate) use detail::{Group, Item, items};
pub(crate) use events_view::year;
pub(crate) use filter_line::{FilterLine, completions};
pub(crate) use layout::{FILTER_LABEL, Layout};
pub(crate) use list::Scroll;
pub(crate) use mode::{Focus, Mode, Picker, View, XmlPage};
pub(crate) use prompt::Prompt;
pub(crate) use update::{Choice, picker_choices, tabs, unready};

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
