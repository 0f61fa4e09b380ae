//! The fast reader: walks a record's template instance in the chunk's bytes, straight into
//! columns. Whatever is not plain it leaves to the reference reader, with which it agrees
//! otherwise.

use std::rc::Rc;

use super::binxml::Unsupported;
use super::budget::Budget;
use super::code_page::CodePage;
use super::elements;
use super::format::{RECORD_HEADER, RECORD_TRAILER};
use super::instance::{lost_its_template, single};
use super::payload::{self, number};
use super::plan::{OptionalSource, Payload, Plan, Slot, Source, Steps, SystemPlan};
use super::record::{Place, RecordLayout, System, SystemPart};
use super::record_header::RecordHeader;
use super::sink::RecordSink;
use super::templates::Templates;
use super::value::Substitution;
use crate::values::{FileTime, Raw};

/// The fast reader of one thread.
#[derive(Default)]
pub(crate) struct FastReader {
    templates: Templates,
    budget: Budget,
    code_page: CodePage,
    key: Vec<u8>,
    text: String,
}

impl FastReader {
    /// A reader of text in this code page.
    pub(crate) fn new(code_page: CodePage) -> Self {
        Self {
            code_page,
            ..Self::default()
        }
    }

    /// Forgets the templates and the budget of the last chunk.
    pub(crate) fn begin_chunk(&mut self) {
        self.templates.begin_chunk();
        self.budget = Budget::default();
    }

    /// Adds a record of the chunk to `sink`, or nothing of it; returns the code of its schema.
    ///
    /// # Errors
    /// When the record is no `BinXML`.
    pub(crate) fn read(
        &mut self,
        data: &[u8],
        header: RecordHeader,
        place: Place,
        sink: &mut impl RecordSink,
    ) -> Result<u32, Unsupported> {
        self.budget.begin(header.size);
        match self.read_plain(data, header, place, sink)? {
            Some(schema) => Ok(schema),
            None => self.read_from_elements(data, header, place, sink),
        }
    }

    /// Adds a record that is one template instance with plain values; `None` for any other.
    fn read_plain(
        &mut self,
        data: &[u8],
        header: RecordHeader,
        place: Place,
        sink: &mut impl RecordSink,
    ) -> Result<Option<u32>, Unsupported> {
        // A carved record's template may have been written over.
        if place.recovered && lost_its_template(data, header.offset) {
            return Ok(None);
        }
        let (start, end) = body(&header)?;
        let mut values = Vec::with_capacity(24);
        let Ok(Some(definition)) = single(data, start, end, &mut values) else {
            return Ok(None);
        };
        let Ok((number, plan)) = self.templates.plan(data, definition) else {
            return Ok(None);
        };
        let Steps::Event(system, payload) = &plan.steps else {
            return Ok(None);
        };
        self.key.clear();
        self.key.extend(number.to_le_bytes());
        for part in system.shared() {
            add_to_key(&mut self.key, part, &values);
        }
        let mut parts = [false; SystemPart::ALL.len()];
        for (there, part) in parts.iter_mut().zip(&system.parts) {
            *there = has_value(part, &values);
            self.key.push(u8::from(*there));
        }
        let mut fields = Vec::with_capacity(24);
        let inner = match payload {
            Payload::Inline(_) => Nested::None,
            Payload::Value(id) | Payload::InUserData(id) => match values.get(usize::from(*id)) {
                None => Nested::None,
                Some(value) if value.is_null() => Nested::None,
                Some(value) => self.nested(data, *value, &mut fields),
            },
        };
        let (slots, values_of_slots) = match (&inner, payload) {
            (Nested::Fields(plan), _) => match (&plan.steps, payload) {
                (Steps::Fields(_), Payload::InUserData(_)) if *plan.shape.name == *"UserData" => {
                    return Ok(None);
                }
                (Steps::Fields(slots), _) => (slots.as_slice(), &fields),
                _ => return Ok(None),
            },
            (Nested::Other, _) => return Ok(None),
            (Nested::None, Payload::Inline(slots)) => (slots.as_slice(), &values),
            (Nested::None, _) => (&[][..], &values),
        };
        let Some(bytes) = add_slots_to_key(&mut self.key, slots, values_of_slots) else {
            return Ok(None);
        };
        // One value may be substituted into many fields.
        if !Budget::is_usual(header.size, bytes) {
            return Ok(None);
        }
        let (text, code_page) = (&mut self.text, self.code_page);
        let schema = sink.schema(&self.key, || {
            let there = |slot: &&Slot| is_there(&slot.value, values_of_slots);
            let parts = SystemPart::ALL.into_iter().zip(parts);
            Ok(RecordLayout {
                system: read_system(system, &values, text, code_page),
                names: slots
                    .iter()
                    .filter(there)
                    .map(|slot| slot.name.clone())
                    .collect(),
                parts: parts.filter(|part| part.1).map(|part| part.0).collect(),
            })
        })?;
        if !sink.keeps(schema) {
            return Ok(Some(schema));
        }
        sink.begin();
        let mut cells = 0;
        for slot in slots {
            if is_there(&slot.value, values_of_slots) {
                sink.cell(
                    schema,
                    cells,
                    raw(&slot.value, values_of_slots, text, code_page),
                );
                cells += 1;
            }
        }
        for ((part, source), there) in SystemPart::ALL.into_iter().zip(&system.parts).zip(parts) {
            if there {
                let value = raw(source, &values, text, code_page);
                sink.cell(schema, cells, payload::typed(part, value));
                cells += 1;
            }
        }
        let time = match raw(&system.time, &values, text, code_page) {
            Raw::Time(time) => time,
            Raw::Text(text) => text.parse().map_or(header.time, FileTime::from_timestamp),
            _ => header.time,
        };
        let id = raw(&system.record_id, &values, text, code_page)
            .as_u64()
            .unwrap_or(header.id);
        sink.commit(schema, time, id, place);
        Ok(Some(schema))
    }

