//! The bytes of a log: a file, or a part of one that holds what was unpacked. Read by offset, so
//! that threads share it.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::error::LogError;

/// An open file, or a part of one.
#[derive(Debug, Clone)]
pub struct FilePart {
    file: Arc<File>,
    start: u64,
    /// The length of the part; `None` for as far as the file goes.
    length: Option<u64>,
}

impl FilePart {
    /// Opens a file, and nothing else: a named pipe would wait for a writer.
    ///
    /// # Errors
    /// When there is none, or it cannot be opened.
    pub(crate) fn open(path: &Path) -> Result<Self, LogError> {
        let failed = |error| LogError::from_io(path, error);
        let metadata = fs::metadata(path).map_err(failed)?;
        if !metadata.is_file() {
            return Err(LogError::special(path, metadata.file_type()));
        }
        Ok(Self::whole(Arc::new(File::open(path).map_err(failed)?)))
    }

    /// All of a file.
    pub(crate) fn whole(file: Arc<File>) -> Self {
        Self {
            file,
            start: 0,
            length: None,
        }
    }

    /// A part of a file.
    pub(crate) fn part(file: Arc<File>, start: u64, length: u64) -> Self {
        Self {
            file,
            start,
            length: Some(length),
        }
    }

    /// A part of this one.
    pub(crate) fn slice(&self, start: u64, length: u64) -> Self {
        let room = self.length.unwrap_or(u64::MAX).saturating_sub(start);
        Self {
            file: Arc::clone(&self.file),
            start: self.start.saturating_add(start),
            length: Some(length.min(room)),
        }
    }

    /// Returns its size in bytes, which grows as the file does.
    ///
    /// # Errors
    /// When the system does not tell.
    pub(crate) fn bytes(&self) -> io::Result<u64> {
        match self.length {
            Some(length) => Ok(length),
            None => Ok(self.file.metadata()?.len()),
        }
    }

    /// Fills `buffer` from `offset` as far as it goes; returns how many bytes that are.
    ///
    /// # Errors
    /// When the system cannot read them.
    pub(crate) fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let room = match self.length {
            Some(length) => usize::try_from(length.saturating_sub(offset)).unwrap_or(usize::MAX),
            None => usize::MAX,
        };
        let end = buffer.len().min(room);
        let mut filled = 0;
        while let Some(rest) = buffer.get_mut(filled..end).filter(|rest| !rest.is_empty()) {
            let Some(place) = self.start.checked_add(offset + filled as u64) else {
                break;
            };
            match read_once(&self.file, rest, place) {
                Ok(0) => break,
                Ok(got) => filled += got,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }

    /// Returns a reader of all its bytes, from the first.
    pub(crate) fn reader(&self) -> PartReader {
        PartReader {
            part: self.clone(),
            at: 0,
        }
    }
}

/// The bytes of a part, one after the other.
#[derive(Debug)]
pub(crate) struct PartReader {
    part: FilePart,
    at: u64,
}

impl io::Read for PartReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.part.read_at(buffer, self.at)?;
        self.at += got as u64;
        Ok(got)
    }
}

#[cfg(unix)]
fn read_once(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, offset)
}

#[cfg(windows)]
fn read_once(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, offset)
}
