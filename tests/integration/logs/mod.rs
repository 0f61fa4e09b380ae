//! Logs: what is opened, what is read of it, and what is said about the rest.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod damage;
mod evidence;
mod follow;
mod gaps;
mod messages;
mod reference;
mod same;
mod samples;
mod saved_texts;
mod streaming;
mod twins;

use std::path::PathBuf;

/// The folder of logs beside the repository, which is not part of it; says so where it is absent.
fn shared_logs() -> Option<PathBuf> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/logs"));
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: {} is not here", folder.display());
    None
}
