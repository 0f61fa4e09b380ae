//! Logs to measure on, loading them in a process of its own, and filters over them.

use std::env;
use std::fs::{self, File};
use std::io::{BufWriter, Cursor};
use std::path::{Path, PathBuf};
use std::process::{Command, exit};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use smbscope::catalog::Catalog;
use smbscope::demo;
use smbscope::demo::DemoOptions;
use smbscope::filter;
use smbscope::load::{LoadOptions, load_all};
use smbscope::store::Store;

use crate::measure::{self, Seconds};
use crate::report::Report;
use crate::settings::Settings;

const CHILD: &str = "--load-as-child";

/// What a process that loaded a log says of itself.
pub(crate) struct Load {
    /// From the start of the process to its end.
    pub(crate) seconds: f64,
    /// Of loading alone.
    pub(crate) loading: f64,
    /// Bytes that the store holds.
    pub(crate) held: u64,
    /// The most memory that the process had in use, in bytes.
    pub(crate) peak: Option<u64>,
}

/// Writes a synthetic log of so many events.
pub(crate) fn write(folder: &Path, name: &str, events: u64, seed: u64) -> PathBuf {
    let path = folder.join(format!("{name}.evtx"));
    let out = BufWriter::with_capacity(1 << 20, File::create(&path).unwrap());
    let options = DemoOptions {
        events: Some(events),
        seed,
    };
    demo::write(out, &options).unwrap();
    path
}

/// Writes a folder of logs of one chunk each, and gives their bytes too.
pub(crate) fn write_many(folder: &Path, files: u64) -> (PathBuf, u64) {
    let small = folder.join("small");
    fs::create_dir(&small).unwrap();
    let mut bytes = 0;
    for seed in 0..files {
        let mut log = Cursor::new(Vec::new());
        demo::write(
            &mut log,
            &DemoOptions {
                events: Some(80),
                seed,
            },
        )
        .unwrap();
        let log = log.into_inner();
        bytes += log.len() as u64;
        fs::write(small.join(format!("{seed:05}.evtx")), log).unwrap();
    }
    (small, bytes)
}

/// Writes one log of about so many bytes.
pub(crate) fn write_of_size(folder: &Path, bytes: u64) -> PathBuf {
    let trial = write(folder, "trial", 20_000, 1);
    let per_event = fs::metadata(trial).unwrap().len() as f64 / 20_000.0;
    write(folder, "one", (bytes as f64 / per_event) as u64, 1)
}

/// The logs at a path: itself, or what a folder holds.
pub(crate) fn files_under(path: &Path) -> Vec<PathBuf> {
    smbscope::load::open(&[path.to_owned()], smbscope::load::Recovery::Off)
        .files
        .into_iter()
        .map(|file| file.path)
        .collect()
}

fn load(threads: usize, path: &Path, catalog: Catalog) -> Store {
    let options = LoadOptions {
        threads,
        ..LoadOptions::default()
    };
    load_all(&[path.to_owned()], Arc::new(catalog), &options)
}

/// Loads a log in a process of its own, from its start to its end.
pub(crate) fn load_in_child(threads: usize, path: &Path) -> Load {
    let mut said = Vec::new();
    let seconds = measure::time(|| {
        let child = Command::new(env::current_exe().unwrap())
            .args([CHILD, &threads.to_string()])
            .arg(path)
            .output()
            .unwrap();
        said = child.stdout;
    });
    let said = String::from_utf8(said).unwrap();
    let mut numbers = said.split_whitespace().map(str::parse::<u64>);
    let mut next = || numbers.next().and_then(Result::ok);
    let mut number = || next().expect("the child says what it took and holds");
    Load {
        seconds,
        loading: number() as f64 / 1e9,
        held: number(),
        peak: next(),
    }
}

/// What this process is to load, if it is such a child.
pub(crate) fn child_request() -> Option<(usize, PathBuf)> {
    let mut arguments = env::args_os().skip(1);
    (arguments.next()? == CHILD).then_some(())?;
    let threads = arguments.next()?.to_str()?.parse().ok()?;
    Some((threads, arguments.next()?.into()))
}

/// Loads, says what that took, and ends without tidying up.
pub(crate) fn load_as_child(threads: usize, path: &Path) {
    // It is there before any log is, as in the explorer, however large the logs are.
    let catalog = Catalog::builtin();
    let start = Instant::now();
    let store = load(threads, path, catalog);
    let took = start.elapsed().as_nanos();
    let peak = peak_memory().map_or(String::new(), |peak| peak.to_string());
    println!("{took} {} {peak}", store.memory());
    exit(0);
}

/// The most memory that this process had in use, in bytes.
#[cfg(target_os = "linux")]
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kibibytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes * 1024)
}

/// There is no such file elsewhere, and the report says so.
#[cfg(not(target_os = "linux"))]
fn peak_memory() -> Option<u64> {
    None
}

/// Filters typed key by key over the loaded log, each from scratch, and the catalog's search.
pub(crate) fn measure_filters(settings: &Settings, log: &Path, report: &mut Report) {
    let store = load(0, log, Catalog::builtin());
    report.loaded(store.len());
    // The bars are for a million events; they grow with the log.
    let scale = (store.len() as f64 / 1e6).max(0.01);
    for (what, text, bar, aim) in [
        (
            "structured filter",
            "551 user:svc_* -client:10.0.0.0/8",
            16.0,
            5.0,
        ),
        ("structured filter", "duration:>60s cmd:CREATE", 16.0, 5.0),
        ("free text", "access denied", 60.0, 20.0),
        ("free text, a user", "svc_backup", 60.0, 20.0),
        ("free text, as in a GUID", "4f1c", 60.0, 20.0),
        ("free text, as in an address", "10.1.2", 60.0, 20.0),
        ("free text, a number", "\"500\"", 60.0, 20.0),
        ("free text across a message", "\"Address: 10.\"", 60.0, 20.0),
        ("free text, regular expression", "/svc_[a-z]+/i", 60.0, 20.0),
    ] {
        let worst = worst_key(settings.runs, text, |typed| {
            let filter = filter::parse_typing(typed).ok()?;
            filter::scan(&filter, &store, None, &AtomicBool::new(false)).map(drop)
        });
        report.key(
            &format!("{what}: {text}"),
            worst,
            (bar * scale, aim * scale),
        );
    }
    let catalog = Catalog::builtin();
    let worst = worst_key(settings.runs, "authentication failure", |typed| {
        std::hint::black_box(catalog.search(typed));
        Some(())
    });
    report.key("catalog search: authentication failure", worst, (5.0, 1.0));
}

/// Types a text and gives the slowest key's time.
fn worst_key(runs: usize, text: &str, answer: impl Fn(&str) -> Option<()>) -> Seconds {
    let ends = text
        .char_indices()
        .map(|(at, character)| at + character.len_utf8());
    ends.map(|end| {
        let typed = text.get(..end).unwrap_or(text);
        measure::repeat(runs, || measure::time(|| answer(typed)))
    })
    .max_by(|a, b| a.median.total_cmp(&b.median))
    .unwrap_or(Seconds {
        median: 0.0,
        best: 0.0,
    })
}
