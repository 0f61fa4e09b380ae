//! The commands that need no screen: arguments in, an answer on standard output, a sentence on
//! standard error where something is wrong, and an exit code. A command is a file here, its
//! arguments in `args`, and its line in [`run`].

mod args;
mod catalog;
mod demo;
mod error;
mod explain;
mod generate;
mod outcome;
mod output;
mod paths;
mod query;
mod query_output;

pub use args::{
    AnswerCommand, Arguments, CatalogArguments, Command, DemoArguments, ExplainArguments, Generate,
    Options, QueryArguments,
};
pub use catalog::load_catalog;
pub use demo::{DemoLog, write_demo};
pub use error::Error;
pub use generate::generate;
pub(crate) use outcome::eprint;
pub use outcome::{Outcome, exit_code, parse_filter};
pub use output::remove_temp_files;
pub use paths::check_paths;

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
