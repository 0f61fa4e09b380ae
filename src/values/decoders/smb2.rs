//! The numbers and masks of the SMB2 protocol's headers, negotiation and opens.

use super::super::flags::{Flags, Group};

/// Commands ([MS-SMB2] 2.2.1.2).
pub(in crate::values) const COMMANDS: &[(u64, &str)] = &[
    (0, "NEGOTIATE"),
    (1, "SESSION_SETUP"),
    (2, "LOGOFF"),
    (3, "TREE_CONNECT"),
    (4, "TREE_DISCONNECT"),
    (5, "CREATE"),
    (6, "CLOSE"),
    (7, "FLUSH"),
    (8, "READ"),
    (9, "WRITE"),
    (10, "LOCK"),
    (11, "IOCTL"),
    (12, "CANCEL"),
    (13, "ECHO"),
    (14, "QUERY_DIRECTORY"),
    (15, "CHANGE_NOTIFY"),
    (16, "QUERY_INFO"),
    (17, "SET_INFO"),
    (18, "OPLOCK_BREAK"),
    (19, "SERVER_TO_CLIENT_NOTIFICATION"),
];

/// Header flags ([MS-SMB2] 2.2.1.2); three bits hold a priority.
pub(super) const HEADER_FLAGS: Flags = Flags {
    none: "none",
    presets: &[],
    groups: &[Group {
        mask: 0x70,
        name: "priority of the request, 0 to 7",
        values: &[
            (0x00, ""),
            (0x10, "PRIORITY 1"),
            (0x20, "PRIORITY 2"),
            (0x30, "PRIORITY 3"),
            (0x40, "PRIORITY 4"),
            (0x50, "PRIORITY 5"),
            (0x60, "PRIORITY 6"),
            (0x70, "PRIORITY 7"),
        ],
    }],
    bits: &[
        (0x1, "SERVER_TO_REDIR", "a response"),
        (0x2, "ASYNC", "the header is an asynchronous one"),
        (0x4, "RELATED", "a related part of a compound"),
        (0x8, "SIGNED", "the packet is signed"),
        (0x1000_0000, "DFS", "a DFS operation"),
        (0x2000_0000, "REPLAY", "a replay after a lost connection"),
    ],
};

/// Dialects ([MS-SMB2] 2.2.3 and 2.2.4; 0x2FF is 3.3.5.3.1: another negotiation follows).
pub(in crate::values) const DIALECTS: &[(u64, &str)] = &[
    (0x0000, "N/A"),
    (0x0202, "2.0.2"),
    (0x0210, "2.1"),
    (0x02FF, "2.???"),
    (0x0300, "3.0"),
    (0x0302, "3.0.2"),
    (0x0311, "3.1.1"),
];

/// Global capabilities ([MS-SMB2] 2.2.3 and 2.2.4).
pub(super) const GLOBAL_CAPABILITIES: Flags = Flags::new(&[
    (0x01, "DFS", "the distributed file system"),
    (0x02, "LEASING", "leases on files"),
    (0x04, "LARGE_MTU", "operations of more than one credit"),
    (0x08, "MULTI_CHANNEL", "several connections for one session"),
    (
        0x10,
        "PERSISTENT_HANDLES",
        "handles that survive a fail-over",
    ),
    (0x20, "DIRECTORY_LEASING", "leases on folders"),
    (0x40, "ENCRYPTION", "encrypted messages"),
    (0x80, "NOTIFICATIONS", "notifications from server to client"),
]);

/// Security mode ([MS-SMB2] 2.2.3 and 2.2.4).
pub(super) const SECURITY_MODE: Flags = Flags::new(&[
    (0x1, "SIGNING_ENABLED", "can sign"),
    (0x2, "SIGNING_REQUIRED", "insists on signing"),
]);

/// Session flags ([MS-SMB2] 2.2.6).
pub(super) const SESSION_FLAGS: Flags = Flags::new(&[
    (0x1, "GUEST", "logged on as guest"),
    (0x2, "ANONYMOUS", "an anonymous (null) session"),
    (0x4, "ENCRYPT_DATA", "the session's messages are encrypted"),
]);

/// Oplock levels ([MS-SMB2] 2.2.13).
pub(super) const OPLOCK_LEVELS: &[(u64, &str)] = &[
    (0x00, "NONE"),
    (0x01, "LEVEL_II"),
    (0x08, "EXCLUSIVE"),
    (0x09, "BATCH"),
    (0xFF, "LEASE"),
];

/// Lease states ([MS-SMB2] 2.2.13.2.8).
pub(super) const LEASE_STATE: Flags = Flags::new(&[
    (0x1, "READ", "may cache what it reads"),
    (0x2, "HANDLE", "may keep the handle open after closing"),
    (0x4, "WRITE", "may cache what it writes"),
]);

