//! What leads the detail of an event: which sentences its values make, and requests paired with
//! their responses.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use smbscope::events::{Insight, Side, Weight, insights, pair};
use smbscope::evtx::Record;
use smbscope::load::{LoadOptions, load_all};
use smbscope::store::{EventNumber, Store};
use smbscope::values::{FileTime, Raw};

use crate::filter::sample::{CLIENT, GUID, descriptor, record, store, time};
use crate::fixtures::{catalog, data, demo_log};

/// The events that lead with something whatever they hold.
const LED: &[u32] = &[
    551, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1009, 1012, 1015, 1016, 1017, 1018, 1019, 1020,
    1021, 1028, 1030, 1031, 1032, 1043, 1801, 1804, 3000, 3002, 3003,
];

fn of(record: Record<'_>) -> Vec<Insight> {
    let store = store(vec![vec![record]]);
    insights(&store.event(EventNumber(0)))
}

/// The insights of a record as `label: text`, a `!` before what matters.
fn lines(record: Record<'_>) -> Vec<String> {
    let line = |insight: Insight| {
        let mark = match insight.weight {
            Weight::Matters => "!",
            Weight::Note => "",
        };
        format!("{mark}{}: {}", insight.label, insight.text)
    };
    of(record).into_iter().map(line).collect()
}

#[track_caller]
fn assert_says(record: Record<'_>, beginnings: &[&str]) {
    let lines = lines(record);
    assert_eq!(lines.len(), beginnings.len(), "{lines:#?}");
    for (line, beginning) in lines.iter().zip(beginnings) {
        assert!(line.contains(beginning), "{beginning}\n{lines:#?}");
    }
}

fn failure(status: u32, spn: &'static str, policy: u64) -> Record<'static> {
    let status = Raw::Hex(status.into());
    record(
        551,
        2,
        &[
            ("Status", status),
            ("TranslatedStatus", status),
            ("SPN", Raw::Text(spn)),
            ("SPNValidationPolicy", Raw::Uint(policy)),
        ],
    )
}

#[test]
fn a_refused_logon_leads_with_its_kind_its_status_and_the_policy() {
    assert_says(
        failure(0xC000_006D, "cifs/fs01", 0),
        &[
            "!Kind of failure: Guessing: a wrong name or password.",
            "!Status: STATUS_LOGON_FAILURE: Name or password is wrong",
            "SPN: The client presented cifs/fs01; nothing is validated, so that it played no part \
             (policy: SPN optional / no validation).",
        ],
    );
    assert_says(
        failure(0xC000_0022, "", 4),
        &[
            "!Status: STATUS_ACCESS_DENIED: ",
            "!SPN: The client presented no SPN; the policy requires one, which alone refuses the \
             logon (policy: SPN required / validate full).",
        ],
    );
    assert_says(
        failure(0xC000_005E, "", 1),
        &[
            "!Kind of failure: Infrastructure: the logon could not be checked",
            "!Status: STATUS_NO_LOGON_SERVERS: ",
            "SPN: The client presented no SPN; the policy accepts that",
        ],
    );
    assert_says(
        failure(0xC000_0234, "cifs/a", 9),
        &[
            "Lock-out",
            "STATUS_ACCOUNT_LOCKED_OUT",
            "not documented (policy: 9).",
        ],
    );
}

#[test]
fn every_version_of_a_refused_logon_says_what_it_can() {
    let status = ("Status", Raw::Uint(0xC000_0072));
    assert_says(
        record(551, 0, &[status]),
        &["Account", "STATUS_ACCOUNT_DISABLED"],
    );
    let translated = ("TranslatedStatus", Raw::Hex(0xC000_0234));
    assert_says(
        record(551, 1, &[("Status", Raw::Hex(0xC000_006D)), translated]),
        &[
            "Lock-out",
            "STATUS_ACCOUNT_LOCKED_OUT",
            "!Status: The record holds two codes: STATUS_LOGON_FAILURE (0xC000006D) as logged, \
             STATUS_ACCOUNT_LOCKED_OUT (0xC0000234) as translated.",
        ],
    );
    assert_says(
        record(551, 1, &[]),
        &["Status: The record holds no status."],
    );
    assert_says(
        record(551, 1, &[("Status", Raw::Hex(0xE123_4567))]),
        &["0xE1234567 is not documented: error, facility 0x123."],
    );
}

fn negotiation(expected: [u64; 3], received: [u64; 3]) -> Record<'static> {
    let hex = |value| Raw::Hex(value);
    record(
        1005,
        1,
        &[
            ("ExpectedDialect", hex(expected[0])),
            ("ExpectedCapabilities", hex(expected[1])),
            ("ExpectedSecurityMode", hex(expected[2])),
            ("ReceivedDialect", hex(received[0])),
            ("ReceivedCapabilities", hex(received[1])),
            ("ReceivedSecurityMode", hex(received[2])),
        ],
    )
}

