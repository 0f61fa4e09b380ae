//! The commands that need no screen: arguments in, an answer on standard output, a sentence on
//! standard error where something is wrong, and an exit code.

mod answer;
mod args;
mod catalog;
mod demo;
mod explain;
mod generate;
mod output;
mod paths;
mod query;

use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

use unicode_width::UnicodeWidthStr as _;

pub use args::{
    Arguments, CatalogArguments, Command, DemoArguments, ExplainArguments, Generate, Options,
    QueryArguments,
};
pub use catalog::{load_catalog, print_catalog};
pub use demo::{DemoLog, write_demo};
pub use explain::explain;
pub use generate::generate;
pub use output::remove_drafts;
pub use paths::check_paths;
pub use query::query;

use crate::filter::{self, Filter, ParseError};
use crate::values::visible_line;

/// The exit code of an error.
const FAILED: u8 = 2;

/// How a command ended that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It did what was asked.
    Done,
    /// There was nothing that matched.
    NothingMatched,
    /// It answered, but something that was named could not be opened; the sentence is said.
    Incomplete,
}

/// Why a command could not do what was asked.
#[derive(Debug)]
pub enum Failure {
    /// Whoever read the answer wants no more of it: no error.
    ClosedPipe,
    /// A sentence: what, where, what to do. It may be followed by lines that show the place.
    Said(String),
}

impl Failure {
    /// A failure of this sentence.
    pub fn said(sentence: impl fmt::Display) -> Self {
        Self::Said(sentence.to_string())
    }
}

impl From<io::Error> for Failure {
    /// A write that failed: only the answer's writes are passed on with `?`.
    fn from(error: io::Error) -> Self {
        // ERROR_PIPE_NOT_CONNECTED: another way of Windows to say that a pipe is closed.
        let is_unconnected = cfg!(windows) && error.raw_os_error() == Some(233);
        if error.kind() == io::ErrorKind::BrokenPipe || is_unconnected {
            Self::ClosedPipe
        } else {
            Self::said(format_args!(
                "the answer could not be written ({error}); see whether the disk is full"
            ))
        }
    }
}

/// Says what went wrong, and gives the exit code of a command's result.
pub fn exit_code(result: Result<Outcome, Failure>) -> ExitCode {
    ExitCode::from(match result {
        Ok(Outcome::Done) | Err(Failure::ClosedPipe) => 0,
        Ok(Outcome::NothingMatched) => 1,
        Ok(Outcome::Incomplete) => FAILED,
        Err(Failure::Said(sentence)) => {
            say(&sentence);
            FAILED
        }
    })
}

/// Says a sentence on standard error; nothing of it is live in a terminal.
pub(crate) fn say(sentence: &str) {
    let mut error = io::stderr().lock();
    for (number, line) in sentence.lines().enumerate() {
        let start = if number == 0 { "smbscope: " } else { "" };
        // Nowhere is left to complain about standard error.
        let _ = writeln!(error, "{start}{}", visible_line(line));
    }
}

/// The filter of `-f`, if there is one.
///
/// # Errors
/// A sentence, then the filter with its wrong part underlined.
pub fn parse_filter(text: Option<&str>) -> Result<Option<Filter>, Failure> {
    text.map(|text| {
        filter::parse(text).map_err(|error| Failure::Said(filter_sentence(text, &error)))
    })
    .transpose()
}

/// What is wrong with a filter, what to do, and the place in it.
fn filter_sentence(text: &str, error: &ParseError) -> String {
    let start = error.span.start.min(text.len());
    let end = error.span.end.clamp(start, text.len());
    let width = |part: Option<&str>| visible_line(part.unwrap_or_default()).width();
    format!(
        "the filter is not understood: {error}\n  {}\n  {}{}",
        visible_line(text),
        " ".repeat(width(text.get(..start))),
        "^".repeat(width(text.get(start..end)).max(1)),
    )
}
