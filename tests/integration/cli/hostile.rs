//! Records that somebody wrote to do harm, or that nobody expected, in every format.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;
use smbscope::demo::writer::{Kind, Type, Value};
use smbscope::values::is_hidden;

use super::run;
use crate::fixtures::{data, demo_log, log_of, shared, written};

const FORMATS: [&str; 3] = ["table", "jsonl", "csv"];

fn query(log: &Path, format: &str) -> String {
    let arguments = [
        OsStr::new("query"),
        log.as_ref(),
        "--format".as_ref(),
        format.as_ref(),
    ];
    let answer = run(&arguments);
    assert_eq!((answer.code, answer.errors.as_str()), (0, ""), "{format}");
    answer.out
}

/// Writes a log of one record of an unknown provider.
fn made(folder: &Path, fields: &[(&str, Type)], values: &[Value<'_>]) -> PathBuf {
    let kind = Kind::event_data("Somebody", 7, fields);
    written(folder, "made.evtx", &log_of(&kind, values))
}

#[test]
fn nothing_of_a_record_is_live_in_a_terminal() {
    let hostile = "\u{1b}]0;owned\u{7}\u{9b}2J\u{202e}gpj\u{200b}.exe\u{7f}\u{8}\r\ttab";
    let folder = tempfile::tempdir().unwrap();
    let log = made(
        folder.path(),
        &[
            ("UserName", Type::UnicodeString),
            ("Note", Type::UnicodeString),
        ],
        &[
            Value::Text(hostile),
            Value::Text("=HYPERLINK(\"http://x\")|`rm`"),
        ],
    );
    for format in FORMATS {
        let answer = query(&log, format);
        let live = answer.chars().find(|&c| c != '\n' && is_hidden(c));
        assert_eq!(live, None, "{format}: {answer:?}");
    }
    let event = &run(&[
        OsStr::new("query"),
        log.as_ref(),
        "--format".as_ref(),
        "jsonl".as_ref(),
    ])
    .json()[0];
    assert_eq!(event["fields"]["UserName"], hostile);
    assert_eq!(query(&log, "table").lines().count(), 2);
}

#[track_caller]
fn assert_harmless(log: &Path) {
    let table = run(&[OsStr::new("query"), log.as_ref()]).out;
    assert!(table.lines().count() > 200);
    assert!(!table.contains(|c| c != '\n' && is_hidden(c)));
}

#[test]
fn logs_are_harmless_to_look_at() {
    assert_harmless(demo_log());
    assert_harmless(&data("logs"));
}

#[test]
#[ignore = "needs ../shared"]
fn the_samples_are_harmless_to_look_at() {
    assert_harmless(&shared("logs/samples"));
}

#[test]
fn fields_of_one_name_are_all_there() {
    let folder = tempfile::tempdir().unwrap();
    let text = Type::UnicodeString;
    let log = made(
        folder.path(),
        &[
            ("Name", text),
            ("Name", text),
            ("Name_2", text),
            ("Name", text),
        ],
        &["a", "b", "c", "d"].map(Value::Text),
    );
    let event: serde_json::Value = serde_json::from_str(&query(&log, "jsonl")).unwrap();
    let fields = event["fields"].as_object().unwrap();
    let values: Vec<_> = fields.values().collect();
    assert_eq!(values, ["a", "b", "c", "d"], "{event}");
}

#[test]
fn values_are_what_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let log = made(
        folder.path(),
        &[
            ("Text", Type::UnicodeString),
            ("Signed", Type::Int64),
            ("Unsigned", Type::UInt64),
            ("Flag", Type::Boolean),
            ("Bytes", Type::Binary),
            ("Half", Type::Double),
            ("NoNumber", Type::Double),
            ("Nothing", Type::UnicodeString),
        ],
        &[
            Value::Text("x"),
            Value::I64(-5),
            Value::U64(u64::MAX),
            Value::Bool(true),
            Value::Binary(&[0xDE, 0xAD]),
            Value::F64(0.5),
            Value::F64(f64::NAN),
            Value::Null,
        ],
    );
    let event: serde_json::Value = serde_json::from_str(&query(&log, "jsonl")).unwrap();
    assert_eq!(event["event_id"], 7);
    assert_eq!(
        (&event["row"], &event["category"]),
        (&json!(null), &json!(null))
    );
    assert_eq!(
        event["fields"],
        json!({
            "Text": "x", "Signed": -5, "Unsigned": u64::MAX, "Flag": true, "Bytes": "DEAD",
            "Half": 0.5, "NoNumber": "NaN", "Nothing": null,
        })
    );
    assert!(!event["message"].as_str().unwrap().is_empty(), "{event}");
}

#[test]
fn a_file_with_a_name_of_its_own_is_read_and_shown_harmlessly() {
    let folder = tempfile::tempdir().unwrap();
    let log = super::demo_log(folder.path());
    let odd = folder.path().join("catalog");
    fs::rename(&log, &odd).unwrap();
    // In its own folder a file that is called like a command is opened as ./NAME.
    let shown = super::program()
        .current_dir(folder.path())
        .args(["query", "./catalog", "-f", "551"])
        .output()
        .unwrap();
    assert_eq!(shown.status.code(), Some(0));
    let missing = run(&["query", "no\u{1b}[31msuch.evtx"]);
    assert_eq!(missing.code, 2);
    assert!(!missing.errors.contains('\u{1b}'), "{}", missing.errors);
}
