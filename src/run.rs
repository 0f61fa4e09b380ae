//! (stub) The loop that performs effects, and the exit code.

use std::process::ExitCode;

/// Runs the program and gives its exit code.
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
