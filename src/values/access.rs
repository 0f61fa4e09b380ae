//! Access masks of files, folders and shares: which right each bit is, and back.

use super::flags::Flags;

/// The rights of an access mask ([MS-SMB2] 2.2.13.1.1 and 2.2.13.1.2, [MS-DTYP] 2.4.3).
pub(super) const ACCESS: Flags = Flags {
    none: "no rights",
    presets: &[
        (FULL_CONTROL as u64, "Full control"),
        (CHANGE as u64, "Change"),
        (READ as u64, "Read"),
    ],
    groups: &[],
    bits: &[
        (
            0x1,
            "READ_DATA",
            "read a file, list a folder (LIST_DIRECTORY)",
        ),
        (
            0x2,
            "WRITE_DATA",
            "write a file, add a file to a folder (ADD_FILE)",
        ),
        (
            0x4,
            "APPEND_DATA",
            "append to a file, add a folder to a folder (ADD_SUBDIRECTORY)",
        ),
        (0x8, "READ_EA", "read extended attributes"),
        (0x10, "WRITE_EA", "write extended attributes"),
        (
            0x20,
            "EXECUTE",
            "run a file, pass through a folder (TRAVERSE)",
        ),
        (0x40, "DELETE_CHILD", "delete what is in a folder"),
        (0x80, "READ_ATTRIBUTES", "read attributes"),
        (0x100, "WRITE_ATTRIBUTES", "write attributes"),
        (0x1_0000, "DELETE", "delete or rename the object itself"),
        (0x2_0000, "READ_CONTROL", "read its security descriptor"),
        (0x4_0000, "WRITE_DAC", "change its permissions"),
        (0x8_0000, "WRITE_OWNER", "take ownership"),
        (0x10_0000, "SYNCHRONIZE", "wait on the handle"),
        (
            0x100_0000,
            "ACCESS_SYSTEM_SECURITY",
            "read or change its audit rules",
        ),
        (0x200_0000, "MAXIMUM_ALLOWED", "whatever may be had"),
        (0x1000_0000, "GENERIC_ALL", "every right"),
        (
            0x2000_0000,
            "GENERIC_EXECUTE",
            "the rights to run or traverse",
        ),
        (0x4000_0000, "GENERIC_WRITE", "the rights to write"),
        (0x8000_0000, "GENERIC_READ", "the rights to read"),
    ],
};

/// Every right on a file, folder or share: `Full control`.
pub const FULL_CONTROL: u32 = 0x001F_01FF;
/// `Change` on a share and `Modify` on a folder.
pub const CHANGE: u32 = 0x0013_01BF;
/// `Read` on a share and `Read & execute` on a folder.
pub const READ: u32 = 0x0012_00A9;

/// Other names of a right: those that it has on a folder, and short ones for the presets.
const OTHER_NAMES: &[(&str, u32)] = &[
    ("LIST_DIRECTORY", 0x1),
    ("ADD_FILE", 0x2),
    ("ADD_SUBDIRECTORY", 0x4),
    ("CREATE_PIPE_INSTANCE", 0x4),
    ("TRAVERSE", 0x20),
    ("FULL", FULL_CONTROL),
    ("MODIFY", CHANGE),
];

/// The rights that each generic right stands for on a file (winnt.h: `FILE_GENERIC_READ` and its like).
const GENERIC_MAPPING: &[(u32, u32)] = &[
    (0x1000_0000, FULL_CONTROL),
    (0x2000_0000, 0x0012_00A0),
    (0x4000_0000, 0x0012_0116),
    (0x8000_0000, 0x0012_0089),
];

/// The hex, then the names: `0x10005 (READ_DATA | APPEND_DATA | DELETE)`; a mask that is one of the
/// usual presets has its name. The hex alone when no bit of it is documented.
pub fn described(mask: u32) -> String {
    ACCESS
        .described(mask.into())
        .unwrap_or_else(|| format!("0x{mask:X}"))
}

/// The names of the rights in `mask`, lowest bit first.
pub fn names(mask: u32) -> Vec<&'static str> {
    ACCESS.names_of(mask.into())
}

/// The bits of a right or preset by its name, in either case, with or without `FILE_` before it and
/// with spaces, dashes or underscores (`WRITE_DATA`, `file_read_data`, `full control`).
pub fn bits(name: &str) -> Option<u32> {
    let normalized = normalized(name);
    let wanted = normalized.strip_prefix("FILE_").unwrap_or(&normalized);
    let known = OTHER_NAMES.iter().map(|&(name, mask)| (name, mask));
    let bits = ACCESS
        .bits
        .iter()
        .map(|&(mask, name, _)| (name, mask as u32));
    known
        .chain(bits)
        .find(|known| known.0 == wanted)
        .map_or_else(
            || {
                let preset = ACCESS
                    .presets
                    .iter()
                    .find(|preset| self::normalized(preset.1) == wanted);
                preset.map(|preset| preset.0 as u32)
            },
            |known| Some(known.1),
        )
}

/// The mask that names with bars, commas or plus signs between them spell.
pub fn mask(text: &str) -> Option<u32> {
    text.split(['|', ',', '+'])
        .map(|name| bits(name.trim()))
        .try_fold(0, |mask, bits| Some(mask | bits?))
}

/// `mask` with its generic rights replaced by the rights that they stand for on a file.
pub fn mapped(mask: u32) -> u32 {
    GENERIC_MAPPING
        .iter()
        .filter(|(generic, _)| mask & generic != 0)
        .fold(mask, |mask, (generic, specific)| mask & !generic | specific)
}

/// The rights that were asked for and not granted: those that the user of a 1006 lacks.
pub fn missing(asked: u32, granted: u32) -> u32 {
    mapped(asked) & !mapped(granted)
}

fn normalized(name: &str) -> String {
    name.trim().to_ascii_uppercase().replace([' ', '-'], "_")
}

#[cfg(test)]
mod tests {
    use super::{FULL_CONTROL, bits, described, mask, missing, names};

    #[test]
    fn rights_are_found_by_any_of_their_names() {
        for (name, bit) in [
            ("WRITE_DATA", 2),
            ("file_write_data", 2),
            ("Add_File", 2),
            ("TRAVERSE", 0x20),
            ("full control", FULL_CONTROL),
            ("Change", 0x0013_01BF),
            ("read", 0x0012_00A9),
            ("generic_read", 0x8000_0000),
        ] {
            assert_eq!(bits(name), Some(bit), "{name}");
        }
        assert_eq!(bits("WRITE"), None);
        assert_eq!(mask("READ_DATA | DELETE"), Some(0x1_0001));
        assert_eq!(mask("READ_DATA | NONSENSE"), None);
    }

    #[test]
    fn missing_is_what_was_asked_for_and_not_granted() {
        assert_eq!(
            names(missing(0x0012_019F, 0x0012_0089)),
            ["WRITE_DATA", "APPEND_DATA", "WRITE_EA", "WRITE_ATTRIBUTES"]
        );
        assert_eq!(missing(0x8000_0000, 0x0012_00A9), 0);
    }

    #[test]
    fn undocumented_bits_are_said_to_be_so() {
        assert_eq!(
            described(0x0020_0001),
            "0x200001 (READ_DATA | 0x200000 not documented)"
        );
        assert_eq!(described(0x0020_0000), "0x200000");
        assert_eq!(described(0), "0x0 (no rights)");
    }
}
