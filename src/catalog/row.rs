//! A row of the catalog, its fields, and the join of a record to it.

use std::sync::Arc;

use crate::values::Decoder;

/// An event's level, as numbered in `winmeta.xml`: 1 critical, 2 error, 3 warning,
/// 4 informational, 5 verbose; 0 is "log always" and reads as informational.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(pub u8);

impl Level {
    /// The name that the catalog and exports use.
    pub fn name(self) -> &'static str {
        match self.0 {
            1 => "Critical",
            2 => "Error",
            3 => "Warning",
            5 => "Verbose",
            _ => "Informational",
        }
    }

    /// One letter, so that colour is never the only sign.
    pub fn letter(self) -> char {
        match self.0 {
            1 => 'C',
            2 => 'E',
            3 => 'W',
            5 => 'V',
            _ => 'I',
        }
    }
}

/// One row of a provider document, joined to the facts known about it.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its place in its own document, from 1.
    pub ordinal: u32,
    /// The provider's name.
    pub provider: Arc<str>,
    /// The event id; up to 32 bits in other providers' documents.
    pub id: u32,
    /// The event's version, where known.
    pub version: Option<u8>,
    /// The level, where known.
    pub level: Option<Level>,
    /// The channel, where known.
    pub channel: Option<&'static str>,
    /// The task's name, where known.
    pub task: Option<&'static str>,
    /// The keyword's name, where known.
    pub keyword: Option<&'static str>,
    /// The category; rows of other documents are in the category of their provider's name.
    pub category: Arc<str>,
    /// The first line of the message.
    pub title: String,
    /// The text before the guidance, `%n` as published.
    pub message: String,
    /// The text after the `Guidance:` line.
    pub guidance: Option<String>,
    /// Every field in template order; empty where not known.
    pub fields: Vec<Arc<Field>>,
}

/// A field of an event's template.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name as published.
    pub name: Box<str>,
    /// Its `inType` as published (`UInt32`, `HexInt64`, `UnicodeString`, ...).
    pub in_type: &'static str,
    /// Its decoder, if it has one.
    pub decoder: Option<Decoder>,
    /// Its role, whatever its name.
    pub role: Option<Role>,
    /// True where the message shows it.
    pub in_message: bool,
    /// True where it only counts the characters or bytes of another field.
    pub is_length: bool,
    /// Its place in a `Status` / `TranslatedStatus` pair.
    pub twin: Twin,
}

/// A status field's place in a `Status` / `TranslatedStatus` pair of its event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Twin {
    /// It stands alone: a message shows name and code.
    None,
    /// Its translated twin is in the event too: a message shows the code of this one.
    Raw,
    /// It is the translated twin: a message shows the name.
    Translated,
}

/// The role of a field: the same thing has several names in the provider's templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Role {
    ClientAddress,
    ClientName,
    ConnectionGuid,
    DurationMs,
    EndpointDomain,
    EndpointName,
    FileName,
    FileId,
    PersistentId,
    VolatileId,
    ResumeKey,
    InterfaceIndex,
    OpenGuid,
    Reason,
    RkfStatus,
    RkfStatusRaw,
    ServerAddress,
    ServerScope,
    SessionGuid,
    SessionId,
    ShareGuid,
    ShareName,
    SharePath,
    Command,
    MessageId,
    Spn,
    Status,
    StatusRaw,
    TaskStatus,
    TaskStatusRaw,
    ThresholdMs,
    Transport,
    TreeGuid,
    TreeId,
    UserDomain,
    UserName,
}

/// The join of a record of a log to the catalog.
#[derive(Debug, Clone)]
pub struct Join {
    /// The index of the row in [`super::Catalog::rows`], if any.
    pub row: Option<usize>,
    /// Its grounds.
    pub kind: JoinKind,
    /// The field of each of the record's values, in order, where it is known.
    pub fields: Vec<Option<Arc<Field>>>,
    /// The place (from 0) of the record's value for each insertion `%1`, `%2`, ..., if it has one.
    pub insertions: Vec<Option<u16>>,
}

/// The grounds on which a record is joined to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinKind {
    /// Provider, id and version are those of the row, and so are the fields.
    Exact,
    /// The version is not in the catalog; the newest known row, of this version, was used.
    OtherVersion(u8),
    /// Id and version fit, but the record has other fields than the row's template.
    OtherFields,
    /// The provider is known, the id is not.
    UnknownEvent,
    /// The provider is not in the catalog.
    UnknownProvider,
}
