//! A plain reader: renders one record at a time with the evtx crate and names its fields by the
//! rules, without any of the project's code. What the project reads must be the same, event for
//! event and value for value.

use std::collections::HashMap;
use std::path::Path;

use evtx::{EvtxParser, ParserSettings, SerializedEvtxRecord};
use smbscope::events::Event;
use smbscope::load::{LoadOptions, load_all};
use smbscope::store::Store;
use smbscope::values::{Hex, Raw};

use crate::fixtures::{catalog, data, shared};

/// An event as this reader reads it; all text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Plain {
    pub(super) time: String,
    pub(super) record_id: String,
    pub(super) system: Vec<String>,
    pub(super) fields: Vec<(String, String)>,
}

/// The events of a log, oldest first, ties by record id.
pub(super) fn read(path: &Path) -> Vec<Plain> {
    let settings = ParserSettings::new().num_threads(1).indent(false);
    let Ok(parser) = EvtxParser::from_path(path) else {
        return Vec::new();
    };
    let mut parser = parser.with_configuration(settings);
    let mut events: Vec<Plain> = parser
        .records()
        .filter_map(Result::ok)
        .filter_map(|record| plain(&record))
        .collect();
    events.sort_by_cached_key(key);
    events
}

pub(super) fn key(event: &Plain) -> (String, u64, String) {
    (
        event.time.clone(),
        event.record_id.parse().unwrap_or(0),
        format!("{event:?}"),
    )
}

#[derive(Default)]
struct Node {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Node>,
}

impl Node {
    fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    fn attribute(&self, name: &str) -> String {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    }
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
        .replace('\u{fffd}', "_")
}

/// The number that text is in any of the ways to write one.
fn spelled(text: &str) -> Option<u64> {
    match (text, text.strip_prefix("0x")) {
        ("true", _) => Some(1),
        ("false", _) => Some(0),
        (_, Some(digits)) => u64::from_str_radix(digits, 16).ok(),
        (_, None) => text.parse().ok(),
    }
}

/// `None` for what is no XML, because a damaged name is no name.
fn parse(xml: &str) -> Option<Node> {
    let mut open = vec![Node::default()];
    let mut rest = xml;
    while let Some((text, after)) = rest.split_once('<') {
        open.last_mut()?.text += &unescaped(text);
        let (tag, after) = after.split_once('>')?;
        rest = after;
        if tag.starts_with('?') {
            continue;
        }
        if tag.starts_with('/') {
            let closed = open.pop()?;
            open.last_mut()?.children.push(closed);
            continue;
        }
        let inner = tag.strip_suffix('/').unwrap_or(tag);
        let (name, mut attributes) = inner.split_once(' ').unwrap_or((inner, ""));
        let mut node = Node {
            name: name.to_owned(),
            ..Node::default()
        };
        while let Some((name, after)) = attributes.split_once("=\"") {
            let (value, after) = after.split_once('"')?;
            node.attributes
                .push((name.trim().to_owned(), unescaped(value)));
            attributes = after;
        }
        if tag.ends_with('/') {
            open.last_mut()?.children.push(node);
        } else {
            open.push(node);
        }
    }
    open.pop()?.children.pop()
}

fn plain(record: &SerializedEvtxRecord<String>) -> Option<Plain> {
    let event = parse(&record.data)?;
    // That of the record's header, for one that does not say it itself.
    let written = format!("{:.7}", record.timestamp);
    let nothing = Node::default();
    let system = event.child("System").unwrap_or(&nothing);
    let text = |name: &str| {
        let text = system.child(name).map(|child| child.text.clone());
        text.unwrap_or_default()
    };
    // What is no number, or none of the size that is kept, reads as 0.
    let number = |name: &str, largest: u64| {
        let number = spelled(&text(name)).filter(|number| *number <= largest);
        number.unwrap_or_default()
    };
    let attribute = |element: &str, name: &str| {
        let element = system.child(element);
        element.map(|e| e.attribute(name)).unwrap_or_default()
    };
    let mut fields = Vec::new();
    for part in &event.children {
        match part.name.as_str() {
            "System" | "RenderingInfo" => {}
            "UserData" => part
                .children
                .iter()
                .for_each(|own| payload(own, &mut fields)),
            _ => payload(part, &mut fields),
        }
    }
    let time = attribute("TimeCreated", "SystemTime");
    let time = match time.trim_end_matches('Z') {
        "" => written,
        time => in_seven_digits(time),
    };
    Some(Plain {
        time,
        record_id: spelled(&text("EventRecordID"))
            .unwrap_or(record.event_record_id)
            .to_string(),
        system: vec![
            attribute("Provider", "Name"),
            number("EventID", u32::MAX.into()).to_string(),
            number("Version", u8::MAX.into()).to_string(),
            number("Level", u8::MAX.into()).to_string(),
            number("Task", u16::MAX.into()).to_string(),
            number("Opcode", u8::MAX.into()).to_string(),
            format!("0x{:x}", number("Keywords", u64::MAX)),
            text("Channel"),
            text("Computer"),
            attribute("Security", "UserID"),
        ],
        fields,
    })
}

