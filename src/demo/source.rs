//! Sources of the values of the story's fields: one for each field name.

use super::story::{
    Act, World, endpoint, interface, service_name, share_name, share_path, transport,
};
use crate::catalog::{Field, Role};

/// The time after which a file system operation is reported, in milliseconds.
const SLOW_AFTER: u64 = 15_000;

/// The source of a field's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// The length of the field after it, in characters or bytes.
    Length,
    AccessedPath,
    Capabilities(Side),
    ChangeType,
    ClientAddress,
    ClientAddressText,
    ClientName,
    Command,
    ConnectionGuid,
    ControlCode,
    Descriptor,
    Dialect(Side),
    Domain,
    Duration,
    Endpoint,
    File,
    /// One bit of the act's number.
    HandleFlag(u64),
    InterfaceAddress,
    InterfaceCapability,
    InterfaceIndex,
    InterfaceName,
    InterfaceSpeed,
    /// Text that is empty.
    Nothing,
    Number,
    One,
    OtherStatus,
    PersistentId,
    ResumeKey,
    Second,
    SecurityMode,
    ServiceName,
    SessionGuid,
    SessionId,
    Share,
    Status,
    Threshold,
    DefaultLmLevel,
    Transport,
    User,
    VolatileId,
    Zero,
}

/// A side of a negotiation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Expected,
    Received,
}

/// The fields of the story's events, by name without regard to case, and their sources.
const SOURCES: [(&str, Source); 52] = [
    ("Capability", Source::InterfaceCapability),
    ("ChangeType", Source::ChangeType),
    ("ClientAddress", Source::ClientAddress),
    ("ClientName", Source::ClientName),
    ("Command", Source::Command),
    ("ConfiguredLmCompatibilityLevel", Source::Number),
    ("ConnectionGuid", Source::ConnectionGuid),
    ("CtlCode", Source::ControlCode),
    ("DefaultLmCompatibilityLevel", Source::DefaultLmLevel),
    ("DomainName", Source::Domain),
    ("DurableHandle", Source::HandleFlag(1)),
    ("DurationInMilliseconds", Source::Duration),
    ("EndpointName", Source::Endpoint),
    ("ExpectedCapabilities", Source::Capabilities(Side::Expected)),
    ("ExpectedDialect", Source::Dialect(Side::Expected)),
    ("ExpectedSecurityMode", Source::SecurityMode),
    ("FileName", Source::File),
    ("Flags", Source::One),
    ("GrantedAccess", Source::Second),
    ("InterfaceIndex", Source::InterfaceIndex),
    ("LinkSpeed", Source::InterfaceSpeed),
    ("MappedAccess", Source::Number),
    ("Name", Source::Endpoint),
    ("NetName", Source::InterfaceName),
    ("PersistentFID", Source::PersistentId),
    ("PersistentHandle", Source::HandleFlag(4)),
    ("Reason", Source::Number),
    ("ReceivedCapabilities", Source::Capabilities(Side::Received)),
    ("ReceivedDialect", Source::Dialect(Side::Received)),
    ("ReceivedSecurityMode", Source::SecurityMode),
    ("ResilientHandle", Source::HandleFlag(2)),
    ("ResumeKey", Source::ResumeKey),
    ("RKFStatus", Source::OtherStatus),
    ("SessionGuid", Source::SessionGuid),
    ("SessionId", Source::SessionId),
    ("ShareName", Source::Share),
    ("SharePath", Source::AccessedPath),
    ("ShareSecurityDescriptor", Source::Descriptor),
    ("SPN", Source::ServiceName),
    ("SPNValidationPolicy", Source::Number),
    ("Status", Source::Status),
    ("SubCode", Source::Zero),
    ("TaskStatus", Source::OtherStatus),
    ("ThresholdInMilliseconds", Source::Threshold),
    ("TranslatedRKFStatus", Source::OtherStatus),
    ("TranslatedStatus", Source::Status),
    ("TranslatedTaskStatus", Source::OtherStatus),
    ("TransportFlags", Source::One),
    ("TransportName", Source::Transport),
    ("TunneledControl", Source::Zero),
    ("UserName", Source::User),
    ("VolatileFID", Source::VolatileId),
];

