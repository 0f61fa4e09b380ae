//! The list of events: those that are loaded, those of them that the filter leaves, and the cursor.

mod columns;
mod detail;
mod explanation;
mod fields;
mod jump;
mod jumping;
mod matching;

use std::sync::Arc;

pub(crate) use columns::fit;
pub(crate) use detail::{Group, Item, items};
pub(in crate::app) use explanation::explanation;

use self::jump::{Jump, JumpState};
use super::view::{Host, Panes, View};
use crate::app::filter_line::FilterLine;
use crate::app::message::{Extents, WorkId};
use crate::app::prompt::Prompt;
use crate::events::{Column, EVENT_ID, Event};
use crate::filter::{Filter, Matches};
use crate::spelling::count;
use crate::store::{EventNumber, Store};
use crate::values::{FileTime, Zone};

/// The state of the Events view.
#[derive(Debug)]
pub(crate) struct EventsView {
    /// The events that are loaded.
    pub(crate) store: Store,
    /// Those that the filter leaves; everything where there is none.
    shown: Option<Arc<Matches>>,
    /// The filter of this view.
    pub(crate) filter: FilterLine,
    /// A filter and all events that match it, which a narrower filter need not look beyond.
    matched: Option<(Arc<Filter>, Arc<Matches>)>,
    /// The evaluation of the filter that is awaited, and true once events came since it began.
    awaited: Option<(WorkId, bool)>,
    pub(crate) panes: Panes,
    /// The event that a person last went to: the cursor returns to it whenever it is shown. Until
    /// a key is pressed there is none, and the oldest event stays selected while more are read.
    anchor: Option<EventNumber>,
    /// The column whose cell `=`, `!` and `y` take.
    pub(crate) column: Column,
    /// The selected field of the detail, by its place among the items.
    pub(crate) field: usize,
    /// The lines of the fields, as last drawn.
    field_lines: Vec<(usize, usize)>,
    /// The first line of the guidance, as last drawn; 0 without one.
    guidance_line: usize,
    /// The event that was selected when a search began, for as long as it is typed.
    search_from: Option<EventNumber>,
    /// The events that were last jumped among.
    jump: Option<Jump>,
    /// Set while what is added to the files is read; then the cursor stays on the newest event
    /// until it is moved off it.
    pub(crate) follow: bool,
}

impl EventsView {
    pub(super) fn new(store: Store) -> Self {
        Self {
            store,
            shown: None,
            filter: FilterLine::default(),
            matched: None,
            awaited: None,
            panes: Panes::default(),
            anchor: None,
            column: EVENT_ID,
            field: 0,
            field_lines: Vec::new(),
            guidance_line: 0,
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
        self.numbers().get(self.panes.cursor.selected).copied()
    }

    /// The selected event.
    pub(crate) fn selected(&self) -> Option<Event<'_>> {
        self.selected_number()
            .map(|number| self.store.event(number))
    }

    /// Returns true if the loaded events are of more than one calendar year.
    pub(crate) fn spans_years(&self, zone: Zone) -> bool {
        let order = self.store.order();
        let year = |number: &EventNumber| year(self.store.event(*number).time(), zone);
        order.first().map(year) != order.last().map(year)
    }

    /// Returns true if the detail of the selected event ends with guidance.
    pub(in crate::app) fn has_guidance(&self) -> bool {
        self.guidance_line > 0
    }

    /// Changes what is loaded or shown, and keeps the cursor on the same event, or on the next
    /// later one when it is not shown any more.
    fn keep_place(&mut self, height: usize, change: impl FnOnce(&mut Self)) {
        let before = self.selected_number();
        let follow = self.follow && self.panes.cursor.selected + 1 >= self.numbers().len();
        let line = self
            .panes
            .cursor
            .selected
            .saturating_sub(self.panes.cursor.top);
        change(self);
        let len = self.numbers().len();
        if follow {
            self.panes.cursor.selected = len.saturating_sub(1);
        } else if let Some(number) = self.anchor {
            self.panes.cursor.selected = self.place(number).min(len.saturating_sub(1));
            self.panes.cursor.top = self.panes.cursor.selected.saturating_sub(line);
        }
        self.panes.cursor.settle(len, height);
        if self.selected_number() != before {
            self.restart_detail();
        }
    }

