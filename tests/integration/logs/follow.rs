//! Logs that change while they are followed: replaced, cut and written on, copied over.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use smbscope::catalog::Catalog;
use smbscope::demo;
use smbscope::demo::DemoOptions;
use smbscope::load::{LoadOptions, LoadUpdate, Loader, load};

use super::reference::{self, Plain};
use super::same::{demo_log, events, options, written};

fn followed(path: &Path) -> (Loader, Receiver<LoadUpdate>, LoadUpdate) {
    let (sender, updates) = channel();
    let follow = LoadOptions {
        follow: true,
        ..options(2)
    };
    let catalog = Arc::new(Catalog::builtin());
    let loader = load(vec![path.to_owned()], catalog, follow, move |update| {
        let _ = sender.send(update);
    });
    let first = updates.iter().find(|update| update.progress.finished);
    (loader, updates, first.unwrap())
}

/// The first update in which the file has this size and there are so many events.
fn when(updates: &Receiver<LoadUpdate>, bytes: usize, events: usize) -> LoadUpdate {
    let is_there = |update: &LoadUpdate| {
        update.store.files()[0].bytes == bytes as u64 && update.store.len() >= events
    };
    updates.iter().find(is_there).unwrap()
}

fn of_seed(seed: u64, events: u64) -> Vec<u8> {
    let options = DemoOptions {
        events: Some(events),
        seed,
    };
    demo::bytes(&options).unwrap()
}

fn sorted(mut events: Vec<Plain>) -> Vec<Plain> {
    events.sort_by_cached_key(reference::key);
    events
}

#[test]
fn of_a_log_that_is_replaced_all_events_are_shown_and_those_before() {
    let folder = tempfile::tempdir().unwrap();
    let plain = |mut log: Vec<u8>| {
        for chunk in (4096..log.len()).step_by(65536) {
            log[chunk + 120] = 4;
        }
        log
    };
    for (first, second) in [
        // Both count their records from 1; the second is longer, shorter, or without checksums.
        (of_seed(1, 300), of_seed(2, 900)),
        (of_seed(1, 900), of_seed(2, 300)),
        (plain(of_seed(1, 300)), plain(of_seed(2, 300))),
    ] {
        let path = written(folder.path(), "rot.evtx", &first);
        let (_loader, updates, loaded) = followed(&path);
        let before = reference::read(&path);
        assert_eq!(loaded.store.len(), before.len());
        let next = written(folder.path(), "next.evtx", &second);
        let all = sorted([before, reference::read(&next)].concat());
        fs::rename(&next, &path).unwrap();
        let last = when(&updates, second.len(), all.len());
        assert_eq!(sorted(events(&last.store)), all);
        let said: Vec<_> = last.store.problems().collect();
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].contains("cleared or replaced"), "{said:?}");
        assert_eq!(last.progress.bytes_total, second.len() as u64);
    }
}

#[test]
fn a_log_that_is_copied_over_itself_is_shown_once() {
    let folder = tempfile::tempdir().unwrap();
    let whole = demo_log(900);
    let path = written(folder.path(), "copied.evtx", &whole[..4096 + 2 * 65536]);
    let (_loader, updates, _) = followed(&path);
    // In the midst of the copying there is less of it than before.
    let less = &whole[..4096 + 65536];
    fs::write(&path, less).unwrap();
    drop(when(&updates, less.len(), 0));
    fs::write(&path, &whole).unwrap();
    let expected = events(&reference::load(&path, 1));
    let last = when(&updates, whole.len(), expected.len());
    assert_eq!(events(&last.store), expected);
    assert_eq!(last.store.problems().collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn what_was_wrong_with_a_logs_end_is_not_said_once_it_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let whole = demo_log(900);
    // In the middle of a chunk; then all of its room, of which a part is still blank.
    let cut = 4096 + 2 * 65536 + 30_000;
    let path = written(folder.path(), "cut.evtx", &whole[..cut]);
    let (_loader, updates, loaded) = followed(&path);
    let said: Vec<_> = loaded.store.problems().collect();
    assert!(said[0].contains("is cut off"), "{said:?}");
    let mut begun = whole.clone();
    begun[cut..].fill(0);
    fs::write(&path, &begun).unwrap();
    let part = when(&updates, whole.len(), loaded.store.len() + 1);
    let said: Vec<_> = part.store.problems().collect();
    assert!(said[0].contains("chunk 2 (at byte 135168)"), "{said:?}");
    fs::write(&path, &whole).unwrap();
    let expected = events(&reference::load(&path, 1));
    let last = when(&updates, whole.len(), expected.len());
    assert_eq!(events(&last.store), expected);
    assert_eq!(last.store.problems().collect::<Vec<_>>(), [""; 0]);
    let file = &last.store.files()[0];
    let count = expected.len() as u64;
    assert_eq!(
        (file.records, file.promised, file.unreadable),
        (count, count, 0)
    );
}

#[test]
fn following_stops_at_the_memory_limit_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let whole = demo_log(6000);
    let path = written(folder.path(), "growing.evtx", &whole[..4096 + 65536]);
    let (sender, updates) = channel();
    let little = LoadOptions {
        follow: true,
        memory_limit: Some(100_000),
        ..options(1)
    };
    let catalog = Arc::new(Catalog::builtin());
    let _loader = load(vec![path.clone()], catalog, little, move |update| {
        let _ = sender.send(update);
    });
    updates.iter().find(|update| update.progress.finished);
    fs::write(&path, &whole).unwrap();
    let mut stopped = updates.iter().filter(|update| !update.progress.following);
    let stopped = stopped.next().unwrap();
    let said: Vec<_> = stopped.store.problems().collect();
    assert!(said[0].contains("stopped at the memory limit"), "{said:?}");
}

#[test]
fn a_record_that_was_half_written_is_shown_once_when_it_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let whole = demo_log(900);
    for whole in [&whole[..4096 + 65536], &whole[..]] {
        // In the last chunk the third record is cut in its midst; the first with none before it.
        for record in [0, 2] {
            let start = whole.len() - 65536;
            let number = |at: usize| u64::from_le_bytes(whole[at..at + 8].try_into().unwrap());
            let size = |at: usize| number(at + 4) as usize & 0xFFFF;
            let mut at = start + 512;
            for _ in 0..record {
                at += size(at);
            }
            let end = at + size(at);
            let mut begun = whole.to_vec();
            begun[end - 60..].fill(0);
            let first = number(start + 24);
            begun[start + 32..start + 40].copy_from_slice(&(first + record).to_le_bytes());
            let first = number(start + 8);
            begun[start + 16..start + 24].copy_from_slice(&(first + record).to_le_bytes());
            let free = (end - start) as u32;
            begun[start + 48..start + 52].copy_from_slice(&free.to_le_bytes());
            let path = written(folder.path(), "half.evtx", &begun);
            let (_loader, updates, loaded) = followed(&path);
            let said: Vec<_> = loaded.store.problems().collect();
            assert!(said[0].contains("its end is blank"), "{said:?}");
            // What there is of it is shown, too.
            let last = *loaded.store.order().last().unwrap();
            assert_eq!(loaded.store.event(last).place().offset as usize, at - start);
            fs::write(&path, whole).unwrap();
            let expected = events(&reference::load(&path, 1));
            let last = when(&updates, whole.len(), expected.len());
            assert_eq!(events(&last.store), expected);
            assert_eq!(last.store.problems().collect::<Vec<_>>(), [""; 0]);
            let file = &last.store.files()[0];
            assert_eq!(file.records, expected.len() as u64);
        }
    }
}
