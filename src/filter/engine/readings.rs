//! Whether text is in a reading of a value, told without making the reading: most of a log's
//! distinct values are GUIDs, numbers and addresses, and making text of each would be slow.

use super::endpoint::Endpoints;
use super::short::is_in_display;
use crate::filter::language::needle::Needle;
use crate::store::Kinds;
use crate::values::{Decoder, FileTime, Raw};

/// Decoders whose values are many and are read in few characters: those beside the raw reading's.
const NARROW: &[(Decoder, &[u8])] = &[
    (Decoder::Sockaddr, b".:[]%0123456789abcdef"),
    (Decoder::Guid, b"{}-0123456789abcdef"),
    (Decoder::DurationMs, b" .dhimns0123456789"),
    // Zero reads "not set".
    (Decoder::FileTime, b"-:.tz nose0123456789"),
];

/// The kinds of values in whose readings text could be, by its characters alone.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Possible([bool; 8]);

impl Possible {
    pub(crate) fn of(needle: &Needle, decoder: Option<Decoder>) -> Self {
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
            let mut text = needle.text().bytes();
            text.all(|byte| own.contains(&byte) || extra.contains(&byte))
        };
        Self([
            of_kind(b""),
            of_kind(b"-0123456789"),
            of_kind(b"x0123456789abcdef"),
            of_kind(b"0123456789abcdef"),
            of_kind(b"{}-0123456789abcdef"),
            of_kind(b"-:.tz0123456789"),
            of_kind(b"truefals"),
            true,
        ])
    }

    /// Whether text could be in a reading of a value of this kind.
    pub(crate) fn in_kind_of(self, raw: Raw<'_>) -> bool {
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
    pub(crate) fn in_kinds(self, kinds: Kinds) -> bool {
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
    pub(crate) fn in_small(self) -> bool {
        [Raw::Null, Raw::Uint(0), Raw::Hex(0), Raw::Bool(true)]
            .into_iter()
            .any(|raw| self.in_kind_of(raw))
    }
}

/// Text, not empty, that is looked for in values that one decoder reads, or none.
pub(crate) struct Finder<'a> {
    needle: &'a Needle,
    possible: Possible,
    reads: Reads,
    endpoints: Endpoints<'a>,
}

impl<'a> Finder<'a> {
    pub(crate) fn new(needle: &'a Needle, decoder: Option<Decoder>) -> Self {
        Self {
            needle,
            possible: Possible::of(needle, decoder),
            reads: match decoder {
                None => Reads::Undecided,
                Some(Decoder::Guid) => Reads::Guids,
                Some(Decoder::Sockaddr) => Reads::Addresses,
                Some(Decoder::DurationMs) => Reads::Durations,
                Some(_) => Reads::Otherwise,
            },
            endpoints: Endpoints::new(needle),
        }
    }

    /// The kinds of values that may have it.
    pub(crate) fn possible(&self) -> Possible {
        self.possible
    }

    /// The kinds of values of which it is known without their readings.
    pub(crate) fn tells(&self, kinds: Kinds) -> Kinds {
        match self.reads {
            Reads::Durations | Reads::Otherwise => Kinds::default(),
            _ => kinds,
        }
    }

    /// Whether it is in a reading of a value: raw, decoded, or inside a message; `None` where that
    /// is not known before they are made.
    pub(crate) fn is_in(&mut self, raw: Raw<'_>) -> Option<bool> {
        if !self.possible.in_kind_of(raw) {
            return Some(false);
        }
        let needle = self.needle;
        match (raw, self.reads) {
            // A message may have words for parameter strings such as %%1843.
            (Raw::Text(text), Reads::Undecided) => {
                let is_in = needle.is_in(text);
                (is_in || !text.contains("%%")).then_some(is_in)
            }
            (Raw::Guid(guid), Reads::Undecided | Reads::Guids) => {
                Some(needle.digits().is_in_guid(guid))
            }
            (Raw::Hex(number), Reads::Undecided) => Some(needle.digits().is_in_hex(number)),
            (Raw::Uint(_) | Raw::Int(_), Reads::Undecided) => is_in_display(needle, raw),
            (Raw::Uint(_), Reads::Durations) => {
                let reading = Decoder::DurationMs.reading(raw).map(|it| it.to_string());
                let is_read = || reading.is_some_and(|reading| needle.is_in(&reading));
                Some(is_in_display(needle, raw)? || is_read())
            }
            (Raw::Binary(bytes), Reads::Addresses) => self.endpoints.are_in(bytes),
            _ => None,
        }
    }
}

/// How the values of a field read.
#[derive(Debug, Clone, Copy)]
enum Reads {
    /// As their type says.
    Undecided,
    Guids,
    Addresses,
    Durations,
    /// As another decoder says.
    Otherwise,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Finder, NARROW};
    use crate::filter::language::needle::Needle;
    use crate::values::{Decoder, FileTime, Raw};

    fn readings(raw: Raw<'_>, decoder: Option<Decoder>) -> Vec<String> {
        let mut readings = vec![raw.to_string()];
        if let Some(decoder) = decoder {
            let reading = decoder.reading(raw).map(|it| it.to_string());
            // That a value is not documented is no reading of it.
            readings.extend(reading.filter(|text| text != "not documented"));
            readings.push(decoder.in_message(raw));
        }
        readings
    }

    fn check(raw: Raw<'_>, words: &[&str]) {
        let decoders = NARROW.iter().map(|narrow| Some(narrow.0)).chain([None]);
        for decoder in decoders {
            let readings = readings(raw, decoder);
            let parts = readings.iter().flat_map(|text| {
                let ends = text.char_indices().step_by(5);
                ends.filter_map(|(at, _)| text.get(at..at + 3))
                    .chain([text.as_str()])
            });
            let words = parts.chain(words.iter().copied());
            for word in words.filter(|word| !word.is_empty()) {
                let needle = Needle::new(word);
                let is_in = readings.iter().any(|text| needle.is_in(text));
                let told = Finder::new(&needle, decoder).is_in(raw);
                assert!(
                    told.is_none_or(|told| told == is_in),
                    "{decoder:?} {readings:?}: {word}"
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
