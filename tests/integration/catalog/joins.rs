//! Records joined to rows: which row, on what grounds, and which value fills which `%n`.

use smbscope::catalog::{Catalog, Join, JoinKind, Role, field_list};
use smbscope::values::Decoder;

use super::row;

const SMB_SERVER: &str = "Microsoft-Windows-SMBServer";
const SECURITY: &str = "Microsoft-Windows-Security-Auditing";

fn names(id: u32, version: u8) -> Vec<&'static str> {
    let fields = &field_list(id, version).unwrap().fields;
    fields.iter().map(|field| &*field.name).collect()
}

/// The name of the record's value that fills `%n`.
fn fills<'a>(join: &Join, names: &[&'a str], number: usize) -> Option<&'a str> {
    join.insertions[number - 1].map(|place| names[usize::from(place)])
}

/// The names of the values of a role.
fn of_role<'a>(join: &Join, names: &[&'a str], role: Role) -> Vec<&'a str> {
    let fields = join.fields.iter().zip(names);
    fields
        .filter(|(field, _)| field.as_ref().is_some_and(|field| field.role == Some(role)))
        .map(|(_, name)| *name)
        .collect()
}

#[test]
fn every_row_joins_its_own_records_exactly() {
    let catalog = Catalog::builtin();
    for (index, row) in catalog.rows().iter().enumerate() {
        let version = row.version.unwrap();
        let names = names(row.id, version);
        let join = catalog.join("microsoft-windows-SMBSERVER", row.id, version, &names);
        assert_eq!(
            (join.row, join.kind),
            (Some(index), JoinKind::Exact),
            "{} v{version}",
            row.id
        );
        let places: Vec<_> = (0..names.len())
            .map(|place| u16::try_from(place).ok())
            .collect();
        assert_eq!(join.insertions, places);
        let fields: Vec<_> = join
            .fields
            .iter()
            .map(|field| field.clone().unwrap())
            .collect();
        assert_eq!(fields, row.fields);
        // EventData/Data elements without names say no more, but are as many.
        let unnamed: Vec<String> = (1..=names.len())
            .map(|number| format!("Data{number}"))
            .collect();
        let unnamed: Vec<&str> = unnamed.iter().map(String::as_str).collect();
        let join = catalog.join(SMB_SERVER, row.id, version, &unnamed);
        assert_eq!((join.row, join.kind), (Some(index), JoinKind::Exact));
        assert_eq!(join.insertions, places);
    }
}

#[test]
fn missing_values_shift_nothing() {
    let catalog = Catalog::builtin();
    let all = names(551, 2);
    let some: Vec<&str> = all
        .iter()
        .copied()
        .filter(|name| !name.starts_with("UserName"))
        .collect();
    let join = catalog.join(SMB_SERVER, 551, 2, &some);
    assert_eq!(join.kind, JoinKind::OtherFields);
    assert_eq!(fills(&join, &some, 9), None);
    assert_eq!(fills(&join, &some, 11), Some("ClientName"));
    assert_eq!(fills(&join, &some, 13), Some("SPNValidationPolicy"));
    // Without names there is no telling which are missing.
    let join = catalog.join(SMB_SERVER, 551, 2, &["Data1", "Data2", "Data3"]);
    assert_eq!(join.kind, JoinKind::OtherFields);
    assert!(join.insertions.iter().all(Option::is_none) && join.fields.iter().all(Option::is_none));
}

