//! One event: the view that joins the store, the catalog and the values.

use std::sync::Arc;

use super::segment::{Head, Place, Segment, System};
use super::store::{LogFile, Store};
use crate::catalog::{Field, Join, Level, Role, Row};
use crate::values::{FileTime, Raw};

/// A loaded event. Text is made only when it is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Event<'a> {
    store: &'a Store,
    segment: &'a Segment,
    row: usize,
}

/// A field of an event.
#[derive(Debug, Clone, Copy)]
pub struct FieldView<'a> {
    /// Its name in the record.
    pub name: &'a str,
    /// Its value as stored.
    pub raw: Raw<'a>,
    /// What the catalog knows of it.
    pub field: Option<&'a Arc<Field>>,
}

impl<'a> Event<'a> {
    pub(super) fn new(store: &'a Store, segment: &'a Segment, row: usize) -> Self {
        Self {
            store,
            segment,
            row,
        }
    }

    fn head(&self) -> &'a Head {
        &self.segment.head_table()[self.segment.heads()[self.row] as usize]
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
        self.segment.places()[self.row]
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
        self.join().row.map(|row| &self.store.catalog().rows()[row])
    }

    /// Its fields, in record order.
    pub fn fields(&self) -> impl Iterator<Item = FieldView<'a>> + use<'a> {
        let (head, segment) = (self.head(), self.segment);
        head.names
            .iter()
            .zip(segment.cells(self.row))
            .enumerate()
            .map(move |(place, (name, &cell))| FieldView {
                name,
                raw: segment.dictionary().get(cell),
                field: head.join.fields.get(place).and_then(Option::as_ref),
            })
    }

    /// The first field of a role that has a value.
    pub fn role(&self, role: Role) -> Option<FieldView<'a>> {
        self.fields().find(|view| {
            view.field.is_some_and(|field| field.role == Some(role)) && !view.raw.is_empty()
        })
    }
}
