//! The seam between loading and the kinds of logs. Another kind is a file of its own with a
//! [`LogSource`], and a row in [`super::sources`].

use std::path::Path;

use crate::evtx::{
    ChunkReport, CodePage, FastReader, FilePart, Place, ReadPosition, RecordError, Recovery, Xml,
};
use crate::store::{LogFile, SegmentBuilder};
use crate::values::FileTime;

/// The place of a log's bytes.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    /// The path that it is shown under.
    pub(crate) path: Box<Path>,
    /// Its bytes, where no file has this path.
    pub(crate) held: Option<FilePart>,
}

impl From<&LogFile> for Origin {
    fn from(file: &LogFile) -> Self {
        Self {
            path: file.path.as_path().into(),
            held: file.held.clone(),
        }
    }
}

impl From<&Path> for Origin {
    fn from(path: &Path) -> Self {
        Self {
            path: path.into(),
            held: None,
        }
    }
}

/// A log that is open for reading, in parts that any thread can read by themselves.
pub(crate) trait LogSource: Send {
    /// Returns the size of the log in bytes.
    fn bytes(&self) -> u64;

    /// Returns how many parts it has; with `recover`, also those that are not whole.
    fn parts(&self, recovery: Recovery) -> u32;

    /// Returns the problems of the log as a whole, a sentence each.
    fn problems(&self) -> &[String];

    /// Returns what another log with the same records shares; `None` where nothing tells.
    fn fingerprint(&self) -> Option<Vec<u8>>;

    /// Reads the records of a part into `builder`; with a position, only what was written since.
    fn read(
        &self,
        place: Place,
        recovery: Recovery,
        from: Option<ReadPosition>,
        scratch: &mut Scratch,
        builder: &mut SegmentBuilder,
    ) -> ChunkReport;

    /// Returns the time of the earliest record of a part, where that is known without reading it.
    fn earliest(&self, part: u32, scratch: &mut Scratch) -> Option<FileTime>;

    /// Compares a part with the position up to which it was read.
    fn growth(&self, part: u32, known: &ReadPosition) -> PartGrowth;

    /// Returns a record as XML.
    ///
    /// # Errors
    /// When there is none any more.
    fn xml(&self, place: Place, code_page: CodePage) -> Result<Xml, RecordError>;
}

/// The change of a part since it was read.
pub(crate) enum PartGrowth {
    /// There is no such part.
    Missing,
    /// Nothing was written to it.
    None,
    /// Something was; its first record id, and the position of what is there now.
    Some(u64, ReadPosition),
}

/// Buffers that a thread reuses from part to part.
#[derive(Default)]
pub(crate) struct Scratch {
    /// The bytes of the part.
    pub(crate) data: Vec<u8>,
    /// The reader, which remembers templates.
    pub(crate) fast_reader: FastReader,
    /// The code page of text that has one byte a character.
    pub(crate) code_page: CodePage,
}

impl Scratch {
    /// Buffers for reading with this code page.
    pub(crate) fn new(code_page: CodePage) -> Self {
        Self {
            data: Vec::new(),
            fast_reader: FastReader::new(code_page),
            code_page,
        }
    }
}
