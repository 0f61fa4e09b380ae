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
    /// How many segments of the store were looked at.
    segments: usize,
}

/// What a scan has found so far.
#[derive(Debug)]
pub struct Partial {
    /// The events that pass, of those that were looked at.
    pub found: Matches,
    /// How many segments were looked at.
    pub done: usize,
    /// How many there are to look at.
    pub segments: usize,
}

/// From how many events on several threads put them in order sooner than one.
const LONG: usize = 100_000;

impl Matches {
    /// The events' numbers, oldest first.
    pub fn numbers(&self) -> &[EventNumber] {
        &self.numbers
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Whether an event is among them.
    pub fn contains(&self, number: EventNumber) -> bool {
        (number.0 as usize) < self.found.len() && self.found.holds(number.0 as usize)
    }

    /// How many segments of the store were looked at.
    pub(crate) fn segments(&self) -> usize {
        self.segments
    }

    /// Those of the rows of a segment that begins at `base` that are among them.
    pub(crate) fn part(&self, base: usize, len: usize) -> Bits {
        self.found.part(base, len)
    }

    /// Those that `found` holds, after so many segments; `within` has all of them, if it is given.
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
                    in_parallel(store.len(), |part| of_runs(&found, runs, part))
                }
                _ => in_parallel(from.len(), |part| held(&found, &from[part])),
            }
        };
        Self {
            numbers,
            found,
            segments,
        }
    }
}

/// What `work` makes of the parts of so many events, one after the other.
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
fn held(found: &Bits, from: &[EventNumber]) -> Vec<EventNumber> {
    let mut numbers = from.to_vec();
    let mut count = 0;
    for &number in from {
        // Written in any case: which are found cannot be foreseen.
        numbers[count] = number;
        count += usize::from(found.holds(number.0 as usize));
    }
    numbers.truncate(count);
    numbers
}

/// The numbers that are found in a part of the order, which is given as runs.
fn of_runs(found: &Bits, runs: &[Range<u32>], part: Range<usize>) -> Vec<EventNumber> {
    let mut numbers = Vec::new();
    let mut start = 0;
    for run in runs {
        let end = start + run.len();
        let (first, last) = (start.max(part.start), end.min(part.end));
        if first < last {
            let base = run.start as usize;
            let rows = base + first - start..base + last - start;
            numbers.reserve(found.count_in(rows.start, rows.end));
            found.each_in(rows.start, rows.end, |row| {
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
