//! Chunks of any of the files into segments, on one thread.

use std::sync::Arc;

use super::source::{LogSource, Origin, Scratch};
use super::sources;
use crate::catalog::Catalog;
use crate::evtx::{ChunkReport, CodePage, Place, ReadPosition, Recovery};
use crate::store::{Segment, SegmentBuilder, Wanted};
use crate::values::FileTime;

/// Files that one thread keeps open.
const OPEN: usize = 16;

/// The reading of one thread: its fast reader, and the segment that it fills.
pub(crate) struct Parser {
    catalog: Arc<Catalog>,
    origins: Arc<[Origin]>,
    recovery: Recovery,
    whole: bool,
    wanted: Option<Wanted>,
    open: Vec<(u32, Box<dyn LogSource>)>,
    scratch: Scratch,
    builder: SegmentBuilder,
}

impl Parser {
    pub(crate) fn new(catalog: Arc<Catalog>, origins: Arc<[Origin]>, recovery: Recovery) -> Self {
        Self {
            builder: SegmentBuilder::new(Arc::clone(&catalog)),
            catalog,
            origins,
            recovery,
            whole: false,
            wanted: None,
            open: Vec::new(),
            scratch: Scratch::default(),
        }
    }

    /// Reads text that has one byte a character in this code page.
    pub(crate) fn code_page(mut self, code_page: CodePage) -> Self {
        self.scratch = Scratch::new(code_page);
        self
    }

    /// Keeps large values whole.
    pub(crate) fn whole(mut self) -> Self {
        self.whole = true;
        self.builder = self.builder.whole();
        self
    }

    /// Keeps only the events that are wanted.
    pub(crate) fn only(mut self, wanted: Option<Wanted>) -> Self {
        self.builder = self.builder.only(wanted.clone());
        self.wanted = wanted;
        self
    }

    /// Reads a chunk into the segment under way. Whatever is in it, this returns.
    pub(crate) fn read(&mut self, file: u32, chunk: u32) -> ChunkReport {
        self.read_from(file, chunk, None)
    }

    /// Reads what was written to a chunk since it had this position.
    pub(crate) fn read_on(&mut self, file: u32, chunk: u32, from: ReadPosition) -> ChunkReport {
        self.read_from(file, chunk, Some(from))
    }

    fn read_from(&mut self, file: u32, chunk: u32, from: Option<ReadPosition>) -> ChunkReport {
        let place = Place {
            file,
            chunk,
            ..Place::default()
        };
        let at = match self.fetch(file) {
            Ok(at) => at,
            Err(problem) => return ChunkReport::unread(problem),
        };
        let log = &self.open[at].1;
        log.read(
            place,
            self.recovery,
            from,
            &mut self.scratch,
            &mut self.builder,
        )
    }

    /// Opens a log unless it is open; its place among those that are.
    fn fetch(&mut self, file: u32) -> Result<usize, String> {
        if let Some(at) = self.open.iter().position(|(number, _)| *number == file) {
            return Ok(at);
        }
        let origin = self.origins.get(file as usize).ok_or("no such file")?;
        let log = sources::open(origin).map_err(|error| error.to_string())?;
        if self.open.len() >= OPEN {
            self.open.remove(0);
        }
        self.open.push((file, log));
        Ok(self.open.len() - 1)
    }

    /// Closes a file, so that it is opened anew: it may be another by now.
    pub(crate) fn close(&mut self, file: u32) {
        self.open.retain(|(number, _)| *number != file);
    }

    /// The time of the earliest event of a chunk, without keeping any; the latest time of all
    /// where it has none. To be called while the segment under way is empty.
    pub(crate) fn earliest(&mut self, file: u32, chunk: u32) -> FileTime {
        let known = match self.fetch(file) {
            Ok(at) if self.recovery == Recovery::Off => {
                self.open[at].1.earliest(chunk, &mut self.scratch)
            }
            _ => None,
        };
        known.unwrap_or_else(|| {
            self.read(file, chunk);
            let segment = self.take();
            let first = segment.and_then(|segment| segment.times().first().copied());
            first.unwrap_or(FileTime(u64::MAX))
        })
    }

    /// Tells whether the segment should be taken before more is read.
    pub(crate) fn is_full(&self) -> bool {
        self.builder.is_full()
    }

    /// The segment, unless it is empty; the next chunk begins another.
    pub(crate) fn take(&mut self) -> Option<Segment> {
        let mut next = SegmentBuilder::new(Arc::clone(&self.catalog)).only(self.wanted.clone());
        if self.whole {
            next = next.whole();
        }
        let full = std::mem::replace(&mut self.builder, next);
        (!full.is_empty()).then(|| full.finish())
    }
}
