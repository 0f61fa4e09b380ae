//! Loaded events as columns: schemas, segments, dictionaries, the order of time, copies, and what
//! is known of each file.

mod dictionary;
mod duplicates;
mod log_file;
mod order;
mod restore;
mod segment;
#[allow(clippy::module_inception)] // The one type that gives the folder its name.
mod store;

pub use dictionary::{Cell, Dictionary, Interner, Kinds};
pub(crate) use duplicates::Duplicates;
pub use log_file::LogFile;
pub(crate) use order::{Numbered, merged};
pub use segment::{EventSchema, Segment, SegmentBuilder, Wanted};
pub use store::{EventNumber, Store};
