//! The filter language: what is read, what it means, and that the scan agrees with the plain
//! check of one event.
#![allow(clippy::unwrap_used)]

mod compose;
mod language;
mod meaning;
pub(crate) mod sample;
mod scan;
mod terms;
