//! The header of a record.

use crate::values::FileTime;

/// A record's place in its chunk, and the contents of its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RecordHeader {
    /// The offset of its first byte in the chunk.
    pub(crate) offset: usize,
    /// Its bytes, header and trailer included.
    pub(crate) size: usize,
    /// Its number in the log.
    pub(crate) id: u64,
    /// The time when it was written to the log.
    pub(crate) time: FileTime,
}
