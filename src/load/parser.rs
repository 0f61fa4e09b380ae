//! Chunks of any of the files into segments, on one thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use crate::catalog::Catalog;
use crate::evtx::{
    ChunkReport, FastReader, LogReader, Place, ReadPosition, earliest, is_blank, read, read_on,
};
use crate::store::{Segment, SegmentBuilder, Wanted};
use crate::values::FileTime;

/// Files that one thread keeps open.
const OPEN: usize = 16;

/// The reading of one thread: its fast_reader, and the segment that it fills.
pub(crate) struct Parser {
    catalog: Arc<Catalog>,
    paths: Arc<[Box<Path>]>,
    recover: bool,
    whole: bool,
    wanted: Option<Wanted>,
    open: Vec<(u32, LogReader)>,
    data: Vec<u8>,
    fast_reader: FastReader,
    builder: SegmentBuilder,
}

impl Parser {
    pub(crate) fn new(catalog: Arc<Catalog>, paths: Arc<[Box<Path>]>, recover: bool) -> Self {
        Self {
            builder: SegmentBuilder::new(Arc::clone(&catalog)),
            catalog,
            paths,
            recover,
            whole: false,
            wanted: None,
            open: Vec::new(),
            data: Vec::new(),
            fast_reader: FastReader::default(),
        }
    }

    /// The same, keeping large values whole.
    pub(crate) fn whole(mut self) -> Self {
        self.whole = true;
        self.builder = self.builder.whole();
        self
    }

    /// The same, keeping only the events that are wanted.
    pub(crate) fn only(mut self, wanted: Option<Wanted>) -> Self {
        self.builder = self.builder.only(wanted.clone());
        self.wanted = wanted;
        self
    }

    /// Reads a chunk into the segment under way. Whatever is in it, this returns.
    pub(crate) fn read(&mut self, file: u32, chunk: u32) -> ChunkReport {
        self.guarded(file, chunk, None)
    }

    /// Reads what was written to a chunk since it had this position.
    pub(crate) fn read_on(&mut self, file: u32, chunk: u32, from: ReadPosition) -> ChunkReport {
        self.guarded(file, chunk, Some(from))
    }

    fn guarded(&mut self, file: u32, chunk: u32, from: Option<ReadPosition>) -> ChunkReport {
        let from = match self.fetch(file, chunk) {
            // The record that was cut with its chunk is not made up from what is not there.
            Ok(is_whole) => from.or((!is_whole).then(ReadPosition::default)),
            Err(problem) => return ChunkReport::unread(problem),
        };
        if is_blank(&self.data) {
            return ChunkReport::default();
        }
        let place = Place {
            file,
            chunk,
            ..Place::default()
        };
        let (data, recover) = (&self.data, self.recover);
        let (fast_reader, builder) = (&mut self.fast_reader, &mut self.builder);
        // A record that was begun and not committed is dropped, so a panic leaves the segment as
        // it should be.
        let outcome = catch_unwind(AssertUnwindSafe(|| match from {
            None => read(data, place, recover, fast_reader, builder),
            Some(from) => read_on(data, place, recover, from, fast_reader, builder),
        }));
        outcome.unwrap_or_else(|_| {
            self.fast_reader = FastReader::default();
            ChunkReport::unread("the reader failed on it; please report this".to_owned())
        })
    }

    /// Brings a chunk's bytes; whether they are all of it.
    fn fetch(&mut self, file: u32, chunk: u32) -> Result<bool, String> {
        let known = self.open.iter().position(|(number, _)| *number == file);
        let place = if let Some(place) = known {
            place
        } else {
            let path = self.paths.get(file as usize).ok_or("no such file")?;
            let (reader, _) = LogReader::open(path)?;
            if self.open.len() >= OPEN {
                self.open.remove(0);
            }
            self.open.push((file, reader));
            self.open.len() - 1
        };
        self.open[place].1.chunk(chunk, &mut self.data)
    }

    /// Closes a file, so that it is opened anew: it may be another by now.
    pub(crate) fn close(&mut self, file: u32) {
        self.open.retain(|(number, _)| *number != file);
    }

    /// The time of the earliest event of a chunk, without keeping any; the latest time of all
    /// where it has none. To be called while the segment under way is empty.
    pub(crate) fn earliest(&mut self, file: u32, chunk: u32) -> FileTime {
        let known = self.fetch(file, chunk).ok().filter(|_| !self.recover);
        let known = known.and_then(|_| earliest(&self.data));
        known.unwrap_or_else(|| {
            self.read(file, chunk);
            let segment = self.take();
            let first = segment.and_then(|segment| segment.times().first().copied());
            first.unwrap_or(FileTime(u64::MAX))
        })
    }

    /// Whether the segment should be taken before more is read.
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
