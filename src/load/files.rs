//! From paths to log files: what is a log, what is not and why.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::{fs, io};

use super::foreign;
use super::kind::{HEAD, Kind};
use super::options::LoadOptions;
use super::passed::{Passed, Reason};
use super::pipes::{PipeError, is_standard_input};
use super::source::Origin;
use super::sources;
use super::temporary::Temporary;
use crate::evtx::{FilePart, LogError, Recovery, SavedTexts};
use crate::store::LogFile;

/// Logs that are open already and are named in a sentence each; more in one together.
const COPIES: u64 = 3;

/// The logs that paths led to.
#[derive(Debug, Clone, Default)]
pub struct Opened {
    /// The logs, in the order of the paths; a folder's by name.
    pub files: Vec<LogFile>,
    /// The problems: a sentence each that says what, why and what to do.
    pub problems: Vec<String>,
    /// True if a path led to no log, or there may be a log that could not be opened.
    pub is_incomplete: bool,
}

/// Finds the logs that `paths` name: files, archives, pipes, and folders, which are searched for
/// logs and archives with all they contain. A path that leads to none is a problem; the others
/// still open.
pub fn open(paths: &[PathBuf], recovery: Recovery) -> Opened {
    let options = LoadOptions {
        recovery,
        ..LoadOptions::default()
    };
    open_all(paths, &options, &AtomicBool::new(false))
}

/// The same with all options, until it is stopped.
pub(crate) fn open_all(paths: &[PathBuf], options: &LoadOptions, stop: &AtomicBool) -> Opened {
    let mut opening = Opening {
        options,
        stop,
        opened: Opened::default(),
        led: 0,
        copies: 0,
        passed: Passed::default(),
        paths: HashSet::new(),
        fingerprints: HashMap::new(),
        temporary: Temporary::default(),
    };
    for path in paths {
        if opening.is_stopped() {
            break;
        }
        let before = opening.led;
        opening.open(path);
        let passed = std::mem::take(&mut opening.passed);
        opening.opened.problems.extend(passed.sentences());
        opening.opened.is_incomplete |= opening.led == before || passed.hides_a_log();
    }
    opening.opened
}

/// Tells whether a path is that of a file that opens as a log, damaged or not.
pub fn is_log(path: &Path) -> bool {
    sources::open(&path.into()).is_ok()
}

/// Tells whether a path is that of an archive, which may hold logs.
pub fn is_archive(path: &Path) -> bool {
    let kind = FilePart::open(path)
        .ok()
        .and_then(|file| kind_of(&file).ok());
    matches!(kind, Some(Kind::Packed(_)))
}

/// Returns the kind of a file, by its first bytes.
pub(super) fn kind_of(file: &FilePart) -> io::Result<Kind> {
    let mut head = [0; HEAD];
    let got = file.read_at(&mut head, 0)?;
    Ok(Kind::of(head.get(..got).unwrap_or_default()))
}

/// Opening under way.
pub(super) struct Opening<'a> {
    options: &'a LoadOptions,
    pub(super) stop: &'a AtomicBool,
    pub(super) opened: Opened,
    /// The number of logs that were led to, with those that were opened before.
    pub(super) led: u64,
    /// The number of those that were opened before.
    copies: u64,
    /// The files that are passed over in the path that is looked at.
    pub(super) passed: Passed,
    /// The files that were opened already.
    paths: HashSet<PathBuf>,
    fingerprints: HashMap<Vec<u8>, PathBuf>,
    pub(super) temporary: Temporary,
}

