//! One chunk of a log: what its header says, and where its records are.

use super::format::{HEADER, RECORD_HEADER, RECORD_TRAILER};
use super::record_header::RecordHeader;
use crate::values::FileTime;

/// The first bytes of a chunk.
pub(crate) const MAGIC: &[u8] = b"ElfChnk\0";
const RECORD_MAGIC: &[u8] = b"\x2a\x2a\0\0";
/// The flag of a chunk without checksums.
const NO_CHECKSUMS: u32 = 4;

/// The contents of a chunk's header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ChunkHeader {
    pub(crate) first_number: u64,
    pub(crate) last_number: u64,
    pub(crate) first_id: u64,
    pub(crate) last_id: u64,
    pub(crate) free_space: u32,
    checksum_of_records: u32,
    pub(crate) checksum_of_header: u32,
    flags: u32,
}

impl ChunkHeader {
    /// Returns the header of a chunk; `None` if it is none.
    pub(crate) fn read(data: &[u8]) -> Option<Self> {
        Self::read_without_magic(data).filter(|_| data.starts_with(MAGIC))
    }

    /// Returns what stands where the header of a chunk is, whatever it begins with.
    pub(crate) fn read_without_magic(data: &[u8]) -> Option<Self> {
        let number = |at: usize| Some(u32::from_le_bytes(*data.get(at..)?.first_chunk()?));
        let wide = |at: usize| Some(u64::from_le_bytes(*data.get(at..)?.first_chunk()?));
        if data.len() < HEADER {
            return None;
        }
        Some(Self {
            first_number: wide(8)?,
            last_number: wide(16)?,
            first_id: wide(24)?,
            last_id: wide(32)?,
            free_space: number(48)?,
            checksum_of_records: number(52)?,
            flags: number(120)?,
            checksum_of_header: number(124)?,
        })
    }

    /// Tells whether it has checksums, so that one like it is the same chunk.
    pub(crate) fn has_checksums(&self) -> bool {
        self.flags & NO_CHECKSUMS == 0 && self.checksum_of_header != 0
    }

    /// Returns the number of records it promises; a chunk that was never filled promises none.
    pub(crate) fn promised(&self) -> u64 {
        match self.last_number.checked_sub(self.first_number) {
            // A record takes more than 64 bytes: a larger number is no number of records.
            Some(more) if more < 1024 => more + 1,
            _ => 0,
        }
    }

    /// Tells whether the chunk has checksums at all.
    pub(crate) fn is_checked(&self) -> bool {
        self.flags & NO_CHECKSUMS == 0
    }

    /// Tells whether the header fits its checksum.
    pub(crate) fn fits(&self, data: &[u8]) -> bool {
        let parts = data.get(..120).zip(data.get(128..HEADER));
        parts.is_some_and(|(before, after)| {
            let mut hasher = crc32fast::Hasher::new();
            hasher.update(before);
            hasher.update(after);
            hasher.finalize() == self.checksum_of_header
        })
    }

    /// Tells whether the records fit their checksum, up to the free-space mark or, where that is
    /// wrong, up to the `end` of the last of them.
    pub(crate) fn records_fit(&self, data: &[u8], end: usize) -> bool {
        let fits = |end: usize| {
            let records = data.get(HEADER..end);
            records.is_some_and(|records| crc32fast::hash(records) == self.checksum_of_records)
        };
        let mark = self.free_space as usize;
        fits(mark) || mark != end && fits(end)
    }
}

/// Tells whether the end of a chunk's last record, which is its size, is not written yet.
pub(crate) fn lacks_its_end(data: &[u8], header: &ChunkHeader) -> bool {
    let end = header.free_space as usize;
    let start = end.saturating_sub(RECORD_TRAILER);
    start >= HEADER
        && data
            .get(start..end)
            .is_some_and(|size| size == [0; RECORD_TRAILER])
}

/// The record at an offset of a chunk, if there is one, whole.
pub(crate) fn record_at(data: &[u8], offset: usize) -> Option<RecordHeader> {
    let bytes = data.get(offset..)?;
    let record = record_header(bytes.first_chunk()?, offset)?;
    let trailer = bytes.get(record.size - RECORD_TRAILER..record.size)?;
    (trailer == (record.size as u32).to_le_bytes()).then_some(record)
}

/// The records in a chunk, wherever they lie in it, whole ones only; also what only looks like
/// one.
pub(crate) fn records_in_bytes(data: &[u8]) -> impl Iterator<Item = RecordHeader> {
    let places = memchr::memmem::find_iter(data, RECORD_MAGIC);
    places.filter_map(|offset| record_at(data, offset))
}

/// The header of the record at an offset of a chunk, if it is one.
pub(crate) fn record_header(header: &[u8; RECORD_HEADER], offset: usize) -> Option<RecordHeader> {
    let number = |at: usize| Some(u64::from_le_bytes(*header.get(at..)?.first_chunk()?));
    let size = number(4)? as u32 as usize;
    let is_one = header.starts_with(RECORD_MAGIC) && size >= RECORD_HEADER + RECORD_TRAILER;
    is_one.then_some(RecordHeader {
        offset,
        size,
        id: number(8)?,
        time: FileTime(number(16)?),
    })
}

/// The time of the earliest record of a chunk; `None` where the headers do not tell, because the
/// chunk is damaged or a record may have been created at another time than its header says.
pub(crate) fn earliest(data: &[u8]) -> Option<FileTime> {
    let header = ChunkHeader::read(data)?;
    let end = (header.free_space as usize).min(data.len());
    let mut earliest = FileTime(u64::MAX);
    let mut offset = HEADER;
    while offset < end {
        let record = record_at(data, offset)?;
        let body = data.get(offset + RECORD_HEADER..offset + record.size)?;
        // `TimeCreated` is the same eight bytes again, unless it is another time.
        if !holds(body, record.time.0.to_le_bytes()) {
            return None;
        }
        earliest = earliest.min(record.time);
        offset += record.size;
    }
    Some(earliest)
}

fn holds(body: &[u8], time: [u8; 8]) -> bool {
    memchr::memchr_iter(time[0], body).any(|at| body.get(at..at + 8) == Some(&time[..]))
}

/// Tells whether a chunk holds nothing at all: space that the log has reserved.
pub(crate) fn is_blank(chunk: &[u8]) -> bool {
    chunk.iter().all(|&byte| byte == 0)
}
