//! Loading in the background: files in, batches of finished segments out.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::chunk;
use super::files::{self, LogReader, Opened};
use super::segment::{Place, Segment, SegmentBuilder};
use super::store::{EventNumber, LogFile, Store};
use super::walker::Walker;
use crate::catalog::Catalog;

/// How logs are to be loaded.
#[derive(Debug, Clone, Default)]
pub struct LoadOptions {
    /// Whether to carve records from space that is no longer used, marked as recovered.
    pub recover: bool,
    /// How many threads parse; 0 for as many as there are cores.
    pub threads: usize,
    /// Bytes of memory at which loading stops and says what is not loaded.
    pub memory_limit: Option<u64>,
    /// Whether to keep reading what is appended to the files.
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
    /// Whether nothing more will come.
    pub finished: bool,
}

/// What is loaded so far.
#[derive(Debug, Clone)]
pub struct LoadUpdate {
    /// All that is loaded so far.
    pub store: Store,
    /// How far it is.
    pub progress: Progress,
}

/// Loading under way. Dropping it cancels; events that were sent stay.
#[derive(Debug)]
pub struct Loader {
    stop: Arc<AtomicBool>,
}

impl Drop for Loader {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// How often a snapshot is sent.
const INTERVAL: Duration = Duration::from_millis(80);

/// Loads `paths` in the background. `send` is called from there with a growing store, and a last
/// time with `finished` set; a failure of the loader itself becomes a problem of the store.
pub fn load(
    paths: Vec<PathBuf>,
    catalog: Arc<Catalog>,
    options: LoadOptions,
    send: impl Fn(LoadUpdate) + Send + 'static,
) -> Loader {
    let stop = Arc::new(AtomicBool::new(false));
    let handle = Loader {
        stop: Arc::clone(&stop),
    };
    thread::spawn(move || {
        let mut loading = Loading::new(files::open(&paths), catalog, options);
        loading.run(&stop, &mut |update| send(update));
    });
    handle
}

/// Loads `paths` and returns when all is read.
pub fn load_all(paths: &[PathBuf], catalog: Arc<Catalog>, options: &LoadOptions) -> Store {
    let mut loading = Loading::new(files::open(paths), catalog, options.clone());
    loading.run(&AtomicBool::new(false), &mut |_| {});
    loading.snapshot()
}

struct Loading {
    catalog: Arc<Catalog>,
    options: LoadOptions,
    files: Vec<LogFile>,
    problems: Vec<String>,
    segments: Vec<Arc<Segment>>,
    order: Arc<Vec<EventNumber>>,
    builder: SegmentBuilder,
    walker: Walker,
    progress: Progress,
    sent: Option<Instant>,
}

impl Loading {
    fn new(opened: Opened, catalog: Arc<Catalog>, options: LoadOptions) -> Self {
        let progress = Progress {
            bytes_read: 0,
            bytes_total: opened.files.iter().map(|file| file.bytes).sum(),
            events: 0,
            files_done: 0,
            files_total: opened.files.len(),
            started: Instant::now(),
            finished: false,
        };
        Self {
            builder: SegmentBuilder::new(Arc::clone(&catalog)),
            walker: Walker::default(),
            catalog,
            options,
            files: opened.files,
            problems: opened.problems,
            segments: Vec::new(),
            order: Arc::default(),
            progress,
            sent: None,
        }
    }

    fn run(&mut self, stop: &AtomicBool, send: &mut dyn FnMut(LoadUpdate)) {
        for number in 0..self.files.len() {
            self.read_file(number, stop, send);
            if stop.load(Ordering::Relaxed) {
                return;
            }
            self.progress.files_done += 1;
        }
        self.seal();
        self.progress.finished = true;
        self.send(send);
    }

    fn read_file(&mut self, number: usize, stop: &AtomicBool, send: &mut dyn FnMut(LoadUpdate)) {
        let reader = match LogReader::open(&self.files[number].path) {
            Ok((reader, _)) => reader,
            Err(problem) => {
                self.files[number].problems.push(problem);
                return;
            }
        };
        for chunk in 0..reader.chunks() {
            if stop.load(Ordering::Relaxed) {
                return;
            }
            let mut data = Vec::new();
            let read = catch_unwind(AssertUnwindSafe(|| {
                reader.chunk(chunk, &mut data)?;
                if files::is_blank(&data) {
                    return Ok(());
                }
                self.read_chunk(number, chunk, std::mem::take(&mut data))
            }))
            .unwrap_or_else(|_| Err(format!("chunk {chunk} made the reader fail")));
            if let Err(problem) = read {
                self.files[number].problems.push(problem);
            }
            self.progress.bytes_read += files::CHUNK as u64;
            if self.builder.is_full() {
                self.seal();
            }
            if self.sent.is_none_or(|sent| sent.elapsed() > INTERVAL) {
                self.seal();
                self.send(send);
            }
        }
    }

    fn read_chunk(&mut self, number: usize, chunk: u32, data: Vec<u8>) -> Result<(), String> {
        let place = Place {
            file: number as u32,
            chunk,
            ..Place::default()
        };
        let report = chunk::read(
            &data,
            place,
            self.options.recover,
            &mut self.walker,
            &mut self.builder,
        );
        let file = &mut self.files[number];
        file.records += report.records;
        file.unreadable += report.unreadable;
        file.promised += report.promised;
        file.problems.extend(
            report
                .problems
                .into_iter()
                .map(|problem| format!("chunk {chunk}: {problem}")),
        );
        Ok(())
    }

    fn seal(&mut self) {
        let builder = std::mem::replace(
            &mut self.builder,
            SegmentBuilder::new(Arc::clone(&self.catalog)),
        );
        if !builder.is_empty() {
            self.segments.push(Arc::new(builder.finish()));
        }
    }

    fn snapshot(&mut self) -> Store {
        let files = Arc::new(self.files.clone());
        let unordered = Store::new(
            Arc::clone(&self.catalog),
            files,
            self.segments.clone(),
            Arc::clone(&self.order),
        );
        let total: u32 = self
            .segments
            .iter()
            .map(|segment| segment.len() as u32)
            .sum();
        let mut order: Vec<EventNumber> = (0..total).map(EventNumber).collect();
        order.sort_by_key(|&number| {
            let event = unordered.event(number);
            (event.time(), event.record_id())
        });
        self.order = Arc::new(order);
        Store::new(
            Arc::clone(&self.catalog),
            Arc::new(self.files.clone()),
            self.segments.clone(),
            Arc::clone(&self.order),
        )
        .with_problems(Arc::new(self.problems.clone()))
    }

    fn send(&mut self, send: &mut dyn FnMut(LoadUpdate)) {
        let store = self.snapshot();
        self.progress.events = store.len() as u64;
        self.sent = Some(Instant::now());
        send(LoadUpdate {
            store,
            progress: self.progress.clone(),
        });
    }
}