#[test]
fn a_changed_negotiation_is_shown_as_what_differs() {
    let changed = negotiation([0x0311, 0x67, 3], [0x0210, 0x27, 1]);
    let insights = of(changed.clone());
    assert_says(
        changed,
        &[
            "!Dialect: expected 3.1.1, received 2.1.",
            "!Capabilities: expected 0x67 (DFS | LEASING | LARGE_MTU | DIRECTORY_LEASING | \
             ENCRYPTION), received 0x27 (DFS | LEASING | LARGE_MTU | DIRECTORY_LEASING); \
             not received: ENCRYPTION.",
            "!Security mode: expected 0x3 (SIGNING_ENABLED | SIGNING_REQUIRED), received 0x1 \
             (SIGNING_ENABLED); not received: SIGNING_REQUIRED.",
            "2.1 has no encryption and no pre-authentication integrity.",
        ],
    );
    let marked: Vec<Vec<&str>> = insights
        .iter()
        .map(|insight| {
            let marks = insight.marks.iter();
            marks
                .map(|mark| insight.text.get(mark.clone()).unwrap())
                .collect()
        })
        .collect();
    assert_eq!(
        marked,
        [
            &["3.1.1", "2.1"][..],
            &["ENCRYPTION"],
            &["SIGNING_REQUIRED"],
            &[]
        ],
        "LEASING is not marked for DIRECTORY_LEASING"
    );
    let unknown = of(negotiation([0x0300, 0x100, 1], [0x0302, 0x107, 1]));
    assert_eq!(
        unknown[1].text,
        "expected 0x100, received 0x107 (DFS | LEASING | LARGE_MTU | 0x100 not documented); \
         not expected: DFS | LEASING | LARGE_MTU."
    );
    assert_eq!(unknown.len(), 3, "a higher dialect is no downgrade");
    assert_says(
        negotiation([0x0311, 0x7F, 1], [0x0311, 0x7F, 1]),
        &["3.1.1, expected and received.", "Capabilities", "Security"],
    );
    assert_says(record(1005, 0, &[]), &["does not say what differed"]);
    assert_says(
        record(1005, 2, &[("Status", Raw::Hex(0xC000_A000))]),
        &["!Status: STATUS_INVALID_SIGNATURE"],
    );
}

/// 1006: `asked` and `granted` on a share with these permissions.
fn denial(asked: u64, granted: u64, descriptor: &[u8]) -> Record<'_> {
    record(
        1006,
        0,
        &[
            ("ShareName", Raw::Text("\\\\*\\finance")),
            ("MappedAccess", Raw::Hex(asked)),
            ("GrantedAccess", Raw::Hex(granted)),
            ("ShareSecurityDescriptor", Raw::Binary(descriptor)),
        ],
    )
}

