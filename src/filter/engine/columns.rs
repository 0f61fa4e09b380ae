//! Questions about field values over a segment: of each distinct value each is asked once.

use super::bits::Bits;
use super::readings::Finder;
use super::reference::field_matches;
use crate::catalog::Twin;
use crate::events::FieldView;
use crate::filter::language::{FieldValue, Needle, Pattern, Predicate};
use crate::store::{Cell, Dictionary, Kinds};
use crate::values::Decoder;

/// A question about field values.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Question<'a> {
    /// The value matches a predicate.
    Predicate(&'a Predicate),
    /// A reading of it matches a pattern.
    Reading(&'a Pattern),
    /// Its reading inside a message matches a pattern.
    InMessage(&'a Pattern),
}

impl<'a> Question<'a> {
    fn answer(&self, view: FieldView<'_>) -> bool {
        match self {
            Self::Predicate(predicate) => predicate.matches(FieldValue::Field(view)),
            Self::Reading(pattern) => field_matches(pattern, view),
            Self::InMessage(pattern) => pattern.matches(&view.in_message()),
        }
    }

    /// Text that must be in a reading of a value for the answer to be yes.
    fn needle(&self) -> Option<&'a Needle> {
        match *self {
            Self::Predicate(Predicate::Text(pattern) | Predicate::Path(pattern))
            | Self::Reading(pattern)
            | Self::InMessage(pattern) => pattern.must_contain(),
            Self::Predicate(Predicate::ByType(by_type)) => by_type.only_text()?.must_contain(),
            Self::Predicate(_) => None,
        }
    }

    /// Returns true if the answer for a number takes no more than a comparison.
    fn is_about_a_number(&self) -> bool {
        matches!(
            self,
            Self::Predicate(
                Predicate::Number(_)
                    | Predicate::Flag(_)
                    | Predicate::Rights(_)
                    | Predicate::Mask(_)
                    | Predicate::Address(_)
                    | Predicate::Port(_)
                    | Predicate::Time(_)
            )
        )
    }

    /// Returns true if that text is all that is asked for.
    fn is_for_needle(&self) -> bool {
        matches!(
            self,
            Self::Predicate(
                Predicate::Text(Pattern::Contains(_)) | Predicate::Path(Pattern::Contains(_))
            ) | Self::Reading(Pattern::Contains(_))
        )
    }
}

/// The answers in one segment.
pub(crate) struct Answers<'a> {
    dictionary: &'a Dictionary,
    slots: Vec<Slot<'a>>,
    /// Set where most values are asked about.
    is_eager: bool,
    /// A bit for each of the values that are being asked about: set for those that pass.
    passing: Vec<u64>,
}

/// The answers to one question for fields that read alike.
struct Slot<'a> {
    question: Question<'a>,
    decoder: Option<Decoder>,
    twin: Twin,
    /// A field of the kind, without its value.
    sample: FieldView<'a>,
    /// Finds the text without which no value passes.
    finder: Option<Finder<'a>>,
    /// The kinds of values of these fields.
    kinds: Kinds,
    /// For each code: not asked yet, no, yes. Empty until the first is asked.
    codes: Vec<u8>,
    small: Small,
    /// Set when all that is quickly answered was asked.
    is_asked: bool,
    /// Set when all have been asked and none is yes.
    is_never: bool,
}

/// The answers for values that stand in their cell.
enum Small {
    /// They are no.
    No,
    /// They are quickly had.
    Asked,
    /// They are remembered: cells, and [`IS_YES`] where the answer is yes. Empty until the first is
    /// asked; of two cells that would have the same place the later one is remembered.
    Known(Vec<u32>),
}

const UNASKED: u8 = 0;
const NO: u8 = 1;
const YES: u8 = 2;

/// The number of cells that are remembered.
const PLACES: usize = 4096;
/// Set in cells in any case, so that here it can tell the answer.
const IS_YES: u32 = 1 << 31;

impl<'a> Answers<'a> {
    /// No answers yet. `is_eager` where most values of the segment will be asked about.
    pub(crate) fn new(dictionary: &'a Dictionary, is_eager: bool) -> Self {
        Self {
            dictionary,
            slots: Vec::new(),
            is_eager,
            passing: Vec::new(),
        }
    }

    /// The slot for a question and fields that read as this one does and have these kinds of
    /// values; `None` where none of them passes.
    pub(crate) fn slot(
        &mut self,
        question: &Question<'a>,
        sample: FieldView<'a>,
        kinds: Kinds,
    ) -> Option<usize> {
        let decoder = sample.field.and_then(|field| field.decoder);
        let twin = sample.field.map_or(Twin::None, |field| field.twin);
        let known = self.slots.iter().position(|slot| {
            (slot.decoder, slot.twin) == (decoder, twin) && slot.question == *question
        });
        let known = known.unwrap_or_else(|| {
            let finder = question.needle().map(|needle| Finder::new(needle, decoder));
            let small = match &finder {
                Some(finder) if !finder.kind_filter().allows_inline() => Small::No,
                _ if question.is_about_a_number() => Small::Asked,
                _ => Small::Known(Vec::new()),
            };
            self.slots.push(Slot {
                question: question.clone(),
                decoder,
                twin,
                sample,
                finder,
                kinds: Kinds::default(),
                codes: Vec::new(),
                small,
                is_asked: false,
                is_never: false,
            });
            self.slots.len() - 1
        });
        let slot = &mut self.slots[known];
        let finder = slot.finder.as_ref();
        let may_pass = finder.is_none_or(|finder| finder.kind_filter().allows_any(kinds));
        may_pass.then(|| {
            slot.kinds = slot.kinds.or(kinds);
            known
        })
    }