/// A time with the seven digits of a second that a FILETIME holds: the crate renders nine, and a
/// record that is written as text may have fewer.
fn in_seven_digits(time: &str) -> String {
    let (seconds, digits) = time.split_once('.').unwrap_or((time, ""));
    format!("{seconds}.{digits:0<7.7}Z")
}

fn telling(node: &Node) -> Vec<(String, String)> {
    let attributes = node.attributes.iter();
    attributes
        .filter(|(name, value)| name != "xmlns" && !name.starts_with("xmlns:") && !value.is_empty())
        .cloned()
        .collect()
}

fn payload(container: &Node, fields: &mut Vec<(String, String)>) {
    for (name, value) in telling(container) {
        fields.push((format!("{}.{name}", container.name), value));
    }
    if !container.text.is_empty() {
        fields.push((container.name.clone(), container.text.clone()));
    }
    children(container, "", fields);
}

fn children(parent: &Node, prefix: &str, fields: &mut Vec<(String, String)>) {
    let mut times: HashMap<String, u32> = HashMap::new();
    let mut unnamed = 0;
    for child in &parent.children {
        let is_data = prefix.is_empty() && child.name == "Data";
        let mut attributes = telling(child);
        let given = if is_data {
            attributes.retain(|(name, _)| name != "Name");
            child.attribute("Name")
        } else {
            child.name.clone()
        };
        let name = if is_data && given.is_empty() {
            unnamed += 1;
            format!("Data{unnamed}")
        } else {
            let before = times.entry(given.clone()).or_insert(0);
            *before += 1;
            match *before {
                1 => given,
                more => format!("{given}_{}", more - 1),
            }
        };
        for (attribute, value) in &attributes {
            fields.push((format!("{prefix}{name}.{attribute}"), value.clone()));
        }
        if !child.text.is_empty() || child.children.is_empty() && attributes.is_empty() {
            fields.push((format!("{prefix}{name}"), child.text.clone()));
        }
        children(child, &format!("{prefix}{name}."), fields);
    }
}

/// A loaded event in the form of this reader.
pub(super) fn of(event: &Event<'_>) -> Plain {
    let system = event.system();
    Plain {
        time: event.time().to_string(),
        record_id: event.record_id().to_string(),
        system: vec![
            rendered(&system.provider),
            system.event_id.to_string(),
            system.version.to_string(),
            system.level.to_string(),
            system.task.to_string(),
            system.opcode.to_string(),
            format!("0x{:x}", system.keywords),
            rendered(&system.channel),
            rendered(&system.computer),
            system.user_sid.as_deref().unwrap_or_default().to_owned(),
        ],
        fields: event
            .fields()
            .enumerate()
            .map(|(place, field)| {
                // What is not kept of a large value is read again.
                let value = match field.cut {
                    Some(_) => {
                        Hex(&smbscope::load::whole(event.store(), event.number(), place).unwrap())
                            .to_string()
                    }
                    None => text(field.raw),
                };
                (field.name.to_owned(), value)
            })
            .collect(),
    }
}

/// A value as the evtx crate renders it as XML.
fn text(raw: Raw<'_>) -> String {
    match raw {
        Raw::Hex(value) => format!("0x{value:x}"),
        Raw::Text(text) => rendered(text),
        Raw::Float(value) => format!("{value:?}"),
        raw => raw.to_string(),
    }
}

/// Text with what XML does not allow as the evtx crate writes it.
fn rendered(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '\t' | '\n' | '\r' => letter,
            // Half a surrogate pair becomes U+FFFD in the store and `_` there.
            '\0'..='\u{1f}' | '\u{fffd}'..='\u{ffff}' => '_',
            _ => letter,
        })
        .collect()
}

impl Plain {
    /// Whether the other is the same event.
    pub(super) fn is(&self, other: &Plain) -> bool {
        self.normal() == other.normal()
    }