#[test]
fn a_denial_names_what_is_missing_and_what_decides_it() {
    // Everyone may read: nobody may write.
    let read = descriptor();
    assert_says(
        denial(0x0013_01BF, 0x0012_00A9, &read),
        &[
            "!Denied by: default: no entry allows WRITE_DATA, APPEND_DATA, WRITE_EA, WRITE_ATTRIBUTES, \
             DELETE to anybody.",
            "!Missing: WRITE_DATA, APPEND_DATA, WRITE_EA, WRITE_ATTRIBUTES, DELETE",
            "Asked for: Change",
            "Granted: Read",
            "Permissions: These are the share's own permissions",
        ],
    );
    // Deny (type 1) write to Everyone.
    let mut deny = descriptor();
    deny[28] = 1;
    deny[32..36].copy_from_slice(&2_u32.to_le_bytes());
    assert_says(
        denial(0x2, 0, &deny),
        &[
            "!Denied by: entry 1: deny WRITE_DATA to Everyone (S-1-1-0).",
            "!Denied by: default: no entry allows WRITE_DATA to anybody.",
            "!Missing: WRITE_DATA",
            "Asked for",
            "Granted: no rights",
            "Permissions",
        ],
    );
    // The same to BUILTIN\Users (S-1-5-32-545): only for who belongs to it.
    let mut users = deny.clone();
    users.truncate(36);
    users.extend([1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x21, 2, 0, 0]);
    users[22] = 32;
    users[30] = 24;
    assert!(
        lines(denial(0x2, 0, &users))[0]
            .ends_with("(the log does not say whether the user is a member)."),
        "{:#?}",
        lines(denial(0x2, 0, &users))
    );
    // Allowed to Everyone, and missing for all that.
    assert_eq!(
        lines(denial(0x1, 0, &read))[3],
        "Permissions: Entry 1 allows Read to Everyone (S-1-1-0)."
    );
    users[28] = 0;
    assert_eq!(
        lines(denial(0x2, 0, &users))[0],
        "!Allowed to: BUILTIN\\Users (S-1-5-32-545): WRITE_DATA (entry 1); the user is not a \
         member."
    );
    assert_says(
        denial(0x1, 0x1, &read),
        &["Missing: Nothing", "Asked for", "Granted", "Permissions"],
    );
}

#[test]
fn damaged_permissions_are_said_to_be_so() {
    let whole = descriptor();
    assert!(
        lines(denial(2, 0, b"nonsense"))[3].contains("These 8 bytes are no security descriptor"),
    );
    let cut = whole.get(..30).unwrap();
    let lines = lines(denial(2, 0, cut));
    assert!(
        lines.iter().any(|line| line.contains("is damaged: ")),
        "{lines:#?}"
    );
    assert_says(
        record(1006, 0, &[]),
        &[
            "Missing: The record does not hold both",
            "holds no permissions",
        ],
    );
}

fn slow(command: u64, took: u64, threshold: u64, control: u64) -> Record<'static> {
    record(
        1020,
        1,
        &[
            ("Command", Raw::Uint(command)),
            ("DurationInMilliseconds", Raw::Uint(took)),
            ("ThresholdInMilliseconds", Raw::Uint(threshold)),
            ("CtlCode", Raw::Uint(control)),
        ],
    )
}

#[test]
fn slow_operations_are_measured_by_their_threshold_and_say_where_they_wait() {
    assert_says(
        slow(5, 61_500, 15_000, 0),
        &[
            "!Slow: CREATE took 1 min 1 s, 4.1 times the threshold of 15 s.",
            "Look at: Opening and closing wait for filter drivers",
        ],
    );
    assert_says(
        slow(5, 13_000, 15_000, 0),
        &[
            "Took: CREATE took 13 s, less than the threshold of 15 s.",
            "Look at",
        ],
    );
    assert_says(
        slow(9, 15_001, 0, 0),
        &["!Slow: WRITE took 15 s.", "Look at: Reading, writing"],
    );
    assert_says(
        slow(11, 20_000, 15_000, 0x0011_C017),
        &[
            "IOCTL took 20 s, 1.3 times",
            "depends on its code",
            "Control code: FSCTL_PIPE_TRANSCEIVE (0x0011C017)",
        ],
    );
    assert_says(
        record(1020, 0, &[]),
        &["The operation; the record does not say how long"],
    );
}

