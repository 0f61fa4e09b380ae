//! What leads an event's detail: sentences made of what its values say together. One table from
//! event ids to what is known of them; of any other event, what its status means.

mod access;
mod conclusion;
mod facts;
mod handles;

mod logon;
mod negotiation;
mod network;
mod settings;
mod status;
mod storage;
mod trace;

use super::event::Event;
use super::summary::SMB_SERVER;
pub use conclusion::{Insight, Weight};
use facts::Facts;

/// What is said of some events of the SMB server.
type Rule = fn(&Facts<'_, '_>) -> Vec<Insight>;

/// What is said of which of the SMB server's events.
const RULES: &[(&[u32], Rule)] = &[
    (trace::REQUESTS, trace::request),
    (trace::RESPONSES, trace::response),
    (&[551], logon::failure),
    (&[1001], settings::smb1_refused),
    (&[1002, 1801], handles::resume_key_filter),
    (&[1003], negotiation::unencrypted),
    (&[1004], negotiation::wrongly_signed),
    (&[1005], negotiation::changed),
    (&[1006], access::denied),
    (&[1007], logon::anonymous_share),
    (&[1009], logon::anonymous_session),
    (&[1012], network::name_changed),
    (&[1015], negotiation::undecrypted),
    (&[1016], handles::reopen_failed),
    (&[1017], handles::scavenged),
    (&[1018, 1019], handles::invalidated),
    (&[1020], storage::slow),
    (&[1021], settings::lm_level),
    (&[1028], settings::cluster_dialect),
    (&[1030], storage::completion_failed),
    (&[1031, 1032], storage::live_dump),
    (&[1043], network::rdma_closed),
    (&[1804, 3003], settings::smb1_unused),
    (&[3000, 3002], settings::smb1_client),
];

/// What an event's values say together, what weighs most first; nothing where they say no more
/// than its message does.
pub fn insights(event: &Event<'_>) -> Vec<Insight> {
    let facts = Facts(event);
    let id = event.system().event_id;
    let of_provider = *event.system().provider == *SMB_SERVER;
    let rule = RULES
        .iter()
        .find(|(ids, _)| of_provider && ids.contains(&id));
    match rule {
        Some((_, rule)) => rule(&facts),
        None => status::failures(&facts),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::RULES;
    use crate::catalog::Catalog;

    #[test]
    fn every_rule_is_about_events_of_the_catalog_and_no_event_has_two() {
        let catalog = Catalog::builtin();
        let mut seen = HashSet::new();
        for id in RULES.iter().flat_map(|(ids, _)| *ids) {
            assert!(seen.insert(id), "{id}");
            assert!(catalog.rows_of_id(*id).next().is_some(), "{id}");
        }
    }
}
