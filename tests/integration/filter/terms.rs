//! Every term's example, on an event that passes it and on one that does not.

use std::collections::HashSet;

use smbscope::evtx::{Record, SystemPart};
use smbscope::filter::{TERMS, parse};
use smbscope::values::Raw;

use super::sample::{
    CLIENT, CLIENT6, GUID, OTHER_CLIENT, descriptor, failure, passes, record, slow, time,
};
use crate::fixtures::catalog;

type Change = fn(&mut Record<'static>);

fn changed(mut record: Record<'static>, change: Change) -> Record<'static> {
    change(&mut record);
    record
}

fn at(moment: &str) -> Record<'static> {
    Record {
        time: time(moment),
        ..failure()
    }
}

/// The id of an operation; its first part is stored with its lowest byte first.
const ACTIVITY: [u8; 16] = [0, 0, 0x1C, 0x4F, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

/// An event that passes the term's example, and one that does not.
fn witnesses(name: &str) -> (Record<'static>, Record<'static>) {
    let guid = |first: u8, second: u8| {
        let mut bytes = [0; 16];
        // The first part of a GUID is stored with its lowest byte first.
        (bytes[3], bytes[2]) = (first, second);
        Raw::Guid(bytes)
    };
    let denied = |granted| {
        record(
            1006,
            0,
            &[
                ("MappedAccess", Raw::Hex(0x0013_01BF)),
                ("GrantedAccess", Raw::Hex(granted)),
                ("ShareSecurityDescriptor", Raw::Binary(descriptor().leak())),
            ],
        )
    };
    let reopened = |field: &'static str, value| record(1016, 0, &[(field, value)]);
    let speed = |speed| record(1012, 0, &[("LinkSpeed", Raw::Uint(speed))]);
    match name {
        "event" => (reopened("ClientName", Raw::Null), failure()),
        "version" => (failure(), record(551, 1, &[])),
        "level" => (slow(), record(1010, 0, &[])),
        "channel" | "keyword" | "file" => (
            failure(),
            changed(slow(), |it| {
                it.system.keywords = 8;
                it.place.file = 1;
            }),
        ),
        "category" => (record(3000, 0, &[]), failure()),
        "provider" | "computer" | "account" => (
            failure(),
            changed(failure(), |it| {
                it.system.provider = "Service Control Manager".into();
                it.system.computer = "dc01".into();
                it.system.user_sid = None;
            }),
        ),
        "task" => (changed(failure(), |it| it.system.task = 0), failure()),
        "title" => (failure(), slow()),
        "field" => (reopened("ResumeKey", GUID), failure()),
        "guidance" => (failure(), record(1905, 0, &[])),
        "message" => (changed(record(1007, 0, &[]), |_| {}), slow()),
        "record" => (changed(failure(), |it| it.record_id = 1500), failure()),
        "recovered" => (
            changed(failure(), |it| it.place.recovered = true),
            failure(),
        ),
        "damaged" => (changed(failure(), |it| it.place.damaged = true), failure()),
        "activity" => (
            changed(failure(), |it| {
                it.parts = vec![(SystemPart::Activity, Raw::Guid(ACTIVITY))];
            }),
            failure(),
        ),
        "activity.related" => (
            changed(failure(), |it| {
                it.parts = vec![(SystemPart::RelatedActivity, Raw::Guid(ACTIVITY))];
            }),
            changed(failure(), |it| {
                it.parts = vec![(SystemPart::Activity, Raw::Guid(ACTIVITY))];
            }),
        ),
        "process" => (
            changed(failure(), |it| {
                it.parts = vec![(SystemPart::Process, Raw::Uint(4))];
            }),
            failure(),
        ),
        "thread" => (
            changed(failure(), |it| {
                it.parts = vec![(SystemPart::Thread, Raw::Uint(1500))];
            }),
            changed(failure(), |it| {
                it.parts = vec![(SystemPart::Thread, Raw::Uint(4))];
            }),
        ),
        "opcode" => (
            changed(failure(), |it| it.system.opcode = 1),
            changed(failure(), |it| it.system.opcode = 2),
        ),
        "time" => (at("2024-05-01T02:30"), at("2024-05-01T03:30")),
        "after" => (at("2024-05-01T08:00"), at("2024-05-01T07:59")),
        "before" => (at("2024-05-01T23:59"), at("2024-05-02")),
        "client" => (failure(), slow()),
        "client.port" => (failure(), slow()),
        "client.name" => (
            failure(),
            record(551, 2, &[("ClientName", Raw::Text("\\\\10.1.2.3"))]),
        ),
        "user" => (failure(), slow()),
        "domain" => (
            record(1000, 0, &[("DomainName", Raw::Text("CONTOSO"))]),
            failure(),
        ),
        "share" => (
            record(1007, 0, &[("ShareName", Raw::Text("\\\\*\\FINANCE$"))]),
            slow(),
        ),
        "path" => (
            record(1006, 0, &[("SharePath", Raw::Text("D:\\data\\finance"))]),
            slow(),
        ),
        "name" => (slow(), record(1020, 1, &[("FileName", Raw::Text("vhdx"))])),
        "server" => (
            record(1030, 0, &[("ServerName", Raw::Text("FS-CLUSTER"))]),
            failure(),
        ),
        "session" => (
            record(1018, 0, &[("SessionId", Raw::Hex(0x2C00_0400_0061))]),
            record(1018, 0, &[("SessionId", Raw::Hex(0x2C00_0400_0062))]),
        ),
        "session.guid" => (
            record(551, 2, &[("SessionGUID", guid(0x5D, 0x41))]),
            failure(),
        ),
        "conn" => (
            record(551, 2, &[("ConnectionGUID", guid(0x77, 0xA0))]),
            failure(),
        ),
        "tree.guid" => (
            record(600, 0, &[("TreeConnectGUID", guid(0x9B, 0x1C))]),
            failure(),
        ),
        "open.guid" => (record(650, 0, &[("OpenGUID", guid(0xE0, 0xF2))]), failure()),
        "resume" => (
            reopened("ResumeKey", GUID),
            reopened("ResumeKey", guid(0x4F, 0x1D)),
        ),
        "status" => (
            failure(),
            record(551, 2, &[("Status", Raw::Hex(0xC000_0234))]),
        ),
        "rkf" => (
            reopened("RKFStatus", Raw::Hex(0xC000_0225)),
            reopened("Status", Raw::Hex(0xC000_0225)),
        ),
        "taskstatus" => (
            record(1018, 0, &[("TaskStatus", Raw::Hex(0xC000_0001))]),
            record(1018, 0, &[("TaskStatus", Raw::Hex(0))]),
        ),
        "spn" | "spn.policy" => (failure(), slow()),
        "cmd" => (slow(), record(1020, 1, &[("Command", Raw::Uint(8))])),
        "duration" => (
            slow(),
            record(1020, 1, &[("DurationInMilliseconds", Raw::Uint(60_000))]),
        ),
        "threshold" => (
            slow(),
            record(1020, 1, &[("ThresholdInMilliseconds", Raw::Uint(1))]),
        ),
        "dialect" => (
            record(
                1005,
                1,
                &[
                    ("ExpectedDialect", Raw::Hex(0x311)),
                    ("ReceivedDialect", Raw::Hex(0x210)),
                ],
            ),
            record(1028, 0, &[("NewDialect", Raw::Uint(0x311))]),
        ),
        "mapped" => (
            record(1006, 0, &[("MappedAccess", Raw::Hex(0x001F_01FF))]),
            record(1006, 0, &[("MappedAccess", Raw::Hex(0x0012_00A9))]),
        ),
        "granted" => (denied(0x0012_00A9), denied(0x2)),
        "missing" => (denied(0x0012_00A9), denied(0x0013_01BF)),
        "trustee" => (denied(0), failure()),
        "durable" => (
            reopened("DurableHandle", Raw::Bool(true)),
            reopened("DurableHandle", Raw::Bool(false)),
        ),
        "resilient" => (
            reopened("ResilientHandle", Raw::Bool(true)),
            reopened("DurableHandle", Raw::Bool(true)),
        ),
        "persistent" => (
            reopened("PersistentHandle", Raw::Bool(true)),
            reopened("DurableHandle", Raw::Bool(true)),
        ),
        "reason" => (
            record(1905, 0, &[("Reason", Raw::Text("Periodic cleanup"))]),
            record(1031, 0, &[("Reason", Raw::Uint(1))]),
        ),
        "endpoint" => (
            record(1014, 0, &[("EndpointName", Raw::Text("FS-CLUSTER"))]),
            failure(),
        ),
        "transport" => (
            record(
                1014,
                0,
                &[("TransportName", Raw::Text("\\Device\\NetbiosSmb"))],
            ),
            failure(),
        ),
        "interface" => (
            record(1012, 0, &[("InterfaceIndex", Raw::Uint(12))]),
            record(1012, 0, &[("InterfaceIndex", Raw::Uint(120))]),
        ),
        "linkspeed" => (speed(1_000_000_000), speed(10_000_000_000)),
        "days" => (
            record(1804, 1, &[("Days", Raw::Uint(15))]),
            record(1804, 1, &[("Days", Raw::Uint(7))]),
        ),
        other => panic!("{other} has no witnesses"),
    }
}

#[test]
fn every_example_passes_one_event_and_not_another() {
    // These two speak of other records; `meaning` tests them in a log.
    let relative = ["last", "around"];
    for term in TERMS.iter().filter(|term| !relative.contains(&term.name)) {
        let (yes, no) = witnesses(term.name);
        assert!(passes(term.example, yes), "{} should pass", term.example);
        assert!(
            !passes(term.example, no),
            "{} should not pass",
            term.example
        );
    }
}

#[test]
fn every_name_stands_once_and_means_its_term() {
    let mut seen = HashSet::new();
    for term in TERMS {
        for name in std::iter::once(&term.name).chain(term.aliases) {
            assert!(seen.insert(*name), "{name} stands twice");
            let filter = parse(&format!("{name}:*")).unwrap();
            let by_name = parse(&format!("{}:*", term.name)).unwrap();
            for row in catalog().rows() {
                assert_eq!(filter.matches_row(row), by_name.matches_row(row), "{name}");
            }
        }
        assert!(
            term.example.contains(term.name)
                || term.aliases.iter().any(|it| term.example.contains(it))
        );
        assert!(parse(term.example).is_ok(), "{}", term.example);
        assert!(!term.help.is_empty() && !term.takes().is_empty());
    }
}

#[test]
fn terms_that_say_so_ask_about_the_catalog() {
    let catalog = catalog();
    for term in TERMS
        .iter()
        .filter(|term| !matches!(term.name, "time" | "after" | "before" | "last" | "around"))
    {
        let filter = parse(&format!("{}:*", term.name)).unwrap();
        let found = catalog.rows().iter().any(|row| filter.matches_row(row));
        assert_eq!(found, term.is_in_catalog(), "{}", term.name);
    }
}

#[test]
fn the_addresses_of_these_tests_are_what_they_are_said_to_be() {
    for (address, filter) in [
        (CLIENT, "client:192.0.2.7 client.port:50123"),
        (OTHER_CLIENT, "client:10.1.2.3:445"),
        (CLIENT6, "client:2001:db8::1 client:2001:db8::/32"),
    ] {
        assert!(
            passes(filter, record(551, 2, &[("ClientAddress", address)])),
            "{filter}"
        );
    }
}