    /// Returns the template and the values of the fragment that holds a record's fields.
    fn nested<'a>(
        &mut self,
        data: &'a [u8],
        value: Substitution<'a>,
        values: &mut Vec<Substitution<'a>>,
    ) -> Nested {
        let Some((start, end)) = value.fragment() else {
            return Nested::Other;
        };
        let Ok(Some(definition)) = single(data, start, end, values) else {
            return Nested::Other;
        };
        let Ok((number, plan)) = self.templates.plan(data, definition) else {
            return Nested::Other;
        };
        self.key.extend(number.to_le_bytes());
        Nested::Fields(plan)
    }

    /// Adds a record by way of its elements.
    fn read_from_elements(
        &mut self,
        data: &[u8],
        header: RecordHeader,
        place: Place,
        sink: &mut impl RecordSink,
    ) -> Result<u32, Unsupported> {
        let (start, end) = body(&header)?;
        let mut context = elements::Context {
            templates: &mut self.templates,
            budget: &mut self.budget,
            code_page: self.code_page,
        };
        let event = elements::event(data, start, end, place, &mut context)?;
        let mut record = payload::record(&event, &header, place, &mut self.budget);
        let note = payload::cut_note(&self.budget);
        if let Some(note) = &note {
            record.fields.push((payload::CUT.into(), Raw::Text(note)));
        }
        Ok(sink.push(record))
    }
}

/// The place of a record's `BinXML` in its chunk.
pub(crate) fn body(header: &RecordHeader) -> Result<(usize, usize), Unsupported> {
    let start = header.offset + RECORD_HEADER;
    let end = (header.offset + header.size).checked_sub(RECORD_TRAILER);
    Ok((start, end.ok_or(Unsupported)?))
}

/// The fragment that holds the fields of a record.
enum Nested {
    None,
    Fields(Rc<Plan>),
    Other,
}

/// The state of a field in a record.
enum State {
    /// It has a value of so many bytes.
    There(usize),
    LeftOut,
    /// It is several, or elements.
    Several,
}

