//! Random records and filters that hit some of them.

use proptest::prelude::*;
use proptest::sample::select;
use smbscope::evtx::{Place, Record};
use smbscope::values::{FileTime, Raw};

use super::sample::{CLIENT, CLIENT6, GUID, OTHER_CLIENT, record, time};

/// So long that only the beginning of it is kept.
static LONG: [u8; 5000] = [0x4F; 5000];

/// The bytes of a random socket address, of which some are none.
fn any_client() -> impl Strategy<Value = Raw<'static>> {
    let ip = prop_oneof![
        select(vec![[10, 1, 2, 3], [10, 1, 2, 30], [192, 0, 2, 7]]),
        any::<[u8; 4]>(),
    ];
    let port = prop_oneof![Just(0), Just(445), any::<u16>()];
    let size = select(vec![8, 16, 17, 28, 128]);
    (ip, port, size, 0..4, any::<u8>()).prop_map(|(ip, port, size, form, scope)| {
        let mut bytes = match form {
            0 | 1 => [&[2, 0], &port.to_be_bytes()[..], &ip].concat(),
            _ => [&[23, 0], &port.to_be_bytes()[..], &[0; 4]].concat(),
        };
        match form {
            2 => bytes.extend([&[0; 10], &[0xFF; 2][..], &ip].concat()),
            3 => bytes.extend([&[0xFE, 0x80], &[0; 10][..], &ip, &[scope, 0, 0, 0]].concat()),
            _ => {}
        }
        bytes.resize(size, if scope == 0 { 0xA1 } else { 0 });
        Raw::Binary(bytes.leak())
    })
}

/// A random record: few kinds, values that filters hit, and hostile ones.
pub(super) fn any_record() -> impl Strategy<Value = Record<'static>> {
    let user = select(vec![
        "CONTOSO\\svc_backup",
        "alice",
        "PC$",
        "",
        "d\u{e9}j\u{e0} vu",
        "a\u{202e}b",
        "%1",
        "10.1.2.3",
    ]);
    let client = prop_oneof![
        select(vec![
            CLIENT,
            OTHER_CLIENT,
            CLIENT6,
            Raw::Binary(&[2, 0, 1]),
            Raw::Null,
        ]),
        any_client(),
    ];
    let guid = prop_oneof![Just(GUID), any::<[u8; 16]>().prop_map(Raw::Guid)];
    let number = prop_oneof![
        0_u64..40,
        select(vec![
            0xC000_006D,
            0xC000_0234,
            15_000,
            61_500,
            0x311,
            u64::MAX,
            1 << 40
        ]),
    ];
    let moment = 0_u64..100;
    (
        0_usize..9,
        user,
        (client, guid),
        number,
        moment,
        0_u64..50,
        any::<bool>(),
        0_u8..6,
    )
        .prop_map(
            |(kind, user, (client, guid), number, minutes, record_id, flag, level)| {
                let text = Raw::Text(user);
                let mut record = match kind {
                    0 => record(
                        551,
                        2,
                        &[
                            ("UserName", text),
                            ("ClientAddress", client),
                            ("Status", Raw::Hex(number)),
                            ("SessionGUID", guid),
                            ("SessionId", Raw::Hex(number)),
                        ],
                    ),
                    1 => record(
                        1020,
                        1,
                        &[
                            ("UserName", text),
                            ("ClientAddress", client),
                            ("Command", Raw::Uint(number)),
                            ("DurationInMilliseconds", Raw::Uint(number)),
                            ("ShareName", Raw::Text("\\\\*\\vm01")),
                        ],
                    ),
                    2 => record(
                        1006,
                        0,
                        &[
                            ("MappedAccess", Raw::Hex(number)),
                            ("GrantedAccess", Raw::Hex(number >> 1)),
                            ("ShareName", text),
                        ],
                    ),
                    3 => record(
                        1016,
                        0,
                        &[
                            ("PersistentHandle", Raw::Bool(flag)),
                            ("ResumeKey", guid),
                            ("FileName", text),
                        ],
                    ),
                    4 => record(
                        1005,
                        1,
                        &[
                            ("ExpectedDialect", Raw::Hex(0x311)),
                            ("ReceivedDialect", Raw::Hex(number)),
                            ("ClientName", text),
                        ],
                    ),
                    5 => record(
                        108,
                        2,
                        &[
                            ("CreationTime", Raw::Uint(number)),
                            ("MessageId", Raw::Uint(number)),
                        ],
                    ),
                    6 => record(1001, 1, &[]),
                    7 => Record {
                        fields: vec![
                            ("Address".into(), client),
                            ("Guid".into(), guid),
                            ("Hex".into(), Raw::Hex(number << 20)),
                            ("Empty".into(), Raw::Null),
                            (
                                "GuidText".into(),
                                Raw::Text("4F1C0102-0304-0506-0708-090A0B0C0D0E"),
                            ),
                            ("Parameters".into(), Raw::Text("%%1843 or %%1")),
                            ("Long".into(), Raw::Binary(&LONG)),
                        ],
                        ..record(9998, 0, &[])
                    },
                    _ => Record {
                        fields: vec![
                            ("Data1".into(), text),
                            (
                                "TargetUserName".into(),
                                Raw::Sid(&[1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0]),
                            ),
                            ("Real".into(), Raw::Float(1.5)),
                            ("Signed".into(), Raw::Int(-(number.cast_signed() >> 1))),
                            ("When".into(), Raw::Time(time("2024-05-01"))),
                        ],
                        ..record(9999, 0, &[])
                    },
                };
                record.time = FileTime(time("2024-05-01T08:00").0 + minutes * 600_000_000);
                record.record_id = record_id;
                record.system.level = level;
                record.place = Place {
                    file: u32::from(flag),
                    recovered: level == 5,
                    ..Place::default()
                };
                if flag {
                    record.system.computer = "fs02".into();
                }
                record
            },
        )
}

