//! The command line, run as a user runs it: the real program, its output, its sentences and its
//! exit codes.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod answers;
mod archives;
mod bad_input;
mod beside;
mod generated;
mod help;
mod hostile;
mod opening;
mod pipes;
mod streaming;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use smbscope::demo::DEFAULT_EVENTS;

use crate::fixtures::{demo_bytes, written};

/// What a run of the program gave.
struct Run {
    code: i32,
    out: String,
    errors: String,
}

impl Run {
    /// The lines of standard output as JSON.
    fn json(&self) -> Vec<Value> {
        let lines = self.out.lines();
        lines
            .map(|line| {
                serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))
            })
            .collect()
    }
}

/// The program, with nothing of this machine in its surroundings.
fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smbscope"));
    for name in ["NO_COLOR", "COLUMNS", "COLORTERM", "XDG_CONFIG_HOME"] {
        command.env_remove(name);
    }
    command.env("HOME", std::env::temp_dir().join("no-such-home"));
    command
}

/// Runs the program to its end, without a terminal.
fn run<T: AsRef<OsStr>>(arguments: &[T]) -> Run {
    let output = program()
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        errors: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The demo's log in `folder`, as `demo --write` writes it.
fn demo_log(folder: &Path) -> PathBuf {
    written(folder, "demo.evtx", demo_bytes(DEFAULT_EVENTS))
}
