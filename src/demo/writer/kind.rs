//! Descriptions of records: of a kind, and of one record beside its values.

use super::value::Type;
use crate::values::FileTime;

/// The properties that all records of one kind of event share.
#[derive(Debug, Clone, PartialEq)]
pub struct Kind {
    /// The provider's name.
    pub provider: String,
    /// The provider's GUID, as stored.
    pub guid: [u8; 16],
    /// The event id.
    pub id: u16,
    /// The upper half of a classic event's id.
    pub qualifiers: Option<u16>,
    /// The event's version.
    pub version: u8,
    /// The level, as in `winmeta.xml`.
    pub level: u8,
    /// The task's number.
    pub task: u16,
    /// The opcode's number.
    pub opcode: u8,
    /// The keyword bits.
    pub keywords: u64,
    /// The channel's name.
    pub channel: String,
    /// The computer; part of the template, as Windows writes it.
    pub computer: String,
    /// The place of the fields.
    pub payload: Payload,
    /// The fields' names and types, in order. An empty name in [`Payload::EventData`] is a
    /// `Data` element without a name.
    pub fields: Vec<(String, Type)>,
}

/// The element that holds a record's fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payload {
    /// `UserData` with an `EventData` of the SMB server's, and in it an element for each field.
    UserData,
    /// `EventData` with a `Data` element for each field.
    EventData,
}

impl Kind {
    /// An informational event whose fields are in `UserData`, as the SMB server writes them.
    pub fn user_data(provider: &str, id: u16, fields: &[(&str, Type)]) -> Self {
        Self {
            payload: Payload::UserData,
            ..Self::event_data(provider, id, fields)
        }
    }

    /// An informational event whose fields are `Data` elements.
    pub fn event_data(provider: &str, id: u16, fields: &[(&str, Type)]) -> Self {
        let fields = fields.iter().map(|&(name, kind)| (name.to_owned(), kind));
        Self {
            provider: provider.to_owned(),
            guid: [0; 16],
            id,
            qualifiers: None,
            version: 0,
            level: 4,
            task: id,
            opcode: 0,
            keywords: 0,
            channel: format!("{provider}/Operational"),
            computer: "FS01.contoso.test".to_owned(),
            payload: Payload::EventData,
            fields: fields.collect(),
        }
    }
}

/// The properties that differ from record to record, beside the fields' values.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Stamp<'a> {
    /// The time at which it was written.
    pub time: FileTime,
    /// The process that wrote it.
    pub process: u32,
    /// The thread that wrote it.
    pub thread: u32,
    /// The SID of the account that wrote it, in binary form.
    pub user: Option<&'a [u8]>,
    /// The activity it belongs to.
    pub activity: Option<[u8; 16]>,
}
