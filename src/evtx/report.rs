//! The outcome of reading a chunk: its counts, its problem, and the position reached.

use super::chunk::{ChunkHeader, lacks_its_end, record_at};
use super::record_header::RecordHeader;

/// The position up to which a chunk was read, and what tells whether it has changed since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ReadPosition {
    /// The header as it was; `None` where there was none.
    pub(crate) header: Option<ChunkHeader>,
    /// The last record that was read.
    pub(crate) last: Option<RecordHeader>,
    /// True if more was promised than was there yet.
    pub(crate) unfinished: bool,
    /// The offset of a record after the last, read although only a part of it was there.
    pub(crate) partly: Option<usize>,
}

impl ReadPosition {
    /// Returns the offset behind the last record that was read; 0 where none was.
    pub(crate) fn end(&self) -> usize {
        self.last.map_or(0, |last| last.offset + last.size)
    }

    /// Tells whether a chunk is the one that was read, perhaps with more records.
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

/// The outcome of reading a chunk.
#[derive(Debug, Default)]
pub(crate) struct ChunkReport {
    /// Records read.
    pub(crate) records: u64,
    /// The number of those that were carved.
    pub(crate) carved: u64,
    /// Records that could not be read.
    pub(crate) unreadable: u64,
    /// Records that its header promises.
    pub(crate) promised: u64,
    /// The record ids that are in it, for each channel.
    pub(crate) ids: Vec<(Box<str>, Ids)>,
    /// True if a record has a lower id than one before it.
    pub(crate) descends: bool,
    /// The problem, if there is one, without its place.
    pub(crate) problem: Option<String>,
    /// The position up to which it was read.
    pub(crate) position: ReadPosition,
    /// True if this holds in place of what was said of the chunk before.
    pub(crate) replaces_previous: bool,
    /// True if records that were read before are no longer in it.
    pub(crate) is_new_log: bool,
    /// The place, the channel and the id of a record that was read although only a part of it
    /// was there, until a later one is.
    pub(crate) partly: Option<(usize, Box<str>, u64)>,
    /// The offset of a record read again, of which only a part was there before.
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

    /// Counts records that were carved.
    pub(crate) fn carve(&mut self, records: u64) {
        self.records += records;
        self.carved += records;
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

/// A range of record ids, and how many of them there are.
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
        self.count = self.count.saturating_add(more.count);
    }

    /// Returns the number of ids between the lowest and the highest that no record has.
    pub(crate) fn gaps(&self) -> u64 {
        let span = (self.last - self.first).saturating_add(1);
        span.saturating_sub(self.count)
    }
}

/// The damage that a chunk's header and checksums tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Damage {
    /// None is told.
    None,
    /// It does not begin as a chunk does.
    NoHeader {
        /// True if its records fit the checksum that stands where the header was.
        records_fit: bool,
    },
    /// The end of its last record is blank.
    BlankEnd,
    /// Its header does not fit its checksum.
    Header {
        /// True if its records fit theirs.
        records_fit: bool,
    },
    /// Its records do not fit their checksum.
    Records,
}

impl Damage {
    /// Returns the damage of a chunk whose records end at `end`.
    pub(crate) fn of(data: &[u8], header: Option<&ChunkHeader>, end: usize) -> Self {
        let Some(header) = header else {
            let records_fit = ChunkHeader::read_without_magic(data)
                .is_some_and(|header| header.records_fit(data, end));
            return Self::NoHeader { records_fit };
        };
        if !header.is_checked() {
            return Self::None;
        }
        let records_fit = header.records_fit(data, end);
        match (header.fits(data), records_fit) {
            (true, true) => Self::None,
            _ if lacks_its_end(data, header) => Self::BlankEnd,
            (false, records_fit) => Self::Header { records_fit },
            (true, false) => Self::Records,
        }
    }

    /// Tells whether the values of its records may be altered.
    pub(crate) fn records_are_altered(self) -> bool {
        match self {
            Self::None => false,
            Self::NoHeader { records_fit } | Self::Header { records_fit } => !records_fit,
            Self::BlankEnd | Self::Records => true,
        }
    }

    fn text(self) -> Option<&'static str> {
        Some(match self {
            Self::None => return None,
            Self::NoHeader { .. } => "it does not begin as a chunk does",
            Self::BlankEnd => "its end is blank, as when a log is copied while it is written",
            Self::Header { .. } => "its header does not fit its checksum",
            Self::Records => "its records do not fit their checksum",
        })
    }
}

/// Facts about a chunk beside the records that were read.
#[derive(Debug)]
pub(crate) struct Seen<'a> {
    pub(crate) damage: Damage,
    /// The records behind what the header counts.
    pub(crate) behind: &'a [RecordHeader],
    /// Whole records that only `--recover` shows.
    pub(crate) hidden: u64,
    /// Whole records beside those that the header counts, which cannot be read.
    pub(crate) unreadable_others: u64,
    /// Bytes up to the free-space mark that no record covers.
    pub(crate) holes: usize,
}

impl ChunkReport {
    /// Works out how many records cannot be read, and puts all that is wrong with the chunk into
    /// one sentence that says what to do.
    pub(crate) fn settle(&mut self, seen: &Seen<'_>) {
        let shown = self.records - self.carved;
        // What the header promises counts where it is to be trusted, or something is missing.
        let is_trusted = matches!(
            seen.damage,
            Damage::None | Damage::Records | Damage::BlankEnd
        );
        if is_trusted || seen.holes > 0 {
            let counted = shown.saturating_sub(seen.behind.len() as u64);
            let missing = self.promised.saturating_sub(counted);
            self.unreadable = self.unreadable.max(missing);
        }
        let all = shown + self.unreadable;
        let damage = seen.damage.text();
        let mut said: Vec<String> = damage.map(str::to_owned).into_iter().collect();
        let others = seen.hidden + self.carved + seen.unreadable_others;
        match (all, self.unreadable) {
            (0, _) if others > 0 || damage.is_none() => {}
            (0, _) => said.push("no record is found in it".to_owned()),
            (_, 0) if damage.is_none() => {}
            (_, 0) => said.push(format!("all of its {all} records are shown")),
            _ => said.push(format!(
                "{shown} of its {all} records are shown, the others cannot be read"
            )),
        }
        if damage.is_some() {
            let more = if all > 0 { "more " } else { "" };
            let records = |count: u64| match count {
                1 => format!("1 {more}whole record is in it"),
                _ => format!("{count} {more}whole records are in it"),
            };
            match seen.hidden {
                0 => {}
                1 => said.push(format!("{}: --recover shows it", records(1))),
                hidden => said.push(format!("{}: --recover shows them", records(hidden))),
            }
            match self.carved {
                0 => {}
                1 => said.push(format!("{}: it is recovered", records(1))),
                carved => said.push(format!("{}: they are recovered", records(carved))),
            }
            if seen.unreadable_others > 0 {
                let count = records(seen.unreadable_others);
                said.push(format!("{count}, without what it takes to read them"));
            }
        }
        if !said.is_empty() {
            said.push(HINT.to_owned());
        }
        if let [first, .., last] | [first @ last] = seen.behind {
            let ids = match seen.behind.len() {
                1 => format!("1 record (id {})", first.id),
                count => format!("{count} records (ids {} to {})", first.id, last.id),
            };
            said.insert(
                0,
                format!(
                    "{ids} behind what its header counts are shown too: the log was copied while \
                     it was written, or its header was changed"
                ),
            );
        }
        self.problem = (!said.is_empty()).then(|| said.join("; "));
    }
}

/// The advice on a damaged chunk.
pub(crate) const HINT: &str = "copy or export the log again if its server still has it";
