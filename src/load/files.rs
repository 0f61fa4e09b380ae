//! From paths to log files: what is a log, what is not and why, and reading one chunk by chunk.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::sources;
use crate::evtx::{CodePage, LogError, Recovery};
use crate::store::LogFile;

/// The logs that paths led to.
#[derive(Debug, Clone, Default)]
pub struct Opened {
    /// The logs, in the order of the paths; a folder's by name.
    pub files: Vec<LogFile>,
    /// The problems: a sentence each that says what, why and what to do.
    pub problems: Vec<String>,
}

impl Opened {
    /// Notes the code page that the logs are read in.
    pub(crate) fn read_in(&mut self, code_page: CodePage) {
        for file in &mut self.files {
            file.code_page = code_page;
        }
    }

    #[allow(clippy::needless_pass_by_value)] // The error ends here.
    fn refuse(&mut self, error: LogError) {
        self.problems.push(error.to_string());
    }
}

/// Finds the logs that `paths` name: files, and folders, which are searched for `.evtx` files
/// with all they contain. A path that leads to none is a problem; the others still open.
pub fn open(paths: &[PathBuf], recovery: Recovery) -> Opened {
    let mut opened = Opened::default();
    let mut seen = Seen::default();
    for path in paths {
        match fs::metadata(path) {
            Err(error) => opened.refuse(LogError::from_io(path, error)),
            Ok(metadata) if metadata.is_dir() => {
                open_folder(path, recovery, &mut seen, &mut opened);
            }
            Ok(_) => open_file(path, recovery, &mut seen, &mut opened),
        }
    }
    opened
}

/// Tells whether a path is that of a file that opens as a log, damaged or not.
pub fn is_log(path: &Path) -> bool {
    // A named pipe would wait for a writer.
    path.is_file() && sources::open(path).is_ok()
}

/// The logs that were opened already.
#[derive(Default)]
struct Seen {
    paths: HashSet<PathBuf>,
    fingerprints: HashMap<Vec<u8>, PathBuf>,
}

fn open_folder(folder: &Path, recovery: Recovery, seen: &mut Seen, opened: &mut Opened) {
    let mut found = 0;
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() && is_named_log(entry.path()) => {
                found += 1;
                open_file(entry.path(), recovery, seen, opened);
            }
            Ok(_) => {}
            Err(error) if error.loop_ancestor().is_some() => {}
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                opened.refuse(LogError::from_io(&path, error.into()));
            }
        }
    }
    if found == 0 {
        opened.problems.push(format!(
            "{} holds no .evtx file: name the folder that the logs are in",
            folder.display()
        ));
    }
}

fn is_named_log(path: &Path) -> bool {
    path.extension()
        .and_then(OsStr::to_str)
        .is_some_and(|extension| extension.eq_ignore_ascii_case("evtx"))
}

fn open_file(path: &Path, recovery: Recovery, seen: &mut Seen, opened: &mut Opened) {
    let one = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if !seen.paths.insert(one) {
        opened.problems.push(format!(
            "{} is named more than once: it is loaded once",
            path.display()
        ));
        return;
    }
    match sources::open(path) {
        Ok(log) => {
            let fingerprint = log.fingerprint();
            let same = fingerprint
                .as_ref()
                .and_then(|print| seen.fingerprints.get(print));
            if let Some(first) = same {
                opened.problems.push(format!(
                    "{} is the same log as {}: it is loaded once",
                    path.display(),
                    first.display()
                ));
                return;
            }
            let known = fingerprint.map(|print| (print, path.to_owned()));
            seen.fingerprints.extend(known);
            opened.files.push(LogFile {
                path: path.to_owned(),
                bytes: log.bytes(),
                chunks: log.parts(recovery),
                problems: log.problems().to_vec(),
                ..LogFile::default()
            });
        }
        Err(error) => opened.refuse(error),
    }
}
