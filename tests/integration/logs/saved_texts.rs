//! Logs that were saved with display information: the texts beside them, sound and damaged.

use std::fs;
use std::path::{Path, PathBuf};

use smbscope::demo::writer::{Kind, LogWriter, Stamp, Type, Value};
use smbscope::filter;
use smbscope::store::Store;
use smbscope::values::FileTime;

use super::reference::load;

const PROVIDER: &str = "Contoso-Backup";

/// A log of three events: of an unknown provider, of another one, and of the SMB server.
fn log(folder: &Path) -> PathBuf {
    let path = folder.join("saved.evtx");
    let mut writer = LogWriter::new(fs::File::create(&path).unwrap()).unwrap();
    let kinds = [
        Kind::event_data(PROVIDER, 7, &[("Job", Type::UnicodeString)]),
        Kind::event_data("Contoso-Other", 7, &[("Job", Type::UnicodeString)]),
        Kind::user_data("Microsoft-Windows-SMBServer", 1027, &[]),
    ];
    for (number, kind) in kinds.iter().enumerate() {
        let kind_id = writer.kind(kind);
        let stamp = Stamp {
            time: FileTime(133_589_952_000_000_000 + number as u64),
            ..Stamp::default()
        };
        let job = [Value::Text("nightly")];
        let values: &[Value<'_>] = if kind.fields.is_empty() { &[] } else { &job };
        writer.write(kind_id, &stamp, values).unwrap();
    }
    writer.finish().unwrap();
    path
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn sized(bytes: &[u8]) -> Vec<u8> {
    let mut all = (bytes.len() as u32).to_le_bytes().to_vec();
    all.extend(bytes);
    all
}

/// A section of one page: its header, then the entries.
fn section(entries: &[Vec<u8>]) -> Vec<u8> {
    let mut page = vec![0; 888];
    page[..4].fill(0xFF);
    for (index, entry) in entries.iter().enumerate() {
        let offset = (page.len() as u64).to_le_bytes();
        page[88 + index * 8..][..8].copy_from_slice(&offset);
        page.extend((index as u32).to_le_bytes());
        page.extend(sized(entry));
    }
    page
}

/// A file of texts: each event's `EventRecordID` and text, all of one provider.
fn texts(events: &[(u64, &str)], provider: &str) -> Vec<u8> {
    let event = |(index, (id, _)): (usize, &(u64, &str))| {
        [id.to_le_bytes(), (index as u64).to_le_bytes()].concat()
    };
    let of_events: Vec<_> = events.iter().enumerate().map(event).collect();
    let messages: Vec<_> = events
        .iter()
        .map(|(_, text)| sized(&utf16(&format!("{text}\0"))))
        .collect();
    // Four empty tables, then the name.
    let publisher = [vec![0; 16], sized(&utf16(&format!("{provider}\0")))].concat();
    let sections = [
        ("EVT", section(&of_events)),
        ("MSG", section(&messages)),
        ("PUB", section(&[publisher])),
    ];
    let table: usize = sections.iter().map(|(name, _)| 20 + 2 * name.len()).sum();
    let mut file = b"MTAFile\0".to_vec();
    for number in [1, 1, table as u32, sections.len() as u32] {
        file.extend(number.to_le_bytes());
    }
    let mut offset = (24 + table) as u64;
    for (name, body) in &sections {
        file.extend(offset.to_le_bytes());
        file.extend((body.len() as u64).to_le_bytes());
        file.extend(sized(&utf16(name)));
        offset += body.len() as u64;
    }
    for (_, body) in &sections {
        file.extend(body);
    }
    file
}

/// The log with these files in the folder beside it.
fn opened(files: &[(&str, &[u8])]) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let beside = folder.path().join("LocaleMetaData");
    fs::create_dir(&beside).unwrap();
    for (name, bytes) in files {
        fs::write(beside.join(name), bytes).unwrap();
    }
    let store = load(&log(folder.path()), 1);
    (folder, store)
}

fn messages(store: &Store) -> Vec<String> {
    let events = store.order().iter().map(|&number| store.event(number));
    events.map(|event| event.message()).collect()
}

#[test]
fn events_that_no_catalog_knows_show_the_text_beside_the_log() {
    let english = texts(
        &[
            (
                1,
                "The backup failed.\r\nJob:\tnightly\r\nRetry:\t%%1843\r\n",
            ),
            (2, "Of a provider that the file does not have"),
            (3, "Of an event that the catalog knows"),
        ],
        PROVIDER,
    );
    let german = texts(&[(1, "Die Sicherung schlug fehl.")], PROVIDER);
    let (_folder, store) = opened(&[
        ("saved_1031.MTA", &german),
        ("saved_1033.MTA", &english),
        ("other_1033.MTA", b"of another log"),
    ]);
    let [known, other, smb] = &messages(&store)[..] else {
        panic!()
    };
    assert_eq!(known, "The backup failed.\r\nJob:\tnightly\r\nRetry:\tNo");
    assert_eq!(other, "Job: nightly", "the fields are its message");
    assert!(
        smb.starts_with("The file and printer sharing firewall"),
        "{smb}"
    );
    let event = store.event(store.order()[0]);
    assert_eq!(event.title(), "The backup failed.");
    assert_eq!(event.summary(), "The backup failed.");
    assert_eq!(
        event.record_note().unwrap(),
        "Contoso-Backup is not in the catalog; shown with the text saved beside its log"
    );
    for (text, found) in [
        ("\"backup failed\"", true),
        ("message:\"job: nightly\"", false),
        ("message:retry", true),
        ("nightly", true),
    ] {
        let filter = filter::parse(text).unwrap();
        assert_eq!(filter::matches_reference(&filter, &event), found, "{text}");
        let never = std::sync::atomic::AtomicBool::new(false);
        let scanned = filter::scan(&filter, &store, None, &never).unwrap();
        assert_eq!(
            scanned.numbers().contains(&store.order()[0]),
            found,
            "the scan agrees: {text}"
        );
    }
}

#[test]
fn another_language_is_better_than_none() {
    let german = texts(&[(1, "Die Sicherung schlug fehl.")], PROVIDER);
    let (_folder, store) = opened(&[("saved_1031.mta", &german)]);
    assert_eq!(messages(&store)[0], "Die Sicherung schlug fehl.");
}

#[test]
fn damaged_texts_are_told_and_the_fields_are_shown() {
    let sound = texts(&[(1, "The backup failed.")], PROVIDER);
    for damaged in [
        b"".as_slice(),
        b"nonsense",
        &sound[..40],
        &sound[..sound.len() - 9],
    ] {
        let (_folder, store) = opened(&[("saved_1033.MTA", damaged)]);
        let event = store.event(store.order()[0]);
        assert_eq!(event.message(), "Job: nightly");
        let note = event.record_note().unwrap();
        assert!(
            note.contains("shown with its raw fields")
                && note.contains("saved_1033.MTA cannot be read"),
            "{note}"
        );
    }
    let (_folder, store) = opened(&[]);
    let note = store.event(store.order()[0]).record_note().unwrap();
    assert_eq!(
        note,
        "Contoso-Backup is not in the catalog; shown with its raw fields"
    );
}
