//! 1006: what was asked for, what a share's permissions grant, what is missing and why.

use crate::events::insight::facts::Facts;
use crate::events::insight::{Insight, Weight};
use crate::values::access;
use crate::values::descriptor::{Decider, Decision, Descriptor};

/// The field that holds the share's permissions.
const DESCRIPTOR: &str = "ShareSecurityDescriptor";
/// The number of the descriptor's entries that are shown.
const ENTRIES: usize = 6;

/// 1006.
pub(super) fn denied(facts: &Facts<'_, '_>) -> Vec<Insight> {
    let (asked, granted) = (facts.bits("MappedAccess"), facts.bits("GrantedAccess"));
    let (Some(asked), Some(granted)) = (asked, granted) else {
        let text = "The record does not hold both what was asked for and what was granted.";
        let mut insights = vec![Insight::note("Missing", text)];
        insights.extend(permissions(facts, 0));
        return insights;
    };
    let missing = access::missing(asked, granted);
    let mut insights = permissions(facts, missing);
    // What decides comes first, then what was decided, then what else is known.
    let deciding = insights
        .iter()
        .take_while(|insight| insight.weight == Weight::Matters)
        .count();
    let rights = [
        lacking(missing),
        Insight::note("Asked for", rights(asked)),
        Insight::note("Granted", rights(granted)),
    ];
    insights.splice(deciding..deciding, rights);
    insights
}

/// The rights in words: the name of a usual set, or each right's.
fn rights(mask: u32) -> String {
    let described = access::described(mask);
    let names = described
        .split_once(" (")
        .and_then(|(_, names)| names.strip_suffix(')'));
    names.unwrap_or(&described).replace(" | ", ", ")
}

fn lacking(missing: u32) -> Insight {
    match missing {
        0 => Insight::note(
            "Missing",
            "Nothing: the share grants all that was asked for, so that the refusal has another cause.",
        ),
        _ => Insight::matters("Missing", rights(missing)),
    }
}

/// The insights into the missing rights that the share's descriptor gives.
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
        let shown = decisions.iter().take(ENTRIES);
        let user = facts.user();
        let user = user.as_deref().unwrap_or("the user");
        insights.extend(shown.map(|decision| decides(&descriptor, decision, is_denied, user)));
        insights.sort_by_key(|insight| insight.weight != Weight::Matters);
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
    if facts.0.share_name().is_some() {
        let text = "These are the share's own permissions; those of NTFS were not asked.";
        insights.push(Insight::note("Permissions", text));
    }
    insights
}

/// The meaning of an entry for a user who did not get the rights. Which groups the user is in is not
/// in the record: an entry that denies them to a group may decide, and where none does, the user
/// is in no group that an entry allows them to.
fn decides(descriptor: &Descriptor, decision: &Decision, is_denied: bool, user: &str) -> Insight {
    let named = rights(decision.rights);
    let entry = match decision.by {
        Decider::Entry(place) => descriptor.dacl.entries().get(place).map(|ace| (place, ace)),
        Decider::NoEntry => None,
        Decider::NoList => {
            return Insight::note("Permissions", "There is no DACL, which allows everything.");
        }
        Decider::Damaged => {
            return Insight::matters("Denied by", "a DACL that cannot be read.");
        }
    };
    let Some((place, ace)) = entry else {
        let text = format!("default: no entry allows {named} to anybody.");
        return Insight::matters("Denied by", text);
    };
    let (number, trustee) = (place + 1, ace.trustee.described());
    let is_everyone = ace.trustee.alias() == Some("WD");
    let whole = rights(ace.mask);
    match decision.granted {
        false if is_everyone => Insight::matters(
            "Denied by",
            format!("entry {number}: deny {whole} to {trustee}."),
        ),
        false => Insight::matters(
            "Denied by",
            format!(
                "entry {number}: deny {whole} to {trustee} (the log does not say whether {user} \
                 is a member)."
            ),
        ),
        true if is_denied || is_everyone => Insight::note(
            "Permissions",
            format!("Entry {number} allows {whole} to {trustee}."),
        ),
        true => Insight::matters(
            "Allowed to",
            format!("{trustee}: {whole} (entry {number}); {user} is not a member."),
        ),
    }
}
