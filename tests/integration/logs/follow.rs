//! Logs that change while they are followed: replaced, cut and written on, copied over.

use std::fs;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use smbscope::demo;
use smbscope::demo::DemoOptions;
use smbscope::load::{LoadOptions, LoadUpdate, Loader, load};

use super::chunks::{end_behind, leave_unchecked, offsets};
use super::reference::{self, Plain};
use super::same::{events, options};
use crate::fixtures::{catalog, demo_bytes, written};

fn followed(path: &Path) -> (Loader, Receiver<LoadUpdate>, LoadUpdate) {
    let (sender, updates) = channel();
    let follow = LoadOptions {
        follow: true,
        ..options(2)
    };
    let loader = load(vec![path.to_owned()], catalog(), follow, move |update| {
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

/// The first update that has all of the file and is content with it.
#[track_caller]
fn when_whole(updates: &Receiver<LoadUpdate>, path: &Path) -> LoadUpdate {
    let expected = events(&reference::load(path, 1));
    let bytes = fs::metadata(path).unwrap().len() as usize;
    let last = when(updates, bytes, expected.len());
    assert_eq!(events(&last.store), expected);
    assert_eq!(last.store.problems().collect::<Vec<_>>(), [""; 0]);
    assert_eq!(last.store.files()[0].records, expected.len() as u64);
    last
}

/// Tries cases of following at the same time, as most of it is waiting.
pub(super) fn at_once<T: Send, const N: usize>(cases: [T; N], check: impl Fn(usize, T) + Sync) {
    thread::scope(|scope| {
        for (number, case) in cases.into_iter().enumerate() {
            let check = &check;
            scope.spawn(move || check(number, case));
        }
    });
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
        for chunk in offsets(&log) {
            leave_unchecked(&mut log[chunk..]);
        }
        log
    };
    // Both count their records from 1; the second is longer, shorter, or without checksums.
    let cases = [
        (of_seed(1, 300), of_seed(2, 900)),
        (of_seed(1, 900), of_seed(2, 300)),
        (plain(of_seed(1, 300)), plain(of_seed(2, 300))),
    ];
    at_once(cases, |case, (first, second)| {
        let path = written(folder.path(), &format!("rot-{case}.evtx"), &first);
        let (_loader, updates, loaded) = followed(&path);
        let before = reference::read(&path);
        assert_eq!(loaded.store.len(), before.len());
        let next = written(folder.path(), &format!("next-{case}.evtx"), &second);
        let all = sorted([before, reference::read(&next)].concat());
        fs::rename(&next, &path).unwrap();
        let last = when(&updates, second.len(), all.len());
        assert_eq!(sorted(events(&last.store)), all);
        let said: Vec<_> = last.store.problems().collect();
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].contains("cleared or replaced"), "{said:?}");
        assert_eq!(last.progress.bytes_total, second.len() as u64);
    });
}

#[test]
fn a_log_that_is_copied_over_itself_is_shown_once() {
    let folder = tempfile::tempdir().unwrap();
    let whole = demo_bytes(900);
    let path = written(folder.path(), "copied.evtx", &whole[..4096 + 2 * 65536]);
    let (_loader, updates, _) = followed(&path);
    // In the midst of the copying there is less of it than before.
    let less = &whole[..4096 + 65536];
    fs::write(&path, less).unwrap();
    drop(when(&updates, less.len(), 0));
    fs::write(&path, whole).unwrap();
    when_whole(&updates, &path);
}

#[test]
fn what_was_wrong_with_a_logs_end_is_not_said_once_it_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let whole = demo_bytes(900);
    // In the middle of a chunk; then all of its room, of which a part is still blank.
    let cut = 4096 + 2 * 65536 + 30_000;
    let path = written(folder.path(), "cut.evtx", &whole[..cut]);
    let (_loader, updates, loaded) = followed(&path);
    let said: Vec<_> = loaded.store.problems().collect();
    assert!(said[0].contains("is cut off"), "{said:?}");
    let mut begun = whole.to_vec();
    begun[cut..].fill(0);
    fs::write(&path, &begun).unwrap();
    let part = when(&updates, whole.len(), loaded.store.len() + 1);
    let said: Vec<_> = part.store.problems().collect();
    assert!(said[0].contains("chunk 2 (at byte 135168)"), "{said:?}");
    fs::write(&path, whole).unwrap();
    let last = when_whole(&updates, &path);
    let file = &last.store.files()[0];
    assert_eq!((file.promised, file.unreadable), (file.records, 0));
}

#[test]
fn following_stops_at_the_memory_limit_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let whole = demo_bytes(6000);
    let path = written(folder.path(), "growing.evtx", &whole[..4096 + 65536]);
    let (sender, updates) = channel();
    let little = LoadOptions {
        follow: true,
        memory_limit: Some(100_000),
        ..options(1)
    };
    let _loader = load(vec![path.clone()], catalog(), little, move |update| {
        let _ = sender.send(update);
    });
    updates.iter().find(|update| update.progress.finished);
    fs::write(&path, whole).unwrap();
    let mut stopped = updates.iter().filter(|update| !update.progress.following);
    let stopped = stopped.next().unwrap();
    let said: Vec<_> = stopped.store.problems().collect();
    assert!(said[0].contains("stopped at the memory limit"), "{said:?}");
}

#[test]
fn a_record_that_was_half_written_is_shown_once_when_it_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let long = demo_bytes(900);
    let short = &long[..4096 + 65536];
    // In the last chunk the third record is cut in its midst; the first with none before it.
    let cases = [(short, 0), (short, 2), (long, 0), (long, 2)];
    at_once(cases, |case, (whole, record)| {
        let mut begun = whole.to_vec();
        let chunk = &mut begun[whole.len() - 65536..];
        let at = end_behind(chunk, record);
        let end = end_behind(chunk, record + 1);
        chunk[end - 60..].fill(0);
        let path = written(folder.path(), &format!("half-{case}.evtx"), &begun);
        let (_loader, updates, loaded) = followed(&path);
        let said: Vec<_> = loaded.store.problems().collect();
        assert!(said[0].contains("its end is blank"), "{said:?}");
        // What there is of it is shown, too.
        let last = *loaded.store.order().last().unwrap();
        assert_eq!(loaded.store.event(last).place().offset as usize, at);
        fs::write(&path, whole).unwrap();
        when_whole(&updates, &path);
    });
}
