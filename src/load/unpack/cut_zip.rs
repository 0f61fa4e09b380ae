//! Zip archives that are cut off, and so lack the list of their files: each file also has a header
//! of its own, and where it was packed as it came, a descriptor behind it that tells its end.

use std::io;

use super::codec::Codec;
use super::member::{Each, Member};
use crate::evtx::FilePart;

const HEADER: &[u8] = b"PK\x03\x04";
const DESCRIPTOR: &[u8] = b"PK\x07\x08";
/// The length of a file's header without its name, and of a descriptor with 64-bit sizes.
const HEADER_LENGTH: usize = 30;
const DESCRIPTOR_LENGTH: usize = 24;
/// The flags of a file's header: it is encrypted; its sizes are in a descriptor.
const ENCRYPTED: u16 = 1;
const HAS_DESCRIPTOR: u16 = 8;
/// Bytes that are searched at once.
const BLOCK: usize = 1 << 20;

/// Hands each file of an archive to `each`, until it breaks; the last one may be cut off.
///
/// # Errors
/// When the archive cannot be read.
pub(super) fn members(file: &FilePart, each: &mut Each<'_>) -> io::Result<()> {
    let (mut at, end) = (0, file.bytes()?);
    while let Some(header) = Header::read(file, at)? {
        let start = at + HEADER_LENGTH as u64 + header.variable;
        let (length, sum, next) = if header.flags & HAS_DESCRIPTOR == 0 {
            let next = start.saturating_add(header.packed);
            (header.packed, Some(header.sum), next)
        } else {
            match Descriptor::find(file, start)? {
                Some(found) => (found.packed, Some(found.sum), found.end),
                None => (end.saturating_sub(start), None, end),
            }
        };
        let member = Member {
            name: header.name,
            bytes: None,
            packed: Some(length),
        };
        let codec = Codec::of(header.method, header.flags & ENCRYPTED != 0, sum);
        let flow = match codec {
            Ok(codec) => {
                let mut packed = file.slice(start, length).reader();
                each(&member, Ok((codec, &mut packed)))
            }
            Err(fault) => each(&member, Err(fault)),
        };
        if flow.is_break() || next <= at {
            break;
        }
        at = next;
    }
    Ok(())
}

/// The header of a file.
struct Header {
    flags: u16,
    method: u16,
    sum: u32,
    packed: u64,
    name: String,
    /// The length of its name and of what follows that.
    variable: u64,
}

impl Header {
    /// The header at an offset, if there is one.
    fn read(file: &FilePart, at: u64) -> io::Result<Option<Self>> {
        let mut bytes = [0; HEADER_LENGTH];
        if file.read_at(&mut bytes, at)? < HEADER_LENGTH || !bytes.starts_with(HEADER) {
            return Ok(None);
        }
        let (name_length, extra_length) = (short(&bytes, 26), short(&bytes, 28));
        let mut rest = vec![0; usize::from(name_length) + usize::from(extra_length)];
        let got = file.read_at(&mut rest, at + HEADER_LENGTH as u64)?;
        rest.truncate(got);
        let (name, extra) = rest.split_at(usize::from(name_length).min(got));
        let packed = match number(&bytes, 18) {
            u32::MAX => wide_size(extra).unwrap_or(u64::from(u32::MAX)),
            packed => u64::from(packed),
        };
        Ok(Some(Self {
            flags: short(&bytes, 6),
            method: short(&bytes, 8),
            sum: number(&bytes, 14),
            packed,
            name: String::from_utf8_lossy(name).into_owned(),
            variable: u64::from(name_length) + u64::from(extra_length),
        }))
    }
}

/// The packed size among the extra fields of a header: the second number of field 1.
fn wide_size(mut extra: &[u8]) -> Option<u64> {
    loop {
        let (id, length) = (short_at(extra, 0)?, short_at(extra, 2)?);
        let field = extra.get(4..4 + usize::from(length))?;
        if id == 1 {
            return Some(u64::from_le_bytes(*field.get(8..)?.first_chunk()?));
        }
        extra = extra.get(4 + usize::from(length)..)?;
    }
}

/// The part after a file that was packed as it came.
struct Descriptor {
    sum: u32,
    packed: u64,
    /// The offset of its end.
    end: u64,
}

impl Descriptor {
    /// The descriptor of the file that begins at an offset: one that has the size of the bytes
    /// before it, which hardly comes by chance.
    fn find(file: &FilePart, start: u64) -> io::Result<Option<Self>> {
        let mut block = vec![0; BLOCK + DESCRIPTOR_LENGTH];
        let mut at = start;
        loop {
            let got = file.read_at(&mut block, at)?;
            let bytes = block.get(..got).unwrap_or_default();
            for place in memchr::memmem::find_iter(bytes, DESCRIPTOR) {
                let packed = at + place as u64 - start;
                let own = bytes.get(place..).unwrap_or_default();
                let size = own.get(8..12).map(|size| u64::from(number(size, 0)));
                let wide = own.get(8..).and_then(|rest| rest.first_chunk());
                let wide = wide.map(|wide| u64::from_le_bytes(*wide));
                let length = match (size, wide) {
                    (_, Some(wide)) if wide == packed => DESCRIPTOR_LENGTH as u64,
                    (Some(size), _) if size == packed => 16,
                    _ => continue,
                };
                return Ok(Some(Self {
                    sum: number(own, 4),
                    packed,
                    end: at + place as u64 + length,
                }));
            }
            if got < block.len() {
                return Ok(None);
            }
            at += BLOCK as u64;
        }
    }
}

fn short_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn short(bytes: &[u8], at: usize) -> u16 {
    short_at(bytes, at).unwrap_or_default()
}

fn number(bytes: &[u8], at: usize) -> u32 {
    let bytes = bytes.get(at..).and_then(|bytes| bytes.first_chunk());
    bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes))
}
