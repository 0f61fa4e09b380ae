//! Archives, made for tests.
#![allow(clippy::unwrap_used)]

use std::io::Write;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use rawzip::{CompressionMethod, ZipArchiveWriter};

/// A gzip file.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// A zstd file.
pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
    let level = ruzstd::encoding::CompressionLevel::Fastest;
    ruzstd::encoding::compress_to_vec(bytes, level)
}

/// A tar archive of files.
pub(crate) fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        // The crate refuses names that lead out of a folder.
        let field = &mut header.as_mut_bytes()[..name.len()];
        field.copy_from_slice(name.as_bytes());
        header.set_cksum();
        archive.append(&header, *bytes).unwrap();
    }
    archive.into_inner().unwrap()
}

/// A zip archive of deflated files.
pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    for (name, data) in files {
        let name = rawzip::path::EntryPath::verbatim(name.as_bytes());
        let entry = archive.new_file(name);
        let (mut entry, config) = entry
            .compression_method(CompressionMethod::DEFLATE)
            .start()
            .unwrap();
        let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::fast()));
        writer.write_all(data).unwrap();
        let (encoder, descriptor) = writer.finish().unwrap();
        encoder.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap();
    bytes
}

/// A zip archive of files that are not packed, with their sizes before them.
pub(crate) fn stored_zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let header = |magic: &[u8], name: &str, bytes: &[u8]| {
        let mut header = magic.to_vec();
        header.extend([0; 8]);
        header.extend(crc32fast::hash(bytes).to_le_bytes());
        header.extend((bytes.len() as u32).to_le_bytes().repeat(2));
        header.extend((name.len() as u16).to_le_bytes());
        header.extend([0; 2]);
        header
    };
    let (mut data, mut list) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        list.extend(header(b"PK\x01\x02\x14\0\x14\0", name, bytes));
        list.extend([0; 10]);
        list.extend((data.len() as u32).to_le_bytes());
        list.extend(name.as_bytes());
        data.extend(header(b"PK\x03\x04\x14\0", name, bytes));
        data.extend(name.as_bytes());
        data.extend(*bytes);
    }
    let (start, length) = (data.len() as u32, list.len() as u32);
    data.extend(list);
    data.extend(b"PK\x05\x06\0\0\0\0");
    data.extend((files.len() as u16).to_le_bytes().repeat(2));
    data.extend(length.to_le_bytes());
    data.extend(start.to_le_bytes());
    data.extend([0; 2]);
    data
}

/// Changes a 16-bit number of each file in a zip archive, in both of its headers.
fn set(archive: &mut [u8], in_local: usize, in_central: usize, change: impl Fn(u16) -> u16) {
    for at in 0..archive.len() - 4 {
        let field = match &archive[at..at + 4] {
            b"PK\x03\x04" => at + in_local,
            b"PK\x01\x02" => at + in_central,
            _ => continue,
        };
        let number = u16::from_le_bytes([archive[field], archive[field + 1]]);
        archive[field..field + 2].copy_from_slice(&change(number).to_le_bytes());
    }
}

/// The same archive, its files said to be encrypted with a password.
pub(crate) fn encrypted(mut archive: Vec<u8>) -> Vec<u8> {
    set(&mut archive, 6, 8, |flags| flags | 1);
    archive
}

/// The same archive, its files said to be packed by another method.
pub(crate) fn by_method(mut archive: Vec<u8>, method: u16) -> Vec<u8> {
    set(&mut archive, 8, 10, |_| method);
    archive
}
