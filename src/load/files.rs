//! From paths to log files: what is a log, what is not and why, and reading one chunk by chunk.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::options::LoadOptions;
use crate::evtx::{Contents, HEADER, LogReader, rest, unopened};
use crate::store::LogFile;

/// What paths led to.
#[derive(Debug, Clone, Default)]
pub struct Opened {
    /// The logs, in the order of the paths; a folder's by name.
    pub files: Vec<LogFile>,
    /// What could not be opened: a sentence each that says what, why and what to do.
    pub problems: Vec<String>,
}

/// Finds the logs that `paths` name: files, and folders, which are searched for `.evtx` files
/// with all they contain. A path that leads to none is a problem; the others still open.
pub fn open(paths: &[PathBuf]) -> Opened {
    let mut opened = Opened::default();
    let mut seen = Seen::default();
    for path in paths {
        match fs::metadata(path) {
            Err(error) => opened.problems.push(unopened(path, &error)),
            Ok(metadata) if metadata.is_dir() => open_folder(path, &mut seen, &mut opened),
            Ok(_) => open_file(path, &mut seen, &mut opened),
        }
    }
    opened
}

/// Whether a path is that of a file that opens as a log, damaged or not.
pub fn is_log(path: &Path) -> bool {
    // A named pipe would wait for a writer.
    path.is_file() && LogReader::open(path).is_ok()
}

/// As [`open`], for loading: with `recover` a part of a chunk at the end of a log is read too.
pub(crate) fn open_for(paths: &[PathBuf], options: &LoadOptions) -> Opened {
    let mut opened = open(paths);
    if options.recover {
        let is_part = |file: &&mut LogFile| rest(file.bytes) >= HEADER as u64;
        let cut = opened.files.iter_mut().filter(is_part);
        cut.for_each(|file| file.chunks += 1);
    }
    opened
}

/// What was opened already.
#[derive(Default)]
struct Seen {
    paths: HashSet<PathBuf>,
    contents: HashMap<Contents, PathBuf>,
}

fn open_folder(folder: &Path, seen: &mut Seen, opened: &mut Opened) {
    let mut found = 0;
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() && is_named_log(entry.path()) => {
                found += 1;
                open_file(entry.path(), seen, opened);
            }
            Ok(_) => {}
            Err(error) if error.loop_ancestor().is_some() => {}
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                let error = io::Error::from(error);
                opened.problems.push(unopened(&path, &error));
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

fn open_file(path: &Path, seen: &mut Seen, opened: &mut Opened) {
    let one = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if !seen.paths.insert(one) {
        opened.problems.push(format!(
            "{} is named more than once: it is loaded once",
            path.display()
        ));
        return;
    }
    match LogReader::open(path) {
        Ok((reader, problems)) => {
            let contents = reader.contents();
            if let Some(first) = contents.and_then(|contents| seen.contents.get(&contents)) {
                opened.problems.push(format!(
                    "{} is the same log as {}: it is loaded once",
                    path.display(),
                    first.display()
                ));
                return;
            }
            seen.contents
                .extend(contents.map(|contents| (contents, path.to_owned())));
            opened.files.push(LogFile {
                path: path.to_owned(),
                bytes: reader.bytes,
                chunks: reader.chunks(),
                problems,
                ..LogFile::default()
            });
        }
        Err(problem) => opened.problems.push(problem),
    }
}
