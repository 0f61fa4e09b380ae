//! The EVTX writer and the demo's story, read again with the evtx crate.
#![allow(clippy::unwrap_used)]

use std::collections::HashSet;
use std::io::Cursor;

use evtx::{EvtxParser, ParserSettings};
use serde_json::{Value as Json, json};
use smbscope::demo::writer::{Kind, LOCAL_SYSTEM, LogWriter, Stamp, Type, Value};
use smbscope::demo::{DEFAULT_EVENTS, DemoOptions};
use smbscope::values::FileTime;

const CHUNK: usize = 65_536;
const HEADER: usize = 4096;

/// Every record as JSON, with its id; an unreadable record or chunk fails the test.
fn read(log: &[u8]) -> Vec<(u64, Json)> {
    let settings = ParserSettings::default()
        .num_threads(1)
        .validate_checksums(true)
        .separate_json_attributes(true);
    let mut parser = EvtxParser::from_buffer(log.to_vec())
        .unwrap()
        .with_configuration(settings);
    parser
        .records_json_value()
        .map(|record| record.unwrap())
        .map(|record| (record.event_record_id, record.data))
        .collect()
}

/// Every record as XML.
fn read_xml(log: &[u8]) -> Vec<String> {
    let mut parser = EvtxParser::from_buffer(log.to_vec()).unwrap();
    parser
        .records()
        .map(|record| record.unwrap().data)
        .collect()
}

fn writer() -> LogWriter<Cursor<Vec<u8>>> {
    LogWriter::new(Cursor::new(Vec::new())).unwrap()
}

#[test]
fn a_record_reads_as_it_was_written() {
    let mut writer = writer();
    let mut kind = Kind::user_data("Provider-A", 551, &[("UserName", Type::UnicodeString)]);
    kind.version = 2;
    kind.level = 2;
    kind.task = 7;
    kind.keywords = 0x0800_0000_0000_0008;
    let kind = writer.kind(&kind);
    let stamp = Stamp {
        time: FileTime(134_120_448_001_234_567),
        process: 4,
        thread: 312,
        user: Some(&LOCAL_SYSTEM),
        activity: Some([0x11; 16]),
    };
    writer.write(kind, &stamp, &[Value::Text("alice")]).unwrap();
    let log = writer.finish().unwrap().into_inner();
    let xml = read_xml(&log).remove(0);
    let expected = [
        r#"<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">"#,
        r#"<Provider Name="Provider-A" Guid="{00000000-0000-0000-0000-000000000000}"/>"#,
        "<EventID>551</EventID>",
        "<Version>2</Version>",
        "<Level>2</Level>",
        "<Task>7</Task>",
        "<Opcode>0</Opcode>",
        "<Keywords>0x800000000000008</Keywords>",
        r#"<TimeCreated SystemTime="2026-01-05T00:00:00.1234567Z"/>"#,
        "<EventRecordID>1</EventRecordID>",
        r#"<Correlation ActivityID="{11111111-1111-1111-1111-111111111111}"/>"#,
        r#"<Execution ProcessID="4" ThreadID="312"/>"#,
        "<Channel>Provider-A/Operational</Channel>",
        "<Computer>FS01.contoso.test</Computer>",
        r#"<Security UserID="S-1-5-18"/>"#,
        "<UserData>",
        r#"<EventData xmlns="Smb2Namespace">"#,
        "<UserName>alice</UserName>",
    ];
    let mut rest = xml.to_ascii_lowercase();
    for piece in expected {
        let at = rest.find(&piece.to_ascii_lowercase());
        let at = at.unwrap_or_else(|| panic!("{piece} is not (in order) in\n{xml}"));
        rest = rest.split_off(at + piece.len());
    }
}

