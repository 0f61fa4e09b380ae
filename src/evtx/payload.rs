//! From a record's elements to its fields: which elements of a record are fields, and what each
//! is called. Both readers build [`Element`]s for what is not plain, so both name alike.

use hashbrown::HashMap;

use super::budget::{Budget, OVERHEAD};
use super::element::Element;
use super::guid::parse_guid;
use super::record::{Place, Record, System, SystemPart};
use super::record_header::RecordHeader;
use crate::values::{FileTime, Raw, byte_count};

/// Returns the record that an `Event` element is; `header` has the time and the id for elements
/// that do not name them. Fields that the budget has no room for are left out; a last field says
/// how much of the record was.
pub(crate) fn record<'e>(
    event: &'e Element<'_>,
    header: &RecordHeader,
    place: Place,
    budget: &mut Budget,
) -> Record<'e> {
    let mut record = Record {
        system: System::default(),
        time: header.time,
        record_id: header.id,
        place,
        fields: Vec::new(),
        parts: Vec::new(),
    };
    if let Some(system) = event.child("System") {
        read_system(system, &mut record);
    }
    budget.begin_names(header.size);
    let mut fields = Fields {
        read: &mut record.fields,
        budget,
    };
    let payload = event
        .children
        .iter()
        .filter(|part| !matches!(&*part.name, "System" | "RenderingInfo"));
    for part in payload {
        fields.payload(part);
    }
    record
}

/// Says on how much of a record was left out; `None` where nothing was.
pub(crate) fn cut_note(budget: &Budget) -> Option<String> {
    let bytes = budget.cut();
    (bytes > 0).then(|| {
        format!(
            "(at least {} more of this record are left out: it spells out to more, or nests deeper, \
             than is kept of one)",
            byte_count(bytes as u64)
        )
    })
}

/// The name of the field that says how much was left out.
pub(crate) const CUT: &str = "...";

fn read_system<'e>(system: &'e Element<'_>, record: &mut Record<'e>) {
    let value = |name: &str| {
        system
            .child(name)
            .map_or(Raw::Null, |child| child.value.raw())
    };
    let attribute = |element: &str, name: &str| {
        system
            .child(element)
            .and_then(|element| element.attribute(name))
            .filter(|value| !value.is_empty())
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
        user_sid: attribute("Security", "UserID").map(|sid| sid.to_string().into()),
        qualifiers: attribute("EventID", "Qualifiers").map(number),
    };
    if let Some(time) = attribute("TimeCreated", "SystemTime").and_then(file_time) {
        record.time = time;
    }
    if let Some(id) = value("EventRecordID").as_u64() {
        record.record_id = id;
    }
    record.parts = SystemPart::ALL
        .into_iter()
        .filter_map(|part| {
            let (element, name) = part.path();
            Some((part, typed(part, attribute(element, name)?)))
        })
        .collect();
}

/// A part of `System` in its type, also where a record spells it as text.
pub(crate) fn typed(part: SystemPart, raw: Raw<'_>) -> Raw<'_> {
    match (part, raw) {
        (SystemPart::Process | SystemPart::Thread, raw) => raw.as_u64().map_or(raw, Raw::Uint),
        (_, Raw::Text(text)) => parse_guid(text).map_or(raw, Raw::Guid),
        (_, raw) => raw,
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

/// The fields that are read of a record, as far as the budget goes.
struct Fields<'f, 'e> {
    read: &'f mut Vec<(Box<str>, Raw<'e>)>,
    budget: &'f mut Budget,
}

impl<'e> Fields<'_, 'e> {
    /// Reads the fields of one part of the payload. `EventData` holds them itself, `UserData`
    /// holds one element of the provider's own name that does.
    fn payload(&mut self, part: &'e Element<'_>) {
        let containers = match &*part.name {
            "UserData" => part.children.as_slice(),
            _ => std::slice::from_ref(part),
        };
        for container in containers {
            for (name, raw) in container.telling_attributes() {
                self.push(&container.name, Some(name), raw);
            }
            if !container.value.raw().is_empty() {
                self.push(&container.name, None, container.value.raw());
            }
            self.children(container, "");
        }
    }

    fn children(&mut self, parent: &'e Element<'_>, prefix: &str) {
        let mut names = Names::default();
        for child in &parent.children {
            // The name is kept beside the path until its element ends.
            if !self.budget.take(prefix.len() + child.name.len()) {
                continue;
            }
            let given = (prefix.is_empty() && *child.name == *"Data")
                .then(|| child.attribute("Name").map(|name| name.to_string()));
            let own = match &given {
                Some(name) => names.data(name.as_deref().unwrap_or_default()),
                None => names.element(&child.name),
            };
            let path = format!("{prefix}{own}");
            let attributes = child
                .telling_attributes()
                .filter(|(name, _)| given.is_none() || *name != "Name");
            let mut bare = child.children.is_empty();
            for (name, raw) in attributes {
                self.push(&path, Some(name), raw);
                bare = false;
            }
            if bare || !child.value.raw().is_empty() {
                self.push(&path, None, child.value.raw());
            }
            if !child.children.is_empty() {
                self.children(child, &format!("{path}."));
            }
        }
    }

    fn push(&mut self, path: &str, attribute: Option<&str>, raw: Raw<'e>) {
        let length = path.len() + attribute.map_or(0, |name| 1 + name.len());
        if !self.budget.take(length + OVERHEAD) {
            return;
        }
        let name = match attribute {
            Some(name) => format!("{path}.{name}").into(),
            None => path.into(),
        };
        self.read.push((name, raw));
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
