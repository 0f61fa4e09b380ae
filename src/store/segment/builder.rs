//! Fills a segment: joins each kind of record to the catalog, keeps each value once, and puts the
//! events in the order of their time.

use std::sync::Arc;

use hashbrown::HashMap;

use crate::catalog::Catalog;
use crate::evtx::{Place, Record, RecordLayout, RecordSink, SystemPart};
use crate::store::dictionary::{Cell, Interner, Kinds};
use crate::store::restore::restored;
use crate::store::segment::{Columns, Head, Segment, Values, Wanted, by_head};
use crate::values::{FileTime, Raw};

/// Events that a segment holds at most.
const EVENTS: usize = 65536;
/// Bytes that a segment's values take at most, about.
const BYTES: usize = 48 << 20;
/// Chunks and heads that a segment may name.
const CHUNKS: usize = 1 << 15;
const HEADS: usize = 8192;

/// Fills a [`Segment`].
pub struct SegmentBuilder {
    catalog: Arc<Catalog>,
    /// The choice of events that are kept; without it all are.
    wanted: Option<Wanted>,
    segment: Segment,
    /// The cells of the events, one event after the other.
    cells: Vec<Cell>,
    /// For each event where its cells begin.
    first_cells: Vec<u32>,
    head_table: Vec<Head>,
    interner: Interner,
    kinds: Vec<Box<[Kinds]>>,
    scratch: Vec<u8>,
    head_codes: HashMap<RecordLayout, u32>,
    /// The heads by what tells them apart in a log.
    head_keys: HashMap<Box<[u8]>, u32>,
    /// For each head, which of its fields are typed otherwise than as text.
    typed: Vec<Box<[bool]>>,
    /// For each head, whether its events are kept.
    kept: Vec<bool>,
}

impl SegmentBuilder {
    /// An empty segment whose records will be joined to `catalog`.
    pub fn new(catalog: Arc<Catalog>) -> Self {
        Self {
            catalog,
            wanted: None,
            segment: Segment::default(),
            cells: Vec::new(),
            first_cells: Vec::new(),
            head_table: Vec::new(),
            interner: Interner::default(),
            kinds: Vec::new(),
            scratch: Vec::new(),
            head_codes: HashMap::new(),
            head_keys: HashMap::new(),
            typed: Vec::new(),
            kept: Vec::new(),
        }
    }

    /// Keeps large values whole.
    pub(crate) fn whole(mut self) -> Self {
        self.interner.keep_all();
        self
    }

    /// Keeps only the events that are wanted.
    pub(crate) fn only(mut self, wanted: Option<Wanted>) -> Self {
        self.wanted = wanted;
        self
    }

    /// Returns the number of records that were pushed.
    pub fn len(&self) -> usize {
        self.segment.len()
    }

    /// Tells whether none was pushed.
    pub fn is_empty(&self) -> bool {
        self.segment.is_empty()
    }

    /// Bytes of memory held, about.
    pub(crate) fn memory(&self) -> usize {
        self.interner.memory() + self.len() * 28 + self.cells.len() * 4
    }

    /// Tells whether it should be finished before another chunk is read into it.
    pub(crate) fn is_full(&self) -> bool {
        self.len() >= EVENTS
            || self.memory() >= BYTES
            || self.segment.chunks.len() >= CHUNKS
            || self.head_table.len() >= HEADS
    }

    fn head(&mut self, layout: RecordLayout) -> u32 {
        if let Some(&code) = self.head_codes.get(&layout) {
            return code;
        }
        let RecordLayout {
            system,
            names,
            parts,
        } = layout.clone();
        let shown: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        let join = self
            .catalog
            .join(&system.provider, system.event_id, system.version, &shown);
        let code = self.head_table.len() as u32;
        self.kinds
            .push(vec![Kinds::default(); names.len() + parts.len()].into());
        let typed = (0..names.len()).map(|place| {
            let field = join.fields.get(place).and_then(Option::as_ref);
            field.is_some_and(|field| !matches!(field.in_type, "UnicodeString" | "AnsiString"))
        });
        let parts_are_not = parts.iter().map(|_| false);
        self.typed.push(typed.chain(parts_are_not).collect());
        let head = Head {
            system,
            names,
            parts,
            join,
        };
        let kept = self.wanted.as_ref().is_none_or(|wanted| wanted(&head));
        self.kept.push(kept);
        self.head_table.push(head);
        self.head_codes.insert(layout, code);
        code
    }

