//! Events handed on as they are read: the same as when all are loaded, in as little memory.

use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::PathBuf;

use smbscope::demo::writer::{Kind, LogWriter, Stamp, Type, Value};
use smbscope::load::{LoadOptions, load_all, stream};
use smbscope::store::Store;
use smbscope::values::FileTime;

use super::chunks::{end_behind, leave_unchecked, offsets};
use super::reference::Plain;
use super::same::{events, recovering};
use crate::fixtures::{catalog, demo_bytes, shared, written};

fn streamed(paths: &[PathBuf], options: &LoadOptions) -> (Vec<Plain>, Store) {
    let mut all = Vec::new();
    let rest = stream(paths, catalog(), options, None, |batch| {
        all.extend(events(batch));
        ControlFlow::Continue(())
    });
    (all, rest)
}

/// Asserts that carved records are handed on in the order of time, and returns how many there are.
#[track_caller]
fn carved_in_order(path: PathBuf) -> usize {
    let paths = [path];
    let loaded = load_all(&paths, catalog(), &recovering());
    let (streamed, rest) = streamed(&paths, &recovering());
    assert!(events(&loaded) == streamed);
    assert!(loaded.problems().eq(rest.problems()));
    let all = loaded.order().iter().map(|&number| loaded.event(number));
    all.filter(|event| event.place().recovered).count()
}

#[test]
fn carved_records_are_handed_on_in_the_order_of_time() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = demo_bytes(900).to_vec();
    // What is behind the first records of each chunk becomes unused space.
    for at in offsets(&log) {
        let end = end_behind(&mut log[at..], 3);
        // An id that does not go on from the last counted one: that would be a header that lags.
        log[at + end + 8..at + end + 16].fill(0);
        leave_unchecked(&mut log[at..]);
    }
    let live = 3 * offsets(&log).count();
    let path = written(folder.path(), "freed.evtx", &log);
    assert_eq!(carved_in_order(path), 900 - live);
}

#[test]
#[ignore = "needs ../shared"]
fn carved_records_of_real_logs_are_handed_on_in_the_order_of_time() {
    assert!(carved_in_order(shared("logs/samples")) > 100);
}

#[test]
fn a_log_in_the_order_of_time_is_read_whole_in_little_memory() {
    let folder = tempfile::tempdir().unwrap();
    let little = LoadOptions {
        memory_limit: Some(1),
        ..LoadOptions::default()
    };
    let path = written(folder.path(), "demo.evtx", demo_bytes(6000));
    let (streamed, rest) = streamed(&[path], &little);
    assert_eq!(streamed.len(), 6000);
    assert_eq!(rest.problems().collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn events_that_have_to_wait_for_older_ones_stop_at_the_memory_limit() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = LogWriter::new(Cursor::new(Vec::new())).unwrap();
    let fields = [("Job", Type::UnicodeString)];
    let kind = writer.kind(&Kind::event_data("Contoso-Backup", 7, &fields));
    // Every other event is of a year later: none of these can be handed on before the last.
    let year = 365 * 24 * 3600 * 10_000_000;
    for number in 0..40_000 {
        let stamp = Stamp {
            time: FileTime(133_589_952_000_000_000 + number * 10_000_000 + number % 2 * year),
            ..Stamp::default()
        };
        let job = format!("nightly {number}");
        writer.write(kind, &stamp, &[Value::Text(&job)]).unwrap();
    }
    let log = writer.finish().unwrap().into_inner();
    let path = written(folder.path(), "backup.evtx", &log);
    let with = |memory_limit| LoadOptions {
        memory_limit,
        ..LoadOptions::default()
    };
    let paths = [path];
    let (all, rest) = streamed(&paths, &with(None));
    assert_eq!(all.len(), 40_000);
    assert_eq!(rest.problems().collect::<Vec<_>>(), [""; 0]);
    let (some, rest) = streamed(&paths, &with(Some(100_000)));
    assert!(
        some.len() < 20_000 && all.starts_with(&some),
        "{}",
        some.len()
    );
    let said: Vec<_> = rest.problems().collect();
    assert!(
        said[0].contains("stopped at the memory limit of 97.6 KiB"),
        "{said:?}"
    );
    assert_eq!(said.len(), 1, "{said:?}");
}
