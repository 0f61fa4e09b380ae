//! The thread that coordinates loading: it collects what the parsing threads hand over, sends
//! snapshots, and follows the files once they are read.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::options::LoadOptions;
use super::parser::Parser;
use super::progress::{LoadUpdate, Progress};
use super::snapshot::Snapshots;
use super::source::Origin;
use super::sources;
use super::workers::{Batch, Shared, threads_of};
use super::{files, follow};
use crate::catalog::Catalog;
use crate::evtx::{CHUNK, ReadPosition};
use crate::store::Store;

/// The pause between two looks at files that are followed.
const POLL: Duration = Duration::from_millis(500);
/// The least pause between two snapshots.
const INTERVAL: Duration = Duration::from_millis(80);
/// The share of the time that snapshots may take: one in so many parts.
const SHARE: u32 = 8;

/// Files that are being loaded, or followed.
pub(crate) struct Loading {
    origins: Arc<[Origin]>,
    catalog: Arc<Catalog>,
    options: LoadOptions,
    shared: Arc<Shared>,
    snapshots: Snapshots,
    progress: Progress,
    positions: Vec<Vec<ReadPosition>>,
    last: Option<Instant>,
    took: Duration,
}

impl Loading {
    pub(crate) fn new(
        paths: &[PathBuf],
        catalog: Arc<Catalog>,
        options: &LoadOptions,
        stop: Arc<AtomicBool>,
    ) -> Self {
        let opened = files::open_all(paths, options, &stop);
        let chunks: Vec<u32> = opened.files.iter().map(|file| file.chunks).collect();
        let progress = Progress::new(&opened.files);
        let shared = Shared::new(chunks.clone(), options, stop);
        Self {
            origins: opened.files.iter().map(Origin::from).collect(),
            options: options.clone(),
            shared: Arc::new(shared),
            positions: chunks
                .iter()
                .map(|&chunks| vec![ReadPosition::default(); chunks as usize])
                .collect(),
            snapshots: Snapshots::new(Arc::clone(&catalog), opened),
            catalog,
            progress,
            last: None,
            took: Duration::ZERO,
        }
    }

    /// Everything that is loaded.
    pub(crate) fn store(&mut self) -> Store {
        self.snapshots.store()
    }

    /// Loads everything; returns early when it is cancelled.
    pub(crate) fn run(&mut self, send: &mut dyn FnMut(LoadUpdate)) {
        let threads = threads_of(&self.options);
        let (sender, receiver) = channel();
        for _ in 0..threads {
            let shared = Arc::clone(&self.shared);
            let (catalog, origins) = (Arc::clone(&self.catalog), Arc::clone(&self.origins));
            let (recovery, code_page) = (self.options.recovery, self.options.code_page);
            let sender = sender.clone();
            thread::spawn(move || {
                let parser = Parser::new(catalog, origins, recovery).code_page(code_page);
                shared.parse(parser, &sender);
            });
        }
        drop(sender);
        let shared = Arc::clone(&self.shared);
        self.snapshots.read_texts(|| shared.is_stopped());
        self.collect(&receiver, send);
        if self.shared.is_stopped() {
            return;
        }
        if self.shared.is_full() {
            let problem = self.what_is_not_loaded();
            self.snapshots.problem(problem);
            self.progress.stopped_at = Some(self.shared.memory_limit);
        }
        self.progress.finished = true;
        self.send(send);
    }

    fn parser(&self) -> Parser {
        let (catalog, origins) = (Arc::clone(&self.catalog), Arc::clone(&self.origins));
        Parser::new(catalog, origins, self.options.recovery).code_page(self.options.code_page)
    }

