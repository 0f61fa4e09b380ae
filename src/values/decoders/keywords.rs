//! The keyword mask of an event's `System` part.

use super::super::flags::Flags;

/// The keywords that winmeta.xml gives to every provider. The highest eight bits are reserved; the
/// message compiler numbers a provider's channels there, from the top.
pub(super) const KEYWORDS: Flags = Flags::new(&[
    (0x0001_0000_0000_0000, "Response Time", ""),
    (0x0002_0000_0000_0000, "WDI Context", ""),
    (0x0004_0000_0000_0000, "WDI Diagnostic", ""),
    (0x0008_0000_0000_0000, "SQM", ""),
    (0x0010_0000_0000_0000, "Audit Failure", ""),
    (0x0020_0000_0000_0000, "Audit Success", ""),
    (0x0040_0000_0000_0000, "Correlation Hint", ""),
    (
        0x0080_0000_0000_0000,
        "Classic",
        "written through the old event log interface",
    ),
    (0x0100_0000_0000_0000, "channel 8", "reserved bit"),
    (0x0200_0000_0000_0000, "channel 7", "reserved bit"),
    (0x0400_0000_0000_0000, "channel 6", "reserved bit"),
    (0x0800_0000_0000_0000, "channel 5", "reserved bit"),
    (0x1000_0000_0000_0000, "channel 4", "reserved bit"),
    (0x2000_0000_0000_0000, "channel 3", "reserved bit"),
    (0x4000_0000_0000_0000, "channel 2", "reserved bit"),
    (0x8000_0000_0000_0000, "channel 1", "reserved bit"),
]);
