//! The reference check of one event, which every faster way must agree with.

use crate::catalog::{Piece, Row, template};
use crate::events::{Event, FieldView};
use crate::evtx::System;
use crate::filter::language::{
    FieldValue, Filter, GRANTED, MAPPED, Pattern, Predicate, Property, Subject, Test, TimeAnchor,
    grants, number_of, number_to_code,
};
use crate::store::{LogFile, Store};
use crate::values::{FileTime, Raw, access};

/// Returns true if an event passes a filter, as the language means it.
pub fn matches_reference(filter: &Filter, event: &Event<'_>) -> bool {
    if filter.is_relative() {
        return matches_reference(&filter.anchored(event.store()), event);
    }
    filter.root.holds(&|test| test_matches(test, event))
}

impl TimeAnchor for Store {
    fn newest(&self) -> FileTime {
        self.order()
            .last()
            .map_or_else(FileTime::default, |&number| self.event(number).time())
    }

    fn times_of(&self, record: u64) -> Vec<FileTime> {
        self.segments()
            .iter()
            .flat_map(|segment| segment.record_ids().iter().zip(segment.times()))
            .filter(|&(&id, _)| id == record)
            .map(|(_, &time)| time)
            .collect()
    }
}

fn test_matches(test: &Test, event: &Event<'_>) -> bool {
    let predicate = &test.predicate;
    match &test.subject {
        Subject::Field(name) => event
            .fields()
            .filter(|view| view.name.eq_ignore_ascii_case(name))
            .any(|view| predicate.matches(FieldValue::Field(view))),
        Subject::Text => match predicate {
            Predicate::Text(pattern) => text_matches(pattern, event),
            _ => false,
        },
        Subject::Property(property) => property_matches(*property, predicate, event),
    }
}

fn property_matches(property: Property, predicate: &Predicate, event: &Event<'_>) -> bool {
    let matches = |value: FieldValue<'_>| predicate.matches(value);
    match property {
        Property::Schema(property) => property.any(event.schema(), event.catalog_row(), matches),
        Property::Record(property) => {
            let (segment, row) = event.store().find(event.number());
            property.value(segment, row).is_some_and(matches)
        }
        Property::File => file_matches(predicate, event.file()),
        Property::Message => matches(FieldValue::Text(&event.message())),
        Property::Fields(fields) => event
            .fields()
            .filter(|view| fields.cover(view))
            .any(|view| matches(FieldValue::Field(view))),
        Property::Missing => {
            let field = |name: &str| {
                let mut fields = event.fields();
                fields.find(|view| view.name.eq_ignore_ascii_case(name))
            };
            let masks = field(MAPPED).zip(field(GRANTED));
            masks.is_some_and(|(mapped, granted)| {
                missing_matches(predicate, mapped.raw, granted.raw)
            })
        }
    }
}

/// Matches a file's path or name.
pub(crate) fn file_matches(predicate: &Predicate, file: &LogFile) -> bool {
    let name = file.path.file_name().map(|name| name.to_string_lossy());
    predicate.matches(FieldValue::Text(&file.path.to_string_lossy()))
        || name.is_some_and(|name| predicate.matches(FieldValue::Text(&name)))
}

/// Matches the access that a client asked for and did not get.
pub(crate) fn missing_matches(predicate: &Predicate, mapped: Raw<'_>, granted: Raw<'_>) -> bool {
    let mask = |raw| number_to_code(number_of(raw)?);
    mask(mapped)
        .zip(mask(granted))
        .is_some_and(|(mapped, granted)| {
            match predicate {
                // A preset is missing as soon as one of its rights is.
                Predicate::Rights(rights @ 1..) => {
                    grants(mapped, *rights) && !grants(granted, *rights)
                }
                _ => predicate.matches(FieldValue::Mask(access::missing(mapped, granted))),
            }
        })
}

/// Matches all that can be read in an event: its message's fixed text, the readings and meanings
/// of its fields, its computer, channel, provider and file. Plain text may also lie across fixed
/// text and values of the message.
fn text_matches(pattern: &Pattern, event: &Event<'_>) -> bool {
    let System {
        provider,
        channel,
        computer,
        ..
    } = event.system();
    let matches = |text: &str| pattern.matches(text);
    [provider, channel, computer]
        .into_iter()
        .any(|text| matches(text))
        || file_matches(&Predicate::Text(pattern.clone()), event.file())
        || fixed_text(event.catalog_row()).any(matches)
        || event.fields().any(|view| field_matches(pattern, view))
        || matches!(pattern, Pattern::Contains(_)) && matches(&event.message())
}

/// Matches the readings of a field, also the one inside a message, and its meaning.
pub(crate) fn field_matches(pattern: &Pattern, view: FieldView<'_>) -> bool {
    FieldValue::Field(view).any_text(false, |text| pattern.matches(text))
        || pattern.matches(&view.in_message())
        || view.meaning().is_some_and(|text| pattern.matches(&text))
}

/// The message's text between its insertions.
pub(crate) fn fixed_text(row: Option<&Row>) -> impl Iterator<Item = &str> {
    row.into_iter()
        .flat_map(|row| template(&row.message))
        .filter_map(|piece| match piece {
            Piece::Literal(text) => Some(text),
            Piece::Insertion(_) => None,
        })
}
