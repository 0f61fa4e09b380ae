//! Text that lies across parts of a message: the fixed texts and values are gone through as one
//! would read them, each known only by what of the text it can begin, hold and end.

use hashbrown::HashMap;

use super::short::written;
use crate::catalog::Twin;
use crate::events::{FieldView, TextPart};
use crate::filter::language::fold::folded;
use crate::filter::language::needle::Needle;
use crate::store::{Cell, Kinds, Segment};
use crate::values::{Decoder, Raw, address};

/// The longest text, in bytes, that is looked for so.
const LONGEST: usize = 128;

/// How much of the text has been read, as bits: bit n for its first n bytes.
type Begun = u128;

/// What a part of a message has of the text at its edges.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Edges {
    /// Where the text may have got to before the part, so that the part ends it.
    ended: Begun,
    /// Where it may have got to, so that all of the part is more of it.
    held: Begun,
    /// Where it has got to after the part, if it begins there.
    begun: Begun,
    /// The bytes of the part, where all of it may be more of the text.
    len: usize,
}

impl Edges {
    /// Those of a part that is folded.
    fn of(needle: &[u8], part: &[u8]) -> Self {
        let mut edges = Self::default();
        let (first, last) = (part.first(), part.last());
        for cut in 1..needle.len() {
            let (before, after) = needle.split_at(cut);
            if last.is_none() || first == after.first() {
                let is_held = part.len() < after.len() && after.starts_with(part);
                edges.held |= Begun::from(is_held) << cut;
                edges.ended |= Begun::from(part.starts_with(after)) << cut;
            }
            if last == before.last() {
                edges.begun |= Begun::from(part.ends_with(before)) << cut;
            }
        }
        if edges.held != 0 {
            edges.len = part.len();
        }
        edges
    }

    /// How far the text may have got after the part; `None` where it has ended.
    fn after(&self, before: Begun) -> Option<Begun> {
        (before & self.ended == 0).then_some(self.begun | (before & self.held) << self.len)
    }

    /// How far the text may have got before the part so that it can get on to one of `after`.
    fn before(&self, after: Begun) -> Begun {
        self.ended | self.held & after >> self.len
    }
}

/// A part of a message, as far as text may lie across it.
#[derive(Debug)]
enum Step {
    /// The same in all events of a head.
    Fixed(Edges),
    /// The value at a place, and where its edges are remembered.
    Value(usize, usize),
}

/// The parts of a head's message across which text may lie.
#[derive(Debug)]
pub(crate) struct Crossing(Vec<Step>);

/// Where in a head's message text is.
pub(crate) enum Places {
    /// In its fixed texts, in every event.
    Always,
    /// Nowhere but in one value.
    Inside,
    /// It may lie across these.
    Across(Crossing),
    /// That is not told without making the message.
    Unknown,
}

/// The edges of the values of a segment.
pub(crate) struct Joints<'a> {
    needle: &'a Needle,
    segment: &'a Segment,
    readers: Vec<Reader<'a>>,
    /// Whether most values are asked about.
    is_eager: bool,
    /// All edges that were met.
    edges: Vec<Edges>,
}

/// The values that read alike in a message.
struct Reader<'a> {
    decoder: Option<Decoder>,
    twin: Twin,
    sample: FieldView<'a>,
    /// The kinds of values of these fields.
    kinds: Kinds,
    /// For each code one more than the index of its edges, or 0. Empty until the first is asked.
    codes: Vec<u16>,
    small: HashMap<Cell, u16>,
}

impl<'a> Joints<'a> {
    /// No edges yet. `is_eager` says whether most values of the segment will be asked about.
    pub(crate) fn new(needle: &'a Needle, segment: &'a Segment, is_eager: bool) -> Self {
        Self {
            needle,
            segment,
            readers: Vec::new(),
            is_eager,
            edges: Vec::new(),
        }
    }

    /// The reader of fields that read as this one does and have these kinds of values.
    fn reader(&mut self, sample: FieldView<'a>, kinds: Kinds) -> usize {
        let decoder = sample.field.and_then(|field| field.decoder);
        let twin = sample.field.map_or(Twin::None, |field| field.twin);
        let mut readers = self.readers.iter();
        let known = readers.position(|it| (it.decoder, it.twin) == (decoder, twin));
        let known = known.unwrap_or_else(|| {
            self.readers.push(Reader {
                decoder,
                twin,
                sample,
                kinds: Kinds::default(),
                codes: Vec::new(),
                small: HashMap::new(),
            });
            self.readers.len() - 1
        });
        let reader = &mut self.readers[known];
        reader.kinds = reader.kinds.or(kinds);
        known
    }

