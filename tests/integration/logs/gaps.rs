//! Record ids that are missing, as they are counted and said.

use std::io::Cursor;

use smbscope::demo::writer::{Kind, LogWriter, Stamp, Type, Value};
use smbscope::store::Store;
use smbscope::values::FileTime;

use super::reference;
use crate::fixtures::written;

/// A log of one chunk whose records are of these channels and have these ids.
fn log_of(records: &[(&str, u64)]) -> Vec<u8> {
    let mut writer = LogWriter::new(Cursor::new(Vec::new())).unwrap();
    let fields = [("Job", Type::UnicodeString)];
    for (number, (channel, _)) in (0..).zip(records) {
        let kind = writer.kind(&Kind {
            channel: (*channel).to_owned(),
            ..Kind::event_data("Contoso-Backup", 7, &fields)
        });
        let stamp = Stamp {
            time: FileTime(133_589_952_000_000_000 + number * 10_000_000),
            ..Stamp::default()
        };
        writer
            .write(kind, &stamp, &[Value::Text("nightly")])
            .unwrap();
    }
    let mut log = writer.finish().unwrap().into_inner();
    let mut at = 4096 + 512;
    for (_, id) in records {
        log[at + 8..at + 16].copy_from_slice(&id.to_le_bytes());
        at += u32::from_le_bytes(log[at + 4..at + 8].try_into().unwrap()) as usize;
    }
    let first = records[0].1.to_le_bytes();
    log[4096 + 24..4096 + 32].copy_from_slice(&first);
    let last = records[records.len() - 1].1.to_le_bytes();
    log[4096 + 32..4096 + 40].copy_from_slice(&last);
    // Without checksums, which are those of other ids.
    log[4096 + 120] = 4;
    log
}

fn loaded(records: &[(&str, u64)]) -> Store {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), "log.evtx", &log_of(records));
    let store = reference::load(&path, 1);
    assert_eq!(store.len(), records.len());
    store
}

#[test]
fn a_log_that_counts_all_its_channels_as_one_misses_what_none_of_them_has() {
    let whole = [("A", 1), ("B", 2), ("A", 3), ("A", 4), ("B", 5)];
    assert_eq!(loaded(&whole).problems().collect::<Vec<_>>(), [""; 0]);
    let gaps = loaded(&[("A", 1), ("B", 2), ("A", 6), ("B", 7)]);
    let said: Vec<_> = gaps.problems().collect();
    let part = ": 3 record ids between the first and the last are not in it: a filtered export";
    assert!(said[0].contains(part), "{said:?}");
    assert_eq!(gaps.gaps(), 3);
}

#[test]
fn a_log_that_was_merged_misses_what_each_channel_lacks() {
    let whole = [
        ("A", 900),
        ("B", 5),
        ("A", 901),
        ("B", 6),
        ("B", 7),
        ("A", 902),
    ];
    assert_eq!(loaded(&whole).problems().collect::<Vec<_>>(), [""; 0]);
    let gaps = loaded(&[("A", 900), ("B", 5), ("A", 903), ("B", 7)]);
    let said: Vec<_> = gaps.problems().collect();
    let part = ": 3 record ids between the first and the last of a channel are not in it";
    assert!(said[0].contains(part), "{said:?}");
    assert_eq!(gaps.gaps(), 3);
}
