//! Handles that should outlive their connection: what kind they are, and what became of them.

use crate::catalog::Role;
use crate::events::insight::facts::Facts;
use crate::events::insight::{Insight, status};

/// Kinds of handles ([MS-SMB2] 3.3.1.10): the field that says so, and what it means. The strongest
/// comes first.
const KINDS: &[(&str, &str)] = &[
    (
        "PersistentHandle",
        "Persistent: it should survive even a fail-over of the server, so that an application on a \
         continuously available share lost its file.",
    ),
    (
        "ResilientHandle",
        "Resilient: an application asked for it to outlive a disconnect \
         (FSCTL_LMR_REQUEST_RESILIENCY).",
    ),
    (
        "DurableHandle",
        "Durable: it outlives a short disconnect of its client, no fail-over.",
    ),
];

/// 1016: both statuses, what kind of handle was lost, where to read on.
pub(super) fn reopen_failed(facts: &Facts<'_, '_>) -> Vec<Insight> {
    let mut insights = status::failures(facts);
    insights.push(kind(facts));
    if facts.role(Role::ResumeKey).is_some() {
        let text = "1017 and 1019 of the same resume key tell what became of it.";
        insights.push(Insight::note("Handle", text));
    }
    insights
}

fn kind(facts: &Facts<'_, '_>) -> Insight {
    match KINDS.iter().find(|(name, _)| facts.is_set(name)) {
        Some(("PersistentHandle", text)) => Insight::matters("Handle", *text),
        Some((_, text)) => Insight::note("Handle", *text),
        None if KINDS.iter().any(|(name, _)| facts.field(name).is_some()) => Insight::note(
            "Handle",
            "Neither durable, resilient nor persistent: it ends with its connection.",
        ),
        None => Insight::note("Handle", "The record does not say of what kind it is."),
    }
}

/// 1017: the field `ResilientHandle` of this event stands for two kinds.
pub(super) fn scavenged(facts: &Facts<'_, '_>) -> Vec<Insight> {
    let kind = match (
        facts.is_set("ResilientHandle"),
        facts.is_set("DurableHandle"),
    ) {
        (true, _) => "a resilient or persistent handle",
        (false, true) => "a durable handle",
        (false, false) => "a handle",
    };
    let text = format!(
        "The server kept {kind} for a client that did not come back in time, then closed it. \
         Many in one second are the network or a host, not the client."
    );
    vec![Insight::matters("Handle", text)]
}

/// 1018 and 1019: only a failure matters.
pub(super) fn invalidated(facts: &Facts<'_, '_>) -> Vec<Insight> {
    status::all(facts)
}

/// 1002 and 1801: the filter that keeps handles over a fail-over.
pub(super) fn resume_key_filter(facts: &Facts<'_, '_>) -> Vec<Insight> {
    let mut insights = status::failures(facts);
    let text = format!(
        "{} cannot keep handles over a fail-over while the Resume Key filter is not attached to \
         its volume; “fltmc instances” on the server lists where it is.",
        facts.0.share_name().as_deref().unwrap_or("The share")
    );
    insights.push(Insight::matters("Availability", text));
    insights
}
