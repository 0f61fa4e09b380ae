//! The steps of a jump: asking for the events, going to one, and trying wider kinds.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::sync::Arc;

use super::detail;
use super::jump::{Jump, JumpHits, JumpQuery, JumpState, without_filter};
use super::{EventsView, position};
use crate::app::message::{Effect, Purpose, WorkId};
use crate::app::mode::Focus;
use crate::app::views::view::Host;
use crate::filter::{self, Matches};
use crate::spelling::count;
use crate::store::EventNumber;

impl EventsView {
    pub(in crate::app) fn jump_errors(&mut self, steps: isize, host: &mut Host<'_>) {
        self.jump(JumpQuery::errors(), steps, host);
    }

    pub(in crate::app) fn jump_warnings(&mut self, steps: isize, host: &mut Host<'_>) {
        self.jump(JumpQuery::warnings(), steps, host);
    }

    /// Jumps among the events that have the selected field's value, or that share the best key of
    /// the selected event: session, handle, connection, client. A key that no other event has
    /// gives way to the next one.
    pub(in crate::app) fn jump_related(&mut self, steps: isize, host: &mut Host<'_>) {
        let Some(event) = self.selected() else {
            return;
        };
        let mut items = detail::items(&event);
        let chosen = (host.focus == Focus::Reader && self.field < items.len())
            .then(|| items.swap_remove(self.field))
            .filter(|item| item.field.is_some() && !item.raw.is_empty());
        let items = chosen.map_or_else(|| detail::related_keys(&event), |item| vec![item]);
        let queries = items.iter().map(|item| JumpQuery::related(&event, item));
        let mut queries: VecDeque<JumpQuery> = queries.collect();
        // From event to event of a key it stays that key.
        if let Some(jump) = &self.jump
            && jump.last.is_some()
            && jump.last == self.selected_number()
            && let Some(at) = queries.iter().position(|query| *query == jump.query)
        {
            queries.drain(..at);
        }
        let Some(closest) = queries.pop_front() else {
            host.out.info(
                "Nothing in this event ties it to others: no session, handle, client, user or share.",
            );
            return;
        };
        if let Some(jump) = &mut self.jump
            && jump.query == closest
        {
            jump.alone = None;
            jump.wider = queries;
            return self.jump(closest, steps, host);
        }
        self.jump(closest, steps, host);
        if let Some(jump) = &mut self.jump {
            jump.wider = queries;
        }
    }

    /// Goes to the first event whose text holds the query, from where the search began.
    pub(super) fn search_for(&mut self, query: &str, host: &mut Host<'_>) {
        let from = self.search_from;
        query.clone_into(&mut self.panes.query);
        self.jump = None;
        if query.trim().is_empty() {
            self.return_to(from, host.height);
        } else {
            self.jump(JumpQuery::text(query.trim()), 1, host);
            if let Some(jump) = &mut self.jump {
                jump.from = from;
            }
        }
    }

    /// Goes back to the event at which a search began.
    pub(super) fn return_to(&mut self, from: Option<EventNumber>, height: usize) {
        if let Some(number) = from {
            self.select(number, height);
        }
    }

    /// Goes so many events of a kind on, once they are known.
    pub(super) fn jump(&mut self, query: JumpQuery, steps: isize, host: &mut Host<'_>) {
        if let Some(jump) = &mut self.jump
            && jump.query == query
        {
            jump.steps += steps;
            self.take_steps(host);
            return;
        }
        let filter = match filter::parse(&query.filter) {
            Ok(filter) => Arc::new(filter),
            Err(error) => return host.out.error(error.to_string()),
        };
        let id = host.out.next_work();
        // That an event is the only one of its session is said only of all that is loaded.
        let within = match query.key {
            Some(_) => None,
            None => self.shown.clone(),
        };
        host.out.push(Effect::Match {
            id,
            purpose: Purpose::Jump,
            filter,
            store: self.store.clone(),
            within,
        });
        self.jump = Some(Jump {
            query,
            state: JumpState::Awaited(id),
            steps,
            from: None,
            wider: VecDeque::new(),
            alone: None,
            last: None,
        });
    }

    /// Takes the events that a jump awaits.
    pub(super) fn jump_matched(&mut self, id: WorkId, matches: &Matches, host: &mut Host<'_>) {
        let shown = self.shown.as_deref();
        if let Some(jump) = &mut self.jump
            && matches!(jump.state, JumpState::Awaited(awaited) if awaited == id)
        {
            let is_shown = |number| shown.is_none_or(|shown| shown.contains(number));
            let hits = JumpHits::new(&self.store, matches.numbers(), is_shown);
            jump.state = JumpState::Known(Arc::new(hits));
            self.take_steps(host);
        }
    }

    /// Goes as many matching events on as was asked for, as soon as they are known.
    fn take_steps(&mut self, host: &mut Host<'_>) {
        let Some(jump) = &mut self.jump else {
            return;
        };
        let JumpState::Known(hits) = &jump.state else {
            return;
        };
        let hits = Arc::clone(hits);
        let numbers = hits.numbers.as_slice();
        if numbers.len() <= 1
            && let Some(wider) = jump.wider.pop_front()
        {
            return self.widen(wider, hits.hidden, host);
        }
        let kind = jump.query.kind(numbers.len());
        let mut tail = String::new();
        if let Some((key, hidden)) = &jump.alone {
            let _ = match hidden {
                0 => write!(tail, " (no other of this {key})"),
                _ => write!(tail, " ({key}: none{})", without_filter(*hidden)),
            };
        }
        tail.push_str(&hits.ids);
        let hidden = without_filter(hits.hidden);
        let steps = std::mem::take(&mut jump.steps);
        let began = jump.from.take();
        let selected = self.selected_number();
        let Some(from) = began.or(selected) else {
            return;
        };
        let to = match position(&self.store, numbers, from) {
            Ok(at) if began.is_some() => Some(at),
            Ok(at) => at.checked_add_signed(steps),
            // The place of the next later match is one step on already.
            Err(after) if steps > 0 => after.checked_add_signed(steps - 1),
            Err(after) => after.checked_add_signed(steps),
        };
        let target = to.and_then(|to| numbers.get(to).map(|number| (to, *number)));
        let of = count(numbers.len());
        if let Some((at, number)) = target {
            self.select(number, host.height);
            if let Some(jump) = &mut self.jump {
                jump.last = Some(number);
            }
            let at = count(at + 1);
            return host.out.info(format!("{at} of {of} {kind}{tail}"));
        }
        self.return_to(began, host.height);
        host.out.info(match numbers.len() {
            0 => format!("There are no {kind} here."),
            1 if selected == numbers.first().copied() => format!("No other {kind}{hidden}{tail}"),
            _ if steps == 0 => format!("{of} {kind}{tail}"),
            _ if steps > 0 => format!("No later one among {of} {kind}{hidden}{tail}"),
            _ => format!("No earlier one among {of} {kind}{hidden}{tail}"),
        });
    }

    /// Jumps among a wider kind, since the selected event is the only one of the kind before.
    fn widen(&mut self, wider: JumpQuery, hidden: usize, host: &mut Host<'_>) {
        let Some(before) = self.jump.take() else {
            return;
        };
        let closest = before.query.key.unwrap_or_default();
        let alone = before.alone.unwrap_or((closest, hidden));
        self.jump(wider, before.steps, host);
        if let Some(jump) = &mut self.jump {
            jump.wider = before.wider;
            jump.alone = Some(alone);
        }
    }
}