    /// Moves the rows whose value gets a yes from `left` to `found`: `left` are places in `rows`
    /// and in `column`, which has their values.
    pub(crate) fn pick(
        &mut self,
        slot: usize,
        column: &[Cell],
        rows: &[u32],
        left: &mut Vec<u32>,
        found: &mut Bits,
    ) {
        let dictionary = self.dictionary;
        let slot = &mut self.slots[slot];
        if self.is_eager && !slot.is_asked {
            slot.is_asked = true;
            slot.ask_all(dictionary);
        }
        if slot.is_never {
            return;
        }
        let passing = &mut self.passing;
        passing.clear();
        if left.len() == column.len() {
            for cells in column.chunks(64) {
                passing.push(bits(cells, |&cell| slot.of(dictionary, cell)));
            }
        } else {
            for places in left.chunks(64) {
                let passes = |&at: &u32| slot.of(dictionary, column[at as usize]);
                passing.push(bits(places, passes));
            }
        }
        // In most columns of most searches there is nothing.
        if passing.iter().all(|&word| word == 0) {
            return;
        }
        let mut kept = 0;
        for index in 0..left.len() {
            let at = left[index];
            let passes = passing[index / 64] >> (index % 64) & 1 != 0;
            // Written in any case, as a branch here could not be predicted.
            left[kept] = at;
            kept += usize::from(!passes);
            found.set(rows[at as usize] as usize, passes);
        }
        left.truncate(kept);
    }
}

/// A bit for each of up to 64 things that pass.
fn bits<T>(things: &[T], mut passes: impl FnMut(&T) -> bool) -> u64 {
    let each = (0..).zip(things);
    each.fold(0, |bits, (bit, thing)| {
        bits | u64::from(passes(thing)) << bit
    })
}

impl Slot<'_> {
    /// The answer for the value of a cell.
    #[inline]
    fn of(&mut self, dictionary: &Dictionary, cell: Cell) -> bool {
        match cell.code() {
            Some(code) => match self.codes.get(code as usize) {
                None | Some(&UNASKED) => self.of_code(dictionary, cell, code as usize),
                Some(&answer) => answer == YES,
            },
            None => self.of_small(dictionary, cell),
        }
    }

    #[inline(never)]
    fn of_code(&mut self, dictionary: &Dictionary, cell: Cell, code: usize) -> bool {
        let passes = self.ask(dictionary, cell);
        self.make_room(dictionary);
        self.codes[code] = if passes { YES } else { NO };
        passes
    }

    fn make_room(&mut self, dictionary: &Dictionary) {
        if self.codes.is_empty() {
            self.codes = vec![UNASKED; dictionary.len()];
        }
    }

    #[inline(never)]
    fn of_small(&mut self, dictionary: &Dictionary, cell: Cell) -> bool {
        let known = match &mut self.small {
            Small::No => return false,
            Small::Asked => return self.ask(dictionary, cell),
            Small::Known(known) => known,
        };
        let bits = cell.bits() & !IS_YES;
        let place = bits.wrapping_mul(0x9E37_79B1) >> (32 - PLACES.ilog2());
        if known.is_empty() {
            // No cell has these bits, so that none is taken for known.
            *known = vec![!IS_YES; PLACES];
        }
        let answer = known[place as usize];
        if answer & !IS_YES == bits {
            return answer & IS_YES != 0;
        }
        let passes = self.ask(dictionary, cell);
        if let Small::Known(known) = &mut self.small {
            known[place as usize] = bits | if passes { IS_YES } else { 0 };
        }
        passes
    }

    /// Asks about all values whose answer is quickly had, in the order in which they are kept.
    fn ask_all(&mut self, dictionary: &Dictionary) {
        let decided = match &self.finder {
            Some(finder) => finder.decides(self.kinds),
            None if self.question.is_about_a_number() => self.kinds,
            None => Kinds::default(),
        };
        if decided == Kinds::default() {
            return;
        }
        self.make_room(dictionary);
        let codes = &mut self.codes;
        if let Some(finder) = &mut self.finder {
            let is_for_needle = self.question.is_for_needle();
            let mut is_never = decided == self.kinds && matches!(self.small, Small::No);
            dictionary.each_of(decided, |code, raw| {
                let answer = match finder.matches(raw) {
                    Some(false) => NO,
                    Some(true) if is_for_needle => YES,
                    _ => UNASKED,
                };
                is_never &= answer == NO;
                codes[code as usize] = answer;
            });
            self.is_never = is_never;
        } else {
            let (question, sample) = (&self.question, self.sample);
            dictionary.each_of(decided, |code, raw| {
                let passes = question.answer(FieldView { raw, ..sample });
                codes[code as usize] = if passes { YES } else { NO };
            });
        }
    }

    fn ask(&mut self, dictionary: &Dictionary, cell: Cell) -> bool {
        let raw = dictionary.get(cell);
        match self.finder.as_mut().and_then(|finder| finder.matches(raw)) {
            Some(false) => return false,
            Some(true) if self.question.is_for_needle() => return true,
            _ => {}
        }
        self.question.answer(FieldView { raw, ..self.sample })
    }
}
