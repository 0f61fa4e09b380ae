//! Loading in the background: files in, snapshots of a growing store out. One thread
//! coordinates, others parse; they share a queue of chunks and one channel of finished segments.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::chunk::{ChunkReport, Mark};
use super::files::{self, CHUNK, FILE_HEADER, LogReader};
use super::follow;
use super::memory::default_memory_limit;
use super::parser::Parser;
use super::segment::Segment;
use super::snapshot::Snapshots;
use super::store::{LogFile, Store};
use crate::catalog::Catalog;

/// How logs are to be loaded.
#[derive(Debug, Clone, Default)]
pub struct LoadOptions {
    /// Whether to carve records from space that is no longer used, marked as recovered.
    pub recover: bool,
    /// How many threads parse; 0 for as many as there are cores.
    pub threads: usize,
    /// Bytes of memory at which loading stops and says what is not loaded; `None` for three
    /// quarters of what is free.
    pub memory_limit: Option<u64>,
    /// Whether to read on what is appended to the files; [`Loader::follow`] changes it.
    pub follow: bool,
}

/// How far loading is.
#[derive(Debug, Clone)]
pub struct Progress {
    /// Bytes of the files read so far.
    pub bytes_read: u64,
    /// Bytes of all files.
    pub bytes_total: u64,
    /// Events in the store.
    pub events: u64,
    /// Files that are read to their end.
    pub files_done: usize,
    /// Files to read.
    pub files_total: usize,
    /// When loading began.
    pub started: Instant,
    /// Whether all is read; with following on, more may come for all that.
    pub finished: bool,
    /// Whether the files are followed.
    pub following: bool,
}

impl Progress {
    /// Events read in a second, so far.
    pub fn rate(&self) -> u64 {
        (self.events as f64 / self.started.elapsed().as_secs_f64().max(1e-3)) as u64
    }

    /// How long the rest will take at the speed so far; `None` before there is a speed.
    pub fn time_left(&self) -> Option<Duration> {
        let left = self.bytes_total.saturating_sub(self.bytes_read) as f64;
        let taken = self.started.elapsed().as_secs_f64();
        (self.bytes_read > 0)
            .then(|| Duration::from_secs_f64(left * taken / self.bytes_read as f64))
    }
}

/// What is loaded so far.
#[derive(Debug, Clone)]
pub struct LoadUpdate {
    /// All that is loaded so far.
    pub store: Store,
    /// How far it is.
    pub progress: Progress,
}

/// Loading under way. Dropping it cancels at once; events that were sent stay.
#[derive(Debug)]
pub struct Loader {
    stop: Arc<AtomicBool>,
    follow: Sender<bool>,
}

impl Loader {
    /// Switches following on or off: whether what is appended to the files is read on.
    pub fn follow(&self, follow: bool) {
        // The other end is gone only when loading has failed, which its last update said.
        let _ = self.follow.send(follow);
    }
}

impl Drop for Loader {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// Chunks that a thread takes at once.
const BLOCK: u32 = 16;
/// How often files that are followed are looked at.
const POLL: Duration = Duration::from_millis(500);
/// How often a snapshot is sent at most.
const INTERVAL: Duration = Duration::from_millis(80);
/// After what time the first one is.
const FIRST: Duration = Duration::from_millis(15);
/// How much of the time snapshots may take, one in so many parts.
const SHARE: u32 = 8;

/// Loads `paths` in the background. `send` is called from there with a growing store, and with
/// `finished` set when all is read; a failure of the loader itself becomes a problem of the store.
pub fn load(
    paths: Vec<PathBuf>,
    catalog: Arc<Catalog>,
    options: LoadOptions,
    send: impl Fn(LoadUpdate) + Send + 'static,
) -> Loader {
    let stop = Arc::new(AtomicBool::new(false));
    let (follow, switched) = channel();
    let handle = Loader {
        stop: Arc::clone(&stop),
        follow,
    };
    thread::spawn(move || {
        let failed = Store::empty(Arc::clone(&catalog));
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let mut loading = Loading::new(&paths, catalog, &options, stop);
            loading.run(&mut |update| send(update));
            loading.wait(&switched, options.follow, &mut |update| send(update));
        }));
        if outcome.is_err() {
            let problem = "loading failed; please report this with the log".to_owned();
            let mut progress = Progress::new(&[]);
            progress.finished = true;
            send(LoadUpdate {
                store: failed.with_problems(Arc::new(vec![problem])),
                progress,
            });
        }
    });
    handle
}

/// Loads `paths` and returns when all is read.
pub fn load_all(paths: &[PathBuf], catalog: Arc<Catalog>, options: &LoadOptions) -> Store {
    let mut loading = Loading::new(paths, catalog, options, Arc::default());
    loading.run(&mut |_| {});
    loading.snapshots.store()
}

impl Progress {
    fn new(files: &[LogFile]) -> Self {
        Self {
            bytes_read: 0,
            bytes_total: files.iter().map(|file| file.bytes).sum(),
            events: 0,
            files_done: 0,
            files_total: files.len(),
            started: Instant::now(),
            finished: false,
            following: false,
        }
    }
}

