//! A record read again from its file, for what is not kept of it.

use std::sync::Arc;

use super::event::Event;
use super::files::LogReader;
use super::parser::Parser;
use super::reader;
use crate::catalog::Catalog;
use crate::values::Raw;

/// The record of an event as XML.
///
/// # Errors
/// Why it cannot be read any more.
pub(super) fn xml(event: &Event<'_>) -> Result<String, String> {
    let place = event.place();
    let (log, _) = LogReader::open(&event.file().path)?;
    let mut chunk = Vec::new();
    log.chunk(place.chunk, &mut chunk)
        .map_err(|reason| changed(event, &reason))?;
    let found = reader::xml_at(chunk, place).map_err(|reason| changed(event, &reason))?;
    if (found.time, found.record_id, found.event_id)
        == (event.time(), event.record_id(), event.system().event_id)
    {
        Ok(found.xml)
    } else {
        Err(changed(event, "another record is at its place"))
    }
}

/// All bytes of a value of an event.
///
/// # Errors
/// Why they cannot be read any more.
pub(super) fn whole(
    event: &Event<'_>,
    catalog: &Arc<Catalog>,
    place: usize,
) -> Result<Vec<u8>, String> {
    let paths = Arc::from([event.file().path.as_path().into()]);
    let at = event.place();
    let mut parser = Parser::new(Arc::clone(catalog), paths, at.recovered).whole();
    let report = parser.read(0, at.chunk);
    let segment = parser.take().ok_or_else(|| {
        let reason = report.problem.unwrap_or_else(|| "it is blank".to_owned());
        changed(event, &reason)
    })?;
    let row = (0..segment.len()).find(|&row| {
        segment.place(row).offset == at.offset
            && segment.record_ids()[row] == event.record_id()
            && segment.times()[row] == event.time()
    });
    let row = row.ok_or_else(|| changed(event, "another record is at its place"))?;
    let cell = segment.cell(row, place).unwrap_or_default();
    match segment.dictionary().get(cell) {
        Raw::Binary(bytes) => Ok(bytes.to_vec()),
        raw => Ok(raw.to_string().into_bytes()),
    }
}

fn changed(event: &Event<'_>, reason: &str) -> String {
    format!(
        "{} has changed since it was loaded ({reason}): open it again to read this record",
        event.file().path.display()
    )
}
