//! Ways to pack the files of a zip archive, by the archive's numbers.

use std::io::{self, Read};

use super::deflate::{deflate, deflate64};
use super::zstd::zstd;
use crate::load::fault::{Fault, Files};

/// The method of an encrypted file, whose own method is kept elsewhere.
const AES: u16 = 99;

/// The way a file is packed, and the sum of its bytes where it is known.
#[derive(Clone, Copy)]
pub(super) struct Codec {
    unpack: Unpack,
    sum: Option<u32>,
}

#[derive(Clone, Copy)]
enum Unpack {
    Stored,
    Deflate,
    Deflate64,
    Zstd,
}

impl Codec {
    /// Returns the codec of a method.
    ///
    /// # Errors
    /// When there is nothing for it.
    pub(super) fn of(method: u16, is_encrypted: bool, sum: Option<u32>) -> Result<Self, Fault> {
        if is_encrypted || method == AES {
            return Err(Fault::Encrypted(Files(1)));
        }
        let unpack = match method {
            0 => Unpack::Stored,
            8 => Unpack::Deflate,
            9 => Unpack::Deflate64,
            20 | 93 => Unpack::Zstd,
            other => {
                return Err(Fault::Method(match other {
                    12 => "bzip2".to_owned(),
                    14 => "LZMA".to_owned(),
                    95 => "xz".to_owned(),
                    98 => "PPMd".to_owned(),
                    _ => format!("method {other}"),
                }));
            }
        };
        Ok(Self { unpack, sum })
    }

    /// Returns a reader of the bytes unpacked, which fails at their end if their sum is wrong.
    pub(super) fn unpack<'r>(self, packed: impl Read + 'r) -> impl Read + 'r {
        let reader: Box<dyn Read + 'r> = match self.unpack {
            Unpack::Stored => Box::new(packed),
            Unpack::Deflate => Box::new(deflate(packed)),
            Unpack::Deflate64 => Box::new(deflate64(packed)),
            Unpack::Zstd => Box::new(zstd(packed)),
        };
        Checked {
            reader,
            own: crc32fast::Hasher::new(),
            sum: self.sum,
        }
    }
}

/// A reader that fails at its end where the bytes do not fit their sum.
struct Checked<R> {
    reader: R,
    own: crc32fast::Hasher,
    sum: Option<u32>,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.reader.read(buffer)?;
        self.own.update(buffer.get(..got).unwrap_or_default());
        let is_end = got == 0 && !buffer.is_empty();
        if is_end
            && self
                .sum
                .is_some_and(|sum| sum != self.own.clone().finalize())
        {
            return Err(io::Error::other("its bytes do not fit their checksum"));
        }
        Ok(got)
    }
}
