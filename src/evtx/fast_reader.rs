//! The fast reader: walks a record's template instance in the chunk's bytes, straight into
//! columns. What is unusual it leaves to the reference reader, with which it agrees otherwise.

use std::rc::Rc;

use super::binxml::Unsupported;
use super::elements;
use super::format::{RECORD_HEADER, RECORD_TRAILER};
use super::instance::{Substitution, single};
use super::payload::{self, number};
use super::plan::{OptionalSource, Payload, Plan, Slot, Source, Steps, SystemPlan};
use super::record::{Place, System};
use super::record_header::RecordHeader;
use super::sink::RecordSink;
use super::templates::Templates;
use crate::values::{FileTime, Raw};

/// The fast reader of one thread.
#[derive(Default)]
pub(crate) struct FastReader {
    templates: Templates,
    key: Vec<u8>,
    text: String,
}

impl FastReader {
    /// To be called before the records of another chunk.
    pub(crate) fn begin_chunk(&mut self) {
        self.templates.begin_chunk();
    }

    /// Adds a record of the chunk to `builder`, or nothing of it; the code of its head.
    ///
    /// # Errors
    /// When the record is for the reference reader.
    pub(crate) fn read(
        &mut self,
        data: &[u8],
        header: RecordHeader,
        place: Place,
        builder: &mut impl RecordSink,
    ) -> Result<u32, Unsupported> {
        let start = header.offset + RECORD_HEADER;
        let end = (header.offset + header.size)
            .checked_sub(RECORD_TRAILER)
            .ok_or(Unsupported)?;
        let mut values = Vec::with_capacity(24);
        let Some(definition) = single(data, start, end, &mut values)? else {
            return self.read_from_elements(data, header, place, builder);
        };
        let (number, plan) = self.templates.plan(data, definition)?;
        let Steps::Event(system, payload) = &plan.steps else {
            return self.read_from_elements(data, header, place, builder);
        };
        self.key.clear();
        self.key.extend(number.to_le_bytes());
        for part in system.shared() {
            add_to_key(&mut self.key, part, &values);
        }
        let mut fields = Vec::with_capacity(24);
        let inner = match payload {
            Payload::Inline(_) => Nested::None,
            Payload::Value(id) | Payload::InUserData(id) => match values.get(usize::from(*id)) {
                None => Nested::None,
                Some(value) if value.is_null() => Nested::None,
                Some(value) => self.nested(data, *value, &mut fields)?,
            },
        };
        let (slots, values_of_slots) = match (&inner, payload) {
            (Nested::Fields(plan), _) => match (&plan.steps, payload) {
                (Steps::Fields(_), Payload::InUserData(_)) if plan.shape.name == "UserData" => {
                    return self.read_from_elements(data, header, place, builder);
                }
                (Steps::Fields(slots), _) => (slots.as_slice(), &fields),
                _ => return self.read_from_elements(data, header, place, builder),
            },
            (Nested::Other, _) => return self.read_from_elements(data, header, place, builder),
            (Nested::None, Payload::Inline(slots)) => (slots.as_slice(), &values),
            (Nested::None, _) => (&[][..], &values),
        };
        for slot in slots {
            match slot_state(slot, values_of_slots) {
                State::There => {}
                State::LeftOut => self.key.extend_from_slice(b"-"),
                State::Several => return self.read_from_elements(data, header, place, builder),
            }
            if slot.value.gate.is_some() {
                self.key.extend_from_slice(b"+");
            }
        }
        let text = &mut self.text;
        let head = builder.schema(&self.key, || {
            let names = slots
                .iter()
                .filter(|slot| is_there(&slot.value, values_of_slots))
                .map(|slot| slot.name.clone())
                .collect();
            Ok((read_system(system, &values, text)?, names))
        })?;
        let mut there = slots
            .iter()
            .map(|slot| &slot.value)
            .filter(|value| is_there(value, values_of_slots));
        if !builder.keeps(head) {
            there.try_for_each(|value| check(value, values_of_slots))?;
            return Ok(head);
        }
        builder.begin();
        for (number, value) in there.enumerate() {
            builder.cell(head, number, raw(value, values_of_slots, text)?);
        }
        let time = match raw(&system.time, &values, text)? {
            Raw::Time(time) => time,
            Raw::Text(text) => text.parse().map_or(header.time, FileTime::from_timestamp),
            _ => header.time,
        };
        let id = raw(&system.record_id, &values, text)?
            .as_u64()
            .unwrap_or(header.id);
        builder.commit(head, time, id, place);
        Ok(head)
    }

