//! The meaning of an event: its fields as they read, its message and title, its summary in one line,
//! the event that it belongs to, and insights.

mod column;
mod columns;
mod event;
mod field;
mod insight;
mod keyed;
mod message;
mod note;
mod pair;
mod subject;
mod summary;

pub use column::{Cell, Column, Content, Format, TableKind, Value, ValueOf};
pub use columns::{EVENT_ID, columns_of, columns_to};
pub use event::Event;
pub use field::FieldView;
pub use insight::{Insight, Weight, insights};
pub use message::{TextPart, message};
pub use pair::{Pair, Side, pair};
pub(crate) use subject::{CLIENT, STATUS, address};
pub use subject::{Client, Port, Status, User};
