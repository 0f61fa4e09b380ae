//! Whether text is in a reading of a value, told without making the reading: most of a log's
//! distinct values are GUIDs, numbers and addresses, and making text of each would be slow.

use std::fmt::{self, Write as _};
use std::net::IpAddr;

use super::needle::Needle;
use crate::logs::Kinds;
use crate::values::address::socket;
use crate::values::{FileTime, Raw};

/// Decoders whose values are many and are read in few characters: those beside hex digits.
const NARROW: &[(&str, &[u8])] = &[
    (SOCKADDR, b".:[]%"),
    (GUID, b"{}-"),
    ("duration_ms", b" .dhimns"),
    // Zero reads "not set".
    ("filetime", b"-:.tz nose"),
];
const SOCKADDR: &str = "sockaddr";
const GUID: &str = "guid";

/// The kinds of values in whose readings text could be, by its characters alone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Possible([bool; 8]);

impl Possible {
    pub(super) fn of(needle: &Needle, decoder: Option<&str>) -> Self {
        let extra = match decoder {
            None => Some(&b""[..]),
            Some(decoder) => NARROW
                .iter()
                .find(|narrow| narrow.0 == decoder)
                .map(|narrow| narrow.1),
        };
        let Some(extra) = extra else {
            return Self([true; 8]);
        };
        let of_kind = |own: &[u8]| {
            needle.text().bytes().all(|byte| {
                byte.is_ascii_hexdigit() || own.contains(&byte) || extra.contains(&byte)
            })
        };
        Self([
            of_kind(b""),
            of_kind(b"-"),
            of_kind(b"x"),
            of_kind(b""),
            of_kind(b"{}-"),
            of_kind(b"-:.tz"),
            of_kind(b"truls"),
            true,
        ])
    }

    /// Whether text could be in a reading of a value of this kind.
    pub(super) fn in_kind_of(self, raw: Raw<'_>) -> bool {
        self.0[match raw {
            Raw::Null => 0,
            Raw::Uint(_) | Raw::Int(_) => 1,
            Raw::Hex(_) => 2,
            Raw::Binary(_) => 3,
            Raw::Guid(_) => 4,
            Raw::Time(_) => 5,
            Raw::Bool(_) => 6,
            Raw::Text(_) | Raw::Float(_) | Raw::Sid(_) => 7,
        }]
    }

    /// Whether text could be in a reading of a value of one of these kinds.
    pub(super) fn in_kinds(self, kinds: Kinds) -> bool {
        const EACH: [Raw<'_>; 11] = [
            Raw::Null,
            Raw::Bool(false),
            Raw::Uint(0),
            Raw::Int(0),
            Raw::Hex(0),
            Raw::Float(0.0),
            Raw::Guid([0; 16]),
            Raw::Time(FileTime(0)),
            Raw::Text(""),
            Raw::Sid(&[]),
            Raw::Binary(&[]),
        ];
        EACH.into_iter()
            .any(|raw| kinds.has(raw) && self.in_kind_of(raw))
    }

    /// Whether it could be in a reading of a value that stands in its cell.
    pub(super) fn in_small(self) -> bool {
        [Raw::Null, Raw::Uint(0), Raw::Hex(0), Raw::Bool(true)]
            .into_iter()
            .any(|raw| self.in_kind_of(raw))
    }
}

/// Whether text is in a reading of a value: raw, decoded, or inside a message. `None` where that
/// is not known before they are made.
pub(super) fn held(needle: &Needle, raw: Raw<'_>, decoder: Option<&str>) -> Option<bool> {
    match (raw, decoder) {
        // A message may have words for parameter strings such as %%1843.
        (Raw::Text(text), None) => {
            let is_in = needle.is_in(text);
            (is_in || !text.contains("%%")).then_some(is_in)
        }
        (Raw::Guid(guid), None | Some(GUID)) if needle.is_hex() => needle.is_in_guid(guid),
        (Raw::Guid(_), None | Some(GUID)) | (Raw::Uint(_) | Raw::Int(_) | Raw::Hex(_), None) => {
            is_in_display(needle, raw)
        }
        (Raw::Binary(bytes), Some(SOCKADDR)) => {
            let address = socket(bytes)?;
            let has_letters = || needle.text().contains(|c: char| c.is_ascii_alphabetic());
            let in_address = match address.ip {
                IpAddr::V4(_) if has_letters() => false,
                _ => is_in_display(needle, address)?,
            };
            if in_address || !needle.is_hex() {
                return Some(in_address);
            }
            needle.is_in_hex(bytes)
        }
        _ => None,
    }
}

/// Whether text is in what a short value displays; `None` where that is not short.
fn is_in_display(needle: &Needle, value: impl fmt::Display) -> Option<bool> {
    let mut short = Short {
        bytes: [0; 64],
        length: 0,
    };
    write!(short, "{value}").ok()?;
    let text = str::from_utf8(short.bytes.get(..short.length)?).ok()?;
    Some(needle.is_in(text))
}

/// A short text on the stack.
struct Short {
    bytes: [u8; 64],
    length: usize,
}

impl fmt::Write for Short {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        let room = self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?;
        room.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{NARROW, Possible, held};
    use crate::filter::needle::Needle;
    use crate::values::{FileTime, Raw, decoder};

    fn readings(raw: Raw<'_>, name: Option<&str>) -> Vec<String> {
        let mut readings = vec![raw.to_string()];
        if let Some(decoder) = name.and_then(decoder) {
            let decoded = decoder.read(raw).map(|reading| reading.to_string());
            // That a value is not documented is no reading of it.
            readings.extend(decoded.filter(|text| text != "not documented"));
            readings.push(decoder.in_message(raw));
        }
        readings
    }

    fn check(raw: Raw<'_>, words: &[&str]) {
        let decoders = NARROW.iter().map(|narrow| Some(narrow.0)).chain([None]);
        for name in decoders {
            let readings = readings(raw, name);
            let parts = readings.iter().flat_map(|text| {
                let ends = text.char_indices().step_by(5);
                ends.filter_map(|(at, _)| text.get(at..at + 3))
                    .chain([text.as_str()])
            });
            for word in parts.chain(words.iter().copied()) {
                let needle = Needle::new(word);
                let is_in = readings.iter().any(|text| needle.is_in(text));
                let possible = Possible::of(&needle, name).in_kind_of(raw);
                assert!(possible || !is_in, "{name:?} {readings:?}: {word}");
                let told = held(&needle, raw, name);
                assert!(
                    told.is_none_or(|told| told == is_in),
                    "{name:?} {readings:?}: {word}"
                );
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_told_of_a_reading_is_true_of_it(
            number: u64,
            shift in 0..64,
            guid: [u8; 16],
            bytes in prop::collection::vec(any::<u8>(), 0..40),
            family in prop::sample::select(vec![2_u8, 23]),
            text in "[a-e%1]{0,6}",
            word in "[0-9a-fx.:{-]{0,3}",
        ) {
            let number = number >> shift;
            let mut address = vec![family, 0];
            address.extend(&bytes);
            for raw in [
                Raw::Uint(number),
                Raw::Int(number.cast_signed()),
                Raw::Hex(number),
                Raw::Time(FileTime(number)),
                Raw::Guid(guid),
                Raw::Binary(&bytes),
                Raw::Binary(&address),
                Raw::Text(&text),
                Raw::Null,
                Raw::Bool(true),
                Raw::Bool(false),
            ] {
                check(raw, &[&word, "a", "0", "", "zz", "not", "min"]);
            }
        }
    }
}
