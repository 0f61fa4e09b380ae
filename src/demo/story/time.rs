//! Spans of time as a FILETIME counts them.

pub(super) const SECOND: u64 = 10_000_000;
pub(super) const HOUR: u64 = 3_600 * SECOND;
/// The length of a round of the story.
pub(super) const ROUND: u64 = 36 * HOUR;
