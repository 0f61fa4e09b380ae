//! The list of events: what is loaded, what of it the filter leaves, and where the cursor is.

pub(in crate::app) mod columns;
pub(in crate::app) mod detail;

use std::collections::VecDeque;
use std::sync::Arc;

use self::columns::Column;
use crate::app::filter_line::FilterLine;
use crate::app::list::{ListCursor, Scroll};
use crate::app::message::WorkId;
use crate::events::Event;
use crate::filter::{Filter, Matches};
use crate::store::{EventNumber, Store};
use crate::values::{FileTime, Zone};

/// The state of the Events view.
#[derive(Debug)]
pub(crate) struct EventsView {
    /// What is loaded.
    pub(crate) store: Store,
    /// What the filter leaves of it; everything where there is none.
    pub(crate) shown: Option<Arc<Matches>>,
    /// The filter of this view.
    pub(crate) filter: FilterLine,
    /// A filter and all events that match it, which a narrower filter need not look beyond.
    pub(in crate::app) matched: Option<(Arc<Filter>, Arc<Matches>)>,
    /// The evaluation of the filter that is awaited, and whether events have come since it began.
    pub(in crate::app) awaited: Option<(WorkId, bool)>,
    /// The selected row.
    pub(crate) cursor: ListCursor,
    /// The event that a person last went to: the cursor returns to it whenever it is shown. Until
    /// a key is pressed there is none, and the oldest event stays selected while more are read.
    anchor: Option<EventNumber>,
    /// The column whose cell `=`, `!` and `y` take.
    pub(crate) column: Column,
    /// How far the detail is scrolled.
    pub(crate) scroll: Scroll,
    /// The selected field of the detail, by its place among the items.
    pub(crate) field: usize,
    /// Where the fields' lines were last drawn.
    pub(in crate::app) field_lines: Vec<(usize, usize)>,
    /// Where the guidance was last drawn to begin; 0 without one.
    pub(in crate::app) guidance_line: usize,
    /// The text that `/` looked for.
    pub(crate) query: String,
    /// The event that was selected when a search began, for as long as it is typed.
    pub(in crate::app) search_from: Option<EventNumber>,
    /// The events that were last jumped among.
    pub(crate) jump: Option<Jump>,
    /// Whether what is added to the files is read; then the cursor stays on the newest event
    /// until it is moved off it.
    pub(crate) follow: bool,
}

/// A kind of events to jump among, and where the jump is.
#[derive(Debug)]
pub(crate) struct Jump {
    /// Which events.
    pub(in crate::app) sought: Sought,
    /// The evaluation that is awaited, or which of the shown events match.
    pub(in crate::app) found: Found,
    /// How many are to be gone forward or (negative) back once they are known.
    pub(in crate::app) steps: isize,
    /// The event to go from, which counts as a step itself while a search is typed; none for the
    /// selected event.
    pub(in crate::app) from: Option<EventNumber>,
    /// What to seek in turn where the selected event is the only one of its kind.
    pub(in crate::app) wider: VecDeque<Sought>,
    /// The tie that led to no other event, and how many it leads to without the filter; for the
    /// status line.
    pub(in crate::app) alone: Option<(String, usize)>,
    /// The event that was gone to last.
    pub(in crate::app) landed: Option<EventNumber>,
}

/// A kind of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::app) struct Sought {
    /// The filter that they match.
    pub(in crate::app) filter: String,
    /// What one of them is; an `s` makes it many.
    pub(in crate::app) noun: &'static str,
    /// What they have in common, after the noun.
    pub(in crate::app) common: String,
    /// The name of the field that ties them to the selected event, if one does.
    pub(in crate::app) tie: Option<String>,
}

/// Which of the shown events match a jump's filter.
#[derive(Debug)]
pub(in crate::app) enum Found {
    /// That is being looked for.
    Awaited(WorkId),
    /// These.
    Known(Arc<Known>),
}

/// The shown events that match a jump's filter.
#[derive(Debug)]
pub(in crate::app) struct Known {
    /// Their numbers, oldest first.
    pub(in crate::app) numbers: Vec<EventNumber>,
    /// Of which ids they are, in words.
    pub(in crate::app) ids: String,
    /// How many more match that the list's filter hides, where they were looked for.
    pub(in crate::app) hidden: usize,
}

