//! The filter language: what is read, what it means, and that the scan agrees with the plain
//! check of one event.
// Tables of cases make long functions.
#![allow(clippy::unwrap_used, clippy::too_many_lines, clippy::match_same_arms)]

mod compose;
mod language;
mod meaning;
mod random;
pub(crate) mod sample;
mod scan;
mod terms;
mod times;
mod values;
