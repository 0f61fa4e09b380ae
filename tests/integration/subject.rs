//! The subject of an event: its client, user and status are written in one way everywhere, and
//! its provider may be spelt in either case.
#![allow(clippy::unwrap_used)]

use smbscope::events::{Port, Side, TableKind, columns_of, insights, pair};
use smbscope::evtx::Record;
use smbscope::export::{EventTable, write_csv, write_csv_header};
use smbscope::store::{EventNumber, Store};
use smbscope::values::Raw;

use crate::filter::sample::{CLIENT, GUID, failure, record, store};

/// `fe80::1%5` with port 50123, as the server logs it.
const LINK_LOCAL: [u8; 28] = [
    0x17, 0, 0xC3, 0xCB, 0, 0, 0, 0, 0xFE, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 5, 0, 0,
    0,
];

fn one(record: Record<'_>) -> Store {
    store(vec![vec![record]])
}

/// The cells of the CSV of a store's only event, by name.
fn csv(store: &Store, name: &str) -> String {
    let mut out = Vec::new();
    write_csv_header(&mut out).unwrap();
    write_csv(&mut out, std::iter::once(store.event(EventNumber(0)))).unwrap();
    let mut reader = csv::Reader::from_reader(&*out);
    let header = reader.headers().unwrap().clone();
    let place = header.iter().position(|known| known == name).unwrap();
    reader.records().next().unwrap().unwrap()[place].to_owned()
}

/// The line of a table of a store's only event.
fn line(store: &Store) -> String {
    let mut out = Vec::new();
    let table = EventTable::new(None);
    table.write(&mut out, &store.event(EventNumber(0))).unwrap();
    String::from_utf8(out).unwrap()
}

/// The cell of the explorer's table, by its column's name.
fn cell(store: &Store, name: &str) -> String {
    let columns = columns_of(TableKind::Explorer);
    let (column, _) = columns.iter().find(|(it, _)| it.name == name).unwrap();
    let event = store.event(EventNumber(0));
    column.cell_text(TableKind::Explorer, &event).into_owned()
}

#[test]
fn a_client_keeps_its_scope_and_has_its_port_only_where_that_is_asked_for() {
    let hex = Raw::Binary(&LINK_LOCAL).to_string();
    for raw in [Raw::Binary(&LINK_LOCAL), Raw::Text(&hex)] {
        let store = one(record(1009, 0, &[("ClientAddress", raw)]));
        let event = store.event(EventNumber(0));
        let client = event.client();
        assert_eq!(client.address(Port::Without).unwrap(), "fe80::1%5");
        assert_eq!(client.address(Port::With).unwrap(), "[fe80::1%5]:50123");
        assert!(event.summary().ends_with(" from fe80::1%5"));
        assert!(insights(&event)[0].text.starts_with("[fe80::1%5]:50123 "));
        assert_eq!(csv(&store, "client"), "fe80::1%5");
        assert_eq!(cell(&store, "client"), "fe80::1%5");
        assert!(line(&store).contains(" [fe80::1%5]:50123 "));
    }
}

