//! Insights, which lead an event's detail: sentences made of what its values say together. One table
//! of rules by provider and event id; of any other event, the meaning of its status.

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
use super::keyed::{self, Entry};
use super::pair::{REQUESTS, RESPONSES};
use crate::catalog::SMB_SERVER;
pub use conclusion::{Insight, Weight};
use facts::Facts;

/// Draws conclusions from an event's values.
type Rule = fn(&Facts<'_, '_>) -> Vec<Insight>;

/// The rule of each event that has one, by provider and event id.
#[rustfmt::skip] // A row a line: the table is read across.
const RULES: &[Entry<Rule>] = &[
    (SMB_SERVER, REQUESTS, trace::request),
    (SMB_SERVER, RESPONSES, trace::response),
    (SMB_SERVER, &[551], logon::failure),
    (SMB_SERVER, &[1001], settings::smb1_refused),
    (SMB_SERVER, &[1002, 1801], handles::resume_key_filter),
    (SMB_SERVER, &[1003], negotiation::unencrypted),
    (SMB_SERVER, &[1004], negotiation::wrongly_signed),
    (SMB_SERVER, &[1005], negotiation::changed),
    (SMB_SERVER, &[1006], access::denied),
    (SMB_SERVER, &[1007], logon::anonymous_share),
    (SMB_SERVER, &[1009], logon::anonymous_session),
    (SMB_SERVER, &[1012], network::name_changed),
    (SMB_SERVER, &[1015], negotiation::undecrypted),
    (SMB_SERVER, &[1016], handles::reopen_failed),
    (SMB_SERVER, &[1017], handles::scavenged),
    (SMB_SERVER, &[1018, 1019], handles::invalidated),
    (SMB_SERVER, &[1020], storage::slow),
    (SMB_SERVER, &[1021], settings::lm_level),
    (SMB_SERVER, &[1028], settings::cluster_dialect),
    (SMB_SERVER, &[1030], storage::completion_failed),
    (SMB_SERVER, &[1031, 1032], storage::live_dump),
    (SMB_SERVER, &[1043], network::rdma_closed),
    (SMB_SERVER, &[1804, 3003], settings::smb1_unused),
    (SMB_SERVER, &[3000, 3002], settings::smb1_client),
];

/// The insights of an event, those that weigh most first; none where its values say no more than
/// its message does.
pub fn insights(event: &Event<'_>) -> Vec<Insight> {
    let facts = Facts(event);
    match keyed::find(RULES, event) {
        Some(rule) => rule(&facts),
        None => status::failures(&facts),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::RULES;
    use crate::catalog::{Catalog, same_provider};

    #[test]
    fn every_rule_is_about_events_of_the_catalog_and_no_event_has_two() {
        let catalog = Catalog::builtin();
        let mut seen = HashSet::new();
        for (provider, ids, _) in RULES {
            for id in *ids {
                assert!(
                    seen.insert((provider.to_lowercase(), id)),
                    "{provider} {id}"
                );
                let mut rows = catalog.rows_of_id(*id).map(|row| &catalog.rows()[row]);
                let is_known = rows.any(|row| same_provider(&row.provider, provider));
                assert!(is_known, "{provider} {id}");
            }
        }
    }
}
