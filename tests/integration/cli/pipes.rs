//! Logs that come through a pipe, and special files that must not be waited for.

use std::fs;
use std::io::Write as _;
use std::process::Stdio;

use super::opening::{another_log, case, files, log};
use super::{Run, program};
use crate::packing::{gzip, zip};

/// Runs `query --format jsonl` over paths with these bytes on standard input.
fn piped(paths: &[&str], input: &[u8]) -> Run {
    let mut child = program()
        .args(["query", "--format", "jsonl"])
        .args(paths)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Useless bytes are not read to their end.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        errors: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn standard_input_is_a_log_like_another() {
    // Case 16.
    let log = fs::read(case("08-time-with-a-space.evtx")).unwrap();
    let answer = piped(&["-"], &log);
    assert_eq!((answer.code, answer.errors.as_str()), (0, ""));
    assert_eq!(files(&answer, &case("")), ["standard input"]);
    if cfg!(unix) {
        for path in ["/dev/stdin", "/dev/fd/0"] {
            let answer = piped(&[path], &log);
            assert_eq!((answer.code, answer.errors.as_str()), (0, ""), "{path}");
            assert_eq!(files(&answer, &case("")), [path]);
        }
    }
    for (input, expected) in [
        (gzip(&log), "standard input"),
        (zip(&[("a/b.evtx", &log)]), "standard input/a/b.evtx"),
    ] {
        let answer = piped(&["-"], &input);
        assert_eq!((answer.code, answer.errors.as_str()), (0, ""));
        assert_eq!(files(&answer, &case("")), [expected]);
    }
    // Twice it is there once, and beside another log.
    let twice = piped(&["-", "-"], &log);
    assert_eq!((twice.code, twice.json().len()), (0, 1), "{}", twice.errors);
    let other = case("10-audit-failure.evtx");
    let both = piped(&["-", other.to_str().unwrap()], &log);
    assert_eq!((both.code, both.json().len()), (0, 2), "{}", both.errors);
}

#[test]
fn standard_input_redirected_from_a_file_is_that_file() {
    let file = fs::File::open(case("08-time-with-a-space.evtx")).unwrap();
    let output = program().args(["query", "-"]).stdin(file).output().unwrap();
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn what_comes_and_is_no_log_is_named() {
    for (input, words) in [
        (Vec::new(), "nothing came through standard input"),
        (
            b"hello\n".repeat(100_000),
            "standard input is not an event log (.evtx) but text",
        ),
        (vec![0; 9000], "zeros"),
        (fs::read(case("22-old.evt")).unwrap(), "Windows XP"),
        (gzip(b"hello"), "standard input is a gzip file of text"),
        (log()[..100].to_vec(), "ends after 100 bytes"),
    ] {
        let answer = piped(&["-"], &input);
        assert_eq!(answer.out, "");
        assert!(
            answer.code > 0 && answer.errors.contains(words),
            "{words}: {}",
            answer.errors
        );
    }
}

#[cfg(unix)]
fn pipe(folder: &std::path::Path, name: &str) -> std::path::PathBuf {
    let path = folder.join(name);
    let made = std::process::Command::new("mkfifo")
        .arg(&path)
        .status()
        .unwrap();
    assert!(made.success());
    path
}

#[cfg(unix)]
#[test]
fn a_named_pipe_that_is_named_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = pipe(folder.path(), "pipe");
    let writer = path.clone();
    let writer = std::thread::spawn(move || fs::write(writer, another_log()).unwrap());
    let answer = super::opening::query(&[&path]);
    writer.join().unwrap();
    assert_eq!((answer.code, answer.errors.as_str()), (0, ""));
    assert_eq!(files(&answer, folder.path()), ["pipe"]);
}

#[cfg(unix)]
#[test]
fn special_files_in_a_folder_are_passed_over_and_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("good.evtx"), log()).unwrap();
    pipe(folder.path(), "pipe.evtx");
    let answer = super::opening::query(&[folder.path()]);
    super::opening::assert_answered(
        &answer,
        1,
        &["pipe.evtx is passed over: it is a named pipe"],
    );
    let socket = folder.path().join("socket");
    let _socket = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let answer = super::opening::query(&[folder.path()]);
    super::opening::assert_answered(&answer, 1, &["2 named pipes, sockets or devices"]);
    let answer = super::opening::query(&[&socket]);
    super::opening::assert_refused(&answer, &["is a socket and not a file"]);
    let answer = super::opening::query(&["/dev/null"]);
    super::opening::assert_refused(&answer, &["is a device and not a file"]);
}
