//! One event: the view that joins the store, the catalog and the values.

use super::again;
use super::field::FieldView;
use super::message::{self, Part};
use super::segment::{Head, Place, Segment, System};
use super::store::{LogFile, Store};
use super::summary;
use crate::catalog::{Join, JoinKind, Level, Role, Row};
use crate::values::FileTime;

/// A loaded event. Text is made only when it is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Event<'a> {
    store: &'a Store,
    segment: &'a Segment,
    row: usize,
}

impl<'a> Event<'a> {
    pub(super) fn new(store: &'a Store, segment: &'a Segment, row: usize) -> Self {
        Self {
            store,
            segment,
            row,
        }
    }

    /// What it has in common with others of its kind.
    pub fn head(&self) -> &'a Head {
        &self.segment.head_table()[self.segment.heads()[self.row] as usize]
    }

    /// The store that it is in.
    pub fn store(&self) -> &'a Store {
        self.store
    }

    /// The part of `System` that it shares with others of its kind.
    pub fn system(&self) -> &'a System {
        &self.head().system
    }

    /// When it was written.
    pub fn time(&self) -> FileTime {
        self.segment.times()[self.row]
    }

    /// Its `EventRecordID`.
    pub fn record_id(&self) -> u64 {
        self.segment.record_ids()[self.row]
    }

    /// Where it lies.
    pub fn place(&self) -> Place {
        self.segment.place(self.row)
    }

    /// The file it came from.
    pub fn file(&self) -> &'a LogFile {
        &self.store.files()[self.place().file as usize]
    }

    /// Its level.
    pub fn level(&self) -> Level {
        Level(self.system().level)
    }

    /// How it was joined to the catalog.
    pub fn join(&self) -> &'a Join {
        &self.head().join
    }

    /// Its row of the catalog, if there is one.
    pub fn catalog_row(&self) -> Option<&'a Row> {
        self.join()
            .row
            .and_then(|row| self.store.catalog().rows().get(row))
    }

    /// Its fields, in record order.
    pub fn fields(&self) -> impl Iterator<Item = FieldView<'a>> + use<'a> {
        let event = *self;
        (0..self.head().names.len()).filter_map(move |place| event.field(place))
    }

    /// The field at a place in record order, from 0.
    pub fn field(&self, place: usize) -> Option<FieldView<'a>> {
        let cell = self.segment.cell(self.row, place)?;
        let (head, dictionary) = (self.head(), self.segment.dictionary());
        Some(FieldView {
            name: head.names.get(place)?,
            raw: dictionary.get(cell),
            cut: dictionary.cut(cell),
            field: head.join.fields.get(place).and_then(Option::as_ref),
            named: head.decoders.get(place).copied().flatten(),
        })
    }

    /// The first field of a role that has a value.
    pub fn role(&self, role: Role) -> Option<FieldView<'a>> {
        self.fields().find(|view| {
            view.field.is_some_and(|field| field.role == Some(role)) && !view.raw.is_empty()
        })
    }

    /// The text that was saved beside the log, where the catalog has none.
    pub fn saved_text(&self) -> Option<String> {
        match self.catalog_row() {
            Some(row) if !row.message.is_empty() => None,
            _ => self.file().texts.text(self),
        }
    }

    /// The catalog's title of it, filled in; without one the first line of the text saved beside
    /// the log, or what the event is called.
    pub fn title(&self) -> String {
        let saved = self.saved_text();
        match saved.as_deref().and_then(|text| text.lines().next()) {
            Some(first) => first.to_owned(),
            None => message::filled(self, &self.title_parts()),
        }
    }

    /// What the title is made of where no text was saved beside the log: the same for all events
    /// of a store with the same head.
    pub fn title_parts(&self) -> Vec<Part<'a>> {
        message::title(self.head(), self.catalog_row())
    }

    /// The message before the guidance with every insertion filled in; where the catalog has no
    /// text, the one saved beside the log, or else the fields are the message.
    pub fn message(&self) -> String {
        self.saved_text()
            .unwrap_or_else(|| message::filled(self, &self.message_parts()))
    }

    /// What the message is made of where no text was saved beside the log: the same for all
    /// events of a store with the same head.
    pub fn message_parts(&self) -> Vec<Part<'a>> {
        message::message(self.head(), self.catalog_row())
    }

    /// The catalog's guidance with every insertion filled in.
    pub fn guidance(&self) -> Option<String> {
        let guidance = self.catalog_row()?.guidance.as_deref()?;
        Some(message::filled(
            self,
            &message::parts(self.head(), guidance),
        ))
    }

    /// One line that says what happened to whom.
    pub fn summary(&self) -> String {
        summary::of(self, None)
    }

    /// As [`Event::summary`] for a narrow table, with users without their domain. The user
    /// (`UserName`), the client (`ClientAddress`) and the share (`ShareName`) that columns beside
    /// it tell are left out where the sentence does without.
    pub fn summary_beside(&self, told: &[Role]) -> String {
        summary::of(self, Some(told))
    }

    /// How an event is shown that the catalog does not know.
    fn how_unknown(&self) -> String {
        let file = self.file();
        match file.texts.problem(&file.path) {
            Some(problem) => format!("shown with its raw fields; {problem}"),
            None if self.saved_text().is_some() => {
                "shown with the text saved beside its log".into()
            }
            None => "shown with its raw fields".into(),
        }
    }

    /// What a reader should know of how the record was read and joined to the catalog.
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
                self.how_unknown()
            )),
            JoinKind::UnknownProvider if system.provider.is_empty() => Some(format!(
                "the record does not name its provider; {}",
                self.how_unknown()
            )),
            JoinKind::UnknownProvider => Some(format!(
                "{provider} is not in the catalog; {}",
                self.how_unknown()
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

    /// The record as XML, read again from its file.
    ///
    /// # Errors
    /// A sentence on why it cannot be read any more.
    pub fn xml(&self) -> Result<String, String> {
        again::xml(self)
    }

    /// All bytes of the value of the field at a place of which only the beginning is kept
    /// ([`FieldView::cut`]), read again from its file.
    ///
    /// # Errors
    /// A sentence on why it cannot be read any more.
    pub fn whole(&self, place: usize) -> Result<Vec<u8>, String> {
        again::whole(self, self.store.catalog(), place)
    }
}
