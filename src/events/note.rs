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

    /// The note that a reader of the record needs: on a join to the catalog that is not exact, on
    /// a record that was carved, and on one that may be altered.
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
        let place = self.place();
        let carved = place.recovered.then(|| {
            "recovered from unused space of the log: it may be old, and there more than once"
                .to_owned()
        });
        let damaged = place.damaged.then(|| {
            "its part of the log does not fit its checksum: its values may be altered".to_owned()
        });
        let notes: Vec<String> = joined.into_iter().chain(carved).chain(damaged).collect();
        (!notes.is_empty()).then(|| notes.join("; "))
    }
}
