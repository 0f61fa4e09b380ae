//! What operators, lists and negation mean, whatever the field: tables of filter, event, answer.

use smbscope::catalog::Catalog;
use smbscope::evtx::Record;
use smbscope::filter::parse;
use smbscope::values::Raw;

use super::sample::{CLIENT6, check, failure, record};

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
        system: smbscope::evtx::System {
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
