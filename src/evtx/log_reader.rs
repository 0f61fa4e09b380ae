//! A log file that is open for reading, chunk by chunk.

use std::fs::File;
use std::io;
use std::path::{Display, Path};

use super::chunk::{self, ChunkHeader};
use super::error::{ChunkError, LogError};
use super::format::{CHUNK, FILE_HEADER, HEADER as CHUNK_HEADER, RECORD_HEADER};
use super::record_header::RecordHeader;

const FILE_MAGIC: &[u8] = b"ElfFile\0";

/// A log file that is open for reading.
#[derive(Debug)]
pub(crate) struct LogReader {
    file: File,
    pub(crate) bytes: u64,
}

impl LogReader {
    /// Opens a log, with what is wrong with its header or its end if it can be read for all that.
    ///
    /// # Errors
    /// When the file is not a log or cannot be read.
    pub(crate) fn open(path: &Path) -> Result<(Self, Vec<String>), LogError> {
        let failed = |error| LogError::from_io(path, error);
        let file = File::open(path).map_err(failed)?;
        let bytes = file.metadata().map_err(failed)?.len();
        let reader = Self { file, bytes };
        if bytes == 0 {
            return Err(LogError::Empty(path.to_owned()));
        }
        let mut header = [0; 128];
        let got = reader.read_at(&mut header, 0).map_err(failed)?;
        let known = header.get(..got).unwrap_or_default();
        let shown = path.display();
        if known.starts_with(FILE_MAGIC) {
            let short = (bytes < FILE_HEADER).then(|| {
                format!(
                    "{shown} ends after {bytes} bytes, within its header: no record is left in it"
                )
            });
            let damaged = (short.is_none() && !header_is_intact(&header))
                .then(|| format!("{shown} has a damaged header: its chunks are read all the same"));
            let problems = short.or(damaged).into_iter().chain(reader.cut(&shown));
            return Ok((reader, problems.collect()));
        }
        let mut magic = [0; 8];
        if reader.read_at(&mut magic, FILE_HEADER).map_err(failed)? == 8 && magic == chunk::MAGIC {
            let problem = format!("{shown} has lost its header: its chunks are read all the same");
            let problems = [problem].into_iter().chain(reader.cut(&shown));
            return Ok((reader, problems.collect()));
        }
        Err(LogError::NotALog(path.to_owned()))
    }

    /// Returns what tells the log from others: its size, and the headers of its first and last
    /// chunk, which have the numbers and the checksums of their records. `None` where they have
    /// no checksums.
    pub(crate) fn fingerprint(&self) -> Option<Vec<u8>> {
        let first = self.chunk_header(0)?;
        let last = self.chunk_header(self.chunks().checked_sub(1)?)?;
        (first.has_checksums() && last.has_checksums())
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
        match self.read_at(buffer, offset) {
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
        match self.read_at(&mut header, offset) {
            Ok(CHUNK_HEADER) => ChunkHeader::read(&header),
            _ => None,
        }
    }

    /// The header of the record at a place; `None` where there is none.
    pub(crate) fn record_header(&self, chunk: u32, offset: usize) -> Option<RecordHeader> {
        let mut header = [0; RECORD_HEADER];
        let place = FILE_HEADER + u64::from(chunk) * CHUNK as u64 + offset as u64;
        let got = self.read_at(&mut header, place).ok()?;
        (got == header.len()).then(|| chunk::record_header(&header, offset))?
    }

    /// Fills `buffer` from `offset` as far as the file goes.
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let mut filled = 0;
        while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match read_once(&self.file, rest, offset + filled as u64) {
                Ok(0) => break,
                Ok(got) => filled += got,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }
}

/// Returns the number of bytes of a file of this size behind its last whole chunk.
fn rest(bytes: u64) -> u64 {
    bytes.saturating_sub(FILE_HEADER) % CHUNK as u64
}

#[cfg(unix)]
fn read_once(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, offset)
}

#[cfg(windows)]
fn read_once(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, offset)
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
