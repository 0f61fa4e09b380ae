//! The same events, however they are read: with one thread or two, loaded or streamed, whole or
//! followed, intact or damaged, once or given twice.

use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::mpsc::channel;

use smbscope::load::{LoadOptions, Recovery, load, load_all, open, stream};
use smbscope::store::Store;

use super::chunks::{end_behind, leave_unchecked};
use super::reference::{self, Plain, differences, of};
use crate::fixtures::{catalog, data, demo_bytes, demo_log, shared, written};

pub(super) fn events(store: &Store) -> Vec<Plain> {
    let numbers = store.order().iter();
    numbers.map(|&number| of(&store.event(number))).collect()
}

pub(super) fn options(threads: usize) -> LoadOptions {
    LoadOptions {
        threads,
        ..LoadOptions::default()
    }
}

pub(super) fn streamed(paths: &[PathBuf]) -> (Vec<Plain>, Store) {
    let mut all = Vec::new();
    let rest = stream(paths, catalog(), &options(2), None, |batch| {
        all.extend(events(batch));
        ControlFlow::Continue(())
    });
    (all, rest)
}

#[test]
fn the_demo_is_read_as_the_evtx_crate_renders_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), "demo.evtx", demo_bytes(3000));
    let store = reference::load(&path, 2);
    let differences = differences(&store, &path);
    assert!(
        differences.is_empty(),
        "{:#?}",
        &differences[..differences.len().min(3)]
    );
    assert_eq!(store.problems().collect::<Vec<_>>(), [""; 0]);
}

#[track_caller]
fn assert_the_same(paths: &[PathBuf]) {
    let one = load_all(paths, catalog(), &options(1));
    let two = load_all(paths, catalog(), &options(2));
    let expected = events(&one);
    assert_eq!(expected, events(&two));
    assert!(one.problems().eq(two.problems()));
    let (streamed, rest) = streamed(paths);
    assert_eq!(expected, streamed);
    assert!(one.problems().eq(rest.problems()));
    let times: Vec<_> = one.order().iter().map(|&n| one.event(n).time()).collect();
    assert!(times.is_sorted());
}

#[test]
fn threads_and_streaming_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let demo = written(folder.path(), "demo.evtx", demo_bytes(4000));
    assert_the_same(&[demo, data("logs")]);
}

#[test]
#[ignore = "needs ../shared"]
fn threads_and_streaming_change_nothing_of_real_logs() {
    assert_the_same(&[demo_log().to_owned(), shared("logs")]);
}

#[test]
fn a_log_that_grows_is_read_on() {
    let folder = tempfile::tempdir().unwrap();
    let whole = demo_bytes(900);
    let path = folder.path().join("growing.evtx");
    // Half of the chunks first, the last of them with only its first records.
    let chunks = (whole.len() - 4096) / 65536;
    assert!(chunks > 3);
    let begun = shortened(whole, chunks / 2);
    fs::write(&path, &begun).unwrap();
    let (sender, updates) = channel();
    let follow = LoadOptions {
        follow: true,
        ..options(2)
    };
    let loader = load(vec![path.clone()], catalog(), follow, move |update| {
        let _ = sender.send(update);
    });
    let first = updates.iter().find(|update| update.progress.finished);
    let before = first.unwrap().store.len();
    fs::write(&path, whole).unwrap();
    let expected = events(&reference::load(&path, 1));
    assert!(before < expected.len());
    let last = updates
        .iter()
        .find(|update| update.store.len() >= expected.len())
        .unwrap();
    assert_eq!(events(&last.store), expected);
    assert_eq!(last.store.problems().collect::<Vec<_>>(), [""; 0]);

    // The log is cleared: that is said, and what was read stays.
    fs::write(&path, demo_bytes(20)).unwrap();
    let cleared = updates
        .iter()
        .find(|update| update.store.problems().count() > 0)
        .unwrap();
    let problem = cleared.store.problems().next().unwrap().to_owned();
    assert!(problem.contains("cleared or replaced"), "{problem}");
    assert!(cleared.store.len() >= expected.len());
    drop(loader);
}

/// Options under which records are recovered from unused space.
pub(super) fn recovering() -> LoadOptions {
    LoadOptions {
        recovery: Recovery::On,
        ..LoadOptions::default()
    }
}

/// The log up to and with a chunk, of which only the first ten records are there yet.
fn shortened(log: &[u8], last: usize) -> Vec<u8> {
    let start = 4096 + last * 65536;
    let mut short = log[..start + 65536].to_vec();
    let chunk = &mut short[start..];
    let end = end_behind(chunk, 10);
    chunk[end..].fill(0);
    leave_unchecked(chunk);
    short
}

