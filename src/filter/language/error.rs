//! What is wrong with a filter, where, and what to do about it.

use std::fmt;
use std::ops::Range;

/// Why a text is no filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterError {
    /// The bytes of the text that it is about; may be empty at its end.
    pub span: Range<usize>,
    /// What is wrong and what was expected, in plain sentences.
    pub message: String,
    /// What to write instead, where there is a good guess.
    pub cure: Option<String>,
}

impl fmt::Display for FilterError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)?;
        match &self.cure {
            Some(cure) => write!(out, " {cure}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for FilterError {}

/// An error as the parser passes it up: the last term of a text may be one that is still being
/// typed.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) error: FilterError,
    /// Whether more text could make it right.
    pub(crate) unfinished: bool,
}

impl Fault {
    pub(crate) fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            error: FilterError {
                span,
                message,
                cure: None,
            },
            unfinished: false,
        }
    }

    pub(crate) fn cure(mut self, cure: impl Into<String>) -> Self {
        self.error.cure = Some(cure.into());
        self
    }

    pub(crate) fn unfinished(mut self, unfinished: bool) -> Self {
        self.unfinished = unfinished;
        self
    }
}
