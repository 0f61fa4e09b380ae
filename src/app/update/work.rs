//! Background work: loading logs, and taking what comes of work.

use crate::app::list::Step;
use crate::app::message::{Effect, WorkId};
use crate::app::mode::Mode;
use crate::app::state::App;
use crate::app::views::{VIEWS, View as _};
use crate::load::LoadUpdate;

impl App {
    /// Loads the logs from the start.
    pub(in crate::app) fn load(&mut self) {
        let id = self.out.next_work();
        self.loading.work = Some(id);
        self.loading.progress = None;
        self.loading.is_old = true;
        self.out.push(Effect::Load {
            id,
            paths: self.loading.paths.clone(),
            follow: self.views.events.follow,
        });
    }

    pub(super) fn stop_loading(&mut self) {
        self.loading.work = None;
        self.out.push(Effect::StopLoading);
        self.out
            .info("Loading was stopped: what was read so far is shown. Ctrl-R reads everything.");
    }

    /// Goes to the newest event and reads on what is added to the files, or no longer does.
    pub(in crate::app) fn follow(&mut self) {
        let follow = !self.views.events.follow;
        self.views.events.follow = follow;
        if !follow {
            self.out.push(Effect::Follow(false));
            return self.out.info("No longer following.");
        }
        if self.loading.work.is_some() {
            self.out.push(Effect::Follow(true));
        } else {
            self.load();
        }
        self.with_events(|events, host| events.step(Step::Last, host.height));
        self.out
            .info("Following: what is added is read, and the newest event stays selected.");
    }

    pub(super) fn loaded(&mut self, id: WorkId, update: LoadUpdate) {
        if self.loading.work != Some(id) {
            return;
        }
        let store = update.store;
        let is_finished = update.progress.finished;
        self.loading.progress = Some(update.progress);
        // What is loaded stays until there is something in its place.
        if self.loading.is_old && store.is_empty() && !self.views.events.store.is_empty() {
            if is_finished {
                let problem = store.problems().next().unwrap_or("no events were read");
                self.out
                    .error(format!("What was loaded before is kept: {problem}"));
            }
            return;
        }
        for view in &VIEWS {
            self.views.get_mut(view.kind).on_load(&store);
        }
        let is_old = std::mem::replace(&mut self.loading.is_old, false);
        self.with_events(|events, host| {
            if is_old {
                events.replace(store, host);
            } else {
                events.extend(store, host);
            }
        });
    }

    /// Awaits work no longer that has failed.
    pub(super) fn failed(&mut self, id: WorkId, sentence: String) {
        self.views.events.work_failed(id);
        self.xml_read(id, Err(sentence.clone()));
        self.out.error(sentence);
    }

    pub(super) fn xml_read(&mut self, id: WorkId, text: Result<String, String>) {
        if let Mode::Xml(page) = &mut self.mode
            && page.work == id
        {
            page.text = Some(text);
        }
    }
}
