//! Templates: the part of a record's XML that all records of its kind share, compiled once into
//! steps that write it into a chunk with that chunk's own offsets.

use hashbrown::HashMap;

use super::value::{Type, utf16};
use super::{Kind, Payload};

/// A name's place in [`Library::names`].
pub(super) type NameId = usize;
/// A template's place in [`Library::templates`].
pub(super) type TemplateId = usize;

/// An element, attribute or field name.
pub(super) struct Name {
    /// The hash that chunks store beside it and choose its bucket by.
    pub(super) hash: u16,
    /// The number of its UTF-16 units.
    pub(super) units: u16,
    /// UTF-16LE and the NUL that ends it.
    pub(super) bytes: Vec<u8>,
}

/// A template definition that is not yet in any chunk.
pub(super) struct Template {
    /// A hash of its content, so that equal GUIDs mean equal templates in every file.
    pub(super) guid: [u8; 16],
    /// The same hash as names have, over the GUID; chunks choose its bucket by it.
    pub(super) hash: u32,
    pub(super) steps: Vec<Step>,
}

/// A step in writing a template.
pub(super) enum Step {
    /// These bytes, as they are.
    Bytes(Vec<u8>),
    /// A reference to a name; the name itself too, where the chunk does not have it yet.
    Name(NameId),
    /// Four bytes for the size of what follows, up to the `Close` that belongs to it.
    Open,
    /// The end of the last `Open`.
    Close,
}

/// Every name and template of a log, each once.
#[derive(Default)]
pub(super) struct Library {
    pub(super) names: Vec<Name>,
    pub(super) templates: Vec<Template>,
    names_by_text: HashMap<String, NameId>,
    templates_by_guid: HashMap<[u8; 16], TemplateId>,
}

/// The token bytes of `BinXML` ([MS-EVEN6] 2.2.12).
mod token {
    pub(super) const ELEMENT: u8 = 0x01;
    pub(super) const END_START: u8 = 0x02;
    pub(super) const END_EMPTY: u8 = 0x03;
    pub(super) const END_ELEMENT: u8 = 0x04;
    pub(super) const VALUE: u8 = 0x05;
    pub(super) const ATTRIBUTE: u8 = 0x06;
    pub(super) const SUBSTITUTION: u8 = 0x0D;
    pub(super) const OPTIONAL_SUBSTITUTION: u8 = 0x0E;
    /// On an element: it has attributes. On an attribute: another one follows.
    pub(super) const MORE: u8 = 0x40;
}

/// What begins every fragment: token, major and minor version, flags.
pub(super) const FRAGMENT: [u8; 4] = [0x0F, 1, 1, 0];
/// The type of a value that is `BinXML` itself.
pub(super) const NESTED: u8 = 0x21;
/// The place of the payload among the outer template's substitutions.
pub(super) const PAYLOAD: u16 = 17;
const EVENT_NAMESPACE: &str = "http://schemas.microsoft.com/win/2004/08/events/event";
/// An element that is written whatever its substitutions hold.
const ALWAYS: u16 = 0xFFFF;

/// An attribute of an element: its name and where its value comes from.
pub(super) enum Attribute<'a> {
    Text(&'a str, &'a str),
    /// The place of its substitution and its type.
    Substitution(&'a str, u16, Type),
}

impl Library {
    /// The outer template of a kind: `Event` with `System`, laid out as Windows lays it out.
    pub(super) fn outer(&mut self, kind: &Kind) -> TemplateId {
        use Attribute::{Substitution, Text};
        let mut build = Builder::new(self);
        let depends = match kind.payload {
            Payload::EventData => PAYLOAD,
            Payload::UserData { .. } => ALWAYS,
        };
        build.open("Event", depends, &[Text("xmlns", EVENT_NAMESPACE)]);
        build.open("System", ALWAYS, &[]);
        build.empty(
            "Provider",
            &[
                Substitution("Name", 14, Type::UnicodeString),
                Substitution("Guid", 15, Type::Guid),
            ],
        );
        let qualifiers = [Substitution("Qualifiers", 4, Type::UInt16)];
        build.open("EventID", 3, &qualifiers);
        build.optional(3, Type::UInt16 as u8);
        build.close();
        for (name, place, kind) in [
            ("Version", 11, Type::UInt8),
            ("Level", 0, Type::UInt8),
            ("Task", 2, Type::UInt16),
            ("Opcode", 1, Type::UInt8),
            ("Keywords", 5, Type::HexInt64),
        ] {
            build.system_value(name, place, kind);
        }
        let system_time = [Substitution("SystemTime", 6, Type::FileTime)];
        build.empty("TimeCreated", &system_time);
        build.system_value("EventRecordID", 10, Type::UInt64);
        build.empty(
            "Correlation",
            &[
                Substitution("ActivityID", 7, Type::Guid),
                Substitution("RelatedActivityID", 13, Type::Guid),
            ],
        );
        build.empty(
            "Execution",
            &[
                Substitution("ProcessID", 8, Type::UInt32),
                Substitution("ThreadID", 9, Type::UInt32),
            ],
        );
        build.system_value("Channel", 16, Type::UnicodeString);
        build.open("Computer", ALWAYS, &[]);
        build.text(&kind.computer);
        build.close();
        build.empty("Security", &[Substitution("UserID", 12, Type::Sid)]);
        build.close();
        match kind.payload {
            Payload::EventData => build.optional(PAYLOAD, NESTED),
            Payload::UserData { .. } => {
                build.open("UserData", PAYLOAD, &[]);
                build.optional(PAYLOAD, NESTED);
                build.close();
            }
        }
        build.close();
        build.finish()
    }

