//! Notes on how a record was read and joined to the catalog.

use super::event::Event;
use crate::catalog::JoinKind;
use crate::evtx::System;

impl Event<'_> {
    /// The way in which an event is shown that the catalog does not know.
    fn shown_unknown(&self) -> String {
        let file = self.file();
        match file.texts.problem(&file.path) {
            Some(problem) => format!("shown with its raw fields; {problem}"),
            None if self.saved_text().is_some() => {
                "shown with the text saved beside its log".into()
            }
            None => "shown with its raw fields".into(),
        }
    }

    /// The note that a reader of the record needs: on a join to the catalog that is not exact, and
    /// on a record that was carved.
    pub fn record_note(&self) -> Option<String> {
        let system = self.system();
        let provider = system.provider_in_words();
        let System {
            event_id, version, ..
        } = system;
        let joined = match self.join().kind {
            JoinKind::Exact => None,
            JoinKind::OtherVersion(known) => Some(format!(
                "version {version} is not in the catalog; shown with version {known}'s text"
            )),
            JoinKind::OtherFields => Some(
                "the record's fields are not those of the catalog; they are matched by name"
                    .to_owned(),
            ),
            JoinKind::UnknownEvent => Some(format!(
                "event {event_id} of {provider} is not in the catalog; {}",
                self.shown_unknown()
            )),
            JoinKind::UnknownProvider if system.provider.is_empty() => Some(format!(
                "the record does not name its provider; {}",
                self.shown_unknown()
            )),
            JoinKind::UnknownProvider => Some(format!(
                "{provider} is not in the catalog; {}",
                self.shown_unknown()
            )),
        };
        let carved = self.place().recovered.then_some(
            "recovered from unused space of the log: it may be old, and there more than once",
        );
        match (joined, carved) {
            (Some(joined), Some(carved)) => Some(format!("{joined}; {carved}")),
            (Some(joined), None) => Some(joined),
            (None, carved) => carved.map(str::to_owned),
        }
    }
}
