//! A loaded log file, and the problems met in reading it.

use std::path::PathBuf;

use crate::evtx::{CodePage, FilePart, SavedTexts};

/// A log file, and what could not be read of it.
#[derive(Debug, Clone, Default)]
pub struct LogFile {
    /// As it was named on the command line, or found in a folder.
    pub path: PathBuf,
    /// Its bytes, where no file has this path: it was unpacked, or came through a pipe.
    pub held: Option<FilePart>,
    /// Its size in bytes when it was opened, or last looked at while it is followed.
    pub bytes: u64,
    /// The number of chunks that are read of it.
    pub chunks: u32,
    /// The number of these bytes that are still to be read. What is left once loading has ended is not
    /// loaded at all.
    pub unread: u64,
    /// The number of records that were read.
    pub records: u64,
    /// The number of records that could not be read, as far as one can tell.
    pub unreadable: u64,
    /// The number of records that the chunks' headers promise.
    pub promised: u64,
    /// The number of record numbers that are missing between the first and the last.
    pub gaps: u64,
    /// The number of its events that another file has too; they are loaded once.
    pub twice: u64,
    /// The problems, each a sentence that says what, where, and what to do.
    pub problems: Vec<String>,
    /// The code page that text of one byte a character was read in.
    pub code_page: CodePage,
    /// The events' texts, where they were saved beside it.
    pub texts: SavedTexts,
}
