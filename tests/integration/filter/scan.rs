//! The scan over a store answers as the plain check of each event does: whatever the filter, the
//! number of segments, and whether it starts from earlier matches.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use proptest::prelude::*;
use smbscope::filter::{Filter, Matches, matches_reference, parse, scan, scan_with, term_for};
use smbscope::load::{LoadOptions, load_all};
use smbscope::store::{EventNumber, Store};

use super::random::{TESTS, any_filter, any_record};
use super::sample::store;
use crate::fixtures::{catalog, data, shared};
use crate::properties::cases;

fn plain(filter: &Filter, store: &Store) -> Vec<EventNumber> {
    let anchored = filter.anchored(store);
    let mut numbers = store.order().to_vec();
    numbers.retain(|&number| matches_reference(&anchored, &store.event(number)));
    numbers
}

fn scanned(filter: &Filter, store: &Store, within: Option<&Matches>) -> Matches {
    scan(filter, store, within, &AtomicBool::new(false)).unwrap()
}

proptest! {
    #![proptest_config(cases(if cfg!(debug_assertions) { 300 } else { 3000 }))]

    #[test]
    fn the_scan_agrees_with_the_plain_check(
        segments in prop::collection::vec(prop::collection::vec(any_record(), 0..80), 0..4),
        text in any_filter(),
        more in any_filter(),
    ) {
        let store = store(segments);
        let filter = parse(&text).unwrap();
        let found = scanned(&filter, &store, None);
        prop_assert_eq!(found.numbers(), plain(&filter, &store), "{}", text);
        for &number in store.order() {
            prop_assert_eq!(found.contains(number), found.numbers().contains(&number));
        }
        // A filter that narrows finds the same among the matches as in everything.
        let both = parse(&format!("({text}) {more}")).unwrap();
        prop_assert!(both.is_subset_of(&filter), "{text} / {more}");
        let narrowed = scanned(&both, &store, Some(&found));
        prop_assert_eq!(narrowed.numbers(), plain(&both, &store), "({}) {}", text, more);
    }

    #[test]
    fn what_narrows_finds_no_more(
        records in prop::collection::vec(any_record(), 40),
        old in any_filter(),
        new in any_filter(),
    ) {
        let (old, new) = (parse(&old).unwrap(), parse(&new).unwrap());
        if new.is_subset_of(&old) {
            let store = store(vec![records]);
            let old = plain(&old, &store);
            prop_assert!(plain(&new, &store).iter().all(|number| old.contains(number)));
        }
    }
}

proptest! {
    #![proptest_config(cases(if cfg!(debug_assertions) { 200 } else { 2000 }))]

    #[test]
    fn parts_of_what_can_be_read_are_found_where_the_plain_check_finds_them(
        segments in prop::collection::vec(prop::collection::vec(any_record(), 1..60), 1..3),
        from: prop::sample::Index,
        source: prop::sample::Index,
        start: prop::sample::Index,
        length in prop_oneof![1_usize..45, 120..140_usize],
        more in 1_usize..4,
    ) {
        let store = store(segments);
        let number = *from.get(store.order());
        let event = store.event(number);
        let mut texts = vec![event.message(), event.message()];
        for view in event.fields() {
            texts.extend([view.raw.to_string(), view.in_message()]);
            texts.extend(view.decoded());
        }
        texts.retain(|text| !text.is_empty());
        let text: Vec<char> = source.get(&texts).chars().take(400).collect();
        let start = start.index(text.len());
        let part = |length: usize| -> String { text[start..].iter().take(length).collect() };
        for name in ["", "message", "client", "raw.Guid", "session.guid"] {
            let written = |part: &str| match name {
                "" => term_for("", part),
                _ => format!("{name}:{}", term_for("", part)),
            };
            let mut found: Option<(Filter, Matches)> = None;
            for length in [length, length + more] {
                let written = written(&part(length));
                let Ok(filter) = parse(&written) else {
                    continue;
                };
                let within = found.as_ref().filter(|earlier| filter.is_subset_of(&earlier.0));
                let matches = scanned(&filter, &store, within.map(|it| &it.1));
                prop_assert_eq!(matches.numbers(), plain(&filter, &store), "{}", written);
                found = Some((filter, matches));
            }
        }
    }

    #[test]
    fn matches_are_in_order_whatever_the_runs_of_the_order(
        records in prop::collection::vec(any_record(), 1..120),
        sizes in prop::collection::vec(1_usize..60, 1..5),
        mixes: bool,
        text in any_filter(),
    ) {
        // Sorted first, the segments follow each other but for some that are mixed.
        let mut records = records;
        records.sort_by_key(|record| (record.time, record.record_id));
        let mut segments = Vec::new();
        for size in sizes {
            let rest = records.split_off(size.min(records.len()));
            segments.push(std::mem::replace(&mut records, rest));
        }
        segments.push(records);
        if mixes {
            segments.reverse();
        }
        let store = store(segments);
        let filter = parse(&text).unwrap();
        let found = scanned(&filter, &store, None);
        prop_assert_eq!(found.numbers(), plain(&filter, &store), "{}", text);
    }
}

