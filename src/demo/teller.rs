//! Turns what happens in the story into records: the catalog says which fields an event has and
//! of which types, this file where their values come from.

use std::io::{self, Seek, Write};

use super::random::mix;
use super::story::{
    Act, EVENTS, Event, SERVERS, World, endpoint, interface, service_name, share_name, share_path,
    transport,
};
use super::writer::{Kind, KindId, LOCAL_SYSTEM, LogWriter, Stamp, Type, Value};
use crate::catalog::{Catalog, Role, Row};
use crate::values::FileTime;

const PROVIDER: &str = "Microsoft-Windows-SMBServer";
/// `d48ce617-33a2-4bc3-a5c7-11aa4f29619e`, as stored.
const PROVIDER_GUID: [u8; 16] = [
    0x17, 0xE6, 0x8C, 0xD4, 0xA2, 0x33, 0xC3, 0x4B, 0xA5, 0xC7, 0x11, 0xAA, 0x4F, 0x29, 0x61, 0x9E,
];
/// The channels in the order of the provider's manifest: the first has the highest keyword bit.
const CHANNELS: [&str; 7] = [
    "Performance",
    "Analytic",
    "Operational",
    "Diagnostic",
    "Security",
    "Connectivity",
    "Audit",
];
/// The keyword `Operational` of the provider.
const OPERATIONAL: u64 = 8;
/// More fields than any event of the story has.
const MOST_FIELDS: usize = 24;
/// The time after which a file system operation is reported, in milliseconds.
const SLOW_AFTER: u64 = 15_000;

/// Where the value of a field comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
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

/// Whose word it is in a negotiation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
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

/// A field of an event.
#[derive(Debug, Clone, Copy)]
struct FieldPlan {
    source: Source,
    kind: Type,
    /// Whether no field before it tells its length, so that text ends with a NUL.
    terminated: bool,
    /// Whether its buffer has the size of a `SOCKADDR_STORAGE` whatever the address: those that
    /// 16 bits tell the length of do.
    storage: bool,
}

/// An event as it is written: its kind for each server, and its fields.
struct EventPlan {
    kinds: [KindId; SERVERS.len()],
    fields: Vec<FieldPlan>,
}

/// What a source gives, before it takes the type of its field.
enum Fact<'a> {
    Number(u64),
    Text(&'a str),
    Bytes(&'a [u8]),
    Guid([u8; 16]),
}

/// Writes acts as records.
pub(super) struct Teller {
    events: Vec<EventPlan>,
}

impl Teller {
    /// Makes the story's events known to a writer.
    pub(super) fn new<W: Write + Seek>(writer: &mut LogWriter<W>) -> io::Result<Self> {
        let catalog = Catalog::builtin();
        let plan = |&(_, id, version): &(Event, u32, u8)| {
            let row = catalog.rows().iter().find(|row| {
                row.id == id && row.version == Some(version) && *row.provider == *PROVIDER
            });
            let fields = row.and_then(|row| Some((row, plan_fields(row)?)));
            let Some((row, fields)) = fields else {
                let missing = format!("the catalog has no fields for event {id} version {version}");
                return Err(io::Error::other(missing));
            };
            let kinds = SERVERS.map(|server| writer.kind(&kind(row, &fields, server)));
            Ok(EventPlan { kinds, fields })
        };
        let events = EVENTS.iter().map(plan).collect::<io::Result<_>>()?;
        Ok(Self { events })
    }

    /// Writes the record of an act.
    pub(super) fn tell<W: Write + Seek>(
        &self,
        world: &World,
        act: &Act,
        writer: &mut LogWriter<W>,
    ) -> io::Result<()> {
        let plan = &self.events[act.event as usize];
        let mut room = [0; 128];
        let used = if act.event == Event::NetworkName {
            interface(act.server, act.second).socket_address(&mut room)
        } else {
            world.client_address(act.client, act.session, &mut room)
        };
        let address = |storage| if storage { &room[..] } else { &room[..used] };

        let mut values = [Value::Null; MOST_FIELDS];
        // From the last to the first, as a length comes before what it is the length of.
        let mut length = 0;
        for (field, value) in plan.fields.iter().zip(&mut values).rev() {
            let fact = match field.source {
                Source::Length => Fact::Number(length),
                Source::ClientAddress | Source::InterfaceAddress => {
                    Fact::Bytes(address(field.storage))
                }
                source => fact(world, act, source),
            };
            length = match fact {
                Fact::Text(text) if text.is_ascii() => text.len() as u64,
                Fact::Text(text) => text.encode_utf16().count() as u64,
                Fact::Bytes(bytes) => bytes.len() as u64,
                Fact::Number(_) | Fact::Guid(_) => 0,
            };
            *value = typed(&fact, field);
        }
        let stamp = Stamp {
            time: FileTime(act.time),
            process: 4,
            thread: 64 + (mix(act.time >> 20) % 900) as u32 * 4,
            // As real logs have it.
            user: (act.event != Event::EndpointRemoved).then_some(&LOCAL_SYSTEM[..]),
            activity: None,
        };
        writer.write(plan.kinds[act.server], &stamp, &values[..plan.fields.len()])?;
        Ok(())
    }
}

/// The value of a field from its source; addresses and lengths are made by [`Teller::tell`].
fn fact<'a>(world: &'a World, act: &Act, source: Source) -> Fact<'a> {
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