    /// The inner template of a kind: its payload.
    pub(super) fn inner(&mut self, kind: &Kind) -> TemplateId {
        let mut build = Builder::new(self);
        build.open_fields(kind);
        for (place, (name, kind_of_value)) in kind.fields.iter().enumerate() {
            match kind.payload {
                Payload::UserData { .. } => build.open(name, ALWAYS, &[]),
                Payload::EventData if name.is_empty() => build.open("Data", ALWAYS, &[]),
                Payload::EventData => {
                    build.open("Data", ALWAYS, &[Attribute::Text("Name", name)]);
                }
            }
            build.substitution(place as u16, *kind_of_value);
            build.close();
        }
        build.close();
        build.finish()
    }

    fn name(&mut self, text: &str) -> NameId {
        if let Some(&id) = self.names_by_text.get(text) {
            return id;
        }
        let mut bytes = Vec::new();
        utf16(text, &mut bytes);
        let name = Name {
            hash: hash(&bytes) as u16,
            units: (bytes.len() / 2) as u16,
            bytes: [&bytes[..], &[0, 0]].concat(),
        };
        self.names.push(name);
        let id = self.names.len() - 1;
        self.names_by_text.insert(text.to_owned(), id);
        id
    }
}

/// Writes one template, or one event without a template, as steps.
pub(super) struct Builder<'a> {
    library: &'a mut Library,
    steps: Vec<Step>,
    /// Only in templates do elements say what they depend on.
    template: bool,
}

impl<'a> Builder<'a> {
    fn new(library: &'a mut Library) -> Self {
        let steps = vec![Step::Bytes(FRAGMENT.to_vec())];
        Self {
            library,
            steps,
            template: true,
        }
    }

    /// For an event without a template; the record writes the fragment's beginning.
    pub(super) fn plain(library: &'a mut Library) -> Self {
        Self {
            library,
            steps: Vec::new(),
            template: false,
        }
    }

    pub(super) fn into_steps(self) -> Vec<Step> {
        self.steps
    }

    /// `Event` and its `System`.
    pub(super) fn open_event(&mut self) {
        let namespace = Attribute::Text("xmlns", EVENT_NAMESPACE);
        self.open("Event", ALWAYS, &[namespace]);
        self.open("System", ALWAYS, &[]);
    }

    /// The element or elements around the fields; returns how many.
    pub(super) fn open_payload(&mut self, kind: &Kind) -> usize {
        let outer = matches!(kind.payload, Payload::UserData { .. });
        if outer {
            self.open("UserData", ALWAYS, &[]);
        }
        self.open_fields(kind);
        1 + usize::from(outer)
    }

    /// The element around the fields.
    fn open_fields(&mut self, kind: &Kind) {
        match &kind.payload {
            Payload::UserData { element, namespace } => {
                let namespace = Attribute::Text("xmlns", namespace);
                self.open(element, ALWAYS, &[namespace]);
            }
            Payload::EventData => self.open("EventData", ALWAYS, &[]),
        }
    }

