//! Storage that is slow or stands still: how slow, at what, and where such requests wait.

use crate::catalog::Role;
use crate::events::insight::facts::Facts;
use crate::events::insight::{Insight, status};
use crate::values::duration;

/// The places where requests wait, by their commands ([MS-SMB2] 2.2.1.2).
const WAITS: &[(&[u64], &str)] = &[
    (
        &[5, 6],
        "Opening and closing wait for filter drivers (antivirus, backup, quota) and for the \
         folder's metadata.",
    ),
    (
        &[7, 8, 9],
        "Reading, writing and flushing wait for the disks, their controller or the path to them.",
    ),
    (
        &[14, 16, 17],
        "Listing and querying wait for metadata: large folders and filter drivers.",
    ),
    (&[10], "A lock waits for whoever holds the range."),
    (
        &[11],
        "What a control request waits for depends on its code.",
    ),
];

/// 1020.
pub(super) fn slow(facts: &Facts<'_, '_>) -> Vec<Insight> {
    let mut insights = vec![took(facts)];
    let command = facts.0.role(Role::Command);
    if let Some(code) = command.and_then(|view| view.raw.as_u64())
        && let Some((_, wait)) = WAITS.iter().find(|(codes, _)| codes.contains(&code))
    {
        insights.push(Insight::note("Look at", *wait));
    }
    if facts.number("CtlCode").is_some_and(|code| code != 0)
        && let Some(code) = facts.text("CtlCode")
    {
        insights.push(Insight::note("Control code", code));
    }
    insights
}

/// The time that it took, against the time at which the server warns.
fn took(facts: &Facts<'_, '_>) -> Insight {
    let command = facts.role(Role::Command);
    let command = command.as_deref().unwrap_or("The operation");
    let Some(length) = facts.milliseconds(Role::DurationMs) else {
        return Insight::note(
            "Slow",
            format!("{command}; the record does not say how long it took."),
        );
    };
    let took = format!("{command} took {}", duration(length));
    let threshold = facts.milliseconds(Role::ThresholdMs);
    let Some(threshold) = threshold.filter(|threshold| !threshold.is_zero()) else {
        return Insight::matters("Slow", format!("{took}."));
    };
    let factor = length.as_secs_f64() / threshold.as_secs_f64();
    let limit = duration(threshold);
    if length < threshold {
        let text = format!("{took}, less than the threshold of {limit}.");
        return Insight::note("Took", text);
    }
    Insight::matters(
        "Slow",
        format!("{took}, {factor:.1} times the threshold of {limit}."),
    )
}

/// 1030.
pub(super) fn completion_failed(facts: &Facts<'_, '_>) -> Vec<Insight> {
    let mut insights = status::failures(facts);
    let what = match facts.field("IsRead") {
        Some(_) if facts.is_set("IsRead") => "A read",
        Some(_) => "A write",
        None => "A read or write",
    };
    let text = format!(
        "{what} that handed the file system's own memory to the server was not given back. A \
         filter driver above the file system is the suspect; the memory is lost until a restart."
    );
    insights.push(Insight::matters("Filter driver", text));
    insights
}

/// 1031 and 1032, by the values of the provider's map `LiveDumpReason`.
pub(super) fn live_dump(facts: &Facts<'_, '_>) -> Vec<Insight> {
    let Some(reason) = facts.field("Reason") else {
        return vec![Insight::note("Reason", "The record holds no reason.")];
    };
    let said = reason.in_message();
    let text = match reason.raw.as_u64() {
        Some(1) => format!(
            "{said}: a request to the storage has stood still for ten minutes or so. 1020 in the \
             quarter of an hour before names shares and files."
        ),
        Some(2) => format!("{said}: 1016 at the same time names the client and the file."),
        _ => format!("{said} is not documented."),
    };
    let mut insights = vec![Insight::matters("Reason", text)];
    if facts.0.system().event_id == 1032 {
        let text = "It is logged once a day at most: that none follows does not mean that the \
                    storage is well again.";
        insights.push(Insight::note("How often", text));
    }
    insights
}
