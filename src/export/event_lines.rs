//! Events as JSON Lines. What all events of a kind share is written once and then copied, and
//! each value goes straight into the line.

use std::collections::HashMap;
use std::mem;
use std::ptr;

use super::json::{push, push_escaped, push_raw, push_string};
use crate::events::{Event, FieldView, Part};
use crate::store::Head;

/// Writes events as JSON, a line each, its keys in a fixed order.
#[derive(Debug, Default)]
pub struct EventLines<'a> {
    /// What was written of each head before, by its address: all are borrowed for as long.
    kinds: HashMap<usize, Kind<'a>>,
    /// The fields of the event under way.
    fields: Vec<FieldView<'a>>,
}

/// What the lines of a head's events share.
#[derive(Debug)]
struct Kind<'a> {
    _head: &'a Head,
    /// The keys that are the same in all of them.
    same: Vec<u8>,
    title: Vec<Piece>,
    message: Vec<Piece>,
    /// The name of each field, as a key.
    names: Vec<Vec<u8>>,
}

/// A part of a text.
#[derive(Debug)]
enum Piece {
    /// What stands in the string already.
    Escaped(Vec<u8>),
    /// The value of this field.
    Value(usize),
}

impl<'a> EventLines<'a> {
    /// Adds an event's line.
    pub fn write(&mut self, out: &mut Vec<u8>, event: &Event<'a>) {
        let kind = self
            .kinds
            .entry(ptr::from_ref(event.head()).addr())
            .or_insert_with(|| Kind::new(event));
        let mut fields = mem::take(&mut self.fields);
        fields.clear();
        fields.extend(event.fields());
        out.extend_from_slice(b"{\"time\":\"");
        push(out, event.time());
        out.extend_from_slice(b"\",\"file\":");
        push_string(out, &event.file().path.to_string_lossy());
        out.extend_from_slice(b",\"record_id\":");
        push(out, event.record_id());
        out.extend_from_slice(&kind.same);
        out.extend_from_slice(b",\"title\":\"");
        let saved = event.saved_text();
        match &saved {
            Some(_) => push_escaped(out, &event.title()),
            None => push_text(out, &kind.title, &fields),
        }
        out.extend_from_slice(b"\",\"message\":\"");
        match &saved {
            Some(text) => push_escaped(out, text),
            None => push_text(out, &kind.message, &fields),
        }
        out.extend_from_slice(b"\",\"fields\":{");
        let named = || kind.names.iter().zip(&fields);
        for (place, (name, field)) in named().enumerate() {
            push_key(out, name, place == 0);
            push_raw(out, field.raw);
        }
        out.extend_from_slice(b"},\"decoded\":{");
        let mut is_first = true;
        for (name, field) in named() {
            if let Some(reading) = field.decoded() {
                push_key(out, name, is_first);
                push_string(out, &reading);
                is_first = false;
            }
        }
        out.extend_from_slice(b"}}\n");
        self.fields = fields;
    }
}

/// An event's fields and their raw values as one JSON object.
pub(super) fn push_fields(out: &mut Vec<u8>, event: &Event<'_>) {
    out.push(b'{');
    for (place, field) in event.fields().enumerate() {
        push_key(out, &key(field.name), place == 0);
        push_raw(out, field.raw);
    }
    out.push(b'}');
}

/// The readings of an event's fields that differ from their raw values, as one JSON object.
pub(super) fn push_decoded(out: &mut Vec<u8>, event: &Event<'_>) {
    out.push(b'{');
    let mut is_first = true;
    for field in event.fields() {
        if let Some(reading) = field.decoded() {
            push_key(out, &key(field.name), is_first);
            push_string(out, &reading);
            is_first = false;
        }
    }
    out.push(b'}');
}

impl<'a> Kind<'a> {
    fn new(event: &Event<'a>) -> Self {
        let (head, row) = (event.head(), event.catalog_row());
        let system = &head.system;
        let mut same = Vec::new();
        for (name, number) in [
            ("event_id", system.event_id),
            ("version", system.version.into()),
        ] {
            push(&mut same, format_args!(",\"{name}\":{number}"));
        }
        for (name, text) in [
            ("level", event.level().name()),
            ("channel", &system.channel),
            ("provider", &system.provider),
            ("computer", &system.computer),
        ] {
            push(&mut same, format_args!(",\"{name}\":"));
            push_string(&mut same, text);
        }
        match row {
            Some(row) => {
                push(
                    &mut same,
                    format_args!(",\"row\":{},\"category\":", row.ordinal),
                );
                push_string(&mut same, &row.category);
            }
            None => same.extend_from_slice(b",\"row\":null,\"category\":null"),
        }
        Self {
            _head: head,
            same,
            title: pieces(event.title_parts()),
            message: pieces(event.message_parts()),
            names: head.names.iter().map(|name| key(name)).collect(),
        }
    }
}

fn pieces(parts: Vec<Part<'_>>) -> Vec<Piece> {
    let parts = parts.into_iter().map(|part| match part {
        Part::Fixed(text) => {
            let mut escaped = Vec::new();
            push_escaped(&mut escaped, &text);
            Piece::Escaped(escaped)
        }
        Part::Value(place) => Piece::Value(place),
    });
    parts.collect()
}

fn push_text(out: &mut Vec<u8>, pieces: &[Piece], fields: &[FieldView<'_>]) {
    for piece in pieces {
        match piece {
            Piece::Escaped(text) => out.extend_from_slice(text),
            Piece::Value(place) => {
                let field = fields.get(*place);
                if let Some(text) = field.and_then(FieldView::plain) {
                    push_escaped(out, text);
                } else if let Some(field) = field {
                    push_escaped(out, &field.in_message());
                }
            }
        }
    }
}

/// A name as a key, with the colon.
fn key(name: &str) -> Vec<u8> {
    let mut key = Vec::new();
    push_string(&mut key, name);
    key.push(b':');
    key
}

fn push_key(out: &mut Vec<u8>, key: &[u8], is_first: bool) {
    if !is_first {
        out.push(b',');
    }
    out.extend_from_slice(key);
}
