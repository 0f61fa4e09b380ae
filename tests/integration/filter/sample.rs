//! Events made for these tests, each a record as a reader hands it over.

use std::sync::Arc;

use smbscope::catalog::field_list;
use smbscope::evtx::{Place, Record, RecordSink as _, System};
use smbscope::filter::{Filter, matches_reference, parse};
use smbscope::store::{EventNumber, LogFile, Segment, SegmentBuilder, Store};
use smbscope::values::{FileTime, Raw, Zone, parse_period};

use crate::fixtures::catalog;

/// A time as a filter writes it.
pub(crate) fn time(text: &str) -> FileTime {
    parse_period(text, None, Zone::Utc).unwrap().start
}

/// A record of the SMB server with every field of its template, empty but for `values`.
pub(crate) fn record<'a>(id: u32, version: u8, values: &[(&str, Raw<'a>)]) -> Record<'a> {
    let (channel, level) = match id {
        551 | 1006 | 1007 | 1009 => ("Security", 2),
        3000 => ("Audit", 4),
        1020 | 1021 => ("Operational", 3),
        _ => ("Operational", 4),
    };
    let names = field_list(id, version).map_or_else(Vec::new, |list| {
        list.fields.iter().map(|field| field.name.clone()).collect()
    });
    for (name, _) in values {
        assert!(
            names.iter().any(|known| **known == **name),
            "{id} has no {name}"
        );
    }
    let fields = names
        .into_iter()
        .map(|name| {
            let value = values.iter().find(|value| *value.0 == *name);
            (name, value.map_or(Raw::Null, |value| value.1))
        })
        .collect();
    Record {
        system: System {
            provider: "Microsoft-Windows-SMBServer".into(),
            event_id: id,
            version,
            level,
            task: id as u16,
            keywords: 0x8000_0000_0000_0008,
            channel: format!("Microsoft-Windows-SMBServer/{channel}").into(),
            computer: "fs01.contoso.test".into(),
            user_sid: Some("S-1-5-18".into()),
            ..System::default()
        },
        time: time("2024-05-01T08:00"),
        record_id: 1,
        place: Place::default(),
        fields,
        parts: Vec::new(),
    }
}

/// A store of segments with these records, from the files `logs/security.evtx` and
/// `logs/other.evtx`.
pub(crate) fn store(segments: Vec<Vec<Record<'_>>>) -> Store {
    let files = ["logs/security.evtx", "logs/other.evtx"].map(|path| LogFile {
        path: path.into(),
        ..LogFile::default()
    });
    let segments: Vec<Arc<Segment>> = segments
        .into_iter()
        .map(|records| {
            let mut builder = SegmentBuilder::new(catalog());
            for record in records {
                builder.push(record);
            }
            Arc::new(builder.finish())
        })
        .collect();
    let count = segments.iter().map(|segment| segment.len() as u32).sum();
    let mut order: Vec<EventNumber> = (0..count).map(EventNumber).collect();
    let in_order = |order: &[EventNumber]| {
        let (files, order) = (Arc::new(files.to_vec()), Arc::new(order.to_vec()));
        Store::new(catalog(), files, segments.clone(), order)
    };
    let unordered = in_order(&order);
    order.sort_by_key(|&number| {
        let event = unordered.event(number);
        (event.time(), event.record_id(), number)
    });
    in_order(&order)
}

/// Whether the only event of a store passes a filter.
pub(crate) fn passes(filter: &str, record: Record<'_>) -> bool {
    let store = store(vec![vec![record]]);
    let filter: Filter = parse(filter).unwrap_or_else(|error| panic!("{filter}: {error}"));
    matches_reference(&filter, &store.event(EventNumber(0)))
}

/// 192.0.2.7 with port 50123, as the server logs it.
pub(crate) const CLIENT: Raw<'static> =
    Raw::Binary(&[2, 0, 0xC3, 0xCB, 192, 0, 2, 7, 0, 0, 0, 0, 0, 0, 0, 0]);
/// 10.1.2.3 with port 445.
pub(crate) const OTHER_CLIENT: Raw<'static> =
    Raw::Binary(&[2, 0, 1, 0xBD, 10, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0]);
/// `2001:db8::1` with port 51000.
pub(crate) const CLIENT6: Raw<'static> = Raw::Binary(&[
    0x17, 0, 0xC7, 0x38, 0, 0, 0, 0, 0x20, 1, 0xD, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0,
    0, 0,
]);
/// {4f1c0102-0304-0506-0708-090a0b0c0d0e}
pub(crate) const GUID: Raw<'static> =
    Raw::Guid([2, 1, 0x1C, 0x4F, 4, 3, 6, 5, 7, 8, 9, 10, 11, 12, 13, 14]);

/// A descriptor whose DACL gives Everyone read access.
pub(crate) fn descriptor() -> Vec<u8> {
    let mut bytes = vec![
        1, 0, 4, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20, 0, 0, 0,
    ];
    bytes.extend([2, 0, 28, 0, 1, 0, 0, 0]);
    bytes.extend([
        0, 0, 20, 0, 0xA9, 0, 0x12, 0, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0,
    ]);
    bytes
}

/// 551: a wrong password of `contoso\svc_backup` from 192.0.2.7.
pub(crate) fn failure() -> Record<'static> {
    record(
        551,
        2,
        &[
            ("SessionGUID", GUID),
            ("ConnectionGUID", Raw::Guid([0x77; 16])),
            ("Status", Raw::Hex(0xC000_006D)),
            ("TranslatedStatus", Raw::Hex(0xC000_006D)),
            ("ClientAddress", CLIENT),
            ("SessionId", Raw::Hex(0x2C00_0400_0061)),
            ("UserName", Raw::Text("CONTOSO\\svc_backup")),
            ("ClientName", Raw::Text("\\\\WS-17")),
            ("SPN", Raw::Text("cifs/fs01")),
            ("SPNValidationPolicy", Raw::Uint(3)),
        ],
    )
}

/// 1020: a slow create on `\\*\vm01`.
pub(crate) fn slow() -> Record<'static> {
    record(
        1020,
        1,
        &[
            ("ClientName", Raw::Text("\\\\WS-17")),
            ("ClientAddress", OTHER_CLIENT),
            ("UserName", Raw::Text("CONTOSO\\alice")),
            ("ShareName", Raw::Text("\\\\*\\vm01")),
            ("FileName", Raw::Text("disks\\base image.vhdx")),
            ("Command", Raw::Uint(5)),
            ("DurationInMilliseconds", Raw::Uint(61_500)),
            ("ThresholdInMilliseconds", Raw::Uint(15_000)),
            ("CtlCode", Raw::Uint(0x0011_C017)),
            ("SessionGuid", GUID),
        ],
    )
}

/// Asserts of each filter whether a record passes it.
pub(crate) fn check(record: &Record<'static>, cases: &[(&str, bool)]) {
    for &(filter, expected) in cases {
        assert_eq!(passes(filter, record.clone()), expected, "{filter}");
    }
}