    fn normal(&self) -> Plain {
        let mut normal = self.clone();
        // A number is the same in hex, in decimal and as a boolean: text is typed as the catalog
        // says.
        let values = normal.fields.iter_mut().map(|(_, value)| value);
        for value in values.chain(&mut normal.system) {
            if let Some(number) = spelled(value) {
                *value = number.to_string();
            }
        }
        // A SID's authority of more than 32 bits reads in hex ([MS-DTYP] 2.4.2.1), but not there.
        let sids = normal.fields.iter_mut().map(|(_, value)| value);
        for sid in sids.chain(normal.system.last_mut()) {
            if let Some((authority, rest)) = sid
                .strip_prefix("S-1-0x")
                .map(|rest| rest.split_once('-').unwrap_or((rest, "")))
                && let Ok(authority) = u64::from_str_radix(authority, 16)
            {
                let dash = if rest.is_empty() { "" } else { "-" };
                *sid = format!("S-1-{authority}{dash}{rest}");
            }
        }
        normal
    }
}

pub(super) fn load(path: &Path, threads: usize) -> Store {
    let options = LoadOptions {
        threads,
        ..LoadOptions::default()
    };
    load_all(&[path.to_owned()], catalog(), &options)
}

/// Where what was loaded differs from what this reader reads.
pub(super) fn differences(store: &Store, path: &Path) -> Vec<String> {
    let mut expected = read(path);
    let mut found: Vec<Plain> = store.order().iter().map(|&n| of(&store.event(n))).collect();
    for event in expected.iter_mut().chain(&mut found) {
        *event = event.normal();
    }
    expected.sort_by_cached_key(key);
    found.sort_by_cached_key(key);
    let mut differences = Vec::new();
    if expected.len() != found.len() {
        differences.push(format!("{} events, not {}", found.len(), expected.len()));
    }
    for (found, expected) in found.iter_mut().zip(&expected) {
        // The crate reads a SID of zeros, whose revision does not exist, as S-0-0.
        let sids = found.system.last_mut().zip(expected.system.last());
        if let Some((found, expected)) = sids
            && found.starts_with("(cannot be read: SID")
            && expected == "S-0-0"
        {
            found.clone_from(expected);
        }
        let found = &*found;
        let header = |event: &Plain| {
            (
                event.time.clone(),
                event.record_id.clone(),
                event.system.clone(),
            )
        };
        if header(found) != header(expected) {
            differences.push(format!("{:?} not {:?}", header(found), header(expected)));
        } else if found.fields.len() != expected.fields.len() {
            differences.push(format!("{:?} not {:?}", found.fields, expected.fields));
        }
        let fields = found.fields.iter().zip(&expected.fields);
        let other = fields.filter(|(found, expected)| found != expected);
        differences.extend(other.map(|(found, expected)| format!("{found:?} not {expected:?}")));
    }
    differences
}

#[track_caller]
fn assert_read_as_rendered(folder: &Path) {
    let (mut logs, mut wrong) = (0, Vec::new());
    for entry in walkdir::WalkDir::new(folder) {
        let path = entry.unwrap().into_path();
        if path
            .extension()
            .is_some_and(|extension| extension == "evtx")
        {
            logs += 1;
            let differences = differences(&load(&path, 1), &path);
            let some: Vec<_> = differences.iter().take(3).cloned().collect();
            if !some.is_empty() {
                wrong.push((path, differences.len(), some));
            }
        }
    }
    assert!(logs > 0 && wrong.is_empty(), "{logs} logs: {wrong:#?}");
}

#[test]
fn a_log_by_an_independent_writer_is_read_as_the_evtx_crate_renders_it() {
    assert_read_as_rendered(&data("logs"));
}

#[test]
#[ignore = "needs ../shared"]
fn every_real_log_is_read_as_the_evtx_crate_renders_it() {
    assert_read_as_rendered(&shared("logs"));
}

#[test]
fn a_time_of_the_plain_reader_has_seven_digits_of_a_second() {
    for (time, expected) in [
        ("2021-04-27T15:03:16.983", "2021-04-27T15:03:16.9830000Z"),
        ("2021-04-27T15:03:16", "2021-04-27T15:03:16.0000000Z"),
        (
            "2021-04-27T15:03:16.123456700",
            "2021-04-27T15:03:16.1234567Z",
        ),
    ] {
        assert_eq!(in_seven_digits(time), expected);
    }
}