    /// The template and the values of the fragment that holds a record's fields.
    fn nested<'a>(
        &mut self,
        data: &'a [u8],
        value: Substitution<'a>,
        values: &mut Vec<Substitution<'a>>,
    ) -> Result<Nested, Unsupported> {
        let Some((start, end)) = value.fragment() else {
            return Ok(Nested::Other);
        };
        let Some(definition) = single(data, start, end, values)? else {
            return Ok(Nested::Other);
        };
        let (number, plan) = self.templates.plan(data, definition)?;
        self.key.extend(number.to_le_bytes());
        Ok(Nested::Fields(plan))
    }

    /// Reads a record by way of its elements.
    fn read_from_elements(
        &mut self,
        data: &[u8],
        header: RecordHeader,
        place: Place,
        builder: &mut impl RecordSink,
    ) -> Result<u32, Unsupported> {
        let start = header.offset + RECORD_HEADER;
        let end = header.offset + header.size - RECORD_TRAILER;
        let mut elements = elements::read(data, start, end, &mut self.templates)?;
        if elements.len() != 1 {
            return Err(Unsupported);
        }
        let event = elements.pop().ok_or(Unsupported)?;
        if event.name != "Event" {
            return Err(Unsupported);
        }
        Ok(builder.push(payload::record(&event, header.time, header.id, place)))
    }
}

/// What holds the fields of a record.
enum Nested {
    None,
    Fields(Rc<Plan>),
    Other,
}

/// Whether a field is there.
enum State {
    There,
    LeftOut,
    /// It is several, or elements.
    Several,
}

fn slot_state(slot: &Slot, values: &[Substitution<'_>]) -> State {
    if !is_there(&slot.value, values) {
        return State::LeftOut;
    }
    match &slot.value.source {
        Source::Value(id) => match values.get(usize::from(*id)) {
            Some(value) if !value.is_scalar() => State::Several,
            _ => State::There,
        },
        _ => State::There,
    }
}

fn is_there(value: &OptionalSource, values: &[Substitution<'_>]) -> bool {
    let gate = value.gate.and_then(|gate| values.get(usize::from(gate)));
    !gate.is_some_and(Substitution::is_null)
}

fn raw<'t>(
    value: &'t OptionalSource,
    values: &[Substitution<'t>],
    text: &'t mut String,
) -> Result<Raw<'t>, Unsupported> {
    if !is_there(value, values) {
        return Ok(Raw::Null);
    }
    match &value.source {
        Source::Nothing => Ok(Raw::Null),
        Source::Text(text) => Ok(Raw::Text(text)),
        Source::Value(id) => values
            .get(usize::from(*id))
            .map_or(Ok(Raw::Null), |value| value.raw(text)),
    }
}

/// Whether a value can be read, without reading it where that takes long.
fn check(value: &OptionalSource, values: &[Substitution<'_>]) -> Result<(), Unsupported> {
    match &value.source {
        Source::Value(id) => values
            .get(usize::from(*id))
            .map_or(Ok(()), Substitution::check),
        _ => Ok(()),
    }
}

/// Adds what tells records of different kinds apart.
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
) -> Result<System, Unsupported> {
    let event_id = number(raw(&plan.event_id, values, scratch)?);
    let version = number(raw(&plan.version, values, scratch)?);
    let level = number(raw(&plan.level, values, scratch)?);
    let task = number(raw(&plan.task, values, scratch)?);
    let opcode = number(raw(&plan.opcode, values, scratch)?);
    let keywords = number(raw(&plan.keywords, values, scratch)?);
    let mut text = |part: &OptionalSource| -> Result<Box<str>, Unsupported> {
        Ok(raw(part, values, scratch)?.to_string().into())
    };
    Ok(System {
        provider: text(&plan.provider)?,
        event_id,
        version,
        level,
        task,
        opcode,
        keywords,
        channel: text(&plan.channel)?,
        computer: text(&plan.computer)?,
        user_sid: Some(text(&plan.user_sid)?).filter(|sid| !sid.is_empty()),
    })
}
