//! Progress of loading, and what is loaded so far.

use std::time::{Duration, Instant};

use crate::store::{LogFile, Store};

/// The progress of loading.
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
    /// The time when loading began.
    pub started: Instant,
    /// True if all is read; with following on, more may come for all that.
    pub finished: bool,
    /// The memory limit, in bytes, at which loading stopped before all was read.
    pub stopped_at: Option<u64>,
    /// True if the files are followed.
    pub following: bool,
}

impl Progress {
    pub(crate) fn new(files: &[LogFile]) -> Self {
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

    /// Returns how long the rest will take at the speed so far; `None` before there is a speed.
    pub fn time_left(&self) -> Option<Duration> {
        let left = self.bytes_total.saturating_sub(self.bytes_read) as f64;
        let taken = self.started.elapsed().as_secs_f64();
        (self.bytes_read > 0)
            .then(|| Duration::from_secs_f64(left * taken / self.bytes_read as f64))
    }
}

/// The events that are loaded so far.
#[derive(Debug, Clone)]
pub struct LoadUpdate {
    /// All that is loaded so far.
    pub store: Store,
    /// The progress.
    pub progress: Progress,
}
