//! The results of decoding: a short reading, and the lines of a detailed one.

use std::fmt;

/// A decoder's reading of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// The short reading, on one line.
    Known(String),
    /// The meaning of this value is not published; it shows raw. `Display` says so.
    NotDocumented,
}

impl fmt::Display for Reading {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(text) => out.write_str(text),
            Self::NotDocumented => out.write_str(NOT_DOCUMENTED),
        }
    }
}

/// The reading of a value whose meaning nobody has published.
pub(super) const NOT_DOCUMENTED: &str = "not documented";

/// A line of an explanation: label and text.
pub(super) type Line = (String, String);

/// Builds a line of an explanation.
pub(super) fn line(label: &str, text: impl fmt::Display) -> Line {
    (label.to_owned(), text.to_string())
}
