//! How a raw value reads for a person: one table of decoders, and the raw values they take.

mod raw;
mod time;
mod untrusted;

pub use raw::{Hex, Raw};
pub use time::FileTime;
pub use untrusted::{is_hidden, visible, visible_line};
