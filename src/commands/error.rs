//! Why a command could not do what was asked.

use std::io;
use std::path::PathBuf;
use std::str::Utf8Error;

use thiserror::Error;
use unicode_width::UnicodeWidthStr as _;

use crate::catalog::CatalogError;
use crate::filter::ParseError;
use crate::values::visible_line;

/// Why a command could not do what was asked: a sentence that says what, where and what to do. It
/// may be followed by lines that show the place.
#[derive(Debug, Error)]
pub enum Error {
    /// The reader of the answer wants no more of it, which is no failure.
    #[error("the reader of the answer went away")]
    ClosedPipe,
    /// The answer's output does not take it.
    #[error("the answer could not be written ({0}); see whether the disk is full")]
    Write(#[source] io::Error),
    /// A file that cannot be made or written.
    #[error("{0} cannot be written ({1}); choose a file in a folder that you may write to")]
    Unwritable(PathBuf, #[source] io::Error),
    /// A folder where a file to write is expected.
    #[error("{0} is a folder; name a file in it to write to")]
    Folder(PathBuf),
    /// A log where a file to write is expected: evidence is never written over.
    #[error("{0} is a log, and is not written over; name another file to write to")]
    Log(PathBuf),
    /// An archive, which may hold logs, in that place.
    #[error("{0} is an archive, and is not written over; name another file to write to")]
    Archive(PathBuf),
    /// No room in the folder of temporary files.
    #[error("no temporary folder could be made in {0} ({1}); set TMPDIR to a folder with room")]
    NoTemporaryFolder(PathBuf, #[source] io::Error),
    /// A catalog that cannot be read.
    #[error("the catalog {0} cannot be read ({1}); check the path given with --catalog")]
    CatalogFile(PathBuf, #[source] io::Error),
    /// A catalog that is no text.
    #[error(
        "the catalog {0} is not UTF-8 text (byte {at}); expected a provider document in Markdown",
        at = .1.valid_up_to()
    )]
    CatalogEncoding(PathBuf, #[source] Utf8Error),
    /// A catalog that is no provider document.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// A path that is a misspelt command, and the command.
    #[error("there is no file and no command {0}; did you mean smbscope {1}?")]
    MisspeltCommand(String, String),
    /// A path that is a filter without its `-f`.
    #[error("there is no file {0}; to see only the events that match it, write -f '{0}'")]
    FilterAsPath(String),
    /// A text that is no filter.
    #[error("the filter is not understood: {1}\n{place}", place = underlined(.0, .1))]
    Filter(String, #[source] Box<ParseError>),
    /// An error of another part of the program.
    #[error(transparent)]
    Message(Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// The error of another part of the program, or its sentence.
    pub fn message(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Message(error.into())
    }
}

impl From<io::Error> for Error {
    /// A write that failed: only the answer's writes are passed on with `?`.
    fn from(error: io::Error) -> Self {
        // ERROR_PIPE_NOT_CONNECTED: another way of Windows to say that a pipe is closed.
        let is_unconnected = cfg!(windows) && error.raw_os_error() == Some(233);
        if error.kind() == io::ErrorKind::BrokenPipe || is_unconnected {
            Self::ClosedPipe
        } else {
            Self::Write(error)
        }
    }
}

/// The filter, and its wrong part underlined.
fn underlined(text: &str, error: &ParseError) -> String {
    let start = error.span.start.min(text.len());
    let end = error.span.end.clamp(start, text.len());
    let width = |part: Option<&str>| visible_line(part.unwrap_or_default()).width();
    format!(
        "  {}\n  {}{}",
        visible_line(text),
        " ".repeat(width(text.get(..start))),
        "^".repeat(width(text.get(start..end)).max(1)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter;

    #[test]
    fn a_closed_pipe_is_no_failure_to_write() {
        let closed = io::Error::from(io::ErrorKind::BrokenPipe);
        assert!(matches!(Error::from(closed), Error::ClosedPipe));
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert!(matches!(Error::from(full), Error::Write(_)));
    }

    #[test]
    fn the_wrong_part_of_a_filter_is_underlined() {
        let text = "551 usr:x".to_owned();
        let error = filter::parse(&text).expect_err("usr is no field");
        let sentence = Error::Filter(text, error.into()).to_string();
        assert!(sentence.ends_with("\n  551 usr:x\n      ^^^"), "{sentence}");
    }
}
