//! The statistics of each file: records read, unreadable, missing.

use std::collections::BTreeMap;

use crate::evtx::{CHUNK, ChunkReport, FILE_HEADER, Ids};
use crate::store::LogFile;

/// Sentences on one file's chunks that are kept; more are only counted.
const SENTENCES: usize = 20;

/// The counts of one file.
#[derive(Debug)]
pub(crate) struct FileStats {
    /// The file; its problems are those that it had when it was opened last.
    file: LogFile,
    /// Its chunks that are still to be read for the first time.
    unread: u32,
    damaged: BTreeMap<u32, Damage>,
    /// The record ids of each channel.
    ids: BTreeMap<Box<str>, Ids>,
    /// True if each channel has its own count of them, as where logs were merged.
    by_channel: bool,
    /// True if another log took its place while it was followed.
    replaced: bool,
    /// The record ids that were missing before that.
    earlier_gaps: u64,
}

/// The damage of a chunk.
#[derive(Debug)]
struct Damage {
    /// `None` where there are too many to say each.
    sentence: Option<String>,
    unreadable: u64,
}

impl FileStats {
    pub(crate) fn new(file: LogFile) -> Self {
        Self {
            unread: file.chunks,
            file,
            damaged: BTreeMap::new(),
            ids: BTreeMap::new(),
            by_channel: false,
            replaced: false,
            earlier_gaps: 0,
        }
    }

    /// Counts a chunk that is read for the first time.
    pub(crate) fn chunk(&mut self, chunk: u32, report: ChunkReport) {
        self.unread = self.unread.saturating_sub(1);
        self.changed(chunk, report);
    }

    /// Counts what was read of a chunk that was written to.
    pub(crate) fn changed(&mut self, chunk: u32, report: ChunkReport) {
        if report.replaces_previous
            && let Some(before) = self.damaged.remove(&chunk)
        {
            self.file.unreadable -= before.unreadable;
        }
        // A record of which a part was counted is there as a whole by now.
        self.file.records += report.records - u64::from(report.again.is_some());
        self.file.unreadable += report.unreadable;
        self.file.promised += report.promised;
        self.by_channel |= report.descends;
        for (channel, ids) in report.ids {
            self.ids
                .entry(channel)
                .and_modify(|known| known.add(ids))
                .or_insert(ids);
        }
        if report.problem.is_some() {
            let damage = Damage {
                sentence: report.problem,
                unreadable: report.unreadable,
            };
            self.damaged.insert(chunk, damage);
            // The first chunks' are kept, whichever thread reads first.
            if let Some(beyond) = self.damaged.values_mut().nth(SENTENCES) {
                beyond.sentence = None;
            }
        }
    }

    /// Notes what the file is like now: its size, and what is wrong with it as a whole. Whether
    /// that is news.
    pub(crate) fn opened(&mut self, bytes: Option<u64>, problems: Vec<String>) -> bool {
        let bytes = bytes.unwrap_or(self.file.bytes);
        let news = bytes != self.file.bytes || problems != self.file.problems;
        self.file.bytes = bytes;
        self.file.problems = problems;
        news
    }

    /// Notes that another log is in its place: its records are numbered anew.
    pub(crate) fn replaced(&mut self) {
        self.earlier_gaps = self.gaps();
        self.ids.clear();
        self.replaced = true;
    }

    /// Returns the number of its chunks that are still to be read for the first time.
    pub(crate) fn unread(&self) -> u32 {
        self.unread
    }

    /// Its size in bytes.
    pub(crate) fn bytes(&self) -> u64 {
        self.file.bytes
    }

    /// Returns the number of record ids between the lowest and the highest that no record has. None are missing for
    /// all that is known while a part of the file is unread: they may be there.
    fn gaps(&self) -> u64 {
        let missing: u64 = if self.unread > 0 {
            0
        } else if self.by_channel {
            self.ids
                .values()
                .map(Ids::gaps)
                .fold(0, u64::saturating_add)
        } else {
            let all = self.ids.values().copied().reduce(|mut all, more| {
                all.add(more);
                all
            });
            all.map_or(0, |all| all.gaps())
        };
        self.earlier_gaps.saturating_add(missing)
    }

    /// Returns the file as it is known by now; other files have so many of its events too.
    pub(crate) fn file(&self, twice: u64) -> LogFile {
        let mut file = LogFile {
            twice,
            unread: (u64::from(self.unread) * CHUNK as u64).min(self.file.bytes),
            ..self.file.clone()
        };
        let path = file.path.display().to_string();
        if self.replaced {
            file.problems.push(format!(
                "{path} was cleared or replaced while it was followed: its earlier events are \
                 still shown"
            ));
        }
        let mut more = 0;
        for (chunk, damage) in &self.damaged {
            let offset = FILE_HEADER + u64::from(*chunk) * CHUNK as u64;
            match &damage.sentence {
                Some(problem) => file.problems.push(format!(
                    "{path}: chunk {chunk} (at byte {offset}): {problem}"
                )),
                None => more += 1,
            }
        }
        if more > 0 {
            file.problems
                .push(format!("{path}: {more} more chunks are damaged"));
        }
        file.gaps = self.gaps();
        if file.gaps > 0 {
            file.problems.push(format!(
                "{path}: {} record ids between the first and the last{} are not in it: a filtered \
                 export leaves such gaps, and so do records that were removed or damaged",
                file.gaps,
                if self.by_channel { " of a channel" } else { "" }
            ));
        }
        if file.twice > 0 {
            file.problems.push(format!(
                "{path}: {} of its events are in another file too: they are shown once",
                file.twice
            ));
        }
        file
    }
}
