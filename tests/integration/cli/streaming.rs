//! `query` answers as it reads: the same lines, however they come.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Run, demo_log, program, run};
use crate::fixtures::{data, shared};

/// True of all events, but only when all are read: such a query does not stream.
const AFTER_ALL: &str = "last:400000d";

fn query(filter: &str, format: &str, paths: &[PathBuf]) -> Run {
    let mut arguments = vec!["query", "--format", format];
    if !filter.is_empty() {
        arguments.extend(["-f", filter]);
    }
    let paths = paths.iter().map(|path| path.to_str().unwrap());
    run(&arguments.into_iter().chain(paths).collect::<Vec<_>>())
}

fn demo(folder: &Path, seed: &str) -> PathBuf {
    let path = folder.join(format!("demo-{seed}.evtx"));
    let written = program()
        .args(["demo", "--events", "3000", "--seed", seed, "--write"])
        .arg(&path)
        .status()
        .unwrap();
    assert!(written.success());
    path
}

#[track_caller]
fn assert_streams(format: &str, paths: &[PathBuf]) {
    for filter in ["", "551", "-551 level:error", "user:svc_* OR denied"] {
        let streamed = query(filter, format, paths);
        let read = match filter {
            "" => query(AFTER_ALL, format, paths),
            _ => query(&format!("({filter}) {AFTER_ALL}"), format, paths),
        };
        assert!(streamed.out == read.out, "{filter} {format} {paths:?}");
        assert_eq!(streamed.errors, read.errors, "{filter} {format} {paths:?}");
        assert_eq!(streamed.code, read.code, "{filter} {format} {paths:?}");
    }
}

#[test]
fn lines_are_the_same_as_when_everything_is_read_first() {
    let folder = tempfile::tempdir().unwrap();
    let small = demo_log(folder.path());
    let large = demo(folder.path(), "7");
    let again = folder.path().join("again.evtx");
    fs::copy(&small, &again).unwrap();
    assert_streams("jsonl", &[large.clone(), data("logs")]);
    assert_streams("csv", std::slice::from_ref(&small));
    assert_streams("table", &[large, small, again]);
}

#[test]
#[ignore = "needs ../shared"]
fn lines_of_the_samples_are_the_same_as_when_everything_is_read_first() {
    let logs = fs::read_dir(shared("logs/samples")).unwrap();
    let mut logs: Vec<PathBuf> = logs.map(|entry| entry.unwrap().path()).collect();
    logs.push(shared("logs/smbserver"));
    assert_streams("jsonl", &logs);
}

#[cfg(unix)]
#[test]
fn an_interrupted_answer_leaves_no_part_of_it() {
    use std::process::Command;

    let folder = tempfile::tempdir().unwrap();
    let mut writing = program()
        .args(["demo", "--events", "50000000", "--write"])
        .arg(folder.path().join("large.evtx"))
        .spawn()
        .unwrap();
    let is_empty = || fs::read_dir(folder.path()).unwrap().next().is_none();
    while is_empty() && writing.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    let told = Command::new("kill")
        .args(["-INT", &writing.id().to_string()])
        .status();
    assert!(told.unwrap().success());
    assert_eq!(writing.wait().unwrap().code(), Some(130));
    assert!(is_empty());
}