    pub(super) fn text_element(&mut self, name: &str, attributes: &[Attribute<'_>], text: &str) {
        self.open(name, ALWAYS, attributes);
        self.text(text);
        self.close();
    }

    fn bytes(&mut self, bytes: &[u8]) {
        if let Some(Step::Bytes(last)) = self.steps.last_mut() {
            last.extend_from_slice(bytes);
        } else {
            self.steps.push(Step::Bytes(bytes.to_vec()));
        }
    }

    fn name(&mut self, text: &str) {
        let id = self.library.name(text);
        self.steps.push(Step::Name(id));
    }

    /// A start tag up to where it ends; `depends` is the substitution without whose value the
    /// element is left out.
    fn start(&mut self, name: &str, depends: u16, attributes: &[Attribute<'_>]) {
        let more = if attributes.is_empty() {
            0
        } else {
            token::MORE
        };
        self.bytes(&[token::ELEMENT | more]);
        if self.template {
            self.bytes(&depends.to_le_bytes());
        }
        self.steps.push(Step::Open);
        self.name(name);
        let Some(last) = attributes.len().checked_sub(1) else {
            return;
        };
        self.steps.push(Step::Open);
        for (place, attribute) in attributes.iter().enumerate() {
            let more = if place == last { 0 } else { token::MORE };
            self.bytes(&[token::ATTRIBUTE | more]);
            match *attribute {
                Attribute::Text(name, text) => {
                    self.name(name);
                    self.text(text);
                }
                Attribute::Substitution(name, place, kind) => {
                    self.name(name);
                    self.optional(place, kind as u8);
                }
            }
        }
        self.steps.push(Step::Close);
    }

    fn open(&mut self, name: &str, depends: u16, attributes: &[Attribute<'_>]) {
        self.start(name, depends, attributes);
        self.bytes(&[token::END_START]);
    }

    pub(super) fn close(&mut self) {
        self.bytes(&[token::END_ELEMENT]);
        self.steps.push(Step::Close);
    }

    pub(super) fn empty(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.start(name, ALWAYS, attributes);
        self.bytes(&[token::END_EMPTY]);
        self.steps.push(Step::Close);
    }

    fn system_value(&mut self, name: &str, place: u16, kind: Type) {
        self.open(name, place, &[]);
        self.optional(place, kind as u8);
        self.close();
    }

    fn text(&mut self, text: &str) {
        let mut bytes = Vec::new();
        utf16(text, &mut bytes);
        self.bytes(&[token::VALUE, Type::UnicodeString as u8]);
        self.bytes(&((bytes.len() / 2) as u16).to_le_bytes());
        self.bytes(&bytes);
    }

    fn substitution(&mut self, place: u16, kind: Type) {
        self.bytes(&[token::SUBSTITUTION]);
        self.bytes(&place.to_le_bytes());
        self.bytes(&[kind as u8]);
    }

    fn optional(&mut self, place: u16, kind: u8) {
        self.bytes(&[token::OPTIONAL_SUBSTITUTION]);
        self.bytes(&place.to_le_bytes());
        self.bytes(&[kind]);
    }

    /// Ends the template; one of the same content is not kept twice.
    fn finish(mut self) -> TemplateId {
        self.bytes(&[0]);
        let mut content = Vec::new();
        for step in &self.steps {
            match step {
                Step::Bytes(bytes) => content.extend_from_slice(bytes),
                Step::Name(name) => content.extend_from_slice(&self.library.names[*name].bytes),
                Step::Open | Step::Close => {}
            }
        }
        let guid = fnv1a(&content).to_le_bytes();
        if let Some(&id) = self.library.templates_by_guid.get(&guid) {
            return id;
        }
        self.library.templates.push(Template {
            guid,
            hash: hash(&guid),
            steps: self.steps,
        });
        let id = self.library.templates.len() - 1;
        self.library.templates_by_guid.insert(guid, id);
        id
    }
}

/// The hash of the names in a chunk and of its templates' GUIDs, over 16-bit units. Names store
/// its lower half; buckets are chosen by its remainder. Checked against logs written by Windows.
fn hash(bytes: &[u8]) -> u32 {
    bytes.as_chunks::<2>().0.iter().fold(0_u32, |hash, unit| {
        hash.wrapping_mul(65_599)
            .wrapping_add(u32::from(u16::from_le_bytes(*unit)))
    })
}

/// FNV-1a in 128 bits.
fn fnv1a(bytes: &[u8]) -> u128 {
    bytes
        .iter()
        .fold(0x6C62_272E_07BB_0142_62B8_2175_6295_C58D, |hash, byte| {
            (hash ^ u128::from(*byte)).wrapping_mul(0x0100_0000_0000_0000_0000_013B)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_that_windows_writes() {
        for (name, expected) in [("Event", 0x0CBA), ("Guid", 0x1529), ("Qualifiers", 0xDA29)] {
            let mut bytes = Vec::new();
            utf16(name, &mut bytes);
            assert_eq!(hash(&bytes) as u16, expected, "{name}");
        }
    }
}
