//! A record read again from its file, for what is not kept of it.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use thiserror::Error;

use super::parser::Parser;
use super::sources;
use crate::evtx::LogError;
use crate::store::{EventNumber, LogFile, Store};
use crate::values::Raw;

/// Returns the record of an event as XML.
///
/// # Errors
/// The reason why it cannot be read any more.
///
/// # Panics
/// When the number is not of this store.
pub fn xml(store: &Store, number: EventNumber) -> Result<String, RereadError> {
    let (segment, row) = store.find(number);
    let place = segment.place(row);
    let file = &store.files()[place.file as usize];
    let log = sources::open(&file.into())?;
    let found = log
        .xml(place, file.code_page)
        .map_err(|error| changed(file, &error))?;
    let schema = &segment.schemas()[segment.schema_codes()[row] as usize];
    let known = (segment.times()[row], segment.record_ids()[row]);
    if (found.time, found.record_id) == known && found.event_id == schema.system.event_id {
        Ok(found.text)
    } else {
        Err(changed(file, &ANOTHER))
    }
}

/// Returns all bytes of the value of an event's field, by its place in record order.
///
/// # Errors
/// The reason why they cannot be read any more.
///
/// # Panics
/// When the number is not of this store.
pub fn whole(store: &Store, number: EventNumber, field: usize) -> Result<Vec<u8>, RereadError> {
    let (known, known_row) = store.find(number);
    let at = known.place(known_row);
    let file = &store.files()[at.file as usize];
    let origins = Arc::from([file.into()]);
    let mut parser = Parser::new(Arc::clone(store.catalog()), origins, at.recovered.into())
        .code_page(file.code_page)
        .whole();
    let report = parser.read(0, at.chunk);
    let segment = parser.take().ok_or_else(|| {
        let reason = report.problem.as_deref().unwrap_or("it is blank");
        changed(file, &reason)
    })?;
    let row = (0..segment.len()).find(|&row| {
        segment.place(row).offset == at.offset
            && segment.record_ids()[row] == known.record_ids()[known_row]
            && segment.times()[row] == known.times()[known_row]
    });
    let row = row.ok_or_else(|| changed(file, &ANOTHER))?;
    let cell = segment.cell(row, field).unwrap_or_default();
    match segment.dictionary().get(cell) {
        Raw::Binary(bytes) => Ok(bytes.to_vec()),
        raw => Ok(raw.to_string().into_bytes()),
    }
}

const ANOTHER: &str = "another record is at its place";

/// An error of reading a record again.
#[derive(Debug, Error)]
pub enum RereadError {
    /// Its log cannot be opened any more.
    #[error(transparent)]
    Log(#[from] LogError),
    /// Its log has changed.
    #[error("{} has changed since it was loaded ({reason}): open it again to read this record", .path.display())]
    Changed {
        /// The log's path.
        path: PathBuf,
        /// The finding in place of the record.
        reason: String,
    },
}

fn changed(file: &LogFile, reason: &dyn fmt::Display) -> RereadError {
    RereadError::Changed {
        path: file.path.clone(),
        reason: reason.to_string(),
    }
}
