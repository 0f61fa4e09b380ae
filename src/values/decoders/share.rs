//! The numbers and masks that describe a share, as a tree connect's response carries them.

use super::super::flags::{Flags, Group};

/// Kinds of share ([MS-SMB2] 2.2.10).
pub(super) const TYPES: &[(u64, &str)] = &[(1, "DISK"), (2, "PIPE"), (3, "PRINT")];

/// Share flags ([MS-SMB2] 2.2.10); two bits hold the policy of offline caching.
pub(super) const FLAGS: Flags = Flags {
    none: "none",
    presets: &[],
    groups: &[Group {
        mask: 0x30,
        name: "how clients may keep files offline",
        values: &[
            (0x00, "MANUAL_CACHING"),
            (0x10, "AUTO_CACHING"),
            (0x20, "VDO_CACHING"),
            (0x30, "NO_CACHING"),
        ],
    }],
    bits: &[
        (0x1, "DFS", "in a DFS namespace"),
        (0x2, "DFS_ROOT", "the root of a DFS namespace"),
        (0x100, "RESTRICT_EXCLUSIVE_OPENS", ""),
        (0x200, "FORCE_SHARED_DELETE", ""),
        (0x400, "ALLOW_NAMESPACE_CACHING", ""),
        (
            0x800,
            "ACCESS_BASED_DIRECTORY_ENUM",
            "users see only what they may open",
        ),
        (0x1000, "FORCE_LEVELII_OPLOCK", ""),
        (0x2000, "ENABLE_HASH_V1", "BranchCache"),
        (0x4000, "ENABLE_HASH_V2", "BranchCache"),
        (0x8000, "ENCRYPT_DATA", "the share insists on encryption"),
        (0x4_0000, "IDENTITY_REMOTING", ""),
        (0x10_0000, "COMPRESS_DATA", ""),
        (0x20_0000, "ISOLATED_TRANSPORT", ""),
    ],
};

/// Share capabilities ([MS-SMB2] 2.2.10).
pub(super) const CAPABILITIES: Flags = Flags::new(&[
    (0x08, "DFS", "in a DFS namespace"),
    (
        0x10,
        "CONTINUOUS_AVAILABILITY",
        "handles survive a fail-over",
    ),
    (0x20, "SCALEOUT", "served by several nodes at once"),
    (0x40, "CLUSTER", "a clustered share"),
    (0x80, "ASYMMETRIC", "the owning node may move"),
    (
        0x100,
        "REDIRECT_TO_OWNER",
        "clients are sent to the owning node",
    ),
]);