    /// Where the text may be in the messages of a head that are made of these parts.
    pub(crate) fn places(
        &mut self,
        parts: &[TextPart<'_>],
        samples: &[FieldView<'a>],
        kinds: &[Kinds],
    ) -> Places {
        let needle = self.needle.text().as_bytes();
        let whole = whole(parts);
        let is_fixed = |part: &Whole| matches!(part, Whole::Fixed(text) if self.needle.is_in(text));
        if whole.iter().any(is_fixed) {
            return Places::Always;
        }
        if needle.len() > LONGEST {
            return Places::Unknown;
        }
        let any = (2..=needle.len()).fold(0, |any, cut| any | 1 << (cut - 1));
        let mut steps: Vec<Step> = whole
            .iter()
            .map(|part| match part {
                Whole::Fixed(text) => Step::Fixed(Edges::of(needle, text.as_bytes())),
                Whole::Value(place) => {
                    let kinds = kinds.get(*place).copied().unwrap_or_default();
                    Step::Value(*place, self.reader(samples[*place], kinds))
                }
            })
            .collect();
        // As far as the fixed texts tell: how far the text may have got before each part, and
        // how far it must have got after it to go on.
        let mut before = 0;
        let befores: Vec<Begun> = steps
            .iter()
            .map(|step| match step {
                Step::Fixed(edges) => {
                    let here = before;
                    before = edges.begun | (before & edges.held) << edges.len;
                    here
                }
                Step::Value(..) => std::mem::replace(&mut before, any),
            })
            .collect();
        let mut after = 0;
        for (step, before) in steps.iter_mut().zip(befores).rev() {
            match step {
                Step::Fixed(edges) => after = edges.before(after),
                Step::Value(..) => {
                    let is_beside = before != 0 || after != 0;
                    after = any;
                    if !is_beside {
                        // Nothing gets across it.
                        *step = Step::Fixed(Edges::default());
                        after = 0;
                    }
                }
            }
        }
        let is_value = |step: &Step| matches!(step, Step::Value(..));
        if !steps.iter().any(is_value) {
            return Places::Inside;
        }
        steps.dedup_by(|step, last| step.is_nothing() && last.is_nothing());
        Places::Across(Crossing(steps))
    }

    /// Whether the text lies across parts of the message of an event, given by its head and its
    /// place among the events of that.
    pub(crate) fn is_across(&mut self, crossing: &Crossing, head: usize, at: usize) -> bool {
        let mut begun = 0;
        crossing.0.iter().any(|step| {
            let edges = match *step {
                Step::Fixed(edges) => edges,
                Step::Value(place, reader) => {
                    self.edges(reader, self.segment.column(head, place)[at])
                }
            };
            match edges.after(begun) {
                Some(after) => begun = after,
                None => return true,
            }
            false
        })
    }

    fn edges(&mut self, reader: usize, cell: Cell) -> Edges {
        let reader = &mut self.readers[reader];
        let dictionary = self.segment.dictionary();
        let needle = self.needle.text().as_bytes();
        let known = match cell.code() {
            Some(code) => {
                if reader.codes.is_empty() {
                    let mut codes = vec![0; dictionary.len()];
                    if self.is_eager && reader.decoder == Some(Decoder::Sockaddr) {
                        // In the order in which they are kept, as they are many.
                        dictionary.each_of(reader.kinds, |code, raw| {
                            let edges = reader.read(needle, raw);
                            codes[code as usize] = kept(&mut self.edges, edges);
                        });
                    }
                    reader.codes = codes;
                }
                reader.codes[code as usize]
            }
            None => *reader.small.get(&cell).unwrap_or(&0),
        };
        if let Some(at) = usize::from(known).checked_sub(1) {
            return self.edges[at];
        }
        let edges = reader.read(needle, dictionary.get(cell));
        let known = kept(&mut self.edges, edges);
        match cell.code() {
            Some(code) => reader.codes[code as usize] = known,
            None => {
                reader.small.insert(cell, known);
            }
        }
        edges
    }
}

/// One more than the place of edges among all that were met; 0 where it has no room, so that they
/// are read again each time.
fn kept(all: &mut Vec<Edges>, edges: Edges) -> u16 {
    let at = all.iter().position(|known| *known == edges);
    let at = at.unwrap_or(all.len());
    let place = u16::try_from(at + 1).unwrap_or(0);
    if at == all.len() && place > 0 {
        all.push(edges);
    }
    place
}

impl Reader<'_> {
    fn read(&self, needle: &[u8], raw: Raw<'_>) -> Edges {
        // Most values are addresses and GUIDs, each its own.
        let quickly = match (raw, self.decoder) {
            (Raw::Binary(bytes), Some(Decoder::Sockaddr)) => address::socket(bytes)
                .and_then(|address| written(address, |text| Edges::of(needle, text.as_bytes()))),
            (Raw::Guid(_), None | Some(Decoder::Guid)) => {
                written(raw, |text| Edges::of(needle, text.as_bytes()))
            }
            _ => None,
        };
        quickly.unwrap_or_else(|| {
            let view = FieldView { raw, ..self.sample };
            Edges::of(needle, folded(&view.in_message()).as_bytes())
        })
    }
}

impl Step {
    /// Whether no text lies across it.
    fn is_nothing(&self) -> bool {
        matches!(self, Self::Fixed(edges) if *edges == Edges::default())
    }
}

/// A part of a message that is beside no other of its kind where it is fixed; folded.
enum Whole {
    Fixed(String),
    Value(usize),
}

fn whole(parts: &[TextPart<'_>]) -> Vec<Whole> {
    let mut whole = Vec::new();
    for part in parts {
        match (part, whole.last_mut()) {
            (TextPart::Value(place), _) => whole.push(Whole::Value(*place)),
            (TextPart::Fixed(text), Some(Whole::Fixed(before))) => before.push_str(&folded(text)),
            (TextPart::Fixed(text), _) => whole.push(Whole::Fixed(folded(text))),
        }
    }
    whole
}
