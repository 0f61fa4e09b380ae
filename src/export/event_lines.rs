//! Events as JSON Lines. The bytes that all events of a schema share are made once and then copied,
//! and each value goes straight into the line.

use std::collections::HashMap;
use std::mem;
use std::ptr;

use super::json;
use crate::events::{
    Column, Content, Event, FieldView, Format, TextPart, Value, ValueOf, columns_to,
};
use crate::store::EventSchema;

/// Writes events as JSON, a line each, its keys in a fixed order.
#[derive(Debug, Default)]
pub struct EventLines<'a> {
    /// The lines of each schema met before, by its address: all are borrowed for as long.
    lines: HashMap<usize, Line<'a>>,
    /// The fields of the event under way.
    fields: Vec<FieldView<'a>>,
}

/// The line of a schema's events.
#[derive(Debug)]
struct Line<'a> {
    _schema: &'a EventSchema,
    steps: Vec<Step>,
    /// The name of each field, as a member's.
    names: Vec<Vec<u8>>,
}

/// A step on the way through a line.
#[derive(Debug)]
enum Step {
    /// Bytes that are the same in all lines.
    Fixed(Vec<u8>),
    /// A member of an event's own, after its name with the comma before it.
    Member(Vec<u8>, ValueOf),
    /// The characters of the title.
    Title(Vec<Piece>),
    /// The characters of the message.
    Message(Vec<Piece>),
    /// The object of the fields.
    Fields,
    /// The object of their readings.
    Decoded,
}

/// A part of a text.
#[derive(Debug)]
enum Piece {
    /// Characters as they stand in a string.
    Escaped(Vec<u8>),
    /// The value of this field.
    Value(usize),
}

impl<'a> EventLines<'a> {
    /// Adds an event's line.
    pub fn write(&mut self, out: &mut Vec<u8>, event: &Event<'a>) {
        let line = self
            .lines
            .entry(ptr::from_ref(event.schema()).addr())
            .or_insert_with(|| Line::new(event, columns_to(Format::JsonLines)));
        let mut fields = mem::take(&mut self.fields);
        fields.clear();
        fields.extend(event.fields());
        line.write(out, event, &fields);
        self.fields = fields;
    }
}

impl<'a> Line<'a> {
    fn new(event: &Event<'a>, columns: impl Iterator<Item = &'static Column>) -> Self {
        let mut steps = Steps::default();
        for (place, column) in columns.enumerate() {
            let mut name = if place == 0 { vec![b'{'] } else { vec![b','] };
            name.extend(json::name(column.name));
            steps.add(event, column.content, name);
        }
        steps.fixed.extend_from_slice(b"}\n");
        steps.end_fixed();
        let names = event.schema().names.iter();
        Self {
            _schema: event.schema(),
            steps: steps.steps,
            names: names.map(|name| json::name(name)).collect(),
        }
    }

    fn write(&self, out: &mut Vec<u8>, event: &Event<'_>, fields: &[FieldView<'_>]) {
        let saved = event.saved_text();
        let named = || {
            self.names
                .iter()
                .map(Vec::as_slice)
                .zip(fields.iter().copied())
        };
        for step in &self.steps {
            match (step, &saved) {
                (Step::Fixed(bytes), _) => out.extend_from_slice(bytes),
                (Step::Member(name, value), _) => push_member(out, name, value(event)),
                (Step::Title(_), Some(_)) => json::escaped(out, &event.title()),
                (Step::Message(_), Some(text)) => json::escaped(out, text),
                (Step::Title(pieces) | Step::Message(pieces), None) => {
                    push_text(out, pieces, fields);
                }
                (Step::Fields, _) => push_raw_values(out, named()),
                (Step::Decoded, _) => push_readings(out, named()),
            }
        }
    }
}

/// The steps through a line while they are put together.
#[derive(Default)]
struct Steps {
    steps: Vec<Step>,
    /// The bytes before the next step.
    fixed: Vec<u8>,
}