    /// The segment, its events in the order of their time (then of record id and place).
    pub fn finish(mut self) -> Segment {
        self.begin();
        let mut segment = self.segment;
        let key = |row: usize| {
            let place = segment.place(row);
            (segment.times[row], segment.record_ids[row], place)
        };
        if !(1..segment.len()).all(|row| key(row - 1) <= key(row)) {
            let mut rows: Vec<u32> = (0..segment.len() as u32).collect();
            rows.sort_by_key(|&row| key(row as usize));
            arrange(&mut segment.times, &rows);
            arrange(&mut segment.record_ids, &rows);
            arrange(&mut segment.places, &rows);
            arrange(&mut segment.heads, &rows);
            arrange(&mut self.first_cells, &rows);
        }
        segment.times.shrink_to_fit();
        segment.record_ids.shrink_to_fit();
        segment.places.shrink_to_fit();
        segment.chunks.shrink_to_fit();
        segment.heads.shrink_to_fit();
        self.head_table.shrink_to_fit();
        let widths = self.head_table.iter().map(Head::width);
        let (cells, indices) = Columns::new(&segment.heads, widths, |row, place| {
            self.cells[self.first_cells[row] as usize + place]
        });
        segment.by_head = by_head(&segment.heads, &indices, self.head_table.len());
        segment.indices = indices;
        segment.cells = Arc::new(cells);
        segment.values = Arc::new(Values {
            head_table: self.head_table,
            kinds: self.kinds,
            dictionary: self.interner.finish(),
        });
        segment
    }
}

impl RecordSink for SegmentBuilder {
    fn keeps(&self, head: u32) -> bool {
        self.kept[head as usize]
    }

    fn channel(&self, head: u32) -> &str {
        &self.head_table[head as usize].system.channel
    }

    fn push(&mut self, record: Record<'_>) -> u32 {
        let (names, values): (Vec<Box<str>>, Vec<Raw<'_>>) = record.fields.into_iter().unzip();
        let (parts, more): (Vec<SystemPart>, Vec<Raw<'_>>) = record.parts.into_iter().unzip();
        let head = self.head(RecordLayout {
            system: record.system,
            names,
            parts,
        });
        self.begin();
        for (place, value) in values.into_iter().chain(more).enumerate() {
            self.cell(head, place, value);
        }
        self.commit(head, record.time, record.record_id, record.place);
        head
    }

    fn schema<E>(
        &mut self,
        key: &[u8],
        make: impl FnOnce() -> Result<RecordLayout, E>,
    ) -> Result<u32, E> {
        if let Some(&code) = self.head_keys.get(key) {
            return Ok(code);
        }
        let code = self.head(make()?);
        self.head_keys.insert(key.into(), code);
        Ok(code)
    }

    fn begin(&mut self) {
        let start = self.first_cells.last().map_or(0, |&start| {
            let head = *self.segment.heads.last().unwrap_or(&0) as usize;
            start as usize + self.typed[head].len()
        });
        self.cells.truncate(start);
    }

    fn cell(&mut self, head: u32, place: usize, value: Raw<'_>) {
        let typed = self.typed[head as usize].get(place).copied();
        let value = match value {
            Raw::Text(text) if typed == Some(true) => {
                let field = self.head_table[head as usize].join.fields[place].as_ref();
                let in_type = field.map_or("", |field| field.in_type);
                restored(text, in_type, &mut self.scratch)
            }
            value => value,
        };
        if let Some(kinds) = self.kinds[head as usize].get_mut(place) {
            kinds.add(value);
        }
        self.cells.push(self.interner.intern(value));
    }

    fn commit(&mut self, head: u32, time: FileTime, record_id: u64, place: Place) {
        if !self.keeps(head) {
            return;
        }
        let segment = &mut self.segment;
        let names = self.typed[head as usize].len();
        debug_assert!(self.cells.len() >= names, "a cell for each name");
        if segment.chunks.last() != Some(&(place.file, place.chunk, place.damaged)) {
            segment
                .chunks
                .push((place.file, place.chunk, place.damaged));
        }
        let chunk = (segment.chunks.len() - 1) as u32;
        let first = (self.cells.len() - names) as u32;
        segment.times.push(time);
        segment.record_ids.push(record_id);
        segment
            .places
            .push(chunk << 17 | u32::from(place.recovered) << 16 | u32::from(place.offset));
        segment.heads.push(head);
        self.first_cells.push(first);
    }
}

/// Puts a column into the order of `rows`.
fn arrange<T: Copy>(column: &mut Vec<T>, rows: &[u32]) {
    *column = rows.iter().map(|&row| column[row as usize]).collect();
}
