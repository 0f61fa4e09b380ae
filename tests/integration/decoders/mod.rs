//! Every value reads for a person: the table's own samples, the fields that name decoders, and
//! values that no sane server writes.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod descriptors;
mod explain;
mod hostile;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use smbscope::values::status::StatusGroup;
use smbscope::values::{Decoder, Raw, address, from_hex, status};

/// The decoder of a name as the reference has it: `?` marks an inferred meaning, and the provider's
/// maps may stand without `map:`.
fn decoder(name: &str) -> Option<Decoder> {
    let name = name.trim_end_matches('?');
    Decoder::from_name(name).or_else(|| Decoder::from_name(&format!("map:{name}")))
}

/// A file of the shared reference, where it is present; a line says so where it is not.
fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")).join(path);
    if !path.exists() {
        eprintln!("skipped: {} is not here", path.display());
        return None;
    }
    Some(path)
}

/// The rows of a table of tabs, without its head.
fn rows(path: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).unwrap();
    let cells = |line: &str| line.split('\t').map(str::to_owned).collect();
    text.lines().skip(1).map(cells).collect()
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
    let Some(path) = shared("reference/fields.tsv") else {
        return;
    };
    let names: HashSet<_> = rows(&path).into_iter().map(|row| row[10].clone()).collect();
    assert!(names.len() > 40);
    for name in names.iter().filter(|name| *name != "-") {
        assert!(decoder(name).is_some(), "{name}");
    }
    assert!(decoder("nonsense").is_none());
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
    let Some(path) = shared("reference/ntstatus_names.tsv") else {
        return;
    };
    let rows = rows(&path);
    assert_eq!(status::all().count(), rows.len());
    for row in rows {
        let code = u32::from_str_radix(row[0].trim_start_matches("0x"), 16).unwrap();
        assert_eq!(status::name(code), Some(row[1].as_str()));
        assert_eq!(status::severity(code), row[3]);
        for name in [&row[1], &row[2]]
            .into_iter()
            .filter(|name| !name.is_empty())
        {
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
    let Some(path) = shared("reference/ntstatus_in_smb.tsv") else {
        return;
    };
    for row in rows(&path) {
        let code = u32::from_str_radix(row[0].trim_start_matches("0x"), 16).unwrap();
        let sentence = status::sentence(code).unwrap_or_else(|| panic!("{}", row[1]));
        assert!(sentence.ends_with('.') && sentence.len() > 30, "{}", row[1]);
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
    let (Some(values), Some(fields), Some(messages)) = (
        shared("logs/smbserver/every_row_twice.values.jsonl"),
        shared("reference/fields.tsv"),
        shared("logs/smbserver/every_row_twice.messages.jsonl"),
    ) else {
        return;
    };
    let json = |path: &Path| -> Vec<Value> {
        let text = fs::read_to_string(path).unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    };
    let fields = rows(&fields);
    let mut checked = 0;
    for (record, message) in json(&values).iter().zip(json(&messages)) {
        let row = message["row"].to_string();
        let described = fields.iter().filter(|field| field[0] == row);
        let described = described.filter(|field| field[10] != "-");
        for field in described {
            let place: usize = field[3].parse().unwrap();
            check_value(&field[10], &record["fields"][place - 1]);
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
