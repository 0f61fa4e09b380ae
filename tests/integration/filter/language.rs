//! What is a filter and what is not; what an error says; what is ignored while it is typed.

use smbscope::filter::{ParseErrorKind, parse, parse_typing};

#[test]
fn the_examples_of_the_grammar_are_filters() {
    for text in [
        "551",
        "551 status:guessing -user:*$",
        "551 client:10.2.3.4",
        "551 status:ACCOUNT_LOCKED_OUT last:24h",
        "1006 share:finance$ missing:WRITE_DATA",
        "(1007 OR 1009) -client:192.168.0.0/16",
        "1020 duration:>60s cmd:(CREATE,CLOSE)",
        "1020 share:vm*",
        "event:1016..1017 persistent:true",
        "resume:4f1c* OR session:0x00002c0004000061",
        "cat:smb1",
        "1005 dialect!=0x0311 after:2024-05-01T08:00",
        "level:error -551 -1006 time:2024-05-01T02:00..2024-05-01T03:00",
        "user ~ /^contoso\\\\(adm|svc)_/i and client.port > 1024",
        "channel:security status in (0xC000006A, 0xC0000064)",
        "1013..1014 or 1016 or 1017",
        "EventID == 1020 and ShareName contains \"profiles\"",
        "around:#12345/5m",
        "time:10:00..11:30",
        "raw.CtlCode:0x0011C017 || !trustee:Everyone && NOT (a OR b)",
    ] {
        if let Err(error) = parse(text) {
            panic!("{text}: {error}");
        }
    }
}

#[test]
fn an_error_says_what_and_where_and_what_to_do() {
    for (text, place, message, cure) in [
        (
            "551 clint:10.1.2.3",
            "clint",
            "There is no field clint.",
            "Did you mean client?",
        ),
        (
            "usr:x",
            "usr",
            "There is no field usr.",
            "Did you mean user?",
        ),
        (
            "UserNam=x",
            "UserNam",
            "There is no field UserNam.",
            "Did you mean UserName?",
        ),
        (
            "Image:cmd.exe",
            "Image",
            "There is no field Image.",
            "Write raw.Image",
        ),
        ("551 | count by user", "|", "no stages", "551 OR count"),
        (
            "551|1006",
            "|",
            "A single |",
            "Write OR between alternatives: 551 OR 1006",
        ),
        ("(551|1006) user:x", "|", "A single |", "551 OR 1006"),
        (
            "status:guessing|lockout",
            "|",
            "A single |",
            "status:(guessing, lockout)",
        ),
        ("event:(551|1006)", "|", "A single |", "comma"),
        ("551 |", "|", "A single |", "OR"),
        (
            "missing:WRITE",
            "WRITE",
            "missing does not take",
            "Did you mean WRITE_DATA?",
        ),
        (
            "1017..1013",
            "1017..1013",
            "ends before it begins",
            "Write 1013..1017.",
        ),
        (
            "event:1017..1013",
            "1017..1013",
            "ends before it begins",
            "Write 1013..1017.",
        ),
        (
            "duration:60s..15s",
            "60s..15s",
            "ends before it begins",
            "Write 15s..60s.",
        ),
        (
            "client.port:9..5",
            "9..5",
            "ends before it begins",
            "Write 5..9.",
        ),
        (
            "dialect:3.1.1..2.1",
            "3.1.1..2.1",
            "ends before it begins",
            "",
        ),
        ("raw.CtlCode:9..5", "9..5", "ends before it begins", ""),
        (
            "time:2024-05-02..2024-05-01",
            "2024-05-02..2024-05-01",
            "ends before it begins",
            "Write 2024-05-01..2024-05-02.",
        ),
        (
            "client:10.0.0.9..10.0.0.1",
            "10.0.0.9..10.0.0.1",
            "ends before",
            "Write 10.0.0.1..",
        ),
        (
            "client:10.0.0.9..10.0",
            "10.0.0.9..10.0",
            "10.0 is no address",
            "",
        ),
        (
            "client:10.0.0.9..fe80::1",
            "10.0.0.9..fe80::1",
            "within IPv4",
            "",
        ),
        (
            "client:300.1.1.1",
            "300.1.1.1",
            "300.1.1.1 is no address: its numbers are at most 255",
            "Quotes",
        ),
        (
            "client:10.1.2.3.4",
            "10.1.2.3.4",
            "more than four numbers",
            "",
        ),
        ("client:10.01.2.3", "10.01.2.3", "do not begin with 0", ""),
        (
            "client:10.1.2.3:70000",
            "10.1.2.3:70000",
            "a port is at most 65535",
            "",
        ),
        ("client:10.0/8", "10.0/8", "all four numbers", ""),
        ("client:fe80::/129", "fe80::/129", "at most 128 bits", ""),
        ("server:10.0.0.0/33", "10.0.0.0/33", "at most 32 bits", ""),
        (
            "status:ACCES_DENIED",
            "ACCES_DENIED",
            "status does not take",
            "Did you mean ACCESS_DENIED?",
        ),
        (
            "status:gessing",
            "gessing",
            "status does not take",
            "Did you mean guessing?",
        ),
        (
            "missing:WRITE_DAT",
            "WRITE_DAT",
            "missing does not take",
            "Did you mean WRITE_DATA?",
        ),
        (
            "cmd:CRATE",
            "CRATE",
            "cmd does not take",
            "Did you mean CREATE?",
        ),
        (
            "level:errro",
            "errro",
            "level does not take",
            "Did you mean error?",
        ),
        ("persistent:maybe", "maybe", "it takes true or false", ""),
        ("duration:>6x", "6x", "duration does not take 6x", ""),
        (
            "client:10.0.0.0/40",
            "10.0.0.0/40",
            "a network has at most 32 bits",
            "",
        ),
        ("time:yesterday", "yesterday", "2024-05-01", ""),
        ("last:24", "24", "last does not take 24", ""),
        ("user > 5", "5", "cannot be compared", ""),
        ("user~/a(b/ 551", "(", "unclosed group", ""),
        ("user~a(b", "", "", ""),
        ("user ~ /[/", "[", "unclosed character class", ""),
        ("551 user:", "user:", "user needs a value", ""),
        (
            "user: 551",
            "user:",
            "user needs a value",
            "without a space",
        ),
        ("\"abc", "\"abc", "not closed", ""),
        ("/abc", "/abc", "not closed", "quotes"),
        ("(1007 OR 1009", "(", "not closed", ""),
        ("551)", ")", "There is no ( for this )", ""),
        ("1007 OR", "", "A term is missing at the end", ""),
        ("OR 551", "OR", "A term is missing before this OR", ""),
        ("()", "", "A term is missing before this )", ""),
        ("551, 1006", ",", "comma", "OR"),
        ("cmd:()", "()", "empty", ""),
        (
            "user contains /x/",
            "/x/",
            "regular expression",
            "user~/.../",
        ),
    ] {
        let Err(error) = parse(text) else {
            assert!(message.is_empty(), "{text} should be an error");
            continue;
        };
        let found = text.get(error.span.clone()).unwrap();
        assert!(
            found.starts_with(place) && found.len() <= place.len().max(2),
            "{text}: at {found:?}, {error}"
        );
        assert!(error.message().contains(message), "{text}: {error}");
        assert!(error.hint.unwrap_or_default().contains(cure), "{text}");
    }
}

