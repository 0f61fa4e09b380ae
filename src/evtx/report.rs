//! What came of reading a chunk: what was counted, what is wrong, and how far it was read.

use super::chunk::{ChunkHeader, record_at};
use super::record_header::RecordHeader;

/// What tells whether a chunk has changed since it was read, and up to where it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ReadPosition {
    /// The header as it was; `None` where there was none.
    pub(crate) header: Option<ChunkHeader>,
    /// The last record that was read.
    pub(crate) last: Option<RecordHeader>,
    /// Whether more was promised than was there yet.
    pub(crate) unfinished: bool,
    /// Where a record after the last was read although only a part of it was there.
    pub(crate) partly: Option<usize>,
}

impl ReadPosition {
    /// Where the last record that was read ends; 0 where none was.
    pub(crate) fn end(&self) -> usize {
        self.last.map_or(0, |last| last.offset + last.size)
    }

    /// Whether a chunk is the one that was read, perhaps with more records.
    pub(crate) fn goes_on_in(&self, data: &[u8]) -> bool {
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
pub(crate) struct ChunkReport {
    /// Records read.
    pub(crate) records: u64,
    /// Records that could not be read.
    pub(crate) unreadable: u64,
    /// Records that its header promises.
    pub(crate) promised: u64,
    /// The record ids that are in it, for each channel.
    pub(crate) ids: Vec<(Box<str>, Ids)>,
    /// Whether a record has a lower id than one before it.
    pub(crate) descends: bool,
    /// What is wrong, if anything, without its place.
    pub(crate) problem: Option<String>,
    /// How far it was read.
    pub(crate) position: ReadPosition,
    /// Whether this holds in place of what was said of the chunk before.
    pub(crate) replaces_previous: bool,
    /// Whether records that were read before are no longer in it.
    pub(crate) is_new_log: bool,
    /// The place, the channel and the id of a record that was read although only a part of it
    /// was there, until a later one is.
    pub(crate) partly: Option<(usize, Box<str>, u64)>,
    /// Where a record was read again, of which only a part was there before.
    pub(crate) again: Option<usize>,
}

impl ChunkReport {
    /// A chunk of which nothing could be read.
    pub(crate) fn unread(problem: String) -> Self {
        Self {
            problem: Some(problem),
            replaces_previous: true,
            ..Self::default()
        }
    }

    /// Counts a record of a channel that was read; `is_whole` says whether all of it was there.
    pub(crate) fn read(&mut self, record: &RecordHeader, is_whole: bool, channel: &str) {
        self.records += 1;
        if is_whole {
            if record.offset + record.size > self.position.end() {
                self.position.last = Some(*record);
            }
            self.id(channel, record.id);
        } else {
            let partly = (record.offset, channel.into(), record.id);
            if let Some((_, channel, id)) = self.partly.replace(partly) {
                self.id(&channel, id);
            }
        }
    }

    /// Counts a record that was carved.
    pub(crate) fn carved(&mut self) {
        self.records += 1;
    }

    fn id(&mut self, channel: &str, id: u64) {
        match self.ids.iter_mut().find(|(known, _)| **known == *channel) {
            Some((_, ids)) => ids.add(Ids::of(id)),
            None => self.ids.push((channel.into(), Ids::of(id))),
        }
    }

    /// Notes how far the chunk was read, now that it was; `from` is how far it was before.
    pub(crate) fn end(&mut self, from: &ReadPosition) {
        let end = self.position.end();
        match self.partly.take() {
            // More may come of the last one.
            Some((offset, ..)) if offset >= end => self.position.partly = Some(offset),
            Some((_, channel, id)) => self.id(&channel, id),
            None => {}
        }
        let first = |position: &ReadPosition| position.header.map(|header| header.first_id);
        let before = from.partly.filter(|_| first(from) == first(&self.position));
        self.again = before.filter(|&partly| partly < end);
    }
}

/// Which record ids there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ids {
    first: u64,
    last: u64,
    count: u64,
}

impl Ids {
    fn of(id: u64) -> Self {
        Self {
            first: id,
            last: id,
            count: 1,
        }
    }

    /// Adds others to them.
    pub(crate) fn add(&mut self, more: Self) {
        self.first = self.first.min(more.first);
        self.last = self.last.max(more.last);
        self.count += more.count;
    }

    /// How many ids between the lowest and the highest no record has.
    pub(crate) fn gaps(&self) -> u64 {
        let span = (self.last - self.first).saturating_add(1);
        span.saturating_sub(self.count)
    }
}

/// What is wrong with a chunk that [`super::chunk::lacks_its_end`].
pub(crate) const BLANK_END: &str = "its end is blank, as when a log is copied while it is written";

/// One sentence on all that is wrong with a chunk, and what to do.
pub(crate) fn problem(report: &ChunkReport, damage: Option<&str>) -> Option<String> {
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
    Some(format!("{damage}{records}; {HINT}"))
}

/// What to do about a damaged chunk.
pub(crate) const HINT: &str = "copy or export the log again if its server still has it";
