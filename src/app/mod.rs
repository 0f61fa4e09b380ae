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

pub use actions::{Keymap, key_table};
pub use keys::{Code, Key};
pub use layout::{Layout, SMALLEST};
pub use message::{Effect, Extents, Input, Message, Purpose, WorkId};
pub use mode::{Focus, Mode, View};
pub use state::{App, Options};
pub use update::update;

pub(crate) use catalog_view::{CatalogView, Line};
pub(crate) use columns::{COLUMNS, Column, ColumnInfo, fit};
pub(crate) use detail::{Group, Item, items};
pub(crate) use events_view::EventsView;
pub(crate) use filter_line::{FilterLine, completions};
pub(crate) use list::{ListCursor, Scroll};
pub(crate) use mode::{Explanation, Picker, XmlPage, Zoom};
pub(crate) use prompt::Prompt;
pub(crate) use update::{Choice, picker_choices, tabs};

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
