//! A record as a reader hands it over: the part of `System` that is kept, its place, its fields.

use crate::values::{FileTime, Raw};

/// The part of `System` that records of one kind share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct System {
    /// The provider's name.
    pub provider: Box<str>,
    /// The event id, without qualifiers.
    pub event_id: u32,
    /// The event's version.
    pub version: u8,
    /// The level as stored.
    pub level: u8,
    /// The task as stored.
    pub task: u16,
    /// The opcode as stored.
    pub opcode: u8,
    /// The keywords as stored.
    pub keywords: u64,
    /// The channel.
    pub channel: Box<str>,
    /// The computer that wrote the record.
    pub computer: Box<str>,
    /// `Security/UserID` as text, if any.
    pub user_sid: Option<Box<str>>,
}

impl System {
    /// The provider's name, or words for one that the record does not name.
    pub(crate) fn provider_in_words(&self) -> &str {
        if self.provider.is_empty() {
            "an unnamed provider"
        } else {
            &self.provider
        }
    }
}

/// Where a record lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// The index of its file in the store.
    pub file: u32,
    /// The chunk's number in the file, from 0.
    pub chunk: u32,
    /// The record's offset in the chunk, in bytes.
    pub offset: u16,
    /// Whether it was carved from slack space.
    pub recovered: bool,
}

/// A record as a reader hands it over.
#[derive(Debug, Clone)]
pub struct Record<'a> {
    /// The shared part of `System`.
    pub system: System,
    /// `TimeCreated`.
    pub time: FileTime,
    /// `EventRecordID`.
    pub record_id: u64,
    /// Where it lies.
    pub place: Place,
    /// Its fields in record order.
    pub fields: Vec<(Box<str>, Raw<'a>)>,
}
