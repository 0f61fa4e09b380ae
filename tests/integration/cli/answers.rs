//! The answers of `catalog`, `query`, `explain` and `demo --write`: every format, exactly.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::IpAddr;
use std::process::Stdio;

use regex::Regex;
use serde_json::Value;
use smbscope::demo::DEFAULT_EVENTS;
use smbscope::values::visible;

use super::{demo_log, program, run};
use crate::fixtures::{data, demo_bytes, json_lines};

const DOCUMENT: &str = include_str!("../../../src/catalog/Microsoft-Windows-SMBServer.md");

const ROW_KEYS: [&str; 11] = [
    "row", "provider", "id", "version", "channel", "level", "category", "title", "message",
    "guidance", "fields",
];

const EVENT_KEYS: [&str; 15] = [
    "time",
    "file",
    "record_id",
    "event_id",
    "version",
    "level",
    "channel",
    "provider",
    "computer",
    "row",
    "category",
    "title",
    "message",
    "fields",
    "decoded",
];

fn keys(object: &Value) -> Vec<&str> {
    object
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn the_catalog_is_the_document_row_for_row() {
    let catalog = run(&["catalog", "--format", "jsonl"]);
    assert_eq!((catalog.code, catalog.errors.as_str()), (0, ""));
    let rows = catalog.json();
    assert_eq!(rows.len(), 137);

    let cells = Regex::new(r"(?s)<tr><td>([^<]*)</td><td>(\d+)</td><td>(.*?)</td></tr>").unwrap();
    let published: Vec<(u64, String)> = cells
        .captures_iter(DOCUMENT)
        .map(|cell| (cell[2].parse().unwrap(), decoded(&cell[3])))
        .collect();
    assert_eq!(published.len(), 137);
    for (number, (row, (id, text))) in rows.iter().zip(&published).enumerate() {
        assert_eq!(keys(row), ROW_KEYS);
        assert_eq!(row["row"], number + 1);
        assert_eq!(row["id"], *id);
        let title = row["title"].as_str().unwrap();
        let message = row["message"].as_str().unwrap();
        assert!(message.starts_with(title), "{id}: {title}");
        // Nothing of the text is lost: without its spaces and the heading it is both parts.
        let guidance = row["guidance"].as_str().unwrap_or_default();
        let both = squeezed(&format!("{message}{guidance}"));
        let whole = squeezed(text);
        assert!(
            whole == both || without_heading(&whole) == both,
            "{id}:\n{whole}\n{both}"
        );
    }
    let with_guidance = rows.iter().filter(|row| !row["guidance"].is_null());
    assert_eq!(with_guidance.count(), 42);
}

/// The document's text with line breaks and the entities that it has.
fn decoded(cell: &str) -> String {
    let entities = [
        ("<br/>", "\n"),
        ("<br>", "\n"),
        ("<br />", "\n"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#x60;", "`"),
        ("&#x3D;", "="),
        ("&amp;", "&"),
    ];
    let text = cell.to_owned();
    entities.iter().fold(text, |text, (entity, character)| {
        text.replace(entity, character)
    })
}

fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_whitespace())
        .collect()
}

fn without_heading(text: &str) -> String {
    text.replacen("Guidance:", "", 1)
}

#[test]
fn words_and_filters_narrow_the_catalog() {
    let first = |arguments: &[&str]| {
        let mut all = vec!["catalog", "--format", "jsonl"];
        all.extend(arguments);
        let found = run(&all);
        (
            found.code,
            found.json().first().map(|row| row["id"].clone()),
        )
    };
    assert_eq!(first(&["1020"]), (0, Some(1020.into())));
    assert_eq!(first(&["authentication", "failure"]).0, 0);
    assert_eq!(first(&["zzzzqqqq"]), (1, None));
    let nothing = run(&["catalog", "zzzzqqqq", "-f", "level:error"]);
    assert_eq!((nothing.code, nothing.out.as_str()), (1, ""));
    for part in ["no row of the catalog matches", "zzzzqqqq", "level:error"] {
        assert!(nothing.errors.contains(part), "{}", nothing.errors);
    }
    let events_only = run(&["catalog", "-f", "user:alice"]);
    assert_eq!(events_only.code, 1);
    assert!(
        events_only
            .errors
            .contains("no values of user: only events have them")
    );
    let connectivity = run(&["catalog", "--format", "jsonl", "-f", "channel:Connectivity"]);
    let rows = connectivity.json();
    assert!(!rows.is_empty() && rows.len() < 137, "{}", rows.len());
    for row in rows {
        let channel = row["channel"].as_str().unwrap();
        assert!(channel.ends_with("/Connectivity"), "{channel}");
    }
}

#[test]
fn the_catalog_as_a_table_has_a_line_for_each_row() {
    let table = run(&["catalog"]);
    assert_eq!(table.out.lines().count(), 138);
    let markdown = run(&["catalog", "--format", "markdown"]);
    let rows = markdown
        .out
        .lines()
        .filter(|line| line.starts_with("| "))
        .count();
    // The titles, the rule below them, and the rows.
    assert_eq!(rows, 139);
    let line = markdown
        .out
        .lines()
        .find(|line| line.contains(" 551 "))
        .unwrap();
    let unescaped = line.replace("\\|", "");
    assert_eq!(unescaped.matches('|').count(), 7, "{line}");
}

