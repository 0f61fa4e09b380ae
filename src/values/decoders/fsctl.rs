//! File-system control codes: the names of those that SMB servers see, and the parts of any.

use super::super::Raw;
use super::super::reading::{Line, line};

/// Control codes ([MS-FSCC] 2.3, [MS-SMB2] 2.2.31, [MS-RSVD] 2.2, winioctl.h), by code.
const CODES: &[(u32, &str)] = &[
    (0x0006_0194, "FSCTL_DFS_GET_REFERRALS"),
    (0x0006_01B0, "FSCTL_DFS_GET_REFERRALS_EX"),
    (0x0009_0018, "FSCTL_LOCK_VOLUME"),
    (0x0009_001C, "FSCTL_UNLOCK_VOLUME"),
    (0x0009_0020, "FSCTL_DISMOUNT_VOLUME"),
    (0x0009_0028, "FSCTL_IS_VOLUME_MOUNTED"),
    (0x0009_002C, "FSCTL_IS_PATHNAME_VALID"),
    (0x0009_003C, "FSCTL_GET_COMPRESSION"),
    (0x0009_0058, "FSCTL_QUERY_FAT_BPB"),
    (0x0009_0060, "FSCTL_FILESYSTEM_GET_STATISTICS"),
    (0x0009_0064, "FSCTL_GET_NTFS_VOLUME_DATA"),
    (0x0009_0073, "FSCTL_GET_RETRIEVAL_POINTERS"),
    (0x0009_0078, "FSCTL_IS_VOLUME_DIRTY"),
    (0x0009_008F, "FSCTL_FIND_FILES_BY_SID"),
    (0x0009_0098, "FSCTL_SET_OBJECT_ID"),
    (0x0009_009C, "FSCTL_GET_OBJECT_ID"),
    (0x0009_00A0, "FSCTL_DELETE_OBJECT_ID"),
    (0x0009_00A4, "FSCTL_SET_REPARSE_POINT"),
    (0x0009_00A8, "FSCTL_GET_REPARSE_POINT"),
    (0x0009_00AC, "FSCTL_DELETE_REPARSE_POINT"),
    (0x0009_00B3, "FSCTL_ENUM_USN_DATA"),
    (0x0009_00BB, "FSCTL_READ_USN_JOURNAL"),
    (0x0009_00BC, "FSCTL_SET_OBJECT_ID_EXTENDED"),
    (0x0009_00C0, "FSCTL_CREATE_OR_GET_OBJECT_ID"),
    (0x0009_00C4, "FSCTL_SET_SPARSE"),
    (0x0009_00D7, "FSCTL_SET_ENCRYPTION"),
    (0x0009_00EB, "FSCTL_READ_FILE_USN_DATA"),
    (0x0009_00EF, "FSCTL_WRITE_USN_CLOSE_RECORD"),
    (0x0009_00F4, "FSCTL_QUERY_USN_JOURNAL"),
    (0x0009_00FC, "FSCTL_MARK_HANDLE"),
    (0x0009_0100, "FSCTL_SIS_COPYFILE"),
    (0x0009_0117, "FSCTL_RECALL_FILE"),
    (0x0009_0138, "FSCTL_QUERY_SPARING_INFO"),
    (0x0009_013C, "FSCTL_QUERY_ON_DISK_VOLUME_INFO"),
    (0x0009_0240, "FSCTL_REQUEST_OPLOCK"),
    (0x0009_027C, "FSCTL_GET_INTEGRITY_INFORMATION"),
    (0x0009_0284, "FSCTL_QUERY_FILE_REGIONS"),
    (0x0009_0300, "FSCTL_QUERY_SHARED_VIRTUAL_DISK_SUPPORT"),
    (0x0009_0304, "FSCTL_SVHDX_SYNC_TUNNEL_REQUEST"),
    (0x0009_0350, "FSCTL_STORAGE_QOS_CONTROL"),
    (0x0009_0364, "FSCTL_SVHDX_ASYNC_TUNNEL_REQUEST"),
    (0x0009_40CF, "FSCTL_QUERY_ALLOCATED_RANGES"),
    (0x0009_4264, "FSCTL_OFFLOAD_READ"),
    (0x0009_80C8, "FSCTL_SET_ZERO_DATA"),
    (0x0009_8134, "FSCTL_SET_DEFECT_MANAGEMENT"),
    (0x0009_8208, "FSCTL_FILE_LEVEL_TRIM"),
    (0x0009_8268, "FSCTL_OFFLOAD_WRITE"),
    (0x0009_8344, "FSCTL_DUPLICATE_EXTENTS_TO_FILE"),
    (0x0009_83E8, "FSCTL_DUPLICATE_EXTENTS_TO_FILE_EX"),
    (0x0009_C040, "FSCTL_SET_COMPRESSION"),
    (0x0009_C280, "FSCTL_SET_INTEGRITY_INFORMATION"),
    (0x0011_0018, "FSCTL_PIPE_WAIT"),
    (0x0011_400C, "FSCTL_PIPE_PEEK"),
    (0x0011_C017, "FSCTL_PIPE_TRANSCEIVE"),
    (0x0014_0078, "FSCTL_SRV_REQUEST_RESUME_KEY"),
    (0x0014_00EC, "FSCTL_LMR_SET_LINK_TRACKING_INFORMATION"),
    (0x0014_01D4, "FSCTL_LMR_REQUEST_RESILIENCY"),
    (0x0014_01FC, "FSCTL_QUERY_NETWORK_INTERFACE_INFO"),
    (0x0014_0204, "FSCTL_VALIDATE_NEGOTIATE_INFO"),
    (0x0014_4064, "FSCTL_SRV_ENUMERATE_SNAPSHOTS"),
    (0x0014_40F2, "FSCTL_SRV_COPYCHUNK"),
    (0x0014_41BB, "FSCTL_SRV_READ_HASH"),
    (0x0014_80F2, "FSCTL_SRV_COPYCHUNK_WRITE"),
];

