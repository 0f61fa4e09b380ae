//! Zip archives. The only file that names `rawzip`.

use std::io::{self, Read};
use std::ops::ControlFlow;

use rawzip::{
    CompressionMethod, Crc32, Error, ErrorKind, RECOMMENDED_BUFFER_SIZE, ReaderAt,
    ZipFileHeaderRecord, ZipLocator,
};

use super::deflate::{deflate, deflate64};
use super::member::Member;
use super::zstd::zstd;
use crate::evtx::FilePart;
use crate::load::fault::{Fault, Files};

/// How a file of an archive is packed, and the sum of its bytes.
#[derive(Clone, Copy)]
pub(super) struct Codec {
    unpack: Unpack,
    sum: u32,
}

#[derive(Clone, Copy)]
enum Unpack {
    Stored,
    Deflate,
    Deflate64,
    Zstd,
}

/// Hands each file of an archive to `each`, with its packed bytes or why there are none, until it
/// breaks.
///
/// # Errors
/// When the archive has no list of its files, or that is damaged.
pub(super) fn members(
    file: &FilePart,
    mut each: impl FnMut(&Member, Result<(Codec, &mut dyn Read), Fault>) -> ControlFlow<()>,
) -> Result<(), Fault> {
    let mut buffer = vec![0; RECOMMENDED_BUFFER_SIZE];
    let end = file.bytes().map_err(|error| damaged(&error))?;
    let archive = ZipLocator::new()
        .locate_in_reader(Bytes(file), &mut buffer, end)
        .map_err(|(_, error)| fault(&error))?;
    let mut entries = archive.entries(&mut buffer);
    while let Some(entry) = entries.next_entry().map_err(|error| fault(&error))? {
        if entry.is_dir() {
            continue;
        }
        let member = Member {
            name: String::from_utf8_lossy(entry.file_path().as_bytes()).into_owned(),
            bytes: Some(entry.uncompressed_size_hint()),
            packed: Some(entry.compressed_size_hint()),
        };
        let codec = codec(&entry);
        let found = codec.and_then(|codec| match archive.get_entry(entry.wayfinder()) {
            Ok(entry) => Ok((codec, entry.reader())),
            Err(error) => Err(fault(&error)),
        });
        let flow = match found {
            Ok((codec, mut reader)) => each(&member, Ok((codec, &mut reader))),
            Err(fault) => each(&member, Err(fault)),
        };
        if flow.is_break() {
            break;
        }
    }
    Ok(())
}

fn codec(entry: &ZipFileHeaderRecord<'_>) -> Result<Codec, Fault> {
    let method = entry.compression_method();
    if entry.flags().is_encrypted() || method == CompressionMethod::AES {
        return Err(Fault::Encrypted(Files(1)));
    }
    let unpack = match method {
        CompressionMethod::STORE => Unpack::Stored,
        CompressionMethod::DEFLATE => Unpack::Deflate,
        CompressionMethod::DEFLATE64 => Unpack::Deflate64,
        CompressionMethod::ZSTD | CompressionMethod::ZSTD_DEPRECATED => Unpack::Zstd,
        other => {
            let number = other.as_u16();
            let name = other.name();
            let name = name.map_or_else(|| format!("method {number}"), str::to_owned);
            return Err(Fault::Method(name));
        }
    };
    let sum = entry.crc32();
    Ok(Codec { unpack, sum })
}

impl Codec {
    /// What the packed bytes hold, which is checked at its end.
    pub(super) fn unpack<'r>(self, packed: impl Read + 'r) -> impl Read + 'r {
        let reader: Box<dyn Read + 'r> = match self.unpack {
            Unpack::Stored => Box::new(packed),
            Unpack::Deflate => Box::new(deflate(packed)),
            Unpack::Deflate64 => Box::new(deflate64(packed)),
            Unpack::Zstd => Box::new(zstd(packed)),
        };
        Checked {
            reader,
            own: Crc32::new(),
            sum: self.sum,
        }
    }
}

/// A reader that fails at its end where the bytes do not fit their sum.
struct Checked<R> {
    reader: R,
    own: Crc32,
    sum: u32,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.reader.read(buffer)?;
        self.own.update(buffer.get(..got).unwrap_or_default());
        if got == 0 && !buffer.is_empty() && self.own.checksum() != self.sum {
            return Err(io::Error::other("its bytes do not fit their checksum"));
        }
        Ok(got)
    }
}

/// The archive's bytes.
struct Bytes<'a>(&'a FilePart);

impl ReaderAt for Bytes<'_> {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        self.0.read_at(buffer, offset)
    }
}

fn fault(error: &Error) -> Fault {
    match error.kind() {
        ErrorKind::MissingEndOfCentralDirectory => Fault::CutOff,
        _ => damaged(error),
    }
}

fn damaged(error: &dyn std::fmt::Display) -> Fault {
    Fault::Damaged(error.to_string())
}
