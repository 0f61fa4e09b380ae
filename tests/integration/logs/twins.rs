//! Events that several logs have: each is shown once, from the same log and with the same counts,
//! whichever of them is read first.

use std::fs;
use std::path::PathBuf;
use std::sync::mpsc::channel;

use smbscope::load::{LoadOptions, load, load_all};
use smbscope::store::Store;

use super::follow::at_once;
use super::same::{options, streamed};
use crate::fixtures::{catalog, demo_bytes, shared, written};

/// What a user sees of each event: where it is from, and what it says.
fn shown(store: &Store) -> Vec<(String, u64, String)> {
    let events = store.order().iter().map(|&number| store.event(number));
    events
        .map(|event| {
            let place = event.place();
            let from = format!(
                "{} {} {}",
                event.file().path.display(),
                place.chunk,
                place.offset
            );
            (from, event.record_id(), event.message())
        })
        .collect()
}

fn twice(store: &Store) -> Vec<u64> {
    store.files().iter().map(|file| file.twice).collect()
}

/// A log of these chunks of another.
fn chunks(log: &[u8], numbers: impl IntoIterator<Item = usize>) -> Vec<u8> {
    let mut part = log[..4096].to_vec();
    for number in numbers {
        let start = 4096 + number * 65536;
        part.extend_from_slice(&log[start..start + 65536]);
    }
    part
}

/// The paths, and which of a log's chunks each holds.
fn overlapping(folder: &std::path::Path) -> (Vec<PathBuf>, Vec<Vec<usize>>) {
    let log = demo_bytes(1500);
    let all = (log.len() - 4096) / 65536;
    assert!(all > 6, "{all}");
    let parts = vec![
        vec![2, 3],
        vec![4, 1, 2],
        // A chunk that is there twice shows its events twice.
        vec![3, 3, 5, 2],
        (0..all).collect(),
        vec![5, 3],
    ];
    let paths = parts.iter().enumerate().map(|(number, part)| {
        let part = chunks(log, part.iter().copied());
        written(folder, &format!("{number}.evtx"), &part)
    });
    (paths.collect(), parts)
}

#[test]
fn an_event_in_several_logs_is_shown_from_the_first_that_was_given() {
    let folder = tempfile::tempdir().unwrap();
    let (paths, parts) = overlapping(folder.path());
    let one = load_all(&paths, catalog(), &options(1));
    // Of each chunk of the whole log, in which file and where in it its copies are.
    let whole = parts[3].len();
    let mut expected_twice = vec![0; parts.len()];
    let mut expected = Vec::new();
    let records = |chunk: usize| {
        let alone = load_all(
            &[written(
                folder.path(),
                "alone.evtx",
                &chunks(demo_bytes(1500), [chunk]),
            )],
            catalog(),
            &options(1),
        );
        alone.len() as u64
    };
    for chunk in 0..whole {
        let mut shown = 0;
        for (file, part) in parts.iter().enumerate() {
            let copies: Vec<usize> = (0..part.len()).filter(|&at| part[at] == chunk).collect();
            let more = copies.len().saturating_sub(shown);
            let hidden = (copies.len() - more) as u64;
            expected_twice[file] += hidden * records(chunk);
            for &at in &copies[copies.len() - more..] {
                expected.push((file, at));
            }
            shown += more;
        }
    }
    assert_eq!(twice(&one), expected_twice);
    let from = |store: &Store| {
        let events = store.order().iter().map(|&number| store.event(number));
        let mut from: Vec<(usize, usize)> = events
            .map(|event| (event.place().file as usize, event.place().chunk as usize))
            .collect();
        from.sort_unstable();
        from.dedup();
        from
    };
    expected.sort_unstable();
    assert_eq!(from(&one), expected);
}

#[track_caller]
fn assert_the_first_read_changes_nothing(paths: &[PathBuf]) {
    let one = load_all(paths, catalog(), &options(1));
    assert!(one.files().iter().any(|file| file.twice > 0));
    for _ in 0..5 {
        let many = load_all(paths, catalog(), &options(4));
        assert!(shown(&many) == shown(&one));
        assert_eq!(twice(&many), twice(&one));
        assert!(many.problems().eq(one.problems()));
    }
    let (_, rest) = streamed(paths);
    assert_eq!(twice(&rest), twice(&one));
    assert!(rest.problems().eq(one.problems()));
}

#[test]
fn which_log_is_read_first_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    assert_the_first_read_changes_nothing(&overlapping(folder.path()).0);
}

#[test]
#[ignore = "needs ../shared"]
fn which_real_log_is_read_first_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (mut paths, _) = overlapping(folder.path());
    for name in ["security_bad_string_cache.evtx", "security.evtx"] {
        paths.push(shared("logs/samples").join(name));
    }
    assert_the_first_read_changes_nothing(&paths);
}

#[test]
fn logs_that_grow_in_any_order_come_to_the_same() {
    // The file that is there in full first, then the others, and each with its chunks by and by.
    let orders = [[4, 3, 2, 1, 0], [2, 0, 4, 1, 3], [3, 4, 0, 2, 1]];
    at_once(orders, |round, order| {
        let folder = tempfile::tempdir().unwrap();
        let (paths, _) = overlapping(folder.path());
        let whole: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).unwrap()).collect();
        let expected = load_all(&paths, catalog(), &options(1));
        let begun = |log: &[u8]| log[..4096 + 65536 * usize::from(round == 1)].to_vec();
        for (path, log) in paths.iter().zip(&whole) {
            fs::write(path, begun(log)).unwrap();
        }
        let (sender, updates) = channel();
        let follow = LoadOptions {
            follow: true,
            ..options(2)
        };
        let _loader = load(paths.clone(), catalog(), follow, move |update| {
            let _ = sender.send(update);
        });
        updates.iter().find(|update| update.progress.finished);
        let mut last = None;
        for file in order {
            fs::write(&paths[file], &whole[file]).unwrap();
            let size = whole[file].len() as u64;
            let read = updates.iter().find(|update| {
                let file = &update.store.files()[file];
                file.bytes == size && file.records == file.promised && file.records > 0
            });
            last = read;
        }
        let last = last.unwrap().store;
        assert!(shown(&last) == shown(&expected), "{order:?}");
        assert_eq!(twice(&last), twice(&expected), "{order:?}");
    });
}
