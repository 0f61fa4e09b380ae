//! The output of the state machine: the sentence on the status line, and effects.

use super::message::{Effect, Notice, Severity, WorkId};

/// Collects the output of the state machine.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    /// The sentence on the status line, until the next key.
    pub(crate) notice: Option<Notice>,
    effects: Vec<Effect>,
    last_work: WorkId,
}

impl Outbox {
    /// Puts a sentence on the status line.
    pub(super) fn info(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice::new(Severity::Info, text));
    }

    /// Puts a sentence on the status line that says what went wrong.
    pub(super) fn error(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice::new(Severity::Error, text));
    }

    /// Asks the outside world for something.
    pub(super) fn push(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Asks for text to be put on the clipboard, its control characters spelt out: it may be
    /// pasted into a shell.
    pub(super) fn copy(&mut self, text: &str) {
        let safe = crate::values::visible(text.trim_end()).into_owned();
        self.push(Effect::Copy(safe));
    }

    /// The number of a new piece of work.
    pub(super) fn next_work(&mut self) -> WorkId {
        self.last_work.0 += 1;
        self.last_work
    }

    /// The effects since the last call.
    pub(super) fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }
}