/// A value from a source, before it takes the type of its field.
pub(super) enum Fact<'a> {
    Number(u64),
    Text(&'a str),
    Bytes(&'a [u8]),
    Guid([u8; 16]),
}

/// The value of a field from its source; addresses and lengths are made by the teller.
pub(super) fn fact<'a>(world: &'a World, act: &Act, source: Source) -> Fact<'a> {
    const SESSION: u64 = 1;
    const CONNECTION: u64 = 2;
    const HANDLE: u64 = 3;
    let number = match source {
        Source::AccessedPath => return Fact::Text(share_path(act.share)),
        Source::ClientAddressText => return Fact::Text(world.client_address_text(act.client)),
        Source::ClientName => return Fact::Text(world.client_name(act.client)),
        Source::ConnectionGuid => return Fact::Guid(world.guid(CONNECTION, act.session)),
        Source::Descriptor => return Fact::Bytes(world.share_descriptor(act.share)),
        Source::Domain => return Fact::Text("CONTOSO"),
        Source::Endpoint => return Fact::Text(endpoint(act.server, act.second)),
        Source::File => return Fact::Text(world.file(act.file)),
        Source::Nothing => return Fact::Text(""),
        Source::InterfaceName => return Fact::Text(interface(act.server, act.second).name),
        Source::ResumeKey => return Fact::Guid(world.guid(HANDLE, act.handle)),
        Source::ServiceName => return Fact::Text(service_name(act.server, act.number)),
        Source::SessionGuid => return Fact::Guid(world.guid(SESSION, act.session)),
        Source::Share => return Fact::Text(share_name(act.share)),
        Source::Transport => return Fact::Text(transport(act.number)),
        Source::User => return Fact::Text(world.user(act.user)),

        Source::Capabilities(side) => capabilities(dialect(act, side)),
        Source::Dialect(side) => dialect(act, side),
        Source::ControlCode => control_code(act.second),
        Source::HandleFlag(bit) => u64::from(act.number & bit != 0),
        Source::InterfaceCapability => interface(act.server, act.second).capability,
        Source::InterfaceIndex => interface(act.server, act.second).index,
        Source::InterfaceSpeed => interface(act.server, act.second).speed,
        Source::ChangeType | Source::Duration | Source::Number => act.number,
        Source::Command | Source::Second => act.second,
        Source::OtherStatus => u64::from(act.other_status),
        Source::Status => u64::from(act.status),
        Source::PersistentId => world.persistent_id(act.handle),
        Source::SessionId => world.session_id(act.session),
        // A handle that is no longer open has no volatile id.
        Source::VolatileId => u64::MAX,
        Source::Threshold => SLOW_AFTER,
        Source::DefaultLmLevel => 3,
        // Signing enabled, or a flag whose meaning is not documented and that real logs have set.
        Source::SecurityMode | Source::One => 1,
        Source::Zero | Source::Length | Source::ClientAddress | Source::InterfaceAddress => 0,
    };
    Fact::Number(number)
}

fn dialect(act: &Act, side: Side) -> u64 {
    match side {
        Side::Expected => act.number,
        Side::Received => act.second,
    }
}

/// The global capabilities that go with a dialect ([MS-SMB2] 2.2.4): from 3.0 on all seven.
fn capabilities(dialect: u64) -> u64 {
    const SMB_3_0: u64 = 0x0300;
    if dialect >= SMB_3_0 { 0x7F } else { 0x07 }
}

/// The control code of a slow IOCTL, `FSCTL_PIPE_TRANSCEIVE`; no other command has one.
fn control_code(command: u64) -> u64 {
    const IOCTL: u64 = 11;
    if command == IOCTL { 0x0011_C017 } else { 0 }
}

/// The source of a field of this event; `None` if the story has none for it.
pub(super) fn source_of(id: u32, field: &Field) -> Option<Source> {
    if field.is_length {
        return Some(Source::Length);
    }
    let known = match field.role {
        Some(Role::ServerAddress) => Some(Source::InterfaceAddress),
        Some(Role::ClientAddress) if field.in_type == "AnsiString" => {
            Some(Source::ClientAddressText)
        }
        _ => SOURCES
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(&field.name))
            .map(|&(_, source)| source),
    };
    match (known?, id) {
        // In 1016 the number holds the handle's flags.
        (Source::Number, 1016) => Some(Source::Second),
        // Real logs have no names in 1011.
        (Source::Endpoint | Source::Domain, 1011) => Some(Source::Nothing),
        (source, _) => Some(source),
    }
}
