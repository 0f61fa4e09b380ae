//! Events handed on as they are read: the same as when all are loaded, in as little memory.

use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use smbscope::catalog::Catalog;
use smbscope::demo::writer::{Kind, LogWriter, Stamp, Type, Value};
use smbscope::load::{LoadOptions, load_all, stream};
use smbscope::store::Store;
use smbscope::values::FileTime;

use super::reference::Plain;
use super::same::{demo_log, events, written};

fn streamed(paths: &[PathBuf], options: &LoadOptions) -> (Vec<Plain>, Store) {
    let mut all = Vec::new();
    let catalog = Arc::new(Catalog::builtin());
    let rest = stream(paths, catalog, options, None, |batch| {
        all.extend(events(batch));
        ControlFlow::Continue(())
    });
    (all, rest)
}

#[test]
fn carved_records_are_handed_on_in_the_order_of_time() {
    let Some(folder) = super::shared_logs() else {
        return;
    };
    let recover = LoadOptions {
        recovery: smbscope::load::Recovery::On,
        ..LoadOptions::default()
    };
    let paths = [folder.join("samples")];
    let loaded = load_all(&paths, Arc::new(Catalog::builtin()), &recover);
    let (streamed, rest) = streamed(&paths, &recover);
    assert!(events(&loaded) == streamed);
    assert!(loaded.problems().eq(rest.problems()));
}

#[test]
fn a_log_in_the_order_of_time_is_read_whole_in_little_memory() {
    let folder = tempfile::tempdir().unwrap();
    let little = LoadOptions {
        memory_limit: Some(1),
        ..LoadOptions::default()
    };
    let path = written(folder.path(), "demo.evtx", &demo_log(6000));
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
