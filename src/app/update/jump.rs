//! Going to the next or the previous event of some kind: errors, hits of a search, relatives of
//! the selected event. Each kind is a filter that is evaluated once, in the background.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::count;
use crate::app::detail;
use crate::app::events_view::{Found, Jump, position};
use crate::app::message::{Effect, Purpose, WorkId};
use crate::app::mode::{Focus, View};
use crate::app::state::App;
use crate::filter::{self, Matches};
use crate::logs::{EventNumber, Store};

impl App {
    pub(in crate::app) fn jump_errors(&mut self, steps: isize, effects: &mut Vec<Effect>) {
        self.jump("level:error OR level:critical", "errors", steps, effects);
    }

    pub(in crate::app) fn jump_warnings(&mut self, steps: isize, effects: &mut Vec<Effect>) {
        self.jump("level:warning", "warnings", steps, effects);
    }

    /// Jumps among the events that have the selected field's value, or that are tied to the
    /// selected event by the best that it has: session, handle, connection, client.
    pub(in crate::app) fn jump_related(&mut self, steps: isize, effects: &mut Vec<Effect>) {
        let Some(event) = self.events.selected() else {
            return;
        };
        let mut items = detail::items(&event);
        let chosen = (self.focus == Focus::Reader && self.events.field < items.len())
            .then(|| items.swap_remove(self.events.field))
            .filter(|item| item.field.is_some() && !item.raw.is_empty());
        let Some(item) = chosen.or_else(|| detail::tie(&event)) else {
            self.note(
                "Nothing in this event ties it to others: no session, handle, client or user.",
            );
            return;
        };
        let term = detail::tied(&event, &item);
        let shown = item.decoded.as_deref().unwrap_or(&item.raw);
        let label = format!(
            "events of {} {}",
            item.name,
            crate::values::visible_line(shown)
        );
        self.jump(&term, &label, steps, effects);
    }

    /// Goes to the next hit of the search, in the catalog by its list.
    pub(in crate::app) fn next_hit(&mut self, steps: isize, effects: &mut Vec<Effect>) {
        match self.view {
            View::Catalog => self.step_list(crate::app::list::Step::Rows(steps)),
            View::Events => {
                let query = self.events.query.clone();
                self.jump_to_text(&query, steps, effects);
            }
            View::Files => {}
        }
    }

    /// Jumps among the events whose text holds `query`.
    pub(in crate::app) fn jump_to_text(
        &mut self,
        query: &str,
        steps: isize,
        effects: &mut Vec<Effect>,
    ) {
        let text = filter::term_for("", query, false);
        // The list shows ids too.
        let term = match query.parse::<u32>() {
            Ok(_) => format!("{} OR {text}", filter::term_for("event", query, false)),
            Err(_) => text,
        };
        let label = format!("events with “{query}”");
        self.jump(&term, &label, steps, effects);
    }

    fn jump(&mut self, term: &str, label: &str, steps: isize, effects: &mut Vec<Effect>) {
        if let Some(jump) = &mut self.events.jump
            && jump.filter == term
        {
            jump.steps += steps;
            self.take_steps();
            return;
        }
        let filter = match filter::parse(term) {
            Ok(filter) => Arc::new(filter),
            Err(error) => return self.complain(error.to_string()),
        };
        let id = self.next_work();
        effects.push(Effect::Match {
            id,
            purpose: Purpose::Jump,
            filter,
            store: self.events.store.clone(),
            within: None,
        });
        self.events.jump = Some(Jump {
            filter: term.to_owned(),
            label: label.to_owned(),
            found: Found::Awaited(id),
            steps,
        });
    }

    /// Takes the answer to a jump's question, if it is still asked.
    pub(super) fn jump_matched(&mut self, id: WorkId, matches: &Arc<Matches>) {
        if let Some(jump) = &mut self.events.jump
            && matches!(jump.found, Found::Awaited(awaited) if awaited == id)
        {
            let ids = ids(&self.events.store, matches.numbers());
            jump.found = Found::Known(Arc::clone(matches), ids);
            self.take_steps();
        }
    }

    /// Goes as many matching events on as was asked for, as soon as they are known.
    fn take_steps(&mut self) {
        let Some(jump) = &mut self.events.jump else {
            return;
        };
        let Found::Known(matches, ids) = &jump.found else {
            return;
        };
        let matches = Arc::clone(matches);
        let label = format!("{}{ids}", jump.label);
        let steps = std::mem::take(&mut jump.steps);
        let numbers = matches.numbers();
        let Some(from) = self.events.selected_number() else {
            return;
        };
        let to = match position(&self.events.store, numbers, from) {
            Ok(at) => at.checked_add_signed(steps),
            // The place of the next later match is one step on already.
            Err(after) if steps > 0 => after.checked_add_signed(steps - 1),
            Err(after) => after.checked_add_signed(steps),
        };
        let target = to.and_then(|to| numbers.get(to).map(|number| (to, *number)));
        let of = count(numbers.len());
        match target {
            Some((at, number)) => {
                self.select(number);
                self.note(format!("{} of {of} {label}", count(at + 1)));
            }
            None if numbers.is_empty() => self.note(format!("There are no {label} here.")),
            None if steps == 0 => self.note(format!("{of} {label}")),
            None if steps > 0 => self.note(format!("No later one among {of} {label}")),
            None => self.note(format!("No earlier one among {of} {label}")),
        }
    }

    /// Selects an event of the list, or the next later one.
    fn select(&mut self, number: EventNumber) {
        let (Ok(at) | Err(at)) = self.events.position(number);
        self.events.cursor.selected = at;
        let height = self.list_height(View::Events);
        let len = self.events.numbers().len();
        self.events.cursor.reveal(len, height);
        self.events.went();
    }
}

/// How many events are counted by id at most: what a keystroke can wait for.
const COUNTED: usize = 1_000_000;
/// How many ids are named.
const NAMED: usize = 4;

/// Of which ids events are, the most frequent first: `: 551 ×9, 1020 ×3`. Empty where there are
/// too many to count, or none.
fn ids(store: &Store, numbers: &[EventNumber]) -> String {
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
