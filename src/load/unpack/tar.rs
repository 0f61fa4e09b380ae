//! Tar archives. The only file that names `tar`.

use std::cell::Cell;
use std::io::{self, Read};
use std::ops::ControlFlow;

use ::tar::{Archive, EntryType};

use super::member::Member;

/// The longest header of a file, in bytes, with its long name and the like: what reads them keeps
/// them in memory.
const LONGEST: u64 = 1 << 20;

/// Hands each file of an archive to `each`, until it breaks.
///
/// # Errors
/// When the archive is damaged or ends too early.
pub(super) fn members(
    reader: &mut dyn Read,
    mut each: impl FnMut(&Member, &mut dyn Read) -> ControlFlow<()>,
) -> io::Result<()> {
    let allowed = Cell::new(LONGEST);
    let guarded = Guarded {
        reader,
        allowed: &allowed,
    };
    let mut archive = Archive::new(guarded);
    for entry in archive.entries()? {
        let mut entry = entry?;
        allowed.set(u64::MAX);
        let is_file = matches!(
            entry.header().entry_type(),
            EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse
        );
        if is_file {
            let member = Member {
                name: String::from_utf8_lossy(&entry.path_bytes()).into_owned(),
                bytes: Some(entry.size()),
                packed: None,
            };
            let mut data = Whole {
                left: entry.size(),
                reader: &mut entry,
            };
            if each(&member, &mut data).is_break() {
                return Ok(());
            }
        }
        // The rest of it would count as the next header.
        io::copy(&mut entry, &mut io::sink())?;
        allowed.set(LONGEST);
    }
    Ok(())
}

/// A reader that gives no more than is allowed.
struct Guarded<'a> {
    reader: &'a mut dyn Read,
    allowed: &'a Cell<u64>,
}

impl Read for Guarded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let allowed = self.allowed.get();
        if allowed == 0 {
            return Err(io::Error::other("a header is too long"));
        }
        let end = buffer
            .len()
            .min(usize::try_from(allowed).unwrap_or(usize::MAX));
        let got = self
            .reader
            .read(buffer.get_mut(..end).unwrap_or_default())?;
        self.allowed.set(allowed - got as u64);
        Ok(got)
    }
}

/// The data of a file, for which it is an error to end early.
struct Whole<'a> {
    reader: &'a mut dyn Read,
    left: u64,
}

impl Read for Whole<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.reader.read(buffer)?;
        self.left = self.left.saturating_sub(got as u64);
        if got == 0 && !buffer.is_empty() && self.left > 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(got)
    }
}
