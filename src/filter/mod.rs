//! Questions about events: the language that they are typed in, and the engine that answers them
//! over the store.

mod engine;
mod language;

pub use engine::{Matches, Partial, matches_reference, scan, scan_with};
pub use language::{
    AddressError, Filter, ParseError, ParseErrorKind, RegexError, TERMS, Term, TimeAnchor,
    add_term, exclude, name_for, parse, parse_typing, quote, takes, term_for, values_beginning,
};
