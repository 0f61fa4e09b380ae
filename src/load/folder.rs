//! Folders: logs and archives in them, with all they contain, known by their first bytes.

use std::io;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::files::{Opening, better, kind_of};
use super::foreign;
use super::kind::Kind;
use super::passed::Reason;
use super::unpack::is_named_log;
use crate::evtx::{FilePart, LogError};

impl Opening<'_> {
    /// Opens the logs of a folder.
    pub(super) fn open_folder(&mut self, folder: &Path) {
        let before = self.led;
        let mut called_logs = Vec::new();
        for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
            if self.is_stopped() {
                return;
            }
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {
                    if entry.depth() > 0 && is_named_log(entry.path()) {
                        called_logs.push(entry.into_path());
                    }
                }
                Ok(entry) => self.open_entry(&entry),
                Err(error) => self.pass_error(folder, error),
            }
        }
        for called in called_logs {
            let mut logs = self.opened.files.iter();
            if !logs.any(|log| log.path.starts_with(&called)) {
                self.passed.add(&called, Reason::Folder);
            }
        }
        if self.led == before {
            self.opened.problems.push(format!(
                "{} holds no .evtx file, nor a log of another name: name the folder that the logs \
                 are in",
                folder.display()
            ));
        }
    }

    /// Opens a file of a folder, if it is a log or an archive.
    fn open_entry(&mut self, entry: &DirEntry) {
        let path = entry.path();
        if !entry.file_type().is_file() {
            self.passed.add(path, Reason::Special);
            return;
        }
        let is_named = is_named_log(path);
        let file = match FilePart::open(path) {
            Ok(file) => file,
            Err(LogError::NotFound(_)) => return self.passed.add(path, Reason::Gone),
            Err(LogError::NotAFile { .. }) => return self.passed.add(path, Reason::Special),
            Err(LogError::Denied(_)) if !is_named => {
                return self.passed.add(path, Reason::Denied);
            }
            Err(error) => return self.refuse(error),
        };
        if is_named {
            if self.is_new_file(path) {
                self.open_bytes(&path.into(), &file);
            }
            return;
        }
        match kind_of(&file) {
            Ok(Kind::Log) => {
                if self.is_new_file(path)
                    && let Err(error) = self.add(&path.into())
                {
                    self.refuse(better(error, Kind::Log));
                }
            }
            Ok(Kind::Packed(packing)) => {
                if self.is_new_file(path) {
                    self.search_archive(path, &file, packing);
                }
            }
            Ok(Kind::Foreign(foreign)) if foreign.has_events => {
                self.passed.add(path, Reason::Foreign(foreign));
            }
            Ok(Kind::Unknown) => {
                if let Some(foreign) = foreign::by_name(path) {
                    self.passed.add(path, Reason::Foreign(foreign));
                }
            }
            Ok(Kind::Foreign(_) | Kind::Blank) => {}
            Err(error) => self.refuse(LogError::from_io(path, error)),
        }
    }

    /// Notes what of a folder cannot be looked at.
    fn pass_error(&mut self, folder: &Path, error: walkdir::Error) {
        let path = error.path().unwrap_or(folder).to_owned();
        if error.loop_ancestor().is_some() {
            return self.passed.add(&path, Reason::Loop);
        }
        let error = io::Error::from(error);
        if error.kind() == io::ErrorKind::NotFound {
            return self.passed.add(&path, Reason::Gone);
        }
        self.refuse(LogError::from_io(&path, error));
    }
}
