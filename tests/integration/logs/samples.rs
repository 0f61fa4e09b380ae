//! The sample logs, damaged ones included: as many records as `evtx_dump` reads of each.

use smbscope::events::Event;
use smbscope::load::{LoadOptions, load_all};

use super::same::recovering;
use crate::fixtures::{catalog, shared};

/// What `evtx_dump -t 1 -o jsonl` writes for each sample, in lines.
const RECORDS: &[(&str, u64)] = &[
    ("2-system-Microsoft-Windows-LiveId%4Operational.evtx", 399),
    (
        "2-vss_0-Microsoft-Windows-RemoteDesktopServices-RdpCoreTS%4Operational.evtx",
        1910,
    ),
    (
        "2-vss_0-Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational.evtx",
        1795,
    ),
    ("2-vss_7-System.evtx", 1160),
    ("Application_no_crc32.evtx", 17),
    (
        "E_ShadowCopy6_windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational.evtx",
        459,
    ),
    (
        "E_Windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational.evtx",
        340,
    ),
    (
        "E_Windows_system32_winevt_logs_Microsoft-Windows-Shell-Core%4Operational.evtx",
        1146,
    ),
    ("MSExchange_Management_wec.evtx", 1),
    ("Microsoft-Windows-HelloForBusiness%4Operational.evtx", 6),
    ("Microsoft-Windows-LanguagePackSetup%4Operational.evtx", 17),
    ("Security_short_selected.evtx", 7),
    ("Security_with_size_t.evtx", 636),
    ("issue_201.evtx", 1),
    ("new-user-security.evtx", 4),
    ("post-Security.evtx", 126),
    ("sample-with-irregular-bool-values.evtx", 3028),
    ("sample-with-zero-data-size-event.evtx", 449),
    ("sample_with_a_bad_chunk_magic.evtx", 301),
    ("security.evtx", 2261),
    ("security_bad_string_cache.evtx", 2261),
    ("sysmon.evtx", 358),
    ("system.evtx", 1881),
];

/// What `--recover` shows of some samples. `evtx_dump --recover-records` carves no more than
/// this anywhere: it does not look where a chunk's header counts records that are gone.
const RECOVERED: &[(&str, u64)] = &[
    (
        "2-vss_0-Microsoft-Windows-RemoteDesktopServices-RdpCoreTS%4Operational.evtx",
        2065,
    ),
    (
        "2-vss_0-Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational.evtx",
        2041,
    ),
    (
        "E_Windows_system32_winevt_logs_Microsoft-Windows-Shell-Core%4Operational.evtx",
        1274,
    ),
    ("2-vss_7-System.evtx", 1185),
    ("new-user-security.evtx", 4),
    ("sample_with_a_bad_chunk_magic.evtx", 433),
];

#[test]
#[ignore = "needs ../shared"]
fn recovered_records_are_as_many_as_evtx_dump_carves_and_are_marked() {
    for &(name, all) in RECOVERED {
        let live = RECORDS.iter().find(|(known, _)| *known == name).unwrap().1;
        let path = shared("logs/samples").join(name);
        let store = load_all(&[path], catalog(), &recovering());
        let events = || store.order().iter().map(|&number| store.event(number));
        let carved = events().filter(|event| event.place().recovered).count();
        assert_eq!(
            (store.len(), carved as u64),
            (all as usize, all - live),
            "{name}"
        );
        for event in events().filter(|event| event.place().recovered).take(5) {
            let note = event.record_note().unwrap();
            assert!(note.contains("recovered from unused space"), "{note}");
            assert!(
                smbscope::load::xml(event.store(), event.number())
                    .unwrap()
                    .starts_with("<?xml"),
                "{name}"
            );
        }
    }
}

#[test]
#[ignore = "needs ../shared"]
fn a_carved_record_whose_template_was_written_over_names_no_provider() {
    let path = shared("logs/samples/2-vss_7-System.evtx");
    let store = load_all(&[path], catalog(), &recovering());
    let events = store.order().iter().map(|&number| store.event(number));
    let carved: Vec<_> = events.filter(|event| event.place().recovered).collect();
    let ids: Vec<u64> = carved.iter().map(Event::record_id).collect();
    assert_eq!(ids, (1289..=1313).collect::<Vec<_>>());
    // Windows Update wrote them; where its templates were are those of the Service Control Manager.
    let first = &carved[0];
    assert_eq!(first.title(), "Event 19 of an unnamed provider");
    assert_eq!(&*first.system().computer, "DESKTOP-1N4R894");
    let xml = smbscope::load::xml(first.store(), first.number()).unwrap();
    assert!(xml.contains("<EventID>19</EventID>"), "{xml}");
    assert!(!xml.contains("Service Control Manager"), "{xml}");
}

#[test]
#[ignore = "needs ../shared"]
fn every_sample_gives_as_many_records_as_evtx_dump_reads() {
    let mut wrong = Vec::new();
    for &(name, records) in RECORDS {
        let path = shared("logs/samples").join(name);
        let store = load_all(&[path], catalog(), &LoadOptions::default());
        if store.len() as u64 != records || store.files()[0].records != records {
            wrong.push((
                name,
                records,
                store.len(),
                store
                    .problems()
                    .take(3)
                    .map(str::to_owned)
                    .collect::<Vec<_>>(),
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
