//! One chunk of a log: what its header says, where its records are, and reading them all, by the
//! walker where it can and by the reference reader where it cannot.

use super::reader::{self, Outcome};
use super::segment::{Place, SegmentBuilder};
use super::walker::{RECORD_HEADER, RECORD_TRAILER, RecordHeader, Walker};
use crate::values::FileTime;

/// Bytes of a chunk's header.
const HEADER: usize = 512;
const CHUNK_MAGIC: &[u8] = b"ElfChnk\0";
const RECORD_MAGIC: &[u8] = b"\x2a\x2a\0\0";
/// The flag of a chunk without checksums.
const NO_CHECKSUMS: u32 = 4;

/// What a chunk's header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct ChunkHeader {
    pub(super) first_number: u64,
    pub(super) last_number: u64,
    pub(super) first_id: u64,
    pub(super) last_id: u64,
    free_space: u32,
    checksum_of_records: u32,
    pub(super) checksum_of_header: u32,
    flags: u32,
}

impl ChunkHeader {
    /// The header of a chunk; `None` if it is none.
    pub(super) fn read(data: &[u8]) -> Option<Self> {
        let number = |at: usize| Some(u32::from_le_bytes(*data.get(at..)?.first_chunk()?));
        let wide = |at: usize| Some(u64::from_le_bytes(*data.get(at..)?.first_chunk()?));
        if data.len() < HEADER || !data.starts_with(CHUNK_MAGIC) {
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

    /// How many records it promises; a chunk that was never filled promises none.
    pub(super) fn promised(&self) -> u64 {
        match self.last_number.checked_sub(self.first_number) {
            // A record takes more than 64 bytes: a larger number is no number of records.
            Some(more) if more < 1024 => more + 1,
            _ => 0,
        }
    }

    /// What its checksums say is damaged, if anything.
    fn damage(&self, data: &[u8]) -> Option<&'static str> {
        if self.flags & NO_CHECKSUMS != 0 {
            return None;
        }
        let mut hasher = crc32fast::Hasher::new();
        hasher.update(data.get(..120)?);
        hasher.update(data.get(128..HEADER)?);
        if hasher.finalize() != self.checksum_of_header {
            return Some("its header does not fit its checksum");
        }
        match data.get(HEADER..self.free_space as usize) {
            Some(records) if crc32fast::hash(records) == self.checksum_of_records => None,
            Some(_) => Some("its records do not fit their checksum"),
            None => Some("its records end outside it"),
        }
    }
}

/// What came of reading a chunk.
#[derive(Debug, Default)]
pub(super) struct ChunkReport {
    /// Records read.
    pub(super) records: u64,
    /// Records that could not be read.
    pub(super) unreadable: u64,
    /// Records that its header promises.
    pub(super) promised: u64,
    /// What is wrong, each without its place.
    pub(super) problems: Vec<String>,
}

/// Reads all records of a chunk into `builder`. `from` skips those before an offset that were
/// read already.
pub(super) fn read(
    data: &[u8],
    place: Place,
    recover: bool,
    walker: &mut Walker,
    builder: &mut SegmentBuilder,
) -> ChunkReport {
    let mut report = ChunkReport::default();
    let header = ChunkHeader::read(data);
    let damage = match header {
        Some(header) => header.damage(data),
        None => Some("it does not begin as a chunk does"),
    };
    report.promised = header.map_or(0, |header| header.promised());
    walker.begin_chunk();
    let listed = match (header, damage) {
        (Some(header), None) => list(data, &header),
        _ => None,
    };
    let at = |record: &RecordHeader| Place {
        offset: record.offset as u16,
        ..place
    };
    let mut left = Vec::new();
    for record in listed.iter().flatten() {
        match walker.read(data, *record, at(record), builder) {
            Ok(()) => report.records += 1,
            Err(_) => left.push(record.offset as u16),
        }
    }
    // Where the chunk is as it should be, the reference reader reads what is left of it; where it
    // is damaged, it says which records there are.
    let regular = listed.is_some();
    if regular && left.is_empty() && !recover {
        return finished(report, damage);
    }
    let read_already = |offset: u16| {
        let listed = listed.as_deref().unwrap_or_default();
        let known = listed.binary_search_by_key(&usize::from(offset), |record| record.offset);
        known.is_ok() && left.binary_search(&offset).is_err()
    };
    let outcome = reader::read_chunk(
        data.to_vec(),
        place,
        recover,
        |offset| !read_already(offset),
        |outcome| match outcome {
            Outcome::Read(record, size) => {
                report.records += 1;
                let header = RecordHeader {
                    offset: usize::from(record.place.offset),
                    size,
                    id: record.record_id,
                    time: record.time,
                };
                let typed = !regular && walker.read(data, header, record.place, builder).is_ok();
                if !typed {
                    builder.push(record);
                }
            }
            Outcome::Unread(reason) => {
                report.unreadable += 1;
                report.problems.push(reason);
            }
        },
    );
    if let Err(reason) = outcome {
        report.problems.push(reason);
        report.unreadable = report.promised.saturating_sub(report.records);
    }
    finished(report, damage)
}

fn finished(mut report: ChunkReport, damage: Option<&str>) -> ChunkReport {
    if let Some(damage) = damage {
        report.problems.insert(0, damage.to_owned());
    }
    report
}

/// Where the records of a chunk are; `None` unless they follow one another from its header to
/// its free space without a doubt.
fn list(data: &[u8], header: &ChunkHeader) -> Option<Vec<RecordHeader>> {
    let end = (header.free_space as usize).min(data.len());
    let mut records = Vec::with_capacity(header.promised() as usize);
    let mut offset = HEADER;
    while offset < end {
        let record = record_at(data, offset)?;
        offset += record.size;
        records.push(record);
        if record.id == header.last_id {
            break;
        }
    }
    (offset == end).then_some(records)
}

/// The record at an offset of a chunk, if there is one, whole.
pub(super) fn record_at(data: &[u8], offset: usize) -> Option<RecordHeader> {
    let bytes = data.get(offset..)?;
    let header = bytes.first_chunk::<RECORD_HEADER>()?;
    let number = |at: usize| Some(u64::from_le_bytes(*header.get(at..)?.first_chunk()?));
    let size = number(4)? as u32 as usize;
    let trailer = bytes.get(size.checked_sub(RECORD_TRAILER)?..size)?;
    let whole = header.starts_with(RECORD_MAGIC)
        && size >= RECORD_HEADER + RECORD_TRAILER
        && trailer == header.get(4..8)?;
    whole.then_some(RecordHeader {
        offset,
        size,
        id: number(8)?,
        time: FileTime(number(16)?),
    })
}
