//! The meaning of a field by its name: decoder and role. One table for the SMB server's own fields,
//! one for the fields of other providers that mean the same.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::provider::same_provider;
use super::row::Role;
use crate::values::Decoder;

/// A field's decoder and role.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Meaning {
    pub(super) decoder: Option<Decoder>,
    pub(super) role: Option<Role>,
}

/// A field's name and its meaning.
type Known = (&'static str, Meaning);

const fn known(name: &'static str, decoder: Option<Decoder>, role: Option<Role>) -> Known {
    (name, Meaning { decoder, role })
}

/// A field with a decoder alone.
const fn decoded(name: &'static str, decoder: Decoder) -> Known {
    known(name, Some(decoder), None)
}

/// A field with a role alone.
const fn about(name: &'static str, role: Role) -> Known {
    known(name, None, Some(role))
}

/// A field with a decoder and a role.
const fn both(name: &'static str, decoder: Decoder, role: Role) -> Known {
    known(name, Some(decoder), Some(role))
}

/// The decoders of types whose every value reads the same way.
const BY_TYPE: &[(&str, Decoder)] = &[
    ("Boolean", Decoder::Bool),
    ("FILETIME", Decoder::FileTime),
    ("GUID", Decoder::Guid),
];

/// The SMB server's fields that have a decoder or a role. Names that differ only in case
/// (`SessionId`, `SessionID`) stand once.
const SMB_SERVER: &[Known] = &[
    decoded("AccessMaskHint", Decoder::AccessMask),
    both("Address", Decoder::Sockaddr, Role::ClientAddress),
    decoded("AddressFamily", Decoder::AddressFamily),
    decoded("CSCState", Decoder::CscState),
    decoded("CaTimeOut", Decoder::Ms),
    decoded("Capabilities", Decoder::Smb2GlobalCap),
    decoded("Capability", Decoder::NetIfCap),
    decoded("ChangeTime", Decoder::FileTime),
    decoded("ChangeType", Decoder::NetNameChangeMap),
    both("ClientAddress", Decoder::Sockaddr, Role::ClientAddress),
    about("ClientName", Role::ClientName),
    both(
        "ClientSocketAddress",
        Decoder::Sockaddr,
        Role::ClientAddress,
    ),
    decoded("CloseOperationDurationInMillieconds", Decoder::DurationMs),
    decoded("ClusterShareType", Decoder::Int),
    both("Command", Decoder::Smb2Command, Role::Command),
    about("ComputerName", Role::ClientName),
    decoded("ConfiguredLmCompatibilityLevel", Decoder::LmCompat),
    about("ConnectionGUID", Role::ConnectionGuid),
    decoded("ConnectionType", Decoder::ConnectionTypeMap),
    decoded("ControlCode", Decoder::Fsctl),
    decoded("CreateAction", Decoder::CreateAction),
    decoded("CreateDisposition", Decoder::CreateDisposition),
    decoded("CreateOptions", Decoder::CreateOptions),
    decoded("CreationTime", Decoder::FileTime),
    decoded("CtlCode", Decoder::Fsctl),
    decoded("CurrentLeaseState", Decoder::LeaseState),
    decoded("DefaultLmCompatibilityLevel", Decoder::LmCompat),
    decoded("DesiredAccess", Decoder::AccessMask),
    decoded("DialectRevision", Decoder::Smb2Dialect),
    decoded("Dialects", Decoder::Smb2Dialect),
    about("DomainName", Role::UserDomain),
    both(
        "DurationInMilliseconds",
        Decoder::DurationMs,
        Role::DurationMs,
    ),
    about("EndpointName", Role::EndpointName),
    decoded("EndpointState", Decoder::Srv2RDMAEndpointState),
    decoded("Error", Decoder::NtStatus),
    decoded("ExpectedCapabilities", Decoder::Smb2GlobalCap),
    decoded("ExpectedDialect", Decoder::Smb2Dialect),
    decoded("ExpectedSecurityMode", Decoder::Smb2SecurityMode),
    decoded("FileAttributes", Decoder::FileAttributes),
    about("FileGUID", Role::OpenGuid),
    about("FileId", Role::FileId),
    about("FileName", Role::FileName),
    decoded("Flags", Decoder::Smb2HeaderFlags),
    decoded("GrantedAccess", Decoder::AccessMask),
    decoded("ImpersonationLevel", Decoder::ImpersonationLevel),
    about("InterfaceIndex", Role::InterfaceIndex),
    decoded("LastAccessTime", Decoder::FileTime),
    decoded("LastChangeTime", Decoder::FileTime),
    decoded("LastWriteTime", Decoder::FileTime),
    decoded("LeaseLevel", Decoder::LeaseState),
    decoded("LeaseState", Decoder::LeaseState),
    decoded("LinkSpeed", Decoder::BitsPerSecond),
    decoded("MappedAccess", Decoder::AccessMask),
    decoded("MaxSmb2Dialect", Decoder::Smb2Dialect),
    decoded("MaximalAccess", Decoder::AccessMask),
    about("MessageId", Role::MessageId),
    decoded("MinSmb2Dialect", Decoder::Smb2Dialect),
    about("Name", Role::FileName),
    decoded("NetLuid", Decoder::NetLuid),
    decoded("NewDialect", Decoder::Smb2Dialect),
    decoded("NewLeaseState", Decoder::LeaseState),
    decoded("OldDialect", Decoder::Smb2Dialect),
    about("OpenGUID", Role::OpenGuid),
    decoded("OplockLevel", Decoder::OplockLevel),
    about("PathName", Role::SharePath),
    both("PeerAddress", Decoder::Sockaddr, Role::ClientAddress),
    about("PersistentFID", Role::PersistentId),
    both("RKFStatus", Decoder::NtStatus, Role::RkfStatusRaw),
    both("Reason", Decoder::Opaque, Role::Reason),
    both("ReasonCode", Decoder::Opaque, Role::Reason),
    decoded("ReceivedCapabilities", Decoder::Smb2GlobalCap),
    decoded("ReceivedDialect", Decoder::Smb2Dialect),
    decoded("ReceivedSecurityMode", Decoder::Smb2SecurityMode),
    decoded("RequestedOplockLevel", Decoder::OplockLevel),
    about("ResumeKey", Role::ResumeKey),
    about("SPN", Role::Spn),
    decoded("SPNValidationPolicy", Decoder::SpnValidationPolicy),
    decoded("SecurityMode", Decoder::Smb2SecurityMode),
    about("ServerName", Role::ServerScope),
    both(
        "ServerSocketAddress",
        Decoder::Sockaddr,
        Role::ServerAddress,
    ),
    decoded("SessionFlags", Decoder::SessionFlags),
    about("SessionGUID", Role::SessionGuid),
    about("SessionId", Role::SessionId),
    decoded("ShareAccess", Decoder::ShareAccess),
    decoded("ShareFlags", Decoder::Smb2ShareFlags),
    about("ShareGUID", Role::ShareGuid),
    decoded("ShareMaskHint", Decoder::ShareAccess),
    about("ShareName", Role::ShareName),
    about("SharePath", Role::SharePath),
    decoded("ShareProperties", Decoder::Hex),
    decoded("ShareSecurityDescriptor", Decoder::SecurityDescriptor),
    decoded("ShareState", Decoder::Hex),
    decoded("ShareType", Decoder::Smb2ShareType),
    decoded("SharingMode", Decoder::ShareAccess),
    both("Smb2Command", Decoder::Smb2Command, Role::Command),
    both("Status", Decoder::NtStatus, Role::StatusRaw),
    decoded("SystemTime", Decoder::FileTime),
    both("TaskStatus", Decoder::NtStatus, Role::TaskStatusRaw),
    both(
        "ThresholdInMilliseconds",
        Decoder::DurationMs,
        Role::ThresholdMs,
    ),
    both("TranslatedRKFStatus", Decoder::NtStatus, Role::RkfStatus),
    both("TranslatedStatus", Decoder::NtStatus, Role::Status),
    both("TranslatedTaskStatus", Decoder::NtStatus, Role::TaskStatus),
    decoded("TransportFlags", Decoder::Hex),
    about("TransportName", Role::Transport),
    about("TreeConnectGUID", Role::TreeGuid),
    about("TreeId", Role::TreeId),
    about("UserName", Role::UserName),
    about("VolatileFID", Role::VolatileId),
];

/// Names that mean something else in some of the SMB server's events.
const SMB_SERVER_EVENTS: &[(&[u32], Known)] = &[
    (&[104], decoded("Capabilities", Decoder::Smb2ShareCap)),
    (
        &[501],
        decoded("Flags", Decoder::Srv2ConnectionDisconnectReasons),
    ),
    (&[1010, 1011], about("DomainName", Role::EndpointDomain)),
    (&[1010, 1011], about("Name", Role::EndpointName)),
    (
        &[1012],
        both("ClientAddress", Decoder::Sockaddr, Role::ServerAddress),
    ),
    (&[1012], decoded("Flags", Decoder::Hex)),
    (&[1028], decoded("NewDialect", Decoder::Srv2DialectRevision)),
    (
        &[1031, 1032],
        both("Reason", Decoder::LiveDumpReason, Role::Reason),
    ),
    (
        &[1033],
        decoded(
            "NotificationType",
            Decoder::Srv2RDMASendEndpointNotificationType,
        ),
    ),
    (
        &[1040],
        decoded("NotificationType", Decoder::Srv2RDMAMibNotificationType),
    ),
    (
        &[1044],
        decoded("ErrorCode", Decoder::SrvnetQuicShutdownErrors),
    ),
    (
        &[1044],
        both("Reason", Decoder::SrvnetQuicShutdownReasons, Role::Reason),
    ),
    (&[1905], both("Reason", Decoder::Text, Role::Reason)),
    (&[3000, 3002], about("ClientName", Role::ClientAddress)),
    (&[3009], known("Error", None, None)),
];

/// Names under which older releases logged a field that the lists name otherwise.
pub(super) const ALIASES: &[(u32, &str, &str)] = &[
    (1020, "Duration", "DurationInMilliseconds"),
    (1020, "Threshold", "ThresholdInMilliseconds"),
];

/// Fields of any other provider that say who and from where, whatever the event.
const ANY_PROVIDER: &[Known] = &[
    about("ClientAddress", Role::ClientAddress),
    about("ClientName", Role::ClientName),
    about("IpAddress", Role::ClientAddress),
    about("ShareLocalPath", Role::SharePath),
    about("ShareName", Role::ShareName),
    about("RelativeTargetName", Role::FileName),
    about("SpnName", Role::Spn),
    about("SubjectDomainName", Role::UserDomain),
    about("SubjectUserName", Role::UserName),
    about("TargetDomainName", Role::UserDomain),
    about("TargetUserName", Role::UserName),
    about("UserName", Role::UserName),
    about("Workstation", Role::ClientName),
    about("WorkstationName", Role::ClientName),
];

const SECURITY: &str = "Microsoft-Windows-Security-Auditing";
const SMB_CLIENT: &str = "Microsoft-Windows-SMBClient";

/// Fields of one other provider, in these of its events (all where none is named). `Status` of
/// the Kerberos events 4768 to 4771 is no NTSTATUS and stays raw.
const OTHER_PROVIDERS: &[(&str, &[u32], Known)] = &[
    (
        SECURITY,
        &[4625, 4776],
        both("Status", Decoder::NtStatus, Role::Status),
    ),
    (SECURITY, &[4625], decoded("SubStatus", Decoder::NtStatus)),
    (
        SECURITY,
        &[5140, 5145],
        decoded("AccessMask", Decoder::AccessMask),
    ),
    (
        SMB_CLIENT,
        &[],
        both("Address", Decoder::Sockaddr, Role::ServerAddress),
    ),
    (
        SMB_CLIENT,
        &[],
        both("Status", Decoder::NtStatus, Role::Status),
    ),
];

/// Security events about an act of the subject, although they name a target too.
const ABOUT_THE_SUBJECT: &[u32] = &[4688];

static BY_NAME: LazyLock<HashMap<String, Known>> = LazyLock::new(|| {
    let rows = SMB_SERVER.iter();
    rows.map(|known| (known.0.to_ascii_lowercase(), *known))
        .collect()
});

/// The meaning of a field of the SMB server. `in_type` is as published, empty where not known.
pub(super) fn smb_server(id: u32, name: &str, in_type: &str) -> Meaning {
    let particular = SMB_SERVER_EVENTS
        .iter()
        .find(|(ids, known)| ids.contains(&id) && known.0.eq_ignore_ascii_case(name))
        .map(|(_, known)| known);
    let known = particular.or_else(|| BY_NAME.get(&name.to_ascii_lowercase()));
    let mut meaning = known.map(|known| known.1).unwrap_or_default();
    if meaning.decoder.is_none() {
        let by_type = BY_TYPE.iter().find(|(known, _)| *known == in_type);
        meaning.decoder = by_type.map(|&(_, decoder)| decoder);
    }
    meaning
}

/// The meaning of a field of another provider's record, given the names of all its fields.
pub(super) fn other_provider(provider: &str, id: u32, name: &str, names: &[&str]) -> Meaning {
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
    let Some(known) = of_provider.or_else(of_any) else {
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
    known.1
}
