//! The commands that need no screen: arguments in, an answer on standard output, a sentence on
//! standard error where something is wrong, and an exit code. A command is a file here, its
//! arguments in `args`, and its line in [`run`].

mod args;
mod catalog;
mod demo;
mod error;
mod explain;
mod generate;
mod output;
mod paths;
mod query;
mod query_output;

use std::io::{self, Write};
use std::process::ExitCode;

pub use args::{
    AnswerCommand, Arguments, CatalogArguments, Command, DemoArguments, ExplainArguments, Generate,
    Options, QueryArguments,
};
pub use catalog::load_catalog;
pub use demo::{DemoLog, write_demo};
pub use error::Error;
pub use generate::generate;
pub use output::remove_temp_files;
pub use paths::check_paths;

use crate::filter::{self, Filter};
use crate::values::visible_line;

/// The exit code of an error.
const FAILED: u8 = 2;

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

/// Runs a command that prints an answer, at most so many columns wide.
///
/// # Errors
/// A catalog, the filter or a path is wrong, or the answer cannot be written.
pub fn run(
    command: &AnswerCommand,
    options: &Options,
    width: Option<usize>,
) -> Result<Outcome, Error> {
    let catalog = load_catalog(&options.catalogs)?;
    match command {
        AnswerCommand::Catalog(arguments) => catalog::run(&catalog, arguments, options, width),
        AnswerCommand::Query(arguments) => query::run(catalog, arguments, options, width),
        AnswerCommand::Explain(arguments) => explain::run(&catalog, arguments, options, width),
    }
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