#[allow(clippy::too_many_lines)]
#[test]
fn every_type_of_value_reads_as_it_was_written() {
    let time = FileTime(134_120_448_001_234_567);
    let guid = [
        0x17, 0xE6, 0x8C, 0xD4, 0xA2, 0x33, 0xC3, 0x4B, 0xA5, 0xC7, 0x11, 0xAA, 0x4F, 0x29, 0x61,
        0x9E,
    ];
    let cases = [
        (Type::Null, Value::Null, Json::Null),
        (
            Type::UnicodeString,
            Value::Text("Grüße 𝄞"),
            json!("Grüße 𝄞"),
        ),
        (
            Type::UnicodeString,
            Value::Terminated("cifs/FS01"),
            json!("cifs/FS01"),
        ),
        (
            Type::UnicodeString,
            Value::Utf16(&[0x41, 0x42]),
            json!("AB"),
        ),
        (
            Type::AnsiString,
            Value::Ansi(b"10.0.0.1"),
            json!("10.0.0.1"),
        ),
        (Type::Int8, Value::I8(-8), json!(-8)),
        (Type::UInt8, Value::U8(200), json!(200)),
        (Type::Int16, Value::I16(-300), json!(-300)),
        (Type::UInt16, Value::U16(60_000), json!(60_000)),
        (Type::Int32, Value::I32(-70_000), json!(-70_000)),
        (
            Type::UInt32,
            Value::U32(4_000_000_000),
            json!(4_000_000_000_u32),
        ),
        (Type::Int64, Value::I64(i64::MIN), json!(i64::MIN)),
        (Type::UInt64, Value::U64(u64::MAX), json!(u64::MAX)),
        (Type::Float, Value::F32(0.5), json!("0.5")),
        (Type::Double, Value::F64(-0.25), json!("-0.25")),
        (Type::Boolean, Value::Bool(true), json!(true)),
        (Type::Boolean, Value::Bool(false), json!(false)),
        (
            Type::Binary,
            Value::Binary(&[0xDE, 0xAD, 0]),
            json!("DEAD00"),
        ),
        (
            Type::Guid,
            Value::Guid(guid),
            json!("{d48ce617-33a2-4bc3-a5c7-11aa4f29619e}"),
        ),
        (
            Type::FileTime,
            Value::FileTime(time),
            json!("2026-01-05t00:00:00.1234567z"),
        ),
        (
            Type::SystemTime,
            Value::SystemTime([2026, 1, 1, 5, 23, 59, 58, 123]),
            json!("2026-01-05t23:59:58.123"),
        ),
        (Type::Sid, Value::Sid(&LOCAL_SYSTEM), json!("s-1-5-18")),
        (
            Type::HexInt32,
            Value::Hex32(0xC000_006D),
            json!("0xc000006d"),
        ),
        (
            Type::HexInt64,
            Value::Hex64(0x4C04_C020_0015),
            json!("0x4c04c0200015"),
        ),
    ];
    for form in [Kind::user_data, Kind::event_data] {
        let names: Vec<String> = (0..cases.len()).map(|n| format!("Field{n}")).collect();
        let fields: Vec<(&str, Type)> = names
            .iter()
            .zip(&cases)
            .map(|(name, case)| (name.as_str(), case.0))
            .collect();
        let mut writer = writer();
        let kind = writer.kind(&form("Provider-A", 1, &fields));
        let values: Vec<Value<'_>> = cases.iter().map(|case| case.1).collect();
        writer.write(kind, &Stamp::default(), &values).unwrap();
        let log = writer.finish().unwrap().into_inner();
        let event = &read(&log)[0].1["Event"];
        let data = [&event["UserData"]["EventData"], &event["EventData"]]
            .into_iter()
            .find(|data| data.is_object())
            .unwrap();
        for (name, (kind, _, expected)) in names.iter().zip(&cases) {
            let found = &data[name];
            let same = match (found.as_str(), expected.as_str()) {
                (Some(found), Some(expected)) => {
                    found.to_lowercase().starts_with(&expected.to_lowercase())
                }
                (Some(""), None) => expected.is_null(),
                _ => found == expected,
            };
            assert!(same, "{kind:?}: {found} is not {expected}");
        }
    }
}

#[test]
fn data_without_names_keep_their_order() {
    let mut writer = writer();
    let unnamed = [("", Type::UnicodeString), ("", Type::UInt32)];
    let kind = writer.kind(&Kind::event_data("Provider-A", 1, &unnamed));
    let values = [Value::Text("one"), Value::U32(2)];
    writer.write(kind, &Stamp::default(), &values).unwrap();
    let xml = read_xml(&writer.finish().unwrap().into_inner()).remove(0);
    let one = xml.find("<Data>one</Data>").unwrap();
    assert!(xml.find("<Data>2</Data>").unwrap() > one, "{xml}");
}

