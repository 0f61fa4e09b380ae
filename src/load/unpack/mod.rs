//! Logs out of archives, in archives of archives too: gzip, zstd, zip and tar. Each log is written
//! to a file without a name, from which it is read as any other.

mod codec;
mod cut_zip;
mod deflate;
mod limits;
mod member;
mod names;
mod tar;
mod zip;
mod zstd;

use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

pub(crate) use limits::Limits;
pub(crate) use names::is_named_log;

use self::codec::Codec;
use self::limits::Watch;
use self::member::Member;
use super::fault::{Fault, Files};
use super::foreign::Foreign;
use super::kind::{HEAD, Kind, Packing};
use super::temporary::Temporary;
use crate::evtx::{FilePart, LogError};

/// The contents of an archive.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    /// The logs, and the rest that is to be said, in the archive's order.
    pub(crate) found: Vec<Found>,
    /// The last file that is neither log nor archive: where it lies, and what it is if known.
    pub(crate) other: Option<(PathBuf, Option<&'static Foreign>)>,
    /// The number of files that are no archives.
    pub(crate) files: u64,
    /// The number of files that are encrypted.
    pub(crate) encrypted: u64,
}

/// Something in an archive.
#[derive(Debug)]
pub(crate) enum Found {
    /// A log, or what may be one by its name, and why it has no more bytes.
    Log {
        path: PathBuf,
        part: FilePart,
        damage: Option<String>,
    },
    /// A file that is called as a log and is none.
    NoLog(LogError),
    /// A file with events that are not read.
    Passed(PathBuf, &'static Foreign),
    /// A log or an archive that is not read.
    Fault(PathBuf, Fault),
}

/// Unpacks the logs of an archive.
pub(crate) fn unpack(
    path: &Path,
    file: &FilePart,
    packing: Packing,
    temporary: &mut Temporary,
    limits: &Limits,
    stop: &AtomicBool,
) -> Contents {
    let packed = file.bytes().unwrap_or_default();
    let watch = Watch::new(limits, stop, packed);
    let mut unpacking = Unpacking {
        temporary,
        watch: &watch,
        contents: Contents::default(),
        entries: 0,
        is_full: false,
    };
    if packing == Packing::Zip {
        unpacking.zip(path, file, 1);
    } else {
        unpacking.stream(path, packing, &mut file.reader(), 1);
    }
    unpacking.contents
}

struct Unpacking<'a> {
    temporary: &'a mut Temporary,
    watch: &'a Watch<'a>,
    contents: Contents,
    /// The files seen so far, archives too.
    entries: u64,
    /// True if there are too many files.
    is_full: bool,
}

