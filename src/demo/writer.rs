//! Writes `.evtx` logs of any records: for the demo, the tests and the benchmarks.
//!
//! The layout is that of logs written by Windows: a file header of 4 KiB, then chunks of 64 KiB
//! that each carry their own copies of the names and templates they use, and records that are
//! an instance of a `System` template with an instance of a payload template inside.
//!
//! ```
//! use smbscope::demo::writer::{Kind, LogWriter, Stamp, Type, Value};
//!
//! let fields = [("Name", Type::UnicodeString), ("Size", Type::UInt32)];
//! let kind = Kind::user_data("Example-Provider", 42, &fields);
//! let mut writer = LogWriter::new(std::io::Cursor::new(Vec::new()))?;
//! let kind = writer.kind(&kind);
//! writer.write(kind, &Stamp::default(), &[Value::Text("a.txt"), Value::U32(7)])?;
//! let log: Vec<u8> = writer.finish()?.into_inner();
//! assert_eq!(log.len(), 4096 + 65_536);
//! # Ok::<(), std::io::Error>(())
//! ```

mod chunk;
mod template;
mod untemplated;
mod value;

use std::io::{self, Seek, SeekFrom, Write};

use chunk::{Body, CHUNK_SIZE, Chunk, NO_CRC32, Refusal};
use template::{Library, TemplateId};
pub use value::{Type, Value};

use crate::values::FileTime;

/// The size of the file header's block.
const FILE_HEADER_SIZE: usize = 4096;
/// In the file's flags: the log was not closed. A log that is being written says so.
const DIRTY: u32 = 1;
/// `S-1-5-18`, the account under which the SMB server logs.
pub const LOCAL_SYSTEM: [u8; 12] = [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0];

/// What all records of one kind of event have in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Kind {
    /// The provider's name.
    pub provider: String,
    /// The provider's GUID, as stored.
    pub guid: [u8; 16],
    /// The event id.
    pub id: u16,
    /// The upper half of a classic event's id.
    pub qualifiers: Option<u16>,
    /// The event's version.
    pub version: u8,
    /// The level, as in `winmeta.xml`.
    pub level: u8,
    /// The task's number.
    pub task: u16,
    /// The opcode's number.
    pub opcode: u8,
    /// The keyword bits.
    pub keywords: u64,
    /// The channel's name.
    pub channel: String,
    /// The computer; part of the template, as Windows writes it.
    pub computer: String,
    /// Where the fields are.
    pub payload: Payload,
    /// The fields' names and types, in order. An empty name in [`Payload::EventData`] is a
    /// `Data` element without a name.
    pub fields: Vec<(String, Type)>,
}

/// The element that holds a record's fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payload {
    /// `UserData` with one element of the provider's, and in it an element for each field.
    UserData {
        /// The provider's element.
        element: String,
        /// Its namespace.
        namespace: String,
    },
    /// `EventData` with a `Data` element for each field.
    EventData,
}

impl Kind {
    /// An informational event whose fields are in `UserData`, as the SMB server writes them.
    pub fn user_data(provider: &str, id: u16, fields: &[(&str, Type)]) -> Self {
        let payload = Payload::UserData {
            element: "EventData".to_owned(),
            namespace: "Smb2Namespace".to_owned(),
        };
        Self::of(payload, provider, id, fields)
    }

    /// An informational event whose fields are `Data` elements.
    pub fn event_data(provider: &str, id: u16, fields: &[(&str, Type)]) -> Self {
        Self::of(Payload::EventData, provider, id, fields)
    }

    fn of(payload: Payload, provider: &str, id: u16, fields: &[(&str, Type)]) -> Self {
        Self {
            provider: provider.to_owned(),
            guid: [0; 16],
            id,
            qualifiers: None,
            version: 0,
            level: 4,
            task: id,
            opcode: 0,
            keywords: 0,
            channel: format!("{provider}/Operational"),
            computer: "FS01.contoso.test".to_owned(),
            payload,
            fields: fields
                .iter()
                .map(|&(name, kind)| (name.to_owned(), kind))
                .collect(),
        }
    }
}

/// What differs from record to record beside the fields' values.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Stamp<'a> {
    /// When it was written.
    pub time: FileTime,
    /// The process that wrote it.
    pub process: u32,
    /// The thread that wrote it.
    pub thread: u32,
    /// The SID of the account that wrote it, in binary form.
    pub user: Option<&'a [u8]>,
    /// The activity it belongs to.
    pub activity: Option<[u8; 16]>,
}

/// A kind that a writer knows; see [`LogWriter::kind`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindId(usize);

/// A kind with its templates.
struct Compiled {
    kind: Kind,
    outer: TemplateId,
    inner: TemplateId,
}

/// Writes a log, chunk by chunk; memory does not grow with the log.
pub struct LogWriter<W: Write + Seek> {
    out: W,
    library: Library,
    kinds: Vec<Compiled>,
    chunk: Chunk,
    chunks: u64,
    next_record_id: u64,
    checksums: bool,
}

