//! Questions: text to a typed tree or an error with its place, the table of terms, the plain
//! check of one event, and the scan over the store.

mod across;
mod address;
mod bits;
mod check;
mod columns;
mod compile;
mod compose;
mod digits;
mod endpoint;
mod error;
mod expression;
mod head;
mod hints;
mod lex;
mod matches;
mod moment;
mod names;
mod narrow;
mod needle;
mod number;
mod parse;
mod plain;
mod plan;
mod range;
mod readings;
mod row;
mod scan;
mod segment;
mod terms;
mod text;
mod tree;
mod vocabulary;
mod words;

pub use compose::{add_term, name_for, term_for, written};
pub use error::FilterError;
pub use matches::{Matches, Partial};
pub use narrow::narrows;
pub use parse::{parse, parse_typing};
pub use plain::matches;
pub use scan::{scan, scan_with};
pub use terms::{TERMS, Term};
pub use tree::Filter;
pub use vocabulary::{takes, values_beginning};
