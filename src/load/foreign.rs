//! The table of what is no event log: how each kind is known, what it is, and what to do.

use std::path::Path;

use crate::evtx::LogError;

/// A kind of file that is no event log.
#[derive(Debug)]
pub(crate) struct Foreign {
    is: Sign,
    /// Its kind, with its article.
    pub(crate) what: &'static str,
    /// The cure.
    pub(crate) cure: &'static str,
    /// True if it may hold events, so that it is named where a folder is searched.
    pub(crate) has_events: bool,
}

impl Foreign {
    /// Returns the error of a file of this kind that is asked for as a log.
    pub(crate) fn refusal(&self, path: &Path) -> LogError {
        LogError::SomethingElse {
            path: path.to_owned(),
            what: self.what,
            cure: self.cure,
        }
    }
}

/// The sign of a kind.
#[derive(Debug)]
enum Sign {
    /// By bytes at an offset, any of these.
    Magic(&'static [(usize, &'static [u8])]),
    /// By its first bytes.
    Bytes(fn(&[u8]) -> bool),
    /// By its text, in lower case.
    Text(fn(&str) -> bool),
}

const UNPACK: &str = "unpack it, and open the folder that it is unpacked to";
const SAVE_AS_EVTX: &str =
    "save the log as .evtx in Event Viewer (Save All Events As), or with wevtutil epl";
const FROM_IMAGE: &str =
    "mount it, or take Windows/System32/winevt/Logs out of it, and open that folder";

/// A file of zeros in which there is no log either.
pub(crate) static ZEROS: Foreign = Foreign {
    is: Sign::Bytes(|_| false),
    what: "zeros where a log begins",
    cure: "the copy failed, or the disk was not ready; copy the log again from where it came from",
    has_events: false,
};

