//! The filter of the events, evaluated in the background over all that is loaded.

use std::sync::Arc;

use super::EventsView;
use crate::app::list::ListCursor;
use crate::app::message::{Effect, Purpose, WorkId};
use crate::app::views::view::Host;
use crate::filter::Matches;
use crate::store::Store;

impl EventsView {
    /// Returns true if the filter in force is still being evaluated.
    pub(crate) fn is_matching(&self) -> bool {
        self.awaited.is_some()
    }

    /// Takes over the events of another load, in which the numbers of those before mean nothing.
    pub(in crate::app) fn replace(&mut self, store: Store, host: &mut Host<'_>) {
        self.store = store;
        self.shown = None;
        self.matched = None;
        self.awaited = None;
        self.jump = None;
        self.search_from = None;
        self.anchor = None;
        self.panes.cursor = ListCursor::default();
        self.restart_detail();
        self.keep_place(host.height, |_| {});
        self.match_loaded(host);
    }

    /// Takes over the events loaded so far.
    pub(in crate::app) fn extend(&mut self, store: Store, host: &mut Host<'_>) {
        self.keep_place(host.height, |events| events.store = store);
        self.match_loaded(host);
    }

    fn match_loaded(&mut self, host: &mut Host<'_>) {
        if self.filter.is_empty() {
            self.jump = None;
        } else if let Some((_, is_outdated)) = &mut self.awaited {
            // The new events wait for the end of the evaluation that runs: each batch would cut
            // the one before short.
            *is_outdated = true;
        } else {
            self.request_matches(host);
        }
    }

    /// Shows what the changed filter leaves.
    pub(super) fn match_filter(&mut self, host: &mut Host<'_>) {
        self.awaited = None;
        self.jump = None;
        if self.filter.is_empty() {
            self.matched = None;
            self.keep_place(host.height, |events| events.shown = None);
        } else {
            self.request_matches(host);
        }
    }

    fn request_matches(&mut self, host: &mut Host<'_>) {
        let id = host.out.next_work();
        self.awaited = Some((id, false));
        let filter = self.filter.filter();
        // What matched a wider filter, or this one before more was loaded, need not be searched
        // beyond.
        let wider = self.matched.as_ref();
        let within = wider
            .filter(|(wider, _)| filter.is_subset_of(wider))
            .map(|(_, matches)| Arc::clone(matches));
        host.out.push(Effect::Match {
            id,
            purpose: Purpose::List,
            filter,
            store: self.store.clone(),
            within,
        });
    }

    /// Takes the events that match the filter or belong to a jump, as far as they are known.
    pub(in crate::app) fn matched(
        &mut self,
        id: WorkId,
        matches: Arc<Matches>,
        finished: bool,
        host: &mut Host<'_>,
    ) {
        let awaited = self.awaited.filter(|(awaited, _)| *awaited == id);
        let Some((_, is_outdated)) = awaited else {
            if finished {
                self.jump_matched(id, &matches, host);
            }
            return;
        };
        self.jump = None;
        if finished {
            self.awaited = None;
            self.matched = Some((self.filter.filter(), Arc::clone(&matches)));
        }
        self.keep_place(host.height, |events| events.shown = Some(matches));
        if finished && is_outdated {
            self.request_matches(host);
        }
    }

    /// Awaits work no longer that has failed.
    pub(in crate::app) fn work_failed(&mut self, id: WorkId) {
        self.awaited = self.awaited.filter(|(awaited, _)| *awaited != id);
        self.jump = None;
    }
}
