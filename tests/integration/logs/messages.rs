//! Messages: every row of the catalog, filled in from a log by an independent writer.

use std::collections::HashMap;

use regex::Regex;
use serde_json::Value;

use super::reference::load;
use crate::fixtures::{data, json_lines};

#[test]
fn every_record_of_every_row_reads_as_its_pattern_says() {
    let store = load(&data("logs/every_row_twice.evtx"), 2);
    let patterns: HashMap<u64, Value> = json_lines("logs/every_row_twice.messages.jsonl")
        .into_iter()
        .map(|row| (row["record_id"].as_u64().unwrap(), row))
        .collect();
    assert_eq!(store.len(), patterns.len());
    let mut wrong = Vec::new();
    for &number in store.order() {
        let event = store.event(number);
        let expected = &patterns[&event.record_id()];
        let pattern = expected["pattern"].as_str().unwrap();
        let whole = Regex::new(&format!(r"(?s)^\s*{pattern}\s*$")).unwrap();
        let row = event.catalog_row().map(|row| u64::from(row.ordinal));
        let names: Vec<&str> = event.fields().map(|field| field.name).collect();
        let fits = whole.is_match(&event.message())
            && row == expected["row"].as_u64()
            && Value::from(names) == expected["names"]
            && !event.summary().is_empty()
            && !event.title().is_empty();
        if !fits {
            wrong.push((event.record_id(), row, event.message(), pattern.to_owned()));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} {:#?}",
        wrong.len(),
        wrong.iter().take(4).collect::<Vec<_>>()
    );
}

#[test]
fn summaries_say_what_happened_to_whom() {
    let store = load(&data("logs/every_row_twice.evtx"), 1);
    let summaries: Vec<String> = store
        .order()
        .iter()
        .map(|&number| store.event(number).summary())
        .collect();
    for expected in [
        r"logon failed, CONTOSO\svc_backup: INVALID_DEVICE_STATE from 126.58.70.163",
        r"denied admin on Ünïcode dir\файл.txt: APPEND_DATA from 177.54.213.251",
        r"CANCEL took 9 min 11 s, CONTOSO\Jürgen on HR: IPC$ from fd00::5a45:3866:b91a:8326",
        r"reopening failed, CONTOSO\Jürgen: LOCAL_DISCONNECT, scan_%1_in on Ünïcode dir\файл.txt from fe80::a67d:d1a7:38bb:d462%5",
        "live kernel dump captured: Stalled I/O",
    ] {
        assert!(
            summaries.iter().any(|found| found == expected),
            "{expected}: {summaries:#?}"
        );
    }
}
