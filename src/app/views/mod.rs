//! The views.

pub(super) mod catalog;
pub(super) mod events;
