//! Logs in archives: read where they are packed as files can be, else said to be.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use smbscope::values::is_hidden;

use super::opening::{another_log, assert_answered, assert_refused, case, files, log, query};
use super::{Run, run};
use crate::packing::{by_method, encrypted, gzip, stored_zip, tar, zip, zstd};
use crate::properties::cases;

/// Opens an archive of this name and these bytes, in a folder of its own; the answer, and the
/// files that events are from.
fn opened(name: &str, bytes: &[u8]) -> (Run, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let answer = query(&[&path]);
    let files = files(&answer, folder.path());
    (answer, files)
}

#[test]
fn the_reported_ones_are_read() {
    // Case 15.
    assert_answered(&query(&[case("15-packed.evtx.gz")]), 1, &[]);
    let zip = query(&[case("15-packed.zip")]);
    assert_answered(&zip, 1, &[]);
    assert_eq!(files(&zip, &case("")), ["15-packed.zip/Security.evtx"]);
    let both = query(&[case("15-packed.zip"), case("15-packed.evtx.gz")]);
    assert_answered(&both, 1, &["is the same log as"]);
}

#[test]
fn archives_of_each_kind_are_read_and_in_one_another() {
    let log = log();
    let file = [("Logs/Security.evtx", &*log)];
    let inner = zip(&file);
    for (name, bytes, shown) in [
        ("a.evtx.gz", gzip(&log), "a.evtx.gz"),
        ("a.evtx.zst", zstd(&log), "a.evtx.zst"),
        ("a.zip", zip(&file), "a.zip/Logs/Security.evtx"),
        ("a.tar", tar(&file), "a.tar/Logs/Security.evtx"),
        ("a.tgz", gzip(&tar(&file)), "a.tgz/Logs/Security.evtx"),
        (
            "a.tar.zst",
            zstd(&tar(&file)),
            "a.tar.zst/Logs/Security.evtx",
        ),
        (
            "a.tar.gz",
            gzip(&tar(&[("host1.zip", &inner)])),
            "a.tar.gz/host1.zip/Logs/Security.evtx",
        ),
        (
            "b.zip",
            zip(&[("b.zip", &zip(&[("c.evtx.gz", &gzip(&log))]))]),
            "b.zip/b.zip/c.evtx.gz",
        ),
        // Whatever it is called.
        ("packed.evtx", gzip(&log), "packed.evtx"),
        ("archive", zip(&[("Security", &log)]), "archive/Security"),
    ] {
        let (answer, files) = opened(name, &bytes);
        assert_answered(&answer, 1, &[]);
        assert_eq!(files, [shown]);
    }
}

#[test]
fn parts_that_follow_one_another_are_one_file() {
    let log = log();
    let (first, rest) = log.split_at(30_000);
    let padding = [0; 512];
    for (name, bytes) in [
        ("a.gz", [gzip(first), gzip(rest), padding.to_vec()].concat()),
        (
            "a.zst",
            [
                zstd(first),
                b"\x50\x2A\x4D\x18\x03\0\0\0abc".to_vec(),
                zstd(rest),
            ]
            .concat(),
        ),
    ] {
        assert_answered(&opened(name, &bytes).0, 1, &[]);
    }
}

#[test]
fn collections_are_read_under_their_own_paths() {
    let (log, other) = (log(), another_log());
    let velociraptor = zip(&[
        (
            "uploads/auto/C%3A/Windows/System32/winevt/Logs/Microsoft-Windows-SMBServer%254Security.evtx",
            &log,
        ),
        (
            "uploads/ntfs/%5C%5C.%5CC%3A/Windows/System32/winevt/Logs/Security.evtx",
            &other,
        ),
        ("uploads.json", b"{\"vfs_path\":\"C:\"}"),
        ("results/Windows.KapeFiles.Targets%2FUploads.json", b"{}"),
    ]);
    let (answer, mut files) = opened("Collection-FS01.zip", &velociraptor);
    assert_answered(&answer, 2, &[]);
    files.sort();
    let logs = "Windows/System32/winevt/Logs";
    assert_eq!(
        files,
        [
            format!(
                "Collection-FS01.zip/uploads/auto/C:/{logs}/Microsoft-Windows-SMBServer%4Security.evtx"
            ),
            format!("Collection-FS01.zip/uploads/ntfs///./C:/{logs}/Security.evtx"),
        ]
    );
    let name = "FS01\\C\\Windows\\System32\\winevt\\logs\\Microsoft-Windows-SMBServer%4Audit.evtx";
    let (answer, files) = opened("kape.zip", &zip(&[(name, &log)]));
    assert_answered(&answer, 1, &[]);
    assert_eq!(files, [format!("kape.zip/{}", name.replace('\\', "/"))]);
}

