//! From a record's elements to its fields: which elements of a record are fields, and what each
//! is called. Both readers build [`Element`]s for what is not plain, so both name alike.

use std::borrow::Cow;

use super::record::{Place, Record, System};
use crate::values::{FileTime, Raw};
use hashbrown::HashMap;

/// A value of an element: borrowed where it lies in the chunk, or text of its own.
#[derive(Debug, Clone)]
pub(crate) enum Value<'a> {
    /// A value as it lies in the record.
    Raw(Raw<'a>),
    /// Text that was decoded.
    Text(String),
}

impl Value<'_> {
    /// No value.
    pub(crate) const NONE: Self = Value::Raw(Raw::Null);

    pub(crate) fn raw(&self) -> Raw<'_> {
        match self {
            Value::Raw(raw) => *raw,
            Value::Text(text) => Raw::Text(text),
        }
    }
}

/// An element of a record.
#[derive(Debug, Clone)]
pub(crate) struct Element<'a> {
    /// Its name.
    pub(crate) name: Cow<'a, str>,
    /// Its attributes, in order.
    pub(crate) attributes: Vec<(Cow<'a, str>, Value<'a>)>,
    /// What stands in it beside elements.
    pub(crate) value: Value<'a>,
    /// The elements in it.
    pub(crate) children: Vec<Element<'a>>,
}

impl<'a> Element<'a> {
    pub(crate) fn new(name: Cow<'a, str>) -> Self {
        Self {
            name,
            attributes: Vec::new(),
            value: Value::NONE,
            children: Vec::new(),
        }
    }

    fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    fn attribute(&self, name: &str) -> Option<Raw<'_>> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.raw())
    }

    /// The attributes that say something: declarations of namespaces and empty ones do not.
    fn telling_attributes(&self) -> impl Iterator<Item = (&str, Raw<'_>)> {
        self.attributes
            .iter()
            .filter(|(name, _)| name != "xmlns" && !name.starts_with("xmlns:"))
            .map(|(name, value)| (name.as_ref(), value.raw()))
            .filter(|(_, value)| !value.is_empty())
    }
}

/// The record that an `Event` element is; `time` and `record_id` are those of the record's
/// header, for elements that do not name them.
pub(crate) fn record<'e>(
    event: &'e Element<'_>,
    time: FileTime,
    record_id: u64,
    place: Place,
) -> Record<'e> {
    let nothing = Element::new(Cow::Borrowed("System"));
    let mut record = Record {
        system: System::default(),
        time,
        record_id,
        place,
        fields: Vec::new(),
    };
    read_system(event.child("System").unwrap_or(&nothing), &mut record);
    let payload = event
        .children
        .iter()
        .filter(|part| part.name != "System" && part.name != "RenderingInfo");
    for part in payload {
        read_payload(part, &mut record.fields);
    }
    record
}

fn read_system(system: &Element<'_>, record: &mut Record<'_>) {
    let value = |name: &str| {
        system
            .child(name)
            .map_or(Raw::Null, |child| child.value.raw())
    };
    let attribute = |element: &str, name: &str| {
        system
            .child(element)
            .and_then(|element| element.attribute(name))
    };
    record.system = System {
        provider: attribute("Provider", "Name")
            .map(|name| name.to_string().into())
            .unwrap_or_default(),
        event_id: number(value("EventID")),
        version: number(value("Version")),
        level: number(value("Level")),
        task: number(value("Task")),
        opcode: number(value("Opcode")),
        keywords: number(value("Keywords")),
        channel: value("Channel").to_string().into(),
        computer: value("Computer").to_string().into(),
        user_sid: attribute("Security", "UserID")
            .filter(|sid| !sid.is_empty())
            .map(|sid| sid.to_string().into()),
    };
    if let Some(time) = attribute("TimeCreated", "SystemTime").and_then(file_time) {
        record.time = time;
    }
    if let Some(id) = value("EventRecordID").as_u64() {
        record.record_id = id;
    }
}

/// A number of `System`; 0 for what is none, or is too large to be one of its kind.
pub(crate) fn number<T: TryFrom<u64> + Default>(raw: Raw<'_>) -> T {
    raw.as_u64()
        .and_then(|number| number.try_into().ok())
        .unwrap_or_default()
}

/// A time, or text that spells one as RFC 3339 does.
fn file_time(raw: Raw<'_>) -> Option<FileTime> {
    match raw {
        Raw::Time(time) => Some(time),
        Raw::Text(text) => text.parse().ok().map(FileTime::from_timestamp),
        _ => None,
    }
}

/// The fields of one part of the payload. `EventData` holds them itself, `UserData` holds one
/// element of the provider's own name that does.
fn read_payload<'e>(part: &'e Element<'_>, fields: &mut Vec<(Box<str>, Raw<'e>)>) {
    let containers = match part.name.as_ref() {
        "UserData" => part.children.as_slice(),
        _ => std::slice::from_ref(part),
    };
    for container in containers {
        for (name, raw) in container.telling_attributes() {
            fields.push((format!("{}.{name}", container.name).into(), raw));
        }
        if !container.value.raw().is_empty() {
            fields.push((container.name.as_ref().into(), container.value.raw()));
        }
        read_children(container, "", fields);
    }
}

fn read_children<'e>(parent: &'e Element<'_>, prefix: &str, fields: &mut Vec<(Box<str>, Raw<'e>)>) {
    let mut names = Names::default();
    for child in &parent.children {
        let given = (prefix.is_empty() && child.name == "Data")
            .then(|| child.attribute("Name").map(|name| name.to_string()));
        let own = match &given {
            Some(name) => names.data(name.as_deref().unwrap_or_default()),
            None => names.element(&child.name),
        };
        let path = format!("{prefix}{own}");
        let attributes = child
            .telling_attributes()
            .filter(|(name, _)| given.is_none() || *name != "Name");
        let before = fields.len();
        for (name, raw) in attributes {
            fields.push((format!("{path}.{name}").into(), raw));
        }
        let bare = child.children.is_empty() && fields.len() == before;
        if bare || !child.value.raw().is_empty() {
            fields.push((path.as_str().into(), child.value.raw()));
        }
        read_children(child, &format!("{path}."), fields);
    }
}

/// Gives the fields of one element their names: a name that was there before gets `_1`, `_2`, ...
/// as `evtx_dump` has it, and `Data` without a name is `Data1`, `Data2`, ...
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// The names in use, each with how often it was asked for again.
    used: HashMap<String, u32>,
    unnamed: u32,
}

impl Names {
    /// The name of a `Data` element of this `Name`; empty where it has none.
    pub(crate) fn data(&mut self, name: &str) -> String {
        if name.is_empty() {
            self.unnamed += 1;
            return self.unique(&format!("Data{}", self.unnamed));
        }
        self.unique(name)
    }

    /// The name of any other element.
    pub(crate) fn element(&mut self, name: &str) -> String {
        self.unique(name)
    }

    /// A name that no other field of the element has, whatever names a provider chose.
    fn unique(&mut self, name: &str) -> String {
        let mut given = name.to_owned();
        while self.used.contains_key(&given) {
            let times = self.used.entry_ref(name).or_insert(0);
            *times += 1;
            given = format!("{name}_{times}");
        }
        self.used.insert(given.clone(), 0);
        given
    }
}
