//! Facts about the SMB server's events beyond its document: level, channel, task, category of each
//! row, and the field list of each version of each event.
//!
//! `data/rows.tsv` and `data/field_lists.tsv` restate facts of the provider's manifests in 14
//! releases from Windows 10 1511 to Windows 11 26H1 (github.com/nasbench/EVTX-ETW-Resources,
//! github.com/repnz/etw-providers-docs). `since` is the first release that has the version,
//! `-` where already the oldest of them has it.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use super::row::{Field, Level, Twin};
use super::{category, channel, names};

/// The fields of one version of an event of the SMB server.
#[derive(Debug, Clone)]
pub struct FieldList {
    /// The event id.
    pub id: u32,
    /// The event's version.
    pub version: u8,
    /// The first Windows release that has this version, where it is newer than the oldest
    /// release that was looked at (Windows 10 1511).
    pub since: Option<Box<str>>,
    /// Every field in template order.
    pub fields: Vec<Arc<Field>>,
}

/// The facts of one row of the embedded document.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowFacts {
    pub(super) id: u32,
    pub(super) version: u8,
    pub(super) level: Level,
    pub(super) channel: Option<&'static str>,
    pub(super) task: Option<&'static str>,
    pub(super) keyword: Option<&'static str>,
    pub(super) category: &'static str,
}

/// The facts of the embedded document's rows, in document order.
pub(super) fn row_facts() -> Vec<RowFacts> {
    let lines = include_str!("data/rows.tsv").lines().skip(1);
    lines.filter_map(row).collect()
}

fn row(line: &'static str) -> Option<RowFacts> {
    let mut cells = line.split('\t').skip(1);
    Some(RowFacts {
        id: cells.next()?.parse().ok()?,
        version: cells.next()?.parse().ok()?,
        level: Level(cells.next()?.parse().ok()?),
        channel: channel::channel_of(cells.next()?),
        task: known(cells.next()?),
        keyword: known(cells.next()?),
        category: category::name_of(cells.next()?)?,
    })
}

fn known(cell: &'static str) -> Option<&'static str> {
    (cell != "-").then_some(cell)
}

static FIELD_LISTS: LazyLock<Vec<FieldList>> = LazyLock::new(|| {
    let lines = include_str!("data/field_lists.tsv").lines().skip(1);
    lines.filter_map(parse_list).collect()
});

static BY_EVENT: LazyLock<HashMap<(u32, u8), &'static FieldList>> = LazyLock::new(|| {
    let lists = FIELD_LISTS.iter();
    lists.map(|list| ((list.id, list.version), list)).collect()
});

/// The field list of each version of each of the SMB server's events, by id and version.
pub fn field_lists() -> &'static [FieldList] {
    &FIELD_LISTS
}

/// The field list of one version of an event.
pub fn field_list(id: u32, version: u8) -> Option<&'static FieldList> {
    BY_EVENT.get(&(id, version)).copied()
}

/// The field lists of all versions of an event, oldest first.
pub(super) fn versions_of(id: u32) -> &'static [FieldList] {
    let lists = field_lists();
    let start = lists.partition_point(|list| list.id < id);
    let end = lists.partition_point(|list| list.id <= id);
    &lists[start..end]
}

fn parse_list(line: &'static str) -> Option<FieldList> {
    let mut cells = line.split('\t');
    let id = cells.next()?.parse().ok()?;
    let version = cells.next()?.parse().ok()?;
    let since = known(cells.next()?).map(release);
    let named = cells.next()?.split_whitespace();
    let named: Vec<(&str, &'static str)> = named.filter_map(|one| one.split_once(':')).collect();
    let fields = (0..named.len()).map(|place| Arc::new(field(id, &named, place)));
    Some(FieldList {
        id,
        version,
        since,
        fields: fields.collect(),
    })
}

/// `11_21H2` as people write it.
fn release(name: &str) -> Box<str> {
    format!("Windows {}", name.replace('_', " ")).into()
}

fn field(id: u32, named: &[(&str, &'static str)], place: usize) -> Field {
    let (name, in_type) = named[place];
    let meaning = names::smb_server(id, name, in_type);
    let next = named.get(place + 1).map(|&(_, in_type)| in_type);
    Field {
        name: name.into(),
        in_type,
        decoder: meaning.decoder,
        role: meaning.role,
        in_message: false,
        is_length: counts_the_next(name, next),
        twin: twin(name, named),
    }
}

/// The provider's templates put a length right before the text or bytes that it counts; another
/// `...Length` is a value of its own (a key's length, a buffer's size in a request).
fn counts_the_next(name: &str, next: Option<&str>) -> bool {
    (name.ends_with("Length") || name.ends_with("Size"))
        && matches!(next, Some("UnicodeString" | "AnsiString" | "Binary"))
}

fn twin(name: &str, named: &[(&str, &'static str)]) -> Twin {
    let has = |other: &str| named.iter().any(|(known, _)| *known == other);
    if !name.ends_with("Status") {
        return Twin::None;
    }
    match name.strip_prefix("Translated") {
        Some(raw) if has(raw) => Twin::Translated,
        None if has(&format!("Translated{name}")) => Twin::Raw,
        _ => Twin::None,
    }
}
