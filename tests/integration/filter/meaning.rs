//! What filters mean: tables of filter, event, answer.

use smbscope::catalog::Catalog;
use smbscope::filter::{matches, parse};
use smbscope::logs::{EventNumber, Record};
use smbscope::values::Raw;

use super::sample::{CLIENT, CLIENT6, failure, passes, record, slow, store, time};

fn check(record: &Record<'static>, cases: &[(&str, bool)]) {
    for &(filter, expected) in cases {
        assert_eq!(passes(filter, record.clone()), expected, "{filter}");
    }
}

#[test]
fn text_compares_as_its_operator_says() {
    check(
        &failure(),
        &[
            ("user:svc_", true),
            ("user:SVC_BACK", true),
            ("user:svc_*", true),
            ("user:*backup", true),
            ("user:backup*", false),
            ("user:s?c_backup", true),
            ("user:\"svc_*\"", false),
            ("user:contoso\\svc_backup", true),
            ("user=svc_backup", true),
            ("user=SVC_BACKUP", true),
            ("user=svc", false),
            ("user==svc_backup", true),
            ("user==SVC_backup", false),
            ("user=~svc_backup", true),
            ("user!=svc_backup", false),
            ("user!=alice", true),
            ("user~/^CONTOSO\\\\svc/", true),
            ("user~/^contoso/", false),
            ("user~/^contoso/i", true),
            ("user:/SVC/i", true),
            ("user!~/alice/", true),
            ("user has backup", true),
            ("user has back", false),
            ("user contains back", true),
            ("user startswith svc", true),
            ("user startswith back", false),
            ("user endswith UP", true),
            ("user in (alice, svc_backup)", true),
            ("user:(alice, svc_backup)", true),
            ("user:(alice bob)", false),
            ("user:*", true),
            ("user:\"\"", false),
        ],
    );
}

#[test]
fn a_missing_field_is_in_no_test() {
    let record = record(1010, 0, &[]);
    check(
        &record,
        &[
            ("user:x", false),
            ("-user:x", true),
            ("user!=x", true),
            ("user:*", false),
            ("user:\"\"", false),
            ("duration:>0", false),
            ("duration:<1h", false),
            ("raw.UserName:*", false),
        ],
    );
    // An empty field is there, but nothing is in it.
    let empty = super::sample::record(551, 2, &[("UserName", Raw::Text(""))]);
    check(
        &empty,
        &[
            ("user:*", false),
            ("user:\"\"", true),
            ("client:\"\"", true),
        ],
    );
}

#[test]
fn addresses_are_addresses_and_networks() {
    check(
        &failure(),
        &[
            ("client:192.0.2.7", true),
            ("client:192.0.2.70", false),
            ("client:192.0.2.0/24", true),
            ("client:10.0.0.0/8", false),
            ("client:192.0.*", true),
            ("client:192.*.7", true),
            ("client:192.0.2", true),
            ("client:192.0.2.7:50123", true),
            ("client:192.0.2.7:50124", false),
            ("client:192.0.2.1..192.0.2.9", true),
            ("client:192.0.2.8..192.0.2.9", false),
            ("client:WS-17", true),
            ("client=ws-17", true),
            ("client.name:192.0.2.7", false),
            ("client.port:50123", true),
            ("client.port:50000..51000", true),
            ("client.port<1024", false),
            ("ClientAddress:192.0.2.0/24", true),
            ("raw.ClientAddress:192.0.2.7", true),
        ],
    );
    let named = record(551, 2, &[("ClientName", Raw::Text("\\\\192.0.2.7"))]);
    check(
        &named,
        &[
            ("client:192.0.2.0/24", true),
            ("client:192.0.2.7", true),
            ("client.port:0", false),
        ],
    );
    let six = record(551, 2, &[("ClientAddress", CLIENT6)]);
    check(
        &six,
        &[
            ("client:2001:db8::1", true),
            ("client:2001:0DB8:0::1", true),
            ("client:2001:db8::/32", true),
            ("client:10.0.0.0/8", false),
            ("client:2001:db8::2", false),
        ],
    );
    // 1012's address is the server's own.
    let own = record(1012, 0, &[("ClientAddress", CLIENT)]);
    check(
        &own,
        &[("client:192.0.2.7", false), ("server:192.0.2.7", true)],
    );
    let smb1 = record(3000, 0, &[("ClientName", Raw::Text("192.0.2.7"))]);
    check(
        &smb1,
        &[("client:192.0.2.7", true), ("ip:192.0.2.0/30", false)],
    );
}

