//! One 64 KiB chunk while it fills: records, and the chunk's own copies of names and templates.

use crc32fast::Hasher;

use super::template::{FRAGMENT, Library, NESTED, NameId, PAYLOAD, Step, TemplateId};
use super::value::Value;
use super::{Compiled, Kind, Stamp};

/// The size of every chunk.
pub(super) const CHUNK_SIZE: usize = 0x1_0000;
/// The size of its header, with the tables of names and templates.
pub(super) const CHUNK_HEADER_SIZE: usize = 512;
/// Where the chunk header's table of names begins, and of how many buckets it is.
const NAME_TABLE: usize = 128;
const NAME_BUCKETS: usize = 64;
/// Where the table of templates begins, and of how many buckets it is.
const TEMPLATE_TABLE: usize = 384;
const TEMPLATE_BUCKETS: usize = 32;
/// The largest value, as its size is stored in 16 bits.
const LARGEST_VALUE: usize = 0xFFFF;
/// In the flags of a chunk and of the file: there are no checksums.
pub(super) const NO_CRC32: u32 = 4;

/// A record that cannot be written.
pub(super) enum Refusal {
    /// There is no room left in this chunk.
    NoRoom,
    /// A value, or all of the payload, is too large for any record.
    TooLarge,
}

/// What a record says.
pub(super) enum Body<'a> {
    /// Instances of its kind's templates, with the values of its fields.
    Instance(&'a Compiled, &'a [Value<'a>]),
    /// Elements without a template.
    Elements(&'a [Step]),
}

/// What the first and the last record of a chunk are called.
#[derive(Default)]
struct Span {
    first_number: u64,
    first_id: u64,
    last_id: u64,
    last_offset: usize,
    count: u64,
}

pub(super) struct Chunk {
    bytes: Vec<u8>,
    span: Span,
    name_table: [u32; NAME_BUCKETS],
    template_table: [u32; TEMPLATE_BUCKETS],
    /// Where each name and template lies in this chunk; 0 where it does not.
    names: Vec<u32>,
    templates: Vec<u32>,
    /// Where the sizes of open elements are written when their ends are known.
    open: Vec<usize>,
}

impl Chunk {
    pub(super) fn new(first_number: u64) -> Self {
        let mut bytes = Vec::with_capacity(2 * CHUNK_SIZE);
        bytes.resize(CHUNK_HEADER_SIZE, 0);
        let span = Span {
            first_number,
            ..Span::default()
        };
        Self {
            bytes,
            span,
            name_table: [0; NAME_BUCKETS],
            template_table: [0; TEMPLATE_BUCKETS],
            names: Vec::new(),
            templates: Vec::new(),
            open: Vec::new(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.span.count == 0
    }

    /// Adds a record. A refused record is rolled back, with the names and templates it brought.
    pub(super) fn push(
        &mut self,
        library: &Library,
        record_id: u64,
        stamp: &Stamp<'_>,
        body: &Body<'_>,
    ) -> Result<(), Refusal> {
        let start = self.bytes.len();
        let tables = (self.name_table, self.template_table);
        let result = self.record(library, record_id, stamp, body);
        if result.is_err() {
            self.bytes.truncate(start);
            (self.name_table, self.template_table) = tables;
            for offset in self.names.iter_mut().chain(&mut self.templates) {
                if *offset as usize >= start {
                    *offset = 0;
                }
            }
            return result;
        }
        if self.is_empty() {
            self.span.first_id = record_id;
        }
        self.span.last_id = record_id;
        self.span.last_offset = start;
        self.span.count += 1;
        Ok(())
    }

    fn record(
        &mut self,
        library: &Library,
        record_id: u64,
        stamp: &Stamp<'_>,
        body: &Body<'_>,
    ) -> Result<(), Refusal> {
        self.names.resize(library.names.len(), 0);
        self.templates.resize(library.templates.len(), 0);
        let start = self.bytes.len();
        self.bytes.extend(*b"**\0\0\0\0\0\0");
        self.bytes.extend(record_id.to_le_bytes());
        self.bytes.extend(stamp.time.0.to_le_bytes());
        self.bytes.extend(FRAGMENT);

        match *body {
            Body::Instance(kind, values) => {
                self.instance(library, kind.outer);
                let size_of_payload = self.system(&kind.kind, record_id, stamp)?;
                let payload = self.bytes.len();
                self.instance(library, kind.inner);
                self.values(values)?;
                self.bytes.push(0);
                let size = self.bytes.len() - payload;
                let size = u16::try_from(size).map_err(|_| Refusal::TooLarge)?;
                self.bytes[size_of_payload..size_of_payload + 2]
                    .copy_from_slice(&size.to_le_bytes());
            }
            Body::Elements(steps) => self.steps(library, steps),
        }
        self.bytes.push(0);

        // The size is written again at the record's end, which lies on eight bytes.
        let size = (self.bytes.len() - start + 4).next_multiple_of(8);
        self.bytes.resize(start + size - 4, 0);
        let size = (size as u32).to_le_bytes();
        self.bytes.extend(size);
        self.bytes[start + 4..start + 8].copy_from_slice(&size);
        // Windows leaves room behind the last record, and libevtx (20181227) does not read one
        // that ends where the chunk ends.
        if self.bytes.len() >= CHUNK_SIZE {
            return Err(Refusal::NoRoom);
        }
        Ok(())
    }

    /// The values of `System`, in the order of their substitutions, and a place for the
    /// payload's size, which is returned.
    fn system(&mut self, kind: &Kind, record_id: u64, stamp: &Stamp<'_>) -> Result<usize, Refusal> {
        let optional_guid = |guid: Option<[u8; 16]>| guid.map_or(Value::Null, Value::Guid);
        let system = [
            Value::U8(kind.level),
            Value::U8(kind.opcode),
            Value::U16(kind.task),
            Value::U16(kind.id),
            kind.qualifiers.map_or(Value::Null, Value::U16),
            Value::Hex64(kind.keywords),
            Value::FileTime(stamp.time),
            optional_guid(stamp.activity),
            Value::U32(stamp.process),
            Value::U32(stamp.thread),
            Value::U64(record_id),
            Value::U8(kind.version),
            stamp.user.map_or(Value::Null, Value::Sid),
            Value::Null,
            Value::Text(&kind.provider),
            Value::Guid(kind.guid),
            Value::Text(&kind.channel),
        ];
        self.bytes.extend(u32::from(PAYLOAD + 1).to_le_bytes());
        let descriptors = self.descriptors(&system);
        let size_of_payload = self.bytes.len();
        self.bytes.extend([0, 0, NESTED, 0]);
        self.encode(&system, descriptors)?;
        Ok(size_of_payload)
    }

    fn values(&mut self, values: &[Value<'_>]) -> Result<(), Refusal> {
        self.bytes.extend((values.len() as u32).to_le_bytes());
        let descriptors = self.descriptors(values);
        self.encode(values, descriptors)
    }

    /// Writes the values' types, with places for their sizes; returns where they begin.
    fn descriptors(&mut self, values: &[Value<'_>]) -> usize {
        let start = self.bytes.len();
        for value in values {
            self.bytes.extend([0, 0, value.kind() as u8, 0]);
        }
        start
    }

    /// Writes the values and, at their descriptors, their sizes.
    fn encode(&mut self, values: &[Value<'_>], descriptors: usize) -> Result<(), Refusal> {
        for (place, value) in values.iter().enumerate() {
            let start = self.bytes.len();
            value.encode(&mut self.bytes);
            let size = self.bytes.len() - start;
            if size > LARGEST_VALUE {
                return Err(Refusal::TooLarge);
            }
            let at = descriptors + place * 4;
            self.bytes[at..at + 2].copy_from_slice(&(size as u16).to_le_bytes());
        }
        Ok(())
    }

    /// Begins an instance of a template; the chunk's first one carries the definition.
    fn instance(&mut self, library: &Library, id: TemplateId) {
        let template = &library.templates[id];
        self.bytes.extend([0x0C, 1]);
        self.bytes.extend_from_slice(&template.guid[..4]);
        let known = self.templates[id];
        let here = self.bytes.len() as u32 + 4;
        self.bytes
            .extend((if known == 0 { here } else { known }).to_le_bytes());
        if known != 0 {
            return;
        }
        self.templates[id] = here;
        let bucket = &mut self.template_table[template.hash as usize % TEMPLATE_BUCKETS];
        self.bytes
            .extend(std::mem::replace(bucket, here).to_le_bytes());
        self.bytes.extend(template.guid);
        self.open_size();
        self.steps(library, &template.steps);
        self.close_size();
    }

    fn steps(&mut self, library: &Library, steps: &[Step]) {
        for step in steps {
            match step {
                Step::Bytes(bytes) => self.bytes.extend_from_slice(bytes),
                Step::Name(name) => self.name(library, *name),
                Step::Open => self.open_size(),
                Step::Close => self.close_size(),
            }
        }
    }

    fn name(&mut self, library: &Library, id: NameId) {
        let known = self.names[id];
        let here = self.bytes.len() as u32 + 4;
        self.bytes
            .extend((if known == 0 { here } else { known }).to_le_bytes());
        if known != 0 {
            return;
        }
        self.names[id] = here;
        let name = &library.names[id];
        let bucket = &mut self.name_table[usize::from(name.hash) % NAME_BUCKETS];
        self.bytes
            .extend(std::mem::replace(bucket, here).to_le_bytes());
        self.bytes.extend(name.hash.to_le_bytes());
        self.bytes.extend(name.units.to_le_bytes());
        self.bytes.extend_from_slice(&name.bytes);
    }

    fn open_size(&mut self) {
        self.open.push(self.bytes.len());
        self.bytes.extend([0; 4]);
    }

    fn close_size(&mut self) {
        if let Some(at) = self.open.pop() {
            let size = (self.bytes.len() - at - 4) as u32;
            self.bytes[at..at + 4].copy_from_slice(&size.to_le_bytes());
        }
    }

    /// Completes the header, and fills the chunk up to its size.
    pub(super) fn finish(&mut self, checksums: bool) -> &[u8] {
        let span = &self.span;
        let free = self.bytes.len();
        // Windows gives a chunk without records a last number of -1.
        let last_number = match span.count {
            0 => u64::MAX,
            count => span.first_number + count - 1,
        };
        let last_id = if self.is_empty() {
            u64::MAX
        } else {
            span.last_id
        };
        let records = checksums.then(|| crc32fast::hash(&self.bytes[CHUNK_HEADER_SIZE..]));

        let mut header = Vec::with_capacity(CHUNK_HEADER_SIZE);
        header.extend(*b"ElfChnk\0");
        for number in [span.first_number, last_number, span.first_id, last_id] {
            header.extend(number.to_le_bytes());
        }
        for number in [NAME_TABLE, span.last_offset, free] {
            header.extend((number as u32).to_le_bytes());
        }
        header.extend(records.unwrap_or(0).to_le_bytes());
        header.resize(NAME_TABLE - 8, 0);
        header.extend((if checksums { 0 } else { NO_CRC32 }).to_le_bytes());
        header.extend([0; 4]);
        for offset in self.name_table.iter().chain(&self.template_table) {
            header.extend(offset.to_le_bytes());
        }
        debug_assert_eq!(header.len(), CHUNK_HEADER_SIZE);
        debug_assert_eq!(TEMPLATE_TABLE + TEMPLATE_BUCKETS * 4, CHUNK_HEADER_SIZE);
        if checksums {
            let mut hasher = Hasher::new();
            hasher.update(&header[..NAME_TABLE - 8]);
            hasher.update(&header[NAME_TABLE..]);
            header[NAME_TABLE - 4..NAME_TABLE].copy_from_slice(&hasher.finalize().to_le_bytes());
        }
        self.bytes[..CHUNK_HEADER_SIZE].copy_from_slice(&header);
        self.bytes.resize(CHUNK_SIZE, 0);
        &self.bytes
    }

    /// Empties the chunk for the records after those it holds.
    pub(super) fn reset(&mut self) {
        self.span = Span {
            first_number: self.span.first_number + self.span.count,
            ..Span::default()
        };
        self.bytes.truncate(CHUNK_HEADER_SIZE);
        self.name_table = [0; NAME_BUCKETS];
        self.template_table = [0; TEMPLATE_BUCKETS];
        self.names.fill(0);
        self.templates.fill(0);
    }
}
