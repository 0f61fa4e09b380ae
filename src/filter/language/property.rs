//! The properties that terms ask about, each with its getter: a new one is a variant with its
//! getter here and a row in the table of terms.

use super::field_value::FieldValue;
use crate::catalog::{Level, Role, Row};
use crate::events::FieldView;
use crate::evtx::SystemPart;
use crate::store::{EventSchema, Segment};
use crate::values::{Decoder, Raw};

/// A property of events.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Property {
    /// One that all events of a schema share.
    Schema(SchemaProperty),
    /// One that each record has for itself.
    Record(RecordProperty),
    /// The log file.
    File,
    /// The message as it reads.
    Message,
    /// The values of fields.
    Fields(Fields),
    /// The access that was asked for and not granted: the bits of [`MAPPED`] without those of
    /// [`GRANTED`].
    Missing,
}

/// A property that all events of a schema share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum SchemaProperty {
    EventId,
    Version,
    Level,
    Channel,
    Category,
    Provider,
    Task,
    Keyword,
    Title,
    DataNames,
    Guidance,
    Computer,
    UserSid,
    Opcode,
}

/// A property that each record has for itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum RecordProperty {
    Number,
    Recovered,
    Damaged,
    Time,
    /// A part of `System` that differs from record to record.
    Part(SystemPart),
}

/// A choice of an event's fields.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Fields {
    /// Fields of these roles.
    pub(crate) roles: &'static [Role],
    /// Fields of these decoders.
    pub(crate) decoders: &'static [Decoder],
    /// Fields of these names of which the catalog knows no role: events that are newer than it,
    /// and other providers' (Security 4625, 5140, 5145).
    pub(crate) names: &'static [&'static str],
}

/// The field of the access that a client asked for (1006).
pub(crate) const MAPPED: &str = "MappedAccess";
/// The field of the access that it got.
pub(crate) const GRANTED: &str = "GrantedAccess";

/// A question about the values that a row of the catalog has of a property: true when one of them
/// `matches`.
type RowGetter = fn(row: &Row, matches: &dyn Fn(FieldValue<'_>) -> bool) -> bool;

impl Property {
    /// The getter for rows of the catalog; `None` for a property that only events have.
    pub(crate) fn in_row(self) -> Option<RowGetter> {
        use FieldValue::{Number, Text};
        let Self::Schema(property) = self else {
            let is_message = self == Self::Message;
            return is_message.then_some(|row, matches| matches(Text(&row.message)));
        };
        Some(match property {
            SchemaProperty::EventId => |row, matches| matches(Number(row.id.into())),
            SchemaProperty::Version => {
                |row, matches| row.version.is_some_and(|it| matches(Number(it.into())))
            }
            SchemaProperty::Level => {
                |row, matches| row.level.is_some_and(|it| matches(FieldValue::Level(it)))
            }
            SchemaProperty::Channel => {
                |row, matches| row.channel.is_some_and(|it| matches(Text(it)))
            }
            SchemaProperty::Category => |row, matches| matches(Text(&row.category)),
            SchemaProperty::Provider => |row, matches| matches(Text(&row.provider)),
            SchemaProperty::Task => |row, matches| row.task.is_some_and(|it| matches(Text(it))),
            SchemaProperty::Keyword => {
                |row, matches| row.keyword.is_some_and(|it| matches(Text(it)))
            }
            SchemaProperty::Title => |row, matches| matches(Text(&row.title)),
            SchemaProperty::DataNames => {
                |row, matches| row.fields.iter().any(|it| matches(Text(&it.name)))
            }
            SchemaProperty::Guidance => {
                |row, matches| row.guidance.as_deref().is_some_and(|it| matches(Text(it)))
            }
            SchemaProperty::Computer | SchemaProperty::UserSid | SchemaProperty::Opcode => {
                return None;
            }
        })
    }
}

impl SchemaProperty {
    /// Returns true if one of its values `matches`. `row` is the schema's row of the catalog.
    pub(crate) fn any(
        self,
        schema: &EventSchema,
        row: Option<&Row>,
        matches: impl Fn(FieldValue<'_>) -> bool,
    ) -> bool {
        let system = &schema.system;
        let number = |number: u64| matches(FieldValue::Number(number));
        let text = |text: &str| matches(FieldValue::Text(text));
        let in_row = || {
            let getter = Property::Schema(self).in_row();
            row.zip(getter)
                .is_some_and(|(row, getter)| getter(row, &matches))
        };
        match self {
            Self::EventId => number(system.event_id.into()),
            Self::Version => number(system.version.into()),
            Self::Level => matches(FieldValue::Level(Level(system.level))),
            Self::Channel => text(&system.channel),
            Self::Provider => text(&system.provider),
            Self::Computer => text(&system.computer),
            Self::UserSid => system.user_sid.as_deref().is_some_and(text),
            Self::Opcode => number(system.opcode.into()),
            Self::Task => number(system.task.into()) || in_row(),
            Self::Keyword => number(system.keywords) || in_row(),
            Self::Category | Self::Title | Self::Guidance => in_row(),
            Self::DataNames => schema.names.iter().any(|name| text(name)),
        }
    }
}

impl RecordProperty {
    /// Its value in a row of a segment; `None` where the record has none.
    pub(crate) fn value(self, segment: &Segment, row: usize) -> Option<FieldValue<'_>> {
        Some(match self {
            Self::Number => FieldValue::Number(segment.record_ids()[row]),
            Self::Recovered => FieldValue::Flag(segment.place(row).recovered),
            Self::Damaged => FieldValue::Flag(segment.place(row).damaged),
            Self::Time => FieldValue::Time(segment.times()[row]),
            Self::Part(part) => match segment.system_part(row, part) {
                Raw::Null => return None,
                Raw::Uint(number) => FieldValue::Number(number),
                raw => FieldValue::Field(FieldView {
                    name: part.name(),
                    raw,
                    cut: None,
                    field: None,
                }),
            },
        })
    }
}

impl Fields {
    /// Returns true for a field that is one of them.
    pub(crate) fn cover(&self, view: &FieldView<'_>) -> bool {
        let field = view.field;
        if let Some(decoder) = field.and_then(|field| field.decoder)
            && self.decoders.contains(&decoder)
        {
            return true;
        }
        if let Some(role) = field.and_then(|field| field.role) {
            return self.roles.contains(&role);
        }
        let mut names = self.names.iter();
        names.any(|name| name.eq_ignore_ascii_case(view.name))
    }
}