#[test]
fn a_record_without_a_template_is_all_text() {
    let mut writer = writer();
    let fields = [("UserName", Type::UnicodeString), ("Count", Type::UInt32)];
    let mut kind = Kind::user_data("Provider-A", 1116, &fields);
    kind.qualifiers = Some(16_384);
    for plain in [&kind, &Kind::event_data("Provider-A", 1116, &fields)] {
        let stamp = Stamp {
            user: Some(&LOCAL_SYSTEM),
            ..Stamp::default()
        };
        writer
            .write_untemplated(plain, &stamp, &["alice", "7"])
            .unwrap();
    }
    let templated = writer.kind(&kind);
    let values = [Value::Text("bob"), Value::U32(8)];
    writer.write(templated, &Stamp::default(), &values).unwrap();
    let records = read(&writer.finish().unwrap().into_inner());
    assert_eq!(records.len(), 3);
    for (_, record) in &records[..2] {
        assert_eq!(*system(record, "EventID"), "1116");
        assert_eq!(system(record, "Security_attributes")["UserID"], "S-1-5-18");
        assert_eq!(*field(record, "UserName"), "alice");
        assert_eq!(*field(record, "Count"), "7");
    }
    assert_eq!(*field(&records[2].1, "Count"), 8);
}

#[test]
fn hostile_text_is_kept_as_it_is() {
    for hostile in ["\u{1b}[2J", "a\u{202e}b", "%1", "]]><x/>&amp;", "a\r\nb\tc"] {
        let mut writer = writer();
        let fields = [("UserName", Type::UnicodeString)];
        let kind = writer.kind(&Kind::user_data("Provider-A", 1, &fields));
        let values = [Value::Text(hostile)];
        writer.write(kind, &Stamp::default(), &values).unwrap();
        let log = writer.finish().unwrap().into_inner();
        let units: Vec<u8> = hostile.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(log.windows(units.len()).any(|bytes| bytes == units));
        assert_eq!(read(&log).len(), 1);
    }
}

#[test]
fn a_record_without_room_begins_the_next_chunk() {
    let mut writer = writer();
    let small = writer.kind(&Kind::user_data("A", 1, &[("Text", Type::UnicodeString)]));
    let other = writer.kind(&Kind::event_data("B", 2, &[("Other", Type::Binary)]));
    let bytes = vec![0x5A; 30_000];
    for number in 0..200_u32 {
        let text = format!("record {number}");
        writer
            .write(small, &Stamp::default(), &[Value::Text(&text)])
            .unwrap();
        if number % 10 == 0 {
            writer
                .write(other, &Stamp::default(), &[Value::Binary(&bytes)])
                .unwrap();
        }
    }
    let size = writer.size();
    let log = writer.finish().unwrap().into_inner();
    assert_eq!(log.len() as u64, size);
    assert!(log.len() > HEADER + 10 * CHUNK);
    let records = read(&log);
    assert_eq!(records.len(), 220);
    assert!(records.iter().map(|record| record.0).eq(1..=220));
    let text = &records[1].1["Event"]["EventData"]["Other"];
    assert_eq!(text.as_str().unwrap().len(), 60_000);
    assert_eq!(
        records[219].1["Event"]["UserData"]["EventData"]["Text"],
        "record 199"
    );
}

#[test]
fn a_record_larger_than_a_chunk_is_refused_and_the_log_goes_on() {
    let mut writer = writer();
    let kind = writer.kind(&Kind::event_data("A", 1, &[("Bytes", Type::Binary)]));
    let largest = (0..=65_535_usize)
        .rev()
        .step_by(8)
        .find(|&size| {
            let bytes = vec![1; size];
            writer
                .write(kind, &Stamp::default(), &[Value::Binary(&bytes)])
                .is_ok()
        })
        .unwrap();
    assert!(largest > 62_000, "{largest}");
    let refused = vec![1; 70_000];
    let error = writer
        .write(kind, &Stamp::default(), &[Value::Binary(&refused)])
        .unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
    writer
        .write(kind, &Stamp::default(), &[Value::Binary(b"x")])
        .unwrap();
    let records = read(&writer.finish().unwrap().into_inner());
    assert_eq!(
        records.iter().map(|record| record.0).collect::<Vec<_>>(),
        [1, 2]
    );
}