    /// Selects an event of the list, or the next later one.
    fn select(&mut self, number: EventNumber, height: usize) {
        self.panes.cursor.selected = self.place(number);
        self.settle(height);
        self.on_select();
    }

    /// The place of an event in the list, or of the next later one.
    fn place(&self, number: EventNumber) -> usize {
        let (Ok(at) | Err(at)) = position(&self.store, self.numbers(), number);
        at
    }

    /// Shows the detail from its start, for another event.
    fn restart_detail(&mut self) {
        self.panes.scroll.top = 0;
        let fields = self.selected().map_or(0, |event| items(&event).len());
        self.field = self.field.min(fields.saturating_sub(1));
    }
}

impl View for EventsView {
    fn len(&self) -> usize {
        self.numbers().len()
    }

    fn panes(&self) -> &Panes {
        &self.panes
    }

    fn panes_mut(&mut self) -> &mut Panes {
        &mut self.panes
    }

    fn on_select(&mut self) {
        self.anchor = self.selected_number();
        self.restart_detail();
    }

    fn on_input(&mut self) {
        self.anchor = self.anchor.or(self.selected_number());
    }

    fn open(&mut self, _: usize) -> bool {
        true
    }

    fn click_reader(&mut self, line: usize) {
        let mut lines = self.field_lines.iter();
        let field = lines.position(|(from, to)| (*from..*to).contains(&line));
        self.field = field.unwrap_or(self.field);
    }

    fn measure(&mut self, extents: Extents) -> bool {
        self.field_lines = extents.fields;
        self.guidance_line = extents.guidance;
        let (lines, height) = extents.reader;
        self.panes.scroll.measure(lines, height)
    }

    fn counted(&self) -> String {
        let busy = if self.is_matching() { "… " } else { "" };
        let (shown, all) = (count(self.numbers().len()), count(self.store.len()));
        format!("{busy}{shown} of {all} events")
    }

    fn filter(&self) -> Option<&FilterLine> {
        Some(&self.filter)
    }

    fn filter_mut(&mut self) -> Option<&mut FilterLine> {
        Some(&mut self.filter)
    }

    fn on_filter(&mut self, host: &mut Host<'_>) {
        self.match_filter(host);
    }

    fn hits(&self) -> Option<String> {
        if self.panes.query.trim().is_empty() {
            return Some(String::new());
        }
        Some(match self.jump.as_ref().map(|jump| &jump.state) {
            Some(JumpState::Known(hits)) => match hits.numbers.len() {
                1 => "1 hit".to_owned(),
                many => format!("{} hits", count(many)),
            },
            _ => "…".to_owned(),
        })
    }

    fn begin_search(&mut self) {
        self.search_from = self.selected_number();
    }

    fn search(&mut self, query: &str, host: &mut Host<'_>) {
        self.search_for(query, host);
    }

    fn accept_search(&mut self, prompt: &Prompt, host: &mut Host<'_>) {
        // The first hit of what was typed was gone to already; from an older one it goes on.
        let steps = isize::from(prompt.text() == prompt.before);
        let text = prompt.text().trim();
        if !text.is_empty() {
            self.jump(jump::JumpQuery::text(text), steps, host);
        }
    }

    fn cancel_search(&mut self, before: &str, host: &mut Host<'_>) {
        before.clone_into(&mut self.panes.query);
        self.jump = None;
        self.return_to(self.search_from, host.height);
    }

    fn end_search(&mut self) {
        self.panes.query.clear();
        self.jump = None;
    }

    fn next_hit(&mut self, steps: isize, host: &mut Host<'_>) {
        let query = jump::JumpQuery::text(&self.panes.query);
        self.jump(query, steps, host);
    }
}

/// The calendar year of a time.
pub(crate) fn year(time: FileTime, zone: Zone) -> String {
    time.date(zone).chars().take(4).collect()
}

/// The place of an event among `numbers` (oldest first), or of the next later one.
fn position(store: &Store, numbers: &[EventNumber], number: EventNumber) -> Result<usize, usize> {
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
