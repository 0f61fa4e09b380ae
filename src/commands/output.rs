//! Where an answer goes: standard output, or a file that appears only when it is whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, SeekFrom, StdoutLock, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tempfile::{Builder, NamedTempFile, TempDir};

use super::Failure;

/// The files that were begun and may not be whole.
static DRAFTS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Removes what is written to and not whole, for a program that is told to end.
pub fn remove_drafts() {
    let drafts = DRAFTS.lock().unwrap_or_else(PoisonError::into_inner);
    for draft in drafts.iter() {
        // One that is whole has another name by now.
        let _ = fs::remove_file(draft);
    }
}

/// Where an answer is written.
pub(super) enum Output {
    Standard(BufWriter<StdoutLock<'static>>),
    /// A device or a named pipe, which cannot be replaced.
    Device(BufWriter<File>),
    /// A file beside the one that is wanted, until it is whole.
    Draft(BufWriter<NamedTempFile>, PathBuf),
}

impl Output {
    /// Standard output.
    pub(super) fn standard() -> Self {
        Self::Standard(BufWriter::with_capacity(1 << 16, io::stdout().lock()))
    }

    /// A file, or standard output where the path is `-`.
    ///
    /// # Errors
    /// A sentence, when no file can be made there.
    pub(super) fn file(path: &Path) -> Result<Self, Failure> {
        if path == Path::new("-") {
            return Ok(Self::standard());
        }
        let failed = |error: io::Error| cannot_write(path, &error);
        let old = fs::metadata(path).ok();
        if old.as_ref().is_some_and(fs::Metadata::is_dir) {
            return Err(Failure::said(format_args!(
                "{} is a folder; name a file in it to write to",
                path.display()
            )));
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
        let draft = draft(&path, folder).map_err(failed)?;
        if let Some(old) = old {
            draft
                .as_file()
                .set_permissions(old.permissions())
                .map_err(failed)?;
        }
        let begun = draft.path().to_owned();
        DRAFTS
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(begun);
        let draft = BufWriter::with_capacity(1 << 16, draft);
        Ok(Self::Draft(draft, path))
    }

    /// Hands everything on; a file takes its name now.
    ///
    /// # Errors
    /// When the output does not take it.
    pub(super) fn finish(mut self) -> Result<(), Failure> {
        self.flush()?;
        if let Self::Draft(draft, path) = self {
            let draft = draft.into_inner().map_err(io::IntoInnerError::into_error)?;
            draft
                .persist(&path)
                .map_err(|error| cannot_write(&path, &error.error))?;
        }
        Ok(())
    }

    fn writer(&mut self) -> &mut dyn Write {
        match self {
            Self::Standard(out) => out,
            Self::Device(out) => out,
            Self::Draft(out, _) => out,
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
            Self::Draft(out, _) => out.seek(position),
            Self::Device(out) => out.seek(position),
            Self::Standard(_) => Err(io::ErrorKind::NotSeekable.into()),
        }
    }
}

/// Evidence is never written over: refuses a file that is there and is a log.
///
/// # Errors
/// A sentence, where it is one.
pub(super) fn refuse_a_log(path: &Path) -> Result<(), Failure> {
    if crate::load::is_log(path) {
        return Err(Failure::said(format_args!(
            "{} is a log, and is not written over; name another file to write to",
            path.display()
        )));
    }
    Ok(())
}

/// A temporary folder of this program's own, removed when it is dropped.
///
/// # Errors
/// A sentence, when none can be made.
pub(super) fn temporary_folder() -> Result<TempDir, Failure> {
    Builder::new()
        .prefix("smbscope-")
        .tempdir()
        .map_err(|error| {
            Failure::said(format_args!(
                "no temporary folder could be made in {} ({error}); set TMPDIR to a folder with room",
                std::env::temp_dir().display()
            ))
        })
}

/// A file beside `path` whose name says that it is not whole.
fn draft(path: &Path, folder: &Path) -> io::Result<NamedTempFile> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    let mut builder = Builder::new();
    builder.prefix(&name).suffix(".partial");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    Failure::said(format_args!(
        "{} cannot be written ({error}); choose a file in a folder that you may write to",
        path.display()
    ))
}
