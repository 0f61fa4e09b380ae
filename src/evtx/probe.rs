//! A sink that keeps nothing: whether a record can be read at all.

use super::record::{Place, Record, RecordLayout};
use super::sink::RecordSink;
use crate::values::{FileTime, Raw};

/// A sink that keeps nothing.
pub(crate) struct Probe;

impl RecordSink for Probe {
    fn schema<E>(
        &mut self,
        _key: &[u8],
        make: impl FnOnce() -> Result<RecordLayout, E>,
    ) -> Result<u32, E> {
        make().map(|_| 0)
    }

    fn keeps(&self, _schema: u32) -> bool {
        false
    }

    fn channel(&self, _schema: u32) -> &'static str {
        ""
    }

    fn begin(&mut self) {}

    fn cell(&mut self, _schema: u32, _place: usize, _value: Raw<'_>) {}

    fn commit(&mut self, _schema: u32, _time: FileTime, _record_id: u64, _place: Place) {}

    fn push(&mut self, _record: Record<'_>) -> u32 {
        0
    }
}
