//! The records of a chunk by their own sizes, whatever its header counts: headers are written
//! later than records, are damaged, or lie.

use super::chunk::{ChunkHeader, record_at, record_header, records_in_bytes};
use super::format::{HEADER, RECORD_HEADER, RECORD_TRAILER};
use super::record_header::RecordHeader;

/// A record up to the free-space mark.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counted {
    /// Its header.
    pub(crate) header: RecordHeader,
    /// True if its size stands at its end too. A record that is being written lacks that.
    pub(crate) is_whole: bool,
}

/// The records of a chunk.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    /// Those up to the free-space mark of the header, in order.
    pub(crate) counted: Vec<Counted>,
    /// Those that go on behind the mark, with the next ids: the header lags behind.
    pub(crate) behind: Vec<RecordHeader>,
    /// Bytes up to the mark that no record covers.
    pub(crate) holes: usize,
    /// The offset behind the last record of those above.
    pub(crate) end: usize,
}

impl Layout {
    /// Walks a chunk with this header.
    pub(crate) fn of(data: &[u8], header: &ChunkHeader) -> Self {
        let mark = (header.free_space as usize).clamp(HEADER, data.len().max(HEADER));
        let mut layout = Self {
            counted: Vec::with_capacity(header.promised() as usize),
            end: HEADER,
            ..Self::default()
        };
        let mut offset = HEADER;
        while offset < mark {
            if let Some(record) = record_at(data, offset) {
                offset += record.size;
                // Behind a hole there may be a page of the chunk at another time.
                if layout.holes > 0 && !layout.continues_with(&record, header, data) {
                    layout.holes += record.size;
                    continue;
                }
                layout.end = offset;
                layout.counted.push(Counted {
                    header: record,
                    is_whole: true,
                });
                continue;
            }
            if let Some(header) = half_written(data, offset) {
                layout.counted.push(Counted {
                    header,
                    is_whole: false,
                });
                offset += header.size;
                continue;
            }
            let next = next_record(data, offset + 1).unwrap_or(mark).min(mark);
            layout.holes += next - offset;
            offset = next;
        }
        layout.read_behind(data);
        layout
    }

    /// Tells whether a record may be one of those that the header counts.
    fn continues_with(&self, record: &RecordHeader, header: &ChunkHeader, data: &[u8]) -> bool {
        let last = self.counted.last().map_or(0, |counted| counted.header.id);
        if header.fits(data) {
            (header.first_id..=header.last_id).contains(&record.id)
        } else {
            record.id > last && record.id - last < 1 << 16
        }
    }

    /// Finds the records that go on behind the mark. Space that is no longer used holds older
    /// records, with lower ids.
    fn read_behind(&mut self, data: &[u8]) {
        let Some(mut last) = self.counted.last().map(|counted| counted.header) else {
            return;
        };
        while let Some(record) = record_at(data, self.end)
            && last.id.checked_add(1) == Some(record.id)
            && record.time >= last.time
        {
            self.end += record.size;
            self.behind.push(record);
            last = record;
        }
    }

    /// Returns the other whole records of the chunk: those in its holes and in the space that is
    /// no longer used.
    pub(crate) fn others(&self, data: &[u8]) -> Vec<RecordHeader> {
        let whole = self.counted.iter().filter(|counted| counted.is_whole);
        let known = whole
            .map(|counted| counted.header)
            .chain(self.behind.iter().copied());
        let mut known: Vec<(usize, usize)> = known
            .map(|record| (record.offset, record.offset + record.size))
            .collect();
        known.sort_unstable();
        let mut others: Vec<RecordHeader> = Vec::new();
        for record in records_in_bytes(data) {
            let before = known.partition_point(|&(start, _)| start <= record.offset);
            let is_in_known = before
                .checked_sub(1)
                .is_some_and(|at| record.offset < known[at].1);
            // A value may hold what looks like a record.
            let is_in_other = others
                .last()
                .is_some_and(|other| record.offset < other.offset + other.size);
            if !is_in_known && !is_in_other {
                others.push(record);
            }
        }
        others
    }
}

/// Returns the record at an offset that lacks its end: it is blank, or not its size although the
/// next record begins there.
fn half_written(data: &[u8], offset: usize) -> Option<RecordHeader> {
    let header: &[u8; RECORD_HEADER] = data.get(offset..)?.first_chunk()?;
    let record = record_header(header, offset)?;
    let end = offset + record.size;
    let trailer = data.get(end - RECORD_TRAILER..end)?;
    (trailer == [0; RECORD_TRAILER] || record_at(data, end).is_some()).then_some(record)
}

/// Returns the offset of the next whole record.
fn next_record(data: &[u8], from: usize) -> Option<usize> {
    let rest = data.get(from..)?;
    records_in_bytes(rest)
        .next()
        .map(|record| from + record.offset)
}
