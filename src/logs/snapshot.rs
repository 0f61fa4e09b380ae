//! The store as it grows: segments are added, and snapshots taken when somebody wants one.

use std::sync::Arc;

use super::chunk::ChunkReport;
use super::files::Opened;
use super::order::{Numbered, merged};
use super::segment::Segment;
use super::store::{EventNumber, LogFile, Store};
use super::tally::Tally;
use crate::catalog::Catalog;

/// All that is loaded.
pub(super) struct Snapshots {
    catalog: Arc<Catalog>,
    tallies: Vec<Tally>,
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
            tallies: opened.files.into_iter().map(Tally::new).collect(),
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

    /// Counts a chunk that was read.
    pub(super) fn report(&mut self, file: usize, chunk: u32, report: ChunkReport) {
        self.news = true;
        self.tallies[file].chunk(chunk, report);
    }

    /// Adds a segment.
    pub(super) fn add(&mut self, segment: Segment) {
        self.news = true;
        let before = self.segments.last().map_or(0, |last| last.len());
        let base = self.bases.last().map_or(0, |base| base + before as u32);
        self.bases.push(base);
        self.segments.push(Arc::new(segment));
    }

    /// Adds a problem that is no file's.
    pub(super) fn problem(&mut self, problem: String) {
        self.news = true;
        self.problems.push(problem);
    }

    /// Adds a problem of a file.
    pub(super) fn problem_of(&mut self, file: usize, problem: String) {
        self.news = true;
        self.tallies[file].problem(problem);
    }

    /// Everything so far.
    pub(super) fn store(&mut self) -> Store {
        self.news = false;
        if self.ordered < self.segments.len() {
            let all = Numbered {
                segments: &self.segments,
                bases: &self.bases,
            };
            let (order, twice) = merged(&self.order, all, self.ordered);
            for (file, events) in twice {
                if let Some(tally) = self.tallies.get_mut(file as usize) {
                    tally.twice(events);
                }
            }
            self.order = Arc::new(order);
            self.ordered = self.segments.len();
        }
        let files: Vec<LogFile> = self.tallies.iter().map(Tally::file).collect();
        Store::new(
            Arc::clone(&self.catalog),
            Arc::new(files),
            self.segments.clone(),
            Arc::clone(&self.order),
        )
        .with_problems(Arc::new(self.problems.clone()))
    }
}
