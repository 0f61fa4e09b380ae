//! Fills a segment: joins each kind of record to the catalog, keeps each value once, and puts the
//! events in the order of their time.

use std::sync::Arc;

use hashbrown::HashMap;

use crate::catalog::Catalog;
use crate::evtx::{Place, Record, RecordLayout, RecordSink, SystemPart};
use crate::store::dictionary::{Cell, Interner, Kinds};
use crate::store::restore::restored;
use crate::store::segment::{Columns, EventSchema, Segment, Values, Wanted, by_schema};
use crate::values::{FileTime, Raw};

/// Events that a segment holds at most.
const EVENTS: usize = 65536;
/// Bytes that a segment's values take at most, about.
const BYTES: usize = 48 << 20;
/// Chunks and schemas that a segment may name.
const CHUNKS: usize = 1 << 15;
const SCHEMAS: usize = 8192;

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
    schemas: Vec<EventSchema>,
    interner: Interner,
    kinds: Vec<Box<[Kinds]>>,
    scratch: Vec<u8>,
    schema_codes: HashMap<RecordLayout, u32>,
    /// The schemas by what tells them apart in a log.
    schema_keys: HashMap<Box<[u8]>, u32>,
    /// For each schema, which of its fields are typed otherwise than as text.
    typed: Vec<Box<[bool]>>,
    /// For each schema, whether its events are kept.
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
            schemas: Vec::new(),
            interner: Interner::default(),
            kinds: Vec::new(),
            scratch: Vec::new(),
            schema_codes: HashMap::new(),
            schema_keys: HashMap::new(),
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
            || self.schemas.len() >= SCHEMAS
    }

    fn schema(&mut self, layout: RecordLayout) -> u32 {
        if let Some(&code) = self.schema_codes.get(&layout) {
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
        let code = self.schemas.len() as u32;
        self.kinds
            .push(vec![Kinds::default(); names.len() + parts.len()].into());
        let typed = (0..names.len()).map(|place| {
            let field = join.fields.get(place).and_then(Option::as_ref);
            field.is_some_and(|field| !matches!(field.in_type, "UnicodeString" | "AnsiString"))
        });
        let parts_are_not = parts.iter().map(|_| false);
        self.typed.push(typed.chain(parts_are_not).collect());
        let schema = EventSchema {
            system,
            names,
            parts,
            join,
        };
        let kept = self.wanted.as_ref().is_none_or(|wanted| wanted(&schema));
        self.kept.push(kept);
        self.schemas.push(schema);
        self.schema_codes.insert(layout, code);
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
            arrange(&mut segment.codes, &rows);
            arrange(&mut self.first_cells, &rows);
        }
        segment.times.shrink_to_fit();
        segment.record_ids.shrink_to_fit();
        segment.places.shrink_to_fit();
        segment.chunks.shrink_to_fit();
        segment.codes.shrink_to_fit();
        self.schemas.shrink_to_fit();
        let widths = self.schemas.iter().map(EventSchema::width);
        let (cells, indices) = Columns::new(&segment.codes, widths, |row, place| {
            self.cells[self.first_cells[row] as usize + place]
        });
        segment.by_schema = by_schema(&segment.codes, &indices, self.schemas.len());
        segment.indices = indices;
        segment.cells = Arc::new(cells);
        segment.values = Arc::new(Values {
            schemas: self.schemas,
            kinds: self.kinds,
            dictionary: self.interner.finish(),
        });
        segment
    }
}

impl RecordSink for SegmentBuilder {
    fn keeps(&self, schema: u32) -> bool {
        self.kept[schema as usize]
    }

    fn channel(&self, schema: u32) -> &str {
        &self.schemas[schema as usize].system.channel
    }

    fn push(&mut self, record: Record<'_>) -> u32 {
        let (names, values): (Vec<Box<str>>, Vec<Raw<'_>>) = record.fields.into_iter().unzip();
        let (parts, more): (Vec<SystemPart>, Vec<Raw<'_>>) = record.parts.into_iter().unzip();
        let schema = self.schema(RecordLayout {
            system: record.system,
            names,
            parts,
        });
        self.begin();
        for (place, value) in values.into_iter().chain(more).enumerate() {
            self.cell(schema, place, value);
        }
        self.commit(schema, record.time, record.record_id, record.place);
        schema
    }

    fn schema<E>(
        &mut self,
        key: &[u8],
        make: impl FnOnce() -> Result<RecordLayout, E>,
    ) -> Result<u32, E> {
        if let Some(&code) = self.schema_keys.get(key) {
            return Ok(code);
        }
        let code = self.schema(make()?);
        self.schema_keys.insert(key.into(), code);
        Ok(code)
    }

    fn begin(&mut self) {
        let start = self.first_cells.last().map_or(0, |&start| {
            let schema = *self.segment.codes.last().unwrap_or(&0) as usize;
            start as usize + self.typed[schema].len()
        });
        self.cells.truncate(start);
    }

    fn cell(&mut self, schema: u32, place: usize, value: Raw<'_>) {
        let typed = self.typed[schema as usize].get(place).copied();
        let value = match value {
            Raw::Text(text) if typed == Some(true) => {
                let field = self.schemas[schema as usize].join.fields[place].as_ref();
                let in_type = field.map_or("", |field| field.in_type);
                restored(text, in_type, &mut self.scratch)
            }
            value => value,
        };
        if let Some(kinds) = self.kinds[schema as usize].get_mut(place) {
            kinds.add(value);
        }
        self.cells.push(self.interner.intern(value));
    }

    fn commit(&mut self, schema: u32, time: FileTime, record_id: u64, place: Place) {
        if !self.keeps(schema) {
            return;
        }
        let segment = &mut self.segment;
        let names = self.typed[schema as usize].len();
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
        segment.codes.push(schema);
        self.first_cells.push(first);
    }
}

/// Puts a column into the order of `rows`.
fn arrange<T: Copy>(column: &mut Vec<T>, rows: &[u32]) {
    *column = rows.iter().map(|&row| column[row as usize]).collect();
}
