//! Terms that the program writes mean what they were made from.

use proptest::prelude::*;
use smbscope::filter::{add_term, exclude, matches_reference, name_for, parse, term_for};
use smbscope::store::EventNumber;
use smbscope::values::Raw;

use super::sample::{failure, passes, record, slow, store};

#[test]
fn a_term_is_written_as_a_person_would() {
    for (name, value, term) in [
        ("user", "svc_backup", "user=svc_backup"),
        (
            "UserName",
            "CONTOSO\\svc_backup",
            "UserName=CONTOSO\\svc_backup",
        ),
        ("share", "\\\\*\\vm01", "share=\"\\\\\\\\*\\\\vm01\""),
        ("event", "551", "551"),
        ("Image", "cmd.exe", "raw.Image=cmd.exe"),
        ("name", "a b", "name=\"a b\""),
        ("name", "", "name=\"\""),
        ("An odd name", "value", "value"),
        ("", "551", "\"551\""),
        ("", "user:x", "\"user:x\""),
        ("", "OR", "\"OR\""),
        ("client", "2001:db8::1", "client=2001:db8::1"),
    ] {
        assert_eq!(term_for(name, value), term);
        assert_eq!(exclude(&term_for(name, value)), format!("-{term}"));
    }
}

#[test]
fn a_term_is_added_to_all_of_a_filter() {
    for (filter, added) in [
        ("", "user=x"),
        ("551", "551 user=x"),
        ("551 OR 1006", "(551 OR 1006) user=x"),
        ("(551 OR 1006)", "(551 OR 1006) user=x"),
        ("(551) OR (1006)", "((551) OR (1006)) user=x"),
        ("event:(551, 1006)", "event:(551, 1006) user=x"),
        ("551 user=x", "551 user=x"),
        ("user=x", "user=x"),
        ("-user=x", "user=x"),
        ("551 -user=x share:a", "551 share:a user=x"),
        ("-user=x OR 551", "(-user=x OR 551) user=x"),
        ("\"-user=x\" -user=x", "\"-user=x\" user=x"),
    ] {
        assert_eq!(add_term(filter, "user=x"), added);
    }
}

#[test]
fn a_term_of_any_field_finds_its_event_and_its_negation_does_not() {
    for make in [failure, slow] {
        let store = store(vec![vec![make()]]);
        let event = store.event(EventNumber(0));
        for field in event.fields() {
            let readings = [Some(field.raw.to_string()), field.decoded()];
            for reading in readings.into_iter().flatten() {
                let term = term_for(field.name, &reading);
                for (term, expected) in [(exclude(&term), false), (term, true)] {
                    let filter = parse(&term).unwrap_or_else(|error| panic!("{term}: {error}"));
                    assert_eq!(matches_reference(&filter, &event), expected, "{term}");
                }
            }
        }
    }
}

#[test]
fn an_exclusion_takes_the_place_of_what_it_excludes() {
    for (filter, added) in [
        ("user=x", "-user=x"),
        ("551 user=x", "551 -user=x"),
        ("551 user=x share:a", "551 share:a -user=x"),
        ("551 user=xy", "551 user=xy -user=x"),
    ] {
        assert_eq!(add_term(filter, "-user=x"), added);
    }
}

#[test]
fn a_value_is_asked_for_by_the_narrowest_term_about_its_field() {
    let all = [
        failure(),
        slow(),
        record(
            1006,
            0,
            &[
                ("MappedAccess", Raw::Hex(0x0012_019F)),
                ("GrantedAccess", Raw::Hex(0)),
                ("ShareSecurityDescriptor", Raw::Binary(&[1, 0])),
            ],
        ),
        record(
            1016,
            0,
            &[
                ("ResumeKey", Raw::Guid([7; 16])),
                ("PersistentHandle", Raw::Bool(true)),
                ("RKFStatus", Raw::Hex(0xC000_0225)),
            ],
        ),
        record(1005, 1, &[("ReceivedDialect", Raw::Hex(0x0210))]),
    ];
    let store = store(vec![all.to_vec()]);
    let mut named = Vec::new();
    for &number in store.order() {
        let event = store.event(number);
        for view in event.fields() {
            let value = view.raw.to_string();
            let name = name_for(view, &value);
            let term = term_for(&name, &value);
            let filter = parse(&term).unwrap_or_else(|error| panic!("{term}: {error}"));
            assert!(matches_reference(&filter, &event), "{term}");
            named.push(format!("{} {name}", view.name));
        }
    }
    for expected in [
        "Status status",
        "ClientAddress client",
        "ClientName client.name",
        "UserName user",
        "SessionId session",
        "SPNValidationPolicy spn.policy",
        "ShareName share",
        "FileName name",
        "Command cmd",
        "DurationInMilliseconds duration",
        "CtlCode raw.CtlCode",
        "MappedAccess mapped",
        "GrantedAccess granted",
        "ShareSecurityDescriptor raw.ShareSecurityDescriptor",
        "ResumeKey resume",
        "PersistentHandle persistent",
        "RKFStatus rkf",
        "ReceivedDialect raw.ReceivedDialect",
    ] {
        assert!(
            named.iter().any(|it| it == expected),
            "{expected}: {named:?}"
        );
    }
}

#[test]
fn a_name_that_looks_like_a_wrong_address_is_asked_for_in_quotes() {
    assert_eq!(term_for("client", "300.1.1.1"), "client=\"300.1.1.1\"");
}

proptest! {
    #[test]
    fn a_term_of_any_text_finds_it(value in "[ -~é\\\\\"'*?.(),|/<>:!-]{0,12}") {
        let made = || {
            let text: &'static str = value.clone().leak();
            record(551, 2, &[("UserName", Raw::Text(text))])
        };
        for name in ["UserName", "user", "raw.UserName"] {
            let term = term_for(name, &value);
            prop_assert!(passes(&term, made()), "{}", term);
            prop_assert!(!passes(&exclude(&term_for(name, &value)), made()), "-{}", term);
        }
    }
}