/// Every kind; the first that fits has the file.
static KINDS: &[Foreign] = &[
    Foreign {
        is: Sign::Magic(&[(4, b"LfLe")]),
        what: "a log of Windows XP or Server 2003 (.evt)",
        cure: "convert it on Windows with wevtutil epl /lf:true OLD.evt NEW.evtx",
        has_events: true,
    },
    Foreign {
        is: Sign::Bytes(is_trace),
        what: "a trace (.etl)",
        cure: "convert it on Windows with tracerpt FILE.etl -of EVTX -o FILE.evtx",
        has_events: true,
    },
    Foreign {
        is: Sign::Bytes(is_lznt1),
        what: "a log as NTFS compresses it (LZNT1), copied without being unpacked",
        cure: "take it out of the disk image again with a tool that unpacks compressed files",
        has_events: true,
    },
    Foreign {
        is: Sign::Bytes(is_log_as_text),
        what: "a log that was copied as text, which destroys it",
        cure: "copy the log again as bytes (a redirection in PowerShell turns them into text)",
        has_events: true,
    },
    Foreign {
        is: Sign::Magic(&[(0, b"7z\xBC\xAF\x27\x1C")]),
        what: "a 7-Zip archive (.7z)",
        cure: UNPACK,
        has_events: true,
    },
    Foreign {
        is: Sign::Magic(&[(0, b"Rar!\x1A\x07")]),
        what: "a RAR archive",
        cure: UNPACK,
        has_events: true,
    },
    Foreign {
        is: Sign::Magic(&[(0, b"MSCF\0\0\0\0")]),
        what: "a cabinet archive (.cab)",
        cure: "unpack it (expand -F:* FILE.cab FOLDER on Windows, or cabextract), and open the folder",
        has_events: true,
    },
    Foreign {
        is: Sign::Magic(&[(0, b"\xFD7zXZ\0")]),
        what: "an xz file",
        cure: "unpack it with xz -d, and open what comes of it",
        has_events: true,
    },
    Foreign {
        is: Sign::Bytes(|head| {
            matches!(
                head,
                [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, ..]
            )
        }),
        what: "a bzip2 file",
        cure: "unpack it with bzip2 -d, and open what comes of it",
        has_events: true,
    },
    Foreign {
        is: Sign::Magic(&[
            (0, b"\x04\x22\x4D\x18"),
            (0, b"\x1F\x9D"),
            (0, b"\x5D\0\0\x80\0"),
        ]),
        what: "a file packed with lz4, compress or LZMA",
        cure: "unpack it, and open what comes of it",
        has_events: true,
    },
    Foreign {
        is: Sign::Magic(&[
            (0, b"EVF\x09\x0D\x0A\xFF\0"),
            (0, b"EVF2\x0D\x0A\x81\0"),
            (0, b"LVF\x09\x0D\x0A\xFF\0"),
            (0, b"LEF2\x0D\x0A\x81\0"),
            (0, b"ADSEGMENTEDFILE\0"),
        ]),
        what: "a forensic image (E01 or the like)",
        cure: FROM_IMAGE,
        has_events: true,
    },
    Foreign {
        is: Sign::Magic(&[
            (0, b"vhdxfile"),
            (0, b"conectix"),
            (0, b"KDMV"),
            (0, b"# Disk DescriptorFile"),
            (0, b"QFI\xFB"),
            (0, b"MSWIM\0\0\0"),
            (64, b"\x7F\x10\xDA\xBE"),
        ]),
        what: "an image of a virtual disk (VHD, VHDX, VMDK, QCOW2, VDI or WIM)",
        cure: FROM_IMAGE,
        has_events: true,
    },
    Foreign {
        is: Sign::Magic(&[
            (3, b"NTFS    "),
            (3, b"-FVE-FS-"),
            (3, b"EXFAT   "),
            (512, b"EFI PART"),
        ]),
        what: "an image of a disk or a volume",
        cure: FROM_IMAGE,
        has_events: true,
    },
    Foreign {
        is: Sign::Bytes(is_boot_sector),
        what: "an image of a disk or a volume",
        cure: FROM_IMAGE,
        has_events: true,
    },
    Foreign {
        is: Sign::Magic(&[(0, b"regf")]),
        what: "a registry hive",
        cure: "name a log, from Windows/System32/winevt/Logs",
        has_events: false,
    },
    Foreign {
        is: Sign::Magic(&[
            (0, b"\xD4\xC3\xB2\xA1"),
            (0, b"\xA1\xB2\xC3\xD4"),
            (0, b"\x4D\x3C\xB2\xA1"),
            (0, b"\xA1\xB2\x3C\x4D"),
            (0, b"\x0A\x0D\x0D\x0A"),
        ]),
        what: "a capture of network traffic (pcap)",
        cure: "open it in Wireshark, and name a log here",
        has_events: false,
    },
    Foreign {
        is: Sign::Magic(&[(0, b"MDMP"), (0, b"PAGEDUMP"), (0, b"PAGEDU64")]),
        what: "a memory dump",
        cure: "name a log, from Windows/System32/winevt/Logs",
        has_events: false,
    },
    Foreign {
        is: Sign::Bytes(|head| head.starts_with(b"MZ") && head.len() > 64),
        what: "a program",
        cure: "name a log, from Windows/System32/winevt/Logs",
        has_events: false,
    },
    Foreign {
        is: Sign::Text(|text| text.starts_with("<!doctype html") || text.starts_with("<html")),
        what: "a web page",
        cure: "the download gave a page in place of the log, as where one must sign in; download it again",
        has_events: false,
    },
    Foreign {
        is: Sign::Text(|text| {
            text.contains("<event")
                && (text.contains("/win/2004/08/events") || text.contains("<events"))
        }),
        what: "an export of events as XML",
        cure: SAVE_AS_EVTX,
        has_events: true,
    },
    Foreign {
        is: Sign::Text(|text| text.starts_with("<?xml")),
        what: "an XML file",
        cure: SAVE_AS_EVTX,
        has_events: false,
    },
    Foreign {
        is: Sign::Text(|text| {
            text.starts_with(['{', '['])
                && ["eventid", "event_id", "eventrecordid"]
                    .iter()
                    .any(|name| text.contains(name))
        }),
        what: "an export of events as JSON",
        cure: SAVE_AS_EVTX,
        has_events: true,
    },
    Foreign {
        is: Sign::Text(is_table_of_events),
        what: "an export of events as text (CSV or TXT)",
        cure: SAVE_AS_EVTX,
        has_events: true,
    },
    Foreign {
        is: Sign::Text(|text| text.starts_with("rwxmrmlszq")),
        what: "a log as base64 text",
        cure: "decode it with base64 -d, or certutil -decode on Windows, and open what comes of it",
        has_events: true,
    },
    Foreign {
        is: Sign::Text(|_| true),
        what: "text",
        cure: SAVE_AS_EVTX,
        has_events: false,
    },
];

