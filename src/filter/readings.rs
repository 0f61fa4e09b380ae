//! Whether text is in a reading of a value, told without making the reading: most of a log's
//! distinct values are GUIDs, numbers and addresses, and making text of each would be slow.

use std::fmt::{self, Write as _};
use std::net::IpAddr;

use super::text::Needle;
use crate::values::Raw;
use crate::values::address::socket;

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

/// Whether text is in a reading of a value: raw, decoded, or inside a message. `None` where that
/// is not known before they are made.
pub(super) fn held(needle: &Needle, raw: Raw<'_>, decoder: Option<&str>) -> Option<bool> {
    if !may_hold(needle, raw, decoder) {
        return Some(false);
    }
    match (raw, decoder) {
        // A message may have words for parameter strings such as %%1843.
        (Raw::Text(text), None) => {
            (needle.is_in(text) || !text.contains("%%")).then(|| needle.is_in(text))
        }
        (Raw::Guid(guid), None | Some(GUID)) => Some(needle.is_in(Short::guid(guid).text())),
        (Raw::Uint(_) | Raw::Int(_) | Raw::Hex(_), None) => {
            let mut short = Short::default();
            write!(short, "{raw}").ok()?;
            Some(needle.is_in(short.text()))
        }
        (Raw::Binary(bytes), Some(SOCKADDR)) => {
            let address = Short::address(bytes)?;
            Some(needle.is_in(address.text()) || needle.is_in_hex(bytes))
        }
        _ => None,
    }
}

/// Whether text could be in a reading of a value, by its characters alone.
fn may_hold(needle: &Needle, raw: Raw<'_>, decoder: Option<&str>) -> bool {
    let extra: &[u8] = match decoder {
        None => b"",
        Some(decoder) => match NARROW.iter().find(|narrow| narrow.0 == decoder) {
            Some(narrow) => narrow.1,
            None => return true,
        },
    };
    let own: &[u8] = match raw {
        Raw::Uint(_) | Raw::Int(_) => b"-",
        Raw::Hex(_) | Raw::Null => b"x",
        Raw::Binary(_) => b"",
        Raw::Guid(_) => b"{}-",
        Raw::Time(_) => b"-:.tz",
        Raw::Bool(_) => b"truls",
        Raw::Text(_) | Raw::Float(_) | Raw::Sid(_) => return true,
    };
    needle
        .text()
        .bytes()
        .all(|byte| byte.is_ascii_hexdigit() || own.contains(&byte) || extra.contains(&byte))
}

/// Whether text could be in a reading of a number, a boolean or nothing.
pub(super) fn may_be_in_small(needle: &Needle, decoder: Option<&str>) -> bool {
    [Raw::Uint(0), Raw::Hex(0), Raw::Bool(false)]
        .into_iter()
        .any(|raw| may_hold(needle, raw, decoder))
}

/// A short ASCII text on the stack.
struct Short {
    bytes: [u8; 64],
    len: usize,
}

impl Default for Short {
    fn default() -> Self {
        Self {
            bytes: [0; 64],
            len: 0,
        }
    }
}

impl fmt::Write for Short {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.len + text.len();
        let room = self.bytes.get_mut(self.len..end).ok_or(fmt::Error)?;
        room.copy_from_slice(text.as_bytes());
        self.len = end;
        Ok(())
    }
}

const DIGITS: &[u8; 16] = b"0123456789abcdef";

impl Short {
    fn text(&self) -> &str {
        str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }

    fn push(&mut self, byte: u8) {
        self.bytes[self.len] = byte;
        self.len += 1;
    }

    /// As [`Raw::Guid`] displays.
    fn guid(guid: [u8; 16]) -> Self {
        const ORDER: [usize; 16] = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
        let mut short = Self::default();
        short.push(b'{');
        for (place, from) in ORDER.into_iter().enumerate() {
            if matches!(place, 4 | 6 | 8 | 10) {
                short.push(b'-');
            }
            short.push(DIGITS[usize::from(guid[from] >> 4)]);
            short.push(DIGITS[usize::from(guid[from] & 0xF)]);
        }
        short.push(b'}');
        short
    }

    /// As a SOCKADDR reads; `None` where it is damaged.
    fn address(bytes: &[u8]) -> Option<Self> {
        let address = socket(bytes)?;
        let mut short = Self::default();
        let IpAddr::V4(ip) = address.ip else {
            write!(short, "{address}").ok()?;
            return Some(short);
        };
        for (place, octet) in ip.octets().into_iter().enumerate() {
            if place > 0 {
                short.push(b'.');
            }
            short.decimal(octet.into());
        }
        if address.port > 0 {
            short.push(b':');
            short.decimal(address.port);
        }
        Some(short)
    }

    fn decimal(&mut self, number: u16) {
        let mut unit = 10_000;
        while unit > 1 && number < unit {
            unit /= 10;
        }
        while unit > 0 {
            self.push(DIGITS[usize::from(number / unit % 10)]);
            unit /= 10;
        }
    }
}

impl Needle {
    /// Whether it is in bytes written in hex.
    fn is_in_hex(&self, bytes: &[u8]) -> bool {
        let mut digits = bytes.iter().flat_map(|byte| {
            [
                DIGITS[usize::from(byte >> 4)],
                DIGITS[usize::from(byte & 0xF)],
            ]
        });
        let wanted = self.text().as_bytes();
        if !wanted.iter().all(u8::is_ascii_hexdigit) {
            return false;
        }
        // Addresses are short: look at every place.
        (0..=(bytes.len() * 2).saturating_sub(wanted.len())).any(|_| {
            let fits = digits.clone().take(wanted.len()).eq(wanted.iter().copied());
            digits.next();
            fits
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{NARROW, held};
    use crate::filter::text::Needle;
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
