//! A check of field values over a segment: each distinct value is looked at once.

use hashbrown::HashMap;

use super::check::{Check, Datum};
use super::plain::fits_field;
use super::text::{Needle, Pattern};
use crate::catalog::Twin;
use crate::logs::{Cell, Dictionary, FieldView};
use crate::values::Raw;

/// What is asked of field values.
#[derive(Debug, Clone, Copy)]
pub(super) enum Question<'a> {
    /// Whether they pass a check.
    Check(&'a Check),
    /// Whether a reading of them fits.
    Reading(&'a Pattern),
    /// Whether their reading inside a message fits.
    InMessage(&'a Pattern),
}

impl<'a> Question<'a> {
    fn answer(self, view: FieldView<'_>) -> bool {
        match self {
            Self::Check(check) => check.passes(Datum::Field(view)),
            Self::Reading(pattern) => fits_field(pattern, view),
            Self::InMessage(pattern) => pattern.fits(&view.in_message()),
        }
    }

    /// Text that must be in a reading of a value for the answer to be yes.
    fn needle(self) -> Option<&'a Needle> {
        match self {
            Self::Check(Check::Text(pattern) | Check::Path(pattern))
            | Self::Reading(pattern)
            | Self::InMessage(pattern) => pattern.must_contain(),
            Self::Check(_) => None,
        }
    }
}

/// The answers to one question in one segment.
pub(super) struct Answers<'a> {
    question: Question<'a>,
    dictionary: &'a Dictionary,
    slots: Vec<Slot<'a>>,
}

/// The answers for fields that read alike.
struct Slot<'a> {
    decoder: Option<&'static str>,
    twin: Twin,
    /// A field of the kind, without its value.
    sample: FieldView<'a>,
    /// For each code: not asked yet, no, yes.
    codes: Vec<u8>,
    /// For values that stand in their cell.
    inline: HashMap<Cell, bool>,
}

const UNASKED: u8 = 0;
const NO: u8 = 1;
const YES: u8 = 2;

impl<'a> Answers<'a> {
    pub(super) fn new(question: Question<'a>, dictionary: &'a Dictionary) -> Self {
        Self {
            question,
            dictionary,
            slots: Vec::new(),
        }
    }

    /// The slot for fields that read as this one does.
    pub(super) fn slot(&mut self, sample: FieldView<'a>) -> usize {
        let decoder = sample.field.and_then(|field| field.decoder);
        let twin = sample.field.map_or(Twin::None, |field| field.twin);
        let known = self
            .slots
            .iter()
            .position(|slot| (slot.decoder, slot.twin) == (decoder, twin));
        known.unwrap_or_else(|| {
            self.slots.push(Slot {
                decoder,
                twin,
                sample,
                codes: vec![UNASKED; self.dictionary.len()],
                inline: HashMap::new(),
            });
            self.slots.len() - 1
        })
    }

    /// The answer for the value of a cell.
    pub(super) fn of(&mut self, slot: usize, cell: Cell) -> bool {
        let slot = &mut self.slots[slot];
        let (question, dictionary) = (self.question, self.dictionary);
        let ask = |slot: &Slot<'_>| {
            let raw = dictionary.get(cell);
            let possible = question
                .needle()
                .is_none_or(|needle| may_hold(needle, raw, slot.decoder));
            possible && question.answer(FieldView { raw, ..slot.sample })
        };
        let Some(code) = cell.code() else {
            if let Some(&answer) = slot.inline.get(&cell) {
                return answer;
            }
            let answer = ask(slot);
            slot.inline.insert(cell, answer);
            return answer;
        };
        match slot.codes.get(code as usize) {
            Some(&NO) => false,
            Some(&YES) => true,
            _ => {
                let answer = ask(slot);
                slot.codes[code as usize] = if answer { YES } else { NO };
                answer
            }
        }
    }
}

/// Decoders whose values are many and are read in few characters, with those characters beside
/// digits, hex digits and `x`; a test holds them to it.
const NARROW: &[(&str, &[u8])] = &[
    ("sockaddr", b".:[]%"),
    ("guid", b"{}-"),
    ("duration_ms", b" .dhimns"),
    // Zero reads "not set".
    ("filetime", b"-:.tz nose"),
];

/// Whether text could be in a reading of a value, by its characters alone: most values are
/// numbers, GUIDs and addresses, and need not be written out to know that a word is not in them.
fn may_hold(needle: &Needle, raw: Raw<'_>, decoder: Option<&'static str>) -> bool {
    let extra: &[u8] = match decoder {
        None => b"",
        Some(decoder) => match NARROW.iter().find(|narrow| narrow.0 == decoder) {
            Some(narrow) => narrow.1,
            None => return true,
        },
    };
    let own: &[u8] = match raw {
        Raw::Uint(_) | Raw::Int(_) => b"-",
        Raw::Hex(_) | Raw::Binary(_) | Raw::Null => b"x",
        Raw::Guid(_) => b"{}-",
        Raw::Time(_) => b"-:.tz",
        Raw::Text(_) | Raw::Bool(_) | Raw::Float(_) | Raw::Sid(_) => return true,
    };
    needle
        .text()
        .bytes()
        .all(|byte| byte.is_ascii_hexdigit() || own.contains(&byte) || extra.contains(&byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{NARROW, Needle, may_hold};
    use crate::values::{FileTime, Raw, decoder};

    fn is_found(raw: Raw<'_>) {
        for (name, _) in NARROW {
            let Some(decoder) = decoder(name) else {
                panic!("there is no decoder {name}");
            };
            let reading = decoder.read(raw).map(|reading| reading.to_string());
            for text in reading
                .into_iter()
                .chain([raw.to_string(), decoder.in_message(raw)])
            {
                // That a value is not documented is no reading of it.
                if text == "not documented" {
                    continue;
                }
                let needle = Needle::new(&text);
                assert!(may_hold(&needle, raw, Some(name)), "{name}: {text}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_reading_is_taken_for_impossible(
            number: u64,
            shift in 0..64,
            guid: [u8; 16],
            bytes in prop::collection::vec(any::<u8>(), 0..40),
            family in prop::sample::select(vec![2_u8, 23]),
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
                Raw::Null,
                Raw::Bool(true),
            ] {
                is_found(raw);
            }
        }
    }
}