/// The chunks that are still to be read, in order.
struct Queue {
    /// How many chunks each file has.
    chunks: Vec<u32>,
    file: usize,
    chunk: u32,
}

impl Queue {
    /// The next chunks of one file.
    fn next(&mut self) -> Option<(u32, std::ops::Range<u32>)> {
        while self.chunk >= *self.chunks.get(self.file)? {
            self.file += 1;
            self.chunk = 0;
        }
        let start = self.chunk;
        self.chunk = self.chunks[self.file].min(start + BLOCK);
        Some((self.file as u32, start..self.chunk))
    }
}

/// What a thread has to hand over.
#[derive(Default)]
struct Batch {
    segment: Option<Segment>,
    reports: Vec<(u32, u32, ChunkReport)>,
}

/// What the threads share.
struct Shared {
    queue: Mutex<Queue>,
    stop: Arc<AtomicBool>,
    /// Whether the limit of memory was reached.
    full: AtomicBool,
    memory: AtomicU64,
    memory_limit: u64,
}

struct Loading {
    paths: Arc<[Box<Path>]>,
    catalog: Arc<Catalog>,
    options: LoadOptions,
    shared: Arc<Shared>,
    snapshots: Snapshots,
    progress: Progress,
    /// Chunks of each file that are still to be read.
    left: Vec<u32>,
    marks: Vec<Vec<Mark>>,
    last: Option<Instant>,
    took: Duration,
}

impl Loading {
    fn new(
        paths: &[PathBuf],
        catalog: Arc<Catalog>,
        options: &LoadOptions,
        stop: Arc<AtomicBool>,
    ) -> Self {
        let opened = files::open(paths);
        let chunks: Vec<u32> = opened.files.iter().map(chunks_of).collect();
        let mut progress = Progress::new(&opened.files);
        progress.files_done = chunks.iter().filter(|&&chunks| chunks == 0).count();
        let queue = Queue {
            chunks: chunks.clone(),
            file: 0,
            chunk: 0,
        };
        let shared = Shared {
            queue: Mutex::new(queue),
            stop,
            full: AtomicBool::new(false),
            memory: AtomicU64::new(0),
            memory_limit: options.memory_limit.unwrap_or_else(default_memory_limit),
        };
        let paths = opened.files.iter().map(|file| file.path.as_path().into());
        Self {
            paths: paths.collect(),
            options: options.clone(),
            shared: Arc::new(shared),
            marks: chunks
                .iter()
                .map(|&chunks| vec![Mark::default(); chunks as usize])
                .collect(),
            snapshots: Snapshots::new(Arc::clone(&catalog), opened),
            catalog,
            progress,
            left: chunks,
            last: None,
            took: Duration::ZERO,
        }
    }

    /// Loads everything; returns early when it is cancelled.
    fn run(&mut self, send: &mut dyn FnMut(LoadUpdate)) {
        let threads = threads_of(&self.options);
        let (sender, receiver) = channel();
        for _ in 0..threads {
            let shared = Arc::clone(&self.shared);
            let (catalog, paths) = (Arc::clone(&self.catalog), Arc::clone(&self.paths));
            let recover = self.options.recover;
            let sender = sender.clone();
            thread::spawn(move || parse(&shared, Parser::new(catalog, paths, recover), &sender));
        }
        drop(sender);
        self.collect(&receiver, send);
        if self.is_stopped() {
            return;
        }
        if self.shared.full.load(Ordering::Relaxed) {
            let problem = self.what_is_not_loaded();
            self.snapshots.problem(problem);
        }
        self.progress.finished = true;
        self.send(send);
    }

    fn parser(&self) -> Parser {
        let (catalog, paths) = (Arc::clone(&self.catalog), Arc::clone(&self.paths));
        Parser::new(catalog, paths, self.options.recover)
    }

    fn is_stopped(&self) -> bool {
        self.shared.stop.load(Ordering::Relaxed)
    }

