//! The store as it grows: segments are added, and snapshots taken when somebody wants one.

use std::collections::HashSet;
use std::sync::Arc;

use super::chunk::ChunkReport;
use super::files::Opened;
use super::follow::Growth;
use super::order::{Numbered, merged};
use super::segment::Segment;
use super::store::{EventNumber, LogFile, Store};
use super::tally::Tally;
use crate::catalog::Catalog;

/// All that is loaded.
pub(super) struct Snapshots {
    catalog: Arc<Catalog>,
    tallies: Vec<Tally>,
    /// The files as they were found.
    paths: Arc<Vec<LogFile>>,
    problems: Vec<String>,
    segments: Vec<Arc<Segment>>,
    bases: Vec<u32>,
    /// How many segments `order` has.
    ordered: usize,
    order: Arc<Vec<EventNumber>>,
    news: bool,
}

impl Snapshots {
    pub(super) fn new(catalog: Arc<Catalog>, opened: Opened) -> Self {
        Self {
            catalog,
            tallies: opened.files.iter().cloned().map(Tally::new).collect(),
            paths: Arc::new(opened.files),
            problems: opened.problems,
            segments: Vec::new(),
            bases: Vec::new(),
            ordered: 0,
            order: Arc::default(),
            news: false,
        }
    }

    /// Whether something came since the last snapshot.
    pub(super) fn has_news(&self) -> bool {
        self.news
    }

    /// Counts a chunk that is read for the first time.
    pub(super) fn report(&mut self, file: usize, chunk: u32, report: ChunkReport) {
        self.news = true;
        self.tallies[file].chunk(chunk, report);
    }

    /// Counts what was read of a file that is followed.
    pub(super) fn grown(&mut self, file: usize, growth: Growth) {
        let tally = &mut self.tallies[file];
        if growth.replaced {
            tally.replaced();
        }
        for (chunk, report) in growth.chunks {
            self.news |= report.records > 0 || report.problem.is_some() || report.supersedes;
            tally.changed(chunk, report);
        }
    }

    /// Notes what a file that is followed is like now: its size where it can be opened, and what
    /// is wrong with it as a whole.
    pub(super) fn opened(&mut self, file: usize, bytes: Option<u64>, problems: Vec<String>) {
        self.news |= self.tallies[file].opened(bytes, problems);
    }

    /// Reads the texts that were saved beside the files, unless it is stopped: it may take long,
    /// and is not to be done while somebody draws.
    pub(super) fn read_texts(&self, is_stopped: impl Fn() -> bool) {
        let files = self.paths.iter().take_while(|_| !is_stopped());
        files.for_each(|file| file.texts.read(&file.path));
    }

    /// How many chunks of each file are still to be read for the first time.
    pub(super) fn unread(&self) -> impl Iterator<Item = u32> {
        self.tallies.iter().map(Tally::unread)
    }

    /// Bytes of all files.
    pub(super) fn bytes(&self) -> u64 {
        self.tallies.iter().map(Tally::bytes).sum()
    }

    /// Adds a segment.
    pub(super) fn add(&mut self, segment: Segment) {
        self.news = true;
        self.push(Arc::new(segment));
    }

    /// Adds a problem that is no file's.
    pub(super) fn problem(&mut self, problem: String) {
        self.news = true;
        self.problems.push(problem);
    }

    /// Everything so far.
    pub(super) fn store(&mut self) -> Store {
        let files = self.tallies.iter().map(Tally::file).collect();
        self.with_files(Arc::new(files))
    }

    fn with_files(&mut self, files: Arc<Vec<LogFile>>) -> Store {
        self.news = false;
        while self.ordered < self.segments.len() {
            let all = Numbered {
                segments: &self.segments,
                bases: &self.bases,
            };
            let (order, twice) = merged(&self.order, &all, self.ordered);
            if twice.is_empty() {
                self.order = Arc::new(order);
                self.ordered = self.segments.len();
            } else {
                self.leave_out(&twice);
            }
        }
        Store::new(
            Arc::clone(&self.catalog),
            files,
            self.segments.clone(),
            Arc::clone(&self.order),
        )
        .with_problems(Arc::new(self.problems.clone()))
    }

    /// A store of these segments alone, with what is known of the files.
    pub(super) fn batch(&mut self, segments: Vec<Segment>) -> Store {
        self.segments.clear();
        self.bases.clear();
        self.order = Arc::default();
        self.ordered = 0;
        for segment in segments {
            self.push(Arc::new(segment));
        }
        let paths = Arc::clone(&self.paths);
        self.with_files(paths)
    }

    /// Takes events out of the new segments that are in another file too.
    fn leave_out(&mut self, twice: &[EventNumber]) {
        let all = Numbered {
            segments: &self.segments,
            bases: &self.bases,
        };
        for &number in twice {
            let file = all.file(number) as usize;
            if let Some(tally) = self.tallies.get_mut(file) {
                tally.twice(1);
            }
        }
        let twice: HashSet<u32> = twice.iter().map(|number| number.0).collect();
        let new = self.segments.split_off(self.ordered);
        let bases = self.bases.split_off(self.ordered);
        for (segment, base) in new.into_iter().zip(bases) {
            let rows = (0..segment.len()).filter(|&row| !twice.contains(&(base + row as u32)));
            let part = segment.some(&rows.collect::<Vec<_>>());
            if !part.is_empty() {
                self.push(Arc::new(part));
            }
        }
    }

    fn push(&mut self, segment: Arc<Segment>) {
        let before = self.segments.last().map_or(0, |last| last.len() as u32);
        let base = self.bases.last().map_or(0, |base| base + before);
        self.bases.push(base);
        self.segments.push(segment);
    }
}