#[test]
fn one_log_given_twice_is_loaded_once_and_said_so() {
    let folder = tempfile::tempdir().unwrap();
    let log = demo_bytes(1500);
    let a = written(folder.path(), "a.evtx", log);
    let b = written(folder.path(), "b.evtx", log);
    // An earlier export of the same log: not the same file, but the same events.
    let chunks = (log.len() - 4096) / 65536;
    let c = written(folder.path(), "c.evtx", &shortened(log, chunks / 2));
    let expected = events(&reference::load(&a, 1));
    for threads in [1, 2] {
        let paths = [a.clone(), a.clone(), b.clone(), c.clone()];
        let store = load_all(&paths, catalog(), &options(threads));
        assert_eq!(events(&store), expected);
        let said: Vec<_> = store.problems().collect();
        assert!(
            said.iter()
                .any(|said| said.contains("a.evtx is named more than once"))
        );
        assert!(
            said.iter()
                .any(|said| said.contains("b.evtx is the same log as"))
        );
        assert!(
            said.iter()
                .any(|said| said.contains("are in another file too")),
            "{said:?}"
        );
    }
    assert_eq!(streamed(&[a, c]).0, expected);
}

#[test]
fn what_is_no_log_is_said_in_a_sentence_and_the_rest_opens() {
    let folder = tempfile::tempdir().unwrap();
    let log = demo_bytes(400);
    let inner = folder.path().join("inner/deeper");
    fs::create_dir_all(&inner).unwrap();
    written(&inner, "GOOD.EVTX", log);
    written(&inner, "notes.txt", b"not a log and not named as one");
    let text = written(
        folder.path(),
        "text.evtx",
        b"Tue: the server was slow again\r\n",
    );
    let empty = written(folder.path(), "empty.evtx", b"");
    let cut = written(folder.path(), "cut.evtx", &log[..log.len() - 1000]);
    let header = written(folder.path(), "header.evtx", &log[..200]);
    let nowhere = folder.path().join("nowhere.evtx");
    let hollow = folder.path().join("hollow");
    fs::create_dir(&hollow).unwrap();
    let paths = [
        text,
        empty,
        cut,
        header,
        nowhere,
        hollow,
        folder.path().join("inner"),
    ];
    let store = load_all(&paths, catalog(), &options(2));
    assert_eq!(store.files().len(), 3);
    assert_eq!(store.len(), 400);
    let said: Vec<_> = store.problems().collect();
    for part in [
        "text.evtx is not an event log",
        "empty.evtx is empty",
        "cut.evtx is cut off",
        "header.evtx ends after 200 bytes",
        "nowhere.evtx does not exist",
        "hollow holds no .evtx file",
        "of its events are in another file too",
    ] {
        assert!(
            said.iter().any(|said| said.contains(part)),
            "{part}: {said:#?}"
        );
    }
    assert!(open(&paths, Recovery::Off).problems.len() >= 4);
}

#[test]
fn loading_stops_at_the_memory_limit_and_says_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), "demo.evtx", demo_bytes(20_000));
    let little = LoadOptions {
        memory_limit: Some(100_000),
        ..options(2)
    };
    let store = load_all(&[path], catalog(), &little);
    assert!(store.len() < 20_000);
    let said: Vec<_> = store.problems().collect();
    assert!(said[0].contains("stopped at the memory limit"), "{said:?}");
    // Nothing is claimed of what was not read.
    assert_eq!(said.len(), 1, "{said:?}");
    let file = &store.files()[0];
    assert_eq!((file.gaps, file.promised), (0, file.records));
    assert!(
        (1..file.bytes).contains(&file.unread),
        "{} of {}",
        file.unread,
        file.bytes
    );
}

#[test]
fn a_record_is_read_again_from_its_file_or_said_to_have_changed() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), "demo.evtx", demo_bytes(300));
    let store = reference::load(&path, 1);
    let event = store.event(store.order()[7]);
    let xml = smbscope::load::xml(event.store(), event.number()).unwrap();
    assert!(
        xml.contains(&format!("<EventRecordID>{}<", event.record_id())),
        "{xml}"
    );
    fs::remove_file(&path).unwrap();
    assert!(
        smbscope::load::xml(event.store(), event.number())
            .unwrap_err()
            .to_string()
            .contains("does not exist")
    );
    fs::write(&path, &demo_bytes(310)[..4096 + 65536]).unwrap();
    let again = smbscope::load::xml(event.store(), event.number());
    assert!(again.is_ok() || again.unwrap_err().to_string().contains("has changed"));
}