#[test]
fn names_count_more_than_places() {
    let catalog = Catalog::builtin();
    // As 1020 names its fields on older releases.
    let older = names(1020, 0);
    let older: Vec<&str> = older
        .iter()
        .map(|name| name.trim_end_matches("InMilliseconds"))
        .collect();
    let join = catalog.join(SMB_SERVER, 1020, 0, &older);
    assert_eq!(
        (fills(&join, &older, 15), fills(&join, &older, 16)),
        (Some("Duration"), Some("Threshold"))
    );
    assert_eq!(of_role(&join, &older, Role::DurationMs), ["Duration"]);
    assert_eq!(join.kind, JoinKind::Exact);
    // The same, with a value left out: by position they would be something else.
    let shorter: Vec<&str> = older
        .iter()
        .copied()
        .filter(|name| *name != "FileName")
        .collect();
    let join = catalog.join(SMB_SERVER, 1020, 0, &shorter);
    assert_eq!(
        (fills(&join, &shorter, 14), fills(&join, &shorter, 15)),
        (None, Some("Duration"))
    );
    // Another order, another case.
    let swapped = [
        "SESSIONID",
        "status",
        "TranslatedTaskStatus",
        "taskstatus",
        "TranslatedStatus",
    ];
    let join = catalog.join(SMB_SERVER, 1018, 0, &swapped);
    assert_eq!(fills(&join, &swapped, 3), Some("TranslatedStatus"));
    assert_eq!(fills(&join, &swapped, 5), Some("TranslatedTaskStatus"));
    // An unknown name where the counts agree goes by position, and is said.
    let renamed = [
        "SessionId",
        "Status",
        "TranslatedStatus",
        "TaskStatus",
        "Other",
    ];
    let join = catalog.join(SMB_SERVER, 1018, 0, &renamed);
    assert_eq!(
        (fills(&join, &renamed, 5), join.kind),
        (Some("Other"), JoinKind::OtherFields)
    );
    // More values than fields, some of the same name.
    let more = ["Days", "Days", "Extra"];
    let join = catalog.join(SMB_SERVER, 1804, 1, &more);
    assert_eq!(
        (join.insertions.as_slice(), join.kind),
        ([Some(0)].as_slice(), JoinKind::OtherFields)
    );
    assert!(join.fields[1].is_some() && join.fields[2].is_none());
}

#[test]
fn an_unknown_version_reads_with_the_newest_known_text() {
    let catalog = Catalog::builtin();
    let newest = catalog.row_by(SMB_SERVER, 551, Some(2));
    // Its field list is known although the document has no row of it.
    let third = names(551, 3);
    let join = catalog.join(SMB_SERVER, 551, 3, &third);
    assert_eq!((join.row, join.kind), (newest, JoinKind::OtherVersion(2)));
    let message = [
        (3, "Status"),
        (4, "TranslatedStatus"),
        (11, "ClientName"),
        (12, "SPN"),
    ];
    for (number, name) in message {
        assert_eq!(fills(&join, &third, number), Some(name));
    }
    let client = join.fields[10].as_ref().unwrap();
    assert!(client.in_message, "the text that is shown shows it");
    let reason = join.fields[13].as_ref().unwrap();
    assert_eq!(
        (&*reason.name, reason.decoder),
        ("ReasonCode", Some(Decoder::Opaque))
    );
    // Nothing at all is known of this one.
    let ninth = ["Status", "NoSuchField", "clientname"];
    let join = catalog.join(SMB_SERVER, 551, 9, &ninth);
    assert_eq!((join.row, join.kind), (newest, JoinKind::OtherVersion(2)));
    assert_eq!(
        (fills(&join, &ninth, 11), fills(&join, &ninth, 12)),
        (Some("clientname"), None)
    );
    assert!(join.fields[1].is_none());
}

#[test]
fn events_without_a_row_still_have_fields() {
    let catalog = Catalog::builtin();
    let slow = names(1054, 0);
    let join = catalog.join(SMB_SERVER, 1054, 0, &slow);
    assert_eq!((join.row, join.kind), (None, JoinKind::UnknownEvent));
    assert_eq!(
        of_role(&join, &slow, Role::ClientAddress),
        ["ClientAddress"]
    );
    assert_eq!(
        of_role(&join, &slow, Role::DurationMs),
        ["DurationInMilliseconds"]
    );
    let join = catalog.join(SMB_SERVER, 64000, 0, &["UserName", "Weather"]);
    assert_eq!(join.kind, JoinKind::UnknownEvent);
    assert_eq!(join.fields[0].as_ref().unwrap().role, Some(Role::UserName));
    assert!(join.fields[1].is_none() && join.insertions.is_empty());
}