#[test]
fn archives_in_a_folder_are_searched_and_others_are_nobodys_business() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("a.evtx"), log()).unwrap();
    fs::write(at("b.zip"), zip(&[("c.evtx", &another_log())])).unwrap();
    fs::write(
        at("report.docx"),
        zip(&[("[Content_Types].xml", b"<?xml version='1.0'?>")]),
    )
    .unwrap();
    fs::write(at("syslog.1.gz"), gzip(b"Nov 27 kernel: up\n")).unwrap();
    fs::write(at("site.tar"), tar(&[("index.htm", b"<html>")])).unwrap();
    assert_answered(&query(&[folder.path()]), 2, &[]);
    // The same log packed and not is one.
    fs::write(at("a.zip"), zip(&[("a.evtx", &log())])).unwrap();
    assert_answered(&query(&[folder.path()]), 2, &["is the same log as"]);
}

#[test]
fn an_archive_without_a_log_says_what_is_in_it() {
    let old = fs::read(case("22-old.evt")).unwrap();
    for (name, bytes, words) in [
        ("a.gz", gzip(b"hello\n"), "a gzip file of text"),
        (
            "old.evt.gz",
            gzip(&old),
            "a gzip file of a log of Windows XP",
        ),
        (
            "old.zip",
            zip(&[("old.evt", &old)]),
            "old.zip/old.evt is passed over",
        ),
        (
            "page.zip",
            zip(&[("x.evtx", b"<html></html>")]),
            "page.zip/x.evtx is not an event log",
        ),
        (
            "empty.zip",
            zip(&[("x.evtx", b"")]),
            "empty.zip/x.evtx is empty",
        ),
        (
            "two.zip",
            zip(&[("a", b"a"), ("b", b"b")]),
            "among its 2 files",
        ),
        ("none.zip", zip(&[]), "without a file in it"),
        ("none.tar", tar(&[]), "zeros"),
        (
            "7z.tar",
            tar(&[("logs.7z", b"7z\xBC\xAF\x27\x1C\0\x04")]),
            "7-Zip",
        ),
    ] {
        let (answer, _) = opened(name, &bytes);
        assert_eq!(
            (answer.code, answer.out.as_str()),
            (2, ""),
            "{name}: {}",
            answer.errors
        );
        assert!(answer.errors.contains(words), "{words}: {}", answer.errors);
    }
}

#[test]
fn what_is_encrypted_or_packed_in_another_way_is_said_and_the_rest_is_read() {
    let (log, other) = (log(), another_log());
    let secret = encrypted(zip(&[("Security.evtx", &log)]));
    let (answer, _) = opened("secret.zip", &secret);
    assert_refused(
        &answer,
        &["secret.zip has 1 file that is encrypted with a password"],
    );
    // As Velociraptor packs a collection with a password.
    let outer = encrypted(zip(&[
        ("data.zip", &zip(&[("a.evtx", &log)])),
        ("metadata.json", b"{}"),
    ]));
    let (answer, _) = opened("Collection.zip", &outer);
    assert_refused(&answer, &["2 files that are encrypted with a password"]);
    let (answer, _) = opened("lzma.zip", &by_method(zip(&[("a.evtx", &log)]), 14));
    assert_refused(&answer, &["lzma.zip/a.evtx is packed with LZMA"]);
    // Beside a log that can be read: it is answered, and something lacks.
    let both = tar(&[("secret.zip", &secret), ("good.evtx", &other)]);
    let (answer, files) = opened("both.tar", &both);
    assert_eq!(
        (answer.code, files),
        (2, vec!["both.tar/good.evtx".to_owned()])
    );
    assert!(
        answer.errors.contains("both.tar/secret.zip has 1 file"),
        "{}",
        answer.errors
    );
}

