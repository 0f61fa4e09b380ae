//! Files that are passed over in a folder or an archive, in a sentence for each reason.

use std::path::{Path, PathBuf};

use super::foreign::Foreign;

/// The number of paths that a sentence names.
const NAMED: usize = 3;

/// A reason for passing something over.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reason {
    /// It is known to be something else, which may hold events.
    Foreign(&'static Foreign),
    /// It is a named pipe, a socket or a device.
    Special,
    /// It may not be read, and its name does not tell whether it is a log.
    Denied,
    /// It is a link to a folder that it is in.
    Loop,
    /// It is gone, or a link that leads nowhere.
    Gone,
    /// It is the same log as another that is open, one of many.
    Copy,
    /// It is a folder that is called as a log, and holds none.
    Folder,
}

/// Paths that are passed over for one reason.
#[derive(Debug)]
struct Group {
    reason: Reason,
    first: Vec<PathBuf>,
    count: usize,
}

/// The files that are passed over, by reason.
#[derive(Debug, Default)]
pub(super) struct Passed(Vec<Group>);

impl Passed {
    /// Passes something over.
    pub(super) fn add(&mut self, path: &Path, reason: Reason) {
        let wanted = key(reason);
        let place = self.0.iter().position(|group| key(group.reason) == wanted);
        let place = place.unwrap_or_else(|| {
            self.0.push(Group {
                reason,
                first: Vec::new(),
                count: 0,
            });
            self.0.len() - 1
        });
        if let Some(group) = self.0.get_mut(place) {
            group.count += 1;
            if group.first.len() < NAMED {
                group.first.push(path.to_owned());
            }
        }
    }

    /// Tells whether a log may be among them that could not be read.
    pub(super) fn hides_a_log(&self) -> bool {
        let mut groups = self.0.iter();
        groups.any(|group| matches!(group.reason, Reason::Denied))
    }

    /// Returns a sentence for each reason.
    pub(super) fn sentences(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(Group::sentence)
    }
}

/// Returns the key that tells reasons apart.
fn key(reason: Reason) -> (u8, &'static str) {
    match reason {
        Reason::Foreign(foreign) => (0, foreign.what),
        Reason::Special => (1, ""),
        Reason::Denied => (2, ""),
        Reason::Loop => (3, ""),
        Reason::Gone => (4, ""),
        Reason::Folder => (5, ""),
        Reason::Copy => (6, ""),
    }
}

impl Group {
    fn sentence(&self) -> String {
        let is_one = self.count == 1;
        let names: Vec<String> = self
            .first
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        let mut names = names.join(", ");
        if self.count > self.first.len() {
            names = format!("{names} and {} more", self.count - self.first.len());
        }
        let count = self.count;
        match self.reason {
            Reason::Foreign(Foreign { what, cure, .. }) if is_one => {
                format!("{names} is passed over: it is {what}; {cure}")
            }
            Reason::Foreign(Foreign { what, cure, .. }) => {
                format!("{count} files are passed over ({names}): each is {what}; {cure}")
            }
            Reason::Special if is_one => {
                format!("{names} is passed over: it is a named pipe, a socket or a device")
            }
            Reason::Special => format!(
                "{count} named pipes, sockets or devices are passed over ({names}): they are no logs"
            ),
            Reason::Denied if is_one => format!(
                "{names} may not be read by this user, and may be a log: run smbscope with more \
                 rights, or copy it"
            ),
            Reason::Denied => format!(
                "{count} files may not be read by this user, and may be logs ({names}): run \
                 smbscope with more rights, or copy them"
            ),
            Reason::Loop if is_one => {
                format!("{names} leads back to a folder that it is in: that is searched once")
            }
            Reason::Loop => format!(
                "{count} links lead back to folders that they are in ({names}): these are searched \
                 once"
            ),
            Reason::Gone if is_one => format!(
                "{names} is passed over: it is a link that leads nowhere, or was removed meanwhile"
            ),
            Reason::Gone => format!(
                "{count} files are passed over ({names}): they are links that lead nowhere, or were \
                 removed meanwhile"
            ),
            Reason::Copy if is_one => {
                format!("{names} is the same as another that is open: it is loaded once")
            }
            Reason::Copy => format!(
                "{count} more logs are the same as others that are open ({names}): each is loaded once"
            ),
            Reason::Folder if is_one => format!("{names} is a folder, and no log is in it"),
            Reason::Folder => {
                format!("{count} folders are called as logs ({names}): no log is in them")
            }
        }
    }
}
