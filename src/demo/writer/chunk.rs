//! One 64 KiB chunk while it fills: records, and the chunk's own copies of names and templates.

use crc32fast::Hasher;
use hashbrown::HashMap;

use super::hash::hash;
use super::kind::Stamp;
use super::layout::{self, Compiled, NESTED};
use super::value::{Value, utf16};
use super::xml::{END, Element, FRAGMENT, Sink};

/// The size of every chunk.
pub(super) const CHUNK_SIZE: usize = 0x1_0000;
/// The size of its header, with the tables of names and templates.
const HEADER_SIZE: usize = 512;
/// The offset of the header's flags and checksum, after which its tables follow.
const FLAGS: usize = 120;
const TABLES: usize = 128;
const NAME_BUCKETS: usize = 64;
const BUCKETS: usize = NAME_BUCKETS + 32;
/// In the flags of a chunk and of the file: there are no checksums.
pub(super) const NO_CRC32: u32 = 4;

pub(super) struct Chunk {
    bytes: Vec<u8>,
    first_number: u64,
    /// The ids of the first and the last record.
    ids: Option<(u64, u64)>,
    last_offset: usize,
    count: u64,
    /// The offset of the last name of each bucket, then of the last template of each.
    tables: [u32; BUCKETS],
    /// The offsets of what this chunk holds.
    names: HashMap<String, u32>,
    templates: HashMap<[u8; 16], u32>,
}

