//! Logs: what is opened, what is read of it, and what is said about the rest.
#![allow(clippy::unwrap_used)]

mod cases;
mod chunks;
mod damage;
mod evidence;
mod follow;
mod gaps;
mod messages;
mod pipes;
mod reference;
mod same;
mod samples;
mod saved_texts;
mod streaming;
mod twins;
