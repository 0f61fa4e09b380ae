//! One event: the view that joins the store, the catalog and the values.

use super::field::FieldView;
use crate::catalog::{Join, Level, Role, Row};
use crate::evtx::{Place, System};
use crate::store::{EventNumber, EventSchema, LogFile, Segment, Store};
use crate::values::FileTime;

/// A loaded event. Text is made only when it is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Event<'a> {
    store: &'a Store,
    segment: &'a Segment,
    row: usize,
    number: EventNumber,
}

impl Store {
    /// Returns the view of an event.
    ///
    /// # Panics
    /// If the number is not of this store.
    pub fn event(&self, number: EventNumber) -> Event<'_> {
        let (segment, row) = self.find(number);
        Event {
            store: self,
            segment,
            row,
            number,
        }
    }
}

impl<'a> Event<'a> {
    /// Its number in the store.
    pub fn number(&self) -> EventNumber {
        self.number
    }

    /// Its schema: all that it has in common with others of its kind.
    pub fn schema(&self) -> &'a EventSchema {
        &self.segment.schemas()[self.segment.schema_codes()[self.row] as usize]
    }

    /// The store that it is in.
    pub fn store(&self) -> &'a Store {
        self.store
    }

    /// The part of `System` that it shares with others of its kind.
    pub fn system(&self) -> &'a System {
        &self.schema().system
    }

    /// The time at which it was written.
    pub fn time(&self) -> FileTime {
        self.segment.times()[self.row]
    }

    /// Its `EventRecordID`.
    pub fn record_id(&self) -> u64 {
        self.segment.record_ids()[self.row]
    }

    /// Its place in its file.
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

    /// Its join to the catalog.
    pub fn join(&self) -> &'a Join {
        &self.schema().join
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
        (0..self.schema().names.len()).filter_map(move |place| event.field(place))
    }

    /// The field at a place in record order, from 0.
    pub fn field(&self, place: usize) -> Option<FieldView<'a>> {
        let cell = self.segment.cell(self.row, place)?;
        let (schema, dictionary) = (self.schema(), self.segment.dictionary());
        Some(FieldView {
            name: schema.names.get(place)?,
            raw: dictionary.get(cell),
            cut: dictionary.cut(cell),
            field: schema.join.fields.get(place).and_then(Option::as_ref),
        })
    }

    /// The first field of a role that has a value.
    pub fn role(&self, role: Role) -> Option<FieldView<'a>> {
        self.fields().find(|view| {
            view.field.is_some_and(|field| field.role == Some(role)) && !view.raw.is_empty()
        })
    }

    /// The field that has a value of the first of these roles for which there is one.
    pub(super) fn first_of(&self, roles: &[Role]) -> Option<FieldView<'a>> {
        let ranked = self.fields().filter_map(|view| {
            let role = view.field?.role?;
            let rank = roles.iter().position(|&wanted| wanted == role)?;
            (!view.raw.is_empty()).then_some((rank, view))
        });
        Some(ranked.min_by_key(|(rank, _)| *rank)?.1)
    }
}