/// Adds to the key which fields are there; returns the bytes that their values take, or `None`
/// where one is several or elements.
fn add_slots_to_key(
    key: &mut Vec<u8>,
    slots: &[Slot],
    values: &[Substitution<'_>],
) -> Option<usize> {
    let mut bytes = 0;
    for slot in slots {
        match slot_state(slot, values) {
            State::There(size) => bytes += size + size_of::<u32>(),
            State::LeftOut => key.extend_from_slice(b"-"),
            State::Several => return None,
        }
        if slot.value.gate.is_some() {
            key.extend_from_slice(b"+");
        }
    }
    Some(bytes)
}

fn slot_state(slot: &Slot, values: &[Substitution<'_>]) -> State {
    if !is_there(&slot.value, values) {
        return State::LeftOut;
    }
    match &slot.value.source {
        Source::Value(id) => match values.get(usize::from(*id)) {
            Some(value) if !value.is_scalar() => State::Several,
            Some(value) => State::There(value.bytes.len()),
            None => State::There(0),
        },
        Source::Text(text) => State::There(text.len()),
        Source::Nothing => State::There(0),
    }
}

fn is_there(value: &OptionalSource, values: &[Substitution<'_>]) -> bool {
    let gate = value.gate.and_then(|gate| values.get(usize::from(gate)));
    !gate.is_some_and(Substitution::is_null)
}

/// Tells whether a part of `System` has a value at all.
fn has_value(part: &OptionalSource, values: &[Substitution<'_>]) -> bool {
    let is_empty = match &part.source {
        Source::Nothing => true,
        Source::Text(text) => text.is_empty(),
        Source::Value(id) => {
            let value = values.get(usize::from(*id));
            value.is_none_or(|value| value.is_null() || value.bytes.is_empty())
        }
    };
    !is_empty && is_there(part, values)
}

fn raw<'t>(
    value: &'t OptionalSource,
    values: &[Substitution<'t>],
    text: &'t mut String,
    code_page: CodePage,
) -> Raw<'t> {
    if !is_there(value, values) {
        return Raw::Null;
    }
    match &value.source {
        Source::Nothing => Raw::Null,
        Source::Text(text) => Raw::Text(text),
        Source::Value(id) => values
            .get(usize::from(*id))
            .map_or(Raw::Null, |value| value.raw(text, code_page)),
    }
}

/// Adds what tells records of different schemas apart.
fn add_to_key(key: &mut Vec<u8>, part: &OptionalSource, values: &[Substitution<'_>]) {
    let Source::Value(id) = part.source else {
        if part.gate.is_some() {
            key.push(u8::from(is_there(part, values)));
        }
        return;
    };
    match values.get(usize::from(id)) {
        Some(value) if is_there(part, values) => {
            key.push(value.kind);
            key.extend((value.bytes.len() as u16).to_le_bytes());
            key.extend(value.bytes);
        }
        _ => key.push(u8::MAX),
    }
}

fn read_system(
    plan: &SystemPlan,
    values: &[Substitution<'_>],
    scratch: &mut String,
    code_page: CodePage,
) -> System {
    let event_id = number(raw(&plan.event_id, values, scratch, code_page));
    let version = number(raw(&plan.version, values, scratch, code_page));
    let level = number(raw(&plan.level, values, scratch, code_page));
    let task = number(raw(&plan.task, values, scratch, code_page));
    let opcode = number(raw(&plan.opcode, values, scratch, code_page));
    let keywords = number(raw(&plan.keywords, values, scratch, code_page));
    let has_qualifiers = has_value(&plan.qualifiers, values);
    let qualifiers = raw(&plan.qualifiers, values, scratch, code_page);
    let qualifiers = has_qualifiers.then(|| number(qualifiers));
    let mut text = |part: &OptionalSource| -> Box<str> {
        raw(part, values, scratch, code_page).to_string().into()
    };
    System {
        provider: text(&plan.provider),
        event_id,
        version,
        level,
        task,
        opcode,
        keywords,
        channel: text(&plan.channel),
        computer: text(&plan.computer),
        user_sid: Some(text(&plan.user_sid)).filter(|sid| !sid.is_empty()),
        qualifiers,
    }
}
