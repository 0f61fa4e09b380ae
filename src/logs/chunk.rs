//! One chunk of a log: what its header says, where its records are, and reading them all, by the
//! walker where it can and by the reference reader where it cannot.

use super::reader::{self, Outcome};
use super::segment::{Place, SegmentBuilder};
use super::walker::{RECORD_HEADER, RECORD_TRAILER, RecordHeader, Walker};
use crate::values::FileTime;

/// Bytes of a chunk's header.
pub(super) const HEADER: usize = 512;
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

    /// Whether it has checksums, so that one like it is the same chunk.
    pub(super) fn has_checksums(&self) -> bool {
        self.flags & NO_CHECKSUMS == 0 && self.checksum_of_header != 0
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

/// What tells whether a chunk has changed since it was read, and up to where it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Mark {
    /// The header as it was; `None` where there was none.
    pub(super) header: Option<ChunkHeader>,
    /// The last record that was read.
    pub(super) last: Option<RecordHeader>,
    /// Whether more was promised than was there yet.
    pub(super) unfinished: bool,
}

impl Mark {
    /// Where the last record that was read ends; 0 where none was.
    fn end(&self) -> usize {
        self.last.map_or(0, |last| last.offset + last.size)
    }

    /// Whether a chunk is the one that was read, perhaps with more records.
    fn goes_on_in(&self, data: &[u8]) -> bool {
        let (Some(before), Some(now)) = (self.header, ChunkHeader::read(data)) else {
            return false;
        };
        // Another log may count its records from the same number: the last one tells them apart.
        before.first_id == now.first_id
            && before.last_id <= now.last_id
            && self
                .last
                .is_some_and(|last| record_at(data, last.offset) == Some(last))
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
    /// The lowest and the highest number of its records in the log, and how many have one.
    pub(super) ids: Option<(u64, u64, u64)>,
    /// What is wrong, if anything, without its place.
    pub(super) problem: Option<String>,
    /// How far it was read.
    pub(super) mark: Mark,
    /// Whether this holds in place of what was said of the chunk before.
    pub(super) supersedes: bool,
    /// Whether records that were read before are no longer in it.
    pub(super) anew: bool,
}

impl ChunkReport {
    /// A chunk of which nothing could be read.
    pub(super) fn unread(problem: String) -> Self {
        Self {
            problem: Some(problem),
            supersedes: true,
            ..Self::default()
        }
    }

