//! Text of the catalog with an event's values in it.

use std::borrow::Cow;

use super::event::Event;
use crate::catalog::{Piece, Row, template};
use crate::store::EventSchema;

/// A part of a text about an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextPart<'a> {
    /// The same for all events of its kind.
    Fixed(Cow<'a, str>),
    /// The reading of the field at this place in the record.
    Value(usize),
}

/// The catalog's title; the event's number and provider where the catalog has none.
pub(crate) fn title<'a>(schema: &EventSchema, row: Option<&'a Row>) -> Vec<TextPart<'a>> {
    if let Some(row) = row.filter(|row| !row.title.is_empty()) {
        return parts(schema, &row.title);
    }
    let provider = schema.system.provider_in_words();
    let title = format!("Event {} of {provider}", schema.system.event_id);
    vec![TextPart::Fixed(title.into())]
}

/// The parts of the messages of a schema's events where no text was saved beside their log: the
/// catalog's message; where the catalog has none, a line for each field.
pub fn message<'a>(schema: &EventSchema, row: Option<&'a Row>) -> Vec<TextPart<'a>> {
    if let Some(row) = row.filter(|row| !row.message.is_empty()) {
        return parts(schema, &row.message);
    }
    if schema.names.is_empty() {
        let mut parts = title(schema, row);
        parts.push(TextPart::Fixed(" (the record has no fields)".into()));
        return parts;
    }
    let lines = schema.names.iter().enumerate().flat_map(|(place, name)| {
        let line_break = if place > 0 { "\n" } else { "" };
        let label = format!("{line_break}{name}: ");
        [TextPart::Fixed(label.into()), TextPart::Value(place)]
    });
    lines.collect()
}

/// The parts of a text of the catalog, its insertion parameters as values. A value that the record
/// does not have leaves its place empty.
pub(crate) fn parts<'a>(schema: &EventSchema, text: &'a str) -> Vec<TextPart<'a>> {
    let place = |number: usize| {
        let place = schema.join.insertions.get(number.checked_sub(1)?)?;
        let place = place.map(usize::from);
        place.filter(|&place| place < schema.names.len())
    };
    let pieces = template(text).into_iter();
    let parts = pieces.filter_map(|piece| match piece {
        Piece::Literal(literal) => Some(TextPart::Fixed(literal.into())),
        Piece::Insertion(number) => place(number).map(TextPart::Value),
    });
    parts.collect()
}

/// The parts with an event's values. A value is text and never filled in itself.
pub(crate) fn filled(event: &Event<'_>, parts: &[TextPart<'_>]) -> String {
    let mut filled = String::with_capacity(128);
    for part in parts {
        match part {
            TextPart::Fixed(text) => filled.push_str(text),
            TextPart::Value(place) => {
                if let Some(field) = event.field(*place) {
                    filled.push_str(&field.in_message());
                }
            }
        }
    }
    filled
}

impl<'a> Event<'a> {
    /// The text that was saved beside the log, where the catalog has none.
    pub fn saved_text(&self) -> Option<String> {
        match self.catalog_row() {
            Some(row) if !row.message.is_empty() => None,
            _ => {
                let (file, provider) = (self.file(), &self.system().provider);
                let place = self.place();
                file.texts
                    .text(&file.path, provider, self.record_id(), place)
            }
        }
    }

    /// The catalog's title of it, filled in; without one the first line of the text saved beside
    /// the log, or the event's number and provider.
    pub fn title(&self) -> String {
        let saved = self.saved_text();
        match saved.as_deref().and_then(|text| text.lines().next()) {
            Some(first) => first.to_owned(),
            None => filled(self, &self.title_parts()),
        }
    }

    /// The parts of the title where no text was saved beside the log: the same for all events of a
    /// store with the same schema.
    pub fn title_parts(&self) -> Vec<TextPart<'a>> {
        title(self.schema(), self.catalog_row())
    }

    /// The message before the guidance with every insertion filled in; where the catalog has no
    /// text, the one saved beside the log, or else the fields are the message.
    pub fn message(&self) -> String {
        self.saved_text()
            .unwrap_or_else(|| filled(self, &self.message_parts()))
    }

    /// The parts of the message where no text was saved beside the log: the same for all events of
    /// a store with the same schema.
    pub fn message_parts(&self) -> Vec<TextPart<'a>> {
        message(self.schema(), self.catalog_row())
    }

    /// The catalog's guidance with every insertion filled in.
    pub fn guidance(&self) -> Option<String> {
        let guidance = self.catalog_row()?.guidance.as_deref()?;
        Some(filled(self, &parts(self.schema(), guidance)))
    }
}
