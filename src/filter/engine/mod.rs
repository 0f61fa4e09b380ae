//! The engine: a filter's tree over the columns of the store, and the reference check of one event.

mod across;
mod bits;
mod columns;
mod endpoint;
mod head;
pub(crate) mod matches;
pub(crate) mod plain;
mod plan;
mod readings;
mod row;
pub(crate) mod scan;
mod segment;
mod short;
