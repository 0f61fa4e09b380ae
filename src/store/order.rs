//! The order of time over all segments, kept as segments are added: only the end that new events
//! reach back into is merged again.

use std::cmp::Ordering;
use std::ops::Range;

use super::dictionary::{Cell, KEPT};
use super::segment::Segment;
use super::store::EventNumber;
use crate::evtx::Place;
use crate::values::{FileTime, Raw};

/// The key of the order: time, then record id, then place.
pub(crate) type Key = (FileTime, u64, Place);

/// Segments with the numbers of their events.
#[derive(Debug)]
pub(crate) struct Numbered<'a, S> {
    pub(crate) segments: &'a [S],
    pub(crate) bases: &'a [u32],
}

impl<S: AsRef<Segment>> Numbered<'_, S> {
    /// The segment that an event is in, and its row there.
    pub(crate) fn find(&self, number: EventNumber) -> (usize, usize) {
        let segment = self.bases.partition_point(|&base| base <= number.0) - 1;
        (segment, (number.0 - self.bases[segment]) as usize)
    }

    fn key(&self, number: EventNumber) -> Key {
        let (segment, row) = self.find(number);
        let segment = self.segments[segment].as_ref();
        (
            segment.times()[row],
            segment.record_ids()[row],
            segment.place(row),
        )
    }

    /// Returns the place of an event.
    pub(crate) fn place(&self, number: EventNumber) -> Place {
        self.key(number).2
    }

    /// Orders two events with the same time and record id by all else that they say; equal are
    /// those that say the same.
    pub(crate) fn compare(&self, a: EventNumber, b: EventNumber) -> Ordering {
        let ((a, a_row), (b, b_row)) = (self.find(a), self.find(b));
        let (a, b) = (self.segments[a].as_ref(), self.segments[b].as_ref());
        let schema = |of: &Segment, row: usize| of.schema_codes()[row] as usize;
        let a_head = &a.schemas()[schema(a, a_row)];
        let b_head = &b.schemas()[schema(b, b_row)];
        let schemas = (&a_head.system, &a_head.names).cmp(&(&b_head.system, &b_head.names));
        schemas.then_with(|| {
            let cell = |of: &Segment, row, place| of.cell(row, place).unwrap_or_default();
            let mut orders = (0..a_head.names.len()).map(|place| {
                compare(
                    said(a, cell(a, a_row, place)),
                    said(b, cell(b, b_row, place)),
                )
            });
            orders
                .find(|order| order.is_ne())
                .unwrap_or(Ordering::Equal)
        })
    }
}

/// Returns the part of a value that is compared: as much as is kept of it everywhere, and its whole length.
fn said(segment: &Segment, cell: Cell) -> (Raw<'_>, u32) {
    match segment.dictionary().get(cell) {
        Raw::Binary(bytes) => {
            let whole = segment.dictionary().cut(cell);
            let kept = bytes.get(..KEPT).unwrap_or(bytes);
            (Raw::Binary(kept), whole.unwrap_or(bytes.len() as u32))
        }
        value => (value, 0),
    }
}

/// Orders two values as they read, because a record's values may be typed in one log and text in
/// another.
fn compare((x, x_length): (Raw<'_>, u32), (y, y_length): (Raw<'_>, u32)) -> Ordering {
    let values = match (x, y) {
        (Raw::Text(x), Raw::Text(y)) => x.cmp(y),
        // Two that are equal as numbers may read as 0 and -0.
        (x, y) if x == y && !matches!(x, Raw::Float(_)) => Ordering::Equal,
        (x, y) => x.to_string().cmp(&y.to_string()),
    };
    values.then(x_length.cmp(&y_length))
}

/// `order` with the events of the segments from the `first_new`th on; and where in it new events
/// have the time and the record id of others.
pub(crate) fn merged<S: AsRef<Segment>>(
    order: &[EventNumber],
    all: &Numbered<'_, S>,
    first_new: usize,
) -> (Vec<EventNumber>, Vec<Range<usize>>) {
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
    let mut alike = Vec::new();
    // Where those begin that have the time and the record id of the last, and whether one is new.
    let mut last: Option<(Key, usize, bool)> = None;
    let mut tail = tail
        .iter()
        .map(|&number| (all.key(number), number))
        .peekable();
    let mut added = added.into_iter().peekable();
    loop {
        let is_old = match (tail.peek(), added.peek()) {
            (Some(old), Some(new)) => old.0 <= new.0,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => break,
        };
        let next = if is_old { tail.next() } else { added.next() };
        let Some((key, number)) = next else { break };
        let at = merged.len();
        last = Some(match last {
            Some((before, start, new)) if (before.0, before.1) == (key.0, key.1) => {
                (key, start, new || !is_old)
            }
            before => {
                note(&mut alike, before, at);
                (key, at, !is_old)
            }
        });
        merged.push(number);
    }
    note(&mut alike, last, merged.len());
    (merged, alike)
}

/// Notes events that are alike, if one of them is new.
fn note(alike: &mut Vec<Range<usize>>, last: Option<(Key, usize, bool)>, end: usize) {
    if let Some((_, start, true)) = last
        && end - start > 1
    {
        alike.push(start..end);
    }
}
