//! Zip archives, by the list of files at their end. The only file that names `rawzip`.

use std::io;

use rawzip::{Error, ErrorKind, RECOMMENDED_BUFFER_SIZE, ReaderAt, ZipLocator};

use super::codec::Codec;
use super::member::{Each, Member};
use crate::evtx::FilePart;
use crate::load::fault::Fault;

/// Hands each file of an archive to `each`, with its packed bytes or why there are none, until it
/// breaks.
///
/// # Errors
/// When the archive has no list of its files, or that is damaged.
pub(super) fn members(file: &FilePart, each: &mut Each<'_>) -> Result<(), Fault> {
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
        let codec = Codec::of(
            entry.compression_method().as_u16(),
            entry.flags().is_encrypted(),
            Some(entry.crc32()),
        );
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
