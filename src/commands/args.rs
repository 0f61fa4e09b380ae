//! The definition of the command line, from which usage errors, `--help`, the manual page and the
//! shells' completions are made.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::RangedU64ValueParser;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use super::outcome::{FAILED, eprint};
use crate::demo;
use crate::values::parse_byte_count;

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  nothing matched, or a VALUE to explain has no known meaning
  2  an error, said in a sentence on standard error; also when one of several PATHs, or a log in a
     folder or an archive, could not be opened at all, after what the others hold was answered

Damage inside a log is said on standard error and changes no exit code. NO_COLOR is obeyed.";

/// Explore what a Windows SMB server logged, and what it means.
///
/// Opens .evtx logs of any provider beside Microsoft's own description of every SMB server event,
/// offline. Without a PATH it opens the descriptions alone. A file that is called like a command
/// is opened as ./NAME.
#[derive(Debug, Parser)]
#[command(
    name = "smbscope",
    bin_name = "smbscope",
    version,
    max_term_width = 100,
    disable_help_subcommand = true,
    override_usage = "smbscope [OPTIONS] [PATH]...\n       smbscope [OPTIONS] <COMMAND>",
    after_help = EXIT_CODES
)]
pub struct Arguments {
    /// The command, or none for the explorer.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Logs to open: .evtx files, archives and folders that are searched for them, - for a pipe
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The options that every command has.
    #[command(flatten)]
    pub options: Options,
}

/// The options that every command has.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Options of all commands")]
pub struct Options {
    /// Add the events of another provider's document to the catalog (may be repeated)
    #[arg(long = "catalog", value_name = "FILE", global = true)]
    pub catalogs: Vec<PathBuf>,
    /// Use this theme: a built-in one, or one of the configuration folder
    #[arg(long, value_name = "NAME", global = true)]
    pub theme: Option<String>,
    /// Read the settings from FILE instead of the configuration folder
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    /// Show only the events (or catalog rows) that match, such as '551 user:svc_*'
    #[arg(
        short,
        long,
        value_name = "FILTER",
        global = true,
        allow_hyphen_values = true
    )]
    pub filter: Option<String>,
    /// Also read records from a chunk that is cut off, and from slack space, marked as recovered
    #[arg(long, global = true)]
    pub recover: bool,
    /// Stop loading at this much memory, such as 2GiB [default: three quarters of what is free]
    #[arg(long, value_name = "SIZE", global = true, value_parser = parse_size)]
    pub memory_limit: Option<u64>,
    /// Print the manual page (man), a shell's completions (complete-bash, -zsh, -fish,
    /// -powershell), or the README's tables (keys, filters), and exit
    #[arg(long, value_name = "WHAT", global = true, hide_possible_values = true)]
    pub generate: Option<Generate>,
}

/// A command that is not the plain explorer.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Open the explorer on a synthetic log that tells a story
    Demo(DemoArguments),
    /// One that needs no screen.
    #[command(flatten)]
    Answer(AnswerCommand),
}

/// A command that prints an answer.
#[derive(Debug, Clone, Subcommand)]
pub enum AnswerCommand {
    /// Print the catalog's rows, or those that WORDS find
    Catalog(CatalogArguments),
    /// Print the events of logs, oldest first
    Query(QueryArguments),
    /// Say what a value means
    Explain(ExplainArguments),
}

/// The arguments of `demo`.
#[derive(Debug, Clone, Args)]
pub struct DemoArguments {
    /// Write this many events instead of the story's own number
    #[arg(long, value_name = "N", value_parser = RangedU64ValueParser::<u64>::new().range(1..))]
    pub events: Option<u64>,
    /// Tell another story: the same seed gives the same bytes
    #[arg(long, value_name = "N", default_value_t = demo::DEFAULT_SEED)]
    pub seed: u64,
    /// Only write the log to FILE, which may not be another log
    #[arg(long, value_name = "FILE")]
    pub write: Option<PathBuf>,
}

/// The arguments of `catalog`.
#[derive(Debug, Clone, Args)]
pub struct CatalogArguments {
    /// What to search for, as the explorer does: an id, its beginning, a title, words of the text
    #[arg(value_name = "WORDS")]
    pub words: Vec<String>,
    /// How to print the rows
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: CatalogFormat,
}

