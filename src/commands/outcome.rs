//! The end of a command: its outcome, its exit code, and its sentences on standard error.

use std::io::{self, Write};
use std::process::ExitCode;

use super::error::Error;
use crate::filter::{self, Filter};
use crate::values::visible_line;

/// The exit code of an error.
pub(super) const FAILED: u8 = 2;

/// The end of a command that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It did what was asked.
    Done,
    /// There was nothing that matched.
    NothingMatched,
    /// It answered, but something that was named could not be opened; the sentence is said.
    Incomplete,
}

/// Prints the sentence of an error, and returns the exit code of a command's result.
pub fn exit_code(result: Result<Outcome, Error>) -> ExitCode {
    ExitCode::from(match result {
        Ok(Outcome::Done) | Err(Error::ClosedPipe) => 0,
        Ok(Outcome::NothingMatched) => 1,
        Ok(Outcome::Incomplete) => FAILED,
        Err(error) => {
            eprint(&error.to_string());
            FAILED
        }
    })
}

/// Prints a sentence on standard error; nothing of it is live in a terminal.
pub(crate) fn eprint(sentence: &str) {
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
/// It is wrong; the sentence is followed by the filter with its wrong part underlined.
pub fn parse_filter(text: Option<&str>) -> Result<Option<Filter>, Error> {
    text.map(|text| {
        filter::parse(text).map_err(|error| Error::Filter(text.to_owned(), error.into()))
    })
    .transpose()
}
