//! Files that are opened by their first bytes, whatever their names, and those that are named as something else.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use smbscope::load::{LoadOptions, load_all};

use super::{Run, run};
use crate::fixtures::{catalog, data};

/// A log of one event 551, of the cases that were reported.
pub(super) fn log() -> Vec<u8> {
    fs::read(case("05-empty-C-with-one-551.evtx")).unwrap()
}

/// A log that is not the same, of one event.
pub(super) fn another_log() -> Vec<u8> {
    fs::read(case("10-audit-failure.evtx")).unwrap()
}

/// A file of the cases that were reported.
pub(super) fn case(name: &str) -> PathBuf {
    data("cases").join(name)
}

/// Runs `query --format jsonl` over paths.
pub(super) fn query<T: AsRef<OsStr>>(paths: &[T]) -> Run {
    let mut arguments = vec![OsStr::new("query"), "--format".as_ref(), "jsonl".as_ref()];
    arguments.extend(paths.iter().map(AsRef::as_ref));
    run(&arguments)
}

/// The files that the events of an answer are from, without the folder.
pub(super) fn files(answer: &Run, folder: &Path) -> Vec<String> {
    let events = answer.json();
    let own = |event: &serde_json::Value| {
        let path = Path::new(event["file"].as_str().unwrap());
        let own = path.strip_prefix(folder).unwrap_or(path);
        own.to_str().unwrap().replace('\\', "/")
    };
    events.iter().map(own).collect()
}

/// Asserts that nothing is answered, and that one sentence with these words is said.
#[track_caller]
pub(super) fn assert_refused(answer: &Run, words: &[&str]) {
    assert_eq!(
        (answer.code, answer.out.as_str()),
        (2, ""),
        "{}",
        answer.errors
    );
    assert_eq!(answer.errors.lines().count(), 1, "{}", answer.errors);
    for word in words {
        assert!(answer.errors.contains(word), "{word}: {}", answer.errors);
    }
}

/// Asserts that so many events are answered, and that these words are said and nothing else.
#[track_caller]
pub(super) fn assert_answered(answer: &Run, events: usize, words: &[&str]) {
    assert_eq!(
        (answer.code, answer.json().len()),
        (0, events),
        "{}",
        answer.errors
    );
    assert_eq!(
        answer.errors.lines().count(),
        words.len(),
        "{}",
        answer.errors
    );
    for word in words {
        assert!(answer.errors.contains(word), "{word}: {}", answer.errors);
    }
}

#[test]
fn logs_without_records_are_not_copies_of_each_other() {
    // Case 05.
    let folder = tempfile::tempdir().unwrap();
    let mut paths = Vec::new();
    for (case_name, name) in [
        ("05-empty-C-with-one-551.evtx", "with-one-551.evtx"),
        ("05-empty-A-HardwareEvents.evtx", "HardwareEvents.evtx"),
        (
            "05-empty-B-Microsoft-Windows-SMBServer%4Security.evtx",
            "Microsoft-Windows-SMBServer%4Security.evtx",
        ),
    ] {
        let path = folder.path().join(name);
        fs::copy(case(case_name), &path).unwrap();
        paths.push(path);
    }
    assert_answered(&query(&paths), 1, &[]);
    assert_answered(&query(&[folder.path()]), 1, &[]);
    let store = load_all(&paths, catalog(), &LoadOptions::default());
    let records: Vec<u64> = store.files().iter().map(|file| file.records).collect();
    assert_eq!((records, store.problems().count()), (vec![1, 0, 0], 0));
    // Two of them with the same bytes are two logs still.
    let copy = folder.path().join("Copy.evtx");
    fs::copy(&paths[1], &copy).unwrap();
    let empty = query(&[&paths[1], &copy]);
    assert_eq!(
        (empty.code, empty.errors.as_str()),
        (1, "smbscope: the 2 logs hold no records\n")
    );
}

#[test]
fn a_log_or_its_copy_that_is_named_again_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let (first, copy) = (folder.path().join("a.evtx"), folder.path().join("b.evtx"));
    fs::write(&first, log()).unwrap();
    fs::write(&copy, log()).unwrap();
    assert_answered(&query(&[&first, &copy]), 1, &["b.evtx is the same log as"]);
    assert_answered(
        &query(&[&first, &first]),
        1,
        &["a.evtx is named more than once"],
    );
    assert_answered(
        &query(&[folder.path(), &copy]),
        1,
        &["same log", "more than once"],
    );
    // Many copies are one sentence.
    for number in 0..20 {
        fs::write(folder.path().join(format!("c{number:02}.evtx")), log()).unwrap();
    }
    let many = query(&[folder.path()]);
    assert_eq!(
        (many.code, many.errors.lines().count()),
        (0, 4),
        "{}",
        many.errors
    );
    assert!(
        many.errors.contains("18 more logs are the same"),
        "{}",
        many.errors
    );
}