#[test]
fn a_status_is_a_name_a_group_or_a_number() {
    check(
        &failure(),
        &[
            ("status:LOGON_FAILURE", true),
            ("status:status_logon_failure", true),
            ("status:LOGON", true),
            ("status:*FAILURE", true),
            ("status:LOGON_TYPE*", false),
            ("status:guessing", true),
            ("status:lockout", false),
            ("status:0xC000006D", true),
            ("status:0xc000006d", true),
            ("status:3221225581", true),
            ("status:-1073741715", true),
            ("status:0xC000006E", false),
            ("status!=LOGON_FAILURE", false),
            ("status in (0xC000006A, 0xC000006D)", true),
            ("Status:guessing", true),
            ("raw.Status:guessing", true),
            ("raw.Status:0xC000006D", true),
            ("rkf:*", false),
        ],
    );
    // 551 v0 has it as a plain number, other providers as a signed one.
    let plain = record(551, 0, &[("Status", Raw::Uint(0xC000_006D))]);
    check(
        &plain,
        &[("status:guessing", true), ("status:-1073741715", true)],
    );
    let signed = record(551, 0, &[("Status", Raw::Int(-1_073_741_715))]);
    check(
        &signed,
        &[("status:guessing", true), ("status:0xC000006D", true)],
    );
}

#[test]
fn numbers_have_ranges_units_and_hex() {
    check(
        &slow(),
        &[
            ("duration:61500", true),
            ("duration:61.5s", true),
            ("duration:>60s", true),
            ("duration:>1m", true),
            ("duration:>61.5s", false),
            ("duration:>=61.5s", true),
            ("duration > 60s", true),
            ("duration<1h", true),
            ("duration:15000..30000", false),
            ("duration:60s..", true),
            ("duration:..60s", false),
            ("1020", true),
            ("1000..1020", true),
            ("1021..", false),
            ("event:0x3FC", true),
            ("EventID == 1020", true),
            ("event:(551, 1020)", true),
            ("event in (551, 1006)", false),
            ("id!=1020", false),
            ("raw.CtlCode:0x0011C017", true),
            ("raw.ctlcode:1163287", true),
            ("CtlCode:1163288", false),
            ("raw.DurationInMilliseconds:>60000", true),
            ("cmd:create", true),
            ("cmd:5", true),
            ("cmd:LOCK", false),
            ("Command:CRE*", true),
            ("session.guid:4f1c*", true),
            ("session.guid:{4f1c0102-0304-0506-0708-090a0b0c0d0e}", true),
            ("session.guid=4F1C0102-0304-0506-0708-090a0b0c0d0e", true),
            ("session.guid:4f1d*", false),
        ],
    );
    let locked = record(1020, 1, &[("Command", Raw::Uint(18))]);
    check(
        &locked,
        &[
            ("cmd:LOCK", false),
            ("cmd:oplock", true),
            ("cmd:OPLOCK_BREAK", true),
        ],
    );
}

#[test]
fn shares_and_paths_also_count_by_their_last_part() {
    check(
        &slow(),
        &[
            ("share:vm*", true),
            ("share=vm01", true),
            ("share=\"\\\\\\\\*\\\\vm01\"", true),
            ("share:\\\\*\\vm01", true),
            ("share startswith vm", true),
            ("name:*.vhdx", true),
            ("name=\"base image.vhdx\"", true),
            ("filename:disks\\base*", true),
            ("ShareName=vm01", false),
            ("ShareName contains vm01", true),
        ],
    );
}

#[test]
fn levels_have_names_an_order_and_numbers() {
    for (level, cases) in [
        (1, "critical >=warning >error <=2"),
        (2, "error err >=error 2"),
        (3, "warning >=warning ..3"),
        (0, "info informational <warning 0"),
        (4, "info 4 <=info"),
        (5, "verbose <info 5 >4"),
    ] {
        for case in cases.split(' ') {
            let mut record = failure();
            record.system.level = level;
            assert!(passes(&format!("level:{case}"), record), "{level} {case}");
        }
    }
}

#[test]
fn several_values_pass_when_one_does_and_are_excluded_when_none_may() {
    let differing = record(
        1005,
        1,
        &[
            ("ExpectedDialect", Raw::Hex(0x311)),
            ("ReceivedDialect", Raw::Hex(0x202)),
        ],
    );
    check(
        &differing,
        &[
            ("dialect:3.1.1", true),
            ("dialect:2.0.2", true),
            ("dialect:0x0311", true),
            ("dialect:<3.0", true),
            ("dialect:>=3", true),
            ("dialect:3.0..3.0.2", false),
            ("dialect!=0x0311", false),
            ("dialect!=3.0", true),
            ("-dialect:2.0.2", false),
            ("raw.ReceivedDialect:2.0.2", true),
            ("ReceivedDialect:<3.0", true),
        ],
    );
}