const DEVICES: &[(u32, &str)] = &[
    (0x06, "DFS"),
    (0x09, "file system"),
    (0x11, "named pipe"),
    (0x14, "network file system"),
];

/// The name of a control code.
fn name(code: u32) -> Option<&'static str> {
    CODES
        .iter()
        .find(|known| known.0 == code)
        .map(|known| known.1)
}

/// The code of a name, in either case, with or without `FSCTL_` before it.
pub(in crate::values) fn code_of(name: &str) -> Option<u32> {
    let name = name.trim().to_ascii_uppercase();
    let name = name.strip_prefix("FSCTL_").unwrap_or(&name);
    CODES
        .iter()
        .find(|known| known.1.strip_prefix("FSCTL_") == Some(name))
        .map(|known| known.0)
}

/// `FSCTL_PIPE_TRANSCEIVE (0x0011C017)`, eight digits as published; `none` for 0, which a request
/// that is no control request carries.
pub(super) fn reading(raw: Raw<'_>) -> Option<String> {
    match raw.as_u32()? {
        0 => Some("none".to_owned()),
        code => Some(format!("{} (0x{code:08X})", name(code)?)),
    }
}

/// The parts of a control code.
pub(super) fn parts(raw: Raw<'_>) -> Vec<Line> {
    raw.as_u32().map_or_else(Vec::new, parts_of)
}

/// The parts of a control code (the `CTL_CODE` macro of winioctl.h).
fn parts_of(code: u32) -> Vec<Line> {
    let device = code >> 16;
    let known = DEVICES.iter().find(|known| known.0 == device);
    let access = ["any", "read", "write", "read and write"][(code >> 14 & 3) as usize];
    let method = ["buffered", "in direct", "out direct", "neither"][(code & 3) as usize];
    vec![
        line("Code", format!("0x{code:08X}")),
        line(
            "Device type",
            known.map_or_else(
                || format!("0x{device:X}"),
                |known| format!("0x{device:X} ({})", known.1),
            ),
        ),
        line("Function", format!("0x{:X}", code >> 2 & 0xFFF)),
        line("Access", access),
        line("Method", method),
    ]
}

#[cfg(test)]
mod tests {
    use super::{CODES, code_of, name};

    #[test]
    fn codes_are_in_order_and_stand_once() {
        assert!(CODES.is_sorted_by(|a, b| a.0 < b.0));
        for (code, known) in CODES {
            assert_eq!(code_of(known), Some(*code), "{known}");
            assert_eq!(name(*code), Some(*known));
        }
        assert_eq!(code_of("pipe_transceive"), Some(0x0011_C017));
    }
}