#[test]
fn every_kind_of_test_is_asked_of_every_kind_of_record() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let records = prop::collection::vec(any_record(), 120);
    let mut segments = || records.new_tree(&mut runner).unwrap().current();
    let store = store(vec![segments(), segments()]);
    for text in TESTS.iter().filter(|text| !matches!(**text, "-" | "not")) {
        let filter = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let found = scanned(&filter, &store, None);
        assert_eq!(found.numbers(), plain(&filter, &store), "{text}");
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn words_are_found_in_every_message_that_shows_them(
        record in any_record(),
        start in 0_usize..200,
        length in 1_usize..30,
    ) {
        let store = store(vec![vec![record]]);
        let event = store.event(EventNumber(0));
        let message = event.message();
        let part: String = message.chars().skip(start).take(length).collect();
        let filters = [term_for("", &part), format!("message:{}", term_for("", &part))];
        for text in filters.iter().filter(|_| !part.is_empty()) {
            let filter = parse(text).unwrap();
            prop_assert!(matches_reference(&filter, &event), "{} in {}", text, message);
            let found = scanned(&filter, &store, None);
            prop_assert_eq!(found.numbers(), [EventNumber(0)], "{}", text);
        }
    }
}

#[test]
fn typing_on_narrows_and_changing_ones_mind_does_not() {
    for (old, new, expected) in [
        ("", "551", true),
        ("551", "551 user:x", true),
        ("551", "(551 user:x) OR (551 -user:y)", true),
        ("svc", "svc_b", true),
        ("user:svc", "user:svc_b", true),
        ("user:svc", "user:svc_*", true),
        ("user startswith a", "user startswith alice", true),
        ("551 OR 1006", "551", true),
        ("1000..2000", "1006", true),
        ("duration:>10s", "duration:>60s", true),
        ("-user:svc_b", "-user:svc", true),
        ("551 svc", "551 svc_b client:10.0.0.0/8", true),
        ("551", "", false),
        ("551", "1006", false),
        ("10", "1006", false),
        ("svc_b", "svc", false),
        ("-svc", "-svc_b", false),
        ("user:svc", "share:svc_b", false),
        ("551 user:x", "551", false),
        ("duration:>60s", "duration:>10s", false),
    ] {
        assert_eq!(
            parse(new).unwrap().is_subset_of(&parse(old).unwrap()),
            expected,
            "{old} / {new}"
        );
    }
}

#[test]
fn a_scan_stops_when_it_is_no_longer_wanted_and_tells_what_it_has() {
    let segments = || vec![vec![super::sample::failure()]; 3];
    let store = store(segments());
    let filter = parse("551").unwrap();
    assert!(scan(&filter, &store, None, &AtomicBool::new(true)).is_none());
    let mut partial = 0;
    let found = scan_with(
        &filter,
        &store,
        None,
        &AtomicBool::new(false),
        &mut |so_far| {
            assert!(so_far.done <= so_far.segments && so_far.found.len() <= 3);
            partial += 1;
        },
    );
    assert_eq!(found.map(|found| found.len()), Some(3));
    // Nothing takes long enough here to be told of before the end.
    assert_eq!(partial, 0);
}

#[test]
fn matches_of_a_store_that_has_grown_since_are_searched_again_only_where_it_grew() {
    let old = store(vec![vec![super::sample::failure()]]);
    let new = store(vec![
        vec![super::sample::failure()],
        vec![super::sample::slow()],
        vec![super::sample::failure()],
    ]);
    let filter = parse("551").unwrap();
    let earlier = scanned(&filter, &old, None);
    let found = scanned(&filter, &new, Some(&earlier));
    assert_eq!(found.numbers(), plain(&filter, &new));
    assert_eq!(found.len(), 2);
}

#[test]
fn copies_that_the_order_leaves_out_are_not_found() {
    // Three rows, of which the second is left out as a copy of the first: as many rows pass as
    // the order has, but not the same.
    let whole = store(vec![vec![
        super::sample::failure(),
        super::sample::failure(),
        super::sample::slow(),
    ]]);
    let order = [EventNumber(0), EventNumber(2)];
    let store = Store::new(
        Arc::clone(whole.catalog()),
        Arc::new(whole.files().to_vec()),
        whole.segments().to_vec(),
        Arc::new(order.to_vec()),
    );
    let found = |filter| {
        scanned(&parse(filter).unwrap(), &store, None)
            .numbers()
            .to_vec()
    };
    assert_eq!(found("551"), [EventNumber(0)]);
    assert_eq!(found("1020"), [EventNumber(2)]);
    assert_eq!(found(""), order);
}

/// Asserts it of one of so many filters: the plain check renders every message.
#[track_caller]
fn assert_scanned_as_checked(paths: &[PathBuf], one_of: usize) {
    let store = load_all(paths, catalog(), &LoadOptions::default());
    assert!(store.len() > 100);
    let tests = TESTS.iter().filter(|text| !matches!(**text, "-" | "not"));
    for text in tests.step_by(one_of) {
        let filter = parse(text).unwrap();
        assert_eq!(
            scanned(&filter, &store, None).numbers(),
            plain(&filter, &store),
            "{text}"
        );
    }
}

#[test]
fn a_log_by_an_independent_writer_is_scanned_as_it_is_checked() {
    assert_scanned_as_checked(&[data("logs")], 1);
}

#[test]
#[ignore = "needs ../shared"]
fn real_logs_are_scanned_as_they_are_checked() {
    let paths = [shared("logs/smbserver"), shared("logs/samples")];
    assert_scanned_as_checked(&paths, if cfg!(debug_assertions) { 5 } else { 1 });
}