#[test]
fn rights_mean_the_same_whatever_is_asked_of_them() {
    let denied = |mapped, granted| {
        record(
            1006,
            0,
            &[
                ("MappedAccess", Raw::Hex(mapped)),
                ("GrantedAccess", Raw::Hex(granted)),
            ],
        )
    };
    // Change was asked for, read was granted.
    check(
        &denied(0x0013_01BF, 0x0012_00A9),
        &[
            ("mapped:CHANGE", true),
            ("mapped:READ", true),
            ("mapped:WRITE_DATA", true),
            ("mapped:FULL", false),
            ("granted:READ", true),
            ("granted:CHANGE", false),
            ("granted:READ_DATA", true),
            ("missing:WRITE_DATA", true),
            ("missing:READ_DATA", false),
            // All of it was asked for and not all of it granted, though reading was.
            ("missing:CHANGE", true),
            ("missing:READ", false),
            ("missing:FULL", false),
            ("missing:(READ_DATA, DELETE)", true),
            ("granted=READ", true),
            ("granted=READ_DATA", false),
            ("granted=0x1200A9", true),
            ("granted=0x0", false),
            ("granted!=READ", false),
            ("mapped:GENERIC_WRITE", true),
        ],
    );
    check(
        &denied(0x8000_0000, 0),
        &[
            ("mapped:READ_DATA", true),
            ("mapped:GENERIC_READ", true),
            ("missing:GENERIC_READ", true),
            ("missing:READ_DATA", true),
            ("mapped:READ", false),
            ("missing:READ", false),
            ("granted:0", true),
            ("granted=0x0", true),
            ("mapped:0", false),
            ("missing:0", false),
        ],
    );
}

proptest::proptest! {
    #[test]
    fn what_is_missing_was_asked_for_and_not_granted(mapped: u32, granted: u32, shift in 0..32_u32) {
        let names = smbscope::values::access::names(u32::MAX);
        let store = store(vec![vec![record(1006, 0, &[
            ("MappedAccess", Raw::Hex(u64::from(mapped >> shift))),
            ("GrantedAccess", Raw::Hex(u64::from(granted))),
        ])]]);
        let event = store.event(EventNumber(0));
        for name in names.into_iter().chain(["READ", "CHANGE", "FULL"]) {
            let [missing, mapped, granted] = ["missing", "mapped", "granted"]
                .map(|term| matches(&parse(&format!("{term}:{name}")).unwrap(), &event));
            proptest::prop_assert_eq!(missing, mapped && !granted, "{}", name);
        }
    }
}

#[test]
fn what_excludes_a_status_keeps_events_without_one() {
    let without = record(1010, 0, &[]);
    check(
        &without,
        &[
            ("status:guessing", false),
            ("status!=guessing", true),
            ("-status:guessing", true),
            ("status:* status!=guessing", false),
        ],
    );
    check(
        &failure(),
        &[
            ("status!=guessing", false),
            ("status:* status!=lockout", true),
        ],
    );
}

#[test]
fn a_range_of_levels_may_be_written_either_way() {
    for range in ["error..warning", "warning..error", "2..3"] {
        for (level, expected) in [(1, false), (2, true), (3, true), (4, false)] {
            let mut record = failure();
            record.system.level = level;
            assert_eq!(
                passes(&format!("level:{range}"), record),
                expected,
                "{range} {level}"
            );
        }
    }
}

#[test]
fn what_looks_like_a_wrong_address_may_be_text_in_quotes() {
    let named = record(551, 2, &[("ClientName", Raw::Text("\\\\300.1.1.1"))]);
    check(
        &named,
        &[
            ("client:\"300.1.1.1\"", true),
            ("client:300", true),
            ("client:\"10.0.0.0/99\"", false),
        ],
    );
}

#[test]
fn negation_binds_before_and_before_or() {
    check(
        &failure(),
        &[
            ("-552 551", true),
            ("552 OR 551 user:alice", false),
            ("551 OR 552 user:alice", true),
            ("(551 OR 552) user:alice", false),
            ("NOT 551 OR 552", false),
            ("NOT (552 OR 553)", true),
            ("--551", true),
            ("!-551", true),
            ("not not 551", true),
            ("- 551", false),
            ("551 and not user:alice && !user:bob", true),
            ("552 || 551", true),
            ("551 -client:10.0.0.0/8", true),
            ("svc-backup", false),
        ],
    );
}

