//! `smbscope demo`: the synthetic log, as a file that goes away again or as one that stays.

use std::fs::{self, File};
use std::io::{Read as _, Seek, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::args::DemoArguments;
use super::output::{Output, temporary_folder};
use super::{Failure, Outcome};
use crate::demo::{self, DemoOptions};

/// The synthetic log in a temporary folder, which is removed when this is dropped.
#[derive(Debug)]
pub struct DemoLog {
    path: PathBuf,
    _folder: TempDir,
}

impl DemoLog {
    /// Writes the log.
    ///
    /// # Errors
    /// A sentence, when there is no room for it.
    pub fn new(arguments: &DemoArguments) -> Result<Self, Failure> {
        let folder = temporary_folder()?;
        let path = folder.path().join("demo.evtx");
        let mut out = Output::file(&path)?;
        write(&mut out, arguments)?;
        out.finish()?;
        Ok(Self {
            path,
            _folder: folder,
        })
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Writes the log to the file of `--write`.
///
/// # Errors
/// A sentence, when it cannot be written.
pub fn write_demo(arguments: &DemoArguments, path: &Path) -> Result<Outcome, Failure> {
    refuse_evidence(path)?;
    let mut out = Output::file(path)?;
    write(&mut out, arguments)?;
    out.finish()?;
    Ok(Outcome::Done)
}

/// A log that is there already is written over only if it is one of the demo's own.
fn refuse_evidence(path: &Path) -> Result<(), Failure> {
    let mut beginning = Vec::new();
    let is_file = fs::metadata(path).is_ok_and(|found| found.is_file());
    if is_file && let Ok(file) = File::open(path) {
        // What cannot be read cannot be written to either, and that is said then.
        let _ = file.take(demo::BEGINNING).read_to_end(&mut beginning);
    }
    if !beginning.starts_with(b"ElfFile\0") || demo::is_demo(&beginning) {
        return Ok(());
    }
    Err(Failure::said(format_args!(
        "{} is a log, and none that this command wrote; name another file to write to",
        path.display()
    )))
}

fn write(out: &mut (impl Write + Seek), arguments: &DemoArguments) -> Result<(), Failure> {
    let options = DemoOptions {
        events: arguments.events,
        seed: arguments.seed,
    };
    demo::write(out, &options)?;
    Ok(())
}
