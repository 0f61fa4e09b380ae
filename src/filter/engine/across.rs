//! Text that lies across parts of a message: an automaton reads fixed texts and values in their
//! order, and knows of each only the beginnings, middles and ends of the text in it.

use hashbrown::HashMap;

use super::short::with_text;
use crate::catalog::Twin;
use crate::events::{FieldView, TextPart};
use crate::filter::language::{Needle, folded};
use crate::store::{Cell, Kinds, Segment};
use crate::values::{Decoder, Raw, address};

/// The longest text, in bytes, that is looked for so.
const LONGEST: usize = 128;

/// The lengths of the beginnings of the text that have been read: bit n for its first n bytes.
type MatchState = u128;

/// A part of a message as a step of the automaton.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Boundary {
    /// The states before the part that it completes to the whole text.
    completes: MatchState,
    /// The states before it that all of it continues.
    continues: MatchState,
    /// The states after it that begin in it.
    begins: MatchState,
    /// The bytes of the part, where it may continue the text.
    len: usize,
}

impl Boundary {
    /// That of a part that is folded.
    fn of(needle: &[u8], part: &[u8]) -> Self {
        let mut boundary = Self::default();
        let (first, last) = (part.first(), part.last());
        for cut in 1..needle.len() {
            let (before, after) = needle.split_at(cut);
            if last.is_none() || first == after.first() {
                let continues = part.len() < after.len() && after.starts_with(part);
                boundary.continues |= MatchState::from(continues) << cut;
                boundary.completes |= MatchState::from(part.starts_with(after)) << cut;
            }
            if last == before.last() {
                boundary.begins |= MatchState::from(part.ends_with(before)) << cut;
            }
        }
        if boundary.continues != 0 {
            boundary.len = part.len();
        }
        boundary
    }

    /// The state after the part; `None` where the whole text has been read.
    fn after(&self, before: MatchState) -> Option<MatchState> {
        (before & self.completes == 0).then_some(self.reached(before))
    }

    /// The states that are reached from `before` as long as the text is not completed.
    fn reached(&self, before: MatchState) -> MatchState {
        self.begins | (before & self.continues) << self.len
    }

    /// The states before the part from which it completes the text or reaches one of `after`.
    fn before(&self, after: MatchState) -> MatchState {
        self.completes | self.continues & after >> self.len
    }
}

/// A transition of the automaton.
#[derive(Debug)]
enum Transition {
    /// The same in all events of a schema.
    Fixed(Boundary),
    /// That of the value at a place, and the index of the cache that has its boundary.
    Value(usize, usize),
}

/// The automaton for the messages of a schema, over the parts across which text may lie.
#[derive(Debug)]
pub(crate) struct CrossPartMatcher(Vec<Transition>);

/// The places of text in a schema's message.
pub(crate) enum Places {
    /// In its fixed texts, in every event.
    Always,
    /// Nowhere but in one value.
    Inside,
    /// It may lie across these.
    Across(CrossPartMatcher),
    /// They are not known without making the message.
    Unknown,
}

/// The boundaries of the parts of a segment's messages.
pub(crate) struct Boundaries<'a> {
    needle: &'a Needle,
    segment: &'a Segment,
    caches: Vec<Cache<'a>>,
    /// Set where most values are asked about.
    is_eager: bool,
    /// All boundaries that were met.
    distinct: Vec<Boundary>,
}

/// The boundaries of the values that read alike in a message.
struct Cache<'a> {
    decoder: Option<Decoder>,
    twin: Twin,
    sample: FieldView<'a>,
    /// The kinds of values of these fields.
    kinds: Kinds,
    /// For each code one more than the index of its boundary, or 0. Empty until the first is asked.
    codes: Vec<u16>,
    small: HashMap<Cell, u16>,
}

impl<'a> Boundaries<'a> {
    /// No boundaries yet. `is_eager` where most values of the segment will be asked about.
    pub(crate) fn new(needle: &'a Needle, segment: &'a Segment, is_eager: bool) -> Self {
        Self {
            needle,
            segment,
            caches: Vec::new(),
            is_eager,
            distinct: Vec::new(),
        }
    }

    /// The cache for fields that read as this one does and have these kinds of values.
    fn cache(&mut self, sample: FieldView<'a>, kinds: Kinds) -> usize {
        let decoder = sample.field.and_then(|field| field.decoder);
        let twin = sample.field.map_or(Twin::None, |field| field.twin);
        let mut caches = self.caches.iter();
        let known = caches.position(|it| (it.decoder, it.twin) == (decoder, twin));
        let known = known.unwrap_or_else(|| {
            self.caches.push(Cache {
                decoder,
                twin,
                sample,
                kinds: Kinds::default(),
                codes: Vec::new(),
                small: HashMap::new(),
            });
            self.caches.len() - 1
        });
        let cache = &mut self.caches[known];
        cache.kinds = cache.kinds.or(kinds);
        known
    }

