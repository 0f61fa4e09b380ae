//! The steps for the values of a template, worked out once for each template: which of
//! them are parts of `System`, and which are fields of what name.

use std::rc::Rc;

use super::payload::Names;
use super::record::SystemPart;
use super::shape::{Part, Shape};

/// The source of a value.
#[derive(Debug, Clone, Default)]
pub(crate) enum Source {
    /// There is none.
    #[default]
    Nothing,
    /// The template itself.
    Text(Box<str>),
    /// The substitution of this number.
    Value(u16),
}

/// A value that is there unless what it depends on is not.
#[derive(Debug, Clone, Default)]
pub(crate) struct OptionalSource {
    /// The source.
    pub(crate) source: Source,
    /// The substitution without which it is left out.
    pub(crate) gate: Option<u16>,
}

/// A field.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    /// Its name.
    pub(crate) name: Box<str>,
    /// Its value.
    pub(crate) value: OptionalSource,
}

/// The parts of `System` that are kept.
#[derive(Debug, Clone, Default)]
pub(crate) struct SystemPlan {
    pub(crate) provider: OptionalSource,
    pub(crate) event_id: OptionalSource,
    pub(crate) version: OptionalSource,
    pub(crate) level: OptionalSource,
    pub(crate) task: OptionalSource,
    pub(crate) opcode: OptionalSource,
    pub(crate) keywords: OptionalSource,
    pub(crate) channel: OptionalSource,
    pub(crate) computer: OptionalSource,
    pub(crate) user_sid: OptionalSource,
    pub(crate) time: OptionalSource,
    pub(crate) record_id: OptionalSource,
    pub(crate) qualifiers: OptionalSource,
    /// The parts that differ from record to record, as [`SystemPart::ALL`] has them.
    pub(crate) parts: [OptionalSource; SystemPart::ALL.len()],
}

impl SystemPlan {
    /// The values that records of one kind share.
    pub(crate) fn shared(&self) -> [&OptionalSource; 11] {
        [
            &self.provider,
            &self.event_id,
            &self.version,
            &self.level,
            &self.task,
            &self.opcode,
            &self.keywords,
            &self.channel,
            &self.computer,
            &self.user_sid,
            &self.qualifiers,
        ]
    }
}

/// The fields of a record.
#[derive(Debug, Clone)]
pub(crate) enum Payload {
    /// They are values of the same template.
    Inline(Vec<Slot>),
    /// They are in the fragment that is this substitution, which is `EventData` or `UserData`.
    Value(u16),
    /// The same, inside `UserData`.
    InUserData(u16),
}

/// The steps that read a template.
#[derive(Debug)]
pub(crate) enum Steps {
    /// It is a whole record.
    Event(Box<SystemPlan>, Payload),
    /// It is the part of a record that holds the fields.
    Fields(Vec<Slot>),
    /// Its elements have to be put together, as what is a field is told only then.
    NeedsElements,
}

/// A template and what to do with it.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) shape: Shape,
    pub(crate) steps: Steps,
}

impl Plan {
    pub(crate) fn new(shape: Shape) -> Self {
        let steps = if shape.cut > 0 {
            None
        } else if *shape.name == *"Event" {
            event(&shape)
        } else {
            part(&shape).map(Steps::Fields)
        };
        Self {
            shape,
            steps: steps.unwrap_or(Steps::NeedsElements),
        }
    }
}

fn event(shape: &Shape) -> Option<Steps> {
    let mut steps = None;
    let mut payload = None;
    for child in &shape.children {
        let found = match child {
            Part::Element(system) if *system.name == *"System" => {
                steps = Some(system_plan(system)?);
                continue;
            }
            Part::Element(rendered) if *rendered.name == *"RenderingInfo" => continue,
            Part::Element(element) => match (wrapped(element), element.dependency) {
                // Without its value there is nothing in it either way.
                (Some(id), gate) if gate.is_none_or(|gate| gate == id) => Payload::InUserData(id),
                (None, None) => Payload::Inline(part(element)?),
                _ => return None,
            },
            Part::Value(id) => Payload::Value(*id),
            Part::Text(_) => return None,
        };
        if payload.replace(found).is_some() {
            return None;
        }
    }
    let payload = payload.unwrap_or_else(|| Payload::Inline(Vec::new()));
    Some(Steps::Event(Box::new(steps?), payload))
}

