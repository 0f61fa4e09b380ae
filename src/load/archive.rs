//! Archives: their logs, and what is said of what else they hold.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::files::{Opening, better, kind_of};
use super::kind::{Kind, Packing};
use super::passed::Reason;
use super::source::Origin;
use super::unpack::{Contents, Found, Limits, unpack};
use crate::evtx::FilePart;
use crate::values::byte_count;

impl Opening<'_> {
    /// Opens the logs of an archive that is asked for; says it where there are none.
    pub(super) fn open_archive(&mut self, path: &Path, file: &FilePart, packing: Packing) {
        let (led, said) = (self.led, self.opened.problems.len());
        let mut contents = self.unpack(path, file, packing);
        // The sentence on the archive as a whole is enough.
        let is_alone = contents.files == 1;
        let is_own =
            |found: &Found| is_alone && matches!(found, Found::Passed(own, _) if own == path);
        contents.found.retain(|found| !is_own(found));
        self.take_all(&mut contents);
        let is_said = self.led > led || self.opened.problems.len() > said;
        if !is_said && !self.is_stopped() {
            let sentence = without_a_log(path, packing, &contents);
            self.opened.problems.push(sentence);
        }
    }

    /// Opens the logs of an archive; says nothing where there are none.
    pub(super) fn search_archive(&mut self, path: &Path, file: &FilePart, packing: Packing) {
        let mut contents = self.unpack(path, file, packing);
        self.take_all(&mut contents);
    }

    fn unpack(&mut self, path: &Path, file: &FilePart, packing: Packing) -> Contents {
        let (temporary, stop) = (&mut self.temporary, self.stop);
        let limits = Limits::default();
        let unpacked = catch_unwind(AssertUnwindSafe(|| {
            unpack(path, file, packing, temporary, &limits, stop)
        }));
        unpacked.unwrap_or_else(|_| {
            self.lack(format!(
                "{} cannot be unpacked: smbscope failed at it; please report this",
                path.display()
            ));
            Contents::default()
        })
    }

    fn take_all(&mut self, contents: &mut Contents) {
        for found in std::mem::take(&mut contents.found) {
            self.take(found);
        }
    }

    fn take(&mut self, found: Found) {
        match found {
            Found::Log { path, part, damage } => {
                let bytes = part.bytes().unwrap_or_default();
                let origin = Origin {
                    path: path.as_path().into(),
                    held: Some(part.clone()),
                };
                let files = self.opened.files.len();
                let added = self.add(&origin);
                let damage = damage.map(|reason| {
                    format!(
                        "{} is cut off or damaged where it is packed ({reason}): the {} that could \
                         be unpacked are read",
                        path.display(),
                        byte_count(bytes)
                    )
                });
                match (added, damage) {
                    (Err(error), None) => {
                        let kind = kind_of(&part).unwrap_or(Kind::Unknown);
                        self.refuse(better(error, kind));
                    }
                    (_, Some(damage)) => match self.opened.files.get_mut(files) {
                        Some(file) => file.problems.push(damage),
                        None => self.lack(damage),
                    },
                    (Ok(()), None) => {}
                }
            }
            Found::NoLog(error) => self.refuse(error),
            Found::Passed(path, foreign) => self.passed.add(&path, Reason::Foreign(foreign)),
            Found::Fault(path, fault) => self.lack(format!("{} {fault}", path.display())),
        }
    }
}

/// Returns the sentence on an archive that holds no log.
fn without_a_log(path: &Path, packing: Packing, contents: &Contents) -> String {
    let (path, packing) = (path.display(), packing.name());
    match (&contents.other, contents.files) {
        (_, _) if contents.encrypted > 0 => format!(
            "{path} is {packing} that is encrypted with a password: unpack it with the password, \
             and open the folder"
        ),
        (Some((_, Some(foreign))), 1) => format!(
            "{path} is {packing} of {}, not of an event log (.evtx): {}",
            foreign.what, foreign.cure
        ),
        (Some((_, None)), 1) => format!(
            "{path} is {packing} of a file that is no event log (.evtx): unpack it to see what it is"
        ),
        (_, 0) => format!("{path} is {packing} without a file in it: see whether it is whole"),
        (_, files) => format!(
            "{path} is {packing} without an event log (.evtx) among its {files} files: name the one \
             that the logs are in"
        ),
    }
}