impl Unpacking<'_> {
    /// Looks into an archive that is read from its start to its end.
    fn stream(&mut self, path: &Path, packing: Packing, packed: &mut dyn Read, depth: usize) {
        let watch = self.watch;
        if depth > watch.limits.depth {
            self.fault(path, Fault::TooDeep(watch.limits.depth));
            return;
        }
        match packing {
            Packing::Gzip => {
                let mut unpacked = watch.over(packed, watch.limits.stream, deflate::gzip);
                self.file(path, &Member::default(), &mut unpacked, depth);
            }
            Packing::Zstd => {
                let mut unpacked = watch.over(packed, watch.limits.stream, zstd::zstd);
                self.file(path, &Member::default(), &mut unpacked, depth);
            }
            Packing::Tar => self.tar(path, packed, depth),
            Packing::Zip => {
                let copied = match self.temporary.separate(packed, None) {
                    Ok(copied) => copied,
                    Err(fault) => return self.fault(path, fault),
                };
                match &copied.damage {
                    // The end of a zip archive has the list of its files.
                    Some(error) => self.fault(path, watch.fault(error)),
                    None => self.zip(path, &copied.part, depth),
                }
                self.temporary.give_back(&copied);
            }
        }
    }

    fn tar(&mut self, path: &Path, packed: &mut dyn Read, depth: usize) {
        let mut said = 0;
        let read = tar::members(packed, |member, data| {
            if self.is_over(path) {
                return ControlFlow::Break(());
            }
            let inside = names::inside(path, &member.name);
            let before = self.contents.found.len();
            self.file(&inside, member, data, depth);
            said = self.contents.found.len() - before;
            ControlFlow::Continue(())
        });
        if let Err(error) = read {
            let fault = self.watch.fault(&error);
            // The sentence on the last file that is cut off is enough.
            let last = self.contents.found.last();
            let is_said = said > 0
                && last.is_some_and(|found| match found {
                    Found::Log { damage, .. } => damage.is_some(),
                    Found::Fault(..) => true,
                    Found::NoLog(_) | Found::Passed(..) => false,
                });
            if !is_said {
                self.fault(path, fault);
            }
        }
    }

    fn zip(&mut self, path: &Path, file: &FilePart, depth: usize) {
        let (watch, mut encrypted, mut has_logs) = (self.watch, 0, false);
        let mut each = |member: &Member, found: Result<(Codec, &mut dyn Read), Fault>| {
            if self.is_over(path) {
                return ControlFlow::Break(());
            }
            let inside = names::inside(path, &member.name);
            let may_be_log = is_named_log(&inside) || names::is_named_archive(&inside);
            match found {
                Ok((codec, packed)) => {
                    let limit = watch.limits.file;
                    let mut unpacked = watch.over(packed, limit, |packed| codec.unpack(packed));
                    self.file(&inside, member, &mut unpacked, depth);
                }
                Err(Fault::Encrypted(_)) => {
                    encrypted += 1;
                    has_logs |= may_be_log;
                }
                Err(fault) if may_be_log => self.fault(&inside, fault),
                Err(_) => self.contents.files += 1,
            }
            ControlFlow::Continue(())
        };
        let mut read = zip::members(file, &mut each);
        if matches!(read, Err(Fault::CutOff))
            && let Err(error) = cut_zip::members(file, &mut each)
        {
            read = Err(watch.fault(&error));
        }
        self.contents.encrypted += encrypted;
        if has_logs {
            self.fault(path, Fault::Encrypted(Files(encrypted)));
        }
        if let Err(fault) = read {
            self.fault(path, fault);
        }
    }

    /// Looks at a file in an archive.
    fn file(&mut self, path: &Path, member: &Member, data: &mut dyn Read, depth: usize) {
        let mut begun = Begun::new(data);
        let is_named = is_named_log(path);
        let kind = Kind::of(&begun.head);
        if let Kind::Packed(packing) = kind {
            return self.stream(path, packing, &mut begun, depth + 1);
        }
        self.contents.files += 1;
        match kind {
            Kind::Log => self.log(path, member, &mut begun),
            // It may have lost its first bytes.
            Kind::Unknown | Kind::Blank if is_named && !begun.head.is_empty() => {
                self.log(path, member, &mut begun);
            }
            Kind::Foreign(foreign) if is_named => {
                let found = Found::NoLog(foreign.refusal(path));
                self.contents.found.push(found);
            }
            Kind::Foreign(foreign) => {
                if foreign.has_events {
                    let passed = Found::Passed(path.to_owned(), foreign);
                    self.contents.found.push(passed);
                }
                self.contents.other = Some((path.to_owned(), Some(foreign)));
            }
            Kind::Unknown | Kind::Blank | Kind::Packed(_) => match begun.failed {
                Some(error) => self.fault(path, self.watch.fault(&error)),
                None if is_named => {
                    let found = Found::NoLog(LogError::Empty(path.to_owned()));
                    self.contents.found.push(found);
                }
                None => self.contents.other = Some((path.to_owned(), None)),
            },
        }
    }

    /// Keeps a log.
    fn log(&mut self, path: &Path, member: &Member, data: &mut dyn Read) {
        if let (Some(bytes), Some(packed)) = (member.bytes, member.packed) {
            let most = self.watch.limits.file.most(packed);
            if bytes > most {
                return self.fault(path, Fault::Bomb(most));
            }
        }
        let copied = match self.temporary.add(data, member.bytes) {
            Ok(copied) => copied,
            Err(fault) => return self.fault(path, fault),
        };
        let fault = copied.damage.as_ref().map(|error| self.watch.fault(error));
        let damage = match fault {
            None => None,
            Some(Fault::Damaged(reason)) => Some(reason),
            Some(fault) => {
                self.temporary.take_back(&copied);
                return self.fault(path, fault);
            }
        };
        self.contents.found.push(Found::Log {
            path: path.to_owned(),
            part: copied.part,
            damage,
        });
    }

    /// Notes that something is not read, unless nobody wants it any more.
    fn fault(&mut self, path: &Path, fault: Fault) {
        if !matches!(fault, Fault::Stopped) {
            self.contents
                .found
                .push(Found::Fault(path.to_owned(), fault));
        }
    }

    /// Counts a file of an archive; whether no more are to be looked at.
    fn is_over(&mut self, path: &Path) -> bool {
        self.entries += 1;
        let most = self.watch.limits.files;
        if self.entries > most && !self.is_full {
            self.is_full = true;
            self.fault(path, Fault::TooMany(Files(most)));
        }
        self.is_full || self.watch.is_over()
    }
}

/// The bytes of a file, of which the first are known.
struct Begun<'a> {
    head: Vec<u8>,
    given: usize,
    /// The error that ended them, if one did.
    failed: Option<io::Error>,
    rest: &'a mut dyn Read,
}

impl<'a> Begun<'a> {
    fn new(rest: &'a mut dyn Read) -> Self {
        let mut head = vec![0; HEAD];
        let (mut got, mut failed) = (0, None);
        while let Some(free) = head.get_mut(got..).filter(|free| !free.is_empty()) {
            match rest.read(free) {
                Ok(0) => break,
                Ok(more) => got += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    failed = Some(error);
                    break;
                }
            }
        }
        head.truncate(got);
        Self {
            head,
            given: 0,
            failed,
            rest,
        }
    }
}

impl Read for Begun<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let known = self.head.get(self.given..).unwrap_or_default();
        if !known.is_empty() {
            let got = (&*known).read(buffer)?;
            self.given += got;
            return Ok(got);
        }
        match self.failed.take() {
            Some(error) => Err(error),
            None => self.rest.read(buffer),
        }
    }
}
