//! What times in filters mean.

use smbscope::evtx::Record;
use smbscope::filter::{matches_reference, parse};
use smbscope::store::EventNumber;

use super::sample::{failure, store, time};

/// Five events: an hour apart, the newest at 2024-05-02T02:00.
fn night() -> smbscope::store::Store {
    let times = [
        "2024-05-01T09:30",
        "2024-05-01T23:00",
        "2024-05-02T00:00",
        "2024-05-02T01:00",
        "2024-05-02T02:00",
    ];
    store(vec![
        times
            .iter()
            .zip(100..)
            .map(|(at, record_id)| Record {
                time: time(at),
                record_id,
                ..failure()
            })
            .collect(),
    ])
}

#[test]
fn times_are_dates_clocks_and_spans_of_the_log() {
    let store = night();
    for (filter, expected) in [
        ("time:2024-05-01", "100 101"),
        ("time:2024-05-01..2024-05-02", "100 101 102 103 104"),
        ("time:2024-05-01T23:00..2024-05-02T00:00", "101 102"),
        ("time:2024-05-01T23:00", "101"),
        ("time:2024-05-01T23:01", ""),
        ("time:2024-05-02T01:00+02:00", "101"),
        ("time:>2024-05-01", "102 103 104"),
        ("time:>=2024-05-01T23:00", "101 102 103 104"),
        ("time<2024-05-02", "100 101"),
        ("time:..2024-05-01", "100 101"),
        ("after:2024-05-02", "102 103 104"),
        ("before:2024-05-02", "100 101"),
        // A clock alone is its last time up to the newest record.
        ("after:22:00", "101 102 103 104"),
        ("after:01:00", "103 104"),
        ("before:01:00", "100 101 102"),
        ("time:23:00..01:00", "101 102 103"),
        ("time:09:00..10:00", "100"),
        ("last:1h", "103 104"),
        ("last:30m", "104"),
        ("last:2d", "100 101 102 103 104"),
        ("-last:1h", "100 101 102"),
        ("around:#102/1h", "101 102 103"),
        ("around:#102/59m", "102"),
        ("around:#999/1h", ""),
        ("around:102/1h", "101 102 103"),
    ] {
        let parsed = parse(filter).unwrap_or_else(|error| panic!("{filter}: {error}"));
        let found: Vec<String> = store
            .order()
            .iter()
            .map(|&number| store.event(number))
            .filter(|event| matches_reference(&parsed, event))
            .map(|event| event.record_id().to_string())
            .collect();
        assert_eq!(found.join(" "), expected, "{filter}");
    }
    assert!(matches_reference(
        &parse("").unwrap(),
        &store.event(EventNumber(0))
    ));
}
