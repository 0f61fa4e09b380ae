//! The reference reader: records as the evtx crate reads and renders them. It is slower than the
//! walker and understands more, so it reads what the walker does not.

use std::ops::Range;
use std::sync::Arc;

use evtx::{EvtxChunkData, ParserSettings};

use super::payload;
use super::segment::{Place, Record};
use super::walker::{RECORD_HEADER, RECORD_TRAILER, RecordHeader};
use super::xml;
use crate::values::FileTime;

/// What became of one record.
pub(super) enum Outcome<'a> {
    /// It was read; its header is this.
    Read(Record<'a>, RecordHeader),
    /// It was not.
    Unread,
}

/// Reads the records of a chunk that `wanted` picks by their offset, in order, whatever its
/// checksums say. With `recover` also those that were carved from slack space.
///
/// # Errors
/// The reason why nothing of the chunk can be read.
pub(super) fn read_chunk(
    data: Vec<u8>,
    place: Place,
    recover: bool,
    mut wanted: impl FnMut(u16) -> bool,
    mut each: impl FnMut(Outcome<'_>),
) -> Result<(), String> {
    let settings = ParserSettings::new()
        .num_threads(1)
        .indent(false)
        .recover_records(recover);
    let mut chunk = chunk_of(data, &settings)?;
    {
        let mut parsed = chunk
            .parse(Arc::new(settings))
            .map_err(|error| error.to_string())?;
        for record in parsed.iter() {
            let Ok(record) = record else {
                each(Outcome::Unread);
                continue;
            };
            let offset = record.binxml_offset.saturating_sub(RECORD_HEADER as u64) as u16;
            if !wanted(offset) {
                continue;
            }
            let (time, id) = (
                FileTime::from_timestamp(record.timestamp),
                record.event_record_id,
            );
            let header = RecordHeader {
                offset: usize::from(offset),
                size: RECORD_HEADER + record.binxml_size as usize + RECORD_TRAILER,
                id,
                time,
            };
            let place = Place {
                offset,
                recovered: record.recovered,
                ..place
            };
            match record.into_xml() {
                Err(_) if place.recovered => {}
                Err(_) => each(Outcome::Unread),
                Ok(rendered) => match xml::parse(&rendered.data) {
                    Some(event) => {
                        each(Outcome::Read(
                            payload::record(&event, time, id, place),
                            header,
                        ));
                    }
                    None => each(Outcome::Unread),
                },
            }
        }
    }
    Ok(())
}

/// Where a chunk's header has its table of names: the offsets of those that the crate is to read
/// at once.
const NAMES: Range<usize> = 128..384;

/// A chunk that the crate reads. Where one of its names is damaged, the crate refuses all of it:
/// then the table of names is left out, and each is read where a record uses it.
fn chunk_of(data: Vec<u8>, settings: &ParserSettings) -> Result<EvtxChunkData, String> {
    let new = |data| EvtxChunkData::new(data, false).map_err(|error| error.to_string());
    let mut chunk = new(data)?;
    if chunk.parse(Arc::new(settings.clone())).is_ok() {
        return Ok(chunk);
    }
    let mut data = chunk.data;
    if let Some(names) = data.get_mut(NAMES) {
        names.fill(0);
    }
    new(data)
}

/// A record as it lies in its file.
pub(super) struct Found {
    /// Its XML, laid out in lines.
    pub(super) xml: String,
    /// `TimeCreated`.
    pub(super) time: FileTime,
    /// `EventRecordID`.
    pub(super) record_id: u64,
    /// `EventID`.
    pub(super) event_id: u32,
}

/// The record at a place of a chunk.
///
/// # Errors
/// Why there is none.
pub(super) fn xml_at(data: Vec<u8>, place: Place) -> Result<Found, String> {
    let settings = ParserSettings::new()
        .num_threads(1)
        .recover_records(place.recovered);
    let mut chunk = chunk_of(data, &settings)?;
    let mut parsed = chunk
        .parse(Arc::new(settings))
        .map_err(|error| error.to_string())?;
    let record = parsed
        .iter()
        .filter_map(Result::ok)
        .find(|record| record.binxml_offset == u64::from(place.offset) + RECORD_HEADER as u64)
        .ok_or("no record is at its place")?;
    let (time, id) = (
        FileTime::from_timestamp(record.timestamp),
        record.event_record_id,
    );
    let xml = record.into_xml().map_err(|error| error.to_string())?.data;
    let event = xml::parse(&xml).ok_or("the record at its place has no XML")?;
    let read = payload::record(&event, time, id, place);
    let (time, record_id, event_id) = (read.time, read.record_id, read.system.event_id);
    drop(event);
    Ok(Found {
        xml,
        time,
        record_id,
        event_id,
    })
}
