//! Timing: of closures and of whole programs, several times each.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// The seconds that something took, over several runs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seconds {
    pub(crate) median: f64,
    pub(crate) best: f64,
}

impl Seconds {
    /// Of several measurements; there is at least one.
    pub(crate) fn of(mut runs: Vec<f64>) -> Self {
        runs.sort_by(f64::total_cmp);
        Self {
            median: runs[runs.len() / 2],
            best: runs[0],
        }
    }
}

/// Measures several times.
pub(crate) fn repeat(runs: usize, mut measure: impl FnMut() -> f64) -> Seconds {
    Seconds::of((0..runs).map(|_| measure()).collect())
}

/// Measures several things several times, in turn: what else the machine does then weighs on all
/// of them alike.
pub(crate) fn in_turn<const N: usize>(
    runs: usize,
    mut things: [&mut dyn FnMut() -> f64; N],
) -> [Seconds; N] {
    let mut times = [const { Vec::new() }; N];
    for _ in 0..runs {
        for (times, thing) in times.iter_mut().zip(&mut things) {
            times.push(thing());
        }
    }
    times.map(Seconds::of)
}

/// The seconds that a closure takes.
pub(crate) fn time<T>(work: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed().as_secs_f64()
}

/// The seconds that a program takes, its output thrown away.
pub(crate) fn command(program: &Path, arguments: &[&OsStr]) -> f64 {
    time(|| {
        Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap()
    })
}
