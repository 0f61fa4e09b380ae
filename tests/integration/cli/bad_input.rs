//! What is said about input that cannot be used, and what is answered all the same.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use super::{Run, demo_log, run};
use crate::fixtures::shared;

/// Runs `query --format jsonl` over paths.
fn query<T: AsRef<OsStr>>(paths: &[T]) -> Run {
    let mut arguments = vec![OsStr::new("query"), "--format".as_ref(), "jsonl".as_ref()];
    arguments.extend(paths.iter().map(AsRef::as_ref));
    run(&arguments)
}

/// Asserts that a run failed with one sentence that holds these words.
fn assert_refused(run: &Run, words: &[&str]) {
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", run.errors);
    assert_eq!(run.errors.lines().count(), 1, "{}", run.errors);
    assert!(run.errors.starts_with("smbscope: "), "{}", run.errors);
    for word in words {
        assert!(run.errors.contains(word), "{word}: {}", run.errors);
    }
}

#[test]
fn a_path_that_is_no_log_is_said_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("nothing-in-it")).unwrap();
    fs::write(at("nothing-in-it/notes.txt"), "no log").unwrap();
    fs::write(at("text.evtx"), "This is not a log.\n".repeat(1000)).unwrap();
    fs::write(at("empty.evtx"), "").unwrap();
    for name in ["absent.evtx", "nothing-in-it", "text.evtx", "empty.evtx"] {
        assert_refused(&query(&[at(name)]), &[name]);
    }
}

#[test]
fn a_filter_or_a_misspelt_command_among_the_paths_is_told_from_a_path() {
    let folder = tempfile::tempdir().unwrap();
    let log = demo_log(folder.path());
    for filter in ["551", "user:svc_*"] {
        let refused = query(&[log.as_os_str(), filter.as_ref()]);
        assert_refused(&refused, &[&format!("-f '{filter}'")]);
    }
    let refused = run(&[OsStr::new("qurey"), log.as_ref()]);
    assert_refused(&refused, &["did you mean smbscope query?"]);
    // What exists is what it says, whatever it is called.
    let renamed = folder.path().join("551");
    fs::rename(&log, &renamed).unwrap();
    assert_eq!(query(&[&renamed]).code, 0);
}

#[test]
fn where_nothing_is_opened_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("out.csv");
    fs::write(&output, "kept").unwrap();
    for format in ["table", "csv"] {
        let mut arguments = vec!["query", "no-such-file.evtx", "--format", format];
        assert_refused(&run(&arguments), &["no-such-file.evtx"]);
        arguments.extend(["-o", output.to_str().unwrap()]);
        assert_refused(&run(&arguments), &["no-such-file.evtx"]);
    }
    assert_eq!(fs::read_to_string(&output).unwrap(), "kept");
}

#[test]
fn the_other_paths_are_answered_and_the_exit_code_says_that_one_was_not() {
    let folder = tempfile::tempdir().unwrap();
    let log = demo_log(folder.path());
    let whole = query(&[&log]);
    assert_eq!((whole.code, whole.errors.as_str()), (0, ""));
    let absent = folder.path().join("absent.evtx");
    let both = query(&[&absent, &log]);
    assert_eq!(both.code, 2);
    assert_eq!(both.out, whole.out);
    assert!(both.errors.contains("absent.evtx"), "{}", both.errors);
    // The same file again, spelt otherwise, is no error.
    let again = folder.path().join(".").join("demo.evtx");
    let twice = query(&[&log, &again]);
    assert_eq!((twice.code, twice.out), (0, whole.out));
}

#[test]
fn a_damaged_log_gives_what_is_left_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let log = demo_log(folder.path());
    let whole = query(&[&log]).out.lines().count();
    let bytes = fs::read(&log).unwrap();

    let truncated = folder.path().join("truncated.evtx");
    fs::write(&truncated, &bytes[..bytes.len() / 2]).unwrap();
    let mut damaged = bytes.clone();
    damaged[4096 + 65536..][..8].copy_from_slice(b"garbage!");
    let broken = folder.path().join("broken.evtx");
    fs::write(&broken, &damaged).unwrap();

    for path in [truncated, broken] {
        let rest = query(&[&path]);
        assert_eq!(rest.code, 0, "{}", rest.errors);
        let count = rest.out.lines().count();
        assert!(count > 0 && count < whole, "{count} of {whole}");
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(rest.errors.contains(name), "{}", rest.errors);
    }
}

