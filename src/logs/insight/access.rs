//! 1006: what was asked for, what a share's permissions grant, what is missing and why.

use super::Insight;
use super::facts::Facts;
use crate::catalog::Role;
use crate::values::access;
use crate::values::descriptor::{Decider, Decision, Descriptor};

/// The field that holds the share's permissions.
const DESCRIPTOR: &str = "ShareSecurityDescriptor";
/// How many of the descriptor's entries are told.
const ENTRIES: usize = 6;

/// 1006.
pub(super) fn denied(facts: &Facts<'_, '_>) -> Vec<Insight> {
    let mut insights = Vec::new();
    let (asked, granted) = (facts.bits("MappedAccess"), facts.bits("GrantedAccess"));
    let mut missing = 0;
    if let (Some(asked), Some(granted)) = (asked, granted) {
        missing = access::missing(asked, granted);
        insights.push(lacking(missing));
        insights.push(Insight::note("Asked for", access::described(asked)));
        insights.push(Insight::note("Granted", access::described(granted)));
    } else {
        let text = "The record does not hold both what was asked for and what was granted.";
        insights.push(Insight::note("Missing", text));
    }
    insights.extend(permissions(facts, missing));
    insights
}

fn lacking(missing: u32) -> Insight {
    match missing {
        0 => Insight::note(
            "Missing",
            "Nothing: the share grants all that was asked for, so that the refusal has another cause.",
        ),
        _ => Insight::matters("Missing", access::described(missing)),
    }
}

/// What the share's descriptor says about the missing rights.
fn permissions(facts: &Facts<'_, '_>, missing: u32) -> Vec<Insight> {
    let Some(view) = facts.field(DESCRIPTOR) else {
        let text = "The record holds no permissions of the share.";
        return vec![Insight::note("Permissions", text)];
    };
    let bytes = facts.bytes(DESCRIPTOR).unwrap_or_default();
    let Some(descriptor) = Descriptor::parse(&bytes) else {
        let text = format!(
            "These {} bytes are no security descriptor: who may do what cannot be told from them.",
            bytes.len()
        );
        return vec![Insight::note("Permissions", text)];
    };
    let mut insights = Vec::new();
    if missing != 0 {
        let decisions = descriptor.entries_about(missing);
        let is_denied = decisions
            .iter()
            .any(|decision| !decision.granted && matches!(decision.by, Decider::Entry(_)));
        let told = decisions.iter().take(ENTRIES);
        insights.extend(told.map(|decision| decides(&descriptor, decision, is_denied)));
        if decisions.len() > ENTRIES {
            let more = decisions.len() - ENTRIES;
            let text = format!("{more} more entries are about these rights.");
            insights.push(Insight::note("Permissions", text));
        }
    }
    if let Some(whole) = view.cut {
        let text = format!("Only the beginning of its {whole} bytes is kept: entries are missing.");
        insights.push(Insight::note("Permissions", text));
    } else if !descriptor.damage.is_empty() {
        let text = format!(
            "The descriptor is damaged: {}.",
            descriptor.damage.join("; ")
        );
        insights.push(Insight::note("Permissions", text));
    }
    if facts.role(Role::ShareName).is_some() {
        let text = "These are the share's own permissions; those of NTFS were not asked.";
        insights.push(Insight::note("Permissions", text));
    }
    insights
}

/// What an entry means for a user who did not get the rights. Which groups the user is in is not
/// in the record: an entry that denies them to a group may decide, and where none does, the user
/// is in no group that an entry allows them to.
fn decides(descriptor: &Descriptor, decision: &Decision, is_denied: bool) -> Insight {
    let sentence = descriptor.sentence(decision);
    let entry = match decision.by {
        Decider::Entry(place) => descriptor.dacl.entries().get(place),
        _ => None,
    };
    let is_everyone = entry.is_some_and(|entry| entry.trustee.alias() == Some("WD"));
    let tail = match (entry, decision.granted) {
        (Some(_), true) if is_denied || is_everyone => None,
        (Some(_), true) => Some("; this user is not among them."),
        (Some(_), false) if is_everyone => Some("."),
        (Some(_), false) => Some(", if the user belongs to it."),
        (None, is_granted) => (!is_granted).then_some("."),
    };
    match tail {
        Some(tail) => Insight::matters("Decided by", sentence + tail),
        None => Insight::note("Permissions", sentence + "."),
    }
}
