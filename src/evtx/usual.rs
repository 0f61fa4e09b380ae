//! The places that the values of `System` have in every template that Windows writes: they tell
//! what an event is whose template is lost.

use super::value::{Substitution, TEXT};

/// A part of `System`: its element, its attribute if it is one, and the place of its value.
pub(crate) type Place = (&'static str, Option<&'static str>, usize);

/// The parts that all templates have.
pub(crate) const PLACES: &[Place] = &[
    ("EventID", None, 3),
    ("EventID", Some("Qualifiers"), 4),
    ("Version", None, 11),
    ("Level", None, 0),
    ("Task", None, 2),
    ("Opcode", None, 1),
    ("Keywords", None, 5),
    ("TimeCreated", Some("SystemTime"), 6),
    ("EventRecordID", None, 10),
    ("Correlation", Some("ActivityID"), 7),
    ("Correlation", Some("RelatedActivityID"), 13),
    ("Execution", Some("ProcessID"), 8),
    ("Execution", Some("ThreadID"), 9),
    ("Security", Some("UserID"), 12),
];

/// The number of these values.
pub(crate) const COUNT: usize = 14;

/// The parts that follow where a template serves several providers.
pub(crate) const PROVIDER: &[Place] = &[
    ("Provider", Some("Name"), 14),
    ("Provider", Some("Guid"), 15),
    ("Channel", None, 16),
];

/// The number of these values with those before.
pub(crate) const COUNT_WITH_PROVIDER: usize = 17;

/// The types of these values, by their places.
const TYPES: [u8; COUNT] = [
    0x04, 0x04, 0x06, 0x06, 0x06, 0x15, 0x11, 0x0F, 0x08, 0x08, 0x0A, 0x04, 0x13, 0x0F,
];

/// Tells whether the values of a record begin with those of `System`, by their types.
pub(crate) fn has_usual_places(values: &[Substitution<'_>]) -> bool {
    values.len() >= COUNT
        && values
            .iter()
            .zip(TYPES)
            .all(|(value, kind)| value.kind == kind || value.is_null())
        && values.get(6).is_some_and(|time| !time.is_null())
}

/// Tells whether the parts of [`PROVIDER`] follow: a name, a GUID and a channel.
pub(crate) fn names_provider(values: &[Substitution<'_>]) -> bool {
    matches!(values.get(COUNT..COUNT_WITH_PROVIDER), Some([name, guid, channel])
        if name.kind == TEXT && guid.kind == GUID && channel.kind == TEXT)
}

/// The type of a GUID.
const GUID: u8 = 0x0F;
