//! A conclusion from the values of an event.

use std::ops::Range;

/// The weight of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Says what went wrong, or what to act on.
    Matters,
    /// Helps to read the event.
    Note,
}

/// A conclusion from an event's values. Its text may hold what the log holds, as it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Insight {
    /// Its subject, in a word or two.
    pub label: &'static str,
    /// A sentence or less.
    pub text: String,
    /// The parts of `text` (in bytes) in which two things differ that should be the same.
    pub marks: Vec<Range<usize>>,
    /// Its weight.
    pub weight: Weight,
}

impl Insight {
    pub(super) fn matters(label: &'static str, text: impl Into<String>) -> Self {
        Self::new(label, text, Weight::Matters)
    }

    pub(super) fn note(label: &'static str, text: impl Into<String>) -> Self {
        Self::new(label, text, Weight::Note)
    }

    pub(super) fn new(label: &'static str, text: impl Into<String>, weight: Weight) -> Self {
        Self {
            label,
            text: text.into(),
            marks: Vec::new(),
            weight,
        }
    }
}