impl EventsView {
    pub(in crate::app) fn new(store: Store) -> Self {
        Self {
            store,
            shown: None,
            filter: FilterLine::default(),
            matched: None,
            awaited: None,
            cursor: ListCursor::default(),
            anchor: None,
            column: Column::Id,
            scroll: Scroll::default(),
            field: 0,
            field_lines: Vec::new(),
            guidance_line: 0,
            query: String::new(),
            search_from: None,
            jump: None,
            follow: false,
        }
    }

    /// The events of the list, oldest first.
    pub(crate) fn numbers(&self) -> &[EventNumber] {
        match &self.shown {
            Some(matches) => matches.numbers(),
            None => self.store.order(),
        }
    }

    /// The number of the selected event.
    pub(crate) fn selected_number(&self) -> Option<EventNumber> {
        self.numbers().get(self.cursor.selected).copied()
    }

    /// The selected event.
    pub(crate) fn selected(&self) -> Option<Event<'_>> {
        self.selected_number()
            .map(|number| self.store.event(number))
    }

    /// Whether the loaded events are of more than one calendar year.
    pub(crate) fn spans_years(&self, zone: Zone) -> bool {
        let order = self.store.order();
        let year = |number: &EventNumber| year(self.store.event(*number).time(), zone);
        order.first().map(year) != order.last().map(year)
    }

    /// Whether the filter in force is still being evaluated.
    pub(crate) fn is_matching(&self) -> bool {
        self.awaited.is_some()
    }

    /// How many events of the list the search has found, once that is known.
    pub(crate) fn hits(&self) -> Option<usize> {
        match &self.jump.as_ref()?.found {
            Found::Known(known) => Some(known.numbers.len()),
            Found::Awaited(_) => None,
        }
    }

    /// Where an event is in the list, or the place of the next later one.
    pub(in crate::app) fn position(&self, number: EventNumber) -> Result<usize, usize> {
        position(&self.store, self.numbers(), number)
    }

    /// Changes what is loaded or shown, and keeps the cursor on the same event, or on the next
    /// later one when it is not shown any more.
    pub(in crate::app) fn keep_place(&mut self, height: usize, change: impl FnOnce(&mut Self)) {
        let before = self.selected_number();
        let follow = self.follow && self.cursor.selected + 1 >= self.numbers().len();
        let line = self.cursor.selected.saturating_sub(self.cursor.top);
        change(self);
        let len = self.numbers().len();
        if follow {
            self.cursor.selected = len.saturating_sub(1);
        } else if let Some(number) = self.anchor {
            let (Ok(at) | Err(at)) = self.position(number);
            self.cursor.selected = at.min(len.saturating_sub(1));
            self.cursor.top = self.cursor.selected.saturating_sub(line);
        }
        self.cursor.settle(len, height);
        if self.selected_number() != before {
            self.restart_detail();
        }
    }

    /// Takes note that a person looks at the selected event, unless they went to one already.
    pub(in crate::app) fn looked(&mut self) {
        self.anchor = self.anchor.or(self.selected_number());
    }

    /// Takes note that a person went to the selected event.
    pub(in crate::app) fn went(&mut self) {
        self.anchor = self.selected_number();
        self.restart_detail();
    }

    /// Forgets the events, whose numbers mean nothing in another load.
    pub(in crate::app) fn clear(&mut self, store: Store) {
        self.store = store;
        self.shown = None;
        self.matched = None;
        self.awaited = None;
        self.jump = None;
        self.search_from = None;
        self.anchor = None;
        self.cursor = ListCursor::default();
        self.restart_detail();
    }

    /// Shows the detail from its start, for another event.
    fn restart_detail(&mut self) {
        self.scroll.top = 0;
        let fields = self
            .selected()
            .map_or(0, |event| detail::items(&event).len());
        self.field = self.field.min(fields.saturating_sub(1));
    }
}

/// The calendar year of a time.
pub(crate) fn year(time: FileTime, zone: Zone) -> String {
    time.date(zone).chars().take(4).collect()
}

/// Where an event is among `numbers` (oldest first), or the place of the next later one.
pub(in crate::app) fn position(
    store: &Store,
    numbers: &[EventNumber],
    number: EventNumber,
) -> Result<usize, usize> {
    let key = |number: EventNumber| {
        let event = store.event(number);
        (event.time(), event.record_id())
    };
    let wanted = key(number);
    let first = numbers.partition_point(|&other| key(other) < wanted);
    numbers
        .iter()
        .skip(first)
        .take_while(|&&other| key(other) == wanted)
        .position(|&other| other == number)
        .map(|after| first + after)
        .ok_or(first)
}
