//! The limits of unpacking, and the watch that keeps them: an archive may be made to fill a disk.

use std::cell::{Cell, RefCell};
use std::io::{self, Read};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::load::fault::Fault;

/// The limits of unpacking.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Of a stream, such as a gzip file, which may be an archive of many logs.
    pub(crate) stream: Limit,
    /// Of a file that is packed by itself.
    pub(crate) file: Limit,
    /// Of an archive, with all archives in it.
    pub(crate) together: Limit,
    /// The number of archives in one another.
    pub(crate) depth: usize,
    /// The number of files in an archive, with all in it.
    pub(crate) files: u64,
}

/// The limit of the bytes that come of packed ones. Logs are rarely packed to less than a fiftieth,
/// empty ones to less than a hundredth.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    /// Bytes that may come of any, however few they are.
    pub(crate) free: u64,
    /// Beyond that, so many times as many as there are.
    pub(crate) ratio: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            stream: Limit {
                free: 512 << 20,
                ratio: 250,
            },
            file: Limit {
                free: 128 << 20,
                ratio: 250,
            },
            together: Limit {
                free: 2 << 30,
                ratio: 100,
            },
            depth: 8,
            files: 250_000,
        }
    }
}

impl Limit {
    /// Returns the number of bytes that may come of so many.
    pub(super) fn most(&self, packed: u64) -> u64 {
        self.free.max(packed.saturating_mul(self.ratio))
    }
}

/// The watch over the unpacking of one archive.
pub(super) struct Watch<'a> {
    pub(super) limits: &'a Limits,
    stop: &'a AtomicBool,
    /// Bytes that may still be unpacked, of all archives in one another.
    left: Cell<u64>,
    most: u64,
    /// The reason for which reading was made to fail.
    fault: RefCell<Option<Fault>>,
}

impl<'a> Watch<'a> {
    /// A watch over an archive of so many bytes.
    pub(super) fn new(limits: &'a Limits, stop: &'a AtomicBool, packed: u64) -> Self {
        let most = limits.together.most(packed);
        Self {
            limits,
            stop,
            left: Cell::new(most),
            most,
            fault: RefCell::default(),
        }
    }

    /// Returns the reason for which reading failed: the watch's own, or else the error.
    pub(super) fn fault(&self, error: &io::Error) -> Fault {
        let own = self.fault.borrow_mut().take();
        own.unwrap_or_else(|| Fault::Damaged(error.to_string()))
    }

    /// Tells whether no more is to be read of the archive at all.
    pub(super) fn is_over(&self) -> bool {
        self.left.get() == 0 || self.stop.load(Ordering::Relaxed)
    }

    /// Returns a reader that `unpack` makes of the packed bytes, watched.
    pub(super) fn over<'r, R: Read + 'r>(
        &'r self,
        packed: &'r mut dyn Read,
        limit: Limit,
        unpack: impl FnOnce(Counted<'r>) -> R,
    ) -> impl Read + 'r {
        let count = Rc::default();
        let counted = Counted {
            reader: packed,
            count: Rc::clone(&count),
        };
        Watched {
            reader: unpack(counted),
            watch: self,
            limit,
            packed: count,
            unpacked: 0,
        }
    }

    /// Counts bytes of an unpacked stream, of which there may be so many.
    fn check(&self, most: u64, unpacked: u64, more: u64) -> Result<(), Fault> {
        let left = self.left.get().saturating_sub(more);
        self.left.set(left);
        if self.stop.load(Ordering::Relaxed) {
            Err(Fault::Stopped)
        } else if left == 0 {
            Err(Fault::TooMuch(self.most))
        } else if unpacked > most {
            Err(Fault::Bomb(most))
        } else {
            Ok(())
        }
    }
}

/// The packed bytes, counted.
pub(super) struct Counted<'a> {
    reader: &'a mut dyn Read,
    count: Rc<Cell<u64>>,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.reader.read(buffer)?;
        self.count.set(self.count.get() + got as u64);
        Ok(got)
    }
}

/// The unpacked bytes, which end in an error where there are too many.
struct Watched<'a, R> {
    reader: R,
    watch: &'a Watch<'a>,
    limit: Limit,
    packed: Rc<Cell<u64>>,
    unpacked: u64,
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.reader.read(buffer)?;
        self.unpacked += got as u64;
        let most = self.limit.most(self.packed.get());
        let checked = self.watch.check(most, self.unpacked, got as u64);
        checked.map_err(|fault| {
            let error = io::Error::other(fault.clone());
            *self.watch.fault.borrow_mut() = Some(fault);
            error
        })?;
        Ok(got)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Limit = Limit {
        free: 1000,
        ratio: 10,
    };

    const LIMITS: Limits = Limits {
        stream: SMALL,
        file: SMALL,
        together: Limit {
            free: 4000,
            ratio: 10,
        },
        depth: 2,
        files: 3,
    };

    /// Unpacks so many bytes to so many.
    fn unpacked(watch: &Watch<'_>, packed: u64, bytes: u64) -> Result<u64, Fault> {
        let mut source = io::repeat(0).take(packed);
        let mut reader = watch.over(&mut source, SMALL, |mut counted| {
            io::copy(&mut counted, &mut io::sink()).expect("it is there");
            io::repeat(0).take(bytes)
        });
        let read = io::copy(&mut reader, &mut io::sink());
        read.map_err(|error| watch.fault(&error))
    }

    #[test]
    fn few_bytes_may_not_become_many() {
        let go_on = AtomicBool::new(false);
        for (packed, bytes, fits) in [
            (1, 1000, true),
            (1, 1001, false),
            (200, 2000, true),
            (200, 2001, false),
        ] {
            let watch = Watch::new(&LIMITS, &go_on, 1_000_000);
            match unpacked(&watch, packed, bytes) {
                Ok(read) => assert!(fits && read == bytes, "{packed} {bytes}"),
                Err(fault) => assert!(!fits && matches!(fault, Fault::Bomb(_)), "{fault:?}"),
            }
            assert!(!watch.is_over());
        }
    }

    #[test]
    fn many_files_may_not_become_too_much_together() {
        let go_on = AtomicBool::new(false);
        let watch = Watch::new(&LIMITS, &go_on, 200);
        for _ in 0..3 {
            assert_eq!(unpacked(&watch, 100, 1000).ok(), Some(1000));
        }
        assert!(matches!(
            unpacked(&watch, 100, 1000),
            Err(Fault::TooMuch(4000))
        ));
        assert!(watch.is_over());
    }

    #[test]
    fn it_ends_where_loading_is_stopped() {
        let stop = AtomicBool::new(true);
        let watch = Watch::new(&LIMITS, &stop, 200);
        assert!(matches!(unpacked(&watch, 1, 1), Err(Fault::Stopped)));
        assert!(watch.is_over());
    }
}
