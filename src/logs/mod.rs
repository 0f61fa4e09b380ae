//! What happened: files, the `.evtx` reader, the column store of loaded events, background
//! loading, and one `Event` view that joins store, catalog and values.

mod again;
mod binxml;
mod chunk;
mod dictionary;
mod elements;
mod event;
mod field;
mod files;
mod follow;
mod insight;
mod instance;
mod loader;
mod memory;
mod message;
mod mta;
mod order;
mod pair;
mod parser;
mod payload;
mod plan;
mod reader;
mod segment;
mod shape;
mod snapshot;
mod store;
mod stream;
mod summary;
mod tally;
mod types;
mod utf16;
mod walker;
mod xml;

pub use dictionary::{Cell, Dictionary, Interner};
pub use event::Event;
pub use field::FieldView;
pub use files::{Opened, open};
pub use insight::{Insight, Weight, insights};
pub use loader::{LoadOptions, LoadUpdate, Loader, Progress, load, load_all};
pub use message::Part;
pub use mta::SavedTexts;
pub use pair::{Pair, pair};
pub use segment::{Head, Place, Record, Segment, SegmentBuilder, System, Wanted};
pub use store::{EventNumber, LogFile, Store};
pub use stream::stream;
