//! A filter over all loaded events: segment by segment, in parallel, the answer in time order.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::bits::Bits;
use super::matches::{Matches, Partial};
use super::segment::SegmentScan;
use crate::filter::language::Filter;
use crate::store::Store;

/// The time between two partial results.
const PARTIAL: Duration = Duration::from_millis(50);

/// The events of a store that pass a filter; `None` when `cancel` was set before the end.
///
/// `within` are the matches of a filter of which this one is a subset, in the same store or an
/// older state of it: only they, and events loaded since, are looked at.
pub fn scan(
    filter: &Filter,
    store: &Store,
    within: Option<&Matches>,
    cancel: &AtomicBool,
) -> Option<Matches> {
    run(filter, store, within, cancel, None)
}

/// As [`scan`], calling `partial` on the caller's thread with partial results when it takes longer
/// than a few frames.
pub fn scan_with(
    filter: &Filter,
    store: &Store,
    within: Option<&Matches>,
    cancel: &AtomicBool,
    partial: &mut dyn FnMut(Partial),
) -> Option<Matches> {
    run(filter, store, within, cancel, Some(partial))
}

fn run(
    filter: &Filter,
    store: &Store,
    within: Option<&Matches>,
    cancel: &AtomicBool,
    mut partial: Option<&mut dyn FnMut(Partial)>,
) -> Option<Matches> {
    let filter = filter.anchored(store);
    let segments = store.segments().len();
    let work = Work {
        filter: &filter,
        store,
        within,
        cancel,
        next: AtomicUsize::new(0),
        done: AtomicUsize::new(0),
        // Numbers count every row of the segments, also those that the order leaves out as
        // copies of others.
        found: Mutex::new(Bits::empty(
            store.segments().iter().map(|segment| segment.len()).sum(),
        )),
    };
    let helpers = thread::available_parallelism()
        .map_or(1, usize::from)
        .min(segments)
        .saturating_sub(1);
    thread::scope(|scope| {
        for _ in 0..helpers {
            scope.spawn(|| while work.step() {});
        }
        let mut last = Instant::now();
        while work.step() {
            if let Some(partial) = partial.as_mut().filter(|_| last.elapsed() >= PARTIAL) {
                let found = work.found().clone();
                partial(Partial {
                    found: Matches::ordered(found, store, None, 0),
                    done: work.done.load(Ordering::Relaxed),
                    segments,
                });
                last = Instant::now();
            }
        }
    });
    if work.done.load(Ordering::Relaxed) < segments {
        return None;
    }
    let found = work
        .found
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    // The earlier matches are in order already; a newer store has more.
    let within = within.filter(|within| within.segments() == segments);
    Some(Matches::ordered(found, store, within, segments))
}

/// The state that the threads of a scan share.
struct Work<'a> {
    filter: &'a Filter,
    store: &'a Store,
    within: Option<&'a Matches>,
    cancel: &'a AtomicBool,
    next: AtomicUsize,
    done: AtomicUsize,
    found: Mutex<Bits>,
}

impl Work<'_> {
    fn found(&self) -> std::sync::MutexGuard<'_, Bits> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at the next segment; false if there was none.
    fn step(&self) -> bool {
        let index = self.next.fetch_add(1, Ordering::Relaxed);
        let Some(segment) = self.store.segments().get(index) else {
            return false;
        };
        if self.cancel.load(Ordering::Relaxed) {
            return false;
        }
        let base = self.store.base(index) as usize;
        let rows = match self.within.filter(|within| index < within.segments()) {
            Some(within) => within.slice(base, segment.len()),
            None => Bits::full(segment.len()),
        };
        let scan = SegmentScan {
            store: self.store,
            index,
            cancel: self.cancel,
        };
        let Some(found) = scan.node(&self.filter.root, &rows) else {
            return false;
        };
        self.found().union_at(base, &found);
        self.done.fetch_add(1, Ordering::Relaxed);
        true
    }
}
