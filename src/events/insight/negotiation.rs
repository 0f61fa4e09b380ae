//! Messages that were not what client and server had agreed on: negotiations that were changed,
//! signatures that do not fit, messages that should have been encrypted.

use std::fmt::Write as _;

use crate::events::insight::facts::Facts;
use crate::events::insight::{Insight, Weight, status};
use crate::values::Raw;

/// The values that 1005 v1 holds twice: label, and the name behind `Expected` and `Received`.
const COMPARED: &[(&str, &str)] = &[
    ("Dialect", "Dialect"),
    ("Capabilities", "Capabilities"),
    ("Security mode", "SecurityMode"),
];

/// The protections of a connection, each with the dialect that brought it ([MS-SMB2] 1.7 and
/// 3.2.5.2).
const PROTECTIONS: &[(u64, &str)] = &[
    (0x0300, "encryption"),
    (0x0311, "pre-authentication integrity"),
];

/// 1005: version 1 holds what was expected and what came, version 2 a status, version 0 neither.
pub(super) fn changed(facts: &Facts<'_, '_>) -> Vec<Insight> {
    let mut insights: Vec<Insight> = COMPARED
        .iter()
        .filter_map(|&(label, of)| compared(facts, label, of))
        .collect();
    insights.extend(lower_dialect(facts));
    if facts.has_field("Status") {
        insights.extend(status::all(facts));
    }
    if insights.is_empty() {
        let text = "This version of the event does not say what differed; \
                    newer servers log what was expected and received.";
        insights.push(Insight::note("Negotiation", text));
    }
    insights
}

/// The expected value beside the received one, the names marked that only one of them has.
fn compared(facts: &Facts<'_, '_>, label: &'static str, of: &str) -> Option<Insight> {
    let expected = facts.field(&format!("Expected{of}"))?;
    let received = facts.field(&format!("Received{of}"))?;
    let (expected_text, received_text) = (expected.in_message(), received.in_message());
    if expected.raw.as_u64() == received.raw.as_u64() && expected_text == received_text {
        return Some(Insight::note(
            label,
            format!("{expected_text}, expected and received."),
        ));
    }
    let mut insight = Insight::matters(label, "expected ");
    append(&mut insight, &expected_text, &received_text);
    insight.text.push_str(", received ");
    append(&mut insight, &received_text, &expected_text);
    if let Some(decoder) = expected.decoder() {
        let only = |first: Raw<'_>, second| decoder.only_in(first, second).join(" | ");
        for (said, names) in [
            ("not received", only(expected.raw, received.raw)),
            ("not expected", only(received.raw, expected.raw)),
        ] {
            if !names.is_empty() {
                let _ = write!(insight.text, "; {said}: {names}");
            }
        }
    }
    insight.text.push('.');
    Some(insight)
}

/// Adds a reading to a text; what stands in it and not in the other is marked.
fn append(insight: &mut Insight, reading: &str, other: &str) {
    // `0x5 (DFS | LARGE_MTU)`, or one name.
    let parts = |text: &str| -> Vec<String> {
        let names = text.split_once(" (").map_or(text, |(_, names)| names);
        let names = names.trim_end_matches(')').split(" | ");
        names.map(str::to_owned).collect()
    };
    let others = parts(other);
    let start = insight.text.len();
    insight.text.push_str(reading);
    let mut at = start + reading.find(" (").map_or(0, |at| at + 2);
    for part in parts(reading) {
        if !others.contains(&part) {
            insight.marks.push(at..at + part.len());
        }
        at += part.len() + " | ".len();
    }
}

/// A lower dialect than expected is what a forced downgrade leaves behind.
fn lower_dialect(facts: &Facts<'_, '_>) -> Option<Insight> {
    let expected = facts.field("ExpectedDialect")?.raw.as_u64()?;
    let received = facts.field("ReceivedDialect")?;
    let lower = received
        .raw
        .as_u64()
        .filter(|&dialect| dialect < expected)?;
    let lost: Vec<&str> = PROTECTIONS
        .iter()
        .filter(|(since, _)| (lower + 1..=expected).contains(since))
        .map(|protection| protection.1)
        .collect();
    let lost = if lost.is_empty() {
        String::new()
    } else {
        let dialect = received.in_message();
        format!(" {dialect} has no {}.", lost.join(" and no "))
    };
    let text = format!(
        "The dialect received is the lower one, as a forced downgrade leaves it, or a device in \
         between that alters the traffic.{lost}"
    );
    Some(Insight::matters("Downgrade", text))
}

/// 1003: which share it was, which version 0 leaves out of its message.
pub(super) fn unencrypted(facts: &Facts<'_, '_>) -> Vec<Insight> {
    let share = facts.0.share_name();
    let text = format!(
        "{}{} sent a message in the clear where {} takes only encrypted ones. An SMB 2 client \
         cannot encrypt; an SMB 3 client can, and did not.",
        facts
            .user()
            .map_or_else(String::new, |user| format!("{user} at ")),
        facts.client(),
        share.as_deref().unwrap_or("the server")
    );
    vec![Insight::matters("Encryption", text)]
}

/// 1004: one client or many tells where to look.
pub(super) fn wrongly_signed(facts: &Facts<'_, '_>) -> Vec<Insight> {
    let text = format!(
        "{} sent a signature that does not fit its message. One client alone has a faulty SMB \
         stack or a device in its path; many at once mean the server or the network.",
        facts.client()
    );
    vec![Insight::matters("Signature", text)]
}

/// 1015: whether it is a session of the past.
pub(super) fn undecrypted(facts: &Facts<'_, '_>) -> Vec<Insight> {
    let mut insights = status::all(facts);
    let text = "Right after a restart or a fail-over of the server such messages belong to \
                sessions of the past; at other times their bytes were changed on the way.";
    insights.push(Insight::new("Decryption", text, Weight::Note));
    insights
}
