//! Situations from public reports, each in `tests/data/cases` with what is right and why.

use smbscope::events::Event;
use smbscope::evtx::CodePage;
use smbscope::load::{LoadOptions, Recovery, load_all};
use smbscope::store::Store;

use crate::fixtures::{catalog, data};

fn load_with(case: &str, options: &LoadOptions) -> Store {
    load_all(&[data(&format!("cases/{case}.evtx"))], catalog(), options)
}

fn load(case: &str) -> Store {
    load_with(case, &LoadOptions::default())
}

fn first(store: &Store) -> Event<'_> {
    store.event(store.order()[0])
}

fn text(event: &Event<'_>, name: &str) -> String {
    let mut fields = event.fields();
    let field = fields.find(|field| field.name.eq_ignore_ascii_case(name));
    field.unwrap().in_message()
}

#[test]
fn a_value_without_bytes_shifts_nothing_after_it() {
    let store = load("01-value-without-bytes");
    let event = first(&store);
    assert_eq!(text(&event, "SessionId"), "");
    assert_eq!(text(&event, "UserName"), "CONTOSO\\alice");
    assert_eq!(text(&event, "ClientName"), "\\\\10.0.0.9");
    assert_eq!(text(&event, "ClientAddress"), "10.0.0.9:50000");
    assert!(
        event.summary().contains("LOGON_FAILURE"),
        "{}",
        event.summary()
    );
}

#[test]
fn records_behind_what_a_header_counts_are_shown_and_said() {
    let store = load("02-header-behind");
    assert_eq!(store.len(), 3);
    let said: Vec<_> = store.problems().collect();
    assert!(
        said[0].contains("2 records (ids 2 to 3) behind what its header counts"),
        "{said:?}"
    );
}

#[test]
fn text_of_one_byte_a_character_is_read_in_the_code_page_that_is_asked_for() {
    let options = LoadOptions {
        code_page: CodePage::of("1251").unwrap(),
        ..LoadOptions::default()
    };
    let (western, cyrillic) = (load("18-code-page"), load_with("18-code-page", &options));
    let is_cyrillic = |letter: char| ('\u{400}'..'\u{500}').contains(&letter);
    assert!(!first(&western).message().contains(is_cyrillic));
    assert!(first(&cyrillic).message().contains(is_cyrillic));
}

#[test]
fn a_chunk_without_a_header_gives_up_its_records_and_nothing_untrue_is_said_of_it() {
    let case = "20-chunk-without-header";
    let plain = load(case);
    assert_eq!(plain.len(), 1);
    let said: Vec<_> = plain.problems().collect();
    assert!(
        said[0].contains("1 whole record is in it: --recover shows it"),
        "{said:?}"
    );
    let recovery = LoadOptions {
        recovery: Recovery::On,
        ..LoadOptions::default()
    };
    let recovered = load_with(case, &recovery);
    assert_eq!(recovered.len(), 2);
    let marks = recovered
        .order()
        .iter()
        .map(|&number| recovered.event(number).place().recovered);
    assert_eq!(marks.filter(|mark| *mark).count(), 1);
}

#[test]
fn a_name_with_a_nul_inside_is_whole() {
    let store = load("21-nul-in-a-name");
    assert_eq!(text(&first(&store), "UserName"), "admin\0 (impostor)");
}

#[test]
fn a_record_that_spells_out_to_gigabytes_is_cut_and_says_so() {
    for bomb in ["amp1", "namebomb1", "nb_250_1500_9000", "val_3600KB"] {
        let store = load(&format!("bombs/{bomb}"));
        assert_eq!(store.len(), 1, "{bomb}");
        let event = first(&store);
        let last = event.fields().last().unwrap();
        assert_eq!(last.name, "...", "{bomb}");
        assert!(
            last.in_message()
                .contains("more of this record are left out"),
            "{bomb}"
        );
        assert!(
            store.memory() < 16 << 20,
            "{bomb}: {} bytes",
            store.memory()
        );
        assert!(event.message().len() < 8 << 20, "{bomb}");
        let xml = smbscope::load::xml(&store, event.number()).unwrap();
        assert!(xml.len() < 32 << 20, "{bomb}: {} bytes of XML", xml.len());
    }
    // The ids that are missing here are more than a number holds.
    assert!(load("bombs/gaps2").gaps() > 1 << 60);
}

#[test]
fn the_process_and_thread_of_an_event_are_kept() {
    use smbscope::evtx::SystemPart;
    use smbscope::values::Raw;
    let store = load("17-activity-id");
    let (segment, row) = store.find(store.order()[0]);
    let activity = segment.system_part(row, SystemPart::Activity);
    assert_eq!(
        activity.to_string(),
        "{03020100-0504-0706-0809-0a0b0c0d0e0f}"
    );
    assert!(matches!(
        segment.system_part(row, SystemPart::RelatedActivity),
        Raw::Null
    ));
}