#[test]
fn handles_say_what_they_were_for() {
    let handle = |durable, resilient, persistent| {
        record(
            1016,
            0,
            &[
                ("Status", Raw::Hex(0xC000_0034)),
                ("TranslatedStatus", Raw::Hex(0xC000_0034)),
                ("RKFStatus", Raw::Hex(0)),
                ("TranslatedRKFStatus", Raw::Hex(0)),
                ("DurableHandle", Raw::Bool(durable)),
                ("ResilientHandle", Raw::Bool(resilient)),
                ("PersistentHandle", Raw::Bool(persistent)),
            ],
        )
    };
    let status = "!Status: STATUS_OBJECT_NAME_NOT_FOUND: ";
    assert_says(handle(true, false, true), &[status, "!Handle: Persistent"]);
    assert_says(handle(true, true, false), &[status, "Handle: Resilient"]);
    assert_says(handle(true, false, false), &[status, "Handle: Durable"]);
    assert_says(handle(false, false, false), &[status, "Neither durable"]);
    let done = |task: u64| {
        let values = [
            ("Status", Raw::Hex(0)),
            ("TranslatedStatus", Raw::Hex(0)),
            ("TaskStatus", Raw::Hex(task)),
            ("TranslatedTaskStatus", Raw::Hex(task)),
        ];
        record(1019, 0, &values)
    };
    assert_says(done(0), &["Status: STATUS_SUCCESS"]);
    assert_says(done(0xC000_0225), &["!Task status: STATUS_NOT_FOUND"]);
    assert_says(
        record(1017, 0, &[("ResilientHandle", Raw::Bool(true))]),
        &["a resilient or persistent handle"],
    );
}

#[test]
fn settings_and_smb1_say_what_they_mean() {
    let level = |level| {
        let values = [
            ("ConfiguredLmCompatibilityLevel", Raw::Uint(level)),
            ("DefaultLmCompatibilityLevel", Raw::Uint(3)),
        ];
        record(1021, 0, &values)
    };
    assert_says(
        level(1),
        &["!Level: 1 (Send LM and NTLM", "Default: 3 (Send"],
    );
    assert_says(level(5), &["Level: 5 (Send NTLMv2", "Default: 3"]);
    assert_says(level(7), &["Level: 7 is not documented.", "Default: 3"]);
    assert_says(
        record(
            1001,
            0,
            &[
                ("ClientName", Raw::Text("OLDPC")),
                ("LogEventCount", Raw::Uint(7)),
            ],
        ),
        &["!SMB1: OLDPC tried SMB1", "LogEventCount is 7"],
    );
    assert_says(record(1001, 1, &[]), &["does not name the client"]);
    assert_says(
        record(3000, 0, &[("ClientName", Raw::Text("192.0.2.9"))]),
        &["!SMB1: 192.0.2.9 still speaks SMB1"],
    );
    assert_says(
        record(1031, 0, &[("Reason", Raw::Uint(1))]),
        &["!Reason: Stalled I/O: "],
    );
    assert_says(
        record(1032, 0, &[("Reason", Raw::Uint(9))]),
        &["!Reason: 9 is not documented.", "once a day"],
    );
    assert_says(
        record(1003, 0, &[("ShareName", Raw::Text("\\\\*\\secret"))]),
        &["where \\\\*\\secret takes only encrypted ones"],
    );
    assert_says(
        record(1009, 0, &[("ClientAddress", CLIENT)]),
        &["!Anonymous: 192.0.2.7:50123 came without credentials"],
    );
}

