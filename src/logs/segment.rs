//! A run of loaded events as columns. A segment is filled by one thread, then never changes.

use std::sync::Arc;

use hashbrown::HashMap;

use super::dictionary::{Cell, Dictionary, Interner};
use super::types::restored;
use crate::catalog::{Catalog, Join};
use crate::values::{FileTime, Raw};

/// What the records of one kind from one machine have in common: the values of `System` that
/// do not differ between them, the names of their fields, and their join to the catalog.
#[derive(Debug, Clone)]
pub struct Head {
    /// What is common.
    pub system: System,
    /// The names of the fields, in record order; `Data` elements without a name have `Data1`, ...
    pub names: Vec<Box<str>>,
    /// How such records are joined to the catalog.
    pub join: Join,
}

/// The part of `System` that records of one kind share.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct System {
    /// The provider's name.
    pub provider: Box<str>,
    /// The event id, without qualifiers.
    pub event_id: u32,
    /// The event's version.
    pub version: u8,
    /// The level as stored.
    pub level: u8,
    /// The task as stored.
    pub task: u16,
    /// The opcode as stored.
    pub opcode: u8,
    /// The keywords as stored.
    pub keywords: u64,
    /// The channel.
    pub channel: Box<str>,
    /// The computer that wrote the record.
    pub computer: Box<str>,
    /// `Security/UserID` as text, if any.
    pub user_sid: Option<Box<str>>,
}

/// Where a record lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// The index of its file in the store.
    pub file: u32,
    /// The chunk's number in the file, from 0.
    pub chunk: u32,
    /// The record's offset in the chunk, in bytes.
    pub offset: u16,
    /// Whether it was carved from slack space.
    pub recovered: bool,
}

/// A record as a reader hands it over.
#[derive(Debug, Clone)]
pub struct Record<'a> {
    /// The shared part of `System`.
    pub system: System,
    /// `TimeCreated`.
    pub time: FileTime,
    /// `EventRecordID`.
    pub record_id: u64,
    /// Where it lies.
    pub place: Place,
    /// Its fields in record order.
    pub fields: Vec<(Box<str>, Raw<'a>)>,
}

/// Columns of events, in the order of their time.
#[derive(Debug)]
pub struct Segment {
    times: Vec<FileTime>,
    record_ids: Vec<u64>,
    places: Vec<Place>,
    heads: Vec<u32>,
    first_cells: Vec<u32>,
    cells: Vec<Cell>,
    head_table: Vec<Head>,
    dictionary: Dictionary,
}

impl Segment {
    /// How many events it holds.
    pub fn len(&self) -> usize {
        self.times.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.times.is_empty()
    }

    /// When each event was written, ascending.
    pub fn times(&self) -> &[FileTime] {
        &self.times
    }

    /// Each event's `EventRecordID`.
    pub fn record_ids(&self) -> &[u64] {
        &self.record_ids
    }

    /// Where each event lies.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// For each event the index of its head in [`Segment::head_table`].
    pub fn heads(&self) -> &[u32] {
        &self.heads
    }

    /// The distinct heads.
    pub fn head_table(&self) -> &[Head] {
        &self.head_table
    }

    /// The distinct field values.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// The cells of an event, one for each name of its head.
    pub fn cells(&self, row: usize) -> &[Cell] {
        let start = self.first_cells[row] as usize;
        &self.cells[start..start + self.head_table[self.heads[row] as usize].names.len()]
    }

    /// Bytes of memory held, heads left aside.
    pub fn memory(&self) -> usize {
        self.len() * (8 + 8 + size_of::<Place>() + 4 + 4)
            + self.cells.len() * 4
            + self.dictionary.memory()
    }
}

/// Fills a [`Segment`].
#[derive(Debug)]
pub struct SegmentBuilder {
    catalog: Arc<Catalog>,
    segment: Segment,
    interner: Interner,
    scratch: Vec<u8>,
    head_codes: HashMap<(System, Vec<Box<str>>), u32>,
}

impl SegmentBuilder {
    /// An empty segment whose records will be joined to `catalog`.
    pub fn new(catalog: Arc<Catalog>) -> Self {
        Self {
            catalog,
            segment: Segment {
                times: Vec::new(),
                record_ids: Vec::new(),
                places: Vec::new(),
                heads: Vec::new(),
                first_cells: Vec::new(),
                cells: Vec::new(),
                head_table: Vec::new(),
                dictionary: Dictionary::default(),
            },
            interner: Interner::default(),
            scratch: Vec::new(),
            head_codes: HashMap::new(),
        }
    }

    /// How many records were pushed.
    pub fn len(&self) -> usize {
        self.segment.len()
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.segment.is_empty()
    }

    /// Adds a record.
    pub fn push(&mut self, record: Record<'_>) {
        let (names, values): (Vec<Box<str>>, Vec<Raw<'_>>) = record.fields.into_iter().unzip();
        let head = self.head(record.system, names);
        let segment = &mut self.segment;
        segment.times.push(record.time);
        segment.record_ids.push(record.record_id);
        segment.places.push(record.place);
        segment.heads.push(head);
        segment.first_cells.push(segment.cells.len() as u32);
        let known = &segment.head_table[head as usize].join.fields;
        for (place, value) in values.into_iter().enumerate() {
            let value = match (value, known.get(place).and_then(Option::as_ref)) {
                (Raw::Text(text), Some(field)) => restored(text, field.in_type, &mut self.scratch),
                _ => value,
            };
            segment.cells.push(self.interner.intern(value));
        }
    }

    fn head(&mut self, system: System, names: Vec<Box<str>>) -> u32 {
        let key = (system, names);
        if let Some(&code) = self.head_codes.get(&key) {
            return code;
        }
        let (system, names) = key.clone();
        let shown: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        let join = self
            .catalog
            .join(&system.provider, system.event_id, system.version, &shown);
        let code = self.segment.head_table.len() as u32;
        self.segment.head_table.push(Head {
            system,
            names,
            join,
        });
        self.head_codes.insert(key, code);
        code
    }

    /// The segment, its events in the order of their time (then of record id).
    pub fn finish(self) -> Segment {
        let mut segment = self.segment;
        segment.dictionary = self.interner.finish();
        let in_order = |a: usize, b: usize| {
            (segment.times[a], segment.record_ids[a]) <= (segment.times[b], segment.record_ids[b])
        };
        if !(1..segment.len()).all(|row| in_order(row - 1, row)) {
            let mut rows: Vec<usize> = (0..segment.len()).collect();
            rows.sort_by_key(|&row| (segment.times[row], segment.record_ids[row]));
            segment.times = rows.iter().map(|&row| segment.times[row]).collect();
            segment.record_ids = rows.iter().map(|&row| segment.record_ids[row]).collect();
            segment.places = rows.iter().map(|&row| segment.places[row]).collect();
            segment.heads = rows.iter().map(|&row| segment.heads[row]).collect();
            segment.first_cells = rows.iter().map(|&row| segment.first_cells[row]).collect();
        }
        segment
    }
}