    /// The places of the text in the messages of a schema that are made of these parts.
    pub(crate) fn places(
        &mut self,
        parts: &[TextPart<'_>],
        samples: &[FieldView<'a>],
        kinds: &[Kinds],
    ) -> Places {
        let needle = self.needle.text().as_bytes();
        let parts = merged(parts);
        let is_in =
            |part: &Merged| matches!(part, Merged::Fixed(text) if self.needle.matches(text));
        if parts.iter().any(is_in) {
            return Places::Always;
        }
        if needle.len() > LONGEST {
            return Places::Unknown;
        }
        let mut transitions: Vec<Transition> = parts
            .iter()
            .map(|part| match part {
                Merged::Fixed(text) => Transition::Fixed(Boundary::of(needle, text.as_bytes())),
                Merged::Value(place) => {
                    let kinds = kinds.get(*place).copied().unwrap_or_default();
                    Transition::Value(*place, self.cache(samples[*place], kinds))
                }
            })
            .collect();
        let any = (2..=needle.len()).fold(0, |any, cut| any | 1 << (cut - 1));
        drop_isolated(&mut transitions, any);
        let is_value = |it: &Transition| matches!(it, Transition::Value(..));
        if !transitions.iter().any(is_value) {
            return Places::Inside;
        }
        transitions.dedup_by(|it, last| it.is_isolated() && last.is_isolated());
        Places::Across(CrossPartMatcher(transitions))
    }

    /// Returns true if the text lies across parts of the message of an event, given by its schema
    /// and its place among the events of that.
    pub(crate) fn matches(&mut self, matcher: &CrossPartMatcher, schema: usize, at: usize) -> bool {
        let mut state = 0;
        matcher.0.iter().any(|transition| {
            let boundary = match *transition {
                Transition::Fixed(boundary) => boundary,
                Transition::Value(place, cache) => {
                    self.boundary(cache, self.segment.column(schema, place)[at])
                }
            };
            match boundary.after(state) {
                Some(after) => state = after,
                None => return true,
            }
            false
        })
    }

    fn boundary(&mut self, cache: usize, cell: Cell) -> Boundary {
        let cache = &mut self.caches[cache];
        let dictionary = self.segment.dictionary();
        let needle = self.needle.text().as_bytes();
        let known = match cell.code() {
            Some(code) => {
                if cache.codes.is_empty() {
                    let mut codes = vec![0; dictionary.len()];
                    if self.is_eager && cache.decoder == Some(Decoder::Sockaddr) {
                        // In the order in which they are kept, as they are many.
                        dictionary.each_of(cache.kinds, |code, raw| {
                            let boundary = cache.read(needle, raw);
                            codes[code as usize] = remembered(&mut self.distinct, boundary);
                        });
                    }
                    cache.codes = codes;
                }
                cache.codes[code as usize]
            }
            None => *cache.small.get(&cell).unwrap_or(&0),
        };
        if let Some(at) = usize::from(known).checked_sub(1) {
            return self.distinct[at];
        }
        let boundary = cache.read(needle, dictionary.get(cell));
        let known = remembered(&mut self.distinct, boundary);
        match cell.code() {
            Some(code) => cache.codes[code as usize] = known,
            None => {
                cache.small.insert(cell, known);
            }
        }
        boundary
    }
}

/// Makes the values that nothing gets across isolated, as far as the fixed texts tell; `any` has
/// every state of a text that is begun.
fn drop_isolated(transitions: &mut [Transition], any: MatchState) {
    let mut before = 0;
    let befores: Vec<MatchState> = transitions
        .iter()
        .map(|transition| {
            let after = match transition {
                Transition::Fixed(boundary) => boundary.reached(before),
                Transition::Value(..) => any,
            };
            std::mem::replace(&mut before, after)
        })
        .collect();
    // The states after each part from which the text goes on.
    let mut after = 0;
    for (transition, before) in transitions.iter_mut().zip(befores).rev() {
        match transition {
            Transition::Fixed(boundary) => after = boundary.before(after),
            Transition::Value(..) if before != 0 || after != 0 => after = any,
            Transition::Value(..) => *transition = Transition::Fixed(Boundary::default()),
        }
    }
}

/// One more than the index of a boundary among all that were met; 0 where it has no room, so that
/// it is read again each time.
fn remembered(all: &mut Vec<Boundary>, boundary: Boundary) -> u16 {
    let at = all.iter().position(|known| *known == boundary);
    let at = at.unwrap_or(all.len());
    let place = u16::try_from(at + 1).unwrap_or(0);
    if at == all.len() && place > 0 {
        all.push(boundary);
    }
    place
}

impl Cache<'_> {
    fn read(&self, needle: &[u8], raw: Raw<'_>) -> Boundary {
        // Most values are addresses and GUIDs, each its own.
        let quickly = match (raw, self.decoder) {
            (Raw::Binary(bytes), Some(Decoder::Sockaddr)) => {
                address::socket(bytes).and_then(|address| {
                    with_text(address, |text| Boundary::of(needle, text.as_bytes()))
                })
            }
            (Raw::Guid(_), None | Some(Decoder::Guid)) => {
                with_text(raw, |text| Boundary::of(needle, text.as_bytes()))
            }
            _ => None,
        };
        quickly.unwrap_or_else(|| {
            let view = FieldView { raw, ..self.sample };
            Boundary::of(needle, folded(&view.in_message()).as_bytes())
        })
    }
}

impl Transition {
    /// Returns true if no text lies across it.
    fn is_isolated(&self) -> bool {
        matches!(self, Self::Fixed(boundary) if *boundary == Boundary::default())
    }
}

/// A part of a message, folded; no two fixed ones are side by side.
enum Merged {
    Fixed(String),
    Value(usize),
}

fn merged(parts: &[TextPart<'_>]) -> Vec<Merged> {
    let mut merged = Vec::new();
    for part in parts {
        match (part, merged.last_mut()) {
            (TextPart::Value(place), _) => merged.push(Merged::Value(*place)),
            (TextPart::Fixed(text), Some(Merged::Fixed(before))) => before.push_str(&folded(text)),
            (TextPart::Fixed(text), _) => merged.push(Merged::Fixed(folded(text))),
        }
    }
    merged
}
