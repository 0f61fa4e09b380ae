//! Questions about events: the language that they are typed in, and the engine that answers them
//! over the store.

mod engine;
mod language;

pub use engine::matches::{Matches, Partial};
pub use engine::plain::matches;
pub use engine::scan::{scan, scan_with};
pub use language::compose::{add_term, name_for, term_for, written};
pub use language::error::FilterError;
pub use language::narrow::narrows;
pub use language::parse::{parse, parse_typing};
pub use language::terms::{TERMS, Term};
pub use language::tree::Filter;
pub use language::vocabulary::{takes, values_beginning};