#[test]
fn what_is_left_of_a_damaged_archive_is_read() {
    let (demo, other) = (demo(), another_log());
    let packed = gzip(&demo);
    let (whole, _) = opened("whole.gz", &packed);
    let events = whole.json().len();
    let half = &packed[..packed.len() / 2];
    for (name, bytes) in [
        ("half.evtx.gz", half.to_vec()),
        ("half.zst", zstd(&demo)[..zstd(&demo).len() / 2].to_vec()),
        ("half.tar", {
            let tar = tar(&[("a.evtx", &demo)]);
            tar[..tar.len() / 2].to_vec()
        }),
        ("half.tgz", {
            let tgz = gzip(&tar(&[("a.evtx", &demo)]));
            tgz[..tgz.len() / 2].to_vec()
        }),
        ("nested.zip", zip(&[("half.evtx.gz", half)])),
    ] {
        let (answer, _) = opened(name, &bytes);
        let left = answer.json().len();
        assert_eq!(answer.code, 0, "{name}: {}", answer.errors);
        assert!(left > 0 && left < events, "{name}: {left} of {events}");
        assert!(
            answer
                .errors
                .contains("cut off or damaged where it is packed"),
            "{}",
            answer.errors
        );
    }
    // The file before it is whole.
    let tgz = gzip(&tar(&[("a.evtx", &other), ("b.evtx", &demo)]));
    let (answer, files) = opened("two.tgz", &tgz[..tgz.len() - 100]);
    assert_eq!(answer.code, 0, "{}", answer.errors);
    assert!(files.contains(&"two.tgz/a.evtx".to_owned()));
    // Changed bytes are found by their sum.
    let mut changed = zip(&[("a.evtx", &demo)]);
    let at = changed
        .windows(4)
        .position(|bytes| bytes == b"PK\x01\x02")
        .unwrap();
    changed[at + 16] ^= 1;
    let (answer, files) = opened("changed.zip", &changed);
    assert_eq!((answer.code, files.len()), (0, events));
    assert!(
        answer.errors.contains("do not fit their checksum"),
        "{}",
        answer.errors
    );
}

#[test]
fn of_a_zip_archive_that_is_cut_off_the_files_before_the_cut_are_read() {
    let (demo, other) = (demo(), another_log());
    // As they come, with their sizes behind them; and with their sizes before.
    let streamed = zip(&[("a.evtx", &other), ("b.evtx", &demo)]);
    let stored = stored_zip(&[("a.evtx", &other), ("b.evtx", &demo)]);
    for whole in [streamed, stored] {
        let events = opened("whole.zip", &whole).0.json().len();
        let list = whole
            .windows(4)
            .position(|bytes| bytes == b"PK\x01\x02")
            .unwrap();
        let without_list = &whole[..list + 20];
        let (answer, files) = opened("cut.zip", without_list);
        assert_eq!((answer.code, files.len()), (2, events), "{}", answer.errors);
        assert_eq!(answer.errors.lines().count(), 1, "{}", answer.errors);
        assert!(
            answer.errors.contains("cut.zip is cut off"),
            "{}",
            answer.errors
        );
        let (answer, files) = opened("half.zip", &whole[..list / 2]);
        assert!(files.contains(&"half.zip/a.evtx".to_owned()));
        assert!((2..events).contains(&files.len()), "{}", answer.errors);
        assert!(
            answer.errors.contains("half.zip/b.evtx is cut off"),
            "{}",
            answer.errors
        );
        assert!(
            answer.errors.contains("half.zip is cut off"),
            "{}",
            answer.errors
        );
    }
    assert_refused(
        &opened("none.zip", b"PK\x03\x04\0\0").0,
        &["none.zip is cut off"],
    );
}

fn demo() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    fs::read(super::demo_log(folder.path())).unwrap()
}

#[test]
fn names_that_lead_elsewhere_are_shown_inside_the_archive() {
    let log = log();
    for (name, shown) in [
        ("../../../tmp/x.evtx", "tmp/x.evtx"),
        ("/etc/x.evtx", "etc/x.evtx"),
        ("..\\..\\x.evtx", "x.evtx"),
        ("C:\\x.evtx", "C:/x.evtx"),
        ("./x.evtx", "x.evtx"),
    ] {
        for (archive, bytes) in [
            ("a.zip", zip(&[(name, &log)])),
            ("a.tar", tar(&[(name, &log)])),
        ] {
            let (answer, files) = opened(archive, &bytes);
            assert_answered(&answer, 1, &[]);
            assert_eq!(files, [format!("{archive}/{shown}")]);
        }
    }
    let live = "\u{1b}]0;owned\u{7}\u{202e}x.evtx";
    let (answer, files) = opened("live.zip", &zip(&[(live, &log[..300])]));
    assert_eq!(files, [""; 0]);
    let visible = |text: &str| !text.contains(|letter| letter != '\n' && is_hidden(letter));
    assert!(
        answer.errors.contains("owned") && visible(&answer.errors),
        "{:?}",
        answer.errors
    );
    let (answer, _) = opened("live.zip", &zip(&[(live, &log)]));
    assert!(visible(&answer.out), "{:?}", answer.out);
    assert_eq!(answer.json().len(), 1);
}

