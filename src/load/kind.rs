//! The kinds of files by their first bytes: a log, an archive, or something else that is known.

use super::foreign::{self, Foreign};

/// The number of a file's bytes that tell its kind: the magic of a log's first chunk ends there.
pub(crate) const HEAD: usize = 4096 + CHUNK_MAGIC.len();

const FILE_MAGIC: &[u8] = b"ElfFile\0";
const CHUNK_MAGIC: &[u8] = b"ElfChnk\0";
/// The offset of the first chunk of a log.
const FIRST_CHUNK: usize = 4096;
/// The offset of the magic in a tar header, and the header's length.
const TAR_MAGIC: usize = 257;
const TAR_HEADER: usize = 512;

/// The kind of a file.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// A log, if only by its first chunk.
    Log,
    /// An archive that may hold logs.
    Packed(Packing),
    /// Something that is no log.
    Foreign(&'static Foreign),
    /// Zeros, as far as one can see: a log whose first bytes are lost, or none.
    Blank,
    /// Something that is not known, which may be a log without its first bytes.
    Unknown,
}

/// A way to pack files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    Gzip,
    Zstd,
    Zip,
    Tar,
}

impl Packing {
    /// Its name, with its article.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Gzip => "a gzip file",
            Self::Zstd => "a zstd file",
            Self::Zip => "a zip archive",
            Self::Tar => "a tar archive",
        }
    }
}

impl Kind {
    /// Returns the kind of a file that begins so. [`HEAD`] bytes are enough, or all of a shorter one.
    pub(crate) fn of(head: &[u8]) -> Self {
        let is_chunk = |head: &[u8]| head.starts_with(CHUNK_MAGIC);
        if head.starts_with(FILE_MAGIC) || head.get(FIRST_CHUNK..).is_some_and(is_chunk) {
            return Self::Log;
        }
        let packing = match head {
            [0x1F, 0x8B, 8, ..] => Some(Packing::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] | [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => {
                Some(Packing::Zstd)
            }
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..] => {
                Some(Packing::Zip)
            }
            _ if is_tar(head) => Some(Packing::Tar),
            _ => None,
        };
        match packing {
            Some(packing) => Self::Packed(packing),
            None if !head.is_empty() && head.iter().all(|&byte| byte == 0) => Self::Blank,
            None => foreign::recognize(head).map_or(Self::Unknown, Self::Foreign),
        }
    }
}

/// Tells whether a tar archive begins so: by its magic, or by its header's sum where it is an old one.
fn is_tar(head: &[u8]) -> bool {
    let Some(header) = head.get(..TAR_HEADER) else {
        return false;
    };
    if header
        .get(TAR_MAGIC..)
        .is_some_and(|magic| magic.starts_with(b"ustar"))
    {
        return true;
    }
    // The sum counts its own field as blanks.
    let field = header.get(148..156).unwrap_or_default();
    let digits: Vec<u8> = field
        .iter()
        .copied()
        .skip_while(|&byte| byte == b' ')
        .take_while(u8::is_ascii_digit)
        .collect();
    let said = std::str::from_utf8(&digits).ok();
    let said = said.and_then(|digits| u32::from_str_radix(digits, 8).ok());
    let sum = |bytes: &[u8]| bytes.iter().map(|&byte| u32::from(byte)).sum::<u32>();
    let is = sum(header) - sum(field) + 8 * u32::from(b' ');
    said == Some(is)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logs_and_archives_are_known_by_their_first_bytes() {
        let mut headless = vec![0; FIRST_CHUNK];
        headless.extend(CHUNK_MAGIC);
        for log in [FILE_MAGIC, &headless] {
            assert!(matches!(Kind::of(log), Kind::Log));
        }
        let mut ustar = [0; TAR_HEADER];
        ustar[TAR_MAGIC..][..5].copy_from_slice(b"ustar");
        let mut old = [0; TAR_HEADER];
        old[..5].copy_from_slice(b"a.evt");
        let sum = old.iter().map(|&byte| u32::from(byte)).sum::<u32>() + 8 * 32;
        old[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        for (head, packing) in [
            (&b"\x1f\x8b\x08\0"[..], Packing::Gzip),
            (b"\x28\xb5\x2f\xfd", Packing::Zstd),
            (b"\x50\x2a\x4d\x18", Packing::Zstd),
            (b"PK\x03\x04", Packing::Zip),
            (b"PK\x05\x06", Packing::Zip),
            (&ustar, Packing::Tar),
            (&old, Packing::Tar),
        ] {
            assert!(
                matches!(Kind::of(head), Kind::Packed(is) if is == packing),
                "{packing:?}"
            );
        }
        assert!(matches!(Kind::of(&[0; HEAD]), Kind::Blank));
        for nothing in [&b""[..], b"PK\x03", b"\x1f\x8b", &[7; 600]] {
            assert!(matches!(Kind::of(nothing), Kind::Unknown), "{nothing:?}");
        }
    }
}