    fn collect(&mut self, receiver: &Receiver<Batch>, send: &mut dyn FnMut(LoadUpdate)) {
        loop {
            match receiver.recv_timeout(INTERVAL) {
                Ok(batch) => self.take(batch),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            if self.is_stopped() {
                return;
            }
            let pause = INTERVAL.max(self.took * SHARE);
            if self.snapshots.has_news() && self.last.is_none_or(|last| last.elapsed() >= pause) {
                self.send(send);
            }
        }
    }

    fn take(&mut self, batch: Batch) {
        for (file, chunk, report) in batch.reports {
            let number = file as usize;
            self.progress.bytes_read += CHUNK as u64;
            self.left[number] = self.left[number].saturating_sub(1);
            if self.left[number] == 0 {
                self.progress.files_done += 1;
            }
            self.mark(number, chunk, report.mark);
            self.snapshots.report(number, chunk, report);
        }
        if let Some(segment) = batch.segment {
            self.snapshots.add(segment);
        }
    }

    fn mark(&mut self, file: usize, chunk: u32, mark: Mark) {
        let marks = &mut self.marks[file];
        if marks.len() <= chunk as usize {
            marks.resize(chunk as usize + 1, Mark::default());
        }
        marks[chunk as usize] = mark;
    }

    fn send(&mut self, send: &mut dyn FnMut(LoadUpdate)) {
        let began = Instant::now();
        let store = self.snapshots.store();
        self.progress.events = store.len() as u64;
        if self.progress.finished {
            self.progress.bytes_read = self.progress.bytes_read.max(self.progress.bytes_total);
        }
        send(LoadUpdate {
            store,
            progress: self.progress.clone(),
        });
        self.last = Some(Instant::now());
        self.took = began.elapsed();
    }

    fn what_is_not_loaded(&self) -> String {
        let total = self.paths.len();
        let done = self.left.iter().filter(|&&left| left == 0).count();
        let bytes: u64 = self
            .left
            .iter()
            .map(|&left| u64::from(left) * CHUNK as u64)
            .sum();
        format!(
            "loading stopped at the memory limit of {}: {done} of {total} files are loaded whole, \
             {} of the logs are not loaded; raise --memory-limit, or open fewer files",
            crate::values::byte_count(self.shared.memory_limit),
            crate::values::byte_count(bytes)
        )
    }

    /// Follows the files while that is switched on, until loading is cancelled.
    fn wait(&mut self, switched: &Receiver<bool>, follow: bool, send: &mut dyn FnMut(LoadUpdate)) {
        self.progress.following = follow;
        let mut parser = self.parser();
        while !self.is_stopped() {
            let switch = if self.progress.following {
                switched.recv_timeout(POLL)
            } else {
                switched.recv().map_err(|_| RecvTimeoutError::Disconnected)
            };
            match switch {
                Ok(follow) => self.progress.following = follow,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            if self.progress.following && self.read_on(&mut parser) || switch.is_ok() {
                self.send(send);
            }
        }
    }

    /// Reads what was written to the files since; whether there was something.
    fn read_on(&mut self, parser: &mut Parser) -> bool {
        for file in 0..self.paths.len() {
            let Ok((reader, _)) = LogReader::open(&self.paths[file]) else {
                continue;
            };
            parser.close(file as u32);
            let growth = follow::read_on(&reader, file as u32, &mut self.marks[file], parser);
            for (chunk, report) in growth.chunks {
                self.snapshots.report(file, chunk, report);
            }
            if let Some(notice) = growth.notice {
                let path = self.paths[file].display();
                self.snapshots.problem_of(file, format!("{path} {notice}"));
            }
        }
        if let Some(segment) = parser.take() {
            self.snapshots.add(segment);
        }
        self.snapshots.has_news()
    }
}

/// How many threads are to parse.
pub(super) fn threads_of(options: &LoadOptions) -> usize {
    match options.threads {
        0 => thread::available_parallelism().map_or(1, usize::from),
        threads => threads,
    }
}

/// How many whole chunks a file has.
pub(super) fn chunks_of(file: &LogFile) -> u32 {
    let chunks = file.bytes.saturating_sub(FILE_HEADER) / CHUNK as u64;
    u32::try_from(chunks).unwrap_or(u32::MAX)
}

/// Reads chunks until none is left, and sends what they hold.
fn parse(shared: &Shared, mut parser: Parser, sender: &Sender<Batch>) {
    let mut batch = Batch::default();
    let mut sent = Instant::now();
    let mut pause = FIRST;
    loop {
        let next = shared
            .queue
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .next();
        let Some((file, chunks)) = next else { break };
        for chunk in chunks {
            if shared.stop.load(Ordering::Relaxed) || shared.full.load(Ordering::Relaxed) {
                break;
            }
            let report = parser.read(file, chunk);
            batch.reports.push((file, chunk, report));
            if parser.is_full() || sent.elapsed() >= pause {
                hand_over(shared, &mut parser, &mut batch, sender);
                sent = Instant::now();
                pause = INTERVAL;
            }
        }
        if shared.stop.load(Ordering::Relaxed) {
            return;
        }
        if shared.full.load(Ordering::Relaxed) {
            break;
        }
    }
    hand_over(shared, &mut parser, &mut batch, sender);
}

fn hand_over(shared: &Shared, parser: &mut Parser, batch: &mut Batch, sender: &Sender<Batch>) {
    let mut batch = std::mem::take(batch);
    batch.segment = parser.take();
    if let Some(segment) = &batch.segment {
        // Eight bytes an event for the order of time, old and new.
        let bytes = (segment.memory() + segment.len() * 8) as u64;
        let before = shared.memory.fetch_add(bytes, Ordering::Relaxed);
        if before + bytes > shared.memory_limit {
            shared.full.store(true, Ordering::Relaxed);
        }
    }
    // Nobody receives any more when loading was cancelled.
    let _ = sender.send(batch);
}