/// A fact in the type of its field.
fn typed<'a>(fact: &Fact<'a>, field: &FieldPlan) -> Value<'a> {
    match (fact, field.kind) {
        (Fact::Text(text), Type::AnsiString) => Value::Ansi(text.as_bytes()),
        (Fact::Text(text), _) if field.terminated => Value::Terminated(text),
        (Fact::Text(text), _) => Value::Text(text),
        (Fact::Bytes(bytes), _) => Value::Binary(bytes),
        (Fact::Guid(guid), _) => Value::Guid(*guid),
        (Fact::Number(number), Type::Boolean) => Value::Bool(*number != 0),
        (Fact::Number(number), Type::UInt16) => Value::U16(*number as u16),
        (Fact::Number(number), Type::UInt64) => Value::U64(*number),
        (Fact::Number(number), Type::HexInt32) => Value::Hex32(*number as u32),
        (Fact::Number(number), Type::HexInt64) => Value::Hex64(*number),
        (Fact::Number(number), _) => Value::U32(*number as u32),
    }
}

/// The kind of record of a row of the catalog, from one of the servers.
fn kind(row: &Row, fields: &[FieldPlan], server: &str) -> Kind {
    let names = row.fields.iter().map(|field| &*field.name);
    let fields: Vec<(&str, Type)> = names.zip(fields.iter().map(|field| field.kind)).collect();
    let channel = row.channel.unwrap_or_default();
    let bit = CHANNELS.iter().position(|name| channel.ends_with(name));
    let operational = row.keyword == Some("Operational");
    // Audit events have `EventData`, all others `UserData`.
    let base = if channel.ends_with("/Audit") {
        Kind::event_data(PROVIDER, row.id as u16, &fields)
    } else {
        Kind::user_data(PROVIDER, row.id as u16, &fields)
    };
    Kind {
        guid: PROVIDER_GUID,
        version: row.version.unwrap_or(0),
        level: row.level.map_or(4, |level| level.0),
        // The tasks of the provider that have names have their events' ids.
        task: if row.task.is_some() { row.id as u16 } else { 0 },
        keywords: bit.map_or(0, |bit| 1 << (63 - bit)) | if operational { OPERATIONAL } else { 0 },
        channel: channel.to_owned(),
        computer: server.to_owned(),
        ..base
    }
}

/// Where the values of a row's fields come from; `None` if the story has no source for one.
fn plan_fields(row: &Row) -> Option<Vec<FieldPlan>> {
    let mut plans: Vec<FieldPlan> = Vec::new();
    for field in &row.fields {
        let before = plans.last().copied();
        let counted = before.is_some_and(|plan| plan.source == Source::Length);
        let source = match field.role {
            _ if field.is_length => Source::Length,
            Some(Role::ServerAddress) => Source::InterfaceAddress,
            Some(Role::ClientAddress) if field.in_type == "AnsiString" => Source::ClientAddressText,
            _ => SOURCES
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(&field.name))
                .map(|&(_, source)| source)?,
        };
        // In 1016 the number holds the handle's flags; 1011 leaves its names empty in real logs.
        let source = match (source, row.id) {
            (Source::Number, 1016) => Source::Second,
            (Source::Endpoint | Source::Domain, 1011) => Source::Nothing,
            _ => source,
        };
        plans.push(FieldPlan {
            source,
            kind: type_of(field.in_type)?,
            terminated: !counted,
            storage: before.is_some_and(|plan| plan.kind == Type::UInt16),
        });
    }
    Some(plans)
}

/// The type that a manifest's `inType` names.
fn type_of(in_type: &str) -> Option<Type> {
    Some(match in_type {
        "UnicodeString" => Type::UnicodeString,
        "AnsiString" => Type::AnsiString,
        "UInt16" => Type::UInt16,
        "UInt32" => Type::UInt32,
        "UInt64" => Type::UInt64,
        "HexInt32" => Type::HexInt32,
        "HexInt64" => Type::HexInt64,
        "Boolean" => Type::Boolean,
        "Binary" => Type::Binary,
        "GUID" => Type::Guid,
        _ => return None,
    })
}