/// Returns the kind of a file that begins so, if it is known.
pub(crate) fn recognize(head: &[u8]) -> Option<&'static Foreign> {
    let text = text(head);
    KINDS.iter().find(|kind| match kind.is {
        Sign::Magic(signs) => signs.iter().any(|(offset, bytes)| {
            head.get(*offset..)
                .is_some_and(|rest| rest.starts_with(bytes))
        }),
        Sign::Bytes(is) => is(head),
        Sign::Text(is) => text.as_deref().is_some_and(is),
    })
}

/// Returns the kind that the ending of a name tells, for bytes that do not: a damaged trace.
pub(crate) fn by_name(path: &Path) -> Option<&'static Foreign> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    let wanted = format!("(.{ending})");
    KINDS
        .iter()
        .find(|kind| kind.has_events && kind.what.ends_with(&wanted))
}

/// Tells whether the first buffer of a trace begins so: its size, and after its header the first
/// event's, which is of the system and marked as such.
fn is_trace(head: &[u8]) -> bool {
    let size = head
        .first_chunk()
        .map_or(0, |bytes| u32::from_le_bytes(*bytes));
    let marker = head.get(0x48..0x4C).unwrap_or_default();
    (512..=16 << 20).contains(&size)
        && size.is_multiple_of(512)
        && matches!(marker, [_, _, 1 | 2, 0xC0])
}

/// Tells whether a block of LZNT1 begins so that unpacks to the beginning of a log.
fn is_lznt1(head: &[u8]) -> bool {
    head.get(1).is_some_and(|high| high & 0x70 == 0x30)
        && head.get(2) == Some(&0)
        && head
            .get(3..)
            .is_some_and(|data| data.starts_with(b"ElfFile\0"))
}

/// Tells whether a log begins so that was written as text: as UTF-16, or behind a mark of UTF-8.
fn is_log_as_text(head: &[u8]) -> bool {
    let unmarked = head.strip_prefix(b"\xFF\xFE").unwrap_or(head);
    unmarked.starts_with(b"E\0l\0f\0F\0i\0l\0e\0") || head.starts_with(b"\xEF\xBB\xBFElfFile")
}

/// Tells whether the first sector of a disk or a volume begins so: it ends with its mark, and begins with
/// a jump or has an entry for a partition.
fn is_boot_sector(head: &[u8]) -> bool {
    let jumps = matches!(
        head,
        [0xEB, _, 0x90, ..] | [0xE9 | 0xFA, ..] | [0x33, 0xC0, ..]
    );
    let mut entries = (0..4).filter_map(|entry| head.get(446 + entry * 16..462 + entry * 16));
    let is_entry = |entry: &[u8]| matches!(entry, [0 | 0x80, _, _, _, kind, ..] if *kind > 0);
    head.get(510..512) == Some(b"\x55\xAA") && (jumps || entries.any(is_entry))
}

/// Tells whether the first line names columns of events, in the languages that are most frequent.
fn is_table_of_events(text: &str) -> bool {
    const NAMES: [&str; 10] = [
        "event id",
        "eventid",
        "event_id",
        "timecreated",
        "date and time",
        "ereignis-id",
        "id de l’événement",
        "id de l'événement",
        "id. del evento",
        "イベント id",
    ];
    let line = text.lines().find(|line| !line.starts_with('#'));
    let line = line.unwrap_or_default();
    let separators = line.matches([',', ';', '\t']).count();
    (separators > 1 && NAMES.iter().any(|name| line.contains(name))) || text.starts_with("event[0]")
}

