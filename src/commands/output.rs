//! The outputs of an answer: standard output, or a file that appears only when it is whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, SeekFrom, StdoutLock, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tempfile::{Builder, NamedTempFile, TempDir};

use super::Error;
use crate::load;

/// The files that were begun and may not be whole.
static TEMP_FILES: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Removes the files that are not whole, for a program that is told to end.
pub fn remove_temp_files() {
    let files = TEMP_FILES.lock().unwrap_or_else(PoisonError::into_inner);
    for file in files.iter() {
        // One that is whole has another name by now.
        let _ = fs::remove_file(file);
    }
}

/// An output of an answer.
pub(super) enum Output {
    Standard(BufWriter<StdoutLock<'static>>),
    /// A device or a named pipe, which cannot be replaced.
    Device(BufWriter<File>),
    /// A file beside the one that is wanted, until it is whole.
    Temporary(BufWriter<NamedTempFile>, PathBuf),
}

impl Output {
    /// Standard output.
    pub(super) fn standard() -> Self {
        Self::Standard(BufWriter::with_capacity(1 << 16, io::stdout().lock()))
    }

    /// A file, or standard output where the path is `-`.
    ///
    /// # Errors
    /// No file can be made there.
    pub(super) fn file(path: &Path) -> Result<Self, Error> {
        if path == Path::new("-") {
            return Ok(Self::standard());
        }
        let failed = |error: io::Error| cannot_write(path, error);
        let old = fs::metadata(path).ok();
        if old.as_ref().is_some_and(fs::Metadata::is_dir) {
            return Err(Error::Folder(path.to_owned()));
        }
        if old.as_ref().is_some_and(|old| !old.is_file()) {
            let file = File::options().write(true).open(path).map_err(failed)?;
            return Ok(Self::Device(BufWriter::new(file)));
        }
        // A link stays a link: what it leads to is replaced.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let file = temporary_file(&path, folder).map_err(failed)?;
        if let Some(old) = old {
            file.as_file()
                .set_permissions(old.permissions())
                .map_err(failed)?;
        }
        TEMP_FILES
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(file.path().to_owned());
        let file = BufWriter::with_capacity(1 << 16, file);
        Ok(Self::Temporary(file, path))
    }

    /// Hands everything on; a file takes its name now.
    ///
    /// # Errors
    /// The output does not take it.
    pub(super) fn finish(mut self) -> Result<(), Error> {
        self.flush()?;
        if let Self::Temporary(file, path) = self {
            let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.persist(&path)
                .map_err(|error| cannot_write(&path, error.error))?;
        }
        Ok(())
    }

    fn writer(&mut self) -> &mut dyn Write {
        match self {
            Self::Standard(out) => out,
            Self::Device(out) => out,
            Self::Temporary(out, _) => out,
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer().flush()
    }
}

impl Seek for Output {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        match self {
            Self::Temporary(out, _) => out.seek(position),
            Self::Device(out) => out.seek(position),
            Self::Standard(_) => Err(io::ErrorKind::NotSeekable.into()),
        }
    }
}

/// Evidence is never written over: refuses a file that is there and is a log, or an archive, which
/// may hold some.
///
/// # Errors
/// It is one.
pub(super) fn refuse_log(path: &Path) -> Result<(), Error> {
    if load::is_log(path) {
        Err(Error::Log(path.to_owned()))
    } else if load::is_archive(path) {
        Err(Error::Archive(path.to_owned()))
    } else {
        Ok(())
    }
}

/// A temporary folder of this program's own, removed when it is dropped.
///
/// # Errors
/// None can be made.
pub(super) fn temporary_folder() -> Result<TempDir, Error> {
    Builder::new()
        .prefix("smbscope-")
        .tempdir()
        .map_err(|error| Error::NoTemporaryFolder(std::env::temp_dir(), error))
}

/// A file beside `path` whose name says that it is not whole.
fn temporary_file(path: &Path, folder: &Path) -> io::Result<NamedTempFile> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    let mut builder = Builder::new();
    builder.prefix(&name).suffix(".partial");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

fn cannot_write(path: &Path, error: io::Error) -> Error {
    Error::Unwritable(path.to_owned(), error)
}