#[test]
fn other_providers_fill_the_same_columns() {
    let catalog = Catalog::builtin();
    let logon = [
        "SubjectUserSid",
        "SubjectUserName",
        "SubjectDomainName",
        "TargetUserName",
        "TargetDomainName",
        "Status",
        "SubStatus",
        "LogonType",
        "WorkstationName",
        "IpAddress",
    ];
    let join = catalog.join(SECURITY, 4625, 0, &logon);
    assert_eq!((join.row, join.kind), (None, JoinKind::UnknownProvider));
    assert_eq!(of_role(&join, &logon, Role::UserName), ["TargetUserName"]);
    assert_eq!(
        of_role(&join, &logon, Role::UserDomain),
        ["TargetDomainName"]
    );
    assert_eq!(of_role(&join, &logon, Role::ClientAddress), ["IpAddress"]);
    assert_eq!(
        of_role(&join, &logon, Role::ClientName),
        ["WorkstationName"]
    );
    let decoder =
        |join: &Join, place: usize| join.fields[place].as_ref().and_then(|field| field.decoder);
    assert_eq!(
        (decoder(&join, 5), decoder(&join, 6)),
        (Some(Decoder::NtStatus), Some(Decoder::NtStatus))
    );
    // Kerberos codes are no NTSTATUS.
    let join = catalog.join(
        SECURITY,
        4771,
        0,
        &["TargetUserName", "IpAddress", "Status"],
    );
    assert_eq!(decoder(&join, 2), None);
    let share = [
        "SubjectUserName",
        "IpAddress",
        "ShareName",
        "ShareLocalPath",
        "RelativeTargetName",
        "AccessMask",
    ];
    let join = catalog.join(SECURITY, 5145, 0, &share);
    assert_eq!(of_role(&join, &share, Role::UserName), ["SubjectUserName"]);
    assert_eq!(of_role(&join, &share, Role::ShareName), ["ShareName"]);
    assert_eq!(of_role(&join, &share, Role::SharePath), ["ShareLocalPath"]);
    assert_eq!(
        of_role(&join, &share, Role::FileName),
        ["RelativeTargetName"]
    );
    assert_eq!(decoder(&join, 5), Some(Decoder::AccessMask));
    let process = ["SubjectUserName", "TargetUserName"];
    let join = catalog.join(SECURITY, 4688, 2, &process);
    assert_eq!(
        of_role(&join, &process, Role::UserName),
        ["SubjectUserName"]
    );
}

#[test]
fn added_documents_are_joined_by_provider_id_and_count() {
    let mut catalog = Catalog::builtin();
    let rows = [
        ("Contoso", 30803, "Failed: %2 to %4, %7"),
        ("Contoso", 30803, "Failed: %2 to %4, %10"),
        ("Contoso", 30804, "Gone"),
        (
            "Microsoft-Windows-SMBServer",
            1044,
            "The QUIC endpoint %4 closed: %1",
        ),
    ];
    let rows = rows.map(|(provider, id, text)| {
        format!("<tr><td>{provider}</td><td>{id}</td><td>{text}</td></tr>\n")
    });
    let head = "<table><tr><th>Name</th><th>Id</th><th>Description</th></tr>";
    let document = format!("{head}{}</table>", rows.concat());
    catalog.add_document("contoso.md", &document).unwrap();
    let ten: Vec<String> = (1..=10).map(|number| format!("Field{number}")).collect();
    let ten: Vec<&str> = ten.iter().map(String::as_str).collect();
    for (count, row, kind) in [
        (10, 138, JoinKind::Exact),
        (9, 137, JoinKind::Exact),
        (7, 137, JoinKind::Exact),
        (3, 137, JoinKind::OtherFields),
    ] {
        let join = catalog.join("CONTOSO", 30803, 0, &ten[..count]);
        assert_eq!((join.row, join.kind), (Some(row), kind), "{count}");
        assert_eq!(join.insertions.len(), count);
    }
    assert_eq!(catalog.join("Contoso", 30804, 5, &[]).kind, JoinKind::Exact);
    assert_eq!(
        catalog.join("Contoso", 551, 0, &[]).kind,
        JoinKind::UnknownEvent
    );
    // A newer document of the SMB server itself: its text, our field lists.
    let quic = names(1044, 0);
    let join = catalog.join(SMB_SERVER, 1044, 0, &quic[..4]);
    assert_eq!(join.row, Some(140));
    assert_eq!(fills(&join, &quic, 4), Some("EndpointName"));
    assert_eq!(
        join.fields[0].as_ref().unwrap().decoder,
        Some(Decoder::SrvnetQuicShutdownErrors)
    );
    assert_eq!(row(&catalog, 551, 2).ordinal, 53);
}