    fn read(&mut self, record: &RecordHeader, recovered: bool) {
        self.records += 1;
        if recovered {
            return;
        }
        if record.offset + record.size > self.mark.end() {
            self.mark.last = Some(*record);
        }
        let (first, last, count) = self.ids.unwrap_or((record.id, record.id, 0));
        self.ids = Some((first.min(record.id), last.max(record.id), count + 1));
    }
}

/// Reads all records of a chunk into `builder`, also those of which only a part is left.
pub(super) fn read(
    data: &[u8],
    place: Place,
    recover: bool,
    walker: &mut Walker,
    builder: &mut SegmentBuilder,
) -> ChunkReport {
    read_those(data, place, recover, |_| true, walker, builder)
}

/// Reads the records of a chunk whose offset `is_there` says are there.
fn read_those(
    data: &[u8],
    place: Place,
    recover: bool,
    is_there: impl Fn(usize) -> bool,
    walker: &mut Walker,
    builder: &mut SegmentBuilder,
) -> ChunkReport {
    let header = ChunkHeader::read(data);
    let damage = match header {
        Some(header) => header.damage(data),
        None => Some("it does not begin as a chunk does"),
    };
    let mut report = ChunkReport {
        promised: header.map_or(0, |header| header.promised()),
        mark: Mark {
            header,
            ..Mark::default()
        },
        supersedes: true,
        ..ChunkReport::default()
    };
    walker.begin_chunk();
    let listed = match (header, damage) {
        (Some(header), None) => list(data, &header),
        _ => None,
    };
    let unfinished = header.is_some_and(|header| lacks_its_end(data, &header));
    let mut left = Vec::new();
    for record in listed.iter().flatten() {
        match walker.read(data, *record, at(place, record), builder) {
            Ok(()) => report.read(record, false),
            Err(_) => left.push(record.offset as u16),
        }
    }
    // Where the chunk is as it should be, the reference reader reads what is left of it; where it
    // is damaged, it says which records there are.
    let regular = listed.is_some();
    if !regular || !left.is_empty() || recover {
        let was_read = |offset: u16| {
            let listed = listed.as_deref().unwrap_or_default();
            let known = listed.binary_search_by_key(&usize::from(offset), |record| record.offset);
            known.is_ok() && left.binary_search(&offset).is_err()
        };
        let wanted = |offset| !was_read(offset) && is_there(usize::from(offset));
        let outcome = reader::read_chunk(data.to_vec(), place, recover, wanted, |outcome| {
            take(outcome, regular, data, walker, builder, &mut report);
        });
        if outcome.is_err() {
            report.unreadable = report.promised.saturating_sub(report.records);
        }
    }
    let damage = damage.map(|damage| if unfinished { BLANK_END } else { damage });
    report.problem = problem(&report, damage);
    report.mark.unfinished = unfinished;
    report
}

/// What is wrong with a chunk that [`lacks_its_end`].
const BLANK_END: &str = "its end is blank, as when a log is copied while it is written";

/// Whether the end of a chunk's last record, which is its size, is not written yet.
fn lacks_its_end(data: &[u8], header: &ChunkHeader) -> bool {
    let end = header.free_space as usize;
    let start = end.saturating_sub(RECORD_TRAILER);
    start >= HEADER
        && data
            .get(start..end)
            .is_some_and(|size| size == [0; RECORD_TRAILER])
}

fn at(place: Place, record: &RecordHeader) -> Place {
    Place {
        offset: record.offset as u16,
        ..place
    }
}

/// Adds a record that the reference reader has read, by the walker where that can read it, so
/// that its values have their types.
fn take(
    outcome: Outcome<'_>,
    regular: bool,
    data: &[u8],
    walker: &mut Walker,
    builder: &mut SegmentBuilder,
    report: &mut ChunkReport,
) {
    match outcome {
        Outcome::Read(record, header) => {
            // The header as it lies there: it is looked for again when the log is followed.
            let header = record_at(data, header.offset).unwrap_or(header);
            report.read(&header, record.place.recovered);
            if regular && !record.place.recovered
                || walker.read(data, header, record.place, builder).is_err()
            {
                builder.push(record);
            }
        }
        Outcome::Unread => report.unreadable += 1,
    }
}

/// One sentence on all that is wrong with a chunk, and what to do.
fn problem(report: &ChunkReport, damage: Option<&str>) -> Option<String> {
    let shown = report.records;
    let all = report.promised.max(shown + report.unreadable);
    let records = match (all, damage) {
        (0, None) => return None,
        (0, Some(_)) => "no record is found in it".to_owned(),
        (all, None) if all == shown => return None,
        (all, Some(_)) if all == shown => format!("all of its {all} records are shown"),
        (all, _) => format!("{shown} of its {all} records are shown, the others cannot be read"),
    };
    let damage = damage.map(|damage| format!("{damage}; "));
    let damage = damage.unwrap_or_default();
    Some(format!("{damage}{records}; {CURE}"))
}

/// What to do about a damaged chunk.
const CURE: &str = "copy or export the log again if its server still has it";

/// Reads the records of a chunk that were written to it since it had this mark, as far as they
/// are whole; all of them when it is another chunk by now.
pub(super) fn read_on(
    data: &[u8],
    place: Place,
    recover: bool,
    from: Mark,
    walker: &mut Walker,
    builder: &mut SegmentBuilder,
) -> ChunkReport {
    if !from.goes_on_in(data) {
        // The rest of a record that is not yet written to its end comes later.
        let is_there = |offset| record_at(data, offset).is_some();
        return ChunkReport {
            anew: from.last.is_some(),
            ..read_those(data, place, recover, is_there, walker, builder)
        };
    }
    let header = ChunkHeader::read(data);
    let promised = |header: Option<ChunkHeader>| header.map_or(0, |header| header.promised());
    let mut report = ChunkReport {
        promised: promised(header).saturating_sub(promised(from.header)),
        mark: Mark {
            header,
            last: from.last,
            unfinished: false,
        },
        // What was not there yet is, by now.
        supersedes: from.unfinished,
        ..ChunkReport::default()
    };
    walker.begin_chunk();
    let mut left = Vec::new();
    let mut offset = from.end().max(HEADER);
    while let Some(record) = record_at(data, offset) {
        offset += record.size;
        match walker.read(data, record, at(place, &record), builder) {
            Ok(()) => report.read(&record, false),
            Err(_) => left.push(record.offset as u16),
        }
    }
    if !left.is_empty() {
        let wanted = |offset| left.binary_search(&offset).is_ok();
        let before = report.records;
        // What of it cannot be read is counted below: some of that may have been read before.
        let _ = reader::read_chunk(data.to_vec(), place, false, wanted, |outcome| {
            if let Outcome::Read(..) = outcome {
                take(outcome, true, data, walker, builder, &mut report);
            }
        });
        report.unreadable = (left.len() as u64).saturating_sub(report.records - before);
        if report.unreadable > 0 {
            let unreadable = report.unreadable;
            report.problem = Some(format!(
                "{unreadable} of its records cannot be read; {CURE}"
            ));
        }
    }
    report.mark.unfinished = header.is_some_and(|header| offset < header.free_space as usize);
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
fn record_at(data: &[u8], offset: usize) -> Option<RecordHeader> {
    let bytes = data.get(offset..)?;
    let record = record_header(bytes.first_chunk()?, offset)?;
    let trailer = bytes.get(record.size - RECORD_TRAILER..record.size)?;
    (trailer == (record.size as u32).to_le_bytes()).then_some(record)
}

/// The header of the record at an offset of a chunk, if it is one.
pub(super) fn record_header(header: &[u8; RECORD_HEADER], offset: usize) -> Option<RecordHeader> {
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
pub(super) fn earliest(data: &[u8]) -> Option<FileTime> {
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
