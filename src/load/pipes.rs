//! Logs that come through a pipe: standard input, a named pipe, `<(...)`. What comes is written to
//! a file without a name, from which it is read, and read again when it is loaded again.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::fault::Fault;
use super::kind::{HEAD, Kind};
use super::temporary::{create, no_room, not_written, room};
use crate::evtx::{FilePart, LogError};

/// Bytes that are read at once.
const BLOCK: usize = 1 << 16;

/// The bytes that came through pipes, by their paths.
#[derive(Debug, Clone, Default)]
pub struct Pipes(Arc<Mutex<HashMap<PathBuf, Arc<Mutex<Pipe>>>>>);

/// A pipe, and what came through it.
#[derive(Debug, Default)]
struct Pipe {
    /// The end that is read from, once it is open.
    source: Option<File>,
    file: Option<Arc<File>>,
    bytes: u64,
    ended: bool,
}

/// A reason for reading nothing from a pipe.
#[derive(Debug)]
pub(crate) enum PipeError {
    Log(LogError),
    Fault(Fault),
}

impl Pipes {
    /// Reads a pipe to its end, or as far as it is of use: what is no log and no archive by its
    /// first bytes is not read on. `path` is `-` for standard input, and `shown` in errors.
    pub(crate) fn read(
        &self,
        path: &Path,
        shown: &Path,
        stop: &AtomicBool,
    ) -> Result<FilePart, PipeError> {
        let mut pipes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let pipe = Arc::clone(pipes.entry(path.to_owned()).or_default());
        drop(pipes);
        let mut pipe = pipe.lock().unwrap_or_else(PoisonError::into_inner);
        pipe.read(path, shown, stop)
    }
}

impl Pipe {
    fn read(
        &mut self,
        path: &Path,
        shown: &Path,
        stop: &AtomicBool,
    ) -> Result<FilePart, PipeError> {
        let failed = |error| PipeError::Log(LogError::from_io(shown, error));
        let source = match self.source.take() {
            Some(source) => source,
            None => open(path, shown)?,
        };
        let source = &*self.source.insert(source);
        // Redirected from a file, it is that file.
        if source.metadata().is_ok_and(|metadata| metadata.is_file()) {
            let source = source.try_clone().map_err(failed)?;
            return Ok(FilePart::whole(Arc::new(source)));
        }
        let file = match &self.file {
            Some(file) => Arc::clone(file),
            None => Arc::clone(
                self.file
                    .insert(Arc::new(create().map_err(PipeError::Fault)?)),
            ),
        };
        let (mut from, mut to) = (source, &*file);
        let left = room();
        let mut block = vec![0; BLOCK];
        while !self.ended && !stop.load(Ordering::Relaxed) {
            match from.read(&mut block) {
                Ok(0) => self.ended = true,
                Ok(got) => {
                    let piece = block.get(..got).unwrap_or_default();
                    if self.bytes + got as u64 > left {
                        return Err(PipeError::Fault(no_room(left)));
                    }
                    to.write_all(piece)
                        .map_err(|error| PipeError::Fault(not_written(error)))?;
                    let before = self.bytes;
                    self.bytes += got as u64;
                    if before < HEAD as u64 && self.bytes >= HEAD as u64 {
                        self.ended = is_useless(&file, self.bytes).map_err(failed)?;
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(failed(error)),
            }
        }
        if self.ended && self.bytes == 0 {
            return Err(PipeError::Log(LogError::NothingCame(shown.to_owned())));
        }
        Ok(FilePart::part(file, 0, self.bytes))
    }
}

/// Tells whether bytes that begin so are of no use, however they go on.
fn is_useless(file: &Arc<File>, bytes: u64) -> io::Result<bool> {
    let mut head = vec![0; HEAD];
    let got = FilePart::part(Arc::clone(file), 0, bytes).read_at(&mut head, 0)?;
    let kind = Kind::of(head.get(..got).unwrap_or_default());
    Ok(matches!(kind, Kind::Foreign(_)))
}

/// Tells whether a path means standard input.
pub fn is_standard_input(path: &Path) -> bool {
    let own = ["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"];
    let own = if cfg!(unix) { &own[..] } else { &own[..1] };
    own.iter().any(|own| path == Path::new(own))
}

/// Opens the end of a pipe that is read from; waits for a writer where there is none.
fn open(path: &Path, shown: &Path) -> Result<File, PipeError> {
    let failed = |error| PipeError::Log(LogError::from_io(shown, error));
    if !is_standard_input(path) {
        return File::open(path).map_err(failed);
    }
    if io::stdin().is_terminal() {
        return Err(PipeError::Log(LogError::Keyboard));
    }
    standard_input().map_err(failed)
}

#[cfg(unix)]
fn standard_input() -> io::Result<File> {
    use std::os::fd::AsFd as _;
    Ok(File::from(io::stdin().as_fd().try_clone_to_owned()?))
}

#[cfg(windows)]
fn standard_input() -> io::Result<File> {
    use std::os::windows::io::AsHandle as _;
    Ok(File::from(io::stdin().as_handle().try_clone_to_owned()?))
}
