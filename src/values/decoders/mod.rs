//! The one table of decoders, a row each: dispatch, `explain` and the tests all walk it. A decoder
//! that needs tables or functions of its own has them in a file beside.

mod basic;
pub(super) mod fsctl;
mod keywords;
mod network;
mod samples;
mod settings;
mod share;
pub(super) mod smb2;
mod value_maps;

use samples::{ADDRESS_SAMPLES, DESCRIPTOR_SAMPLES};

use super::format::{Custom, DecoderInfo, Format, Sample};
use super::reading::NOT_DOCUMENTED;
use super::{FileTime, Raw, access, address, amount, descriptor, status};

const INTEGER: &str = "an integer, or text that spells one";
const BYTES: &str = "binary, or text that spells bytes in hex";
const PROVIDER_MAP: &str = "value map in the provider's manifest";

/// Declares [`Decoder`] and the row of each of its variants.
macro_rules! decoders {
    ($($variant:ident($name:literal, $kind:literal, $takes:expr, $source:expr, $format:expr, $samples:expr),)+) => {
        /// A kind of value: the catalog gives a field its decoder, and that its reading.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(clippy::doc_markdown)] // A kind is written as `explain` shows it.
        pub enum Decoder {
            $(#[doc = $kind] $variant,)+
        }

        impl Decoder {
            /// Every decoder, by name.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Its row of the table.
            pub fn info(self) -> &'static DecoderInfo {
                &TABLE[self as usize]
            }
        }

        static TABLE: &[DecoderInfo] = &[$(DecoderInfo {
            name: $name,
            kind: $kind,
            takes: $takes,
            source: $source,
            format: $format,
            samples: $samples,
        },)+];
    };
}