#[test]
fn an_archive_that_is_made_to_fill_a_disk_is_a_sentence() {
    // A log and zeros: 600 MiB from as many KB.
    let mut small = gzip(&log());
    small.extend(gzip(&vec![0; 1 << 20]).repeat(600));
    assert!(small.len() < 1 << 20);
    let (answer, _) = opened("bomb.evtx.gz", &small);
    assert_refused(
        &answer,
        &["bomb.evtx.gz unpacks to more than", "it is not read"],
    );
    // Among other logs, these are read.
    let both = tar(&[("bomb.evtx.gz", &small), ("good.evtx", &log())]);
    let (answer, files) = opened("both.tar", &both);
    assert_eq!(
        (answer.code, files),
        (2, vec!["both.tar/good.evtx".to_owned()])
    );
    // Archives in one another end somewhere.
    let mut deep = log();
    for _ in 0..12 {
        deep = gzip(&deep);
    }
    assert_refused(
        &opened("deep.gz", &deep).0,
        &["more than 8 archives in one another"],
    );
    // A header of a tar archive that would be kept in memory.
    let mut long = tar(&[("name", &vec![b'x'; 3 << 20])]);
    long[156] = b'L';
    let sum = long[..512].iter().map(|&byte| u32::from(byte)).sum::<u32>();
    let field = long[148..156]
        .iter()
        .map(|&byte| u32::from(byte))
        .sum::<u32>();
    let sum = format!("{:06o}\0 ", sum - field + 8 * 32);
    long[148..156].copy_from_slice(sum.as_bytes());
    assert_refused(
        &opened("long.tar", &long).0,
        &["long.tar cannot be unpacked"],
    );
}

#[test]
fn bytes_that_only_begin_as_an_archive_are_said() {
    for (name, bytes) in [
        ("a.gz", b"\x1F\x8B\x08\0garbage".to_vec()),
        ("a.zst", b"\x28\xB5\x2F\xFDgarbage and more of it".to_vec()),
        ("a.zip", b"PK\x03\x04garbage".to_vec()),
        ("a.tar", {
            let mut tar = tar(&[("a.evtx", &log())]);
            tar.truncate(300);
            tar
        }),
    ] {
        let (answer, _) = opened(name, &bytes);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{name}");
        assert_eq!(answer.errors.lines().count(), 1, "{}", answer.errors);
    }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn whatever_an_archive_holds_it_is_opened_or_said(
        kind in 0_usize..6,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        keep in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let log = log();
        let file = [("a/Security.evtx", &*log)];
        let mut bytes = match kind {
            0 => zip(&file),
            1 => tar(&file),
            2 => gzip(&log),
            3 => zstd(&log),
            4 => gzip(&tar(&[("a.zip", &zip(&file))])),
            _ => zip(&[("a.tar.zst", &zstd(&tar(&file)))]),
        };
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if is_cut {
            bytes.truncate(keep.index(bytes.len()));
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("changed");
        fs::write(&path, bytes).unwrap();
        let opened = smbscope::load::open(&[path], smbscope::load::Recovery::Off);
        prop_assert!(!opened.files.is_empty() || opened.is_incomplete);
        prop_assert!(opened.files.len() + opened.problems.len() > 0);
        for said in &opened.problems {
            prop_assert!(!said.contains("smbscope failed"), "{said}");
        }
    }
}

#[test]
fn an_archive_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("logs.zip");
    fs::write(&path, zip(&[("a.evtx", &log())])).unwrap();
    let path = path.to_str().unwrap();
    let answer = run(&["query", path, "-o", path]);
    assert_refused(&answer, &["is an archive, and is not written over"]);
    assert!(Path::new(path).exists());
}

#[test]
fn nothing_is_left_of_what_was_unpacked() {
    let folder = tempfile::tempdir().unwrap();
    let temporary = folder.path().join("tmp");
    fs::create_dir(&temporary).unwrap();
    let path = folder.path().join("logs.zip");
    fs::write(
        &path,
        zip(&[
            ("a.evtx", &log()),
            ("b.zip", &zip(&[("c.evtx", &another_log())])),
        ]),
    )
    .unwrap();
    let answer = super::program()
        .args([Path::new("query"), &path])
        .env("TMPDIR", &temporary)
        .output()
        .unwrap();
    assert!(answer.status.success());
    assert_eq!(fs::read_dir(&temporary).unwrap().count(), 0);
    // Without a place for them, that is said.
    let answer = super::program()
        .args([Path::new("query"), &path])
        .env("TMPDIR", folder.path().join("nowhere"))
        .env("TEMP", folder.path().join("nowhere"))
        .env("TMP", folder.path().join("nowhere"))
        .output()
        .unwrap();
    assert_eq!(answer.status.code(), Some(2));
    let said = String::from_utf8(answer.stderr).unwrap();
    assert!(said.contains("set TMPDIR"), "{said}");
}