#[test]
fn logs_of_other_names_in_a_folder_are_read() {
    // Case 14: the two are one log twice.
    assert_answered(
        &query(&[case("14-other-extensions")]),
        1,
        &["is the same log as"],
    );
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for name in [
        "Security.evt",
        "System.evtx_data",
        "a.bak",
        "a.001",
        "none",
        "a.evtx.1",
    ] {
        fs::write(at(name), log()).unwrap();
        assert_answered(&query(&[at("")]), 1, &[]);
        fs::remove_file(at(name)).unwrap();
    }
    // Its first chunk tells a log without its header.
    let mut headless = log();
    headless[..4096].fill(0);
    fs::write(at("carved.bin"), headless).unwrap();
    assert_answered(&query(&[at("")]), 1, &["has lost its header"]);
    // Beside an .evtx, and other files, which are nobody's business.
    fs::write(at("b.evtx"), another_log()).unwrap();
    fs::write(at("notes.txt"), "The server was slow.").unwrap();
    fs::write(at("nothing"), "").unwrap();
    fs::write(at("NTUSER.DAT"), "regf").unwrap();
    fs::write(at("zeros"), [0; 5000]).unwrap();
    fs::write(at("._b.evtx"), b"\0\x05\x16\x07\0\x02\0\0Mac OS X").unwrap();
    assert_answered(&query(&[at("")]), 2, &["has lost its header"]);
}

/// The beginnings of files that are no logs, what is said of each, and whether it is said where a
/// folder is searched.
fn others() -> Vec<(&'static str, Vec<u8>, &'static str, bool)> {
    let utf16 = |text: &str| -> Vec<u8> {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [0xFF, 0xFE].into_iter().chain(units).collect()
    };
    let xml = fs::read_to_string(case("22-exported.xml")).unwrap();
    let mut trace = vec![0; 4096];
    trace[1] = 0x10;
    trace[0x48..0x4C].copy_from_slice(&[2, 0, 2, 0xC0]);
    let mut disk = vec![0xEB, 0x52, 0x90];
    disk.extend(b"NTFS    ");
    disk.resize(8192, 0);
    let mut lznt1 = vec![0x0C, 0xB0, 0];
    lznt1.extend(&log()[..64]);
    let csv =
        "Level,Date and Time,Source,Event ID,Task Category\r\nInformation,1/2/2024,a,1,None\r\n";
    let txt = csv.replace(',', "\t");
    vec![
        (
            "old.evt",
            fs::read(case("22-old.evt")).unwrap(),
            "Windows XP",
            true,
        ),
        ("exported.xml", xml.clone().into_bytes(), "as XML", true),
        ("exported16.xml", utf16(&xml), "as XML", true),
        ("exported.csv", csv.into(), "CSV", true),
        ("exported.txt", utf16(&txt), "CSV", true),
        (
            "events.json",
            br#"[{"EventID":551}]"#.to_vec(),
            "as JSON",
            true,
        ),
        ("trace.etl", trace, "a trace (.etl)", true),
        ("damaged.etl", vec![0xA7; 500], "a trace (.etl)", true),
        (
            "logs.7z",
            b"7z\xBC\xAF\x27\x1C\0\x04".to_vec(),
            "7-Zip",
            true,
        ),
        ("logs.rar", b"Rar!\x1A\x07\x01\0".to_vec(), "RAR", true),
        ("logs.cab", b"MSCF\0\0\0\0".to_vec(), "cabinet", true),
        ("logs.xz", b"\xFD7zXZ\0\0\x04".to_vec(), "xz", true),
        ("logs.bz2", b"BZh91AY&SY".to_vec(), "bzip2", true),
        (
            "disk.E01",
            b"EVF\x09\x0D\x0A\xFF\0\x01".to_vec(),
            "forensic image",
            true,
        ),
        ("disk.vhdx", b"vhdxfile".to_vec(), "VHDX", true),
        ("disk.001", disk, "image of a disk", true),
        ("raw.evtx_", lznt1, "LZNT1", true),
        ("copied", utf16("ElfFile\0\0\0\0\0"), "copied as text", true),
        ("log.b64", b"RWxmRmlsZQAAAAAAAAAA".to_vec(), "base64", true),
        (
            "page.htm",
            b"<!DOCTYPE html><title>Sign in</title>".to_vec(),
            "a web page",
            false,
        ),
        ("hive", b"regf\x01\0\0\0".to_vec(), "registry hive", false),
        (
            "net.pcap",
            b"\xD4\xC3\xB2\xA1\x02\0\x04\0".to_vec(),
            "pcap",
            false,
        ),
        ("zeros", vec![0; 70_000], "zeros", false),
        ("notes", b"The server was slow.".to_vec(), "but text", false),
        ("unknown", vec![0xA7; 500], "does not start as one", false),
    ]
}

