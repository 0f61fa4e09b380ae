//! (stub) The loop that performs effects, and the exit code.

mod explore;
mod perform;

use std::process::ExitCode;

pub use explore::{Start, explore};

/// Runs the program and gives its exit code.
pub fn main() -> ExitCode {
    let start = Start {
        catalog: std::sync::Arc::new(crate::catalog::Catalog::builtin()),
        paths: std::env::args_os().skip(1).map(Into::into).collect(),
        ..Start::default()
    };
    match explore(start) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(2),
    }
}
