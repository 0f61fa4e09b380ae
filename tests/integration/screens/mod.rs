//! The explorer as a person sees it, driven by keys on a terminal that is only a buffer.

#![allow(clippy::unwrap_used, clippy::string_slice)]

mod actions;
mod catalog;
mod detail;
pub(crate) mod driver;
mod events;
mod files;
mod filter;
mod pictures;
mod sizes;