#[test]
fn words_are_looked_for_in_everything_that_can_be_read() {
    check(
        &failure(),
        &[
            ("svc_back", true),
            ("SVC_BACK", true),
            ("contoso\\svc", true),
            ("\\\\ws-17", true),
            ("logon_failure", true),
            ("0xc000006d", true),
            ("192.0.2.7", true),
            ("192.0.2.7:50123", true),
            ("authentication", true),
            ("\"authentication failure\"", true),
            ("smbserver/security", true),
            ("fs01.contoso", true),
            ("security.evtx", true),
            ("4f1c0102", true),
            ("svc_*up", true),
            ("b?ckup", true),
            ("cifs/fs01", true),
            ("/svc_\\w+/", true),
            ("/SVC_/", false),
            ("/SVC_/i", true),
            ("alice", false),
            ("*", true),
            ("\"*\"", false),
            ("\"User Name: CONTOSO\"", true),
            ("\"User Name: alice\"", false),
        ],
    );
    let foreign = Record {
        system: smbscope::logs::System {
            provider: "Service Control Manager".into(),
            ..failure().system
        },
        fields: vec![("ServiceName".into(), Raw::Text("Spooler"))],
        ..failure()
    };
    check(
        &foreign,
        &[
            ("spooler", true),
            ("servicename", true),
            ("\"ServiceName: Spool\"", true),
            ("raw.ServiceName:spool*", true),
            ("\"control manager\"", true),
        ],
    );
}

#[test]
fn words_with_colons_that_are_no_fields_are_text() {
    let six = record(
        551,
        2,
        &[
            ("ClientAddress", CLIENT6),
            ("UserName", Raw::Text("C:\\temp")),
        ],
    );
    check(
        &six,
        &[
            ("2001:db8::1", true),
            ("c:\\temp", true),
            ("dead::beef", false),
        ],
    );
}

/// Five events: an hour apart, the newest at 2024-05-02T02:00.
fn night() -> smbscope::logs::Store {
    let times = [
        "2024-05-01T09:30",
        "2024-05-01T23:00",
        "2024-05-02T00:00",
        "2024-05-02T01:00",
        "2024-05-02T02:00",
    ];
    store(vec![
        times
            .iter()
            .zip(100..)
            .map(|(at, record_id)| Record {
                time: time(at),
                record_id,
                ..failure()
            })
            .collect(),
    ])
}

#[test]
fn times_are_dates_clocks_and_spans_of_the_log() {
    let store = night();
    for (filter, expected) in [
        ("time:2024-05-01", "100 101"),
        ("time:2024-05-01..2024-05-02", "100 101 102 103 104"),
        ("time:2024-05-01T23:00..2024-05-02T00:00", "101 102"),
        ("time:2024-05-01T23:00", "101"),
        ("time:2024-05-01T23:01", ""),
        ("time:2024-05-02T01:00+02:00", "101"),
        ("time:>2024-05-01", "102 103 104"),
        ("time:>=2024-05-01T23:00", "101 102 103 104"),
        ("time<2024-05-02", "100 101"),
        ("time:..2024-05-01", "100 101"),
        ("after:2024-05-02", "102 103 104"),
        ("before:2024-05-02", "100 101"),
        // A clock alone is its last time up to the newest record.
        ("after:22:00", "101 102 103 104"),
        ("after:01:00", "103 104"),
        ("before:01:00", "100 101 102"),
        ("time:23:00..01:00", "101 102 103"),
        ("time:09:00..10:00", "100"),
        ("last:1h", "103 104"),
        ("last:30m", "104"),
        ("last:2d", "100 101 102 103 104"),
        ("-last:1h", "100 101 102"),
        ("around:#102/1h", "101 102 103"),
        ("around:#102/59m", "102"),
        ("around:#999/1h", ""),
        ("around:102/1h", "101 102 103"),
    ] {
        let parsed = parse(filter).unwrap_or_else(|error| panic!("{filter}: {error}"));
        let found: Vec<String> = store
            .order()
            .iter()
            .map(|&number| store.event(number))
            .filter(|event| matches(&parsed, event))
            .map(|event| event.record_id().to_string())
            .collect();
        assert_eq!(found.join(" "), expected, "{filter}");
    }
    assert!(matches(&parse("").unwrap(), &store.event(EventNumber(0))));
}

#[test]
fn the_catalog_is_asked_in_the_same_language() {
    let catalog = Catalog::builtin();
    let count = |filter: &str| {
        let filter = parse(filter).unwrap_or_else(|error| panic!("{filter}: {error}"));
        catalog
            .rows()
            .iter()
            .filter(|row| filter.matches_row(row))
            .count()
    };
    for (filter, expected) in [
        ("", 137),
        ("551", 3),
        ("551 version:2", 1),
        ("1016..1017", 2),
        ("guidance:*", 42),
        ("-guidance:*", 95),
        ("cat:smb1", 6),
        ("field:ResumeKey", 3),
        ("user:svc_*", 0),
        ("-user:svc_*", 137),
        ("provider:nothing", 0),
        ("title:\"slow\" OR \"LmCompatibilityLevel\"", 1),
    ] {
        assert_eq!(count(filter), expected, "{filter}");
    }
    assert!(count("level:error channel:security") > 3);
    assert!(count("antivirus OR \"filter driver\"") > 0);
}
