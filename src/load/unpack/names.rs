//! Names of files in archives: where each is shown to be, whatever the archive says.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The longest name that is shown, in bytes.
const LONGEST: usize = 1024;
/// The folder of a Velociraptor collection in which names are percent-encoded.
const UPLOADS: &str = "uploads";
/// Endings of archives that may hold a log.
const PACKED: [&str; 6] = ["gz", "zst", "zip", "tar", "tgz", "tzst"];

/// The path of a file in an archive: the archive's, then the file's own without what would lead
/// out of it.
pub(super) fn inside(archive: &Path, name: &str) -> PathBuf {
    let mut path = archive.as_os_str().to_owned();
    let mut is_encoded = false;
    let mut parts = name
        .split(['/', '\\'])
        .filter(|part| !matches!(*part, "" | "." | ".."))
        .peekable();
    if parts.peek().is_none() {
        path.push("/(without a name)");
    }
    for part in parts {
        path.push("/");
        if path.len() > archive.as_os_str().len() + LONGEST {
            path.push("…");
            break;
        }
        if is_encoded {
            path.push(decoded(part));
        } else {
            path.push(part);
        }
        is_encoded |= part == UPLOADS;
    }
    PathBuf::from(path)
}

/// Tells whether a file is called as a log, packed or not, and is not macOS's companion of one.
pub(crate) fn is_named_log(path: &Path) -> bool {
    let name = path.file_name().and_then(OsStr::to_str);
    if name.is_some_and(|name| name.starts_with("._")) {
        return false;
    }
    let ending = |path: &Path| Some(path.extension()?.to_str()?.to_ascii_lowercase());
    match ending(path).as_deref() {
        Some("evtx") => true,
        Some("gz" | "zst") => path
            .file_stem()
            .is_some_and(|stem| is_named_log(Path::new(stem))),
        _ => false,
    }
}

/// Tells whether a file is called as an archive that may hold logs.
pub(super) fn is_named_archive(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str);
    ending.is_some_and(|ending| PACKED.iter().any(|own| own.eq_ignore_ascii_case(ending)))
}

/// A name without its percent-encoding; as it is where that is none.
fn decoded(name: &str) -> String {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let hex = after.first_chunk::<2>().and_then(|hex| {
            let hex = std::str::from_utf8(hex).ok()?;
            u8::from_str_radix(hex, 16).ok()
        });
        match hex {
            Some(own) if byte == b'%' => {
                bytes.push(own);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_shown_inside_its_archive_whatever_its_name() {
        for (name, expected) in [
            ("Security.evtx", "a.zip/Security.evtx"),
            (
                "C/Windows\\Logs\\System.evtx",
                "a.zip/C/Windows/Logs/System.evtx",
            ),
            ("../../etc/../x.evtx", "a.zip/etc/x.evtx"),
            ("/etc/x.evtx", "a.zip/etc/x.evtx"),
            ("\\\\server\\x.evtx", "a.zip/server/x.evtx"),
            ("..", "a.zip/(without a name)"),
            ("", "a.zip/(without a name)"),
            (
                "uploads/auto/C%3A/winevt/Logs/Microsoft-Windows-SMBServer%254Security.evtx",
                "a.zip/uploads/auto/C:/winevt/Logs/Microsoft-Windows-SMBServer%4Security.evtx",
            ),
            (
                "uploads/ntfs/%5C%5C.%5CC%3A/System.evtx",
                "a.zip/uploads/ntfs/\\\\.\\C:/System.evtx",
            ),
            (
                "Logs/Microsoft-Windows-SMBServer%4Audit.evtx",
                "a.zip/Logs/Microsoft-Windows-SMBServer%4Audit.evtx",
            ),
        ] {
            assert_eq!(
                inside(Path::new("a.zip"), name),
                Path::new(expected),
                "{name}"
            );
        }
        let long = inside(Path::new("a.zip"), &"abc/".repeat(10_000));
        assert!(long.as_os_str().len() < 1100);
    }

    #[test]
    fn a_log_is_known_by_its_name_packed_or_not() {
        for name in ["a.evtx", "A.EVTX", "a.evtx.gz", "a.evtx.zst"] {
            assert!(is_named_log(Path::new(name)), "{name}");
        }
        for name in ["a.evt", "evtx", "a.gz", "a.evtx.zip", "._a.evtx"] {
            assert!(!is_named_log(Path::new(name)), "{name}");
        }
    }
}
