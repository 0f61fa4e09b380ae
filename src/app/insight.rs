//! What matters about an event before anything else: what its values say together.

use std::time::Duration;

use crate::catalog::{Role, Twin};
use crate::logs::{Event, FieldView};
use crate::values::{Raw, access, descriptor::Descriptor, duration, status};

/// A conclusion from an event's values.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Insight {
    /// What it is about.
    pub(crate) label: String,
    /// What it says.
    pub(crate) text: String,
    /// Whether it is what went wrong.
    pub(crate) bad: bool,
}

/// The entries of a descriptor that are told at most.
const ENTRIES: usize = 3;

/// What matters about an event, if its values say anything together.
pub(crate) fn insights(event: &Event<'_>) -> Vec<Insight> {
    let mut insights = Vec::new();
    insights.extend(refused_access(event));
    insights.extend(changed_negotiation(event));
    insights.extend(slowness(event));
    insights.extend(failure(event));
    insights
}

fn insight(label: impl Into<String>, text: impl Into<String>, bad: bool) -> Insight {
    Insight {
        label: label.into(),
        text: text.into(),
        bad,
    }
}

fn named<'a>(event: &Event<'a>, name: &str) -> Option<FieldView<'a>> {
    event
        .fields()
        .find(|view| view.name == name && !view.raw.is_empty())
}

/// What was asked for, granted and missing, and which entries of the share's descriptor decide.
fn refused_access(event: &Event<'_>) -> Vec<Insight> {
    let mask = |name| named(event, name).and_then(|view| view.raw.as_u64());
    let (Some(asked), Some(granted)) = (mask("MappedAccess"), mask("GrantedAccess")) else {
        return Vec::new();
    };
    let (asked, granted) = (asked as u32, granted as u32);
    let missing = access::missing(asked, granted);
    let mut insights = vec![
        insight("Asked for", access::described(asked), false),
        insight("Granted", access::described(granted), false),
    ];
    if missing == 0 {
        return insights;
    }
    insights.push(insight("Missing", access::described(missing), true));
    let descriptor = named(event, "ShareSecurityDescriptor").and_then(|view| match view.raw {
        Raw::Binary(bytes) => Descriptor::parse(bytes),
        _ => None,
    });
    if let Some(descriptor) = descriptor {
        let decisions = descriptor.entries_about(missing);
        insights.extend(
            decisions
                .iter()
                .take(ENTRIES)
                .map(|decision| insight("The share says", descriptor.sentence(decision), false)),
        );
    }
    insights
}

/// What the server had negotiated against what the client says it had: the same, or which bits
/// differ.
fn changed_negotiation(event: &Event<'_>) -> Vec<Insight> {
    event
        .fields()
        .filter_map(|expected| {
            let what = expected.name.strip_prefix("Expected")?;
            let received = named(event, &format!("Received{what}"))?;
            let (was, is) = (expected.raw.as_u64()?, received.raw.as_u64()?);
            let text = if was == is {
                format!("{} on both sides", expected.in_message())
            } else {
                format!(
                    "expected {}, received {} (bits 0x{:X} differ)",
                    expected.in_message(),
                    received.in_message(),
                    was ^ is
                )
            };
            Some(insight(spaced(what), text, was != is))
        })
        .collect()
}

/// How long it took, against the time at which the server warns.
fn slowness(event: &Event<'_>) -> Option<Insight> {
    let milliseconds = |role| event.role(role).and_then(|view| view.raw.as_u64());
    let took = milliseconds(Role::DurationMs)?;
    let mut text = duration(Duration::from_millis(took));
    if let Some(command) = event.role(Role::Command) {
        text = format!("{} took {text}", command.in_message());
    }
    let threshold = milliseconds(Role::ThresholdMs).filter(|&threshold| threshold > 0);
    if let Some(threshold) = threshold {
        let times = took as f64 / threshold as f64;
        let limit = duration(Duration::from_millis(threshold));
        text = format!("{text}, {times:.1} times the threshold of {limit}");
    }
    Some(insight(
        "Slow",
        text,
        threshold.is_some_and(|threshold| took > threshold),
    ))
}

/// What the status means in the log of an SMB server, and to which group of refusals it belongs.
fn failure(event: &Event<'_>) -> Vec<Insight> {
    let code = event.fields().find_map(|view| {
        let field = view.field?;
        let is_status = field.decoder == Some("ntstatus") && field.twin != Twin::Raw;
        is_status.then(|| view.raw.as_u64()).flatten()
    });
    let Some(code) = code.filter(|&code| code != 0).map(|code| code as u32) else {
        return Vec::new();
    };
    let mut insights = Vec::new();
    if let Some(sentence) = status::sentence(code) {
        insights.push(insight(
            status::name(code).unwrap_or("Status"),
            sentence,
            true,
        ));
    }
    if let Some(group) = status::group(code) {
        insights.push(insight(
            "Counts as",
            format!("{}: {}", group.name(), group.meaning()),
            false,
        ));
    }
    insights
}

/// `SecurityMode` as `Security mode`.
fn spaced(name: &str) -> String {
    let mut text = String::new();
    for character in name.chars() {
        if character.is_uppercase() && !text.is_empty() {
            text.push(' ');
            text.extend(character.to_lowercase());
        } else {
            text.push(character);
        }
    }
    text
}
