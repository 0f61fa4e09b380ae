//! What a field is, by its name: the name of its decoder and its role. One table for the SMB
//! server's own fields, one for the fields of other providers that mean the same.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::provider::same_provider;
use super::row::Role;

/// A field's decoder (by its name in `crate::values`) and role.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Meaning {
    pub(super) decoder: Option<&'static str>,
    pub(super) role: Option<Role>,
}

/// A name's meaning as a table holds it; an empty decoder is none.
type Known = (&'static str, &'static str, Option<Role>);

/// The decoders of types whose every value reads the same way.
const BY_TYPE: &[(&str, &str)] = &[
    ("Boolean", "bool"),
    ("FILETIME", "filetime"),
    ("GUID", "guid"),
];

/// The SMB server's fields that have a decoder or a role. Names that differ only in case
/// (`SessionId`, `SessionID`) stand once.
const SMB_SERVER: &[Known] = &[
    ("AccessMaskHint", "access_mask", None),
    ("Address", "sockaddr", Some(Role::ClientAddress)),
    ("AddressFamily", "address_family", None),
    ("CSCState", "csc_state", None),
    ("CaTimeOut", "ms", None),
    ("Capabilities", "smb2_global_cap", None),
    ("Capability", "net_if_cap", None),
    ("ChangeTime", "filetime", None),
    ("ChangeType", "map:NetNameChangeMap", None),
    ("ClientAddress", "sockaddr", Some(Role::ClientAddress)),
    ("ClientName", "", Some(Role::ClientName)),
    ("ClientSocketAddress", "sockaddr", Some(Role::ClientAddress)),
    ("CloseOperationDurationInMillieconds", "duration_ms", None),
    ("ClusterShareType", "int", None),
    ("Command", "smb2_command", Some(Role::Command)),
    ("ComputerName", "", Some(Role::ClientName)),
    ("ConfiguredLmCompatibilityLevel", "lm_compat", None),
    ("ConnectionGUID", "", Some(Role::ConnectionGuid)),
    ("ConnectionType", "map:ConnectionTypeMap", None),
    ("ControlCode", "fsctl", None),
    ("CreateAction", "create_action", None),
    ("CreateDisposition", "create_disposition", None),
    ("CreateOptions", "create_options", None),
    ("CreationTime", "filetime", None),
    ("CtlCode", "fsctl", None),
    ("CurrentLeaseState", "lease_state", None),
    ("DefaultLmCompatibilityLevel", "lm_compat", None),
    ("DesiredAccess", "access_mask", None),
    ("DialectRevision", "smb2_dialect", None),
    ("Dialects", "smb2_dialect", None),
    ("DomainName", "", Some(Role::UserDomain)),
    (
        "DurationInMilliseconds",
        "duration_ms",
        Some(Role::DurationMs),
    ),
    ("EndpointName", "", Some(Role::EndpointName)),
    ("EndpointState", "map:Srv2RDMAEndpointState", None),
    ("Error", "ntstatus", None),
    ("ExpectedCapabilities", "smb2_global_cap", None),
    ("ExpectedDialect", "smb2_dialect", None),
    ("ExpectedSecurityMode", "smb2_security_mode", None),
    ("FileAttributes", "file_attributes", None),
    ("FileGUID", "", Some(Role::OpenGuid)),
    ("FileId", "", Some(Role::FileId)),
    ("FileName", "", Some(Role::FileName)),
    ("Flags", "smb2_header_flags", None),
    ("GrantedAccess", "access_mask", None),
    ("ImpersonationLevel", "impersonation_level", None),
    ("InterfaceIndex", "", Some(Role::InterfaceIndex)),
    ("LastAccessTime", "filetime", None),
    ("LastChangeTime", "filetime", None),
    ("LastWriteTime", "filetime", None),
    ("LeaseLevel", "lease_state", None),
    ("LeaseState", "lease_state", None),
    ("LinkSpeed", "bits_per_second", None),
    ("MappedAccess", "access_mask", None),
    ("MaxSmb2Dialect", "smb2_dialect", None),
    ("MaximalAccess", "access_mask", None),
    ("MessageId", "", Some(Role::MessageId)),
    ("MinSmb2Dialect", "smb2_dialect", None),
    ("Name", "", Some(Role::FileName)),
    ("NetLuid", "net_luid", None),
    ("NewDialect", "smb2_dialect", None),
    ("NewLeaseState", "lease_state", None),
    ("OldDialect", "smb2_dialect", None),
    ("OpenGUID", "", Some(Role::OpenGuid)),
    ("OplockLevel", "oplock_level", None),
    ("PathName", "", Some(Role::SharePath)),
    ("PeerAddress", "sockaddr", Some(Role::ClientAddress)),
    ("PersistentFID", "", Some(Role::PersistentId)),
    ("RKFStatus", "ntstatus", Some(Role::RkfStatusRaw)),
    ("Reason", "opaque", Some(Role::Reason)),
    ("ReasonCode", "opaque", Some(Role::Reason)),
    ("ReceivedCapabilities", "smb2_global_cap", None),
    ("ReceivedDialect", "smb2_dialect", None),
    ("ReceivedSecurityMode", "smb2_security_mode", None),
    ("RequestedOplockLevel", "oplock_level", None),
    ("ResumeKey", "", Some(Role::ResumeKey)),
    ("SPN", "", Some(Role::Spn)),
    ("SPNValidationPolicy", "map:SpnValidationPolicy", None),
    ("SecurityMode", "smb2_security_mode", None),
    ("ServerName", "", Some(Role::ServerScope)),
    ("ServerSocketAddress", "sockaddr", Some(Role::ServerAddress)),
    ("SessionFlags", "session_flags", None),
    ("SessionGUID", "", Some(Role::SessionGuid)),
    ("SessionId", "", Some(Role::SessionId)),
    ("ShareAccess", "share_access", None),
    ("ShareFlags", "smb2_share_flags", None),
    ("ShareGUID", "", Some(Role::ShareGuid)),
    ("ShareMaskHint", "share_access", None),
    ("ShareName", "", Some(Role::ShareName)),
    ("SharePath", "", Some(Role::SharePath)),
    ("ShareProperties", "hex", None),
    ("ShareSecurityDescriptor", "security_descriptor", None),
    ("ShareState", "hex", None),
    ("ShareType", "smb2_share_type", None),
    ("SharingMode", "share_access", None),
    ("Smb2Command", "smb2_command", Some(Role::Command)),
    ("Status", "ntstatus", Some(Role::StatusRaw)),
    ("SystemTime", "filetime", None),
    ("TaskStatus", "ntstatus", Some(Role::TaskStatusRaw)),
    (
        "ThresholdInMilliseconds",
        "duration_ms",
        Some(Role::ThresholdMs),
    ),
    ("TranslatedRKFStatus", "ntstatus", Some(Role::RkfStatus)),
    ("TranslatedStatus", "ntstatus", Some(Role::Status)),
    ("TranslatedTaskStatus", "ntstatus", Some(Role::TaskStatus)),
    ("TransportFlags", "hex", None),
    ("TransportName", "", Some(Role::Transport)),
    ("TreeConnectGUID", "", Some(Role::TreeGuid)),
    ("TreeId", "", Some(Role::TreeId)),
    ("UserName", "", Some(Role::UserName)),
    ("VolatileFID", "", Some(Role::VolatileId)),
];

