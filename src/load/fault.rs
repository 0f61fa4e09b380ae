//! Reasons for not reading something packed, or the bytes of a pipe: the sentence after its path.

use std::path::PathBuf;

use thiserror::Error;

use crate::values::byte_count;

/// A reason for not reading an archive, or a file in one. Its text follows the path.
#[derive(Debug, Clone, Error)]
pub(crate) enum Fault {
    #[error(
        "cannot be unpacked ({0}): copy the archive again, or unpack it with its own program and open the folder"
    )]
    Damaged(String),
    #[error(
        "is cut off: the list of its files, at its end, is missing; the files before are read as far as they \
         go; copy it again, or join its parts"
    )]
    CutOff,
    #[error("has {0} that {verb} encrypted with a password: unpack it with the password, and open the folder", verb = if *.0 == Files(1) { "is" } else { "are" })]
    Encrypted(Files),
    #[error(
        "is packed with {0}, which is not read: unpack the archive with its own program, and open the folder"
    )]
    Method(String),
    #[error("lies in more than {0} archives in one another: unpack them, and open the folder")]
    TooDeep(usize),
    #[error(
        "has more than {0}: what comes after them is not read; unpack it, and open the folder that the logs are in"
    )]
    TooMany(Files),
    #[error(
        "unpacks to more than {} from a fraction of that, as an archive does that is made to fill a \
         disk: it is not read; if you trust it, unpack it and open the folder",
        byte_count(*.0)
    )]
    Bomb(u64),
    #[error(
        "and what comes after it are not read: more than {} would come of the archive, as of one that \
         is made to fill a disk; if you trust it, unpack it and open the folder",
        byte_count(*.0)
    )]
    TooMuch(u64),
    #[error(
        "does not fit into {}, where {} are left for what is unpacked: set TMPDIR to a folder with \
         more room, or unpack it and open the folder",
        .folder.display(), byte_count(*.left)
    )]
    NoRoom { folder: PathBuf, left: u64 },
    #[error(
        "cannot be unpacked to {} ({reason}): set TMPDIR to a folder that you may write to",
        .folder.display()
    )]
    NotWritten { folder: PathBuf, reason: String },
    #[error("was not read to its end: loading was stopped")]
    Stopped,
}

/// A number of files, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Files(pub(crate) u64);

impl std::fmt::Display for Files {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            1 => out.write_str("1 file"),
            many => write!(out, "{many} files"),
        }
    }
}
