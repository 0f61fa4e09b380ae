//! The threads that parse while logs are loaded: they share a queue of chunks, and hand over
//! finished segments.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::memory::default_memory_limit;
use super::options::LoadOptions;
use super::parser::Parser;
use crate::evtx::ChunkReport;
use crate::store::Segment;

/// Chunks that a thread takes at once, at most.
const BLOCK: u64 = 16;
/// Divides each thread's share, so that all finish together.
const PARTS: u64 = 4;
/// The time after which a thread first hands over its events.
const FIRST: Duration = Duration::from_millis(15);
/// The time after which it does so again.
const INTERVAL: Duration = Duration::from_millis(80);

/// Returns the number of threads that are to parse.
pub(crate) fn threads_of(options: &LoadOptions) -> usize {
    match options.threads {
        0 => thread::available_parallelism().map_or(1, usize::from),
        threads => threads,
    }
}

/// The chunks that are still to be read, in order.
struct Queue {
    /// The number of chunks each file has.
    chunks: Vec<u32>,
    file: usize,
    chunk: u32,
    /// The number of chunks that are left of all files.
    left: u64,
    threads: u64,
}

impl Queue {
    /// The next chunks of one file.
    fn next(&mut self) -> Option<(u32, std::ops::Range<u32>)> {
        while self.chunk >= *self.chunks.get(self.file)? {
            self.file += 1;
            self.chunk = 0;
        }
        let start = self.chunk;
        let block = (self.left / (self.threads * PARTS)).clamp(1, BLOCK) as u32;
        self.chunk = self.chunks[self.file].min(start.saturating_add(block));
        self.left = self.left.saturating_sub(u64::from(self.chunk - start));
        Some((self.file as u32, start..self.chunk))
    }
}

/// The work that a thread hands over.
#[derive(Default)]
pub(crate) struct Batch {
    pub(crate) segment: Option<Segment>,
    /// By file and chunk.
    pub(crate) reports: Vec<(u32, u32, ChunkReport)>,
}

/// The state that the threads share.
pub(crate) struct Shared {
    queue: Mutex<Queue>,
    stop: Arc<AtomicBool>,
    /// True if the limit of memory was reached.
    full: AtomicBool,
    memory: AtomicU64,
    pub(crate) memory_limit: u64,
}

impl Shared {
    /// Work on files with so many chunks each, until `stop` is set.
    pub(crate) fn new(chunks: Vec<u32>, options: &LoadOptions, stop: Arc<AtomicBool>) -> Self {
        let queue = Queue {
            left: chunks.iter().copied().map(u64::from).sum(),
            threads: threads_of(options).max(1) as u64,
            chunks,
            file: 0,
            chunk: 0,
        };
        Self {
            queue: Mutex::new(queue),
            stop,
            full: AtomicBool::new(false),
            memory: AtomicU64::new(0),
            memory_limit: options.memory_limit.unwrap_or_else(default_memory_limit),
        }
    }

    /// Tells whether loading was cancelled.
    pub(crate) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Tells whether the limit of memory was reached, so that no more is to be read.
    pub(crate) fn is_full(&self) -> bool {
        self.full.load(Ordering::Relaxed)
    }

    /// Counts the memory of a segment.
    pub(crate) fn count(&self, segment: &Segment) {
        // Eight bytes an event for the order of time, old and new.
        let bytes = (segment.memory() + segment.len() * 8) as u64;
        let before = self.memory.fetch_add(bytes, Ordering::Relaxed);
        if before + bytes > self.memory_limit {
            self.full.store(true, Ordering::Relaxed);
        }
    }

    /// Reads chunks until none is left, and sends what they hold.
    pub(crate) fn parse(&self, mut parser: Parser, sender: &Sender<Batch>) {
        let mut batch = Batch::default();
        let mut sent = Instant::now();
        let mut pause = FIRST;
        while !self.is_full()
            && let Some((file, chunks)) = self.next()
        {
            for chunk in chunks {
                if self.is_stopped() {
                    return;
                }
                if self.is_full() {
                    break;
                }
                let report = parser.read(file, chunk);
                batch.reports.push((file, chunk, report));
                if parser.is_full() || sent.elapsed() >= pause {
                    self.hand_over(&mut parser, &mut batch, sender);
                    sent = Instant::now();
                    pause = INTERVAL;
                }
            }
        }
        self.hand_over(&mut parser, &mut batch, sender);
    }

    fn next(&self) -> Option<(u32, std::ops::Range<u32>)> {
        let queue = self.queue.lock();
        queue.unwrap_or_else(PoisonError::into_inner).next()
    }

    fn hand_over(&self, parser: &mut Parser, batch: &mut Batch, sender: &Sender<Batch>) {
        let mut batch = std::mem::take(batch);
        batch.segment = parser.take();
        if let Some(segment) = &batch.segment {
            self.count(segment);
        }
        // Nobody receives any more when loading was cancelled.
        let _ = sender.send(batch);
    }
}