impl Opening<'_> {
    /// Notes what could not be opened.
    #[allow(clippy::needless_pass_by_value)] // The error ends here.
    pub(super) fn refuse(&mut self, error: LogError) {
        self.opened.is_incomplete |= error.hides_a_log();
        self.opened.problems.push(error.to_string());
    }

    /// Notes that something of which the sentence tells may be a log and is not read.
    pub(super) fn lack(&mut self, sentence: String) {
        self.opened.is_incomplete = true;
        self.opened.problems.push(sentence);
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Opens what a path names.
    fn open(&mut self, path: &Path) {
        if is_standard_input(path) {
            let shown = if path == Path::new("-") {
                Path::new("standard input")
            } else {
                path
            };
            return self.open_pipe(Path::new("-"), shown);
        }
        let metadata = match fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(error) => return self.refuse(LogError::from_io(path, error)),
        };
        if metadata.is_dir() {
            self.open_folder(path);
        } else if is_pipe(&metadata) {
            self.open_pipe(path, path);
        } else {
            self.open_file(path);
        }
    }

    /// Opens what comes through a pipe.
    fn open_pipe(&mut self, path: &Path, shown: &Path) {
        if !self.is_new(path.to_owned(), shown) {
            return;
        }
        match self.options.pipes.read(path, shown, self.stop) {
            Ok(file) => {
                let origin = Origin {
                    path: shown.into(),
                    held: Some(file.clone()),
                };
                self.open_bytes(&origin, &file);
            }
            Err(PipeError::Log(error)) => self.refuse(error),
            Err(PipeError::Fault(fault)) => self.lack(format!("{} {fault}", shown.display())),
        }
    }

    /// Opens a file.
    fn open_file(&mut self, path: &Path) {
        match FilePart::open(path) {
            Ok(file) => {
                if self.is_new_file(path) {
                    self.open_bytes(&path.into(), &file);
                }
            }
            Err(error) => self.refuse(error),
        }
    }

    /// Opens a log or an archive that is asked for; says it where it is neither.
    pub(super) fn open_bytes(&mut self, origin: &Origin, file: &FilePart) {
        let path = &origin.path;
        let kind = match kind_of(file) {
            Ok(kind) => kind,
            Err(error) => return self.refuse(LogError::from_io(path, error)),
        };
        match kind {
            Kind::Packed(packing) => self.open_archive(path, file, packing),
            Kind::Foreign(foreign) => self.refuse(foreign.refusal(path)),
            Kind::Log | Kind::Unknown | Kind::Blank => {
                if let Err(error) = self.add(origin) {
                    self.refuse(better(error, kind));
                }
            }
        }
    }

    /// Adds a log, unless it was added before.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub(super) fn add(&mut self, origin: &Origin) -> Result<(), LogError> {
        let log = sources::open(origin)?;
        self.led += 1;
        let path = origin.path.to_path_buf();
        if let Some(print) = log.fingerprint() {
            match self.fingerprints.entry(print) {
                Entry::Occupied(first) => {
                    let sentence = format!(
                        "{} is the same log as {}: it is loaded once",
                        path.display(),
                        first.get().display()
                    );
                    self.note_copy(&path, sentence);
                    return Ok(());
                }
                Entry::Vacant(entry) => drop(entry.insert(path.clone())),
            }
        }
        self.opened.files.push(LogFile {
            path,
            bytes: log.bytes(),
            chunks: log.parts(self.options.recovery),
            problems: log.problems().to_vec(),
            texts: match origin.held {
                Some(_) => SavedTexts::none(),
                None => SavedTexts::default(),
            },
            held: origin.held.clone(),
            code_page: self.options.code_page,
            ..LogFile::default()
        });
        Ok(())
    }

    /// Notes that a log is open already: one by one, and all together where they are many.
    fn note_copy(&mut self, path: &Path, sentence: String) {
        self.copies += 1;
        if self.copies > COPIES {
            self.passed.add(path, Reason::Copy);
        } else {
            self.opened.problems.push(sentence);
        }
    }

    /// Tells whether a file was not named before; says so where it was.
    pub(super) fn is_new_file(&mut self, path: &Path) -> bool {
        let one = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        self.is_new(one, path)
    }

    fn is_new(&mut self, one: PathBuf, shown: &Path) -> bool {
        let is_new = self.paths.insert(one);
        if !is_new {
            self.led += 1;
            let sentence = format!(
                "{} is named more than once: it is loaded once",
                shown.display()
            );
            self.note_copy(shown, sentence);
        }
        is_new
    }
}

/// The error of a file of this kind, with what its bytes or its name tell of it.
pub(super) fn better(error: LogError, kind: Kind) -> LogError {
    let LogError::NotALog(path) = error else {
        return error;
    };
    let known = match kind {
        Kind::Blank => Some(&foreign::ZEROS),
        _ => foreign::by_name(&path),
    };
    match known {
        Some(known) => known.refusal(&path),
        None => LogError::NotALog(path),
    }
}

#[cfg(unix)]
fn is_pipe(metadata: &fs::Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&metadata.file_type())
}

#[cfg(not(unix))]
fn is_pipe(_: &fs::Metadata) -> bool {
    false
}