/// Terms of every kind; the scan takes other ways for many of them.
pub(super) const TESTS: &[&str] = &[
    "551",
    "1005..1010",
    "1020",
    "event>1006",
    "version:1",
    "level:error",
    "level:>=warning",
    "level:<3",
    "channel:security",
    "cat:smb1",
    "provider:smb",
    "task:551",
    "keyword:operational",
    "title:slow",
    "field:ResumeKey",
    "guidance:*",
    "message:contoso",
    "message:\"user name: alice\"",
    "message~/[0-9]{3}/",
    "message:*svc*",
    "computer:fs02",
    "account:S-1-5-18",
    "record:10..20",
    "recovered:true",
    "file:other*",
    "file:logs",
    "time:2024-05-01T08:30",
    "after:08:45",
    "before:09:00",
    "last:20m",
    "around:#7/3m",
    "client:192.0.2.7",
    "client:10.0.0.0/8",
    "client:10.1.*",
    "client:alice",
    "client.port:>1024",
    "user:svc_*",
    "user:*",
    "user:\"\"",
    "user=alice",
    "user!=alice",
    "user:*$",
    "user~/^[a-z]+$/",
    "user has svc",
    "share:vm*",
    "name contains \"vu\"",
    "session:0xC000006D",
    "session.guid:4f1c*",
    "resume:4f1c*",
    "status:guessing",
    "status:lockout",
    "status:LOGON",
    "cmd:CREATE",
    "cmd:(READ, WRITE)",
    "duration:>60s",
    "dialect:<3.0",
    "dialect:3.1.1",
    "mapped:READ_DATA",
    "granted:WRITE_DATA",
    "missing:WRITE_DATA",
    "persistent:true",
    "raw.Signed:<0",
    "raw.Signed:-20..-1",
    "raw.Real:1.5",
    "raw.When:2024-05-01",
    "raw.Status:guessing",
    "raw.Data1:a*",
    "ReceivedDialect:<3.0",
    "CreationTime:>1",
    "UserName contains contoso",
    "trustee:Everyone",
    "svc_backup",
    "SVC",
    "10.1.2.3",
    "192.0.2",
    "2001:db8",
    "c000006d",
    "4f1c",
    "\"4f1c-\"",
    "\"{4\"",
    "\"-0506-\"",
    "4f1c01020304",
    "445",
    "44",
    "\"3:44\"",
    "\":445\"",
    "\"7:\"",
    "\"10.1.2.3:445\"",
    "\"fe80:\"",
    "4f4f4f4f4f4f4f4f4f4f",
    "0x1",
    "x1",
    "0000",
    "\"Address: 10.1\"",
    "\"Guid: {4f\"",
    "\"Empty: \\nGuid\"",
    "\"Address: \"",
    "logon_failure",
    "set",
    "not",
    "\"not set\"",
    "other.evtx",
    "security",
    "true",
    "d\u{c9}J\u{c0}",
    "a",
    "1",
    "\"1\"",
    "\"5\"",
    "%1",
    "\\",
    "\":\"",
    "\": \"",
    "\"Data1: al\"",
    "\"Name: a\"",
    "s*p",
    "/svc|alice/",
    "/^alice$/",
    "x",
    "0x",
    "min",
    "\"1 min\"",
    "-",
];

pub(super) fn any_filter() -> impl Strategy<Value = String> {
    let test = select(TESTS.to_vec()).prop_filter_map("an operator is no term", |text| {
        (!matches!(text, "-" | "not")).then(|| text.to_owned())
    });
    test.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} {b}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} OR {b})")),
            inner.prop_map(|it| format!("-({it})")),
        ]
    })
}
