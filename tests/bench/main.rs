//! The benchmark: `cargo bench` prints one table of ratios, all from one run on one machine.
//!
//! It writes its own logs to a temporary folder, or takes a real one. Nothing here fails for
//! being slow: the table says what is, beside what was wanted.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

mod logs;
mod measure;
mod report;
mod screen;
mod settings;

use std::ffi::OsStr;
use std::path::Path;

use report::Report;
use settings::Settings;

/// The program itself.
const PROGRAM: &str = env!("CARGO_BIN_EXE_smbscope");

fn main() {
    if let Some((threads, path)) = logs::child_request() {
        logs::load_as_child(threads, &path);
        return;
    }
    let settings = match Settings::read() {
        Ok(settings) => settings,
        Err(usage) => {
            println!("{usage}");
            return;
        }
    };
    let folder = tempfile::tempdir().unwrap();
    let log = match &settings.log {
        Some(path) => path.clone(),
        None => logs::write(folder.path(), "large", settings.events, 1),
    };
    let mut report = Report::new(&settings, &log);
    measure_against_evtx_dump(&settings, &log, &mut report);
    logs::measure_filters(&settings, &log, &mut report);
    screen::measure(&settings, &log, &mut report);
    if settings.log.is_none() {
        measure_growth(&settings, folder.path(), &log, &mut report);
        measure_small_files(&settings, folder.path(), &mut report);
    }
    report.print();
}

/// Loading and `query`, beside printing the same log as JSON with `evtx_dump`.
fn measure_against_evtx_dump(settings: &Settings, log: &Path, report: &mut Report) {
    let files = logs::files_under(log);
    // Once over everything, so that no measurement pays for reading from the disk.
    let bytes: u64 = files
        .iter()
        .map(|file| std::fs::read(file).unwrap().len() as u64)
        .sum();
    let dump = |threads: &str| {
        let Some(dump) = &settings.evtx_dump else {
            return 0.0;
        };
        let arguments = ["-t", threads, "-o", "jsonl"].map(OsStr::new);
        let times = files
            .iter()
            .map(|file| measure::command(dump, &[&arguments[..], &[file.as_ref()]].concat()));
        times.sum()
    };
    let mut query = || {
        let arguments = ["query", "-f", "551", "--format", "jsonl"].map(OsStr::new);
        measure::command(
            Path::new(PROGRAM),
            &[&arguments[..], &[log.as_os_str()]].concat(),
        )
    };
    let [load_2, dump_2, queried, load_1, dump_1] = measure::in_turn(
        settings.runs,
        [
            &mut || logs::load_in_child(2, log).seconds,
            &mut || dump("2"),
            &mut query,
            &mut || logs::load_in_child(1, log).seconds,
            &mut || dump("1"),
        ],
    );
    let (on_2, on_1) = ("evtx_dump -t 2 -o jsonl", "evtx_dump -t 1 -o jsonl");
    let beside = |dumped| settings.evtx_dump.is_some().then_some(dumped);
    for (what, ours, other, theirs) in [
        ("load and index, 2 threads", load_2, on_2, dump_2),
        ("load and index, 1 thread", load_1, on_1, dump_1),
        ("query -f 551 --format jsonl", queried, on_2, dump_2),
    ] {
        report.ratio(what, ours, other, beside(theirs), (0.7, 0.4));
    }
    match logs::load_in_child(2, log).peak {
        Some(peak) => report.share(
            "peak memory, of the size of the log",
            peak as f64 / bytes as f64,
            (0.6, 0.35),
        ),
        None => report.note("peak memory is measured on Linux only (VmHWM in /proc)"),
    }
    if settings.evtx_dump.is_none() {
        report.note("evtx_dump was not found: `cargo install evtx` puts it on the PATH, or give --evtx-dump FILE");
    }
}

/// What an event costs in logs of growing size, against the log that is measured.
fn measure_growth(settings: &Settings, folder: &Path, log: &Path, report: &mut Report) {
    let cost = |path: &Path, events: u64| {
        let loads: Vec<_> = (0..settings.runs)
            .map(|_| logs::load_in_child(2, path))
            .collect();
        let seconds = loads
            .iter()
            .map(|load| load.loading)
            .fold(f64::INFINITY, f64::min);
        (
            seconds / events as f64 * 1e9,
            loads[0].held as f64 / events as f64,
        )
    };
    let (time, memory) = cost(log, settings.events);
    report.growth(settings.events, time, memory, (1.0, 1.0));
    let sizes = [
        settings.events / 100,
        settings.events / 10,
        settings.events * 5,
    ];
    for events in sizes.map(|events| events.max(1)) {
        let path = logs::write(folder, &format!("growth-{events}"), events, 1);
        let (other_time, other_memory) = cost(&path, events);
        report.growth(
            events,
            other_time,
            other_memory,
            (other_time / time, other_memory / memory),
        );
        std::fs::remove_file(path).unwrap();
    }
}

/// A folder of many small logs, beside one log of the same size.
fn measure_small_files(settings: &Settings, folder: &Path, report: &mut Report) {
    let (small, bytes) = logs::write_many(folder, settings.small_files);
    let large = logs::write_of_size(folder, bytes);
    let load = |path: &Path| logs::load_in_child(2, path).seconds;
    let [many, one] = measure::in_turn(settings.runs, [&mut || load(&small), &mut || load(&large)]);
    report.times(
        &format!(
            "{} small files, against one of {} MB",
            settings.small_files,
            bytes / 1_000_000
        ),
        many,
        one,
        2.0,
    );
}