#[test]
fn headers_say_what_the_chunks_hold() {
    let mut writer = writer();
    let kind = writer.kind(&Kind::event_data("A", 1, &[("Bytes", Type::Binary)]));
    writer.set_next_record_id(5000);
    for _ in 0..100 {
        writer
            .write(kind, &Stamp::default(), &[Value::Binary(&[7; 2000])])
            .unwrap();
    }
    let log = writer.finish().unwrap().into_inner();
    let u64_at = |at: usize| u64::from_le_bytes(log[at..at + 8].try_into().unwrap());
    let chunks = (log.len() - HEADER) / CHUNK;
    assert_eq!(u64_at(16), chunks as u64 - 1);
    assert_eq!(u64_at(24), 5100);
    assert_eq!(usize::from(log[42]), chunks);
    assert_eq!(log[120], 0, "not dirty any more");
    let promised: u64 = (0..chunks)
        .map(|chunk| HEADER + chunk * CHUNK)
        .map(|at| u64_at(at + 16) - u64_at(at + 8) + 1)
        .sum();
    assert_eq!(promised, 100);
    assert_eq!(u64_at(HEADER + 24), 5000);
    assert_eq!(u64_at(HEADER + (chunks - 1) * CHUNK + 32), 5099);
}

#[test]
fn a_log_without_checksums_says_so_and_a_damaged_one_is_noticed() {
    let log = |checksums: bool| {
        let mut writer = writer();
        if !checksums {
            writer = writer.without_checksums();
        }
        let kind = writer.kind(&Kind::event_data("A", 1, &[("N", Type::UInt32)]));
        writer
            .write(kind, &Stamp::default(), &[Value::U32(1)])
            .unwrap();
        writer.finish().unwrap().into_inner()
    };
    let plain = log(false);
    assert_eq!((plain[120], plain[HEADER + 120]), (4, 4));
    assert_eq!(read(&plain).len(), 1);

    let mut damaged = log(true);
    damaged[HEADER + 600] ^= 1;
    let settings = ParserSettings::default().validate_checksums(true);
    let mut parser = EvtxParser::from_buffer(damaged)
        .unwrap()
        .with_configuration(settings);
    assert!(parser.records().any(|record| record.is_err()));
}

#[test]
fn a_log_without_records_is_still_a_log() {
    let log = writer().finish().unwrap().into_inner();
    assert_eq!(log.len(), HEADER + CHUNK);
    assert!(read(&log).is_empty());
}

fn demo(events: Option<u64>, seed: u64) -> Vec<u8> {
    smbscope::demo::bytes(&DemoOptions { events, seed }).unwrap()
}

/// What a record says of itself, from its JSON.
fn system<'a>(record: &'a Json, name: &str) -> &'a Json {
    &record["Event"]["System"][name]
}

/// A field of a record, wherever its payload is.
fn field<'a>(record: &'a Json, name: &str) -> &'a Json {
    let event = &record["Event"];
    let payload = event.get("EventData");
    &payload.unwrap_or(&event["UserData"]["EventData"])[name]
}

fn of_id(records: &[(u64, Json)], id: u64) -> Vec<&Json> {
    let records = records.iter().map(|(_, record)| record);
    records
        .filter(|record| *system(record, "EventID") == id)
        .collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    assert!(demo(None, 1) == demo(None, 1));
    assert!(demo(None, 1) != demo(None, 2));
    assert!(demo(Some(3000), 1) == demo(Some(3000), 1));
}

#[test]
fn a_log_has_exactly_as_many_events_as_asked_for() {
    for events in [0, 1, 137, 1_500, 2_500, 10_000] {
        let mut out = Cursor::new(Vec::new());
        let options = DemoOptions {
            events: Some(events),
            ..DemoOptions::default()
        };
        let summary = smbscope::demo::write(&mut out, &options).unwrap();
        let log = out.into_inner();
        assert_eq!(summary.records, events);
        assert_eq!(summary.bytes, log.len() as u64);
        let records = read(&log);
        assert!(
            records.iter().map(|record| record.0).eq(1..=events),
            "{events}"
        );
        let times = records.iter().map(|(_, record)| {
            system(record, "TimeCreated_attributes")["SystemTime"]
                .as_str()
                .unwrap()
        });
        assert!(times.is_sorted(), "{events}");
    }
}

#[test]
fn no_record_ends_where_its_chunk_ends() {
    // Other readers leave such a record out; without care one chunk in 75 has one.
    let log = demo(Some(30_000), 551);
    let chunks = log[HEADER..].chunks(CHUNK);
    let free = chunks.map(|chunk| u32::from_le_bytes(chunk[48..52].try_into().unwrap()));
    assert_eq!(free.filter(|&free| free as usize >= CHUNK).count(), 0);
}