/// Create dispositions ([MS-SMB2] 2.2.13).
pub(super) const CREATE_DISPOSITIONS: &[(u64, &str)] = &[
    (0, "SUPERSEDE"),
    (1, "OPEN"),
    (2, "CREATE"),
    (3, "OPEN_IF"),
    (4, "OVERWRITE"),
    (5, "OVERWRITE_IF"),
];

/// Create actions, taken by the server ([MS-SMB2] 2.2.14).
pub(super) const CREATE_ACTIONS: &[(u64, &str)] = &[
    (0, "SUPERSEDED"),
    (1, "OPENED"),
    (2, "CREATED"),
    (3, "OVERWRITTEN"),
];

/// Create options ([MS-SMB2] 2.2.13).
pub(super) const CREATE_OPTIONS: Flags = Flags::new(&[
    (0x1, "DIRECTORY_FILE", "only a folder will do"),
    (
        0x2,
        "WRITE_THROUGH",
        "writes reach the disk before they are answered",
    ),
    (0x4, "SEQUENTIAL_ONLY", "reads will be in order"),
    (0x8, "NO_INTERMEDIATE_BUFFERING", "no caching on the server"),
    (0x10, "SYNCHRONOUS_IO_ALERT", ""),
    (0x20, "SYNCHRONOUS_IO_NONALERT", ""),
    (0x40, "NON_DIRECTORY_FILE", "a folder will not do"),
    (0x100, "COMPLETE_IF_OPLOCKED", ""),
    (
        0x200,
        "NO_EA_KNOWLEDGE",
        "the client does not know extended attributes",
    ),
    (0x400, "OPEN_REMOTE_INSTANCE", ""),
    (0x800, "RANDOM_ACCESS", "reads will be in no order"),
    (
        0x1000,
        "DELETE_ON_CLOSE",
        "the file goes with its last handle",
    ),
    (0x2000, "OPEN_BY_FILE_ID", "the name is a file id"),
    (
        0x4000,
        "OPEN_FOR_BACKUP_INTENT",
        "with the rights of a backup",
    ),
    (0x8000, "NO_COMPRESSION", ""),
    (0x1_0000, "OPEN_REQUIRING_OPLOCK", ""),
    (0x2_0000, "DISALLOW_EXCLUSIVE", ""),
    (0x10_0000, "RESERVE_OPFILTER", ""),
    (
        0x20_0000,
        "OPEN_REPARSE_POINT",
        "the link itself, not its target",
    ),
    (
        0x40_0000,
        "OPEN_NO_RECALL",
        "leave archived data where it is",
    ),
    (0x80_0000, "OPEN_FOR_FREE_SPACE_QUERY", ""),
]);

/// The access that others may have to the file meanwhile ([MS-SMB2] 2.2.13).
pub(super) const SHARE_ACCESS: Flags = Flags::new(&[
    (0x1, "SHARE_READ", "others may read"),
    (0x2, "SHARE_WRITE", "others may write"),
    (0x4, "SHARE_DELETE", "others may delete or rename"),
]);

/// Impersonation levels ([MS-SMB2] 2.2.13).
pub(super) const IMPERSONATION_LEVELS: &[(u64, &str)] = &[
    (0, "Anonymous"),
    (1, "Identification"),
    (2, "Impersonation"),
    (3, "Delegate"),
];

/// File attributes ([MS-FSCC] 2.6).
pub(super) const FILE_ATTRIBUTES: Flags = Flags::new(&[
    (0x1, "READONLY", ""),
    (0x2, "HIDDEN", ""),
    (0x4, "SYSTEM", ""),
    (0x10, "DIRECTORY", ""),
    (0x20, "ARCHIVE", ""),
    (0x80, "NORMAL", "no other attribute is set"),
    (0x100, "TEMPORARY", ""),
    (0x200, "SPARSE_FILE", ""),
    (0x400, "REPARSE_POINT", "a link, a placeholder or the like"),
    (0x800, "COMPRESSED", ""),
    (0x1000, "OFFLINE", "the data is elsewhere"),
    (0x2000, "NOT_CONTENT_INDEXED", ""),
    (0x4000, "ENCRYPTED", ""),
    (0x8000, "INTEGRITY_STREAM", ""),
    (0x2_0000, "NO_SCRUB_DATA", ""),
    (0x4_0000, "RECALL_ON_OPEN", ""),
    (0x8_0000, "PINNED", ""),
    (0x10_0000, "UNPINNED", ""),
    (0x40_0000, "RECALL_ON_DATA_ACCESS", ""),
]);
