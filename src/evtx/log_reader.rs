//! A log file that is open for reading, chunk by chunk.

use std::path::{Display, Path};

use super::chunk::{self, ChunkHeader};
use super::error::{ChunkError, LogError};
use super::file_part::FilePart;
use super::format::{CHUNK, FILE_HEADER, HEADER as CHUNK_HEADER, RECORD_HEADER};
use super::record_header::RecordHeader;

const FILE_MAGIC: &[u8] = b"ElfFile\0";

/// The versions that are known: 3.1 of Windows Vista, 3.2 of Windows 10.
const VERSIONS: [(u16, u16); 2] = [(3, 1), (3, 2)];
/// The chunks in which a log is looked for whose header and first chunk are lost: 1 GiB of them.
const SEARCHED: u32 = 1 << 14;

/// A log file that is open for reading.
#[derive(Debug)]
pub(crate) struct LogReader {
    file: FilePart,
    pub(crate) bytes: u64,
}

impl LogReader {
    /// Opens a log, with what is wrong with its header or its end if it can be read for all that.
    ///
    /// # Errors
    /// When the file is not a log or cannot be read.
    pub(crate) fn open(path: &Path) -> Result<(Self, Vec<String>), LogError> {
        Self::of(path, FilePart::open(path)?)
    }

    /// The same of a file that is open already, as one that was unpacked, whatever its path.
    ///
    /// # Errors
    /// When it is not a log or cannot be read.
    pub(crate) fn of(path: &Path, file: FilePart) -> Result<(Self, Vec<String>), LogError> {
        let failed = |error| LogError::from_io(path, error);
        let bytes = file.bytes().map_err(failed)?;
        let reader = Self { file, bytes };
        if bytes == 0 {
            return Err(LogError::Empty(path.to_owned()));
        }
        let mut header = [0; 128];
        let got = reader.file.read_at(&mut header, 0).map_err(failed)?;
        let known = header.get(..got).unwrap_or_default();
        let shown = path.display();
        let about_header = if known.starts_with(FILE_MAGIC) {
            about_header(&header, bytes, &shown)
        } else if reader.has_chunk().map_err(failed)? {
            Some(format!(
                "{shown} has lost its header: its chunks are read all the same"
            ))
        } else {
            return Err(LogError::NotALog(path.to_owned()));
        };
        let problems = about_header.into_iter().chain(reader.cut(&shown));
        let problems = problems.collect();
        Ok((reader, problems))
    }

    /// Tells whether a chunk begins where one may.
    fn has_chunk(&self) -> std::io::Result<bool> {
        for chunk in 0..=self.chunks().min(SEARCHED) {
            let mut magic = [0; chunk::MAGIC.len()];
            let offset = FILE_HEADER + u64::from(chunk) * CHUNK as u64;
            self.file.read_at(&mut magic, offset)?;
            if magic == chunk::MAGIC {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Returns what tells the log from others: its size, and the headers of its first and last
    /// chunk, which have the numbers and the checksums of their records. `None` where they have
    /// no checksums, or promise no record: logs without records have nothing in common.
    pub(crate) fn fingerprint(&self) -> Option<Vec<u8>> {
        let first = self.chunk_header(0)?;
        let last = self.chunk_header(self.chunks().checked_sub(1)?)?;
        let has_records = first.promised() > 0 || last.promised() > 0;
        (has_records && first.has_checksums() && last.has_checksums())
            .then(|| format!("{} {first:?} {last:?}", self.bytes).into_bytes())
    }

    /// Tells whether a part of a chunk that may hold records follows the last whole one.
    pub(crate) fn has_part_of_chunk(&self) -> bool {
        rest(self.bytes) >= CHUNK_HEADER as u64
    }

    /// Returns the number of whole chunks the file has room for.
    pub(crate) fn chunks(&self) -> u32 {
        u32::try_from(self.bytes.saturating_sub(FILE_HEADER) / CHUNK as u64).unwrap_or(u32::MAX)
    }

    /// Describes the part of a chunk at the end.
    fn cut(&self, path: &Display<'_>) -> Option<String> {
        let part = rest(self.bytes);
        (part > 0).then(|| {
            format!(
                "{path} is cut off: its last {part} bytes are a part of a chunk; \
                 --recover reads the records in it"
            )
        })
    }

    /// Reads a chunk into `buffer`, which becomes 64 KiB long; a part of one at the end of the
    /// file is filled up with zeros. Whether it is whole.
    ///
    /// # Errors
    /// When the chunk cannot be read.
    pub(crate) fn chunk(&self, chunk: u32, buffer: &mut Vec<u8>) -> Result<bool, ChunkError> {
        let offset = FILE_HEADER + u64::from(chunk) * CHUNK as u64;
        buffer.resize(CHUNK, 0);
        match self.file.read_at(buffer, offset) {
            Ok(CHUNK) => Ok(true),
            Ok(got) if got > 0 && offset + got as u64 == self.bytes => {
                buffer[got..].fill(0);
                Ok(false)
            }
            Ok(_) => Err(ChunkError::CutOff { chunk, offset }),
            Err(source) => Err(ChunkError::Io {
                chunk,
                offset,
                source,
            }),
        }
    }

    /// The header of a chunk; `None` where there is none.
    pub(crate) fn chunk_header(&self, chunk: u32) -> Option<ChunkHeader> {
        let mut header = [0; CHUNK_HEADER];
        let offset = FILE_HEADER + u64::from(chunk) * CHUNK as u64;
        match self.file.read_at(&mut header, offset) {
            Ok(CHUNK_HEADER) => ChunkHeader::read(&header),
            _ => None,
        }
    }

    /// The header of the record at a place; `None` where there is none.
    pub(crate) fn record_header(&self, chunk: u32, offset: usize) -> Option<RecordHeader> {
        let mut header = [0; RECORD_HEADER];
        let place = FILE_HEADER + u64::from(chunk) * CHUNK as u64 + offset as u64;
        let got = self.file.read_at(&mut header, place).ok()?;
        (got == header.len()).then(|| chunk::record_header(&header, offset))?
    }
}

/// Returns the number of bytes of a file of this size behind its last whole chunk.
fn rest(bytes: u64) -> u64 {
    bytes.saturating_sub(FILE_HEADER) % CHUNK as u64
}

/// Describes the damage of the header of a log of so many bytes, if there is any.
fn about_header(header: &[u8; 128], bytes: u64, path: &Display<'_>) -> Option<String> {
    if bytes < FILE_HEADER {
        return Some(format!(
            "{path} ends after {bytes} bytes, within its header: no record is left in it"
        ));
    }
    if !header_is_intact(header) {
        return Some(format!(
            "{path} has a damaged header: its chunks are read all the same"
        ));
    }
    let number = |at: usize| header.get(at..at + 2)?.try_into().ok();
    let (minor, major) = (number(36)?, number(38)?);
    let version = (u16::from_le_bytes(major), u16::from_le_bytes(minor));
    (!VERSIONS.contains(&version)).then(|| {
        let (major, minor) = version;
        format!(
            "{path} is of version {major}.{minor} of the format, which is not known: it is read as 3.1"
        )
    })
}

/// Tells whether the header's CRC32 fits, where it has one (flag 4 says that it has none).
fn header_is_intact(header: &[u8; 128]) -> bool {
    let number = |at: usize| {
        header
            .get(at..at + 4)
            .and_then(|bytes| bytes.try_into().ok())
            .map_or(0, u32::from_le_bytes)
    };
    let covered = header.get(..120).unwrap_or_default();
    number(120) & 4 != 0 || number(124) == crc32fast::hash(covered)
}
