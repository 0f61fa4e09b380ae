//! Events that more than one log has: which log's copy is kept does not depend on which was read
//! first.
//!
//! Copies are events with the same time, record id, system part and values. A log may hold the
//! same event more than once, as in space that is no longer used; so the first copy in one log
//! goes with the first in another, the second with the second, and of each pair the one stays
//! whose log was given first, a carved one only where all are carved. What is left out is
//! remembered by its place, because a copy that is found later may change which copies are a pair.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::order::Numbered;
use super::segment::Segment;
use super::store::EventNumber;
use crate::evtx::Place;

/// The copies that are left out.
#[derive(Debug, Default)]
pub(crate) struct Duplicates {
    /// Their places, beside the lowest number of an event that is kept of the same copies.
    left_out: BTreeSet<(EventNumber, Place)>,
    /// Their number in each file.
    counts: HashMap<u32, u64>,
}

/// The outcome for events.
#[derive(Debug, Default)]
pub(crate) struct Resolution {
    /// Events that stand for a copy elsewhere from now on.
    pub(crate) moved: Vec<(EventNumber, Place)>,
    /// New events that are left out, ascending; the numbers after them move up.
    pub(crate) dropped: Vec<EventNumber>,
}

impl Resolution {
    fn drops(&self, number: EventNumber) -> bool {
        self.dropped.binary_search(&number).is_ok()
    }

    /// The number of an event that is kept, once the others are gone.
    fn renumbered(&self, number: EventNumber) -> EventNumber {
        let gone = self.dropped.partition_point(|&dropped| dropped < number);
        EventNumber(number.0 - gone as u32)
    }
}

impl Duplicates {
    /// Returns the number of events of a file that are left out because another file has them too.
    pub(crate) fn of_file(&self, file: u32) -> u64 {
        self.counts.get(&file).copied().unwrap_or_default()
    }

    /// Forgets the events, not how many were left out: no copies of them come any more.
    pub(crate) fn forget(&mut self) {
        self.left_out.clear();
    }

    /// Leaves out copies of the events in `order` that are `alike` in time and record id, and
    /// brings it up to date. Numbers from `first_new` on are new.
    pub(crate) fn resolve<S: AsRef<Segment>>(
        &mut self,
        all: &Numbered<'_, S>,
        first_new: u32,
        order: &mut Vec<EventNumber>,
        alike: Vec<Range<usize>>,
    ) -> Resolution {
        let mut resolution = Resolution::default();
        let mut left_out = Vec::new();
        for range in alike {
            let Some(alike) = order.get_mut(range) else {
                continue;
            };
            let moves = resolution.moved.len();
            alike.sort_by(|&a, &b| all.compare(a, b).then(a.cmp(&b)));
            for copies in alike.chunk_by(|&a, &b| all.compare(a, b).is_eq()) {
                if copies.len() > 1 && copies.last().is_some_and(|last| last.0 >= first_new) {
                    let more = self.resolve_copies(all, first_new, copies, &mut resolution);
                    left_out.extend(more);
                }
            }
            let elsewhere: HashMap<_, _> = resolution.moved.iter().skip(moves).copied().collect();
            alike.sort_by_key(|number| {
                let place = elsewhere.get(number).copied();
                place.unwrap_or_else(|| all.place(*number))
            });
        }
        resolution.dropped.sort_unstable();
        if !resolution.dropped.is_empty() {
            order.retain(|&number| !resolution.drops(number));
            for number in order.iter_mut() {
                *number = resolution.renumbered(*number);
            }
        }
        for (number, place) in left_out {
            *self.counts.entry(place.file).or_default() += 1;
            self.left_out.insert((resolution.renumbered(number), place));
        }
        resolution
    }

    /// Decides on copies of one event, by number; returns those that are left out from now on.
    fn resolve_copies<S: AsRef<Segment>>(
        &mut self,
        all: &Numbered<'_, S>,
        first_new: u32,
        copies: &[EventNumber],
        resolution: &mut Resolution,
    ) -> Vec<(EventNumber, Place)> {
        let lowest = copies[0];
        let last = Place {
            file: u32::MAX,
            chunk: u32::MAX,
            offset: u16::MAX,
            recovered: true,
            damaged: true,
        };
        let before: BTreeSet<Place> = self
            .left_out
            .range((lowest, Place::default())..=(lowest, last))
            .map(|&(_, place)| place)
            .collect();
        let places = copies.iter().map(|&number| all.place(number));
        let every: BTreeSet<Place> = places.chain(before.iter().copied()).collect();
        let mut kept = kept_of(&every);
        let left_out: Vec<Place> = every.difference(&kept).copied().collect();
        for place in before.intersection(&kept) {
            self.left_out.remove(&(lowest, *place));
            if let Some(count) = self.counts.get_mut(&place.file) {
                *count -= 1;
            }
        }
        // There are never fewer than before, so those that were there before all stay.
        let (staying, dropped) = copies.split_at(kept.len().min(copies.len()));
        debug_assert!(dropped.iter().all(|number| number.0 >= first_new));
        resolution.dropped.extend_from_slice(dropped);
        let elsewhere = staying
            .iter()
            .filter(|&&copy| !kept.remove(&all.place(copy)));
        let elsewhere: Vec<EventNumber> = elsewhere.copied().collect();
        resolution.moved.extend(elsewhere.into_iter().zip(kept));
        let new = left_out.into_iter().filter(|place| !before.contains(place));
        new.map(|place| (lowest, place)).collect()
    }
}

/// Chooses the copies of one event that are kept.
fn kept_of(copies: &BTreeSet<Place>) -> BTreeSet<Place> {
    let mut kept: Vec<Place> = Vec::new();
    let mut copies: Vec<Place> = copies.iter().copied().collect();
    copies.sort_by_key(|copy| (copy.file, copy.recovered, copy.chunk, copy.offset));
    for copies in copies.chunk_by(|a, b| a.file == b.file) {
        for (nth, &copy) in copies.iter().enumerate() {
            match kept.get_mut(nth) {
                Some(kept) if kept.recovered && !copy.recovered => *kept = copy,
                Some(_) => {}
                None => kept.push(copy),
            }
        }
    }
    kept.into_iter().collect()
}
