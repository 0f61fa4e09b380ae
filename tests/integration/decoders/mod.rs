//! Every value reads for a person: the table's own samples, the fields that name decoders, and
//! values that no sane server writes.
#![allow(clippy::unwrap_used)]

mod descriptors;
mod explain;
mod hostile;

use std::collections::HashSet;

use serde_json::Value;
use smbscope::values::status::StatusGroup;
use smbscope::values::{Decoder, Raw, address, from_hex, status};

/// The decoder of a name as the reference has it: `?` marks an inferred meaning, and the provider's
/// maps may stand without `map:`.
fn decoder(name: &str) -> Option<Decoder> {
    let name = name.trim_end_matches('?');
    Decoder::from_name(name).or_else(|| Decoder::from_name(&format!("map:{name}")))
}

use crate::fixtures::{json_lines, table};

/// The number that a table writes in hex.
fn code(cell: &str) -> u32 {
    u32::from_str_radix(cell.trim_start_matches("0x"), 16).unwrap()
}

#[test]
fn every_sample_reads_as_the_table_says() {
    for row in Decoder::ALL {
        assert!(
            !row.info().samples.is_empty(),
            "{} has no samples",
            row.name()
        );
        for sample in row.info().samples {
            let raw = sample.raw;
            let reading = row.reading(raw);
            let reading = reading.map_or_else(String::new, |reading| reading.to_string());
            assert_eq!(reading, sample.reading, "{}: {raw:?}", row.name());
            assert_eq!(
                row.in_message(raw),
                sample.in_message,
                "{}: {raw:?}",
                row.name()
            );
        }
    }
}

#[test]
fn the_table_is_in_order_and_says_what_each_row_takes_and_where_it_is_published() {
    assert!(Decoder::ALL.is_sorted_by(|a, b| a.name() < b.name()));
    for row in Decoder::ALL {
        let row = row.info();
        assert!(!row.kind.is_empty() && !row.takes.is_empty() && !row.source.is_empty());
    }
}

#[test]
fn every_decoder_that_a_field_names_is_in_the_table() {
    let fields = table("fields.tsv");
    let names: HashSet<&str> = fields.iter().map(|row| &*row["decoder"]).collect();
    assert!(names.len() > 40);
    for name in names.into_iter().filter(|name| *name != "-") {
        assert!(decoder(name).is_some(), "{name}");
    }
    assert!(decoder("nonsense").is_none());
}

#[test]
fn every_value_of_the_providers_maps_reads_as_its_text() {
    for entry in table("value_maps.tsv") {
        let map = decoder(&format!("map:{}", entry["map"])).unwrap();
        let value = Raw::Uint(code(&entry["value"]).into());
        assert_eq!(map.in_message(value), entry["text"], "{entry:?}");
    }
}

#[test]
fn a_missing_value_stays_empty() {
    for row in Decoder::ALL {
        for raw in [Raw::Null, Raw::Text(""), Raw::Binary(&[])] {
            assert_eq!(row.reading(raw), None, "{}", row.name());
            assert_eq!(row.in_message(raw), "", "{}", row.name());
            assert!(row.explain(raw).is_empty(), "{}", row.name());
        }
    }
}

#[test]
fn every_status_of_the_published_list_has_its_name() {
    let rows = table("ntstatus_names.tsv");
    assert_eq!(status::all().count(), rows.len());
    for row in rows {
        let code = code(&row["code"]);
        assert_eq!(status::name(code), Some(row["name"].as_str()));
        assert_eq!(status::severity(code), row["severity"]);
        let names = [&row["name"], &row["aliases"]];
        for name in names.into_iter().filter(|name| !name.is_empty()) {
            // One name is published twice, as a success and as an error.
            let found = status::code_of(name).unwrap();
            assert!(found == code || status::name(found) == Some(name), "{name}");
            let short = name.trim_start_matches("STATUS_").to_lowercase();
            assert_eq!(status::code_of(&short), Some(found), "{short}");
        }
    }
}

#[test]
fn a_status_seen_in_smb_logs_has_a_sentence() {
    for row in table("ntstatus_in_smb.tsv") {
        let name = &row["name"];
        let sentence = status::sentence(code(&row["code"])).unwrap_or_else(|| panic!("{name}"));
        assert!(sentence.ends_with('.') && sentence.len() > 30, "{name}");
    }
    assert_eq!(status::sentence(0xC000_FFFF), None);
}

#[test]
fn a_failed_logon_is_sorted_into_its_group() {
    for (code, group) in [
        (0xC000_006D, Some(StatusGroup::Guessing)),
        (0xC000_0234, Some(StatusGroup::Lockout)),
        (0xC000_0072, Some(StatusGroup::Account)),
        (0xC05D_0002, Some(StatusGroup::Policy)),
        (0xC000_0133, Some(StatusGroup::Infra)),
        (0xC000_0022, None),
    ] {
        assert_eq!(status::group(code), group);
    }
    for group in StatusGroup::ALL {
        assert_eq!(StatusGroup::from_name(group.name()), Some(group));
    }
}

