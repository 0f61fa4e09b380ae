//! Text of the catalog with an event's values in it.

use std::borrow::Cow;

use super::event::Event;
use super::segment::Head;
use crate::catalog::{Piece, Row, template};

/// A part of a text about an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part<'a> {
    /// The same for all events of its kind.
    Fixed(Cow<'a, str>),
    /// How the field at this place in the record reads inside a message.
    Value(usize),
}

/// The catalog's title; what the event is called where the catalog has none.
pub(super) fn title<'a>(head: &Head, row: Option<&'a Row>) -> Vec<Part<'a>> {
    if let Some(row) = row.filter(|row| !row.title.is_empty()) {
        return parts(head, &row.title);
    }
    let provider = head.system.provider_in_words();
    let title = format!("Event {} of {provider}", head.system.event_id);
    vec![Part::Fixed(title.into())]
}

/// What the messages of a head's events are made of where no text was saved beside their log: the
/// catalog's message; what the record itself says where the catalog has none, a line for each
/// field.
pub fn message<'a>(head: &Head, row: Option<&'a Row>) -> Vec<Part<'a>> {
    if let Some(row) = row.filter(|row| !row.message.is_empty()) {
        return parts(head, &row.message);
    }
    if head.names.is_empty() {
        let mut parts = title(head, row);
        parts.push(Part::Fixed(" (the record has no fields)".into()));
        return parts;
    }
    let lines = head.names.iter().enumerate().flat_map(|(place, name)| {
        let line_break = if place > 0 { "\n" } else { "" };
        let label = format!("{line_break}{name}: ");
        [Part::Fixed(label.into()), Part::Value(place)]
    });
    lines.collect()
}

/// A text of the catalog, with the values that its insertion parameters stand for. A value that
/// the record does not have leaves its place empty.
pub(super) fn parts<'a>(head: &Head, text: &'a str) -> Vec<Part<'a>> {
    let place = |number: usize| {
        let place = head.join.insertions.get(number.checked_sub(1)?)?;
        let place = place.map(usize::from);
        place.filter(|&place| place < head.names.len())
    };
    let pieces = template(text).into_iter();
    let parts = pieces.filter_map(|piece| match piece {
        Piece::Literal(literal) => Some(Part::Fixed(literal.into())),
        Piece::Insertion(number) => place(number).map(Part::Value),
    });
    parts.collect()
}

/// The parts with an event's values. A value is text and never filled in itself.
pub(super) fn filled(event: &Event<'_>, parts: &[Part<'_>]) -> String {
    let mut filled = String::with_capacity(128);
    for part in parts {
        match part {
            Part::Fixed(text) => filled.push_str(text),
            Part::Value(place) => {
                if let Some(field) = event.field(*place) {
                    filled.push_str(&field.in_message());
                }
            }
        }
    }
    filled
}