/// A trace row: message 42 of a connection.
fn trace(id: u32, at: u64, values: &[(&str, Raw<'static>)]) -> Record<'static> {
    let mut all = vec![
        ("MessageId", Raw::Uint(42)),
        ("Command", Raw::Uint(5)),
        ("ConnectionGUID", GUID),
    ];
    for &(name, value) in values {
        all.retain(|known| known.0 != name);
        all.push((name, value));
    }
    Record {
        time: FileTime(time("2024-05-01T08:00").0 + at),
        record_id: at,
        ..record(id, 2, &all)
    }
}

#[test]
fn responses_say_their_status_where_it_is_a_failure() {
    assert_says(
        trace(8, 0, &[("FileName", Raw::Text("a.txt"))]),
        &["Request: CREATE, message 42: a.txt."],
    );
    assert_says(
        trace(122, 0, &[("Status", Raw::Uint(0xC000_0034))]),
        &["!Status: STATUS_OBJECT_NAME_NOT_FOUND", "Response: CREATE"],
    );
    assert_says(
        trace(108, 0, &[("Status", Raw::Uint(0))]),
        &["Response: CREATE, message 42."],
    );
}

#[test]
fn requests_and_responses_pair_by_connection_and_message() {
    let status = |code| ("Status", Raw::Uint(code));
    let other_connection = ("ConnectionGUID", Raw::Guid([9; 16]));
    let records = vec![
        trace(108, 0, &[status(0)]), // before any request
        trace(8, 10, &[]),
        trace(108, 20, &[status(0), other_connection]),
        trace(108, 30, &[status(0), ("MessageId", Raw::Uint(41))]),
        trace(109, 40, &[status(0)]),
        trace(108, 50, &[status(0x103)]),
        trace(108, 12_010, &[status(0)]),
        trace(7, 12_020, &[]), // CANCEL, which nothing answers
        trace(11, 12_030, &[("MessageId", Raw::Uint(50))]),
        trace(
            122,
            12_040,
            &[status(0xC000_0034), ("MessageId", Raw::Uint(50))],
        ),
    ];
    let store = store(vec![records]);
    let paired = |number| {
        let pair = pair(&store, EventNumber(number))?;
        Some((pair.number.0, pair.side, pair.took()))
    };
    assert_eq!(paired(1), Some((6, Side::Response, "1.2 ms".to_owned())));
    assert_eq!(paired(6), Some((1, Side::Request, "1.2 ms".to_owned())));
    assert_eq!(paired(8), Some((9, Side::Response, "1 µs".to_owned())));
    assert_eq!(paired(9), Some((8, Side::Request, "1 µs".to_owned())));
    for alone in [0, 2, 3, 4, 7] {
        assert_eq!(paired(alone), None, "{alone}");
    }
}

#[test]
fn an_interim_response_counts_where_there_is_no_other() {
    let pending = trace(119, 20, &[("Status", Raw::Uint(0x103))]);
    let store = store(vec![vec![trace(19, 10, &[]), pending]]);
    assert_eq!(
        pair(&store, EventNumber(0)).map(|pair| pair.number),
        Some(EventNumber(1))
    );
}

#[test]
fn hostile_values_pass_untouched() {
    let hostile = "a\u{1b}[31m\u{202e}%1 {x}";
    let said = lines(record(1007, 0, &[("ShareName", Raw::Text(hostile))]));
    assert!(said[0].contains(hostile), "panes make it safe: {said:?}");
    for id in LED {
        for version in 0..3 {
            let Some(list) = smbscope::catalog::field_list(*id, version) else {
                continue;
            };
            for value in [
                Raw::Text(hostile),
                Raw::Uint(u64::MAX),
                Raw::Int(-1),
                Raw::Binary(&[1; 40]),
                Raw::Bool(true),
            ] {
                let values: Vec<_> = list
                    .fields
                    .iter()
                    .map(|field| (&*field.name, value))
                    .collect();
                for insight in of(record(*id, version, &values)) {
                    assert!(!insight.text.is_empty());
                    for mark in insight.marks {
                        assert!(insight.text.get(mark).is_some_and(|part| !part.is_empty()));
                    }
                }
            }
        }
    }
}

fn loaded(path: &Path) -> Store {
    load_all(&[path.to_owned()], catalog(), &LoadOptions::default())
}

#[track_caller]
fn assert_led(store: &Store) {
    let mut led = 0;
    for &number in store.order() {
        let event = store.event(number);
        let id = event.system().event_id;
        let is_trace = (1..=21).contains(&id) || (101..=122).contains(&id);
        if LED.contains(&id) || is_trace {
            assert!(!insights(&event).is_empty(), "{id} {}", event.record_id());
            led += 1;
        }
    }
    assert!(led > 100, "{led}");
}

#[test]
fn each_event_of_the_demo_leads_with_something() {
    assert_led(&loaded(demo_log()));
}

#[test]
fn each_event_of_an_independent_writer_leads_with_something() {
    assert_led(&loaded(&data("logs/every_row_twice.evtx")));
}
