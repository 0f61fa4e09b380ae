//! Going to the next or the previous event of some kind: errors, hits of a search, relatives of
//! the selected event. Each kind is a filter that is evaluated once, in the background.

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write as _;
use std::sync::Arc;

use crate::app::count;
use crate::app::detail::{self, Item};
use crate::app::events_view::{Found, Jump, Known, Sought, position};
use crate::app::message::{Effect, Purpose, WorkId};
use crate::app::mode::{Focus, View};
use crate::app::state::App;
use crate::catalog::Role;
use crate::events::Event;
use crate::filter::{self, Matches};
use crate::store::{EventNumber, Store};
use crate::values;

impl App {
    pub(in crate::app) fn jump_errors(&mut self, steps: isize, effects: &mut Vec<Effect>) {
        let sought = Sought::new("level:error OR level:critical", "error", "");
        self.jump(sought, steps, effects);
    }

    pub(in crate::app) fn jump_warnings(&mut self, steps: isize, effects: &mut Vec<Effect>) {
        self.jump(Sought::new("level:warning", "warning", ""), steps, effects);
    }

    /// Jumps among the events that have the selected field's value, or that are tied to the
    /// selected event by the best that it has: session, handle, connection, client. A tie that no
    /// other event has gives way to the next one.
    pub(in crate::app) fn jump_related(&mut self, steps: isize, effects: &mut Vec<Effect>) {
        let Some(event) = self.events.selected() else {
            return;
        };
        let mut items = detail::items(&event);
        let chosen = (self.focus == Focus::Reader && self.events.field < items.len())
            .then(|| items.swap_remove(self.events.field))
            .filter(|item| item.field.is_some() && !item.raw.is_empty());
        let items = chosen.map_or_else(|| detail::ties(&event), |item| vec![item]);
        let mut ties: VecDeque<Sought> = items.iter().map(|item| tie(&event, item)).collect();
        // From event to event of a tie it stays that tie.
        if let Some(jump) = &self.events.jump
            && jump.landed.is_some()
            && jump.landed == self.events.selected_number()
            && let Some(at) = ties.iter().position(|tie| *tie == jump.sought)
        {
            ties.drain(..at);
        }
        let Some(closest) = ties.pop_front() else {
            self.note(
                "Nothing in this event ties it to others: no session, handle, client, user or share.",
            );
            return;
        };
        if let Some(jump) = &mut self.events.jump
            && jump.sought == closest
        {
            jump.alone = None;
            jump.wider = ties;
            return self.jump(closest, steps, effects);
        }
        self.jump(closest, steps, effects);
        if let Some(jump) = &mut self.events.jump {
            jump.wider = ties;
        }
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
        self.jump(text_sought(query), steps, effects);
    }

    /// Goes to the first event whose text holds what is typed of a search, from where it began.
    pub(super) fn search_events(&mut self, query: &str, effects: &mut Vec<Effect>) {
        let from = self.events.search_from;
        query.clone_into(&mut self.events.query);
        self.events.jump = None;
        if query.trim().is_empty() {
            self.return_to(from);
        } else {
            self.jump(text_sought(query.trim()), 1, effects);
            if let Some(jump) = &mut self.events.jump {
                jump.from = from;
            }
        }
    }

    /// Goes back to the event at which a search began.
    pub(super) fn return_to(&mut self, from: Option<EventNumber>) {
        if let Some(number) = from {
            self.select(number);
        }
    }

    fn jump(&mut self, sought: Sought, steps: isize, effects: &mut Vec<Effect>) {
        if let Some(jump) = &mut self.events.jump
            && jump.sought == sought
        {
            jump.steps += steps;
            self.take_steps(effects);
            return;
        }
        let filter = match filter::parse(&sought.filter) {
            Ok(filter) => Arc::new(filter),
            Err(error) => return self.complain(error.to_string()),
        };
        let id = self.next_work();
        // That an event is the only one of its session is said only of all that is loaded.
        let within = match sought.tie {
            Some(_) => None,
            None => self.events.shown.clone(),
        };
        effects.push(Effect::Match {
            id,
            purpose: Purpose::Jump,
            filter,
            store: self.events.store.clone(),
            within,
        });
        self.events.jump = Some(Jump {
            sought,
            found: Found::Awaited(id),
            steps,
            from: None,
            wider: VecDeque::new(),
            alone: None,
            landed: None,
        });
    }

    /// Takes the answer to a jump's question, if it is still asked.
    pub(super) fn jump_matched(
        &mut self,
        id: WorkId,
        matches: &Arc<Matches>,
        effects: &mut Vec<Effect>,
    ) {
        let shown = self.events.shown.as_deref();
        if let Some(jump) = &mut self.events.jump
            && matches!(jump.found, Found::Awaited(awaited) if awaited == id)
        {
            let is_shown = |number: &EventNumber| shown.is_none_or(|shown| shown.contains(*number));
            let all = matches.numbers();
            let numbers: Vec<_> = all.iter().copied().filter(is_shown).collect();
            jump.found = Found::Known(Arc::new(Known {
                ids: ids(&self.events.store, &numbers),
                hidden: all.len() - numbers.len(),
                numbers,
            }));
            self.take_steps(effects);
        }
    }

