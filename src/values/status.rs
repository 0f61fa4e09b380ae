//! NTSTATUS codes: name, severity, facility, and the meaning of those seen in SMB logs.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Raw;
use super::raw::in_hex;
use super::reading::{Line, line};

/// Code, name and, for some, a second name, a line each, in the order of the published list.
const NAMES: &str = include_str!("data/ntstatus.tsv");
/// Code, group (or `-`) and a sentence of our own, a line each.
const IN_SMB: &str = include_str!("data/status_in_smb.tsv");

static BY_CODE: LazyLock<HashMap<u32, &'static str>> = LazyLock::new(|| {
    lines(NAMES)
        .map(|(code, rest)| (code, rest.split('\t').next().unwrap_or(rest)))
        .collect()
});

static BY_NAME: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    lines(NAMES)
        .flat_map(|(code, rest)| rest.split('\t').map(move |name| (name, code)))
        .collect()
});

static NOTES: LazyLock<HashMap<u32, (&'static str, &'static str)>> = LazyLock::new(|| {
    lines(IN_SMB)
        .filter_map(|(code, rest)| Some((code, rest.split_once('\t')?)))
        .collect()
});

fn lines(data: &'static str) -> impl Iterator<Item = (u32, &'static str)> {
    data.lines().filter_map(|line| {
        let (code, rest) = line.split_once('\t')?;
        Some((
            u32::from_str_radix(code.strip_prefix("0x")?, 16).ok()?,
            rest,
        ))
    })
}

/// Reasons of a failed logon as a responder sorts them: an attack counts the first, never the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusGroup {
    /// A wrong name or password.
    Guessing,
    /// The account is locked out.
    Lockout,
    /// The account's own state or restrictions.
    Account,
    /// A policy of the server or the domain.
    Policy,
    /// Something between server and domain does not work; no sign of an attack.
    Infra,
}

impl StatusGroup {
    /// All groups.
    pub const ALL: [Self; 5] = [
        Self::Guessing,
        Self::Lockout,
        Self::Account,
        Self::Policy,
        Self::Infra,
    ];

    /// The word that filters and counts use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Guessing => "guessing",
            Self::Lockout => "lockout",
            Self::Account => "account",
            Self::Policy => "policy",
            Self::Infra => "infra",
        }
    }

    /// The meaning of the group in a few words.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Guessing => "wrong name or password",
            Self::Lockout => "the account is locked out",
            Self::Account => "the account's state or restrictions",
            Self::Policy => "a policy refuses the logon",
            Self::Infra => "infrastructure, not an attack",
        }
    }

    /// The group of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|group| group.name().eq_ignore_ascii_case(name))
    }
}

/// The name of a code ([MS-ERREF] 2.3.1).
pub fn name(code: u32) -> Option<&'static str> {
    BY_CODE.get(&code).copied()
}

/// The code of a name, in either case, with or without `STATUS_` before it.
pub fn code_of(name: &str) -> Option<u32> {
    let name = name.trim().to_ascii_uppercase();
    let whole = BY_NAME.get(name.as_str());
    whole
        .or_else(|| BY_NAME.get(format!("STATUS_{name}").as_str()))
        .copied()
}

/// Every code and its name, in no particular order.
pub fn all() -> impl Iterator<Item = (u32, &'static str)> {
    BY_CODE.iter().map(|(&code, &name)| (code, name))
}

/// The group of a code that refuses a logon.
pub fn group(code: u32) -> Option<StatusGroup> {
    StatusGroup::from_name(NOTES.get(&code)?.0)
}

/// The meaning of a code in an SMB server's log and the next step, for the codes seen there.
pub fn sentence(code: u32) -> Option<&'static str> {
    NOTES.get(&code).map(|note| note.1)
}

/// The severity of a code: its two highest bits ([MS-ERREF] 2.3).
pub fn severity(code: u32) -> &'static str {
    match code >> 30 {
        0 => "success",
        1 => "informational",
        2 => "warning",
        _ => "error",
    }
}

/// The facility of a code: its number (bits 16 to 27, [MS-ERREF] 2.3) and, where known, its name
/// (ntstatus.h).
pub fn facility(code: u32) -> (u16, Option<&'static str>) {
    let number = (code >> 16 & 0xFFF) as u16;
    let known = FACILITIES.iter().find(|facility| facility.0 == number);
    (number, known.map(|facility| facility.1))
}

const FACILITIES: &[(u16, &str)] = &[
    (0x00, "system"),
    (0x01, "debugger"),
    (0x02, "RPC run time"),
    (0x03, "RPC stubs"),
    (0x04, "I/O error code"),
    (0x07, "Win32"),
    (0x08, "certificates"),
    (0x09, "security support (SSPI)"),
    (0x0A, "terminal server"),
    (0x0B, "user interface languages"),
    (0x10, "USB"),
    (0x13, "cluster"),
    (0x14, "ACPI"),
    (0x15, "side by side"),
    (0x19, "transactions"),
    (0x1A, "common log"),
    (0x1B, "video"),
    (0x1C, "filter manager"),
    (0x1D, "monitor"),
    (0x1E, "graphics kernel"),
    (0x21, "BitLocker"),
    (0x22, "filtering platform"),
    (0x23, "NDIS"),
    (0x24, "QUIC"),
    (0x29, "TPM"),
    (0x35, "hypervisor"),
    (0x36, "IPsec"),
    (0x37, "virtualization"),
    (0x38, "volume manager"),
    (0x39, "boot configuration"),
    (0x40, "Resume Key Filter"),
    (0x41, "SMB redirector (RDBSS)"),
    (0x43, "secure boot"),
    (0x45, "virtual secure mode"),
    (0x50, "volume snapshots"),
    (0x5C, "shared VHDX"),
    (0x5D, "SMB"),
    (0xE7, "storage spaces"),
    (0xE8, "security core"),
    (0xE9, "system integrity"),
];

/// `STATUS_X (0xC...)`.
pub(super) fn reading(raw: Raw<'_>) -> Option<String> {
    let code = raw.as_u32()?;
    Some([name(code)?, " (", in_hex(code.into()).as_str(), ")"].concat())
}

/// The parts of a code.
pub(super) fn parts(raw: Raw<'_>) -> Vec<Line> {
    raw.as_u32().map_or_else(Vec::new, parts_of)
}

fn parts_of(code: u32) -> Vec<Line> {
    let mut lines = vec![
        line(
            "Code",
            format!("{} ({})", in_hex(code.into()), code.cast_signed()),
        ),
        line("Severity", severity(code)),
        line(
            "Facility",
            match facility(code) {
                (number, Some(name)) => format!("0x{number:X} ({name})"),
                (number, None) => format!("0x{number:X}"),
            },
        ),
    ];
    lines.extend(
        group(code).map(|group| line("Group", format!("{} ({})", group.name(), group.meaning()))),
    );
    lines.extend(sentence(code).map(|sentence| line("In SMB", sentence)));
    lines
}