/// The arguments of `query`.
#[derive(Debug, Clone, Args)]
pub struct QueryArguments {
    /// Logs to read: .evtx files, archives and folders that are searched for them, - for a pipe
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// How to print the events [default: what FILE's ending says, or else table]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<QueryFormat>,
    /// Write to FILE, which appears when all is written ("-" is standard output)
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

impl Command {
    /// Returns true if it writes a file that is not whole until the end.
    pub fn writes_a_file(&self) -> bool {
        match self {
            Self::Demo(demo) => demo.write.is_some(),
            Self::Answer(AnswerCommand::Query(query)) => query.output.is_some(),
            Self::Answer(_) => false,
        }
    }
}

impl QueryArguments {
    /// The format that is asked for, or else the one of the file that is written to.
    pub(super) fn format(&self) -> QueryFormat {
        let ending = || self.output.as_ref()?.extension()?.to_str();
        self.format.unwrap_or_else(|| match ending() {
            Some("csv") => QueryFormat::Csv,
            Some("json" | "jsonl" | "ndjson") => QueryFormat::Jsonl,
            _ => QueryFormat::default(),
        })
    }
}

/// The arguments of `explain`.
#[derive(Debug, Clone, Args)]
pub struct ExplainArguments {
    /// An event id, an NTSTATUS code or name, an access mask, an FSCTL code, or the hex of a
    /// socket address or security descriptor
    #[arg(value_name = "VALUE", required = true, allow_negative_numbers = true)]
    pub values: Vec<String>,
    /// How to print the readings
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: ExplainFormat,
}

/// The formats of `catalog`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum CatalogFormat {
    /// Columns for reading
    #[default]
    Table,
    /// One JSON object a line
    Jsonl,
    /// A Markdown document with every text
    Markdown,
}

/// The formats of `query`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum QueryFormat {
    /// Columns for reading
    #[default]
    Table,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values with a header, safe to open in a spreadsheet
    Csv,
}

/// The formats of `explain`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ExplainFormat {
    /// Paragraphs for reading
    #[default]
    Text,
    /// One JSON object a line, one line a reading
    Jsonl,
}

/// The texts that `--generate` makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Generate {
    /// The manual page
    Man,
    /// The completions of bash
    CompleteBash,
    /// The completions of zsh
    CompleteZsh,
    /// The completions of fish
    CompleteFish,
    /// The completions of `PowerShell`
    CompletePowershell,
    /// The table of keys, as Markdown
    Keys,
    /// The table of filter terms, as Markdown
    Filters,
}

impl Arguments {
    /// The definition itself.
    pub(super) fn definition() -> clap::Command {
        Self::command()
    }

    /// The names of the commands.
    pub(super) fn command_names() -> Vec<String> {
        let definition = Self::command();
        let commands = definition.get_subcommands();
        commands
            .map(|command| command.get_name().to_owned())
            .collect()
    }

    /// Reads the arguments, the program's name first.
    ///
    /// # Errors
    /// The exit code, once a usage error or the text of `--help` or `--version` is printed.
    pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, u8> {
        let read = Self::try_parse_from(arguments).map_err(|error| {
            // A closed pipe is no error, and there is nowhere else to say anything.
            let _ = error.print();
            if error.use_stderr() { FAILED } else { 0 }
        })?;
        for (option, command) in read.idle_options() {
            eprint(&format!("{option} changes nothing for {command}"));
        }
        Ok(read)
    }

    /// The options that were given for a command whose answer they do not change, though one
    /// would think so.
    fn idle_options(&self) -> Vec<(&'static str, &'static str)> {
        let (filter, recover) = (self.options.filter.is_some(), self.options.recover);
        let (command, given) = match &self.command {
            Some(Command::Demo(demo)) if demo.write.is_some() => (
                "demo --write",
                vec![("--filter", filter), ("--recover", recover)],
            ),
            Some(Command::Answer(AnswerCommand::Catalog(_))) => {
                ("catalog", vec![("--recover", recover)])
            }
            Some(Command::Answer(AnswerCommand::Explain(_))) => {
                ("explain", vec![("--recover", recover)])
            }
            _ => return Vec::new(),
        };
        let given = given.into_iter().filter(|(_, is_given)| *is_given);
        given.map(|(option, _)| (option, command)).collect()
    }
}

/// The bytes that a size names.
fn parse_size(text: &str) -> Result<u64, NoSize> {
    parse_byte_count(text).ok_or(NoSize)
}

/// The error of a text that is no size.
#[derive(Debug, thiserror::Error)]
#[error("expected a size such as 512M, 2GiB or 1.5GB")]
struct NoSize;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Arguments::command().debug_assert();
    }
}
