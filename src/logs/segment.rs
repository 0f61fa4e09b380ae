//! A run of loaded events as columns. A segment is filled by one thread, then never changes.

use std::sync::Arc;

use hashbrown::HashMap;

use super::dictionary::{Cell, Dictionary, Interner, Kinds};
use super::types::restored;
use crate::catalog::{Catalog, Join};
use crate::values::{Decoder, FileTime, Raw, decoder};

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
    /// The decoder that the catalog names for each of the fields.
    pub decoders: Vec<Option<&'static Decoder>>,
}

/// The part of `System` that records of one kind share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
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

impl System {
    /// The provider's name, or words for one that the record does not name.
    pub(super) fn provider_in_words(&self) -> &str {
        if self.provider.is_empty() {
            "an unnamed provider"
        } else {
            &self.provider
        }
    }
}

/// Where a record lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
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

/// Whether the events of a head are wanted.
pub type Wanted = Arc<dyn Fn(&Head) -> bool + Send + Sync>;

/// Columns of events, in the order of their time.
#[derive(Debug)]
pub struct Segment {
    times: Vec<FileTime>,
    record_ids: Vec<u64>,
    places: Vec<u32>,
    /// The file and the chunk that the places count from.
    chunks: Vec<(u32, u32)>,
    heads: Vec<u32>,
    first_cells: Vec<u32>,
    /// The rows that stand for a copy in another log.
    moved: HashMap<u32, Place>,
    values: Arc<Values>,
}

/// What the rows of a segment refer to; shared with segments that are parts of it.
#[derive(Debug, Default)]
struct Values {
    cells: Vec<Cell>,
    head_table: Vec<Head>,
    kinds: Vec<Box<[Kinds]>>,
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

    /// Where an event lies.
    pub fn place(&self, row: usize) -> Place {
        if !self.moved.is_empty()
            && let Some(&place) = self.moved.get(&(row as u32))
        {
            return place;
        }
        let packed = self.places[row];
        let (file, chunk) = self.chunks[(packed >> 17) as usize];
        Place {
            file,
            chunk,
            offset: packed as u16,
            recovered: packed >> 16 & 1 != 0,
        }
    }

    /// For each event the index of its head in [`Segment::head_table`].
    pub fn heads(&self) -> &[u32] {
        &self.heads
    }

    /// The distinct heads.
    pub fn head_table(&self) -> &[Head] {
        &self.values.head_table
    }

    /// The distinct field values.
    pub fn dictionary(&self) -> &Dictionary {
        &self.values.dictionary
    }

    /// For each head in [`Segment::head_table`] the kinds of values of each of its fields.
    pub fn kinds(&self) -> &[Box<[Kinds]>] {
        &self.values.kinds
    }

    /// The cells of an event, one for each name of its head.
    pub fn cells(&self, row: usize) -> &[Cell] {
        let start = self.first_cells[row] as usize;
        let names = &self.values.head_table[self.heads[row] as usize].names;
        &self.values.cells[start..start + names.len()]
    }

    /// These rows of it, in their order.
    pub(super) fn part(&self, rows: impl Iterator<Item = usize> + Clone) -> Self {
        Self {
            times: rows.clone().map(|row| self.times[row]).collect(),
            record_ids: rows.clone().map(|row| self.record_ids[row]).collect(),
            places: rows.clone().map(|row| self.places[row]).collect(),
            chunks: self.chunks.clone(),
            heads: rows.clone().map(|row| self.heads[row]).collect(),
            first_cells: rows.clone().map(|row| self.first_cells[row]).collect(),
            moved: if self.moved.is_empty() {
                HashMap::new()
            } else {
                let rows = (0..).zip(rows);
                rows.filter_map(|(to, row)| Some((to, *self.moved.get(&(row as u32))?)))
                    .collect()
            },
            values: Arc::clone(&self.values),
        }
    }

    /// The same, but these rows lie elsewhere.
    pub(super) fn moved(&self, rows: impl IntoIterator<Item = (u32, Place)>) -> Self {
        let mut moved = self.part(0..self.len());
        moved.moved.extend(rows);
        moved
    }

