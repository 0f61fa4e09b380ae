//! A message as a row of fixed texts and values, and where text could lie across them.

use std::borrow::Cow;

use super::needle::Needle;
use super::text::folded;
use crate::catalog::{Piece, Row, template};
use crate::logs::Head;

/// A part of a message.
#[derive(Debug)]
pub(super) enum Part<'a> {
    /// The same in all events of a head.
    Fixed(Cow<'a, str>),
    /// A field's value, by its place in the record; none where the record has no such field.
    Value(Option<usize>),
}

/// The parts of the messages of a head's events. `None` where a message is other than its parts:
/// of a record that the catalog has no text for and that has no fields, or may have a text that
/// was saved beside its log.
pub(super) fn parts<'a>(
    head: &'a Head,
    row: Option<&'a Row>,
    has_saved_texts: bool,
) -> Option<Vec<Part<'a>>> {
    if let Some(row) = row.filter(|row| !row.message.is_empty()) {
        let place = |number: usize| {
            let place = head.join.insertions.get(number.checked_sub(1)?)?;
            place
                .map(usize::from)
                .filter(|&place| place < head.names.len())
        };
        let parts = template(&row.message).into_iter().map(|piece| match piece {
            Piece::Literal(text) => Part::Fixed(text.into()),
            Piece::Insertion(number) => Part::Value(place(number)),
        });
        return Some(parts.collect());
    }
    if head.names.is_empty() || has_saved_texts {
        return None;
    }
    // Without a text, the fields are the message, a line each.
    let lines = head.names.iter().enumerate().flat_map(|(place, name)| {
        let line_break = if place > 0 { "\n" } else { "" };
        let label = format!("{line_break}{name}: ");
        [Part::Fixed(label.into()), Part::Value(Some(place))]
    });
    Some(lines.collect())
}

/// How text that lies across the edge of a value is cut there.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Joint<'a> {
    needle: &'a Needle,
    /// The bytes of the text before the edge, and on which side of it the value is.
    cuts: Vec<(usize, Side)>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Side {
    Before,
    After,
}

impl Joint<'_> {
    /// Whether a value can be on its side of a cut.
    pub(super) fn may_fit(&self, value: &str) -> bool {
        let value = folded(value);
        self.cuts.iter().any(|&(cut, side)| {
            let (before, after) = self.needle.cut(cut);
            match side {
                Side::Before => value.ends_with(before) || before.ends_with(&value),
                Side::After => value.starts_with(after) || after.starts_with(&value),
            }
        })
    }
}

/// The values beside whose edges text could lie across, as far as the fixed texts tell. Text that
/// is in no part alone lies across the edge of one of them, or nowhere.
pub(super) fn joints<'a>(
    needle: &'a Needle,
    parts: &[Part<'_>],
) -> Vec<(Option<usize>, Joint<'a>)> {
    let fixed = |part: Option<&Part<'_>>| match part {
        Some(Part::Fixed(text)) => folded(text),
        // Two values side by side.
        Some(Part::Value(_)) | None => String::new(),
    };
    let mut joints = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let Part::Value(place) = part else {
            continue;
        };
        let mut cuts = Vec::new();
        if let Some(before) = index.checked_sub(1) {
            let left = fixed(parts.get(before));
            cuts.extend(
                needle
                    .cuts()
                    .filter(|&cut| {
                        let (before, _) = needle.cut(cut);
                        left.ends_with(before) || before.ends_with(&left)
                    })
                    .map(|cut| (cut, Side::After)),
            );
        }
        if let Some(after) = parts.get(index + 1) {
            let right = fixed(Some(after));
            cuts.extend(
                needle
                    .cuts()
                    .filter(|&cut| {
                        let (_, after) = needle.cut(cut);
                        right.starts_with(after) || after.starts_with(&right)
                    })
                    .map(|cut| (cut, Side::Before)),
            );
        }
        if !cuts.is_empty() {
            joints.push((*place, Joint { needle, cuts }));
        }
    }
    joints
}