    fn collect(&mut self, receiver: &Receiver<Batch>, send: &mut dyn FnMut(LoadUpdate)) {
        loop {
            match receiver.recv_timeout(INTERVAL) {
                Ok(batch) => self.take(batch),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            if self.shared.is_stopped() {
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
            let read = self.progress.bytes_read + CHUNK as u64;
            self.progress.bytes_read = read.min(self.progress.bytes_total);
            self.position(number, chunk, report.position);
            self.snapshots.report(number, chunk, report);
        }
        if let Some(segment) = batch.segment {
            self.snapshots.add(segment);
        }
    }

    fn position(&mut self, file: usize, chunk: u32, position: ReadPosition) {
        let positions = &mut self.positions[file];
        if positions.len() <= chunk as usize {
            positions.resize(chunk as usize + 1, ReadPosition::default());
        }
        positions[chunk as usize] = position;
    }

    fn send(&mut self, send: &mut dyn FnMut(LoadUpdate)) {
        let began = Instant::now();
        let store = self.snapshots.store();
        self.progress.events = store.len() as u64;
        self.progress.files_done = self.snapshots.unread().filter(|&left| left == 0).count();
        if self.progress.finished && self.progress.stopped_at.is_none() {
            self.progress.bytes_total = self.snapshots.bytes();
            self.progress.bytes_read = self.progress.bytes_total;
        }
        send(LoadUpdate {
            store,
            progress: self.progress.clone(),
        });
        self.last = Some(Instant::now());
        self.took = began.elapsed();
    }

    fn what_is_not_loaded(&self) -> String {
        let total = self.origins.len();
        let done = self.snapshots.unread().filter(|&left| left == 0).count();
        let unread = self.snapshots.unread();
        let bytes: u64 = unread.map(|left| u64::from(left) * CHUNK as u64).sum();
        format!(
            "loading stopped at the memory limit of {}: {done} of {total} files are loaded whole, \
             {} of the logs are not loaded; raise --memory-limit, or open fewer files",
            crate::values::byte_count(self.shared.memory_limit),
            crate::values::byte_count(bytes)
        )
    }

    /// Follows the files while that is switched on, until loading is cancelled.
    pub(crate) fn wait(
        &mut self,
        switched: &Receiver<bool>,
        follow: bool,
        send: &mut dyn FnMut(LoadUpdate),
    ) {
        self.progress.following = follow && !self.shared.is_full();
        let mut parser = self.parser();
        while !self.shared.is_stopped() {
            let switch = if self.progress.following {
                switched.recv_timeout(POLL)
            } else {
                switched.recv().map_err(|_| RecvTimeoutError::Disconnected)
            };
            match switch {
                // What was not loaded for want of memory is not read by following either.
                Ok(follow) => self.progress.following = follow && !self.shared.is_full(),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            if self.progress.following && self.read_on(&mut parser) || switch.is_ok() {
                self.send(send);
            }
        }
    }

    /// Reads what was written to the files since; whether there is something new.
    fn read_on(&mut self, parser: &mut Parser) -> bool {
        for file in 0..self.origins.len() {
            // Bytes that were unpacked or came through a pipe do not grow.
            if self.origins[file].held.is_some() {
                continue;
            }
            parser.close(file as u32);
            match sources::open(&self.origins[file]) {
                Ok(log) => {
                    let problems = log.problems().to_vec();
                    self.snapshots.opened(file, Some(log.bytes()), problems);
                    let (snapshots, shared) = (&mut self.snapshots, &self.shared);
                    let room = |parser: &mut Parser| {
                        if parser.is_full() {
                            add(parser, snapshots, shared);
                        }
                        !shared.is_full() && !shared.is_stopped()
                    };
                    let positions = &mut self.positions[file];
                    let growth = follow::read_on(&*log, file as u32, positions, parser, room);
                    self.snapshots.grown(file, growth);
                }
                Err(problem) => {
                    let problem = format!("{problem}; what was read of it before is still shown");
                    self.snapshots.opened(file, None, vec![problem]);
                }
            }
            add(parser, &mut self.snapshots, &self.shared);
            if self.shared.is_full() {
                self.snapshots.problem(format!(
                    "following stopped at the memory limit of {}: what is written to the logs \
                     from now on is not read; raise --memory-limit, or open fewer files",
                    crate::values::byte_count(self.shared.memory_limit)
                ));
                self.progress.following = false;
                break;
            }
        }
        self.snapshots.has_news()
    }
}

/// Adds what was parsed, and counts its memory.
fn add(parser: &mut Parser, snapshots: &mut Snapshots, shared: &Shared) {
    if let Some(segment) = parser.take() {
        shared.count(&segment);
        snapshots.add(segment);
    }
}
