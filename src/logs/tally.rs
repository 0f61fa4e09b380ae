//! What is said of each file: what was read of it, what could not be, what is missing.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use super::chunk::ChunkReport;
use super::files::{CHUNK, FILE_HEADER};
use super::segment::Segment;
use super::store::LogFile;

/// Sentences on one file's chunks that are kept; more are only counted.
const SENTENCES: usize = 20;

/// Runs of record ids: the first, the last, and how many there are, by channel and computer.
type Runs = HashMap<(Box<str>, Box<str>), (u64, u64, u64)>;

/// What has come of one file.
#[derive(Debug)]
pub(super) struct Tally {
    file: LogFile,
    by_chunk: BTreeMap<u32, String>,
    more: u64,
    runs: Runs,
}

impl Tally {
    pub(super) fn new(file: LogFile) -> Self {
        Self {
            file,
            by_chunk: BTreeMap::new(),
            more: 0,
            runs: Runs::new(),
        }
    }

    /// Counts a chunk.
    pub(super) fn chunk(&mut self, chunk: u32, report: ChunkReport) {
        self.file.records += report.records;
        self.file.unreadable += report.unreadable;
        self.file.promised += report.promised;
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

    /// Record ids that are missing, whether each channel of each computer has counted for itself
    /// (logs that were collected) or the file for all of them: whichever leaves fewer.
    fn gaps(&self) -> u64 {
        let missing = |first: u64, last: u64, count: u64| {
            (last - first).saturating_add(1).saturating_sub(count)
        };
        let runs = self.runs.values();
        let apart = runs
            .clone()
            .map(|&(first, last, count)| missing(first, last, count))
            .sum();
        let as_one = runs
            .copied()
            .reduce(|one, other| (one.0.min(other.0), one.1.max(other.1), one.2 + other.2));
        as_one.map_or(0, |(first, last, count)| {
            missing(first, last, count).min(apart)
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
                "{path}: {} record ids are missing between the first and the last: \
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

/// Counts the record ids of a segment for each of the files.
pub(super) fn count_ids(segment: &Segment, tallies: &mut [Tally]) {
    let mut of_segment: HashMap<(u32, u32), (u64, u64, u64)> = HashMap::new();
    for (row, (&id, &head)) in segment.record_ids().iter().zip(segment.heads()).enumerate() {
        let place = segment.place(row);
        if place.recovered {
            continue;
        }
        let run = of_segment.entry((place.file, head)).or_insert((id, id, 0));
        *run = (run.0.min(id), run.1.max(id), run.2 + 1);
    }
    for ((file, head), (first, last, count)) in of_segment {
        let system = &segment.head_table()[head as usize].system;
        let key = (system.channel.clone(), system.computer.clone());
        let Some(tally) = tallies.get_mut(file as usize) else {
            continue;
        };
        let run = tally.runs.entry(key).or_insert((first, last, 0));
        *run = (run.0.min(first), run.1.max(last), run.2 + count);
    }
}
