//! Loading in the background: files in, snapshots of a growing store out. This is what callers
//! see of it; [`super::loading`] does it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::loading::Loading;
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
    /// The memory limit, in bytes, at which loading stopped before all was read.
    pub stopped_at: Option<u64>,
    /// Whether the files are followed.
    pub following: bool,
}

impl Progress {
    pub(super) fn new(files: &[LogFile]) -> Self {
        Self {
            bytes_read: 0,
            bytes_total: files.iter().map(|file| file.bytes).sum(),
            events: 0,
            files_done: 0,
            files_total: files.len(),
            started: Instant::now(),
            finished: false,
            stopped_at: None,
            following: false,
        }
    }

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
    loading.store()
}
