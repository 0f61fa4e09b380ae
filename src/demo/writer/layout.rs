//! The XML of a record as Windows lays it out: as two templates, or as one event without any.

use super::hash::guid;
use super::kind::{Kind, Payload, Stamp};
use super::value::{Type, Value};
use super::xml::{Element, Node};
use crate::values::Raw;

/// The type of a value that is `BinXML` itself.
pub(super) const NESTED: u8 = 0x21;
/// The place of the payload among the outer template's substitutions, after those of `System`.
const PAYLOAD: u16 = 17;
/// In place of a substitution: the computer, which is text of the template.
const COMPUTER: u16 = 18;
const EVENT_NAMESPACE: &str = "http://schemas.microsoft.com/win/2004/08/events/event";

/// The place and the type of a value of `System`.
type Slot = (u16, Type);

/// An element of `System`: its name, text and attributes.
type SystemElement = (&'static str, Option<Slot>, &'static [(&'static str, Slot)]);

#[rustfmt::skip]
const SYSTEM: [SystemElement; 14] = [
    ("Provider", None, &[("Name", (14, Type::UnicodeString)), ("Guid", (15, Type::Guid))]),
    ("EventID", Some((3, Type::UInt16)), &[("Qualifiers", (4, Type::UInt16))]),
    ("Version", Some((11, Type::UInt8)), &[]),
    ("Level", Some((0, Type::UInt8)), &[]),
    ("Task", Some((2, Type::UInt16)), &[]),
    ("Opcode", Some((1, Type::UInt8)), &[]),
    ("Keywords", Some((5, Type::HexInt64)), &[]),
    ("TimeCreated", None, &[("SystemTime", (6, Type::FileTime))]),
    ("EventRecordID", Some((10, Type::UInt64)), &[]),
    ("Correlation", None, &[("ActivityID", (7, Type::Guid)), ("RelatedActivityID", (13, Type::Guid))]),
    ("Execution", None, &[("ProcessID", (8, Type::UInt32)), ("ThreadID", (9, Type::UInt32))]),
    ("Channel", Some((16, Type::UnicodeString)), &[]),
    ("Computer", Some((COMPUTER, Type::UnicodeString)), &[]),
    ("Security", None, &[("UserID", (12, Type::Sid))]),
];

/// The values of `System`, by their places.
pub(super) fn system_values<'a>(
    kind: &'a Kind,
    record_id: u64,
    stamp: &Stamp<'a>,
) -> [Value<'a>; PAYLOAD as usize] {
    [
        Value::U8(kind.level),
        Value::U8(kind.opcode),
        Value::U16(kind.task),
        Value::U16(kind.id),
        kind.qualifiers.map_or(Value::Null, Value::U16),
        Value::Hex64(kind.keywords),
        Value::FileTime(stamp.time),
        stamp.activity.map_or(Value::Null, Value::Guid),
        Value::U32(stamp.process),
        Value::U32(stamp.thread),
        Value::U64(record_id),
        Value::U8(kind.version),
        stamp.user.map_or(Value::Null, Value::Sid),
        Value::Null,
        Value::Text(&kind.provider),
        Value::Guid(kind.guid),
        Value::Text(&kind.channel),
    ]
}

/// A kind with the GUIDs of its templates.
pub(super) struct Compiled {
    pub(super) kind: Kind,
    pub(super) outer: [u8; 16],
    pub(super) inner: [u8; 16],
}

impl Compiled {
    pub(super) fn new(kind: &Kind) -> Self {
        Self {
            kind: kind.clone(),
            outer: guid(&outer(kind)),
            inner: guid(&inner(kind)),
        }
    }
}

/// The outer template of a kind: `Event` with `System`.
pub(super) fn outer(kind: &Kind) -> Element<'_> {
    let system = |(place, kind)| Some(Node::Optional(place, kind as u8));
    event(kind, system, Node::Optional(PAYLOAD, NESTED))
}

/// The inner template of a kind: its payload.
pub(super) fn inner(kind: &Kind) -> Element<'_> {
    let types = kind.fields.iter().map(|(_, kind)| *kind as u8);
    let values = types
        .zip(0..)
        .map(|(kind, place)| Node::Substitution(place, kind));
    payload(kind, values)
}

/// An event without a template, as forwarded events are: every value is text, and what has no
/// value is not there.
pub(super) fn untemplated<'a>(
    kind: &'a Kind,
    record_id: u64,
    stamp: &Stamp<'_>,
    values: &[&str],
) -> Element<'a> {
    let system = system_values(kind, record_id, stamp);
    let system = |(place, _)| text(&system[usize::from(place)]).map(Node::Text);
    let values = values.iter().map(|text| Node::Text((*text).to_owned()));
    event(kind, system, Node::Element(payload(kind, values)))
}

fn event<'a>(
    kind: &'a Kind,
    system: impl Fn(Slot) -> Option<Node<'a>>,
    payload: Node<'a>,
) -> Element<'a> {
    let value = |slot: Slot| match slot.0 {
        COMPUTER => Some(Node::Text(kind.computer.clone())),
        _ => system(slot),
    };
    let elements = SYSTEM.iter().map(|(name, content, attributes)| {
        let attributes = attributes.iter();
        Node::Element(Element {
            name,
            attributes: attributes
                .filter_map(|(name, slot)| Some((*name, value(*slot)?)))
                .collect(),
            content: content.map(|slot| value(slot).into_iter().collect()),
        })
    });
    let system = Element::new("System", elements.collect());
    let payload = match kind.payload {
        Payload::EventData => payload,
        Payload::UserData => Node::Element(Element::new("UserData", vec![payload])),
    };
    Element::new("Event", vec![Node::Element(system), payload]).with("xmlns", EVENT_NAMESPACE)
}

/// The element around the fields, and an element for each.
fn payload<'a>(kind: &'a Kind, values: impl Iterator<Item = Node<'a>>) -> Element<'a> {
    let field = |((name, _), value): (&'a (String, Type), Node<'a>)| {
        Node::Element(match kind.payload {
            Payload::UserData => Element::new(name, vec![value]),
            Payload::EventData if name.is_empty() => Element::new("Data", vec![value]),
            Payload::EventData => Element::new("Data", vec![value]).with("Name", name),
        })
    };
    let fields = kind.fields.iter().zip(values).map(field);
    let payload = Element::new("EventData", fields.collect());
    match kind.payload {
        Payload::UserData => payload.with("xmlns", "Smb2Namespace"),
        Payload::EventData => payload,
    }
}

/// A value of `System` as text.
fn text(value: &Value<'_>) -> Option<String> {
    Some(match *value {
        Value::U8(number) => number.to_string(),
        Value::U16(number) => number.to_string(),
        Value::U32(number) => number.to_string(),
        Value::U64(number) => number.to_string(),
        Value::Hex64(number) => Raw::Hex(number).to_string(),
        Value::FileTime(time) => time.to_string(),
        Value::Guid(bytes) => Raw::Guid(bytes).to_string(),
        Value::Sid(bytes) => Raw::Sid(bytes).to_string(),
        Value::Text(text) => text.to_owned(),
        _ => return None,
    })
}
