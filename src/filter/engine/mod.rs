//! The engine: a filter's tree over the columns of the store, and the reference check of one event.

mod across;
mod bits;
mod catalog_row;
mod columns;
mod digits;
mod endpoint;
mod matches;
mod plan;
mod readings;
mod reference;
mod scan;
mod schema;
mod segment;
mod short;

pub use matches::{Matches, Partial};
pub use reference::matches_reference;
pub use scan::{scan, scan_with};