#[test]
fn every_row_twice_reads_as_windows_would_show_it() {
    let log = data("logs/every_row_twice.evtx");
    let patterns = json_lines("logs/every_row_twice.messages.jsonl");
    let values = json_lines("logs/every_row_twice.values.jsonl");
    let answer = run(&[
        OsStr::new("query"),
        log.as_ref(),
        "--format".as_ref(),
        "jsonl".as_ref(),
    ]);
    assert_eq!((answer.code, answer.errors.as_str()), (0, ""));
    let events: HashMap<u64, Value> = answer
        .json()
        .into_iter()
        .map(|event| (event["record_id"].as_u64().unwrap(), event))
        .collect();
    assert_eq!(events.len(), 274);
    for (expected, written) in patterns.iter().zip(&values) {
        let event = &events[&expected["record_id"].as_u64().unwrap()];
        assert_eq!(keys(event), EVENT_KEYS);
        for key in ["row", "event_id", "version"] {
            assert_eq!(event[key], expected[key], "{event}");
        }
        let pattern = format!("(?s)^\\s*{}\\s*$", expected["pattern"].as_str().unwrap());
        let message = event["message"].as_str().unwrap();
        assert!(
            Regex::new(&pattern).unwrap().is_match(message),
            "{pattern}\n{message}"
        );
        let names: Vec<&str> = keys(&event["fields"]);
        let expected: Vec<&str> = written["fields"]
            .as_array()
            .unwrap()
            .iter()
            .map(|field| field[0].as_str().unwrap())
            .collect();
        assert_eq!(names, expected);
        for field in written["fields"].as_array().unwrap() {
            let shown = &event["fields"][field[0].as_str().unwrap()];
            match field[1].as_str().unwrap() {
                "guid" => assert!(shown.as_str().unwrap().starts_with('{'), "{shown}"),
                "hex32" | "hex64" => {
                    let hex = format!("0x{:X}", field[2].as_u64().unwrap());
                    assert_eq!(shown, &Value::from(hex));
                }
                _ => assert_eq!(shown, &field[2], "{field}"),
            }
        }
    }
}

#[test]
fn events_are_in_order_of_time_and_only_those_that_match() {
    let folder = tempfile::tempdir().unwrap();
    let log = demo_log(folder.path());
    let query = |filter: &str| {
        run(&[
            OsStr::new("query"),
            log.as_ref(),
            "--format".as_ref(),
            "jsonl".as_ref(),
            "-f".as_ref(),
            filter.as_ref(),
        ])
    };
    let all = query("").json();
    let times: Vec<&str> = all
        .iter()
        .map(|event| event["time"].as_str().unwrap())
        .collect();
    assert!(times.is_sorted());
    let form = Regex::new(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$").unwrap();
    assert!(times.iter().all(|time| form.is_match(time)));

    let failures = query("551").json();
    assert!(!failures.is_empty() && failures.len() < all.len());
    assert!(failures.iter().all(|event| event["event_id"] == 551));
    let nothing = query("551 user:nobody-is-called-this");
    assert_eq!((nothing.code, nothing.out.as_str()), (1, ""));
}

#[test]
fn the_formats_hold_the_same_events() {
    let folder = tempfile::tempdir().unwrap();
    let log = demo_log(folder.path());
    let query = |format: &str| {
        let answer = run(&[
            OsStr::new("query"),
            log.as_ref(),
            "--format".as_ref(),
            format.as_ref(),
        ]);
        assert_eq!((answer.code, answer.errors.as_str()), (0, ""));
        answer
    };
    let events = query("jsonl").json();
    assert_eq!(query("table").out.lines().count(), events.len() + 1);
    let csv = query("csv").out;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().clone();
    let names: Vec<&str> = header.iter().collect();
    assert_eq!(names[..15], EVENT_KEYS);
    assert_eq!(
        names[15..],
        [
            "summary",
            "client",
            "client_name",
            "user",
            "share",
            "status",
            "recovered",
            "damaged",
            "note"
        ]
    );
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), events.len());
    for (record, event) in records.iter().zip(&events) {
        assert_eq!(record[2], event["record_id"].to_string());
        assert_eq!(record[12], visible(event["message"].as_str().unwrap()));
        let fields: Value = serde_json::from_str(&record[13]).unwrap();
        assert_eq!(fields, event["fields"]);
        let decoded: Value = serde_json::from_str(&record[14]).unwrap();
        assert_eq!(decoded, event["decoded"]);
    }
    // A failed logon, as a spreadsheet is filtered by it.
    let failed = records.iter().find(|record| &record[3] == "551").unwrap();
    assert!(failed[16].parse::<IpAddr>().is_ok(), "{}", &failed[16]);
    assert!(!failed[15].is_empty() && !failed[18].is_empty());
    assert!(failed[20].starts_with("STATUS_"), "{}", &failed[20]);
}

