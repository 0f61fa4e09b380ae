//! Text of the catalog with an event's values in it.

use std::fmt::Write as _;

use super::event::Event;
use crate::catalog::{Piece, template};

/// `text` with every insertion parameter filled in. A value is text and never filled in itself;
/// a value that the record does not have leaves its place empty.
pub(super) fn filled(event: &Event<'_>, text: &str) -> String {
    let mut filled = String::with_capacity(text.len() + 64);
    for piece in template(text) {
        match piece {
            Piece::Literal(literal) => filled.push_str(literal),
            Piece::Insertion(number) => {
                if let Some(value) = inserted(event, number) {
                    filled.push_str(&value);
                }
            }
        }
    }
    filled
}

fn inserted(event: &Event<'_>, number: usize) -> Option<String> {
    let place = event
        .join()
        .insertions
        .get(number.checked_sub(1)?)
        .copied()
        .flatten()?;
    event
        .field(usize::from(place))
        .map(|field| field.in_message())
}

/// What the record itself says, for events without a text: a line for each field.
pub(super) fn of_fields(event: &Event<'_>) -> String {
    let mut text = String::new();
    for field in event.fields() {
        if !text.is_empty() {
            text.push('\n');
        }
        let _ = write!(text, "{}: {}", field.name, field.in_message());
    }
    if text.is_empty() {
        text = format!("{} (the record has no fields)", event.title());
    }
    text
}
