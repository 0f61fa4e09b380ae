//! Files without a name, for what is unpacked or comes through a pipe: they are gone when the
//! program ends, however it ends.

use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom, Write as _};
use std::sync::Arc;

use super::fault::Fault;
use crate::evtx::FilePart;

/// Bytes that are copied at once.
const BLOCK: usize = 1 << 18;

/// The part of free space that is left to others, one of so many.
const LEFT: u64 = 10;

/// Everything that one load unpacks: one file, so that many logs need one handle.
#[derive(Debug, Default)]
pub(crate) struct Temporary {
    file: Option<Arc<File>>,
    /// The offset of the next log.
    end: u64,
    /// Bytes of all files by now, and how many there may be; not known before the first.
    used: u64,
    room: Option<u64>,
}

/// The bytes that were copied, and the error that ended them too early, if one did.
pub(crate) struct Copied {
    pub(crate) part: FilePart,
    pub(crate) damage: Option<io::Error>,
}

impl Temporary {
    /// One that may take only so many bytes.
    #[cfg(test)]
    pub(crate) fn with_room(room: u64) -> Self {
        Self {
            room: Some(room),
            ..Self::default()
        }
    }

    /// Adds what a reader gives to the one file. Fails before anything is read where the
    /// `expected` size is too large.
    pub(crate) fn add(
        &mut self,
        reader: &mut dyn Read,
        expected: Option<u64>,
    ) -> Result<Copied, Fault> {
        let file = match &self.file {
            Some(file) => Arc::clone(file),
            None => Arc::clone(self.file.insert(Arc::new(create()?))),
        };
        let start = self.end;
        let (length, damage) = self.copy(&file, start, reader, expected)?;
        self.end += length;
        let part = FilePart::part(file, start, length);
        Ok(Copied { part, damage })
    }

    /// Takes back what was added last.
    pub(crate) fn take_back(&mut self, copied: &Copied) {
        let length = copied.part.bytes().unwrap_or_default();
        self.end = self.end.saturating_sub(length);
        self.used = self.used.saturating_sub(length);
    }

    /// Copies what a reader gives to a file of its own, which is to be given back.
    pub(crate) fn separate(
        &mut self,
        reader: &mut dyn Read,
        expected: Option<u64>,
    ) -> Result<Copied, Fault> {
        let file = Arc::new(create()?);
        let (length, damage) = self.copy(&file, 0, reader, expected)?;
        let part = FilePart::part(file, 0, length);
        Ok(Copied { part, damage })
    }

    /// Counts a file of its own no longer.
    pub(crate) fn give_back(&mut self, copied: &Copied) {
        let length = copied.part.bytes().unwrap_or_default();
        self.used = self.used.saturating_sub(length);
    }

    fn copy(
        &mut self,
        mut file: &File,
        start: u64,
        reader: &mut dyn Read,
        expected: Option<u64>,
    ) -> Result<(u64, Option<io::Error>), Fault> {
        let room = *self.room.get_or_insert_with(room);
        let left = room.saturating_sub(self.used);
        if expected.is_some_and(|expected| expected > left) {
            return Err(no_room(left));
        }
        // Reading moves a file's place on Windows.
        file.seek(SeekFrom::Start(start)).map_err(not_written)?;
        let mut block = vec![0; BLOCK];
        let mut length = 0;
        let mut damage = None;
        loop {
            let got = match reader.read(&mut block) {
                Ok(0) => break,
                Ok(got) => got,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    damage = Some(error);
                    break;
                }
            };
            length += got as u64;
            let written = if length > left {
                Err(no_room(left))
            } else {
                let written = file.write_all(block.get(..got).unwrap_or_default());
                written.map_err(not_written)
            };
            if let Err(fault) = written {
                // Nothing of it is kept. What cannot be cut off is written over.
                let _ = file.set_len(start);
                return Err(fault);
            }
        }
        self.used += length;
        Ok((length, damage))
    }
}

/// A file without a name, in the system's folder for such files.
pub(crate) fn create() -> Result<File, Fault> {
    tempfile::tempfile().map_err(not_written)
}

/// Returns the number of bytes that may be written to the system's folder for such files.
pub(crate) fn room() -> u64 {
    // Without an answer of the system there is no limit; a full disk is an error of its own.
    fs4::available_space(std::env::temp_dir()).map_or(u64::MAX, |free| free - free / LEFT)
}

pub(crate) fn no_room(left: u64) -> Fault {
    Fault::NoRoom {
        folder: std::env::temp_dir(),
        left,
    }
}

#[allow(clippy::needless_pass_by_value)] // The error ends here.
pub(crate) fn not_written(error: io::Error) -> Fault {
    if error.kind() == io::ErrorKind::StorageFull {
        return no_room(0);
    }
    Fault::NotWritten {
        folder: std::env::temp_dir(),
        reason: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(part: &FilePart) -> Vec<u8> {
        let mut bytes = Vec::new();
        part.reader().read_to_end(&mut bytes).expect("it is there");
        bytes
    }

    #[test]
    fn parts_of_the_one_file_are_apart_and_one_is_taken_back() {
        let mut temporary = Temporary::with_room(100);
        let mut add = |text: &str| temporary.add(&mut text.as_bytes(), None).expect("it fits");
        let (first, second) = (add("first"), add("second"));
        assert_eq!(bytes(&first.part), b"first");
        let mut beyond = [0; 9];
        assert_eq!(first.part.read_at(&mut beyond, 3).expect("it is there"), 2);
        temporary.take_back(&second);
        let third = temporary.add(&mut &b"3"[..], Some(1)).expect("it fits");
        assert_eq!(bytes(&third.part), b"3");
        let separate = temporary.separate(&mut &b"another"[..], None);
        let separate = separate.expect("it fits");
        assert_eq!(bytes(&separate.part), b"another");
        assert_eq!((temporary.used, temporary.end), (13, 6));
        temporary.give_back(&separate);
        assert_eq!(temporary.used, 6);
    }

    #[test]
    fn what_does_not_fit_is_refused_and_the_next_fits() {
        let mut temporary = Temporary::with_room(1000);
        for (length, expected) in [(2000, None), (10, Some(1001))] {
            let refused = temporary.add(&mut io::repeat(7).take(length), expected);
            assert!(matches!(refused, Err(Fault::NoRoom { left: 1000, .. })));
        }
        let fits = temporary.add(&mut io::repeat(7).take(1000), Some(1000));
        assert_eq!(bytes(&fits.expect("it fits").part), [7; 1000]);
    }

    #[test]
    fn what_was_read_before_an_error_is_kept() {
        struct Fails;
        impl Read for Fails {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("the disk is gone"))
            }
        }
        let mut temporary = Temporary::with_room(100);
        let copied = temporary.add(&mut (&b"half"[..]).chain(Fails), None);
        let copied = copied.expect("a part is there");
        assert_eq!(bytes(&copied.part), b"half");
        assert!(
            copied
                .damage
                .is_some_and(|error| error.to_string().contains("gone"))
        );
    }
}
