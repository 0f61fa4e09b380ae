//! What happened: files, the `.evtx` reader, the column store of loaded events, background
//! loading, and one `Event` view that joins store, catalog and values.

mod dictionary;
mod event;
mod segment;
mod store;

pub use dictionary::{Cell, Dictionary, Interner};
pub use event::{Event, FieldView};
pub use segment::{Head, Place, Record, Segment, SegmentBuilder, System};
pub use store::{EventNumber, LogFile, Store};
