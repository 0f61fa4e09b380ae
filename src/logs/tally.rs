//! What is said of each file: what was read of it, what could not be, what is missing.

use std::collections::BTreeMap;

use super::chunk::ChunkReport;
use super::files::{CHUNK, FILE_HEADER};
use super::store::LogFile;

/// Sentences on one file's chunks that are kept; more are only counted.
const SENTENCES: usize = 20;

/// What has come of one file.
#[derive(Debug)]
pub(super) struct Tally {
    file: LogFile,
    by_chunk: BTreeMap<u32, String>,
    more: u64,
    /// The lowest and the highest number of the records, and how many there are.
    ids: Option<(u64, u64, u64)>,
}

impl Tally {
    pub(super) fn new(file: LogFile) -> Self {
        Self {
            file,
            by_chunk: BTreeMap::new(),
            more: 0,
            ids: None,
        }
    }

    /// Counts a chunk.
    pub(super) fn chunk(&mut self, chunk: u32, report: ChunkReport) {
        self.file.records += report.records;
        self.file.unreadable += report.unreadable;
        self.file.promised += report.promised;
        if let Some((first, last, count)) = report.ids {
            let known = self.ids.unwrap_or((first, last, 0));
            self.ids = Some((known.0.min(first), known.1.max(last), known.2 + count));
        }
        if let Some(problem) = report.problem {
            self.by_chunk.insert(chunk, problem);
            // The first chunks' are kept, whichever thread reads first.
            if self.by_chunk.len() > SENTENCES {
                self.by_chunk.pop_last();
                self.more += 1;
            }
        }
    }

    /// Adds a sentence on the file as a whole.
    pub(super) fn problem(&mut self, problem: String) {
        self.file.problems.push(problem);
    }

    /// Counts events that other files have too.
    pub(super) fn twice(&mut self, events: u64) {
        self.file.twice += events;
    }

    /// How many numbers between the lowest and the highest no record has.
    fn gaps(&self) -> u64 {
        self.ids.map_or(0, |(first, last, count)| {
            (last - first).saturating_add(1).saturating_sub(count)
        })
    }

    /// What is known of the file by now.
    pub(super) fn file(&self) -> LogFile {
        let mut file = self.file.clone();
        let path = file.path.display().to_string();
        for (chunk, problem) in &self.by_chunk {
            let offset = FILE_HEADER + u64::from(*chunk) * CHUNK as u64;
            file.problems.push(format!(
                "{path}: chunk {chunk} (at byte {offset}): {problem}"
            ));
        }
        if self.more > 0 {
            file.problems
                .push(format!("{path}: {} more chunks are damaged", self.more));
        }
        file.gaps = self.gaps();
        if file.gaps > 0 {
            file.problems.push(format!(
                "{path}: {} record numbers are missing between the first and the last: \
                 the log was filtered when it was exported, or records were removed or damaged",
                file.gaps
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