    /// Goes as many matching events on as was asked for, as soon as they are known.
    fn take_steps(&mut self, effects: &mut Vec<Effect>) {
        let Some(jump) = &mut self.events.jump else {
            return;
        };
        let Found::Known(known) = &jump.found else {
            return;
        };
        let known = Arc::clone(known);
        let numbers = known.numbers.as_slice();
        if numbers.len() <= 1
            && let Some(wider) = jump.wider.pop_front()
        {
            return self.widen(wider, known.hidden, effects);
        }
        let kind = jump.sought.kind(numbers.len());
        let mut tail = String::new();
        if let Some((tie, hidden)) = &jump.alone {
            let _ = match hidden {
                0 => write!(tail, " (no other of this {tie})"),
                _ => write!(tail, " ({tie}: none{})", without_filter(*hidden)),
            };
        }
        tail.push_str(&known.ids);
        let hidden = without_filter(known.hidden);
        let steps = std::mem::take(&mut jump.steps);
        let began = jump.from.take();
        let selected = self.events.selected_number();
        let Some(from) = began.or(selected) else {
            return;
        };
        let to = match position(&self.events.store, numbers, from) {
            Ok(at) if began.is_some() => Some(at),
            Ok(at) => at.checked_add_signed(steps),
            // The place of the next later match is one step on already.
            Err(after) if steps > 0 => after.checked_add_signed(steps - 1),
            Err(after) => after.checked_add_signed(steps),
        };
        let target = to.and_then(|to| numbers.get(to).map(|number| (to, *number)));
        let of = count(numbers.len());
        if let Some((at, number)) = target {
            self.select(number);
            if let Some(jump) = &mut self.events.jump {
                jump.landed = Some(number);
            }
            self.note(format!("{} of {of} {kind}{tail}", count(at + 1)));
            return;
        }
        self.return_to(began);
        let none = match numbers.len() {
            0 => format!("There are no {kind} here."),
            1 if selected == numbers.first().copied() => format!("No other {kind}{hidden}{tail}"),
            _ if steps == 0 => format!("{of} {kind}{tail}"),
            _ if steps > 0 => format!("No later one among {of} {kind}{hidden}{tail}"),
            _ => format!("No earlier one among {of} {kind}{hidden}{tail}"),
        };
        self.note(none);
    }

    /// Seeks events of a wider kind, since the selected one is the only one of the kind before.
    fn widen(&mut self, wider: Sought, hidden: usize, effects: &mut Vec<Effect>) {
        let Some(before) = self.events.jump.take() else {
            return;
        };
        let closest = before.sought.tie.unwrap_or_default();
        let alone = before.alone.unwrap_or((closest, hidden));
        self.jump(wider, before.steps, effects);
        if let Some(jump) = &mut self.events.jump {
            jump.wider = before.wider;
            jump.alone = Some(alone);
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

impl Sought {
    fn new(filter: &str, noun: &'static str, common: &str) -> Self {
        Self {
            filter: filter.to_owned(),
            noun,
            common: common.to_owned(),
            tie: None,
        }
    }

    /// What so many events of the kind are called.
    fn kind(&self, many: usize) -> String {
        let plural = if many == 1 { "" } else { "s" };
        let blank = if self.common.is_empty() { "" } else { " " };
        format!("{}{plural}{blank}{}", self.noun, self.common)
    }
}

/// The events whose text holds `query`.
fn text_sought(query: &str) -> Sought {
    let text = filter::term_for("", query);
    // The list shows ids too.
    let filter = match query.parse::<u32>() {
        Ok(_) => format!("{} OR {text}", filter::term_for("event", query)),
        Err(_) => text,
    };
    Sought::new(&filter, "event", &format!("with “{query}”"))
}

/// The events that have an item's value.
fn tie(event: &Event<'_>, item: &Item<'_>) -> Sought {
    let shown = match item.field.and_then(|view| view.field?.role) {
        // Its port belongs to one connection.
        Some(Role::ClientAddress) => &item.term.1,
        _ => item.decoded.as_deref().unwrap_or(&item.raw),
    };
    let common = format!("of {} {}", item.name, values::visible_line(shown));
    Sought {
        tie: Some(item.name.clone().into_owned()),
        ..Sought::new(&detail::tied(event, item), "event", &common)
    }
}

/// What is to be said of events that only the filter hides.
fn without_filter(hidden: usize) -> String {
    match hidden {
        0 => String::new(),
        _ => format!(" under this filter, {} without it", count(hidden)),
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
