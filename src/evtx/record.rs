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
    /// The qualifiers of the event id ([MS-EVEN6] 2.2.13), if any.
    pub qualifiers: Option<u16>,
}

/// A part of `System` that differs from record to record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SystemPart {
    /// `Correlation/ActivityID`: the operation that the event belongs to.
    Activity,
    /// `Correlation/RelatedActivityID`: the operation that began it.
    RelatedActivity,
    /// `Execution/ProcessID`.
    Process,
    /// `Execution/ThreadID`.
    Thread,
}

impl SystemPart {
    /// Every part.
    pub const ALL: [Self; 4] = [
        Self::Activity,
        Self::RelatedActivity,
        Self::Process,
        Self::Thread,
    ];

    /// Its name in `System`.
    pub fn name(self) -> &'static str {
        self.path().1
    }

    /// Its element in `System` and its attribute.
    pub(crate) fn path(self) -> (&'static str, &'static str) {
        match self {
            Self::Activity => ("Correlation", "ActivityID"),
            Self::RelatedActivity => ("Correlation", "RelatedActivityID"),
            Self::Process => ("Execution", "ProcessID"),
            Self::Thread => ("Execution", "ThreadID"),
        }
    }
}

/// All that the records of one schema have in common.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RecordLayout {
    /// The shared part of `System`.
    pub system: System,
    /// The names of the fields, in record order.
    pub names: Vec<Box<str>>,
    /// The parts of `System` that have a value of their own, in the order of [`SystemPart`]; their
    /// values follow those of the fields.
    pub parts: Vec<SystemPart>,
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

/// The place of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// The index of its file in the store.
    pub file: u32,
    /// The chunk's number in the file, from 0.
    pub chunk: u32,
    /// The record's offset in the chunk, in bytes.
    pub offset: u16,
    /// True if it was carved from slack space.
    pub recovered: bool,
    /// True if its chunk does not fit its checksum: its values may be altered.
    pub damaged: bool,
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
    /// Its place.
    pub place: Place,
    /// Its fields in record order.
    pub fields: Vec<(Box<str>, Raw<'a>)>,
    /// The other parts of `System`, in the order of [`SystemPart`].
    pub parts: Vec<(SystemPart, Raw<'a>)>,
}
