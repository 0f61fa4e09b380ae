//! Requests and responses of the trace channels: the command, and what came of it.

use std::fmt::Write as _;

use crate::catalog::Role;
use crate::events::insight::facts::Facts;
use crate::events::insight::{Insight, status};

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
    if let Some(name) = facts.0.file_name().or_else(|| facts.text("Path")) {
        let _ = write!(text, ": {name}");
    }
    text.push('.');
    text
}