#[test]
fn an_unfinished_last_term_is_ignored_while_it_is_typed() {
    for (text, meant) in [
        ("", ""),
        ("551 user:", "551"),
        ("(1007 OR", "1007"),
        ("(1007 OR 1009", "1007 OR 1009"),
        ("551 (", "551"),
        ("duration:>", ""),
        ("551 \"abc", "551"),
        ("551 user:\"abc", "551"),
        ("551 /ab", "551"),
        ("551 user ~ /ab(", "551"),
        ("551 -", "551"),
        ("551 !", "551"),
        ("551 NOT", "551"),
        ("551 OR", "551"),
        ("551 or -(", "551"),
        ("551 AND", "551"),
        ("551 &&", "551"),
        ("551 status:guessi", "551"),
        ("551 level:e", "551"),
        ("551 persistent:t", "551"),
        ("551 missing:WRI", "551"),
        ("551 cmd:(CREATE,", "551"),
        ("551 status in (", "551"),
        ("551 client:10.0.0.0/", "551"),
        ("551 time:2024-05-", "551"),
        ("551 last:2", "551"),
        ("551 around:#12345", "551"),
        ("551 EventID ==", "551"),
        ("551 user contains", "551"),
        ("551 |", "551"),
        ("(551 |", "551"),
        ("551 1013..1", "551"),
        ("551 client:10.0.0.20..10.0.0.3", "551"),
        ("551 client:10.0.0.20..10.0", "551"),
        ("551 client:fe80:", "551 client:fe80:"),
        ("551 client:fe80::1:", "551"),
    ] {
        let typed = parse_typing(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let meant = parse(meant).unwrap();
        assert!(
            meant.is_subset_of(&typed) && typed.is_subset_of(&meant),
            "{text}: {typed:?}"
        );
        assert_eq!(typed.text(), text);
    }
}

#[test]
fn what_is_wrong_is_an_error_while_it_is_typed_too() {
    for text in [
        "clint:",
        "user: 551",
        "551)",
        "duration:>6x ",
        "status:nonsense",
        "level:e 551",
        "client:10.0.0.0/99",
        "client:300.",
        "client:10.0.0.9..10.0.0.1",
        "1017..1013",
        "1013..1 551",
        "551|1006",
    ] {
        assert!(parse_typing(text).is_err(), "{text}");
    }
}

#[test]
fn hostile_text_is_an_error_or_a_filter_but_never_worse() {
    let deep = "(".repeat(100_000);
    assert!(matches!(
        parse(&deep).unwrap_err().kind,
        ParseErrorKind::TooDeep(_)
    ));
    assert!(parse(&"-".repeat(100_000)).is_err());
    assert!(parse("user~/(a{1000}){1000}/").is_err());
    for text in [
        "::::",
        "a:b:c",
        "é:ü",
        "user:\u{202e}x",
        "\0",
        "((a) b)c(d)",
        "..",
        "!=",
        "1..2..3",
        "x:\u{3000}",
    ] {
        let _ = parse(text);
        let _ = parse_typing(text);
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_and_errors_lie_within_it(text in "[-!a-e0-9:=~<>./\"'()|,* ORuserlastid#é]{0,24}") {
        for result in [parse(&text), parse_typing(&text)] {
            if let Err(error) = result {
                proptest::prop_assert!(text.get(error.span).is_some());
            }
        }
    }
}
