//! The filter language: text to a typed tree or an error with its place, and the table of terms.

pub(crate) mod address;
pub(crate) mod check;
mod compile;
pub(crate) mod compose;
mod digits;
pub(crate) mod error;
mod expression;
pub(crate) mod fold;
mod hints;
mod lex;
pub(crate) mod moment;
mod names;
pub(crate) mod narrow;
pub(crate) mod needle;
pub(crate) mod number;
pub(crate) mod parse;
mod range;
pub(crate) mod terms;
pub(crate) mod text;
pub(crate) mod tree;
pub(crate) mod vocabulary;
mod words;
