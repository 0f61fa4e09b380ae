//! The effects of the state machine: work goes to threads of its own, whose results come back as
//! messages.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;

use crate::app::{Effect, Message, Notice, Purpose, Severity, WorkId};
use crate::catalog::Catalog;
use crate::filter;

use crate::load::{self, LoadOptions, Loader};
use crate::terminal::{Session, TerminalError};

/// Runs effects.
pub(super) struct EffectRunner {
    sender: Sender<Message>,
    catalog: Arc<Catalog>,
    options: LoadOptions,
    /// The load under way; dropping it stops it.
    loader: Option<Loader>,
    /// For each purpose the switch that stops the latest evaluation.
    evaluations: HashMap<Purpose, Arc<AtomicBool>>,
}

impl EffectRunner {
    pub(super) fn new(
        sender: Sender<Message>,
        catalog: Arc<Catalog>,
        options: LoadOptions,
    ) -> Self {
        Self {
            sender,
            catalog,
            options,
            loader: None,
            evaluations: HashMap::new(),
        }
    }

    /// Runs an effect; `Break` ends the program.
    pub(super) fn run(
        &mut self,
        effect: Effect,
        session: &mut Session,
    ) -> Result<ControlFlow<()>, TerminalError> {
        match effect {
            Effect::Quit => return Ok(ControlFlow::Break(())),
            Effect::Load { id, paths, follow } => {
                let sender = self.sender.clone();
                let options = LoadOptions {
                    follow,
                    ..self.options.clone()
                };
                self.loader = None;
                let send = move |update| {
                    let _ = sender.send(Message::Loaded { id, update });
                };
                self.loader = Some(load::load(paths, Arc::clone(&self.catalog), options, send));
            }
            Effect::Follow(on) => {
                if let Some(loader) = &self.loader {
                    loader.follow(on);
                }
            }
            Effect::StopLoading => self.loader = None,
            Effect::Match {
                id,
                purpose,
                filter,
                store,
                within,
            } => {
                let stop = Arc::new(AtomicBool::new(false));
                if let Some(before) = self.evaluations.insert(purpose, Arc::clone(&stop)) {
                    before.store(true, Ordering::Relaxed);
                }
                let sender = self.sender.clone();
                self.work(id, move || {
                    let mut partial = |partial: filter::Partial| {
                        let matches = Arc::new(partial.found);
                        let _ = sender.send(Message::Matched {
                            id,
                            matches,
                            finished: false,
                        });
                    };
                    let matches =
                        filter::scan_with(&filter, &store, within.as_deref(), &stop, &mut partial)?;
                    Some(Message::Matched {
                        id,
                        matches: Arc::new(matches),
                        finished: true,
                    })
                });
            }
            Effect::ReadXml { id, store, number } => self.work(id, move || {
                let text = load::xml(&store, number).map_err(|error| error.to_string());
                Some(Message::Xml { id, text })
            }),
            Effect::Copy(text) => {
                let notice = match session.copy(&text) {
                    Ok(done) => Notice::new(Severity::Info, done),
                    Err(error) => Notice::new(Severity::Error, error.to_string()),
                };
                let _ = self.sender.send(Message::Notice(notice));
            }
            Effect::Mouse(mouse) => session.set_mouse(mouse)?,
            Effect::Suspend => session.suspend()?,
            Effect::Redraw => session.clear()?,
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Does work on a thread of its own. A panic becomes a `Failed` message; other work goes on.
    fn work(&self, id: WorkId, work: impl FnOnce() -> Option<Message> + Send + 'static) {
        let sender = self.sender.clone();
        thread::spawn(move || {
            let message = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
                let sentence =
                    "smbscope failed at this; please report what you asked for".to_owned();
                Some(Message::Failed { id, sentence })
            });
            if let Some(message) = message {
                let _ = sender.send(message);
            }
        });
    }
}
