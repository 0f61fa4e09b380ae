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
pub(super) struct Fault {
    pub(super) error: FilterError,
    /// Whether more text could make it right.
    pub(super) unfinished: bool,
}

impl Fault {
    pub(super) fn new(span: Range<usize>, message: impl Into<String>) -> Self {
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

    pub(super) fn cure(mut self, cure: impl Into<String>) -> Self {
        self.error.cure = Some(cure.into());
        self
    }

    pub(super) fn unfinished(mut self, unfinished: bool) -> Self {
        self.unfinished = unfinished;
        self
    }
}

/// The known name that needs the fewest changes, if a third of it or less has to change.
pub(super) fn nearest<'a>(
    typed: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let typed: Vec<char> = typed.to_lowercase().chars().collect();
    known
        .into_iter()
        .map(|name| (changes(&typed, name), name))
        .filter(|&(changes, name)| changes * 3 <= typed.len().max(name.len()))
        .min_by_key(|&(changes, _)| changes)
        .map(|(_, name)| name)
}

/// How many characters to insert, leave out, replace or swap with their neighbour (the optimal
/// string alignment distance), ignoring case.
fn changes(typed: &[char], name: &str) -> usize {
    let name: Vec<char> = name.to_lowercase().chars().collect();
    let width = name.len() + 1;
    let mut before: Vec<usize> = vec![0; width];
    let mut above: Vec<usize> = (0..width).collect();
    for (row, &left) in typed.iter().enumerate() {
        let mut line = vec![row + 1; width];
        for (column, &right) in name.iter().enumerate() {
            let replaced = above[column] + usize::from(left != right);
            let mut least = replaced.min(above[column + 1] + 1).min(line[column] + 1);
            let swapped = row > 0
                && column > 0
                && typed[row - 1] == right
                && name[column - 1] == left
                && left != right;
            if swapped {
                least = least.min(before[column - 1] + 1);
            }
            line[column + 1] = least;
        }
        before = std::mem::replace(&mut above, line);
    }
    above[width - 1]
}
