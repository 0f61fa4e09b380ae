//! Background work: loading logs and evaluating filters, and taking what comes of it.

use std::sync::Arc;
use std::time::Instant;

use crate::app::list::Step;
use crate::app::message::{Effect, Purpose, WorkId};
use crate::app::mode::{Mode, View};
use crate::app::state::App;
use crate::filter::Matches;
use crate::load::LoadUpdate;

impl App {
    /// Loads the logs from the start.
    pub(in crate::app) fn load(&mut self) -> Vec<Effect> {
        let id = self.next_work();
        self.loading.work = Some(id);
        self.loading.progress = None;
        self.loading.began = Some(Instant::now());
        self.loading.stopped = false;
        self.loading.is_old = true;
        vec![Effect::Load {
            id,
            paths: self.loading.paths.clone(),
            follow: self.events.follow,
        }]
    }

    pub(in crate::app) fn stop_loading(&mut self, effects: &mut Vec<Effect>) {
        self.loading.work = None;
        self.loading.stopped = true;
        effects.push(Effect::StopLoading);
        self.note("Loading was stopped: what was read so far is shown. Ctrl-R reads everything.");
    }

    /// Goes to the newest event and reads on what is added to the files, or no longer does.
    pub(in crate::app) fn follow(&mut self, effects: &mut Vec<Effect>) {
        self.events.follow = !self.events.follow;
        if !self.events.follow {
            effects.push(Effect::Follow(false));
            self.note("No longer following.");
            return;
        }
        if self.loading.work.is_some() {
            effects.push(Effect::Follow(true));
        } else {
            effects.extend(self.load());
        }
        self.go_to_newest();
        self.note("Following: what is added is read, and the newest event stays selected.");
    }

    fn go_to_newest(&mut self) {
        let (len, height) = (self.events.numbers().len(), self.list_height(View::Events));
        self.events.cursor.step(Step::Last, len, height);
        self.events.went();
    }

    pub(super) fn loaded(&mut self, id: WorkId, update: LoadUpdate, effects: &mut Vec<Effect>) {
        if self.loading.work != Some(id) {
            return;
        }
        let finished = update.progress.finished;
        self.loading.progress = Some(update.progress);
        // What is loaded stays until there is something in its place.
        if self.loading.is_old && update.store.is_empty() && !self.events.store.is_empty() {
            if finished {
                let problem = update
                    .store
                    .problems()
                    .next()
                    .unwrap_or("no events were read");
                self.complain(format!("What was loaded before is kept: {problem}"));
            }
            return;
        }
        let reloaded = std::mem::replace(&mut self.loading.is_old, false);
        let height = self.list_height(View::Events);
        if reloaded {
            self.events.clear(update.store);
            self.events.keep_place(height, |_| {});
        } else {
            self.events
                .keep_place(height, |events| events.store = update.store);
        }
        if self.events.filter.is_empty() {
            self.events.jump = None;
        } else {
            self.match_list(effects);
        }
    }

    /// Has the filter in force evaluated over all that is loaded. While an evaluation of the
    /// same filter runs, new events wait for its end: each batch would cut the one before short.
    fn match_list(&mut self, effects: &mut Vec<Effect>) {
        if let Some((_, outdated)) = &mut self.events.awaited {
            *outdated = true;
            return;
        }
        self.match_list_now(effects);
    }

    fn match_list_now(&mut self, effects: &mut Vec<Effect>) {
        let id = self.next_work();
        self.events.awaited = Some((id, false));
        let filter = self.events.filter.filter();
        // What matched a wider filter, or this one before more was loaded, need not be searched
        // beyond.
        let within = self
            .events
            .matched
            .as_ref()
            .filter(|(wider, _)| filter.is_subset_of(wider))
            .map(|(_, matches)| Arc::clone(matches));
        effects.push(Effect::Match {
            id,
            purpose: Purpose::List,
            filter,
            store: self.events.store.clone(),
            within,
        });
    }

    /// Shows what the changed filter of the events leaves.
    pub(super) fn events_filter_changed(&mut self, effects: &mut Vec<Effect>) {
        self.events.awaited = None;
        self.events.jump = None;
        if self.events.filter.is_empty() {
            self.events.matched = None;
            let height = self.list_height(View::Events);
            self.events.keep_place(height, |events| events.shown = None);
        } else {
            self.match_list_now(effects);
        }
    }

    pub(super) fn matched(
        &mut self,
        id: WorkId,
        matches: Arc<Matches>,
        finished: bool,
        effects: &mut Vec<Effect>,
    ) {
        let Some((_, outdated)) = self.events.awaited.filter(|(awaited, _)| *awaited == id) else {
            if finished {
                self.jump_matched(id, &matches, effects);
            }
            return;
        };
        self.events.jump = None;
        if finished {
            self.events.awaited = None;
            self.events.matched = Some((self.events.filter.filter(), Arc::clone(&matches)));
        }
        let height = self.list_height(View::Events);
        self.events
            .keep_place(height, |events| events.shown = Some(matches));
        if finished && outdated {
            self.match_list_now(effects);
        }
    }

    /// Awaits work no longer that has failed.
    pub(super) fn failed(&mut self, id: WorkId, sentence: String) {
        self.events.awaited = self.events.awaited.filter(|(awaited, _)| *awaited != id);
        self.events.jump = None;
        self.xml_read(id, Err(sentence.clone()));
        self.complain(sentence);
    }

    pub(super) fn xml_read(&mut self, id: WorkId, text: Result<String, String>) {
        if let Mode::Xml(page) = &mut self.mode
            && page.work == id
        {
            page.text = Some(text);
        }
    }
}
