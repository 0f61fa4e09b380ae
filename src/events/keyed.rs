//! Tables of what is known of events, keyed by provider and event id.

use super::event::Event;
use crate::catalog::same_provider;

/// A provider, ids of its events, and what is known of them.
pub(super) type Entry<T> = (&'static str, &'static [u32], T);

/// Returns what a table knows of an event.
pub(super) fn find<T>(table: &'static [Entry<T>], event: &Event<'_>) -> Option<&'static T> {
    let system = event.system();
    let entry = table.iter().find(|(provider, ids, _)| {
        ids.contains(&system.event_id) && same_provider(provider, &system.provider)
    })?;
    Some(&entry.2)
}