impl Steps {
    /// Adds a column, its name written already.
    fn add(&mut self, event: &Event<'_>, content: Content, name: Vec<u8>) {
        match content {
            Content::Shared(value) => push_member(&mut self.fixed, &name, value(event)),
            Content::Own(value) => self.step(Step::Member(name, value)),
            Content::Title => self.string(&name, Step::Title(pieces(event.title_parts()))),
            Content::Message => self.string(&name, Step::Message(pieces(event.message_parts()))),
            Content::Fields | Content::Decoded => {
                self.fixed.extend(name);
                self.step(match content {
                    Content::Fields => Step::Fields,
                    _ => Step::Decoded,
                });
            }
        }
    }

    fn string(&mut self, name: &[u8], characters: Step) {
        self.fixed.extend_from_slice(name);
        self.fixed.push(b'"');
        self.step(characters);
        self.fixed.push(b'"');
    }

    fn step(&mut self, step: Step) {
        self.end_fixed();
        self.steps.push(step);
    }

    fn end_fixed(&mut self) {
        if !self.fixed.is_empty() {
            self.steps.push(Step::Fixed(mem::take(&mut self.fixed)));
        }
    }
}

/// Adds a member of a line, its name written already.
fn push_member(out: &mut Vec<u8>, name: &[u8], value: Value<'_>) {
    if !matches!(value, Value::Absent) {
        out.extend_from_slice(name);
        push_value(out, value);
    }
}

fn push_value(out: &mut Vec<u8>, value: Value<'_>) {
    match value {
        Value::Text(text) => json::string(out, &text),
        Value::Number(number) => json::display(out, number),
        Value::Flag(flag) => json::display(out, flag),
        Value::Time(time) => json::quoted(out, time),
        Value::Objects(objects) => json::list(out, objects, |out, members| {
            json::object(out, |object| {
                for (name, value) in members {
                    push_value(object.member(name), value);
                }
            });
        }),
        Value::Null | Value::Absent => out.extend_from_slice(b"null"),
    }
}

/// Adds fields, each after its name as a member's, and their raw values as an object.
pub(super) fn push_raw_values<'a, N: AsRef<[u8]>>(
    out: &mut Vec<u8>,
    fields: impl Iterator<Item = (N, FieldView<'a>)>,
) {
    json::object(out, |object| {
        for (name, field) in fields {
            json::raw(object.member_named(name.as_ref()), field.raw);
        }
    });
}

/// As [`push_raw_values`], with the readings that differ from the raw values.
pub(super) fn push_readings<'a, N: AsRef<[u8]>>(
    out: &mut Vec<u8>,
    fields: impl Iterator<Item = (N, FieldView<'a>)>,
) {
    json::object(out, |object| {
        for (name, field) in fields {
            if let Some(reading) = field.decoded() {
                json::string(object.member_named(name.as_ref()), &reading);
            }
        }
    });
}

fn pieces(parts: Vec<TextPart<'_>>) -> Vec<Piece> {
    let parts = parts.into_iter().map(|part| match part {
        TextPart::Fixed(text) => {
            let mut characters = Vec::new();
            json::escaped(&mut characters, &text);
            Piece::Escaped(characters)
        }
        TextPart::Value(place) => Piece::Value(place),
    });
    parts.collect()
}

fn push_text(out: &mut Vec<u8>, pieces: &[Piece], fields: &[FieldView<'_>]) {
    for piece in pieces {
        match piece {
            Piece::Escaped(characters) => out.extend_from_slice(characters),
            Piece::Value(place) => {
                let field = fields.get(*place);
                if let Some(text) = field.and_then(FieldView::plain) {
                    json::escaped(out, text);
                } else if let Some(field) = field {
                    json::escaped(out, &field.in_message());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_value_that_is_absent_leaves_out_its_member() {
        let mut out = b"{\"first\":0".to_vec();
        let finding = vec![
            ("label", Value::Text("a\"b".into())),
            ("matters", Value::Flag(true)),
        ];
        for (name, value) in [
            (
                &b",\"list\":"[..],
                Value::Objects(vec![finding, Vec::new()]),
            ),
            (b",\"absent\":", Value::Absent),
            (b",\"null\":", Value::Null),
            (b",\"number\":", Value::Number(7)),
        ] {
            push_member(&mut out, name, value);
        }
        assert_eq!(
            String::from_utf8(out).unwrap(),
            r#"{"first":0,"list":[{"label":"a\"b","matters":true},{}],"null":null,"number":7"#
        );
    }
}