#[test]
fn the_story_has_all_its_scenes() {
    let records = read(&demo(None, 551));
    assert_eq!(records.len() as u64, DEFAULT_EVENTS);
    for id in [
        551, 1001, 1003, 1004, 1005, 1006, 1007, 1009, 1010, 1011, 1012, 1013, 1014, 1015, 1016,
        1017, 1018, 1019, 1020, 1021, 1022, 1023, 1025, 1027, 1031, 1032, 3000,
    ] {
        assert!(!of_id(&records, id).is_empty(), "{id}");
    }
    for channel in ["Security", "Operational", "Connectivity", "Audit"] {
        let channel = format!("Microsoft-Windows-SMBServer/{channel}");
        assert!(
            records
                .iter()
                .any(|(_, record)| *system(record, "Channel") == *channel)
        );
    }
    for computer in ["FS01.contoso.test", "FS02.contoso.test"] {
        assert!(
            records
                .iter()
                .any(|(_, record)| *system(record, "Computer") == *computer)
        );
    }

    // The spray: one client, many users. The service: one user, always locked out.
    let failures = of_id(&records, 551);
    let sprayed: HashSet<&str> = failures
        .iter()
        .filter(|record| *field(record, "ClientName") == r"\\10.20.40.77")
        .filter_map(|record| field(record, "UserName").as_str())
        .collect();
    assert!(sprayed.len() > 30, "{}", sprayed.len());
    let service = failures
        .iter()
        .filter(|record| *field(record, "UserName") == r"CONTOSO\svc_backup");
    let locked = service.filter(|record| *field(record, "Status") == "0xc0000234");
    assert!(locked.count() > 300);

    // Handles that are lost: reopened in vain, then given up, by the same key.
    let keys = |id, flag: &str| -> HashSet<String> {
        of_id(&records, id)
            .into_iter()
            .filter(|record| *field(record, flag) == true)
            .map(|record| field(record, "ResumeKey").to_string())
            .collect()
    };
    let reopened = keys(1016, "PersistentHandle");
    let both = reopened.intersection(&keys(1017, "DurableHandle")).count();
    assert!(
        reopened.len() >= 40 && both >= 20,
        "{} {both}",
        reopened.len()
    );

    // Storage that gets slower, until the live dump.
    let slowest = of_id(&records, 1020)
        .into_iter()
        .filter_map(|record| field(record, "DurationInMilliseconds").as_u64())
        .max();
    assert!(slowest > Some(600_000));
}

#[test]
fn every_field_of_the_story_has_the_name_and_the_lengths_that_the_catalog_promises() {
    let catalog = smbscope::catalog::Catalog::builtin();
    for (_, record) in read(&demo(None, 551)) {
        let id = system(&record, "EventID").as_u64().unwrap();
        let version = system(&record, "Version").as_u64().unwrap();
        let row = catalog
            .rows()
            .iter()
            .find(|row| u64::from(row.id) == id && row.version.map(u64::from) == Some(version))
            .unwrap();
        assert_eq!(*system(&record, "Channel"), row.channel.unwrap());
        assert_eq!(*system(&record, "Level"), row.level.unwrap().0);
        for (place, known) in row.fields.iter().enumerate() {
            let value = field(&record, &known.name);
            if !known.is_length {
                assert!(
                    !value.is_null() || known.in_type.ends_with("String"),
                    "{record}"
                );
                continue;
            }
            let next = &row.fields[place + 1];
            let text = field(&record, &next.name).as_str().unwrap_or_default();
            let length = if next.in_type == "Binary" {
                text.len() / 2
            } else {
                text.encode_utf16().count()
            };
            assert_eq!(value.as_u64(), Some(length as u64), "{id} {}", known.name);
        }
    }
}

#[test]
fn the_story_holds_hostile_names() {
    let log = demo(None, 551);
    let records = read(&log);
    let names: Vec<&str> = records
        .iter()
        .flat_map(|(_, record)| [field(record, "UserName"), field(record, "FileName")])
        .filter_map(Json::as_str)
        .collect();
    assert!(names.iter().any(|name| name.contains('\u{202e}')));
    assert!(names.contains(&"%1"));
    let escape: Vec<u8> = "root\u{1b}"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert!(log.windows(escape.len()).any(|bytes| bytes == escape));
}
