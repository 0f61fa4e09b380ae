//! The one table of decoders: dispatch, help, `explain` and the tests all come from it.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::decoder::{Decoder, How, Line, NOT_DOCUMENTED, Own, Sample};
use super::samples::{ADDRESS_SAMPLES, DESCRIPTOR_SAMPLES};
use super::{
    FileTime, Raw, access, address, amount, descriptor, fsctl, keywords, network, plain, settings,
    share, smb2, status,
};

const INTEGER: &str = "an integer, or text that spells one";
const BYTES: &str = "binary, or text that spells bytes in hex";
const PROVIDER_MAP: &str = "value map in the provider's manifest";

static BY_NAME: LazyLock<HashMap<&str, &Decoder>> =
    LazyLock::new(|| DECODERS.iter().map(|row| (row.name, row)).collect());

/// The decoder of a name. A `?` behind it, which marks an inferred meaning, is ignored, and the
/// provider's maps are found with and without `map:` before their names.
pub fn decoder(name: &str) -> Option<&'static Decoder> {
    let name = name.trim_end_matches('?');
    let mapped = || BY_NAME.get(format!("map:{name}").as_str());
    BY_NAME.get(name).or_else(mapped).copied()
}

/// Every decoder, by name.
#[rustfmt::skip] // A row a line or two: the table is read across.
pub static DECODERS: &[Decoder] = &[
    row("access_mask", "access mask of a file, folder or share", INTEGER, "[MS-SMB2] 2.2.13.1",
        How::Flags(&access::ACCESS), &[
            same(Raw::Hex(0x10005), "0x10005 (READ_DATA | APPEND_DATA | DELETE)"),
            same(Raw::Uint(2_032_127), "0x1F01FF (Full control)"),
            same(Raw::Hex(0x0013_01BF), "0x1301BF (Change)"),
            same(Raw::Hex(0x0012_00A9), "0x1200A9 (Read)"),
            same(Raw::Int(-2_147_483_648), "0x80000000 (GENERIC_READ)"),
            same(Raw::Text("0x3"), "0x3 (READ_DATA | WRITE_DATA)"),
            same(Raw::Hex(0), "0x0 (no rights)"),
            sample(Raw::Hex(0x200), NOT_DOCUMENTED, "0x200"),
            sample(Raw::Uint(512), "0x200 (not documented)", "0x200"),
        ]),
    row("address_family", "address family", INTEGER, "ws2def.h: AF_INET, AF_INET6",
        How::Numbered(address::FAMILIES), &[
            same(Raw::Uint(2), "2 (IPv4)"),
            same(Raw::Uint(23), "23 (IPv6)"),
            sample(Raw::Uint(17), NOT_DOCUMENTED, "17"),
        ]),
    row("bits_per_second", "speed of a link", INTEGER, "[MS-SMB2] 2.2.32.5: LinkSpeed",
        own(network::link_speed, network::link_speed, no_lines), &[
            same(Raw::Uint(25_000_000_000), "25 Gbit/s"),
            same(Raw::Text("10000000000"), "10 Gbit/s"),
        ]),
    row("bool", "boolean", "Boolean, or a number or text that is one", "winmeta.xml: win:Boolean",
        own(plain::boolean, plain::boolean, no_lines), &[
            sample(Raw::Bool(true), "", "true"),
            same(Raw::Uint(0), "false"),
            same(Raw::Text("True"), "true"),
            sample(Raw::Uint(2), NOT_DOCUMENTED, "2"),
        ]),
    row("create_action", "what a CREATE did", INTEGER, "[MS-SMB2] 2.2.14",
        How::Names(smb2::CREATE_ACTIONS), &[
            same(Raw::Uint(1), "OPENED"),
            sample(Raw::Uint(4), NOT_DOCUMENTED, "4"),
        ]),
    row("create_disposition", "what a CREATE asks for where the file exists or not", INTEGER, "[MS-SMB2] 2.2.13",
        How::Names(smb2::CREATE_DISPOSITIONS), &[
            same(Raw::Int(3), "OPEN_IF"),
            sample(Raw::Int(-1), NOT_DOCUMENTED, "-1"),
        ]),
    row("create_options", "options of a CREATE", INTEGER, "[MS-SMB2] 2.2.13",
        How::Flags(&smb2::CREATE_OPTIONS), &[
            same(Raw::Uint(0x1040), "0x1040 (NON_DIRECTORY_FILE | DELETE_ON_CLOSE)"),
            same(Raw::Int(0), "0x0 (none)"),
        ]),
    row("csc_state", "state of client-side caching", INTEGER, "none published",
        How::Hex, &[
            sample(Raw::Uint(48), "0x30 (not documented)", "0x30"),
        ]),
    row("duration_ms", "duration in milliseconds", INTEGER, "label of the field in the catalog",
        own(amount::read_ms, raw_reading, no_lines), &[
            sample(Raw::Uint(15_000), "15 s", "15000"),
            sample(Raw::Uint(551_678), "9 min 11 s", "551678"),
        ]),
    row("duration_s", "duration in seconds", INTEGER, "label of the field in the provider's messages",
        own(amount::read_seconds, raw_reading, no_lines), &[
            sample(Raw::Uint(90), "1 min 30 s", "90"),
        ]),
    row("file_attributes", "file attributes", INTEGER, "[MS-FSCC] 2.6",
        How::Flags(&smb2::FILE_ATTRIBUTES), &[
            same(Raw::Uint(0x21), "0x21 (READONLY | ARCHIVE)"),
            same(Raw::Int(0x10), "0x10 (DIRECTORY)"),
        ]),
    row("filetime", "point in time", "UInt64 or FILETIME: 100 ns since 1601; 0 is not set", "[MS-DTYP] 2.3.3",
        own(plain::time, plain::time, no_lines), &[
            same(Raw::Uint(133_589_952_000_000_000), "2024-05-01T00:00:00.0000000Z"),
            same(Raw::Uint(0), "not set"),
            sample(Raw::Uint(u64::MAX), NOT_DOCUMENTED, "18446744073709551615"),
            sample(Raw::Time(FileTime(133_589_952_000_000_000)), "", "2024-05-01T00:00:00.0000000Z"),
        ]),
    row("fsctl", "file-system control code", INTEGER, "[MS-FSCC] 2.3, [MS-SMB2] 2.2.31",
        hex(fsctl::read, fsctl::explain), &[
            same(Raw::Uint(0x0011_C017), "FSCTL_PIPE_TRANSCEIVE (0x0011C017)"),
            same(Raw::Hex(0x0006_0194), "FSCTL_DFS_GET_REFERRALS (0x00060194)"),
            same(Raw::Uint(0), "none"),
            sample(Raw::Uint(42_689), "0xA6C1 (not documented)", "0xA6C1"),
        ]),
    row("guid", "GUID", "GUID, or text that spells one", "[MS-DTYP] 2.3.4",
        How::Guid, &[
            sample(Raw::Guid([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]), "", "{04030201-0605-0807-090a-0b0c0d0e0f10}"),
            sample(Raw::Text("D19E2A95-39DA-4F7D-F325-ED072863043E"), "", "{d19e2a95-39da-4f7d-f325-ed072863043e}"),
        ]),
    row("hex", "number that shows in hex", INTEGER, "none published",
        How::Hex, &[
            sample(Raw::Uint(31), "0x1F (not documented)", "0x1F"),
            sample(Raw::Hex(0x1), NOT_DOCUMENTED, "0x1"),
        ]),
    row("impersonation_level", "impersonation level", INTEGER, "[MS-SMB2] 2.2.13",
        How::Names(smb2::IMPERSONATION_LEVELS), &[
            same(Raw::Uint(2), "Impersonation"),
            sample(Raw::Uint(4), NOT_DOCUMENTED, "4"),
        ]),
    row("int", "number", INTEGER, "winmeta.xml: win:UInt32",
        How::Plain, &[
            sample(Raw::Uint(7), "", "7"),
            sample(Raw::Null, "", ""),
        ]),
    row("keywords", "keywords of an event", "UInt64 or HexInt64", "winmeta.xml: keywords",
        How::Flags64(&keywords::KEYWORDS), &[
            same(Raw::Hex(0x8020_0000_0000_0000), "0x8020000000000000 (Audit Success | channel 1)"),
            same(Raw::Text("0x2000000000000008"), "0x2000000000000008 (channel 3 | 0x8 not documented)"),
        ]),
    row("lease_state", "state of a lease", INTEGER, "[MS-SMB2] 2.2.13.2.8",
        How::Flags(&smb2::LEASE_STATE), &[
            same(Raw::Uint(7), "0x7 (READ | HANDLE | WRITE)"),
            same(Raw::Uint(0), "0x0 (none)"),
        ]),
    row("lm_compat", "LAN Manager authentication level", INTEGER, "registry value LmCompatibilityLevel",
        How::Numbered(settings::LM_LEVELS), &[
            same(Raw::Uint(3), "3 (Send NTLMv2 response only)"),
            sample(Raw::Uint(6), NOT_DOCUMENTED, "6"),
        ]),
    row("map:ConnectionTypeMap", "kind of connection", INTEGER, PROVIDER_MAP,
        How::Map("ConnectionTypeMap"), &[
            same(Raw::Uint(4), "Quic"),
        ]),
    row("map:LiveDumpReason", "reason of a live dump", INTEGER, PROVIDER_MAP,
        How::Map("LiveDumpReason"), &[
            same(Raw::Uint(1), "Stalled I/O"),
            sample(Raw::Uint(183_704), NOT_DOCUMENTED, "183704"),
        ]),
    row("map:NetNameChangeMap", "change of a network name", INTEGER, PROVIDER_MAP,
        How::Map("NetNameChangeMap"), &[
            same(Raw::Uint(1), "Update"),
        ]),
    row("map:SpnValidationPolicy", "SPN validation policy", INTEGER, PROVIDER_MAP,
        How::Map("SpnValidationPolicy"), &[
            same(Raw::Uint(3), "SPN required / validate service name"),
            sample(Raw::Uint(5), NOT_DOCUMENTED, "5"),
        ]),
    row("map:Srv2ConnectionDisconnectReasons", "reason of a disconnect", INTEGER, PROVIDER_MAP,
        How::Map("Srv2ConnectionDisconnectReasons"), &[
            same(Raw::Uint(1), "Connection timed out."),
        ]),
    row("map:Srv2DialectRevision", "SMB2 dialect", INTEGER, PROVIDER_MAP,
        How::Map("Srv2DialectRevision"), &[
            same(Raw::Uint(770), "3.0.2"),
            same(Raw::Uint(0), "N/A"),
            sample(Raw::Uint(0x2FF), NOT_DOCUMENTED, "767"),
        ]),
    row("map:Srv2RDMAEndpointState", "state of an RDMA endpoint", INTEGER, PROVIDER_MAP,
        How::Map("Srv2RDMAEndpointState"), &[
            same(Raw::Uint(0), "closed"),
        ]),
    row("map:Srv2RDMAMibNotificationType", "kind of MIB notification", INTEGER, PROVIDER_MAP,
        How::Map("Srv2RDMAMibNotificationType"), &[
            same(Raw::Uint(3), "MibInitialNotification"),
        ]),
    row("map:Srv2RDMASendEndpointNotificationType", "kind of RDMA notification", INTEGER, PROVIDER_MAP,
        How::Map("Srv2RDMASendEndpointNotificationType"), &[
            same(Raw::Uint(1), "enabled"),
        ]),
    row("map:SrvnetQuicShutdownErrors", "error of a QUIC shutdown", INTEGER, PROVIDER_MAP,
        How::Map("SrvnetQuicShutdownErrors"), &[
            same(Raw::Uint(3), "Invalid Parameter."),
        ]),
    row("map:SrvnetQuicShutdownReasons", "reason of a QUIC shutdown", INTEGER, PROVIDER_MAP,
        How::Map("SrvnetQuicShutdownReasons"), &[
            same(Raw::Uint(2), "Server can't get the local address."),
        ]),
    row("ms", "duration in milliseconds", INTEGER, "none published; the unit is inferred",
        own(amount::read_ms, raw_reading, no_lines), &[
            sample(Raw::Uint(60_000), "1 min", "60000"),
        ]),
    row("net_if_cap", "capability of a network interface", INTEGER, "[MS-SMB2] 2.2.32.5",
        How::Flags(&network::CAPABILITIES), &[
            same(Raw::Hex(1), "0x1 (RSS)"),
            same(Raw::Hex(3), "0x3 (RSS | RDMA)"),
            sample(Raw::Hex(0x54E1_1038), NOT_DOCUMENTED, "0x54E11038"),
        ]),
    row("net_luid", "NET_LUID of an interface", "UInt64 or HexInt64", "ifdef.h: NET_LUID",
        own(network::luid, network::luid, no_lines), &[
            same(Raw::Hex(0x0006_0080_0100_0000), "0x6008001000000 (Ethernet, index 32769)"),
            same(Raw::Hex(0x3A6E_7FC5_D369_48F6), "0x3A6E7FC5D36948F6 (interface type 14958, index 8373715)"),
        ]),
    row("ntstatus", "NTSTATUS", "UInt32, Int32 or HexInt32", "[MS-ERREF] 2.3",
        hex(status::read, status::explain), &[
            same(Raw::Hex(0xC000_006D), "STATUS_LOGON_FAILURE (0xC000006D)"),
            same(Raw::Uint(3_221_225_581), "STATUS_LOGON_FAILURE (0xC000006D)"),
            same(Raw::Int(-1_073_741_715), "STATUS_LOGON_FAILURE (0xC000006D)"),
            same(Raw::Text("0xc0000022"), "STATUS_ACCESS_DENIED (0xC0000022)"),
            same(Raw::Hex(0), "STATUS_SUCCESS (0x0)"),
            sample(Raw::Hex(0xC000_FFFF), NOT_DOCUMENTED, "0xC000FFFF"),
            sample(Raw::Uint(0xC000_FFFF), "0xC000FFFF (not documented)", "0xC000FFFF"),
        ]),
    row("opaque", "number whose values nobody has published", INTEGER, "none published",
        How::Opaque, &[
            sample(Raw::Uint(349_874), NOT_DOCUMENTED, "349874"),
        ]),
    row("oplock_level", "oplock level", INTEGER, "[MS-SMB2] 2.2.13",
        How::Names(smb2::OPLOCK_LEVELS), &[
            same(Raw::Uint(9), "BATCH"),
            same(Raw::Uint(0xFF), "LEASE"),
            sample(Raw::Uint(2), NOT_DOCUMENTED, "2"),
        ]),
    row("parameter", "text with parameter strings", "text", "msobjs.dll",
        own(plain::parameters, plain::parameters, no_lines), &[
            same(Raw::Text("%%1843"), "No"),
            sample(Raw::Text("plain"), "", "plain"),
        ]),
    row("security_descriptor", "security descriptor", BYTES, "[MS-DTYP] 2.4.6, 2.5.1",
        own(descriptor::read, descriptor::read, descriptor::explain), DESCRIPTOR_SAMPLES),
    row("session_flags", "session flags", INTEGER, "[MS-SMB2] 2.2.6",
        How::Flags(&smb2::SESSION_FLAGS), &[
            same(Raw::Uint(1), "0x1 (GUEST)"),
            same(Raw::Uint(4), "0x4 (ENCRYPT_DATA)"),
        ]),
    row("share_access", "what others may do meanwhile", INTEGER, "[MS-SMB2] 2.2.13",
        How::Flags(&smb2::SHARE_ACCESS), &[
            same(Raw::Int(7), "0x7 (SHARE_READ | SHARE_WRITE | SHARE_DELETE)"),
            same(Raw::Uint(0), "0x0 (none)"),
        ]),
    row("sid", "SID", "SID, bytes or text of one", "[MS-DTYP] 2.4.2",
        own(plain::sid, plain::sid, no_lines), &[
            same(Raw::Text("S-1-5-18"), r"NT AUTHORITY\SYSTEM (S-1-5-18)"),
            same(Raw::Sid(&[1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]), "Everyone (S-1-1-0)"),
            sample(Raw::Text("S-1-5-21-1-2-3-1104"), "", "S-1-5-21-1-2-3-1104"),
        ]),
    row("smb2_command", "SMB2 command", INTEGER, "[MS-SMB2] 2.2.1.2",
        How::Names(smb2::COMMANDS), &[
            same(Raw::Uint(5), "CREATE"),
            same(Raw::Text("14"), "QUERY_DIRECTORY"),
            sample(Raw::Uint(99), NOT_DOCUMENTED, "99"),
        ]),
    row("smb2_dialect", "SMB2 dialect", INTEGER, "[MS-SMB2] 2.2.3, 2.2.4",
        How::Names(smb2::DIALECTS), &[
            same(Raw::Hex(0x302), "3.0.2"),
            same(Raw::Uint(785), "3.1.1"),
            same(Raw::Hex(0x2FF), "2.???"),
            sample(Raw::Hex(0x304), NOT_DOCUMENTED, "0x304"),
        ]),
    row("smb2_global_cap", "capabilities of client or server", INTEGER, "[MS-SMB2] 2.2.3, 2.2.4",
        How::Flags(&smb2::GLOBAL_CAPABILITIES), &[
            same(Raw::Hex(0x7F), "0x7F (DFS | LEASING | LARGE_MTU | MULTI_CHANNEL | PERSISTENT_HANDLES | DIRECTORY_LEASING | ENCRYPTION)"),
        ]),
    row("smb2_header_flags", "header flags", INTEGER, "[MS-SMB2] 2.2.1.2",
        How::Flags(&smb2::HEADER_FLAGS), &[
            same(Raw::Uint(0x39), "0x39 (PRIORITY 3 | SERVER_TO_REDIR | SIGNED)"),
            same(Raw::Uint(0), "0x0 (none)"),
        ]),
    row("smb2_security_mode", "security mode: signing", INTEGER, "[MS-SMB2] 2.2.3, 2.2.4",
        How::Flags(&smb2::SECURITY_MODE), &[
            same(Raw::Hex(3), "0x3 (SIGNING_ENABLED | SIGNING_REQUIRED)"),
            sample(Raw::Hex(0x2179_9420), NOT_DOCUMENTED, "0x21799420"),
        ]),
    row("smb2_share_cap", "capabilities of a share", INTEGER, "[MS-SMB2] 2.2.10",
        How::Flags(&share::CAPABILITIES), &[
            same(Raw::Uint(0x50), "0x50 (CONTINUOUS_AVAILABILITY | CLUSTER)"),
        ]),
    row("smb2_share_flags", "share flags", INTEGER, "[MS-SMB2] 2.2.10",
        How::Flags(&share::FLAGS), &[
            same(Raw::Uint(0x8030), "0x8030 (NO_CACHING | ENCRYPT_DATA)"),
            same(Raw::Uint(0), "0x0 (MANUAL_CACHING)"),
        ]),
    row("smb2_share_type", "kind of share", INTEGER, "[MS-SMB2] 2.2.10",
        How::Names(share::TYPES), &[
            same(Raw::Uint(1), "DISK"),
            sample(Raw::Uint(0), NOT_DOCUMENTED, "0"),
        ]),
    row("sockaddr", "socket address", BYTES, "ws2def.h: SOCKADDR_IN; ws2ipdef.h: SOCKADDR_IN6",
        own(address::read, address::read, address::explain), ADDRESS_SAMPLES),
    row("text", "text", "text", "winmeta.xml: win:UnicodeString",
        How::Plain, &[
            sample(Raw::Text("Budget 2026.xlsx"), "", "Budget 2026.xlsx"),
            sample(Raw::Text(""), "", ""),
        ]),
];

