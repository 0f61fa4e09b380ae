//! The files that tests read: those in `tests/data`, the demo's log, and those that only lie beside
//! the repository. A test of the last is marked `#[ignore = "needs ../shared"]`, and `.ci/run` runs
//! it where they are.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};

use smbscope::catalog::Catalog;
use smbscope::demo::writer::{Kind, LogWriter, Stamp, Value};
use smbscope::demo::{self, DEFAULT_EVENTS, DemoOptions};
use smbscope::values::FileTime;

/// A file or folder of `tests/data`.
pub(crate) fn data(path: &str) -> PathBuf {
    beside("tests/data", path)
}

/// A file or folder beside the repository: real logs and published documents that are not part of
/// it.
pub(crate) fn shared(path: &str) -> PathBuf {
    beside("../shared", path)
}

fn beside(folder: &str, path: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = root.join(folder).join(path);
    assert!(
        found.exists(),
        "{} is not there: this test reads it",
        found.display()
    );
    found
}

/// The lines of a reference table, by the names of its columns.
pub(crate) fn table(name: &str) -> Vec<HashMap<String, String>> {
    let text = fs::read_to_string(data("reference").join(name)).unwrap();
    let mut lines = text.lines().map(|line| line.split('\t').map(str::to_owned));
    let head: Vec<String> = lines.next().unwrap().collect();
    let rows: Vec<_> = lines
        .map(|cells| head.iter().cloned().zip(cells).collect())
        .collect();
    assert!(!rows.is_empty(), "{name} has rows");
    rows
}

/// The values of a file in `tests/data` that holds one in JSON a line.
pub(crate) fn json_lines(path: &str) -> Vec<serde_json::Value> {
    let text = fs::read_to_string(data(path)).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Writes a file and returns its path.
pub(crate) fn written(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

/// A log of one record.
pub(crate) fn log_of(kind: &Kind, values: &[Value<'_>]) -> Vec<u8> {
    let mut writer = LogWriter::new(Cursor::new(Vec::new())).unwrap();
    let kind = writer.kind(kind);
    let stamp = Stamp {
        time: FileTime(133_589_952_000_000_000),
        ..Stamp::default()
    };
    writer.write(kind, &stamp, values).unwrap();
    writer.finish().unwrap().into_inner()
}

/// The catalog as it is built in, read once for all tests.
pub(crate) fn catalog() -> Arc<Catalog> {
    static CATALOG: LazyLock<Arc<Catalog>> = LazyLock::new(|| Arc::new(Catalog::builtin()));
    Arc::clone(&CATALOG)
}

/// The demo's log of so many events, made once for all tests.
pub(crate) fn demo_bytes(events: u64) -> &'static [u8] {
    static LOGS: Mutex<BTreeMap<u64, &'static [u8]>> = Mutex::new(BTreeMap::new());
    let mut logs = LOGS.lock().unwrap();
    logs.entry(events).or_insert_with(|| {
        let options = DemoOptions {
            events: Some(events),
            ..DemoOptions::default()
        };
        demo::bytes(&options).unwrap().leak()
    })
}

/// The demo's log as a file, which no test changes. It is written only where it is not there yet, as
/// other processes of a run may be reading it.
pub(crate) fn demo_log() -> &'static Path {
    static LOG: LazyLock<PathBuf> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let path = folder.join("demo.evtx");
        let log = demo_bytes(DEFAULT_EVENTS);
        if !fs::read(&path).is_ok_and(|found| found == log) {
            let mut whole = tempfile::NamedTempFile::new_in(folder).unwrap();
            whole.write_all(log).unwrap();
            whole.persist(&path).unwrap();
        }
        path
    });
    &LOG
}