#[test]
#[ignore = "needs ../shared"]
fn every_sample_log_is_answered_without_a_panic() {
    let all = query(&[&shared("logs/samples")]);
    assert_eq!(all.code, 0);
    assert!(all.json().len() > 10_000, "{}", all.out.lines().count());
    assert!(!all.errors.contains("panicked"), "{}", all.errors);
}

#[cfg(unix)]
#[test]
fn a_log_that_may_not_be_read_is_said() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let log = demo_log(folder.path());
    fs::set_permissions(&log, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::File::open(&log).is_ok() {
        eprintln!("skipped: this user may read every file");
        return;
    }
    assert_refused(&query(&[&log]), &["demo.evtx", "rights"]);
}

#[test]
fn a_wrong_filter_is_underlined_where_it_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let log = demo_log(folder.path());
    for command in ["query", "catalog"] {
        let mut arguments = vec![
            OsStr::new(command),
            "-f".as_ref(),
            "551 cleint:10.0.0.1".as_ref(),
        ];
        if command == "query" {
            arguments.push(log.as_os_str());
        }
        let refused = run(&arguments);
        assert_eq!((refused.code, refused.out.as_str()), (2, ""));
        let lines: Vec<&str> = refused.errors.lines().collect();
        let [sentence, filter, carets] = lines[..] else {
            panic!("{}", refused.errors);
        };
        assert!(sentence.contains("client"), "{sentence}");
        let place = filter.find("cleint").unwrap();
        assert_eq!(carets.find('^'), Some(place), "{}", refused.errors);
    }
}

#[test]
fn a_filter_cannot_send_anything_to_the_terminal() {
    let refused = run(&["catalog", "-f", "nosuch\u{1b}[2J:1 \u{202e}("]);
    assert_eq!(refused.code, 2);
    assert!(
        !refused.errors.contains(['\u{1b}', '\u{202e}']),
        "{}",
        refused.errors
    );
}

#[test]
fn a_catalog_that_is_none_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.md");
    fs::write(&text, "# Notes\n\nNothing about events.\n").unwrap();
    let binary = folder.path().join("binary.md");
    fs::write(&binary, [0xFF, 0xFE, 0, 1]).unwrap();
    for path in [&text, &binary, &folder.path().join("absent.md")] {
        let name = path.file_name().unwrap().to_str().unwrap();
        let refused = run(&[OsStr::new("catalog"), "--catalog".as_ref(), path.as_ref()]);
        assert_refused(&refused, &[name]);
    }
}

#[test]
fn the_explorer_needs_a_terminal_and_says_so() {
    for arguments in [&[][..], &["demo"]] {
        assert_refused(&run(arguments), &["terminal"]);
    }
}

#[test]
fn a_bad_theme_is_named_before_the_screen_is_touched() {
    assert_refused(&run(&["--theme", "no-such-theme"]), &["no-such-theme"]);
}

#[test]
fn a_log_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let log = demo_log(folder.path());
    let before = fs::read(&log).unwrap();
    let refused = run(&[
        OsStr::new("query"),
        log.as_ref(),
        "-o".as_ref(),
        log.as_ref(),
    ]);
    assert_refused(&refused, &["demo.evtx"]);
    assert_eq!(fs::read(&log).unwrap(), before);
}

#[test]
fn an_output_that_cannot_be_written_is_said_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let log = demo_log(folder.path());
    for output in [
        folder.path().to_owned(),
        folder.path().join("absent/out.csv"),
    ] {
        let refused = run(&[
            OsStr::new("query"),
            log.as_ref(),
            "-o".as_ref(),
            output.as_ref(),
        ]);
        assert_refused(&refused, &[output.to_str().unwrap()]);
    }
    assert_eq!(names_in(folder.path()), ["demo.evtx"]);
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let name = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
    entries.map(|entry| name(entry.unwrap())).collect()
}