    /// Bytes of memory held, heads left aside.
    pub fn memory(&self) -> usize {
        self.len() * (8 + 8 + 4 + 4 + 4)
            + self.chunks.len() * 8
            + self.moved.len() * 24
            + self.values.cells.len() * 4
            + self.values.dictionary.memory()
    }
}

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
    /// Which events are kept; without it all are.
    wanted: Option<Wanted>,
    segment: Segment,
    cells: Vec<Cell>,
    head_table: Vec<Head>,
    interner: Interner,
    kinds: Vec<Box<[Kinds]>>,
    scratch: Vec<u8>,
    head_codes: HashMap<(System, Vec<Box<str>>), u32>,
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
            segment: Segment {
                times: Vec::new(),
                record_ids: Vec::new(),
                places: Vec::new(),
                chunks: Vec::new(),
                heads: Vec::new(),
                first_cells: Vec::new(),
                moved: HashMap::new(),
                values: Arc::default(),
            },
            cells: Vec::new(),
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

    /// The same, keeping large values whole.
    pub(super) fn whole(mut self) -> Self {
        self.interner.keep_all();
        self
    }

    /// The same, keeping only the events that are wanted.
    pub(super) fn only(mut self, wanted: Option<Wanted>) -> Self {
        self.wanted = wanted;
        self
    }

    /// Whether the events of a head are kept.
    pub(super) fn keeps(&self, head: u32) -> bool {
        self.kept[head as usize]
    }

    /// How many records were pushed.
    pub fn len(&self) -> usize {
        self.segment.len()
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.segment.is_empty()
    }

    /// Bytes of memory held, about.
    pub(super) fn memory(&self) -> usize {
        self.interner.memory() + self.len() * 28 + self.cells.len() * 4
    }

    /// Whether it should be finished before another chunk is read into it.
    pub(super) fn is_full(&self) -> bool {
        self.len() >= EVENTS
            || self.memory() >= BYTES
            || self.segment.chunks.len() >= CHUNKS
            || self.head_table.len() >= HEADS
    }

    /// The channel of a head.
    pub(super) fn channel(&self, head: u32) -> &str {
        &self.head_table[head as usize].system.channel
    }

    /// Adds a record; the code of its head.
    pub fn push(&mut self, record: Record<'_>) -> u32 {
        let (names, values): (Vec<Box<str>>, Vec<Raw<'_>>) = record.fields.into_iter().unzip();
        let head = self.head(record.system, names);
        self.begin();
        for (place, value) in values.into_iter().enumerate() {
            self.cell(head, place, value);
        }
        self.commit(head, record.time, record.record_id, record.place);
        head
    }

    /// The code of the head that `key` tells from others; where it is new, `make` reads it.
    pub(super) fn head_of<E>(
        &mut self,
        key: &[u8],
        make: impl FnOnce() -> Result<(System, Vec<Box<str>>), E>,
    ) -> Result<u32, E> {
        if let Some(&code) = self.head_keys.get(key) {
            return Ok(code);
        }
        let (system, names) = make()?;
        let code = self.head(system, names);
        self.head_keys.insert(key.into(), code);
        Ok(code)
    }

    /// Begins a record; what was begun and not committed is dropped.
    pub(super) fn begin(&mut self) {
        let start = self.segment.first_cells.last().map_or(0, |&start| {
            let head = *self.segment.heads.last().unwrap_or(&0) as usize;
            start as usize + self.typed[head].len()
        });
        self.cells.truncate(start);
    }

    /// Adds the value of the next field of the record that was begun.
    pub(super) fn cell(&mut self, head: u32, place: usize, value: Raw<'_>) {
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

    /// Ends the record that was begun: it is added with as many cells as its head has names, if
    /// it is kept.
    pub(super) fn commit(&mut self, head: u32, time: FileTime, record_id: u64, place: Place) {
        if !self.keeps(head) {
            return;
        }
        let segment = &mut self.segment;
        let names = self.typed[head as usize].len();
        debug_assert!(self.cells.len() >= names, "a cell for each name");
        if segment.chunks.last() != Some(&(place.file, place.chunk)) {
            segment.chunks.push((place.file, place.chunk));
        }
        let chunk = (segment.chunks.len() - 1) as u32;
        let first = (self.cells.len() - names) as u32;
        segment.times.push(time);
        segment.record_ids.push(record_id);
        segment
            .places
            .push(chunk << 17 | u32::from(place.recovered) << 16 | u32::from(place.offset));
        segment.heads.push(head);
        segment.first_cells.push(first);
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
        let code = self.head_table.len() as u32;
        self.kinds.push(vec![Kinds::default(); names.len()].into());
        let typed = (0..names.len()).map(|place| {
            let field = join.fields.get(place).and_then(Option::as_ref);
            field.is_some_and(|field| !matches!(field.in_type, "UnicodeString" | "AnsiString"))
        });
        self.typed.push(typed.collect());
        let fields = join.fields.iter();
        let decoders = fields.map(|field| decoder(field.as_ref()?.decoder?));
        let head = Head {
            decoders: decoders.collect(),
            system,
            names,
            join,
        };
        let kept = self.wanted.as_ref().is_none_or(|wanted| wanted(&head));
        self.kept.push(kept);
        self.head_table.push(head);
        self.head_codes.insert(key, code);
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
            arrange(&mut segment.first_cells, &rows);
        }
        segment.times.shrink_to_fit();
        segment.record_ids.shrink_to_fit();
        segment.places.shrink_to_fit();
        segment.chunks.shrink_to_fit();
        segment.heads.shrink_to_fit();
        segment.first_cells.shrink_to_fit();
        self.cells.shrink_to_fit();
        self.head_table.shrink_to_fit();
        segment.values = Arc::new(Values {
            cells: self.cells,
            head_table: self.head_table,
            kinds: self.kinds,
            dictionary: self.interner.finish(),
        });
        segment
    }
}

/// Puts a column into the order of `rows`.
fn arrange<T: Copy>(column: &mut Vec<T>, rows: &[u32]) {
    *column = rows.iter().map(|&row| column[row as usize]).collect();
}
