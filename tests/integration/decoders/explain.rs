//! `explain VALUE`: one value, every reading that it can have.

use smbscope::values::{Explanation, explain_value, explained_kinds};

fn readings(text: &str) -> Vec<(&'static str, String)> {
    let readings = explain_value(text).into_iter();
    readings.map(|found| (found.kind, found.reading)).collect()
}

#[test]
fn a_status_is_found_in_every_spelling() {
    for text in [
        "0xC000006D",
        "0xc000006d",
        "C000006D",
        "-1073741715",
        "3221225581",
        "STATUS_LOGON_FAILURE",
        "logon_failure",
        " Logon_Failure ",
    ] {
        let first = readings(text).swap_remove(0);
        let expected = ("NTSTATUS", "STATUS_LOGON_FAILURE (0xC000006D)".to_owned());
        assert_eq!(first, expected, "{text}");
    }
}

#[test]
fn each_kind_of_value_is_recognised() {
    for (text, kind, reading) in [
        (
            "0x1F01FF",
            "access mask of a file, folder or share",
            "0x1F01FF (Full control)",
        ),
        (
            "WRITE_DATA|delete",
            "access mask of a file, folder or share",
            "0x10002 (WRITE_DATA | DELETE)",
        ),
        (
            "0x0011C017",
            "file-system control code",
            "FSCTL_PIPE_TRANSCEIVE (0x0011C017)",
        ),
        (
            "1163287",
            "file-system control code",
            "FSCTL_PIPE_TRANSCEIVE (0x0011C017)",
        ),
        (
            "pipe_transceive",
            "file-system control code",
            "FSCTL_PIPE_TRANSCEIVE (0x0011C017)",
        ),
        ("0x0311", "SMB2 dialect", "3.1.1"),
        ("3.0.2", "SMB2 dialect", "3.0.2"),
        ("create", "SMB2 command", "CREATE"),
        (
            "0200C3CBC0A801320000000000000000",
            "socket address",
            "192.168.1.50:50123",
        ),
        (
            "02-00-C3-CB-C0-A8-01-32-00-00-00-00-00-00-00-00",
            "socket address",
            "192.168.1.50:50123",
        ),
        (
            "0x0200 c3cb c0a8 0132 0000 0000 0000 0000",
            "socket address",
            "192.168.1.50:50123",
        ),
        (
            "01000480000000000000000000000000 00000000",
            "security descriptor",
            "D:NO_ACCESS_CONTROL",
        ),
        ("s-1-5-18", "SID", r"NT AUTHORITY\SYSTEM (S-1-5-18)"),
        (
            "010100000000000512000000",
            "SID",
            r"NT AUTHORITY\SYSTEM (S-1-5-18)",
        ),
        (
            "D19E2A95-39DA-4F7D-F325-ED072863043E",
            "GUID",
            "{d19e2a95-39da-4f7d-f325-ed072863043e}",
        ),
        (
            "133589952000000000",
            "point in time",
            "2024-05-01T00:00:00.0000000Z",
        ),
        (
            "0x8020000000000000",
            "keywords of an event",
            "0x8020000000000000 (Audit Success | channel 1)",
        ),
        ("%%1843", "text with parameter strings", "No"),
    ] {
        let found = readings(text);
        assert!(
            found.contains(&(kind, reading.to_owned())),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn an_ambiguous_value_shows_each_reading() {
    let kinds: Vec<_> = readings("0xC0000022")
        .into_iter()
        .map(|found| found.0)
        .collect();
    assert_eq!(
        kinds,
        ["NTSTATUS", "access mask of a file, folder or share"]
    );
}

#[test]
fn what_is_nothing_known_has_no_reading_and_the_kinds_tried_can_be_named() {
    for text in [
        "", "   ", "nonsense", "0x", "0xZZ", "STATUS_", "💣", "-", "--1", "%%", "S-1-",
    ] {
        assert_eq!(explain_value(text), [], "{text:?}");
    }
    let kinds: Vec<_> = explained_kinds().collect();
    for kind in ["NTSTATUS", "socket address", "security descriptor", "SID"] {
        assert!(kinds.contains(&kind), "{kind}");
    }
}

#[test]
fn an_explanation_has_its_details() {
    let found = explain_value("STATUS_WRONG_PASSWORD");
    let [Explanation { lines, .. }] = found.as_slice() else {
        panic!("{found:?}");
    };
    let labels: Vec<_> = lines.iter().map(|line| line.0.as_str()).collect();
    assert_eq!(
        labels,
        [
            "Code", "Severity", "Facility", "Group", "In SMB", "Raw", "Source"
        ]
    );
}
