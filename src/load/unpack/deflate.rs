//! Deflate, alone and in gzip files. The only file that names `flate2` and `deflate64`.

use std::io::{self, BufRead as _, BufReader, Read};

use deflate64::Deflate64Decoder;
use flate2::bufread::GzDecoder;

/// Unpacks a deflate stream.
pub(super) fn deflate<R: Read>(packed: R) -> impl Read {
    flate2::read::DeflateDecoder::new(packed)
}

/// Unpacks a stream of deflate64, as Windows makes of a file with more than 2 GiB.
pub(super) fn deflate64<R: Read>(packed: R) -> impl Read {
    Deflate64Decoder::new(packed)
}

/// Unpacks a gzip file, whose parts follow one another.
pub(super) fn gzip<R: Read>(packed: R) -> impl Read {
    Gzip {
        part: Some(GzDecoder::new(BufReader::new(packed))),
    }
}

struct Gzip<R> {
    part: Option<GzDecoder<BufReader<R>>>,
}

impl<R: Read> Read for Gzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let Some(part) = &mut self.part else {
                return Ok(0);
            };
            let got = part.read(buffer)?;
            if got > 0 || buffer.is_empty() {
                return Ok(got);
            }
            // Other bytes behind the last part are padding, as on tapes.
            let mut rest = self.part.take().map(GzDecoder::into_inner);
            if let Some(mut rest) = rest.take()
                && matches!(rest.fill_buf()?, [0x1F] | [0x1F, 0x8B, ..])
            {
                self.part = Some(GzDecoder::new(rest));
            }
        }
    }
}
