//! What the server logs about its own network interfaces.

use super::Raw;
use super::amount::bits_per_second;
use super::decoder::{Line, line};
use super::flags::Flags;

/// Interface capabilities ([MS-SMB2] 2.2.32.5).
pub(super) const CAPABILITIES: Flags = Flags::of(&[
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

/// `0x6008001000000 (Ethernet, index 32769)`; the hex alone for an interface type without a name.
pub(super) fn luid(raw: Raw<'_>) -> Option<String> {
    let luid = raw.as_u64()?;
    let (kind, index) = luid_parts(luid);
    let known = INTERFACE_TYPES.iter().find(|known| known.0 == kind)?;
    Some(format!("0x{luid:X} ({}, index {index})", known.1))
}

/// As [`luid`], the hex alone where the type has no name here.
pub(super) fn luid_in_message(raw: Raw<'_>) -> Option<String> {
    luid(raw).or_else(|| Some(format!("0x{:X}", raw.as_u64()?)))
}

/// A `NET_LUID` part by part.
pub(super) fn explain_luid(raw: Raw<'_>) -> Vec<Line> {
    raw.as_u64().map_or_else(Vec::new, |luid| {
        let (kind, index) = luid_parts(luid);
        vec![line("Interface type", kind), line("Index", index)]
    })
}

/// A link's speed: `25 Gbit/s`.
pub(super) fn link_speed(raw: Raw<'_>) -> Option<String> {
    raw.as_u64().map(bits_per_second)
}
