//! Errors of opening a log and of reading a chunk or a record of it.

use std::fs::FileType;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// An error of a log as a whole. Its text says what is wrong, where, and what to do.
#[derive(Debug, Error)]
pub enum LogError {
    /// No file has this path.
    #[error("{} does not exist: check the spelling of the path", .0.display())]
    NotFound(PathBuf),
    /// The system refuses to open it.
    #[error("{} may not be read by this user: run smbscope with more rights, or copy the log", .0.display())]
    Denied(PathBuf),
    /// The system cannot open it.
    #[error("{} cannot be opened: {source}", .path.display())]
    Io {
        /// Its path.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// It has no bytes.
    #[error("{} is empty: export the log again, or copy it while the event log service is stopped", .0.display())]
    Empty(PathBuf),
    /// It does not begin as a log does.
    #[error(
        "{} is not an event log (.evtx): it does not start as one; \
         save the log as .evtx in Event Viewer, or with wevtutil epl",
        .0.display()
    )]
    NotALog(PathBuf),
    /// It is something else that is known.
    #[error("{} is not an event log (.evtx) but {what}: {cure}", .path.display())]
    SomethingElse {
        /// Its path.
        path: PathBuf,
        /// Its kind, with its article.
        what: &'static str,
        /// The cure.
        cure: &'static str,
    },
    /// It is no file: a device, a socket, a named pipe in the place of a log.
    #[error("{} is {what} and not a file: name a log, or send one through a pipe to smbscope -", .path.display())]
    NotAFile {
        /// Its path.
        path: PathBuf,
        /// Its kind, with its article.
        what: &'static str,
    },
    /// A pipe ended without a byte.
    #[error("nothing came through {}: see whether the command before it failed", .0.display())]
    NothingCame(PathBuf),
    /// Standard input is typed by a person.
    #[error("standard input is the keyboard: send a log through a pipe, or name one in place of -")]
    Keyboard,
}

impl LogError {
    /// Returns the error of a path that leads to something that is no file.
    pub(crate) fn special(path: &Path, kind: FileType) -> Self {
        Self::NotAFile {
            path: path.to_owned(),
            what: special(kind),
        }
    }

    /// Tells whether there may be a log that is not read.
    pub(crate) fn hides_a_log(&self) -> bool {
        matches!(self, Self::Denied(_) | Self::Io { .. })
    }

    /// The error of a path that the system refused to open.
    pub(crate) fn from_io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound => Self::NotFound(path),
            io::ErrorKind::PermissionDenied => Self::Denied(path),
            _ => Self::Io { path, source },
        }
    }
}

/// Returns the kind of something that is no regular file, with its article.
#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;
    if kind.is_dir() {
        "a folder"
    } else if kind.is_fifo() {
        "a named pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

/// Returns the kind of something that is no regular file, with its article.
#[cfg(not(unix))]
fn special(kind: FileType) -> &'static str {
    if kind.is_dir() {
        "a folder"
    } else {
        "a device"
    }
}

/// An error of one chunk: its bytes are not to be had.
#[derive(Debug, Error)]
pub enum ChunkError {
    /// The log has become shorter since it was opened.
    #[error("chunk {chunk} at offset {offset} is cut off: the file became shorter")]
    CutOff {
        /// The chunk's number, from 0.
        chunk: u32,
        /// Its offset in the file, in bytes.
        offset: u64,
    },
    /// The system cannot read it.
    #[error("chunk {chunk} at offset {offset} cannot be read: {source}")]
    Io {
        /// The chunk's number, from 0.
        chunk: u32,
        /// Its offset in the file, in bytes.
        offset: u64,
        /// The system's reason.
        source: io::Error,
    },
}

/// An error of one record that is read by the evtx crate.
#[derive(Debug, Error)]
pub enum RecordError {
    /// No record begins there.
    #[error("no record is at its place")]
    NoRecord,
    /// It has no elements.
    #[error("the record at its place has no XML")]
    NoElements,
    /// Its chunk cannot be read.
    #[error(transparent)]
    Chunk(#[from] ChunkError),
    /// The evtx crate's reason.
    #[error("{0}")]
    Crate(Box<dyn std::error::Error + Send + Sync>),
}
