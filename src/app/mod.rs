//! The state machine: all state, the messages that change it, the effects it asks for, its
//! actions and keys, and the places on the screen. No input or output happens here.

pub mod actions;
mod completion;
mod context;
mod filter_line;
mod keymap;
mod keys;
mod layout;
mod list;
mod message;
mod mode;
mod outbox;
mod prompt;
mod state;
mod update;
mod views;

pub use actions::{all as all_actions, key_table};
pub use keymap::{Keymap, KeymapError};
pub use keys::{Code, Key, UnknownKey};
pub use layout::SMALLEST;
pub use message::{Effect, Extents, Input, Message, Mouse, Notice, Purpose, Severity, WorkId};
pub use state::{App, Options};
pub use update::update;

pub(crate) use completion::completions;
pub(crate) use filter_line::FilterLine;
pub(crate) use layout::{FILTER_LABEL, Layout, tabs};
pub(crate) use list::Scroll;
pub(crate) use mode::{Focus, Mode, Picker, XmlPage};
pub(crate) use prompt::{Age, Prompt};
pub(crate) use update::{Choice, disabled_reason, picker_choices};
pub(crate) use views::catalog::Line;
pub(crate) use views::events::{Group, Item, fit, items, year};
pub(crate) use views::{View, ViewKind};
