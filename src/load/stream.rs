//! All events of logs, oldest first, in batches, without keeping them: for answers that are
//! written as they come.
//!
//! A first pass over the records' headers finds the earliest time in each chunk. Chunks are then
//! parsed in that order, and an event is handed on once no chunk that is left can hold an older
//! one. Where a record says that it was created at another time than its header has, as forwarded
//! ones do, and where records are carved, the first pass parses the chunk.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::files;
use super::memory::default_memory_limit;
use super::options::LoadOptions;
use super::parser::Parser;
use super::snapshot::Snapshots;
use super::source::Origin;
use super::workers::threads_of;
use crate::catalog::Catalog;
use crate::evtx::ChunkReport;
use crate::evtx::{CodePage, Recovery};
use crate::store::{Segment, Store, Wanted};
use crate::values::{FileTime, byte_count};

/// Chunks that are parsed into one segment.
const GROUP: usize = 48;
/// Groups that a thread may have ready.
const AHEAD: usize = 2;

/// A chunk, and the earliest time in it.
type Dated = (FileTime, u32, u32);

/// A group of chunks that was parsed.
struct Parsed {
    segment: Option<Segment>,
    reports: Vec<(u32, u32, ChunkReport)>,
}

/// Hands all events of `paths` to `each` in batches, oldest first: each batch is a store of its
/// own whose order continues that of the one before; its files say only where they are. Values
/// are whole. Of a single log only the events of `wanted` schemas are read; of several all are, as
/// it is said how many of them more than one log has. When `each` breaks, no more is read; nor
/// when the events that have to wait for older ones take more than the memory limit. Returns a
/// store without events, with what is known of the files and what went wrong.
pub fn stream(
    paths: &[PathBuf],
    catalog: Arc<Catalog>,
    options: &LoadOptions,
    wanted: Option<Wanted>,
    mut each: impl FnMut(&Store) -> ControlFlow<()>,
) -> Store {
    let opened = files::open_all(paths, options, &AtomicBool::new(false));
    let counts: Vec<u32> = opened.files.iter().map(|file| file.chunks).collect();
    let origins: Arc<[Origin]> = opened.files.iter().map(Origin::from).collect();
    let mut files = Snapshots::new(Arc::clone(&catalog), opened);
    let threads = threads_of(options);
    let work = Work {
        catalog,
        origins,
        recovery: options.recovery,
        code_page: options.code_page,
        wanted: wanted.filter(|_| counts.len() == 1),
    };
    let chunks = work.dated(&counts, threads);
    let limit = options.memory_limit.unwrap_or_else(default_memory_limit);
    let groups: Vec<&[Dated]> = chunks.chunks(GROUP).collect();
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        // The threads take turns, and none is far ahead of what is handed on.
        let parsed: Vec<Receiver<Parsed>> = (0..threads)
            .map(|first| {
                let (sender, receiver) = sync_channel(AHEAD);
                let own = groups.iter().skip(first).step_by(threads);
                let (work, stop) = (&work, &stop);
                scope.spawn(move || work.parse(own.copied(), stop, &sender));
                receiver
            })
            .collect();
        let mut held: Vec<Segment> = Vec::new();
        for (group, receiver) in parsed.iter().cycle().take(groups.len()).enumerate() {
            let Ok(parsed) = receiver.recv() else { return };
            for (file, chunk, report) in parsed.reports {
                files.report(file as usize, chunk, report);
            }
            held.extend(parsed.segment);
            let until = groups.get(group + 1).and_then(|next| next.first());
            let batch = due(&mut held, until.map(|next| next.0));
            let store = files.batch(batch);
            let goes_on = store.is_empty() || each(&store).is_continue();
            // What is left of one group is there at any time.
            let memory: usize = held.iter().skip(1).map(Segment::memory).sum();
            let is_over = memory as u64 > limit;
            if is_over {
                files.problem(over_the_limit(limit));
            }
            if is_over || !goes_on {
                stop.store(true, Ordering::Relaxed);
                // Threads that wait to hand over are let go as the receivers are dropped.
                return;
            }
        }
    });
    drop(files.batch(Vec::new()));
    files.store()
}

fn over_the_limit(limit: u64) -> String {
    format!(
        "reading stopped at the memory limit of {}: the logs' events are so far from the order of \
         time that later ones had to be held back; raise --memory-limit, or name fewer files",
        byte_count(limit)
    )
}

/// Takes the events before `until` out of segments, all of them without it.
fn due(held: &mut Vec<Segment>, until: Option<FileTime>) -> Vec<Segment> {
    let mut due = Vec::new();
    for segment in std::mem::take(held) {
        let rows = segment.len();
        let before = until.map_or(rows, |until| {
            segment.times().partition_point(|&time| time < until)
        });
        if before == rows {
            due.push(segment);
        } else if before == 0 {
            held.push(segment);
        } else {
            due.push(segment.part(0..before));
            held.push(segment.part(before..rows));
        }
    }
    due
}

struct Work {
    catalog: Arc<Catalog>,
    origins: Arc<[Origin]>,
    recovery: Recovery,
    code_page: CodePage,
    wanted: Option<Wanted>,
}

impl Work {
    fn parser(&self) -> Parser {
        let (catalog, origins) = (Arc::clone(&self.catalog), Arc::clone(&self.origins));
        Parser::new(catalog, origins, self.recovery)
            .code_page(self.code_page)
            .whole()
            .only(self.wanted.clone())
    }

    /// All chunks of the files, those first that hold the earliest records.
    fn dated(&self, counts: &[u32], threads: usize) -> Vec<Dated> {
        let all: Vec<(u32, u32)> = counts
            .iter()
            .enumerate()
            .flat_map(|(file, &count)| (0..count).map(move |chunk| (file as u32, chunk)))
            .collect();
        let next = AtomicUsize::new(0);
        let dated = Mutex::new(Vec::with_capacity(all.len()));
        thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    let mut parser = self.parser();
                    let mut found = Vec::new();
                    loop {
                        let start = next.fetch_add(GROUP, Ordering::Relaxed);
                        let Some(part) = all.get(start..all.len().min(start + GROUP)) else {
                            break;
                        };
                        if part.is_empty() {
                            break;
                        }
                        for &(file, chunk) in part {
                            found.push((parser.earliest(file, chunk), file, chunk));
                        }
                    }
                    dated
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .extend(found);
                });
            }
        });
        let mut dated = dated.into_inner().unwrap_or_else(PoisonError::into_inner);
        dated.sort_unstable();
        dated
    }

    fn parse<'a>(
        &self,
        groups: impl Iterator<Item = &'a [Dated]>,
        stop: &AtomicBool,
        sender: &SyncSender<Parsed>,
    ) {
        let mut parser = self.parser();
        for chunks in groups {
            let mut reports = Vec::with_capacity(chunks.len());
            for &(_, file, chunk) in chunks {
                if stop.load(Ordering::Relaxed) {
                    return;
                }
                reports.push((file, chunk, parser.read(file, chunk)));
            }
            let segment = parser.take();
            if sender.send(Parsed { segment, reports }).is_err() {
                return;
            }
        }
    }
}