/// Where a name means something else in some of the SMB server's events.
const SMB_SERVER_EVENTS: &[(&[u32], Known)] = &[
    (&[104], ("Capabilities", "smb2_share_cap", None)),
    (
        &[501],
        ("Flags", "map:Srv2ConnectionDisconnectReasons", None),
    ),
    (
        &[1010, 1011],
        ("DomainName", "", Some(Role::EndpointDomain)),
    ),
    (&[1010, 1011], ("Name", "", Some(Role::EndpointName))),
    (
        &[1012],
        ("ClientAddress", "sockaddr", Some(Role::ServerAddress)),
    ),
    (&[1012], ("Flags", "hex", None)),
    (&[1028], ("NewDialect", "map:Srv2DialectRevision", None)),
    (
        &[1031, 1032],
        ("Reason", "map:LiveDumpReason", Some(Role::Reason)),
    ),
    (
        &[1033],
        (
            "NotificationType",
            "map:Srv2RDMASendEndpointNotificationType",
            None,
        ),
    ),
    (
        &[1040],
        ("NotificationType", "map:Srv2RDMAMibNotificationType", None),
    ),
    (&[1044], ("ErrorCode", "map:SrvnetQuicShutdownErrors", None)),
    (
        &[1044],
        (
            "Reason",
            "map:SrvnetQuicShutdownReasons",
            Some(Role::Reason),
        ),
    ),
    (&[1905], ("Reason", "text", Some(Role::Reason))),
    (&[3000, 3002], ("ClientName", "", Some(Role::ClientAddress))),
    (&[3009], ("Error", "", None)),
];

