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
mod hash;
mod kind;
mod layout;
mod value;
mod xml;

use std::io::{self, Seek, SeekFrom, Write};

use chunk::{CHUNK_SIZE, Chunk, NO_CRC32};
pub use kind::{Kind, Payload, Stamp};
use layout::Compiled;
pub use value::{Type, Value};

/// The size of the file header's block.
const FILE_HEADER_SIZE: usize = 4096;
/// In the file's flags: the log was not closed. A log that is being written says so.
const DIRTY: u32 = 1;
/// `S-1-5-18`, the account under which the SMB server logs.
pub const LOCAL_SYSTEM: [u8; 12] = [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0];

/// A kind that a writer knows; see [`LogWriter::kind`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindId(usize);

/// Writes a log, chunk by chunk; memory does not grow with the log.
pub struct LogWriter<W: Write + Seek> {
    out: W,
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
    /// Those of `out`.
    pub fn new(out: W) -> io::Result<Self> {
        let mut writer = Self {
            out,
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
        self.kinds.push(Compiled::new(kind));
        KindId(self.kinds.len() - 1)
    }

    /// Writes a record with the values of its kind's fields, in order, and gives its id.
    ///
    /// # Errors
    /// Those of `out`, and a record that no chunk has room for: a value, or the payload with its
    /// template, of 64 KiB or more.
    pub fn write(
        &mut self,
        kind: KindId,
        stamp: &Stamp<'_>,
        values: &[Value<'_>],
    ) -> io::Result<u64> {
        self.append(stamp, |chunk, kinds, id| {
            let kind = &kinds[kind.0];
            let system = layout::system_values(&kind.kind, id, stamp);
            chunk.event(kind, &system, values)
        })
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
        let event = layout::untemplated(kind, self.next_record_id, stamp, values);
        self.append(stamp, |chunk, _, _| {
            event.write_fragment(false, chunk);
            Some(())
        })
    }

    /// Adds the next record, in the next chunk where this one has no room for it.
    fn append(
        &mut self,
        stamp: &Stamp<'_>,
        body: impl Fn(&mut Chunk, &[Compiled], u64) -> Option<()>,
    ) -> io::Result<u64> {
        let id = self.next_record_id;
        let push = |writer: &mut Self| {
            let body = |chunk: &mut Chunk| body(chunk, &writer.kinds, id);
            writer.chunk.push(id, stamp, body)
        };
        let mut fits = push(self);
        if !fits && !self.chunk.is_empty() {
            self.flush_chunk()?;
            fits = push(self);
        }
        if !fits {
            self.chunk = self.chunk.next();
            let message = format!("record {id} is larger than a chunk of 64 KiB can hold");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        self.next_record_id += 1;
        Ok(id)
    }

    /// Gives the next record this id, as a log has it whose older records were cleared, or some
    /// of whose records are missing.
    pub fn set_next_record_id(&mut self, id: u64) {
        self.next_record_id = id;
    }

    /// Ends the log: the last chunk and the file header.
    ///
    /// # Errors
    /// Those of `out`.
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
        let next = self.chunk.next();
        let full = std::mem::replace(&mut self.chunk, next);
        self.out.write_all(&full.finish(self.checksums))?;
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
