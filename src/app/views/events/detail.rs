//! The detail of an event: its fields and the facts of its record, in the order in which a reader
//! asks for them.

use std::borrow::Cow;

use crate::catalog::Role;
use crate::events::{Event, FieldView, Port, address};
use crate::filter;

/// A group of fields, in the order in which a reader asks for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Group {
    /// The user.
    Who,
    /// The client and the server.
    Where,
    /// The share, the file, the command.
    What,
    /// The status, the reason, the duration.
    Outcome,
    /// The keys that events share.
    Identifiers,
    /// Everything else that the record says.
    Other,
    /// The record itself.
    Record,
}

impl Group {
    /// Its heading.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Who => "Who",
            Self::Where => "From where",
            Self::What => "What",
            Self::Outcome => "Outcome",
            Self::Identifiers => "Identifiers",
            Self::Other => "Other fields",
            Self::Record => "Record",
        }
    }

    fn of(role: Role) -> Self {
        match role {
            Role::UserName | Role::UserDomain | Role::Spn => Self::Who,
            Role::ClientAddress
            | Role::ClientName
            | Role::ServerAddress
            | Role::ServerScope
            | Role::EndpointDomain
            | Role::EndpointName
            | Role::InterfaceIndex
            | Role::Transport => Self::Where,
            Role::ShareName | Role::SharePath | Role::FileName | Role::Command => Self::What,
            Role::Status
            | Role::StatusRaw
            | Role::RkfStatus
            | Role::RkfStatusRaw
            | Role::TaskStatus
            | Role::TaskStatusRaw
            | Role::Reason
            | Role::DurationMs
            | Role::ThresholdMs => Self::Outcome,
            Role::ConnectionGuid
            | Role::FileId
            | Role::PersistentId
            | Role::VolatileId
            | Role::ResumeKey
            | Role::OpenGuid
            | Role::SessionGuid
            | Role::SessionId
            | Role::ShareGuid
            | Role::MessageId
            | Role::TreeGuid
            | Role::TreeId => Self::Identifiers,
        }
    }
}

/// A line of the detail: a field of the event, or a fact of its record.
#[derive(Debug)]
pub(crate) struct Item<'a> {
    /// Its group.
    pub(crate) group: Group,
    /// Its name.
    pub(crate) name: Cow<'a, str>,
    /// Its value as stored.
    pub(crate) raw: String,
    /// Its reading for a person, where that differs.
    pub(crate) decoded: Option<String>,
    /// Set where the event's message leaves it out though the catalog knows it.
    pub(crate) hidden: bool,
    /// The field itself; none for facts of the record.
    pub(crate) field: Option<FieldView<'a>>,
    /// The filter term that asks for its value, and the value to ask for.
    pub(crate) term: (Cow<'static, str>, String),
}

/// Everything that the detail lists of an event, in the order in which it does.
pub(crate) fn items<'a>(event: &Event<'a>) -> Vec<Item<'a>> {
    let mut items: Vec<Item<'a>> = event.fields().map(field_item).collect();
    items.sort_by_key(|item| {
        let is_length = item
            .field
            .and_then(|view| view.field)
            .is_some_and(|field| field.is_length);
        (item.group, is_length)
    });
    items.extend(record_items(event));
    items
}

fn field_item(view: FieldView<'_>) -> Item<'_> {
    let role = view.field.and_then(|field| field.role);
    let is_length = view.field.is_some_and(|field| field.is_length);
    let raw = view.raw.to_string();
    let value = term_value(role, view, &raw);
    let term = (filter::name_for(view, &value), value);
    Item {
        group: role.map_or(Group::Other, Group::of),
        name: Cow::Borrowed(view.name),
        decoded: view.decoded(),
        hidden: !is_length && view.field.is_some_and(|field| !field.in_message),
        field: Some(view),
        term,
        raw,
    }
}

/// The value to ask for to find the same one again.
fn term_value(role: Option<Role>, view: FieldView<'_>, raw: &str) -> String {
    match role {
        Some(Role::ClientAddress | Role::ServerAddress) => address(&view, Port::Without),
        _ => raw.to_owned(),
    }
}

fn record_items<'a>(event: &Event<'a>) -> Vec<Item<'a>> {
    let system = event.system();
    let mut items = Vec::new();
    let mut add = |name: &'static str, raw: String, term: &'static str| {
        if !raw.is_empty() {
            items.push(Item {
                group: Group::Record,
                name: Cow::Borrowed(name),
                term: (Cow::Borrowed(term), raw.clone()),
                raw,
                decoded: None,
                hidden: false,
                field: None,
            });
        }
    };
    add("Time", event.time().to_string(), "time");
    add("Computer", system.computer.to_string(), "computer");
    add("Channel", system.channel.to_string(), "channel");
    add("Provider", system.provider.to_string(), "provider");
    add("Event id", system.event_id.to_string(), "event");
    add("Version", system.version.to_string(), "version");
    add("Level", event.level().name().to_lowercase(), "level");
    add("Record id", event.record_id().to_string(), "record");
    add(
        "Security id",
        system.user_sid.as_deref().unwrap_or_default().to_owned(),
        "text",
    );
    add("File", event.file().path.display().to_string(), "file");
    items
}

/// The keys that an event shares with others, the closest first. A message id is shared by a
/// request and its response.
const RELATED_KEYS: &[Role] = &[
    Role::MessageId,
    Role::SessionId,
    Role::ResumeKey,
    Role::SessionGuid,
    Role::ConnectionGuid,
    Role::ClientAddress,
    Role::UserName,
    Role::ShareName,
];

/// The fields whose values an event shares with others, as items, the closest key first.
pub(super) fn related_keys<'a>(event: &Event<'a>) -> Vec<Item<'a>> {
    RELATED_KEYS
        .iter()
        .filter_map(|&role| event.role(role))
        .filter(|view| {
            let role = view.field.and_then(|field| field.role);
            role == Some(Role::MessageId) || !matches!(view.raw.as_u64(), Some(0))
        })
        .map(field_item)
        .collect()
}

/// The filter that finds the events with an item's value. A message id counts within its
/// connection, which reuses none.
pub(super) fn related_filter(event: &Event<'_>, item: &Item<'_>) -> String {
    let (name, value) = &item.term;
    let term = filter::term_for(name, value);
    let role = item.field.and_then(|view| view.field?.role);
    match event.role(Role::ConnectionGuid).map(field_item) {
        Some(connection) if role == Some(Role::MessageId) => {
            let (name, value) = &connection.term;
            format!("{term} {}", filter::term_for(name, value))
        }
        _ => term,
    }
}