#[test]
fn a_client_without_an_address_is_shown_by_its_bare_name() {
    let name = ("ClientName", Raw::Text("\\\\WS-17"));
    let store_of = |values: &[(&str, Raw<'static>)]| one(record(1009, 0, values));
    let store = store_of(&[name]);
    let event = store.event(EventNumber(0));
    assert_eq!(event.client().shown(Port::Without).unwrap(), "WS-17");
    assert!(event.summary().ends_with(" from WS-17"));
    assert!(insights(&event)[0].text.starts_with("WS-17 came "));
    assert!(line(&store).contains(" WS-17 "));
    assert_eq!(cell(&store, "client"), "WS-17");
    assert_eq!(csv(&store, "client"), "");
    assert_eq!(csv(&store, "client_name"), "\\\\WS-17");
    // A dash is no address.
    let store = store_of(&[("ClientAddress", Raw::Text("-")), name]);
    let event = store.event(EventNumber(0));
    assert_eq!(event.client().shown(Port::Without).unwrap(), "WS-17");
    // Text with a port is one.
    let store = store_of(&[("ClientAddress", Raw::Text("192.0.2.1:445")), name]);
    let event = store.event(EventNumber(0));
    assert_eq!(event.client().shown(Port::Without).unwrap(), "192.0.2.1");
}

#[test]
fn a_user_has_its_domain_once() {
    for (name, domain, expected) in [
        ("alice", "CONTOSO", "CONTOSO\\alice"),
        ("CONTOSO\\alice", "CONTOSO", "CONTOSO\\alice"),
        ("alice@contoso.test", "CONTOSO", "alice@contoso.test"),
        ("alice", "", "alice"),
    ] {
        let values = [
            ("UserName", Raw::Text(name)),
            ("DomainName", Raw::Text(domain)),
        ];
        let store = one(record(1000, 0, &values));
        let event = store.event(EventNumber(0));
        assert_eq!(event.user().unwrap().to_string(), expected);
        assert!(event.summary().starts_with(&format!("{expected} could ")));
        assert_eq!(csv(&store, "user"), expected);
        assert_eq!(cell(&store, "user"), expected);
        assert!(line(&store).contains(expected));
    }
}

#[test]
fn a_status_is_the_translated_one_by_name_or_else_a_code() {
    let of = |raw, translated| {
        let values = [("Status", raw), ("TranslatedStatus", translated)];
        let store = one(record(551, 1, &values));
        let event = store.event(EventNumber(0));
        let status = event.status().map(|status| {
            let forms = [status.to_string(), status.short(), status.name_and_code()];
            forms.join(" ")
        });
        (status.unwrap_or_default(), csv(&store, "status"))
    };
    let (raw, translated) = (Raw::Hex(0xC000_006D), Raw::Int(-1_073_741_260));
    let named =
        "STATUS_ACCOUNT_LOCKED_OUT ACCOUNT_LOCKED_OUT STATUS_ACCOUNT_LOCKED_OUT (0xC0000234)";
    let in_csv = "STATUS_ACCOUNT_LOCKED_OUT (0xC0000234)";
    assert_eq!(of(raw, translated), (named.into(), in_csv.into()));
    let code = Raw::Uint(0xE123_4567);
    let coded = "0xE1234567 0xE1234567 0xE1234567";
    assert_eq!(of(code, Raw::Null), (coded.into(), "0xE1234567".into()));
    assert_eq!(of(Raw::Null, Raw::Null), (String::new(), String::new()));
}

#[test]
fn a_provider_in_lower_case_has_summaries_insights_and_pairs() {
    let in_lower_case = |mut record: Record<'static>| {
        record.system.provider = record.system.provider.to_lowercase().into();
        record
    };
    let trace = |id, at| {
        let values = [
            ("MessageId", Raw::Uint(42)),
            ("Command", Raw::Uint(5)),
            ("ConnectionGUID", GUID),
        ];
        let record = in_lower_case(record(id, 2, &values));
        Record {
            record_id: at,
            ..record
        }
    };
    let anonymous = record(1009, 0, &[("ClientAddress", CLIENT)]);
    let lower = store(vec![vec![
        in_lower_case(failure()),
        in_lower_case(anonymous),
        trace(8, 3),
        trace(108, 4),
    ]]);
    let event = |number| lower.event(EventNumber(number));
    assert_eq!(
        event(0).summary(),
        "logon failed, CONTOSO\\svc_backup: LOGON_FAILURE from 192.0.2.7"
    );
    assert_eq!(insights(&event(0))[0].label, "Kind of failure");
    assert_eq!(insights(&event(1))[0].label, "Anonymous");
    let paired = pair(&lower, EventNumber(2)).unwrap();
    assert_eq!(
        (paired.number, paired.side),
        (EventNumber(3), Side::Response)
    );
}