// Name, kind, types of values, published source, format, samples.
decoders! {
    AccessMask("access_mask", "access mask of a file, folder or share", INTEGER, "[MS-SMB2] 2.2.13.1",
        Format::Flags(&access::ACCESS), &[
            Sample::same(Raw::Hex(0x10005), "0x10005 (READ_DATA | APPEND_DATA | DELETE)"),
            Sample::same(Raw::Uint(2_032_127), "0x1F01FF (Full control)"),
            Sample::same(Raw::Hex(0x0013_01BF), "0x1301BF (Change)"),
            Sample::same(Raw::Hex(0x0012_00A9), "0x1200A9 (Read)"),
            Sample::same(Raw::Int(-2_147_483_648), "0x80000000 (GENERIC_READ)"),
            Sample::same(Raw::Text("0x3"), "0x3 (READ_DATA | WRITE_DATA)"),
            Sample::same(Raw::Hex(0), "0x0 (no rights)"),
            Sample::new(Raw::Hex(0x200), NOT_DOCUMENTED, "0x200"),
            Sample::new(Raw::Uint(512), "0x200 (not documented)", "0x200"),
        ]),
    AddressFamily("address_family", "address family", INTEGER, "ws2def.h: AF_INET, AF_INET6",
        Format::Numbered(address::FAMILIES), &[
            Sample::same(Raw::Uint(2), "2 (IPv4)"),
            Sample::same(Raw::Uint(23), "23 (IPv6)"),
            Sample::new(Raw::Uint(17), NOT_DOCUMENTED, "17"),
        ]),
    BitsPerSecond("bits_per_second", "speed of a link", INTEGER, "[MS-SMB2] 2.2.32.5: LinkSpeed",
        Format::Custom(Custom::new(network::link_speed)), &[
            Sample::same(Raw::Uint(25_000_000_000), "25 Gbit/s"),
            Sample::same(Raw::Text("10000000000"), "10 Gbit/s"),
        ]),
    Bool("bool", "boolean", "Boolean, or a number or text that is one", "winmeta.xml: win:Boolean",
        Format::Custom(Custom::new(basic::boolean)), &[
            Sample::new(Raw::Bool(true), "", "true"),
            Sample::same(Raw::Uint(0), "false"),
            Sample::same(Raw::Text("True"), "true"),
            Sample::new(Raw::Uint(2), NOT_DOCUMENTED, "2"),
        ]),
    CreateAction("create_action", "what a CREATE did", INTEGER, "[MS-SMB2] 2.2.14",
        Format::Names(smb2::CREATE_ACTIONS), &[
            Sample::same(Raw::Uint(1), "OPENED"),
            Sample::new(Raw::Uint(4), NOT_DOCUMENTED, "4"),
        ]),
    CreateDisposition("create_disposition", "what a CREATE asks for where the file exists or not", INTEGER, "[MS-SMB2] 2.2.13",
        Format::Names(smb2::CREATE_DISPOSITIONS), &[
            Sample::same(Raw::Int(3), "OPEN_IF"),
            Sample::new(Raw::Int(-1), NOT_DOCUMENTED, "-1"),
        ]),
    CreateOptions("create_options", "options of a CREATE", INTEGER, "[MS-SMB2] 2.2.13",
        Format::Flags(&smb2::CREATE_OPTIONS), &[
            Sample::same(Raw::Uint(0x1040), "0x1040 (NON_DIRECTORY_FILE | DELETE_ON_CLOSE)"),
            Sample::same(Raw::Int(0), "0x0 (none)"),
        ]),
    CscState("csc_state", "state of client-side caching", INTEGER, "none published",
        Format::Hex, &[
            Sample::new(Raw::Uint(48), "0x30 (not documented)", "0x30"),
        ]),
    DurationMs("duration_ms", "duration in milliseconds", INTEGER, "label of the field in the catalog",
        Format::Custom(Custom::new(amount::milliseconds).raw_in_message()), &[
            Sample::new(Raw::Uint(15_000), "15 s", "15000"),
            Sample::new(Raw::Uint(551_678), "9 min 11 s", "551678"),
        ]),
    DurationS("duration_s", "duration in seconds", INTEGER, "label of the field in the provider's messages",
        Format::Custom(Custom::new(amount::seconds).raw_in_message()), &[
            Sample::new(Raw::Uint(90), "1 min 30 s", "90"),
        ]),
    FileAttributes("file_attributes", "file attributes", INTEGER, "[MS-FSCC] 2.6",
        Format::Flags(&smb2::FILE_ATTRIBUTES), &[
            Sample::same(Raw::Uint(0x21), "0x21 (READONLY | ARCHIVE)"),
            Sample::same(Raw::Int(0x10), "0x10 (DIRECTORY)"),
        ]),
    FileTime("filetime", "point in time", "UInt64 or FILETIME: 100 ns since 1601; 0 is not set", "[MS-DTYP] 2.3.3",
        Format::Custom(Custom::new(basic::time)), &[
            Sample::same(Raw::Uint(133_589_952_000_000_000), "2024-05-01T00:00:00.0000000Z"),
            Sample::same(Raw::Uint(0), "not set"),
            Sample::new(Raw::Uint(u64::MAX), NOT_DOCUMENTED, "18446744073709551615"),
            Sample::new(Raw::Time(FileTime(133_589_952_000_000_000)), "", "2024-05-01T00:00:00.0000000Z"),
        ]),
    Fsctl("fsctl", "file-system control code", INTEGER, "[MS-FSCC] 2.3, [MS-SMB2] 2.2.31",
        Format::Custom(Custom::new(fsctl::reading).with_parts(fsctl::parts).known_in_hex()), &[
            Sample::same(Raw::Uint(0x0011_C017), "FSCTL_PIPE_TRANSCEIVE (0x0011C017)"),
            Sample::same(Raw::Hex(0x0006_0194), "FSCTL_DFS_GET_REFERRALS (0x00060194)"),
            Sample::same(Raw::Uint(0), "none"),
            Sample::new(Raw::Uint(42_689), "0xA6C1 (not documented)", "0xA6C1"),
        ]),
    Guid("guid", "GUID", "GUID, or text that spells one", "[MS-DTYP] 2.3.4",
        Format::Guid, &[
            Sample::new(Raw::Guid([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]), "", "{04030201-0605-0807-090a-0b0c0d0e0f10}"),
            Sample::new(Raw::Text("D19E2A95-39DA-4F7D-F325-ED072863043E"), "", "{d19e2a95-39da-4f7d-f325-ed072863043e}"),
        ]),
    Hex("hex", "number that shows in hex", INTEGER, "none published",
        Format::Hex, &[
            Sample::new(Raw::Uint(31), "0x1F (not documented)", "0x1F"),
            Sample::new(Raw::Hex(0x1), NOT_DOCUMENTED, "0x1"),
        ]),
    ImpersonationLevel("impersonation_level", "impersonation level", INTEGER, "[MS-SMB2] 2.2.13",
        Format::Names(smb2::IMPERSONATION_LEVELS), &[
            Sample::same(Raw::Uint(2), "Impersonation"),
            Sample::new(Raw::Uint(4), NOT_DOCUMENTED, "4"),
        ]),
    Int("int", "number", INTEGER, "winmeta.xml: win:UInt32",
        Format::Verbatim, &[
            Sample::new(Raw::Uint(7), "", "7"),
            Sample::new(Raw::Null, "", ""),
        ]),
    Keywords("keywords", "keywords of an event", "UInt64 or HexInt64", "winmeta.xml: keywords",
        Format::Flags64(&keywords::KEYWORDS), &[
            Sample::same(Raw::Hex(0x8020_0000_0000_0000), "0x8020000000000000 (Audit Success | channel 1)"),
            Sample::same(Raw::Text("0x2000000000000008"), "0x2000000000000008 (channel 3 | 0x8 not documented)"),
        ]),
    LeaseState("lease_state", "state of a lease", INTEGER, "[MS-SMB2] 2.2.13.2.8",
        Format::Flags(&smb2::LEASE_STATE), &[
            Sample::same(Raw::Uint(7), "0x7 (READ | HANDLE | WRITE)"),
            Sample::same(Raw::Uint(0), "0x0 (none)"),
        ]),
    LmCompat("lm_compat", "LAN Manager authentication level", INTEGER, "registry value LmCompatibilityLevel",
        Format::Numbered(settings::LM_LEVELS), &[
            Sample::same(Raw::Uint(3), "3 (Send NTLMv2 response only)"),
            Sample::new(Raw::Uint(6), NOT_DOCUMENTED, "6"),
        ]),
    ConnectionTypeMap("map:ConnectionTypeMap", "kind of connection", INTEGER, PROVIDER_MAP,
        Format::Names(value_maps::CONNECTION_TYPE_MAP), &[
            Sample::same(Raw::Uint(4), "Quic"),
        ]),
    LiveDumpReason("map:LiveDumpReason", "reason of a live dump", INTEGER, PROVIDER_MAP,
        Format::Names(value_maps::LIVE_DUMP_REASON), &[
            Sample::same(Raw::Uint(1), "Stalled I/O"),
            Sample::new(Raw::Uint(183_704), NOT_DOCUMENTED, "183704"),
        ]),
    NetNameChangeMap("map:NetNameChangeMap", "change of a network name", INTEGER, PROVIDER_MAP,
        Format::Names(value_maps::NET_NAME_CHANGE_MAP), &[
            Sample::same(Raw::Uint(1), "Update"),
        ]),
    SpnValidationPolicy("map:SpnValidationPolicy", "SPN validation policy", INTEGER, PROVIDER_MAP,
        Format::Names(value_maps::SPN_VALIDATION_POLICY), &[
            Sample::same(Raw::Uint(3), "SPN required / validate service name"),
            Sample::new(Raw::Uint(5), NOT_DOCUMENTED, "5"),
        ]),
    Srv2ConnectionDisconnectReasons("map:Srv2ConnectionDisconnectReasons", "reason of a disconnect", INTEGER, PROVIDER_MAP,
        Format::Names(value_maps::SRV2CONNECTION_DISCONNECT_REASONS), &[
            Sample::same(Raw::Uint(1), "Connection timed out."),
        ]),
    Srv2DialectRevision("map:Srv2DialectRevision", "SMB2 dialect", INTEGER, PROVIDER_MAP,
        Format::Names(value_maps::SRV2DIALECT_REVISION), &[
            Sample::same(Raw::Uint(770), "3.0.2"),
            Sample::same(Raw::Uint(0), "N/A"),
            Sample::new(Raw::Uint(0x2FF), NOT_DOCUMENTED, "767"),
        ]),
    Srv2RDMAEndpointState("map:Srv2RDMAEndpointState", "state of an RDMA endpoint", INTEGER, PROVIDER_MAP,
        Format::Names(value_maps::SRV2RDMA_ENDPOINT_STATE), &[
            Sample::same(Raw::Uint(0), "closed"),
        ]),
    Srv2RDMAMibNotificationType("map:Srv2RDMAMibNotificationType", "kind of MIB notification", INTEGER, PROVIDER_MAP,
        Format::Names(value_maps::SRV2RDMA_MIB_NOTIFICATION_TYPE), &[
            Sample::same(Raw::Uint(3), "MibInitialNotification"),
        ]),
    Srv2RDMASendEndpointNotificationType("map:Srv2RDMASendEndpointNotificationType", "kind of RDMA notification", INTEGER, PROVIDER_MAP,
        Format::Names(value_maps::SRV2RDMA_SEND_ENDPOINT_NOTIFICATION_TYPE), &[
            Sample::same(Raw::Uint(1), "enabled"),
        ]),
    SrvnetQuicShutdownErrors("map:SrvnetQuicShutdownErrors", "error of a QUIC shutdown", INTEGER, PROVIDER_MAP,
        Format::Names(value_maps::SRVNET_QUIC_SHUTDOWN_ERRORS), &[
            Sample::same(Raw::Uint(3), "Invalid Parameter."),
        ]),
    SrvnetQuicShutdownReasons("map:SrvnetQuicShutdownReasons", "reason of a QUIC shutdown", INTEGER, PROVIDER_MAP,
        Format::Names(value_maps::SRVNET_QUIC_SHUTDOWN_REASONS), &[
            Sample::same(Raw::Uint(2), "Server can't get the local address."),
        ]),
    Ms("ms", "duration in milliseconds", INTEGER, "none published; the unit is inferred",
        Format::Custom(Custom::new(amount::milliseconds).raw_in_message()), &[
            Sample::new(Raw::Uint(60_000), "1 min", "60000"),
        ]),
    NetIfCap("net_if_cap", "capability of a network interface", INTEGER, "[MS-SMB2] 2.2.32.5",
        Format::Flags(&network::CAPABILITIES), &[
            Sample::same(Raw::Hex(1), "0x1 (RSS)"),
            Sample::same(Raw::Hex(3), "0x3 (RSS | RDMA)"),
            Sample::new(Raw::Hex(0x54E1_1038), NOT_DOCUMENTED, "0x54E11038"),
        ]),
    NetLuid("net_luid", "NET_LUID of an interface", "UInt64 or HexInt64", "ifdef.h: NET_LUID",
        Format::Custom(Custom::new(network::luid)), &[
            Sample::same(Raw::Hex(0x0006_0080_0100_0000), "0x6008001000000 (Ethernet, index 32769)"),
            Sample::same(Raw::Hex(0x3A6E_7FC5_D369_48F6), "0x3A6E7FC5D36948F6 (interface type 14958, index 8373715)"),
        ]),
    NtStatus("ntstatus", "NTSTATUS", "UInt32, Int32 or HexInt32", "[MS-ERREF] 2.3",
        Format::Custom(Custom::new(status::reading).with_parts(status::parts).known_in_hex()), &[
            Sample::same(Raw::Hex(0xC000_006D), "STATUS_LOGON_FAILURE (0xC000006D)"),
            Sample::same(Raw::Uint(3_221_225_581), "STATUS_LOGON_FAILURE (0xC000006D)"),
            Sample::same(Raw::Int(-1_073_741_715), "STATUS_LOGON_FAILURE (0xC000006D)"),
            Sample::same(Raw::Text("0xc0000022"), "STATUS_ACCESS_DENIED (0xC0000022)"),
            Sample::same(Raw::Hex(0), "STATUS_SUCCESS (0x0)"),
            Sample::new(Raw::Hex(0xC000_FFFF), NOT_DOCUMENTED, "0xC000FFFF"),
            Sample::new(Raw::Uint(0xC000_FFFF), "0xC000FFFF (not documented)", "0xC000FFFF"),
        ]),
    Opaque("opaque", "number whose values nobody has published", INTEGER, "none published",
        Format::Opaque, &[
            Sample::new(Raw::Uint(349_874), NOT_DOCUMENTED, "349874"),
        ]),
    OplockLevel("oplock_level", "oplock level", INTEGER, "[MS-SMB2] 2.2.13",
        Format::Names(smb2::OPLOCK_LEVELS), &[
            Sample::same(Raw::Uint(9), "BATCH"),
            Sample::same(Raw::Uint(0xFF), "LEASE"),
            Sample::new(Raw::Uint(2), NOT_DOCUMENTED, "2"),
        ]),
    Parameter("parameter", "text with parameter strings", "text", "msobjs.dll",
        Format::Custom(Custom::new(basic::parameters)), &[
            Sample::same(Raw::Text("%%1843"), "No"),
            Sample::new(Raw::Text("plain"), "", "plain"),
        ]),
    SecurityDescriptor("security_descriptor", "security descriptor", BYTES, "[MS-DTYP] 2.4.6, 2.5.1",
        Format::Custom(Custom::new(descriptor::reading).with_parts(descriptor::parts)), DESCRIPTOR_SAMPLES),
    SessionFlags("session_flags", "session flags", INTEGER, "[MS-SMB2] 2.2.6",
        Format::Flags(&smb2::SESSION_FLAGS), &[
            Sample::same(Raw::Uint(1), "0x1 (GUEST)"),
            Sample::same(Raw::Uint(4), "0x4 (ENCRYPT_DATA)"),
        ]),
    ShareAccess("share_access", "what others may do meanwhile", INTEGER, "[MS-SMB2] 2.2.13",
        Format::Flags(&smb2::SHARE_ACCESS), &[
            Sample::same(Raw::Int(7), "0x7 (SHARE_READ | SHARE_WRITE | SHARE_DELETE)"),
            Sample::same(Raw::Uint(0), "0x0 (none)"),
        ]),
    Sid("sid", "SID", "SID, bytes or text of one", "[MS-DTYP] 2.4.2",
        Format::Custom(Custom::new(basic::sid)), &[
            Sample::same(Raw::Text("S-1-5-18"), r"NT AUTHORITY\SYSTEM (S-1-5-18)"),
            Sample::same(Raw::Sid(&[1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]), "Everyone (S-1-1-0)"),
            Sample::new(Raw::Text("S-1-5-21-1-2-3-1104"), "", "S-1-5-21-1-2-3-1104"),
        ]),
    Smb2Command("smb2_command", "SMB2 command", INTEGER, "[MS-SMB2] 2.2.1.2",
        Format::Names(smb2::COMMANDS), &[
            Sample::same(Raw::Uint(5), "CREATE"),
            Sample::same(Raw::Text("14"), "QUERY_DIRECTORY"),
            Sample::new(Raw::Uint(99), NOT_DOCUMENTED, "99"),
        ]),
    Smb2Dialect("smb2_dialect", "SMB2 dialect", INTEGER, "[MS-SMB2] 2.2.3, 2.2.4",
        Format::Names(smb2::DIALECTS), &[
            Sample::same(Raw::Hex(0x302), "3.0.2"),
            Sample::same(Raw::Uint(785), "3.1.1"),
            Sample::same(Raw::Hex(0x2FF), "2.???"),
            Sample::new(Raw::Hex(0x304), NOT_DOCUMENTED, "0x304"),
        ]),
    Smb2GlobalCap("smb2_global_cap", "capabilities of client or server", INTEGER, "[MS-SMB2] 2.2.3, 2.2.4",
        Format::Flags(&smb2::GLOBAL_CAPABILITIES), &[
            Sample::same(Raw::Hex(0x7F), "0x7F (DFS | LEASING | LARGE_MTU | MULTI_CHANNEL | PERSISTENT_HANDLES | DIRECTORY_LEASING | ENCRYPTION)"),
        ]),
    Smb2HeaderFlags("smb2_header_flags", "header flags", INTEGER, "[MS-SMB2] 2.2.1.2",
        Format::Flags(&smb2::HEADER_FLAGS), &[
            Sample::same(Raw::Uint(0x39), "0x39 (PRIORITY 3 | SERVER_TO_REDIR | SIGNED)"),
            Sample::same(Raw::Uint(0), "0x0 (none)"),
        ]),
    Smb2SecurityMode("smb2_security_mode", "security mode: signing", INTEGER, "[MS-SMB2] 2.2.3, 2.2.4",
        Format::Flags(&smb2::SECURITY_MODE), &[
            Sample::same(Raw::Hex(3), "0x3 (SIGNING_ENABLED | SIGNING_REQUIRED)"),
            Sample::new(Raw::Hex(0x2179_9420), NOT_DOCUMENTED, "0x21799420"),
        ]),
    Smb2ShareCap("smb2_share_cap", "capabilities of a share", INTEGER, "[MS-SMB2] 2.2.10",
        Format::Flags(&share::CAPABILITIES), &[
            Sample::same(Raw::Uint(0x50), "0x50 (CONTINUOUS_AVAILABILITY | CLUSTER)"),
        ]),
    Smb2ShareFlags("smb2_share_flags", "share flags", INTEGER, "[MS-SMB2] 2.2.10",
        Format::Flags(&share::FLAGS), &[
            Sample::same(Raw::Uint(0x8030), "0x8030 (NO_CACHING | ENCRYPT_DATA)"),
            Sample::same(Raw::Uint(0), "0x0 (MANUAL_CACHING)"),
        ]),
    Smb2ShareType("smb2_share_type", "kind of share", INTEGER, "[MS-SMB2] 2.2.10",
        Format::Names(share::TYPES), &[
            Sample::same(Raw::Uint(1), "DISK"),
            Sample::new(Raw::Uint(0), NOT_DOCUMENTED, "0"),
        ]),
    Sockaddr("sockaddr", "socket address", BYTES, "ws2def.h: SOCKADDR_IN; ws2ipdef.h: SOCKADDR_IN6",
        Format::Custom(Custom::new(address::reading).with_parts(address::parts)), ADDRESS_SAMPLES),
    Text("text", "text", "text", "winmeta.xml: win:UnicodeString",
        Format::Verbatim, &[
            Sample::new(Raw::Text("Budget 2026.xlsx"), "", "Budget 2026.xlsx"),
            Sample::new(Raw::Text(""), "", ""),
        ]),
}
