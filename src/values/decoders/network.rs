//! Values of the server's own network interfaces.

use super::super::Raw;
use super::super::amount::bits_per_second;
use super::super::flags::Flags;

/// Interface capabilities ([MS-SMB2] 2.2.32.5).
pub(super) const CAPABILITIES: Flags = Flags::new(&[
    (
        0x1,
        "RSS",
        "receive-side scaling: several connections for one session",
    ),
    (0x2, "RDMA", "remote direct memory access (SMB Direct)"),
]);

/// Interface types as IANA numbers them (ifType), those that servers have.
const INTERFACE_TYPES: &[(u64, &str)] = &[
    (1, "other"),
    (6, "Ethernet"),
    (9, "token ring"),
    (23, "PPP"),
    (24, "loopback"),
    (53, "virtual"),
    (71, "Wi-Fi"),
    (131, "tunnel"),
    (144, "IEEE 1394"),
    (199, "InfiniBand"),
    (243, "mobile broadband"),
    (244, "mobile broadband"),
];

/// The type and the index that a `NET_LUID` holds: bits 48 to 63 and 24 to 47 (ifdef.h).
fn luid_parts(luid: u64) -> (u64, u64) {
    (luid >> 48, luid >> 24 & 0xFF_FFFF)
}

/// `0x6008001000000 (Ethernet, index 32769)`, or the number of an interface type without a name.
pub(super) fn luid(raw: Raw<'_>) -> Option<String> {
    let luid = raw.as_u64()?;
    let (kind, index) = luid_parts(luid);
    let known = INTERFACE_TYPES.iter().find(|known| known.0 == kind);
    let kind = known.map_or_else(
        || format!("interface type {kind}"),
        |known| known.1.to_owned(),
    );
    Some(format!("0x{luid:X} ({kind}, index {index})"))
}

/// A link's speed: `25 Gbit/s`.
pub(super) fn link_speed(raw: Raw<'_>) -> Option<String> {
    raw.as_u64().map(bits_per_second)
}