const fn row(
    name: &'static str,
    kind: &'static str,
    takes: &'static str,
    source: &'static str,
    how: How,
    samples: &'static [Sample],
) -> Decoder {
    Decoder {
        name,
        kind,
        takes,
        source,
        samples,
        how,
    }
}

type Read = fn(Raw<'_>) -> Option<String>;

const fn own(read: Read, in_message: Read, explain: fn(Raw<'_>) -> Vec<Line>) -> How {
    How::Own(Own {
        read,
        in_message,
        is_hex: false,
        explain,
    })
}

/// A number that people know in hex and that reads inside a message as it does alone.
const fn hex(read: Read, explain: fn(Raw<'_>) -> Vec<Line>) -> How {
    How::Own(Own {
        read,
        in_message: read,
        is_hex: true,
        explain,
    })
}

/// A value, its reading alone and inside a message.
pub(super) const fn sample(
    raw: Raw<'static>,
    reads: &'static str,
    in_message: &'static str,
) -> Sample {
    Sample {
        raw,
        reads,
        in_message,
    }
}

/// A value that reads inside a message as it does alone.
pub(super) const fn same(raw: Raw<'static>, reads: &'static str) -> Sample {
    sample(raw, reads, reads)
}

fn no_lines(_: Raw<'_>) -> Vec<Line> {
    Vec::new()
}

fn raw_reading(_: Raw<'_>) -> Option<String> {
    None
}