impl Chunk {
    /// A chunk whose first record is the log's `first_number`th.
    pub(super) fn new(first_number: u64) -> Self {
        Self {
            bytes: vec![0; HEADER_SIZE],
            first_number,
            ids: None,
            last_offset: 0,
            count: 0,
            tables: [0; BUCKETS],
            names: HashMap::new(),
            templates: HashMap::new(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The chunk for the records after those that this one holds.
    pub(super) fn next(&self) -> Self {
        Self::new(self.first_number + self.count)
    }

    /// Adds a record whose event `body` writes, unless a value is too large. Gives false when there
    /// is no room for it; the chunk is as before then, but nothing can be added to it.
    pub(super) fn push(
        &mut self,
        record_id: u64,
        stamp: &Stamp<'_>,
        body: impl FnOnce(&mut Self) -> Option<()>,
    ) -> bool {
        let start = self.bytes.len();
        let tables = self.tables;
        self.bytes(b"**\0\0\0\0\0\0");
        self.bytes.extend(record_id.to_le_bytes());
        self.bytes.extend(stamp.time.0.to_le_bytes());
        let is_written = body(self).is_some();
        // The size is written again at the record's end, which lies on eight bytes.
        let size = (self.bytes.len() - start + 4).next_multiple_of(8);
        self.bytes.resize(start + size - 4, 0);
        let size = (size as u32).to_le_bytes();
        self.bytes.extend(size);
        self.bytes[start + 4..start + 8].copy_from_slice(&size);
        // Windows leaves room behind the last record, and libevtx (20181227) does not read one
        // that ends where the chunk ends.
        if !is_written || self.bytes.len() >= CHUNK_SIZE {
            self.bytes.truncate(start);
            self.tables = tables;
            return false;
        }
        let first_id = self.ids.map_or(record_id, |(first, _)| first);
        self.ids = Some((first_id, record_id));
        self.last_offset = start;
        self.count += 1;
        true
    }

    /// Writes an event as instances of templates: the outer one with the values of `System`, the
    /// inner one with those of the fields.
    pub(super) fn event(
        &mut self,
        kind: &Compiled,
        system: &[Value<'_>],
        fields: &[Value<'_>],
    ) -> Option<()> {
        self.bytes(&FRAGMENT);
        self.instance(kind.outer, || layout::outer(&kind.kind));
        let size_at = self.values(system, true)?;
        let payload = self.bytes.len();
        self.instance(kind.inner, || layout::inner(&kind.kind));
        self.values(fields, false)?;
        self.bytes(&[END]);
        let size = u16::try_from(self.bytes.len() - payload).ok()?;
        self.bytes[size_at..size_at + 2].copy_from_slice(&size.to_le_bytes());
        self.bytes(&[END]);
        Some(())
    }

    /// Writes the sizes and types of values, then the values. Gives the offset of the size of the
    /// nested value after them, if there is one.
    fn values(&mut self, values: &[Value<'_>], nested: bool) -> Option<usize> {
        let count = values.len() + usize::from(nested);
        self.bytes.extend((count as u32).to_le_bytes());
        let mut encoded = Vec::new();
        for value in values {
            let start = encoded.len();
            let kind = value.encode(&mut encoded);
            let size = u16::try_from(encoded.len() - start).ok()?;
            self.bytes.extend(size.to_le_bytes());
            self.bytes.extend([kind as u8, 0]);
        }
        let size_at = self.bytes.len();
        if nested {
            self.bytes.extend([0, 0, NESTED, 0]);
        }
        self.bytes.extend(encoded);
        Some(size_at)
    }

    /// Begins an instance of a template; the chunk's first one carries the definition.
    fn instance<'a>(&mut self, guid: [u8; 16], definition: impl FnOnce() -> Element<'a>) {
        self.bytes.extend([0x0C, 1]);
        self.bytes.extend_from_slice(&guid[..4]);
        let here = self.bytes.len() as u32 + 4;
        let known = *self.templates.entry(guid).or_insert(here);
        self.bytes.extend(known.to_le_bytes());
        if known == here {
            self.link(NAME_BUCKETS + hash(&guid) as usize % (BUCKETS - NAME_BUCKETS));
            self.bytes.extend(guid);
            self.sized(|chunk| definition().write_fragment(true, chunk));
        }
    }

    /// Makes what is written here the first of its bucket, and writes what was.
    fn link(&mut self, bucket: usize) {
        let here = self.bytes.len() as u32;
        let before = std::mem::replace(&mut self.tables[bucket], here);
        self.bytes.extend(before.to_le_bytes());
    }

    /// The whole chunk, with its header.
    pub(super) fn finish(mut self, checksums: bool) -> Vec<u8> {
        // Windows gives a chunk without records a last number and id of -1.
        let (first_id, last_id) = self.ids.unwrap_or((0, u64::MAX));
        let last_number = match self.count {
            0 => u64::MAX,
            count => self.first_number + count - 1,
        };
        let crc32 = |parts: &[&[u8]]| {
            let mut hasher = Hasher::new();
            for part in parts {
                hasher.update(part);
            }
            if checksums { hasher.finalize() } else { 0 }
        };

        let mut header = Vec::with_capacity(HEADER_SIZE);
        header.extend(*b"ElfChnk\0");
        for number in [self.first_number, last_number, first_id, last_id] {
            header.extend(number.to_le_bytes());
        }
        let free = self.bytes.len();
        for number in [TABLES, self.last_offset, free] {
            header.extend((number as u32).to_le_bytes());
        }
        header.extend(crc32(&[&self.bytes[HEADER_SIZE..]]).to_le_bytes());
        header.resize(FLAGS, 0);
        header.extend((if checksums { 0 } else { NO_CRC32 }).to_le_bytes());
        header.extend([0; 4]);
        header.extend(self.tables.iter().flat_map(|offset| offset.to_le_bytes()));
        let checksum = crc32(&[&header[..FLAGS], &header[TABLES..]]);
        header[TABLES - 4..TABLES].copy_from_slice(&checksum.to_le_bytes());
        self.bytes[..HEADER_SIZE].copy_from_slice(&header);
        self.bytes.resize(CHUNK_SIZE, 0);
        self.bytes
    }
}

impl Sink for Chunk {
    fn bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// A reference to a name; the chunk's first one carries the name itself.
    fn name(&mut self, name: &str) {
        let here = self.bytes.len() as u32 + 4;
        let known = *self.names.entry_ref(name).or_insert(here);
        self.bytes.extend(known.to_le_bytes());
        if known == here {
            let text = utf16(name);
            let hash = hash(&text) as u16;
            self.link(usize::from(hash) % NAME_BUCKETS);
            self.bytes.extend(hash.to_le_bytes());
            self.bytes.extend((text.len() as u16 / 2).to_le_bytes());
            self.bytes.extend(text);
            self.bytes.extend([0, 0]);
        }
    }

    fn sized(&mut self, content: impl FnOnce(&mut Self)) {
        let at = self.bytes.len();
        self.bytes.extend([0; 4]);
        content(self);
        let size = (self.bytes.len() - at - 4) as u32;
        self.bytes[at..at + 4].copy_from_slice(&size.to_le_bytes());
    }
}
