//! Turns what happens in the story into records: the catalog says which fields an event has and
//! of which types, their sources what is in them.

use std::io::{self, Seek, Write};

use super::random::mix;
use super::source::{Fact, Source, fact, source_of};
use super::story::{Act, EVENTS, Event, SERVERS, World, interface};
use super::writer::{Kind, KindId, LOCAL_SYSTEM, LogWriter, Stamp, Type, Value};
use crate::catalog::{Catalog, Row, SMB_SERVER, same_provider};
use crate::values::FileTime;

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
/// A field of an event.
#[derive(Debug, Clone, Copy)]
struct FieldPlan {
    source: Source,
    kind: Type,
    /// Text that ends with a NUL, as no field before it tells its length.
    terminated: bool,
    /// A buffer of the size of a `SOCKADDR_STORAGE` whatever the address, as those have whose
    /// length takes 16 bits.
    storage: bool,
}

/// An event as it is written: its kind for each server, and its fields.
struct EventPlan {
    kinds: [KindId; SERVERS.len()],
    fields: Vec<FieldPlan>,
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
                row.id == id
                    && row.version == Some(version)
                    && same_provider(&row.provider, SMB_SERVER)
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
        Kind::event_data(SMB_SERVER, row.id as u16, &fields)
    } else {
        Kind::user_data(SMB_SERVER, row.id as u16, &fields)
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

/// The sources of a row's fields; `None` if the story has none for one of them.
fn plan_fields(row: &Row) -> Option<Vec<FieldPlan>> {
    let mut plans: Vec<FieldPlan> = Vec::new();
    for field in &row.fields {
        let before = plans.last().copied();
        let counted = before.is_some_and(|plan| plan.source == Source::Length);
        let source = source_of(row.id, field)?;
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
