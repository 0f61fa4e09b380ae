//! All loaded events: segments, the files they came from, and the order of time over them.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::log_file::LogFile;
use super::segment::Segment;
use crate::catalog::Catalog;

/// An event's number in its store: the segments' rows, counted through. It does not change as
/// more segments are added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventNumber(pub u32);

/// A snapshot of what is loaded. Cheap to clone; a newer one has more segments.
#[derive(Debug, Clone)]
pub struct Store {
    catalog: Arc<Catalog>,
    files: Arc<Vec<LogFile>>,
    segments: Vec<Arc<Segment>>,
    /// The number of each segment's first event.
    bases: Vec<u32>,
    order: Arc<Vec<EventNumber>>,
    /// The order as runs, once they were asked for.
    runs: Arc<OnceLock<Vec<Range<u32>>>>,
    problems: Arc<Vec<String>>,
    is_incomplete: bool,
}

impl Store {
    /// A store of these parts; `order` has each event's number once, oldest first.
    pub fn new(
        catalog: Arc<Catalog>,
        files: Arc<Vec<LogFile>>,
        segments: Vec<Arc<Segment>>,
        order: Arc<Vec<EventNumber>>,
    ) -> Self {
        let bases = segments
            .iter()
            .scan(0, |next, segment| {
                let base = *next;
                *next += segment.len() as u32;
                Some(base)
            })
            .collect();
        Self {
            catalog,
            files,
            segments,
            bases,
            order,
            runs: Arc::default(),
            problems: Arc::default(),
            is_incomplete: false,
        }
    }

    /// The same with what went wrong beside its files: paths that led to no log, and the like.
    #[must_use]
    pub fn with_problems(self, problems: Arc<Vec<String>>) -> Self {
        Self { problems, ..self }
    }

    /// The same, lacking a log that was asked for where that is so.
    #[must_use]
    pub fn incomplete(self, is_incomplete: bool) -> Self {
        Self {
            is_incomplete,
            ..self
        }
    }

    /// Tells whether a path that was named led to no log, or a log could not be opened for want of
    /// rights or the like.
    pub fn is_incomplete(&self) -> bool {
        self.is_incomplete
    }

    /// All that could not be opened or read: a sentence each that says what, where and what to do.
    pub fn problems(&self) -> impl Iterator<Item = &str> {
        let of_files = self.files.iter().flat_map(|file| &file.problems);
        self.problems.iter().chain(of_files).map(String::as_str)
    }

    /// Tells whether the texts of some of its events were saved beside a log.
    pub fn has_saved_texts(&self) -> bool {
        self.files
            .iter()
            .any(|file| file.texts.are_there(&file.path))
    }

    /// Returns the number of records that could not be read, over all files.
    pub fn unreadable(&self) -> u64 {
        self.files.iter().map(|file| file.unreadable).sum()
    }

    /// Returns the number of record numbers that are missing, over all files.
    pub fn gaps(&self) -> u64 {
        self.files
            .iter()
            .fold(0, |all, file| all.saturating_add(file.gaps))
    }

    /// A store without events.
    pub fn empty(catalog: Arc<Catalog>) -> Self {
        Self::new(catalog, Arc::default(), Vec::new(), Arc::default())
    }

    /// Returns the number of events.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Tells whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The catalog that the events are joined to.
    pub fn catalog(&self) -> &Arc<Catalog> {
        &self.catalog
    }

    /// The files, in the order of their numbers in [`super::Place`].
    pub fn files(&self) -> &[LogFile] {
        &self.files
    }

    /// The segments, oldest loaded first.
    pub fn segments(&self) -> &[Arc<Segment>] {
        &self.segments
    }

    /// The number of a segment's first event.
    pub fn base(&self, segment: usize) -> u32 {
        self.bases[segment]
    }

    /// Every event, oldest first (ties by record id).
    pub fn order(&self) -> &[EventNumber] {
        &self.order
    }

    /// The same order as runs of numbers that follow each other: a log is written in the order of
    /// time, but for few places. `None` where they are too short to be of use.
    pub fn runs(&self) -> Option<&[Range<u32>]> {
        let runs = self.runs.get_or_init(|| runs(&self.order));
        (!runs.is_empty() || self.order.is_empty()).then_some(runs)
    }

    /// Returns the segment that an event is in, and its row there.
    ///
    /// # Panics
    /// When the number is not of this store.
    pub fn find(&self, number: EventNumber) -> (&Segment, usize) {
        let segment = self.bases.partition_point(|&base| base <= number.0) - 1;
        let row = (number.0 - self.bases[segment]) as usize;
        (&self.segments[segment], row)
    }

    /// Bytes of memory held.
    pub fn memory(&self) -> usize {
        self.segments
            .iter()
            .map(|segment| segment.memory())
            .sum::<usize>()
            + self.order.len() * 4
    }
}

/// The least length of runs, on average, for which they are kept.
const SHORT: usize = 16;

/// Runs of numbers that follow each other; none where they are short.
fn runs(order: &[EventNumber]) -> Vec<Range<u32>> {
    let follows = |pair: &&[EventNumber]| pair[1].0 == pair[0].0 + 1;
    let breaks = order.windows(2).filter(|pair| !follows(pair)).count();
    if breaks > order.len() / SHORT {
        return Vec::new();
    }
    let runs = order.chunk_by(|before, after| after.0 == before.0 + 1);
    runs.filter_map(|run| Some(run.first()?.0..run.last()?.0 + 1))
        .collect()
}
