//! The store as it grows: segments are added, and snapshots taken when somebody wants one.

use std::collections::HashMap;
use std::sync::Arc;

use super::file_stats::FileStats;
use super::files::Opened;
use super::follow::Growth;
use crate::catalog::Catalog;
use crate::evtx::{ChunkReport, Place};
use crate::store::{Duplicates, EventNumber, LogFile, Numbered, Segment, Store, merged};

/// All that is loaded.
pub(crate) struct Snapshots {
    catalog: Arc<Catalog>,
    stats: Vec<FileStats>,
    /// The files as they were found.
    paths: Arc<Vec<LogFile>>,
    problems: Vec<String>,
    is_incomplete: bool,
    duplicates: Duplicates,
    /// The places of records read again, of which only a part was there before.
    again: Vec<Place>,
    segments: Vec<Arc<Segment>>,
    bases: Vec<u32>,
    /// The number of segments `order` has.
    ordered: usize,
    order: Arc<Vec<EventNumber>>,
    news: bool,
}

impl Snapshots {
    pub(crate) fn new(catalog: Arc<Catalog>, opened: Opened) -> Self {
        Self {
            catalog,
            stats: opened.files.iter().cloned().map(FileStats::new).collect(),
            paths: Arc::new(opened.files),
            problems: opened.problems,
            is_incomplete: opened.is_incomplete,
            duplicates: Duplicates::default(),
            again: Vec::new(),
            segments: Vec::new(),
            bases: Vec::new(),
            ordered: 0,
            order: Arc::default(),
            news: false,
        }
    }

    /// Tells whether something came since the last snapshot.
    pub(crate) fn has_news(&self) -> bool {
        self.news
    }

    /// Counts a chunk that is read for the first time.
    pub(crate) fn report(&mut self, file: usize, chunk: u32, report: ChunkReport) {
        self.news = true;
        self.stats[file].chunk(chunk, report);
    }

    /// Counts what was read of a file that is followed.
    pub(crate) fn grown(&mut self, file: usize, growth: Growth) {
        let file_stats = &mut self.stats[file];
        if growth.replaced {
            file_stats.replaced();
        }
        for (chunk, report) in growth.chunks {
            self.news |= report.records > 0 || report.problem.is_some() || report.replaces_previous;
            self.again.extend(report.again.map(|offset| Place {
                file: file as u32,
                chunk,
                offset: offset as u16,
                ..Place::default()
            }));
            file_stats.changed(chunk, report);
        }
    }

    /// Notes what a file that is followed is like now: its size where it can be opened, and what
    /// is wrong with it as a whole.
    pub(crate) fn opened(&mut self, file: usize, bytes: Option<u64>, problems: Vec<String>) {
        self.news |= self.stats[file].opened(bytes, problems);
    }

    /// Reads the texts that were saved beside the files, unless it is stopped: it may take long,
    /// and is not to be done while somebody draws.
    pub(crate) fn read_texts(&self, is_stopped: impl Fn() -> bool) {
        let files = self.paths.iter().take_while(|_| !is_stopped());
        files.for_each(|file| file.texts.read(&file.path));
    }

    /// Returns the number of chunks of each file that are still to be read for the first time.
    pub(crate) fn unread(&self) -> impl Iterator<Item = u32> {
        self.stats.iter().map(FileStats::unread)
    }

    /// Bytes of all files.
    pub(crate) fn bytes(&self) -> u64 {
        self.stats.iter().map(FileStats::bytes).sum()
    }

    /// Adds a segment.
    pub(crate) fn add(&mut self, segment: Segment) {
        self.news = true;
        self.push(Arc::new(segment));
    }

    /// Adds a problem that is no file's.
    pub(crate) fn problem(&mut self, problem: String) {
        self.news = true;
        self.problems.push(problem);
    }

    /// Everything so far.
    pub(crate) fn store(&mut self) -> Store {
        if self.ordered < self.segments.len() {
            self.put_in_order();
        }
        let files = (0..).zip(&self.stats);
        let files = files.map(|(file, file_stats)| file_stats.file(self.duplicates.of_file(file)));
        let files = Arc::new(files.collect());
        self.with_files(files)
    }

    fn with_files(&mut self, files: Arc<Vec<LogFile>>) -> Store {
        self.news = false;
        Store::new(
            Arc::clone(&self.catalog),
            files,
            self.segments.clone(),
            Arc::clone(&self.order),
        )
        .with_problems(Arc::new(self.problems.clone()))
        .incomplete(self.is_incomplete)
    }

    /// A store of these segments alone, with what is known of the files.
    pub(crate) fn batch(&mut self, segments: Vec<Segment>) -> Store {
        self.segments.clear();
        self.bases.clear();
        self.order = Arc::default();
        self.ordered = 0;
        self.duplicates.forget();
        for segment in segments {
            self.push(Arc::new(segment));
        }
        self.put_in_order();
        let paths = Arc::clone(&self.paths);
        self.with_files(paths)
    }

    /// Brings the order up to date, without events that another file has too.
    fn put_in_order(&mut self) {
        let all = Numbered {
            segments: &self.segments,
            bases: &self.bases,
        };
        if !self.again.is_empty() {
            let again = std::mem::take(&mut self.again);
            let order = Arc::make_mut(&mut self.order);
            order.retain(|&number| {
                let place = Place {
                    damaged: false,
                    ..all.place(number)
                };
                !again.contains(&place)
            });
        }
        let (mut order, alike) = merged(&self.order, &all, self.ordered);
        let first_new = self.bases.get(self.ordered).copied().unwrap_or_default();
        let resolution = self.duplicates.resolve(&all, first_new, &mut order, alike);
        let mut moved: HashMap<usize, Vec<(u32, Place)>> = HashMap::new();
        for &(number, place) in &resolution.moved {
            let (segment, row) = all.find(number);
            moved.entry(segment).or_default().push((row as u32, place));
        }
        for (segment, rows) in moved {
            self.segments[segment] = Arc::new(self.segments[segment].moved(rows));
        }
        if !resolution.dropped.is_empty() {
            self.leave_out(&resolution.dropped);
        }
        self.order = Arc::new(order);
        self.ordered = self.segments.len();
    }

    /// Takes events out of the new segments.
    fn leave_out(&mut self, dropped: &[EventNumber]) {
        let new = self.segments.split_off(self.ordered);
        let bases = self.bases.split_off(self.ordered);
        for (segment, base) in new.into_iter().zip(bases) {
            let is_kept = |row: &usize| {
                let number = EventNumber(base + *row as u32);
                dropped.binary_search(&number).is_err()
            };
            let rows: Vec<usize> = (0..segment.len()).filter(is_kept).collect();
            let part = segment.some(&rows);
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
