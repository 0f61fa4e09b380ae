//! A record read again from its file, for what is not kept of it.

use std::sync::Arc;

use super::parser::Parser;
use crate::evtx::{LogReader, xml_at};
use crate::store::{EventNumber, LogFile, Store};
use crate::values::Raw;

/// Returns the record of an event as XML.
///
/// # Errors
/// The reason why it cannot be read any more.
///
/// # Panics
/// When the number is not of this store.
pub fn xml(store: &Store, number: EventNumber) -> Result<String, String> {
    let (segment, row) = store.find(number);
    let place = segment.place(row);
    let file = &store.files()[place.file as usize];
    let (log, _) = LogReader::open(&file.path)?;
    let mut chunk = Vec::new();
    log.chunk(place.chunk, &mut chunk)
        .map_err(|reason| changed(file, &reason))?;
    let found = xml_at(chunk, place).map_err(|reason| changed(file, &reason))?;
    let schema = &segment.head_table()[segment.heads()[row] as usize];
    let known = (segment.times()[row], segment.record_ids()[row]);
    if (found.time, found.record_id) == known && found.event_id == schema.system.event_id {
        Ok(found.xml)
    } else {
        Err(changed(file, "another record is at its place"))
    }
}

/// Returns all bytes of the value of an event's field, by its place in record order.
///
/// # Errors
/// The reason why they cannot be read any more.
///
/// # Panics
/// When the number is not of this store.
pub fn whole(store: &Store, number: EventNumber, field: usize) -> Result<Vec<u8>, String> {
    let (known, known_row) = store.find(number);
    let at = known.place(known_row);
    let file = &store.files()[at.file as usize];
    let paths = Arc::from([file.path.as_path().into()]);
    let mut parser = Parser::new(Arc::clone(store.catalog()), paths, at.recovered).whole();
    let report = parser.read(0, at.chunk);
    let segment = parser.take().ok_or_else(|| {
        let reason = report.problem.unwrap_or_else(|| "it is blank".to_owned());
        changed(file, &reason)
    })?;
    let row = (0..segment.len()).find(|&row| {
        segment.place(row).offset == at.offset
            && segment.record_ids()[row] == known.record_ids()[known_row]
            && segment.times()[row] == known.times()[known_row]
    });
    let row = row.ok_or_else(|| changed(file, "another record is at its place"))?;
    let cell = segment.cell(row, field).unwrap_or_default();
    match segment.dictionary().get(cell) {
        Raw::Binary(bytes) => Ok(bytes.to_vec()),
        raw => Ok(raw.to_string().into_bytes()),
    }
}

fn changed(file: &LogFile, reason: &str) -> String {
    format!(
        "{} has changed since it was loaded ({reason}): open it again to read this record",
        file.path.display()
    )
}
