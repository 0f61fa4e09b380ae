//! The program: parses arguments, runs what they ask for, and turns the outcome into an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    smbscope::run::main()
}
