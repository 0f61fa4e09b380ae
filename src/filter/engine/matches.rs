//! The events that pass a filter, put into the order of time.

use std::num::NonZero;
use std::ops::Range;
use std::thread;

use super::bits::Bits;
use crate::store::{EventNumber, Store};

/// The events that pass a filter, oldest first.
#[derive(Debug, Clone)]
pub struct Matches {
    numbers: Vec<EventNumber>,
    found: Bits,
    /// The number of the store's segments that were looked at.
    segments: usize,
}

/// The state of a scan that still runs.
#[derive(Debug)]
pub struct Partial {
    /// The events that pass, of those that were looked at.
    pub found: Matches,
    /// The number of segments that were looked at.
    pub done: usize,
    /// The number of segments to look at.
    pub segments: usize,
}

/// From so many events on several threads put them in order sooner than one.
const LONG: usize = 100_000;

impl Matches {
    /// The events' numbers, oldest first.
    pub fn numbers(&self) -> &[EventNumber] {
        &self.numbers
    }

    /// The number of events.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Returns true if there are none.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Returns true for an event that is among them.
    pub fn contains(&self, number: EventNumber) -> bool {
        (number.0 as usize) < self.found.len() && self.found.contains(number.0 as usize)
    }

    /// The number of the store's segments that were looked at.
    pub(crate) fn segments(&self) -> usize {
        self.segments
    }

    /// Those of the rows of a segment that begins at `base` that are among them.
    pub(crate) fn slice(&self, base: usize, len: usize) -> Bits {
        self.found.slice(base, len)
    }

    /// Those that are in `found`, after so many segments; `within` has all of them, if it is given.
    pub(crate) fn ordered(
        found: Bits,
        store: &Store,
        within: Option<&Self>,
        segments: usize,
    ) -> Self {
        let from = within.map_or(store.order(), Self::numbers);
        let count = found.count();
        let numbers = if count == found.len() {
            from.to_vec()
        } else if count == 0 {
            Vec::new()
        } else {
            match store.runs() {
                Some(runs) if from.len() > store.len() / 16 => {
                    in_parallel(store.len(), |part| select_runs(&found, runs, part))
                }
                _ => in_parallel(from.len(), |part| select(&found, &from[part])),
            }
        };
        Self {
            numbers,
            found,
            segments,
        }
    }
}

/// The results of `work` for the parts of so many events, one after the other.
fn in_parallel(
    len: usize,
    work: impl Fn(Range<usize>) -> Vec<EventNumber> + Sync,
) -> Vec<EventNumber> {
    if len < LONG {
        return work(0..len);
    }
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let part = |index: usize| len * index / threads..len * (index + 1) / threads;
    thread::scope(|scope| {
        let work = &work;
        let others = (1..threads).map(|index| scope.spawn(move || work(part(index))));
        let others: Vec<_> = others.collect();
        let mut numbers = work(part(0));
        for other in others {
            numbers.extend(other.join().unwrap_or_default());
        }
        numbers
    })
}

/// Those of some numbers that are found, in their order.
fn select(found: &Bits, from: &[EventNumber]) -> Vec<EventNumber> {
    let mut numbers = from.to_vec();
    let mut count = 0;
    for &number in from {
        // Written in any case, as a branch here could not be predicted.
        numbers[count] = number;
        count += usize::from(found.contains(number.0 as usize));
    }
    numbers.truncate(count);
    numbers
}

/// The numbers that are found in a part of the order, which is given as runs.
fn select_runs(found: &Bits, runs: &[Range<u32>], part: Range<usize>) -> Vec<EventNumber> {
    let mut numbers = Vec::new();
    let mut start = 0;
    for run in runs {
        let end = start + run.len();
        let (first, last) = (start.max(part.start), end.min(part.end));
        if first < last {
            let base = run.start as usize;
            let rows = base + first - start..base + last - start;
            numbers.reserve(found.count_in(rows.start, rows.end));
            found.for_each_in(rows.start, rows.end, |row| {
                numbers.push(EventNumber(row as u32));
            });
        }
        if end >= part.end {
            break;
        }
        start = end;
    }
    numbers
}