#[test]
fn an_output_file_appears_whole() {
    let folder = tempfile::tempdir().unwrap();
    let log = demo_log(folder.path());
    let output = folder.path().join("events.jsonl");
    fs::write(&output, "old").unwrap();
    let arguments = [
        OsStr::new("query"),
        log.as_ref(),
        "--format".as_ref(),
        "jsonl".as_ref(),
    ];
    let shown = run(&arguments).out;
    let written = run(&[&arguments[..], &["-o".as_ref(), output.as_ref()]].concat());
    assert_eq!(
        (written.code, written.out.as_str(), written.errors.as_str()),
        (0, "", "")
    );
    assert_eq!(fs::read_to_string(&output).unwrap(), shown);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    // Each answer is more than a pipe holds.
    let log = demo_log(folder.path());
    for format in ["table", "jsonl", "csv"] {
        let mut child = program()
            .args([
                OsStr::new("query"),
                log.as_ref(),
                "--format".as_ref(),
                format.as_ref(),
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut first).unwrap();
        drop(out);
        let mut errors = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut errors)
            .unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{format}: {errors}");
        assert_eq!(errors, "", "{format}");
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, seed: &str| {
        let path = folder.path().join(name);
        let run = run(&[
            OsStr::new("demo"),
            "--seed".as_ref(),
            seed.as_ref(),
            "--events".as_ref(),
            "500".as_ref(),
            "--write".as_ref(),
            path.as_ref(),
        ]);
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.errors);
        fs::read(path).unwrap()
    };
    let first = write("a.evtx", "7");
    assert_eq!(first, write("b.evtx", "7"));
    assert_ne!(first, write("c.evtx", "8"));
}

#[test]
fn the_demo_is_written_as_it_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.evtx");
    let written = run(&[OsStr::new("demo"), "--write".as_ref(), path.as_ref()]);
    assert_eq!((written.code, written.out.as_str()), (0, ""));
    assert!(fs::read(path).unwrap() == demo_bytes(DEFAULT_EVENTS));
}

#[test]
fn a_value_is_explained_in_every_way_that_it_reads() {
    let explain = |values: &[&str]| {
        let mut arguments = vec!["explain", "--format", "jsonl"];
        arguments.extend(values);
        run(&arguments)
    };
    for status in [
        "0xC000006D",
        "-1073741715",
        "3221225581",
        "STATUS_LOGON_FAILURE",
        "logon_failure",
    ] {
        let explained = explain(&[status]);
        assert_eq!(
            (explained.code, explained.errors.as_str()),
            (0, ""),
            "{status}"
        );
        let first = &explained.json()[0];
        assert_eq!(keys(first), ["value", "kind", "reading", "details", "row"]);
        assert_eq!(first["kind"], "NTSTATUS");
        assert_eq!(first["reading"], "STATUS_LOGON_FAILURE (0xC000006D)");
    }
    let event = explain(&["1020"]).json();
    assert_eq!(event[0]["kind"], "event id");
    assert_eq!(keys(&event[0]["row"]), ROW_KEYS);
    assert!(event[0]["row"]["guidance"].is_string());

    let plain = explain(&["0200C35C0A0102030000000000000000"]).json();
    let dashed = explain(&["02-00-C3-5C-0A-01-02-03-00-00-00-00-00-00-00-00"]).json();
    assert_eq!(plain[0]["reading"], "10.1.2.3:50012");
    assert_eq!(dashed[0]["reading"], plain[0]["reading"]);
}

#[test]
fn an_ambiguous_value_says_what_it_was_tried_as_and_an_unknown_one_too() {
    let both = run(&["explain", "0x120089"]);
    assert_eq!(both.code, 0);
    assert!(both.out.contains("READ_DATA"), "{}", both.out);
    let ambiguous = run(&["explain", "0xC000006D"]);
    assert!(
        ambiguous.out.contains("STATUS_LOGON_FAILURE"),
        "{}",
        ambiguous.out
    );
    assert!(
        ambiguous.out.contains("It was tried as event id, NTSTATUS"),
        "{}",
        ambiguous.out
    );
    // Two versions of one event are not ambiguous: the second is told by its differences.
    let versions = run(&["explain", "1020"]);
    assert!(!versions.out.contains("tried"), "{}", versions.out);
    assert_eq!(versions.out.matches("<ClientName>").count(), 1);
    assert!(
        versions
            .out
            .contains("New fields: CtlCode, SubCode, TunneledControl\n"),
        "{}",
        versions.out
    );
    let unknown = run(&["explain", "gibberish"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (1, ""));
    assert!(
        unknown.errors.contains("gibberish") && unknown.errors.contains("NTSTATUS"),
        "{}",
        unknown.errors
    );
    let one_of_two = run(&["explain", "gibberish", "551"]);
    assert_eq!(one_of_two.code, 1);
    assert!(one_of_two.out.contains("<UserName>"), "{}", one_of_two.out);
}