#[test]
fn what_is_no_log_is_named_with_what_to_do() {
    // Case 22, and its kind.
    assert_refused(
        &query(&[case("22-old.evt")]),
        &["Windows XP", "wevtutil epl /lf:true"],
    );
    assert_refused(
        &query(&[case("22-exported.xml")]),
        &["as XML", "wevtutil epl"],
    );
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, what, _) in others() {
        let path = folder.path().join(name);
        fs::write(&path, &bytes).unwrap();
        assert_refused(&query(&[&path]), &[name, what]);
        // Called as a log, it is named too.
        let renamed = folder.path().join("renamed.evtx");
        fs::rename(&path, &renamed).unwrap();
        let what = if name == "damaged.etl" {
            "does not start as one"
        } else {
            what
        };
        assert_refused(&query(&[&renamed]), &["renamed.evtx", what]);
    }
}

#[test]
fn what_may_hold_events_is_named_where_a_folder_is_searched() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.evtx"), log()).unwrap();
    for (name, bytes, what, is_named) in others() {
        let path = folder.path().join(name);
        fs::write(&path, &bytes).unwrap();
        let said: &[&str] = if is_named { &[what] } else { &[] };
        assert_answered(&query(&[folder.path()]), 1, said);
        fs::remove_file(&path).unwrap();
    }
    for number in 0..9 {
        let name = format!("old{number}.evt");
        fs::copy(case("22-old.evt"), folder.path().join(name)).unwrap();
    }
    assert_answered(&query(&[folder.path()]), 1, &["9 files are passed over"]);
}

#[test]
fn a_log_whose_first_bytes_are_lost_is_found_by_a_later_chunk() {
    let folder = tempfile::tempdir().unwrap();
    let whole = super::demo_log(folder.path());
    let events = query(&[&whole]).json().len();
    let mut bytes = fs::read(&whole).unwrap();
    bytes[..4096 + 65536].fill(0);
    fs::write(&whole, bytes).unwrap();
    let answer = query(&[&whole]);
    let left = answer.json().len();
    assert!(
        answer.code == 0 && left > 0 && left < events,
        "{}",
        answer.errors
    );
    assert!(
        answer.errors.contains("has lost its header"),
        "{}",
        answer.errors
    );
}

#[test]
fn a_log_of_an_unknown_version_is_read_and_said_to_be_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.evtx");
    let mut bytes = log();
    bytes[38] = 9;
    let sum = crc32fast::hash(&bytes[..120]);
    bytes[124..128].copy_from_slice(&sum.to_le_bytes());
    fs::write(&path, bytes).unwrap();
    assert_answered(&query(&[&path]), 1, &["is of version 9."]);
}

#[test]
fn a_folder_is_searched_whatever_is_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("folder.evtx")).unwrap();
    fs::write(at("empty.evtx"), "").unwrap();
    fs::write(at("good.evtx"), log()).unwrap();
    assert_answered(
        &query(&[at("")]),
        1,
        &[
            "empty.evtx is empty",
            "folder.evtx is a folder, and no log is in it",
        ],
    );
    // A folder that is called as a log is searched as any.
    fs::write(at("folder.evtx/other.evtx"), another_log()).unwrap();
    assert_answered(&query(&[at("")]), 2, &["empty.evtx is empty"]);
    assert_answered(&query(&[at("folder.evtx")]), 1, &[]);
}

#[cfg(unix)]
#[test]
fn links_and_what_cannot_be_read_are_said_and_the_rest_opens() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("good.evtx"), log()).unwrap();
    fs::create_dir(at("inner")).unwrap();
    symlink(folder.path(), at("inner/loop")).unwrap();
    symlink("nowhere", at("broken.evtx")).unwrap();
    assert_answered(
        &query(&[at("")]),
        1,
        &["loop leads back to a folder", "broken.evtx is passed over"],
    );
    // A file that reads as an error of the disk.
    if cfg!(target_os = "linux") {
        symlink("/proc/self/mem", at("disk.evtx")).unwrap();
        let answer = query(&[at("")]);
        assert_eq!(
            (answer.code, answer.json().len()),
            (2, 1),
            "{}",
            answer.errors
        );
        assert!(
            answer.errors.contains("disk.evtx cannot be opened"),
            "{}",
            answer.errors
        );
    }
}

#[cfg(unix)]
#[test]
fn a_folders_log_that_may_not_be_read_is_an_error_after_the_rest() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("good.evtx"), log()).unwrap();
    for name in ["secret.evtx", "secret"] {
        fs::write(at(name), another_log()).unwrap();
        fs::set_permissions(at(name), fs::Permissions::from_mode(0o000)).unwrap();
        if fs::File::open(at(name)).is_ok() {
            eprintln!("skipped: this user may read every file");
            return;
        }
        let answer = query(&[at("")]);
        assert_eq!(
            (answer.code, answer.json().len()),
            (2, 1),
            "{}",
            answer.errors
        );
        assert!(
            answer.errors.contains("may not be read"),
            "{}",
            answer.errors
        );
        fs::remove_file(at(name)).unwrap();
    }
}
