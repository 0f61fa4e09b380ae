//! Questions about field values over a segment: of each distinct value each is asked once.

use hashbrown::HashMap;

use super::check::{Check, Datum};
use super::message::Joint;
use super::needle::Needle;
use super::plain::fits_field;
use super::readings::{Possible, held};
use super::text::Pattern;
use crate::catalog::Twin;
use crate::logs::{Cell, Dictionary, FieldView, Kinds};

/// What is asked of field values.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Question<'a> {
    /// Whether they pass a check.
    Check(&'a Check),
    /// Whether a reading of them fits.
    Reading(&'a Pattern),
    /// Whether their reading inside a message fits.
    InMessage(&'a Pattern),
    /// Whether text could lie across their edge in a message.
    Joint(Joint<'a>),
}

impl<'a> Question<'a> {
    fn answer(&self, view: FieldView<'_>) -> bool {
        match self {
            Self::Check(check) => check.passes(Datum::Field(view)),
            Self::Reading(pattern) => fits_field(pattern, view),
            Self::InMessage(pattern) => pattern.fits(&view.in_message()),
            Self::Joint(joint) => joint.may_fit(&view.in_message()),
        }
    }

    /// Text that must be in a reading of a value for the answer to be yes.
    fn needle(&self) -> Option<&'a Needle> {
        match *self {
            Self::Check(Check::Text(pattern) | Check::Path(pattern))
            | Self::Reading(pattern)
            | Self::InMessage(pattern) => pattern.must_contain(),
            Self::Check(_) | Self::Joint(_) => None,
        }
    }

    /// Whether the answer for a number takes no more than a comparison.
    fn is_about_a_number(&self) -> bool {
        matches!(
            self,
            Self::Check(
                Check::Number(_)
                    | Check::Flag(_)
                    | Check::Rights(_)
                    | Check::Mask(_)
                    | Check::Address(_)
                    | Check::Port(_)
                    | Check::When(_)
            )
        )
    }

    /// Whether that text is all that is asked for.
    fn is_for_needle(&self) -> bool {
        matches!(
            self,
            Self::Check(Check::Text(Pattern::Contains(_)) | Check::Path(Pattern::Contains(_)))
                | Self::Reading(Pattern::Contains(_))
        )
    }
}

/// The answers in one segment.
pub(super) struct Answers<'a> {
    dictionary: &'a Dictionary,
    slots: Vec<Slot<'a>>,
}

/// The answers to one question for fields that read alike.
struct Slot<'a> {
    question: Question<'a>,
    decoder: Option<&'static str>,
    twin: Twin,
    /// A field of the kind, without its value.
    sample: FieldView<'a>,
    /// Text without which no value passes, and the kinds of values that may have it.
    needle: Option<(&'a Needle, Possible)>,
    /// For each code: not asked yet, no, yes.
    codes: Vec<u8>,
    small: Small,
}

/// The answers for values that stand in their cell.
enum Small {
    /// They are no.
    No,
    /// They are quickly had.
    Asked,
    /// They are kept.
    Kept(HashMap<Cell, bool>),
}

const UNASKED: u8 = 0;
const NO: u8 = 1;
const YES: u8 = 2;

impl<'a> Answers<'a> {
    pub(super) fn new(dictionary: &'a Dictionary) -> Self {
        Self {
            dictionary,
            slots: Vec::new(),
        }
    }

    /// The slot for a question and fields that read as this one does.
    pub(super) fn slot(&mut self, question: &Question<'a>, sample: FieldView<'a>) -> usize {
        let decoder = sample.field.and_then(|field| field.decoder);
        let twin = sample.field.map_or(Twin::None, |field| field.twin);
        let known = self.slots.iter().position(|slot| {
            (slot.decoder, slot.twin) == (decoder, twin) && slot.question == *question
        });
        known.unwrap_or_else(|| {
            let needle = question
                .needle()
                .map(|needle| (needle, Possible::of(needle, decoder)));
            let small = match needle {
                Some((_, possible)) if !possible.in_small() => Small::No,
                _ if question.is_about_a_number() => Small::Asked,
                _ => Small::Kept(HashMap::new()),
            };
            self.slots.push(Slot {
                question: question.clone(),
                decoder,
                twin,
                sample,
                needle,
                codes: vec![UNASKED; self.dictionary.len()],
                small,
            });
            self.slots.len() - 1
        })
    }

    /// Whether the answer may be yes for values of these kinds.
    pub(super) fn may_pass(&self, slot: usize, kinds: Kinds) -> bool {
        let needle = self.slots[slot].needle;
        needle.is_none_or(|(_, possible)| possible.in_kinds(kinds))
    }

    /// The answer for the value of a cell.
    pub(super) fn of(&mut self, slot: usize, cell: Cell) -> bool {
        let slot = &mut self.slots[slot];
        if let Some(code) = cell.code() {
            return match slot.codes.get(code as usize) {
                Some(&NO) => false,
                Some(&YES) => true,
                _ => {
                    let answer = slot.ask(self.dictionary, cell);
                    slot.codes[code as usize] = if answer { YES } else { NO };
                    answer
                }
            };
        }
        let kept = match &slot.small {
            Small::No => return false,
            Small::Asked => return slot.ask(self.dictionary, cell),
            Small::Kept(kept) => kept.get(&cell),
        };
        if let Some(&answer) = kept {
            return answer;
        }
        let answer = slot.ask(self.dictionary, cell);
        if let Small::Kept(kept) = &mut slot.small {
            kept.insert(cell, answer);
        }
        answer
    }
}

impl Slot<'_> {
    fn ask(&self, dictionary: &Dictionary, cell: Cell) -> bool {
        let raw = dictionary.get(cell);
        if let Some((needle, possible)) = self.needle {
            if !possible.in_kind_of(raw) {
                return false;
            }
            match held(needle, raw, self.decoder) {
                Some(false) => return false,
                Some(true) if self.question.is_for_needle() => return true,
                _ => {}
            }
        }
        self.question.answer(FieldView { raw, ..self.sample })
    }
}
