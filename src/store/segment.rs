//! A run of loaded events as columns. A segment is filled by one thread, then never changes.

mod builder;
mod columns;

use std::ops::Range;
use std::sync::Arc;

pub use builder::SegmentBuilder;
use columns::Columns;

use hashbrown::HashMap;

use super::dictionary::{Cell, Dictionary, Kinds};
use crate::catalog::Join;
use crate::evtx::{Place, System, SystemPart};
use crate::values::{FileTime, Raw};

/// The schema of the records of one kind from one machine: the values of `System` that
/// do not differ between them, the names of their fields, and their join to the catalog.
#[derive(Debug, Clone)]
pub struct EventSchema {
    /// The common part of `System`.
    pub system: System,
    /// The names of the fields, in record order; `Data` elements without a name have `Data1`, ...
    pub names: Vec<Box<str>>,
    /// The parts of `System` that have a value of their own.
    pub parts: Vec<SystemPart>,
    /// Their join to the catalog.
    pub join: Join,
}

impl EventSchema {
    /// Returns how many values an event has: its fields, then its parts of `System`.
    pub(crate) fn width(&self) -> usize {
        self.names.len() + self.parts.len()
    }
}

/// True if the events of a schema are wanted.
pub type Wanted = Arc<dyn Fn(&EventSchema) -> bool + Send + Sync>;

/// Columns of events, in the order of their time.
#[derive(Debug, Default)]
pub struct Segment {
    times: Vec<FileTime>,
    record_ids: Vec<u64>,
    places: Vec<u32>,
    /// The file and the chunk that the places count from, and whether the chunk is damaged.
    chunks: Vec<(u32, u32, bool)>,
    codes: Vec<u32>,
    /// The rows that stand for a copy in another log.
    moved: HashMap<u32, Place>,
    /// For each event its place in the columns of its schema.
    indices: Vec<u32>,
    by_schema: Vec<Rows>,
    cells: Arc<Columns>,
    values: Arc<Values>,
}

/// The events of a schema.
#[derive(Debug)]
struct Rows {
    rows: Box<[u32]>,
    /// The place of the first of them in the columns of the schema; the others follow it.
    first: u32,
}

/// The values that the cells of a segment refer to; shared with segments that are parts of it.
#[derive(Debug, Default)]
struct Values {
    schemas: Vec<EventSchema>,
    kinds: Vec<Box<[Kinds]>>,
    dictionary: Dictionary,
}

impl Segment {
    /// Returns the number of events.
    pub fn len(&self) -> usize {
        self.times.len()
    }