/// The beginning of a text, in lower case, without blanks before it; `None` if it is none.
fn text(head: &[u8]) -> Option<String> {
    let units = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units = bytes
            .chunks_exact(2)
            .filter_map(|unit| unit.try_into().ok());
        let units: Vec<u16> = units.map(read).collect();
        String::from_utf16_lossy(&units)
    };
    let text = match head {
        [] => return None,
        [0xFF, 0xFE, rest @ ..] => units(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => units(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [b'\t'..=b'~', 0, b'\t'..=b'~', 0, ..] => units(head, u16::from_le_bytes),
        _ => String::from_utf8_lossy(head).into_owned(),
    };
    let is_text = |letter: char| !letter.is_control() || letter.is_whitespace();
    // A character may be cut off at the end.
    let lossy = text.chars().filter(|&c| c == '\u{FFFD}').count();
    let is_one = text.chars().all(is_text) && lossy <= text.chars().count() / 16 + 1;
    is_one.then(|| text.trim_start().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn what(head: &[u8]) -> &'static str {
        recognize(head).map_or("", |kind| kind.what)
    }

    fn utf16(text: &str) -> Vec<u8> {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        b"\xFF\xFE".iter().copied().chain(units).collect()
    }

    #[test]
    fn what_is_no_log_is_named() {
        let event = "<?xml version=\"1.0\"?>\n<Events><Event xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">";
        let mut trace = [0; 0x50];
        trace[2] = 1;
        trace[0x48..0x4C].copy_from_slice(&[2, 0, 2, 0xC0]);
        let mut ntfs = vec![0xEB, 0x52, 0x90];
        ntfs.extend(b"NTFS    ");
        let mut disk = vec![0; 512];
        disk[446] = 0x80;
        disk[450] = 7;
        disk[510..].copy_from_slice(b"\x55\xAA");
        for (head, part) in [
            (&b"0\0\0\0LfLe"[..], "Windows XP"),
            (&trace, "(.etl)"),
            (event.as_bytes(), "events as XML"),
            (&utf16(event), "events as XML"),
            (b"\xEF\xBB\xBF<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>", "events as XML"),
            (b"<?xml version='1.0'?><a/>", "an XML file"),
            (b"Level,Date and Time,Source,Event ID,Task Category\r\n", "CSV"),
            (&utf16("Level\tDate and Time\tSource\tEvent ID\tTask Category\r\n"), "CSV"),
            (b"#TYPE System\r\n\"Message\",\"TimeCreated\",\"Level\"\r\n", "CSV"),
            (b"Event[0]:\r\n  Log Name: System\r\n", "CSV"),
            (b"{\"Event\":{\"System\":{\"EventID\":551}}}", "JSON"),
            (b"<!DOCTYPE html><title>Sign in</title>", "a web page"),
            (b"RWxmRmlsZQAAAAAA", "base64"),
            (b"Tue: the server was slow again\r\n", "text"),
            (b"7z\xBC\xAF\x27\x1C\0\x04", "7-Zip"),
            (b"Rar!\x1A\x07\x01\0", "RAR"),
            (b"MSCF\0\0\0\0", "cabinet"),
            (b"\xFD7zXZ\0", "xz"),
            (b"BZh91AY&SY", "bzip2"),
            (b"EVF\x09\x0D\x0A\xFF\0", "E01"),
            (b"vhdxfile", "VHDX"),
            (b"conectix", "VHD"),
            (&ntfs, "a volume"),
            (&disk, "a disk"),
            (b"regf\x01", "registry"),
            (b"\xD4\xC3\xB2\xA1\x02\0\x04\0", "pcap"),
            (b"\x0C\xB0\0ElfFile\0", "LZNT1"),
            (&utf16("ElfFile\0"), "as text"),
        ] {
            assert!(what(head).contains(part), "{part}: {:?}", what(head));
        }
        for unknown in [&b""[..], b"\x01\x02\x03\x04 some bytes", &[0xA7; 700]] {
            assert_eq!(what(unknown), "", "{unknown:?}");
        }
        let named = |name| by_name(Path::new(name)).map_or("", |kind| kind.what);
        assert!(named("a.ETL").contains("trace"));
        assert_eq!((named("a.evtx"), named("etl")), ("", ""));
    }

    #[test]
    fn each_kind_says_what_it_is_and_what_to_do() {
        for kind in KINDS {
            assert!(!kind.what.is_empty() && !kind.what.ends_with('.'));
            assert!(!kind.cure.is_empty() && !kind.cure.ends_with('.'));
        }
    }
}
