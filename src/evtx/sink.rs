//! The door through which records come out of a log.

use super::record::{Place, Record, RecordLayout};
use crate::values::{FileTime, Raw};

/// A receiver of records. A reader hands a record over value by value ([`RecordSink::begin`],
/// [`RecordSink::cell`], [`RecordSink::commit`]), or as a whole ([`RecordSink::push`]).
pub trait RecordSink {
    /// Returns the code of the schema that `key` tells from others; `make` reads a new one.
    ///
    /// # Errors
    /// Those of `make`.
    fn schema<E>(
        &mut self,
        key: &[u8],
        make: impl FnOnce() -> Result<RecordLayout, E>,
    ) -> Result<u32, E>;

    /// Tells whether the records of a schema are kept: the values of others need not be read.
    fn keeps(&self, schema: u32) -> bool;

    /// Returns the channel of a schema.
    fn channel(&self, schema: u32) -> &str;

    /// Begins a record; one that was begun and not committed is dropped.
    fn begin(&mut self);

    /// Adds the value at `place` of the record under way: those of the fields in order, then those
    /// of the parts of `System`.
    fn cell(&mut self, schema: u32, place: usize, value: Raw<'_>);

    /// Ends the record under way.
    fn commit(&mut self, schema: u32, time: FileTime, record_id: u64, place: Place);

    /// Adds a whole record; returns the code of its schema.
    fn push(&mut self, record: Record<'_>) -> u32;
}