    /// Tells whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.times.is_empty()
    }

    /// Returns the time of each event, ascending.
    pub fn times(&self) -> &[FileTime] {
        &self.times
    }

    /// Each event's `EventRecordID`.
    pub fn record_ids(&self) -> &[u64] {
        &self.record_ids
    }

    /// Returns the place of an event.
    pub fn place(&self, row: usize) -> Place {
        if !self.moved.is_empty()
            && let Some(&place) = self.moved.get(&(row as u32))
        {
            return place;
        }
        let packed = self.places[row];
        let (file, chunk, damaged) = self.chunks[(packed >> 17) as usize];
        Place {
            file,
            chunk,
            offset: packed as u16,
            recovered: packed >> 16 & 1 != 0,
            damaged,
        }
    }

    /// For each event the index of its schema in [`Segment::schemas`].
    pub fn schema_codes(&self) -> &[u32] {
        &self.codes
    }

    /// The distinct schemas.
    pub fn schemas(&self) -> &[EventSchema] {
        &self.values.schemas
    }

    /// The distinct field values.
    pub fn dictionary(&self) -> &Dictionary {
        &self.values.dictionary
    }

    /// For each schema in [`Segment::schemas`] the kinds of values of each of its fields.
    pub fn kinds(&self) -> &[Box<[Kinds]>] {
        &self.values.kinds
    }

    /// The events of a schema, by its index in [`Segment::schemas`], ascending.
    pub fn rows_of(&self, schema: usize) -> &[u32] {
        self.by_schema
            .get(schema)
            .map_or(&[], |schema| &schema.rows)
    }

    /// The cells of a field of the events of a schema, by its place in the schema's names: one for
    /// each of [`Segment::rows_of`].
    #[inline]
    pub fn column(&self, schema: usize, place: usize) -> &[Cell] {
        let rows = &self.by_schema[schema];
        let first = rows.first as usize;
        &self.cells.column(schema, place)[first..first + rows.rows.len()]
    }

    /// The cell of a field of an event, by its place in the names of its schema.
    pub fn cell(&self, row: usize, place: usize) -> Option<Cell> {
        let schema = self.codes[row] as usize;
        let is_there = place < self.values.schemas[schema].names.len();
        is_there.then(|| self.cells.column(schema, place)[self.indices[row] as usize])
    }

    /// Returns a part of `System` of an event.
    pub fn system_part(&self, row: usize, part: SystemPart) -> Raw<'_> {
        let schema = self.codes[row] as usize;
        let known = &self.values.schemas[schema];
        let at = known.parts.iter().position(|&known| known == part);
        at.map_or(Raw::Null, |at| {
            let column = self.cells.column(schema, known.names.len() + at);
            self.dictionary().get(column[self.indices[row] as usize])
        })
    }

    /// These rows of it.
    pub(crate) fn part(&self, rows: Range<usize>) -> Self {
        let codes = self.codes[rows.clone()].to_vec();
        let indices = self.indices[rows.clone()].to_vec();
        Self {
            times: self.times[rows.clone()].to_vec(),
            record_ids: self.record_ids[rows.clone()].to_vec(),
            places: self.places[rows.clone()].to_vec(),
            moved: self.moved_among(rows),
            chunks: self.chunks.clone(),
            by_schema: by_schema(&codes, &indices, self.values.schemas.len()),
            codes,
            indices,
            cells: Arc::clone(&self.cells),
            values: Arc::clone(&self.values),
        }
    }

    /// These rows of it, in their order.
    pub(crate) fn some(&self, rows: &[usize]) -> Self {
        let codes: Vec<u32> = rows.iter().map(|&row| self.codes[row]).collect();
        let widths = self.values.schemas.iter().map(EventSchema::width);
        let (cells, indices) = Columns::new(&codes, widths, |at, place| {
            let column = self.cells.column(codes[at] as usize, place);
            column[self.indices[rows[at]] as usize]
        });
        Self {
            times: rows.iter().map(|&row| self.times[row]).collect(),
            record_ids: rows.iter().map(|&row| self.record_ids[row]).collect(),
            places: rows.iter().map(|&row| self.places[row]).collect(),
            chunks: self.chunks.clone(),
            by_schema: by_schema(&codes, &indices, self.values.schemas.len()),
            codes,
            indices,
            cells: Arc::new(cells),
            moved: self.moved_among(rows.iter().copied()),
            values: Arc::clone(&self.values),
        }
    }

    /// Returns the places of those of these rows that stand for a copy, by their position among them.
    fn moved_among(&self, rows: impl Iterator<Item = usize>) -> HashMap<u32, Place> {
        if self.moved.is_empty() {
            return HashMap::new();
        }
        let places = rows.map(|row| self.moved.get(&(row as u32)).copied());
        (0..)
            .zip(places)
            .filter_map(|(row, place)| Some((row, place?)))
            .collect()
    }

    /// Returns a copy in which these rows lie elsewhere.
    pub(crate) fn moved(&self, rows: impl IntoIterator<Item = (u32, Place)>) -> Self {
        let mut moved = self.part(0..self.len());
        moved.moved.extend(rows);
        moved
    }

    /// Bytes of memory held, schemas left aside.
    pub fn memory(&self) -> usize {
        self.len() * (8 + 8 + 4 + 4 + 4 + 4)
            + self.chunks.len() * 8
            + self.moved.len() * 24
            + self.cells.len() * 4
            + self.values.dictionary.memory()
    }
}

/// The rows of each of `count` schemas.
fn by_schema(codes: &[u32], indices: &[u32], count: usize) -> Vec<Rows> {
    let mut sizes = vec![0; count];
    for &schema in codes {
        sizes[schema as usize] += 1;
    }
    let mut rows: Vec<Vec<u32>> = sizes.into_iter().map(Vec::with_capacity).collect();
    for (row, &schema) in (0..).zip(codes) {
        rows[schema as usize].push(row);
    }
    let of_head = |rows: Vec<u32>| Rows {
        first: rows.first().map_or(0, |&row| indices[row as usize]),
        rows: rows.into_boxed_slice(),
    };
    rows.into_iter().map(of_head).collect()
}
