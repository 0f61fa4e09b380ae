//! What is said beside an answer, and where the answer is written.

use std::fs;

use smbscope::demo::writer::Kind;

use super::{demo_log, run};
use crate::fixtures::{log_of, shared, written};

#[test]
fn a_misspelt_search_is_answered_for_what_was_meant_and_says_so() {
    let found = run(&["catalog", "--format", "jsonl", "opplock", "breack"]);
    assert_eq!(found.code, 0);
    assert!(found.json().iter().any(|row| row["id"] == 13));
    assert_eq!(
        found.errors,
        "smbscope: no row of the catalog matches “opplock breack”; these match “oplock break”\n"
    );
}

#[test]
fn a_query_without_a_match_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let log = demo_log(folder.path());
    let found = run(&["query", log.to_str().unwrap(), "-f", "9999"]);
    assert_eq!((found.code, found.out.as_str()), (1, ""));
    assert_eq!(
        found.errors,
        "smbscope: none of the 2500 records of 1 log matches the filter “9999”; \
         `smbscope PATH` shows what there is\n"
    );
}

#[test]
fn the_file_that_is_written_to_tells_the_format() {
    let folder = tempfile::tempdir().unwrap();
    let log = demo_log(folder.path());
    let written = |name: &str, format: &[&str]| {
        let path = folder.path().join(name);
        let (log, to) = (log.to_str().unwrap(), path.to_str().unwrap());
        let ran = run(&[&["query", log, "-f", "551", "-o", to], format].concat());
        assert_eq!(ran.code, 0, "{}", ran.errors);
        fs::read_to_string(path).unwrap()
    };
    assert!(written("a.csv", &[]).starts_with("time,file,record_id,"));
    assert!(written("a.jsonl", &[]).starts_with("{\"time\":"));
    assert!(written("a.txt", &[]).starts_with("Time"));
    assert!(written("b.csv", &["--format", "jsonl"]).starts_with("{\"time\":"));
}

#[test]
fn the_demo_is_written_over_no_log_but_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let log = demo_log(folder.path());
    let again = run(&["demo", "--events", "9", "--write", log.to_str().unwrap()]);
    assert_eq!((again.code, again.errors.as_str()), (0, ""));
    let evidence = Kind {
        computer: "WS-17".to_owned(),
        ..Kind::event_data("Contoso-Backup", 7, &[])
    };
    assert_not_written_over(&log_of(&evidence, &[]));
}

#[test]
#[ignore = "needs ../shared"]
fn the_demo_is_written_over_no_real_log() {
    assert_not_written_over(&fs::read(shared("logs/samples/system.evtx")).unwrap());
}

#[track_caller]
fn assert_not_written_over(evidence: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let log = demo_log(folder.path());
    let evidence_path = written(folder.path(), "evidence.evtx", evidence);
    let path = evidence_path.to_str().unwrap();
    let refused = run(&["demo", "--write", path]);
    assert_eq!(refused.code, 2);
    assert!(refused.errors.contains("is a log, and is not written over"));
    let query = run(&["query", log.to_str().unwrap(), "-o", path]);
    assert_eq!(query.code, 2);
    assert!(query.errors.contains("is not written over"));
    assert_eq!(fs::read(path).unwrap(), evidence);
}

#[test]
fn an_option_that_changes_nothing_is_said_to() {
    let run = run(&["catalog", "1020", "--recover"]);
    assert_eq!(run.code, 0);
    assert_eq!(
        run.errors,
        "smbscope: --recover changes nothing for catalog\n"
    );
}
