//! Sizes of the parts of an EVTX file ([MS-EVEN6] does not describe the file; libyal's description
//! of the format does).

/// Bytes of a file's header.
pub(crate) const FILE_HEADER: u64 = 4096;
/// Bytes of a chunk.
pub(crate) const CHUNK: usize = 65536;
/// Bytes of a chunk's header.
pub(crate) const HEADER: usize = 512;
/// Bytes of a record's header.
pub(crate) const RECORD_HEADER: usize = 24;
/// Bytes of a record's trailer, which is its size again.
pub(crate) const RECORD_TRAILER: usize = 4;
