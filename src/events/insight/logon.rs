//! Logons that were refused: why, and what the SPN validation had to do with it; clients that
//! came without credentials.

use crate::catalog::Role;
use crate::events::insight::facts::Facts;
use crate::events::insight::{Insight, Weight, status};
use crate::values::status::{StatusGroup, group};

/// 551: the group of its status, what the status means, what the SPN policy did.
pub(super) fn failure(facts: &Facts<'_, '_>) -> Vec<Insight> {
    let mut insights = Vec::new();
    if let Some(group) = facts.status().and_then(group) {
        insights.push(Insight::matters("Kind of failure", kind(group)));
    }
    insights.extend(status::all(facts));
    insights.extend(spn(facts));
    insights
}

fn kind(group: StatusGroup) -> &'static str {
    match group {
        StatusGroup::Guessing => "Guessing: a wrong name or password.",
        StatusGroup::Lockout => "Lock-out: the account is locked.",
        StatusGroup::Account => "Account: its state or its restrictions refuse the logon.",
        StatusGroup::Policy => "Policy: the account is well, a policy refuses the logon.",
        StatusGroup::Infra => {
            "Infrastructure: the logon could not be checked; no sign of an attack."
        }
    }
}

/// The policy says whether a client must name the service that it wants (`SpnValidationPolicy` in
/// the provider's manifest): 0 validates nothing, 1 and 2 only what is presented, 3 and 4 refuse
/// a client that presents nothing.
fn spn(facts: &Facts<'_, '_>) -> Option<Insight> {
    if !facts.has_field("SPNValidationPolicy") {
        return None;
    }
    let Some(policy) = facts.field("SPNValidationPolicy") else {
        return Some(Insight::note(
            "SPN",
            "The record does not say what the policy is.",
        ));
    };
    let presented = match facts.role(Role::Spn) {
        Some(spn) => format!("The client presented {spn}"),
        None => "The client presented no SPN".to_owned(),
    };
    let is_empty = facts.0.role(Role::Spn).is_none();
    let (did, matters) = match (policy.raw.as_u64(), is_empty) {
        (Some(0), _) => ("nothing is validated, so that it played no part", false),
        (Some(1 | 2), true) => ("the policy accepts that, so that it played no part", false),
        (Some(1 | 3), false) => ("its service name was validated", false),
        (Some(2 | 4), false) => ("it was validated in full", false),
        (Some(3 | 4), true) => (
            "the policy requires one, which alone refuses the logon",
            true,
        ),
        _ => ("what this policy does is not documented", false),
    };
    let text = format!("{presented}; {did} (policy: {}).", policy.in_message());
    let weight = if matters {
        Weight::Matters
    } else {
        Weight::Note
    };
    Some(Insight::new("SPN", text, weight))
}

/// 1007: a share that anonymous clients may not use.
pub(super) fn anonymous_share(facts: &Facts<'_, '_>) -> Vec<Insight> {
    let share = facts.0.share_name();
    let text = format!(
        "{} came without credentials, and {} is not open to such clients. One share is a device \
         with wrong settings; many shares in a row are somebody looking around.",
        facts.client(),
        share.as_deref().unwrap_or("the share")
    );
    vec![Insight::matters("Anonymous", text)]
}

/// 1009: a server that anonymous clients may not use.
pub(super) fn anonymous_session(facts: &Facts<'_, '_>) -> Vec<Insight> {
    let text = format!(
        "{} came without credentials and got no session. Printers, scanners and inventories do \
         so by mistake; a client that nobody knows does it to look around.",
        facts.client()
    );
    vec![Insight::matters("Anonymous", text)]
}