/// The substitution that is all of a `UserData` element.
fn wrapped(element: &Shape) -> Option<u16> {
    match element.children.as_slice() {
        [Part::Value(id)] if *element.name == *"UserData" && element.attributes.is_empty() => {
            Some(*id)
        }
        _ => None,
    }
}

fn system_plan(system: &Shape) -> Option<SystemPlan> {
    let mut plan = SystemPlan::default();
    for element in system.elements() {
        let attribute = |name: &str| {
            element
                .attributes
                .iter()
                .find(|(known, _)| **known == *name)
                .map_or(&[][..], |(_, parts)| parts)
        };
        let own = element.children.as_slice();
        let set = |to: &mut OptionalSource, parts: &[Part]| {
            // Of two with one name the first counts.
            if matches!(to.source, Source::Nothing) {
                *to = OptionalSource {
                    source: source(parts)?,
                    gate: element.dependency,
                };
            }
            Some(())
        };
        let to = match &*element.name {
            "Provider" => {
                set(&mut plan.provider, attribute("Name"))?;
                continue;
            }
            "EventID" => {
                set(&mut plan.qualifiers, attribute("Qualifiers"))?;
                &mut plan.event_id
            }
            "Version" => &mut plan.version,
            "Level" => &mut plan.level,
            "Task" => &mut plan.task,
            "Opcode" => &mut plan.opcode,
            "Keywords" => &mut plan.keywords,
            "Channel" => &mut plan.channel,
            "Computer" => &mut plan.computer,
            "EventRecordID" => &mut plan.record_id,
            "Security" => {
                set(&mut plan.user_sid, attribute("UserID"))?;
                continue;
            }
            "TimeCreated" => {
                set(&mut plan.time, attribute("SystemTime"))?;
                continue;
            }
            name => {
                for (part, to) in SystemPart::ALL.into_iter().zip(&mut plan.parts) {
                    let (element, own) = part.path();
                    if element == name {
                        set(to, attribute(own))?;
                    }
                }
                continue;
            }
        };
        set(to, own)?;
    }
    Some(plan)
}

/// The fields of `EventData`, `UserData` and the like, as [`super::payload`] finds and names
/// them; `None` where that depends on the values.
fn part(part: &Shape) -> Option<Vec<Slot>> {
    let container = match (&*part.name, part.children.as_slice()) {
        ("UserData", [Part::Element(element)]) if element.dependency.is_none() => element,
        ("UserData", []) => return Some(Vec::new()),
        ("UserData", _) => return None,
        _ => part,
    };
    let mut slots = Vec::new();
    for (name, parts) in telling(&container.attributes) {
        match source(parts)? {
            Source::Text(text) if !text.is_empty() => slots.push(Slot {
                name: format!("{}.{name}", container.name).into(),
                value: OptionalSource {
                    source: Source::Text(text),
                    gate: None,
                },
            }),
            _ => return None,
        }
    }
    let mut names = Names::default();
    // Whether a name depends on which elements before it are there.
    let mut counted = false;
    let mut gated = false;
    for child in &container.children {
        let Part::Element(child) = child else {
            return None;
        };
        let (given, name) = if *child.name == *"Data" {
            let given = match child.attributes.as_slice() {
                [] => "",
                [(name, parts)] if **name == *"Name" => match parts.as_slice() {
                    [Part::Text(name)] => name.as_str(),
                    _ => return None,
                },
                _ => return None,
            };
            (given, names.data(given))
        } else {
            if telling(&child.attributes).next().is_some() {
                return None;
            }
            (&*child.name, names.element(&child.name))
        };
        counted |= *given != *name;
        gated |= child.dependency.is_some();
        slots.push(Slot {
            name: name.into(),
            value: OptionalSource {
                source: source(&child.children)?,
                gate: child.dependency,
            },
        });
    }
    (!(counted && gated)).then_some(slots)
}

fn telling(attributes: &[(Rc<str>, Vec<Part>)]) -> impl Iterator<Item = (&str, &[Part])> {
    attributes
        .iter()
        .filter(|(name, _)| **name != *"xmlns" && !name.starts_with("xmlns:"))
        .map(|(name, parts)| (&**name, parts.as_slice()))
}

fn source(parts: &[Part]) -> Option<Source> {
    match parts {
        [] => Some(Source::Nothing),
        [Part::Text(text)] => Some(Source::Text(text.as_str().into())),
        [Part::Value(id)] => Some(Source::Value(*id)),
        _ => None,
    }
}