/// Names under which older releases logged a field that the lists name otherwise.
pub(super) const ALIASES: &[(u32, &str, &str)] = &[
    (1020, "Duration", "DurationInMilliseconds"),
    (1020, "Threshold", "ThresholdInMilliseconds"),
];

/// Fields of any other provider that say who and from where, whatever the event.
const ANY_PROVIDER: &[Known] = &[
    ("ClientAddress", "", Some(Role::ClientAddress)),
    ("ClientName", "", Some(Role::ClientName)),
    ("IpAddress", "", Some(Role::ClientAddress)),
    ("ShareLocalPath", "", Some(Role::SharePath)),
    ("ShareName", "", Some(Role::ShareName)),
    ("RelativeTargetName", "", Some(Role::FileName)),
    ("SpnName", "", Some(Role::Spn)),
    ("SubjectDomainName", "", Some(Role::UserDomain)),
    ("SubjectUserName", "", Some(Role::UserName)),
    ("TargetDomainName", "", Some(Role::UserDomain)),
    ("TargetUserName", "", Some(Role::UserName)),
    ("UserName", "", Some(Role::UserName)),
    ("Workstation", "", Some(Role::ClientName)),
    ("WorkstationName", "", Some(Role::ClientName)),
];

const SECURITY: &str = "Microsoft-Windows-Security-Auditing";
const SMB_CLIENT: &str = "Microsoft-Windows-SMBClient";

/// Fields of one other provider, in these of its events (all where none is named). `Status` of
/// the Kerberos events 4768 to 4771 is no NTSTATUS and stays raw.
const OTHER_PROVIDERS: &[(&str, &[u32], Known)] = &[
    (
        SECURITY,
        &[4625, 4776],
        ("Status", "ntstatus", Some(Role::Status)),
    ),
    (SECURITY, &[4625], ("SubStatus", "ntstatus", None)),
    (SECURITY, &[5140, 5145], ("AccessMask", "access_mask", None)),
    (
        SMB_CLIENT,
        &[],
        ("Address", "sockaddr", Some(Role::ServerAddress)),
    ),
    (SMB_CLIENT, &[], ("Status", "ntstatus", Some(Role::Status))),
];

/// Security events about what the subject did, although they name a target too.
const ABOUT_THE_SUBJECT: &[u32] = &[4688];

static BY_NAME: LazyLock<HashMap<String, Known>> = LazyLock::new(|| {
    let rows = SMB_SERVER.iter();
    rows.map(|known| (known.0.to_ascii_lowercase(), *known))
        .collect()
});

/// What a field of the SMB server is. `in_type` is as published, empty where it is not known.
pub(super) fn smb_server(id: u32, name: &str, in_type: &str) -> Meaning {
    let particular = SMB_SERVER_EVENTS
        .iter()
        .find(|(ids, known)| ids.contains(&id) && known.0.eq_ignore_ascii_case(name))
        .map(|(_, known)| known);
    let known = particular.or_else(|| BY_NAME.get(&name.to_ascii_lowercase()));
    let mut meaning = known.copied().map(meaning).unwrap_or_default();
    if meaning.decoder.is_none() {
        let by_type = BY_TYPE.iter().find(|(known, _)| *known == in_type);
        meaning.decoder = by_type.map(|&(_, decoder)| decoder);
    }
    meaning
}

/// What a field of another provider's record is, given the names of all its fields.
pub(super) fn elsewhere(provider: &str, id: u32, name: &str, names: &[&str]) -> Meaning {
    let of_provider = OTHER_PROVIDERS
        .iter()
        .find(|(of, ids, known)| {
            same_provider(provider, of)
                && (ids.is_empty() || ids.contains(&id))
                && known.0.eq_ignore_ascii_case(name)
        })
        .map(|(_, _, known)| known);
    let of_any = || {
        let mut rows = ANY_PROVIDER.iter();
        rows.find(|known| known.0.eq_ignore_ascii_case(name))
    };
    let Some(&known) = of_provider.or_else(of_any) else {
        return Meaning::default();
    };
    let hidden = if ABOUT_THE_SUBJECT.contains(&id) {
        name.starts_with("Target")
    } else {
        name.starts_with("Subject") && names.contains(&"TargetUserName")
    };
    if hidden {
        return Meaning::default();
    }
    meaning(known)
}

fn meaning((_, decoder, role): Known) -> Meaning {
    Meaning {
        decoder: (!decoder.is_empty()).then_some(decoder),
        role,
    }
}