#[test]
fn a_status_says_severity_facility_and_what_to_look_at() {
    let lines = decoder("ntstatus").unwrap().explain(Raw::Hex(0xC05D_0002));
    let text = |label: &str| {
        let line = lines.iter().find(|line| line.0 == label);
        line.map_or("", |line| line.1.as_str())
    };
    assert_eq!(text("Reads"), "STATUS_SMB_GUEST_LOGON_BLOCKED (0xC05D0002)");
    assert_eq!(text("Severity"), "error");
    assert_eq!(text("Facility"), "0x5D (SMB)");
    assert_eq!(text("Group"), "policy (a policy refuses the logon)");
    assert!(text("In SMB").contains("guest"));
    assert_eq!(text("Source"), "[MS-ERREF] 2.3");
}

#[test]
fn a_broken_address_says_what_is_wrong_with_it() {
    let address = decoder("sockaddr").unwrap();
    for (text, problem) in [
        ("02", "too few"),
        ("0200C3CBC0A80132", "cut off: IPv4 takes 16"),
        ("1700C3CBC0A801320000000000000000", "cut off: IPv6 takes 28"),
        ("0200C3CBC0A80132000000000000000000", "odd length"),
        ("0100C3CBC0A801320000000000000000", "family 1 "),
        ("nonsense", "not bytes"),
    ] {
        let lines = address.explain(Raw::Text(text));
        let found = lines.iter().find(|line| line.0 == "Problem").unwrap();
        assert!(found.1.contains(problem), "{text}: {}", found.1);
        assert_eq!(address.in_message(Raw::Text(text)), text);
    }
}

#[test]
fn two_masks_are_told_apart_by_name() {
    let row = decoder("smb2_global_cap").unwrap();
    let (expected, received) = (Raw::Hex(0x7F), Raw::Hex(0x3F | 0x80));
    assert_eq!(row.only_in(expected, received), ["ENCRYPTION"]);
    assert_eq!(row.only_in(received, expected), ["NOTIFICATIONS"]);
    assert!(row.only_in(expected, expected).is_empty());
}

#[test]
fn every_value_of_a_whole_log_reads() {
    let fields = table("fields.tsv");
    let values = json_lines("logs/every_row_twice.values.jsonl");
    let messages = json_lines("logs/every_row_twice.messages.jsonl");
    let mut checked = 0;
    for (record, message) in values.iter().zip(&messages) {
        let row = message["row"].to_string();
        let described = fields.iter().filter(|field| field["row-ordinal"] == row);
        let described = described.filter(|field| field["decoder"] != "-");
        for field in described {
            let place: usize = field["n"].parse().unwrap();
            check_value(&field["decoder"], &record["fields"][place - 1]);
            checked += 1;
        }
    }
    assert!(checked > 900, "{checked}");
}

/// A value of the log's key, typed and as text: both must read alike, in the form of their kind.
fn check_value(name: &str, field: &Value) {
    let row = decoder(name).unwrap();
    let (kind, value) = (field[1].as_str().unwrap(), &field[2]);
    let text = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    let bytes = from_hex(&text).unwrap_or_default();
    let number = value.as_u64().unwrap_or_default();
    let (raw, spelt) = match kind {
        "hex32" | "hex64" => (Raw::Hex(number), format!("0x{number:x}")),
        "bin" => (Raw::Binary(&bytes), text),
        "bool" => (Raw::Bool(value.as_bool().unwrap()), text),
        "guid" => {
            let guid = Raw::Guid(*bytes.first_chunk().unwrap());
            (guid, guid.to_string())
        }
        "i32" => (Raw::Int(value.as_i64().unwrap()), text),
        "str" => (Raw::Text(value.as_str().unwrap()), text.clone()),
        _ => (Raw::Uint(number), text),
    };
    let message = row.in_message(raw);
    assert_eq!(row.in_message(Raw::Text(&spelt)), message, "{name} {field}");
    match name.trim_end_matches('?') {
        "ntstatus" => assert!(
            message.starts_with("STATUS_") && message.contains("(0x"),
            "{message}"
        ),
        "sockaddr" => {
            assert!(address::socket(&bytes).is_some_and(|found| found.to_string() == message));
        }
        "access_mask" | "smb2_header_flags" => {
            assert!(message.starts_with(&format!("0x{number:X}")));
        }
        "smb2_command" => assert!(message.parse::<u64>().is_err(), "{field} {message}"),
        // The log's descriptor has offsets that lead astray: the reading says so.
        "security_descriptor" => assert!(message.contains("no SID stands where"), "{message}"),
        "duration_ms" => assert_eq!(message, number.to_string()),
        "bool" => assert!(matches!(message.as_str(), "true" | "false")),
        _ => assert_eq!(message.is_empty(), raw.is_empty(), "{name} {field}"),
    }
}
