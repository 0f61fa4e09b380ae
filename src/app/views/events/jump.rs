//! A jump to the next event of some kind: an error, a hit of a search, a relative of the selected
//! event. Each kind is a filter that is evaluated once, in the background.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use super::detail::{self, Item};
use crate::app::message::WorkId;
use crate::catalog::Role;
use crate::events::Event;
use crate::filter;
use crate::spelling::count;
use crate::store::{EventNumber, Store};
use crate::values;

/// The events to jump among, and the jump under way.
#[derive(Debug)]
pub(super) struct Jump {
    pub(super) query: JumpQuery,
    pub(super) state: JumpState,
    /// The number of events to go forward or (negative) back once they are known.
    pub(super) steps: isize,
    /// The event to go from, which counts as a step itself while a search is typed; none for the
    /// selected event.
    pub(super) from: Option<EventNumber>,
    /// Queries to try in turn where the selected event is the only one of its kind.
    pub(super) wider: VecDeque<JumpQuery>,
    /// The key that led to no other event, and how many it leads to without the filter; for the
    /// status line.
    pub(super) alone: Option<(String, usize)>,
    /// The event that was gone to last.
    pub(super) last: Option<EventNumber>,
}

/// A kind of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct JumpQuery {
    /// The filter that they match.
    pub(super) filter: String,
    /// The word for one of them; an `s` makes it many.
    noun: &'static str,
    /// What they have in common, after the noun.
    common: String,
    /// The name of the field whose value they share with the selected event, if it is one.
    pub(super) key: Option<String>,
}

/// The progress of a jump.
#[derive(Debug)]
pub(super) enum JumpState {
    /// The filter is being evaluated.
    Awaited(WorkId),
    /// The events are known.
    Known(Arc<JumpHits>),
}

/// The shown events that match a jump's filter.
#[derive(Debug)]
pub(super) struct JumpHits {
    /// Their numbers, oldest first.
    pub(super) numbers: Vec<EventNumber>,
    /// Their ids, in words.
    pub(super) ids: String,
    /// The number of those that the list's filter hides, where they were looked for.
    pub(super) hidden: usize,
}

impl JumpHits {
    /// Parts the matching events into those of the list and hidden ones.
    pub(super) fn new(
        store: &Store,
        all: &[EventNumber],
        is_shown: impl Fn(EventNumber) -> bool,
    ) -> Self {
        let numbers = all.iter().copied().filter(|&number| is_shown(number));
        let numbers: Vec<_> = numbers.collect();
        Self {
            ids: ids(store, &numbers),
            hidden: all.len() - numbers.len(),
            numbers,
        }
    }
}

impl JumpQuery {
    fn new(filter: &str, noun: &'static str, common: &str) -> Self {
        Self {
            filter: filter.to_owned(),
            noun,
            common: common.to_owned(),
            key: None,
        }
    }

    pub(super) fn errors() -> Self {
        Self::new("level:error OR level:critical", "error", "")
    }

    pub(super) fn warnings() -> Self {
        Self::new("level:warning", "warning", "")
    }

    /// The events whose text holds `query`.
    pub(super) fn text(query: &str) -> Self {
        let text = filter::term_for("", query);
        // The list shows ids too.
        let filter = match query.parse::<u32>() {
            Ok(_) => format!("{} OR {text}", filter::term_for("event", query)),
            Err(_) => text,
        };
        Self::new(&filter, "event", &format!("with “{query}”"))
    }

    /// The events that have an item's value.
    pub(super) fn related(event: &Event<'_>, item: &Item<'_>) -> Self {
        let shown = match item.field.and_then(|view| view.field?.role) {
            // Its port belongs to one connection.
            Some(Role::ClientAddress) => &item.term.1,
            _ => item.decoded.as_deref().unwrap_or(&item.raw),
        };
        let common = format!("of {} {}", item.name, values::visible_line(shown));
        Self {
            key: Some(item.name.clone().into_owned()),
            ..Self::new(&detail::related_filter(event, item), "event", &common)
        }
    }

    /// The words for so many events of the kind.
    pub(super) fn kind(&self, many: usize) -> String {
        let plural = if many == 1 { "" } else { "s" };
        let blank = if self.common.is_empty() { "" } else { " " };
        format!("{}{plural}{blank}{}", self.noun, self.common)
    }
}

/// The words for events that only the filter hides.
pub(super) fn without_filter(hidden: usize) -> String {
    match hidden {
        0 => String::new(),
        _ => format!(" under this filter, {} without it", count(hidden)),
    }
}

/// The ids of events, the most frequent first: `: 551 ×9, 1020 ×3`. Empty where there are too many
/// events to count, or none.
fn ids(store: &Store, numbers: &[EventNumber]) -> String {
    /// The most events that a keystroke can wait for.
    const COUNTED: usize = 1_000_000;
    const NAMED: usize = 4;
    if numbers.is_empty() || numbers.len() > COUNTED {
        return String::new();
    }
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for &number in numbers {
        let id = store.event(number).system().event_id;
        *counts.entry(id).or_default() += 1;
    }
    let mut counts: Vec<(u32, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    let named = counts.iter().take(NAMED);
    let mut parts: Vec<String> = named
        .map(|(id, times)| format!("{id} ×{}", count(*times)))
        .collect();
    if counts.len() > NAMED {
        parts.push(format!("{} more ids", counts.len() - NAMED));
    }
    format!(": {}", parts.join(", "))
}
