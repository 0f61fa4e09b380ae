//! The order of time over all segments, kept as segments are added: only the end that new events
//! reach back into is merged again.

use super::segment::{Place, Segment};
use super::store::EventNumber;
use crate::values::FileTime;

/// What events are ordered by: time, then record id, then where they lie.
pub(super) type Key = (FileTime, u64, Place);

/// Segments with the numbers of their events.
#[derive(Debug)]
pub(super) struct Numbered<'a, S> {
    pub(super) segments: &'a [S],
    pub(super) bases: &'a [u32],
}

impl<S: AsRef<Segment>> Numbered<'_, S> {
    fn find(&self, number: EventNumber) -> (&Segment, usize) {
        let segment = self.bases.partition_point(|&base| base <= number.0) - 1;
        let row = (number.0 - self.bases[segment]) as usize;
        (self.segments[segment].as_ref(), row)
    }

    fn key(&self, number: EventNumber) -> Key {
        let (segment, row) = self.find(number);
        (
            segment.times()[row],
            segment.record_ids()[row],
            segment.place(row),
        )
    }

    /// The file that an event is from.
    pub(super) fn file(&self, number: EventNumber) -> u32 {
        let (segment, row) = self.find(number);
        segment.place(row).file
    }

    /// Whether two events with the same time and record id are one event in two logs.
    fn are_one(&self, a: EventNumber, b: EventNumber) -> bool {
        let ((a, a_row), (b, b_row)) = (self.find(a), self.find(b));
        let system = |segment: &Segment, row: usize| {
            segment.head_table()[segment.heads()[row] as usize]
                .system
                .clone()
        };
        a.place(a_row).file != b.place(b_row).file && system(a, a_row) == system(b, b_row)
    }
}

/// `order` with the events of the segments from the `first_new`th on, and which of these are
/// there already from another file, as far as they are seen at once.
pub(super) fn merged<S: AsRef<Segment>>(
    order: &[EventNumber],
    all: &Numbered<'_, S>,
    first_new: usize,
) -> (Vec<EventNumber>, Vec<EventNumber>) {
    let mut added: Vec<(Key, EventNumber)> = Vec::new();
    for (segment, &base) in all.segments.iter().zip(all.bases).skip(first_new) {
        let segment = segment.as_ref();
        added.reserve(segment.len());
        for row in 0..segment.len() {
            let number = EventNumber(base + row as u32);
            added.push((all.key(number), number));
        }
    }
    // Each segment is in order: the sort finds these runs and merges them.
    added.sort_by_key(|added| added.0);
    let Some((first, _)) = added.first() else {
        return (order.to_vec(), Vec::new());
    };
    let first = (first.0, first.1, Place::default());
    let kept = order.partition_point(|&number| all.key(number) < first);
    let (kept, tail) = order.split_at(kept);
    let mut merged = Vec::with_capacity(order.len() + added.len());
    merged.extend_from_slice(kept);
    let new = all.bases.get(first_new).map_or(u32::MAX, |&base| base);
    let mut twice = Vec::new();
    let mut last: Option<(Key, EventNumber)> = None;
    let mut tail = tail
        .iter()
        .map(|&number| (all.key(number), number))
        .peekable();
    let mut added = added.into_iter().peekable();
    loop {
        let from_tail = match (tail.peek(), added.peek()) {
            (Some(old), Some(new)) => old.0 <= new.0,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => break,
        };
        let next = if from_tail { tail.next() } else { added.next() };
        let Some(next) = next else { break };
        let same = last.is_some_and(|last| (last.0.0, last.0.1) == (next.0.0, next.0.1));
        if let Some(last) = last.filter(|last| same && all.are_one(last.1, next.1)) {
            twice.push(if next.1.0 >= new { next.1 } else { last.1 });
            continue;
        }
        merged.push(next.1);
        last = Some(next);
    }
    (merged, twice)
}
