//! `smbscope demo`: the synthetic log, as a file that goes away again or as one that stays.

use std::fs::File;
use std::io::{Read as _, Seek, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::args::DemoArguments;
use super::output::{Output, refuse_log, temporary_folder};
use super::{Error, Outcome};
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
    /// There is no room for it.
    pub fn new(arguments: &DemoArguments) -> Result<Self, Error> {
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

    /// The path of the log.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Writes the log to the file of `--write`.
///
/// # Errors
/// It cannot be written.
pub fn write_demo(arguments: &DemoArguments, path: &Path) -> Result<Outcome, Error> {
    if !is_demo_log(path) {
        refuse_log(path)?;
    }
    let mut out = Output::file(path)?;
    write(&mut out, arguments)?;
    out.finish()?;
    Ok(Outcome::Done)
}

/// Returns true if a file is there and is a log of the demo's.
fn is_demo_log(path: &Path) -> bool {
    let mut beginning = Vec::new();
    path.is_file()
        && File::open(path)
            .and_then(|file| file.take(demo::BEGINNING).read_to_end(&mut beginning))
            .is_ok()
        && demo::is_demo(&beginning)
}

fn write(out: &mut (impl Write + Seek), arguments: &DemoArguments) -> Result<(), Error> {
    let options = DemoOptions {
        events: arguments.events,
        seed: arguments.seed,
    };
    demo::write(out, &options)?;
    Ok(())
}
