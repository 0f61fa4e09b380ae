//! Requests and responses of the trace channels: the command, and what came of it.

use std::fmt::Write as _;

use crate::catalog::Role;
use crate::events::insight::facts::Facts;
use crate::events::insight::{Insight, status};

/// The events that trace a request.
pub(super) const REQUESTS: &[u32] = &[
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
];
/// The events that trace a response: a request's id and 100, and 122 for any that failed. Nothing
/// answers 7 (CANCEL) and 14 (a broken lease is told to the client).
pub(super) const RESPONSES: &[u32] = &[
    101, 102, 103, 104, 105, 106, 108, 109, 110, 111, 112, 113, 115, 116, 117, 118, 119, 120, 121,
    122,
];

/// A request.
pub(super) fn request(facts: &Facts<'_, '_>) -> Vec<Insight> {
    vec![Insight::note("Request", message(facts))]
}

/// A response: its status where it is no success.
pub(super) fn response(facts: &Facts<'_, '_>) -> Vec<Insight> {
    let mut insights = status::failures(facts);
    insights.push(Insight::note("Response", message(facts)));
    insights
}

/// The command and the message id, which request and response share.
fn message(facts: &Facts<'_, '_>) -> String {
    let mut text = facts
        .role(Role::Command)
        .unwrap_or_else(|| "A command that the record does not name".to_owned());
    if let Some(id) = facts.role(Role::MessageId) {
        let _ = write!(text, ", message {id}");
    }
    if let Some(name) = facts.role(Role::FileName).or_else(|| facts.text("Path")) {
        let _ = write!(text, ": {name}");
    }
    text.push('.');
    text
}
