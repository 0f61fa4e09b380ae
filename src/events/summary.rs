//! One line for an event: what happened to whom. Patterns are filled from the event's subject and
//! roles, because the same thing has several names in the provider's templates. What happened
//! comes first, then whom it happened to and why: the end of the line is what a narrow terminal
//! cuts off. What columns beside it show can be left out.

mod patterns;

use std::time::Duration;

use super::event::Event;
use super::field::FieldView;
use super::keyed;
use super::subject::Port;
use crate::catalog::Role;
use crate::values::{access, duration};

/// The number of fields in the summary of an event without a pattern or a title.
const FIELDS: usize = 6;
/// The number of characters of one value in a summary.
const VALUE_LENGTH: usize = 120;
/// The values that follow the title of an event without a pattern, where it does not hold them.
const SUBJECT: &[&str] = &["user", "client", "share", "file", "command", "status"];

impl Event<'_> {
    /// One line that says what happened to whom; never empty.
    pub fn summary(&self) -> String {
        summarize(self, None)
    }

    /// As [`Event::summary`] for a narrow table, with users without their domain. The user, the
    /// client and the share that columns of these names show beside it are left out where the
    /// sentence does without.
    pub fn summary_beside(&self, columns: &[&str]) -> String {
        summarize(self, Some(columns))
    }
}

/// The summary, for a narrow table where there are columns beside it.
fn summarize(event: &Event<'_>, beside: Option<&[&str]>) -> String {
    let pattern = keyed::find(patterns::PATTERNS, event);
    if let Some(text) = pattern.and_then(|pattern| fill(event, pattern, beside)) {
        return text;
    }
    if event.catalog_row().is_some() || event.saved_text().is_some() {
        titled(event, beside)
    } else {
        listed(event)
    }
}

/// The title with what is known of the subject.
fn titled(event: &Event<'_>, beside: Option<&[&str]>) -> String {
    let title = event.title();
    let parts: Vec<String> = SUBJECT
        .iter()
        .filter(|name| !is_beside(name, beside))
        .filter_map(|name| value(event, name, beside))
        .filter(|part| !title.contains(part.as_str()))
        .collect();
    if parts.is_empty() {
        title
    } else {
        format!(
            "{}: {}",
            title.trim_end_matches(['.', ':']),
            parts.join(", ")
        )
    }
}

/// The fields, where there is no text of them.
fn listed(event: &Event<'_>) -> String {
    let fields: Vec<String> = event
        .fields()
        .filter(|field| !field.raw.is_empty())
        .take(FIELDS)
        .map(|field| format!("{}: {}", field.name, shortened(field.in_message())))
        .collect();
    if fields.is_empty() {
        event.title()
    } else {
        fields.join(", ")
    }
}

/// Finds what a pattern names among the columns beside the summary.
fn is_beside(name: &str, beside: Option<&[&str]>) -> bool {
    matches!(name, "user" | "client" | "share")
        && beside.is_some_and(|columns| columns.contains(&name))
}

/// A pattern filled in; `None` if a value outside brackets is missing.
fn fill(event: &Event<'_>, pattern: &str, beside: Option<&[&str]>) -> Option<String> {
    let mut text = String::with_capacity(pattern.len() + 48);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('[') {
        let (optional, after) = after.split_once(']')?;
        text.push_str(&insert(event, before, beside)?);
        let name = optional.split(['{', '}']).nth(1).unwrap_or_default();
        if !is_beside(name, beside)
            && let Some(part) = insert(event, optional, beside)
        {
            text.push_str(&part);
        }
        rest = after;
    }
    text.push_str(&insert(event, rest, beside)?);
    Some(text)
}

fn insert(event: &Event<'_>, pattern: &str, beside: Option<&[&str]>) -> Option<String> {
    let mut text = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        text.push_str(before);
        text.push_str(&value(event, name, beside)?);
        rest = after;
    }
    text.push_str(rest);
    Some(text)
}

/// The value that a pattern names: a part of the subject, a role's, or that of a field.
fn value(event: &Event<'_>, name: &str, beside: Option<&[&str]>) -> Option<String> {
    let of_role = |role| Some(event.role(role)?.in_message());
    let text = match name {
        "user" if beside.is_some() => event.user()?.name().to_owned(),
        "user" => event.user()?.to_string(),
        "client" => event.client().shown(Port::Without)?,
        "address" => event.server_address()?,
        "share" => event.share_name()?,
        "path" => event.share_path()?,
        "file" => event.file_name()?,
        "transport" => of_role(Role::Transport)?,
        "session" => of_role(Role::SessionId).or_else(|| of_role(Role::SessionGuid))?,
        "command" => of_role(Role::Command)?,
        "status" => event.status()?.short(),
        "took" => {
            let length = event.role(Role::DurationMs)?.raw.as_u64()?;
            duration(Duration::from_millis(length))
        }
        "missing" => missing(event)?,
        _ => named(event, name)?.in_message(),
    };
    Some(shortened(text))
}

/// The rights that were asked for and not granted, where the record says so.
fn missing(event: &Event<'_>) -> Option<String> {
    let mask = |name| u32::try_from(named(event, name)?.raw.as_u64()?).ok();
    let missing = access::missing(mask("MappedAccess")?, mask("GrantedAccess")?);
    (missing != 0).then(|| access::names(missing).join(", "))
}

fn named<'a>(event: &Event<'a>, name: &str) -> Option<FieldView<'a>> {
    event
        .fields()
        .find(|field| field.name == name && !field.raw.is_empty())
}

fn shortened(text: String) -> String {
    match text.char_indices().nth(VALUE_LENGTH) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