impl<W: Write + Seek> LogWriter<W> {
    /// Begins a log in `out`.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn new(out: W) -> io::Result<Self> {
        let mut writer = Self {
            out,
            library: Library::default(),
            kinds: Vec::new(),
            chunk: Chunk::new(1),
            chunks: 0,
            next_record_id: 1,
            checksums: true,
        };
        writer.write_header(DIRTY)?;
        Ok(writer)
    }

    /// The same log without checksums, as its flags then say.
    #[must_use]
    pub fn without_checksums(mut self) -> Self {
        self.checksums = false;
        self
    }

    /// Makes a kind of event known.
    pub fn kind(&mut self, kind: &Kind) -> KindId {
        self.kinds.push(Compiled {
            kind: kind.clone(),
            outer: self.library.outer(kind),
            inner: self.library.inner(kind),
        });
        KindId(self.kinds.len() - 1)
    }

    /// Writes a record with the values of its kind's fields, in order, and gives its id.
    ///
    /// # Errors
    /// When `out` cannot be written, or when no chunk has room for such a record: a value, or
    /// the payload with its template, of 64 KiB or more.
    pub fn write(
        &mut self,
        kind: KindId,
        stamp: &Stamp<'_>,
        values: &[Value<'_>],
    ) -> io::Result<u64> {
        let id = self.next_record_id;
        let push = |writer: &mut Self| {
            let body = Body::Instance(&writer.kinds[kind.0], values);
            writer.chunk.push(&writer.library, id, stamp, &body)
        };
        while let Err(refusal) = push(self) {
            self.make_room(&refusal)?;
        }
        self.next_record_id += 1;
        Ok(id)
    }

    /// Writes a record without a template, in which every value is text, as forwarded events
    /// have it; the types of the kind's fields do not matter.
    ///
    /// # Errors
    /// As for [`Self::write`].
    pub fn write_untemplated(
        &mut self,
        kind: &Kind,
        stamp: &Stamp<'_>,
        values: &[&str],
    ) -> io::Result<u64> {
        let id = self.next_record_id;
        if values.iter().any(|text| text.len() > CHUNK_SIZE) {
            self.make_room(&Refusal::TooLarge)?;
        }
        let steps = untemplated::event(&mut self.library, kind, id, stamp, values);
        let body = Body::Elements(&steps);
        while let Err(refusal) = self.chunk.push(&self.library, id, stamp, &body) {
            self.make_room(&refusal)?;
        }
        self.next_record_id += 1;
        Ok(id)
    }

    /// Begins the next chunk for a record that this one has no room for.
    fn make_room(&mut self, refusal: &Refusal) -> io::Result<()> {
        if matches!(refusal, Refusal::NoRoom) && !self.chunk.is_empty() {
            return self.flush_chunk();
        }
        let id = self.next_record_id;
        let message = format!("record {id} is larger than a chunk of 64 KiB can hold");
        Err(io::Error::new(io::ErrorKind::InvalidInput, message))
    }

    /// Gives the next record this id, as a log has it whose older records were cleared, or some
    /// of whose records are missing.
    pub fn set_next_record_id(&mut self, id: u64) {
        self.next_record_id = id;
    }

    /// Ends the log: the last chunk and the file header.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        if !self.chunk.is_empty() || self.chunks == 0 {
            self.flush_chunk()?;
        }
        self.write_header(0)?;
        self.out.seek(SeekFrom::End(0))?;
        self.out.flush()?;
        Ok(self.out)
    }

    /// The number of bytes that the log has once it is finished.
    pub fn size(&self) -> u64 {
        let open = u64::from(!self.chunk.is_empty() || self.chunks == 0);
        FILE_HEADER_SIZE as u64 + (self.chunks + open) * CHUNK_SIZE as u64
    }

    fn flush_chunk(&mut self) -> io::Result<()> {
        self.out.write_all(self.chunk.finish(self.checksums))?;
        self.chunk.reset();
        self.chunks += 1;
        Ok(())
    }

    fn write_header(&mut self, flags: u32) -> io::Result<()> {
        let mut header = Vec::with_capacity(FILE_HEADER_SIZE);
        header.extend(*b"ElfFile\0");
        let last_chunk = self.chunks.saturating_sub(1);
        for number in [0, last_chunk, self.next_record_id] {
            header.extend(number.to_le_bytes());
        }
        header.extend(128_u32.to_le_bytes());
        // The format's version is 3.1; the number of chunks has only 16 bits, the last chunk's
        // number above has 64.
        let chunks = u16::try_from(self.chunks).unwrap_or(u16::MAX);
        for number in [1, 3, FILE_HEADER_SIZE as u16, chunks] {
            header.extend(number.to_le_bytes());
        }
        header.resize(120, 0);
        let checksum = if self.checksums {
            crc32fast::hash(&header)
        } else {
            0
        };
        let flags = flags | if self.checksums { 0 } else { NO_CRC32 };
        header.extend(flags.to_le_bytes());
        header.extend(checksum.to_le_bytes());
        header.resize(FILE_HEADER_SIZE, 0);
        self.out.rewind()?;
        self.out.write_all(&header)
    }
}
