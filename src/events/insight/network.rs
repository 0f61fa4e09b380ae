//! Names, addresses and connections of the server's network.

use std::fmt::Write as _;
use std::time::Duration;

use crate::events::insight::Insight;
use crate::events::insight::facts::Facts;
use crate::values::duration;

/// The time that closing an RDMA connection may take before the adapter is suspect: the document of
/// the provider says so of event 1043.
const RDMA_LIMIT: Duration = Duration::from_mins(2);

/// 1012: which name at which address, and what that interface can do.
pub(super) fn name_changed(facts: &Facts<'_, '_>) -> Vec<Insight> {
    let mut text = facts.text("NetName").unwrap_or_else(|| "A name".to_owned());
    if let Some(address) = facts.0.server_address() {
        let _ = write!(text, " at {address}");
    }
    if let Some(change) = facts.text("ChangeType") {
        let _ = write!(text, ": {change}");
    }
    let speed = facts.text("LinkSpeed");
    let speed = facts
        .field("LinkSpeed")
        .and_then(|view| view.decoded())
        .or(speed);
    for part in [speed, facts.text("Capability")].into_iter().flatten() {
        let _ = write!(text, ", {part}");
    }
    vec![Insight::note("Network name", text)]
}

/// 1043.
pub(super) fn rdma_closed(facts: &Facts<'_, '_>) -> Vec<Insight> {
    let Some(length) = facts.number("CloseOperationDurationInMillieconds") else {
        return vec![Insight::note(
            "RDMA",
            "The record does not say how long it took.",
        )];
    };
    let length = Duration::from_millis(length);
    let took = format!("Closing the connection took {}", duration(length));
    vec![if length > RDMA_LIMIT {
        let limit = duration(RDMA_LIMIT);
        let text = format!("{took}; above {limit} the RDMA adapter or its driver is suspect.");
        Insight::matters("RDMA", text)
    } else {
        Insight::note("RDMA", format!("{took}, as it should."))
    }]
}
