//! The reference reader: records as the evtx crate reads and renders them. It is slower than the
//! fast reader and understands more, so it reads what the fast reader does not.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use evtx::{EvtxChunkData, EvtxParser, ParserSettings};

use super::error::RecordError;
use super::format::{FILE_HEADER, RECORD_HEADER, RECORD_TRAILER};
use super::instance::lost_its_template;
use super::record::{Place, Record};
use super::record_header::RecordHeader;
use super::recovery::Recovery;
use super::{chunk, payload, xml};
use crate::values::FileTime;

/// What became of one record.
pub(crate) enum Outcome<'a> {
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
pub(crate) fn read_chunk(
    data: Vec<u8>,
    place: Place,
    recovery: Recovery,
    mut wanted: impl FnMut(u16) -> bool,
    mut each: impl FnMut(Outcome<'_>),
) -> Result<(), RecordError> {
    let settings = ParserSettings::new()
        .num_threads(1)
        .indent(false)
        .recover_records(recovery == Recovery::On);
    let mut chunk = chunk_of(data, &settings)?;
    let mut seen = HashSet::new();
    {
        let mut parsed = chunk.parse(Arc::new(settings.clone())).map_err(of_crate)?;
        let bytes = parsed.data;
        for record in parsed.iter() {
            let Ok(record) = record else {
                each(Outcome::Unread);
                continue;
            };
            let offset = record.binxml_offset.saturating_sub(RECORD_HEADER as u64) as u16;
            seen.insert(usize::from(offset));
            if !wanted(offset) {
                continue;
            }
            let header = RecordHeader {
                offset: usize::from(offset),
                size: RECORD_HEADER + record.binxml_size as usize + RECORD_TRAILER,
                id: record.event_record_id,
                time: FileTime::from_timestamp(record.timestamp),
            };
            let place = Place {
                offset,
                recovered: record.recovered,
                ..place
            };
            match record.into_xml() {
                Err(_) if place.recovered => {}
                Err(_) => each(Outcome::Unread),
                Ok(rendered) => hand_over(bytes, rendered.data, header, place, &mut each),
            }
        }
    }
    if recovery == Recovery::On {
        for (header, xml) in rendered_only(&chunk.data, &seen, settings) {
            let place = Place {
                offset: header.offset as u16,
                recovered: true,
                ..place
            };
            if wanted(place.offset) {
                hand_over(&chunk.data, xml, header, place, &mut each);
            }
        }
    }
    Ok(())
}

fn hand_over(
    data: &[u8],
    xml: String,
    header: RecordHeader,
    place: Place,
    each: &mut impl FnMut(Outcome<'_>),
) {
    let xml = known_of(data, xml, place);
    let Some(event) = xml::parse(&xml) else {
        each(Outcome::Unread);
        return;
    };
    let record = payload::record(&event, header.time, header.id, place);
    each(Outcome::Read(record, header));
}

/// The XML without what is of another template than the record's own. What is left of it are the
/// record's own values, as all templates have these in the same places; its provider is not.
fn known_of(data: &[u8], xml: String, place: Place) -> String {
    if !place.recovered || !lost_its_template(data, usize::from(place.offset)) {
        return xml;
    }
    let known = xml.split_once("<Provider ").and_then(|(before, after)| {
        let (_, after) = after.split_once("/>")?;
        Some(format!("{before}<Provider/>{after}"))
    });
    known.unwrap_or(xml)
}

/// What the crate puts before a record that it has carved.
const COMMENT: &str = "<!-- recovered -->\n";

/// The carved records of a chunk that the crate renders although it does not hand them out: the
/// template of their fields was written over. Those at the offsets in `seen` are left aside.
fn rendered_only(
    data: &[u8],
    seen: &HashSet<usize>,
    settings: ParserSettings,
) -> Vec<(RecordHeader, String)> {
    let mut candidates: Vec<RecordHeader> = chunk::records_in_bytes(data)
        .filter(|record| !seen.contains(&record.offset))
        .collect();
    if candidates.is_empty() {
        return Vec::new();
    }
    // It renders only what is in a file.
    let mut file = b"ElfFile\0".to_vec();
    file.resize(FILE_HEADER as usize, 0);
    file.extend_from_slice(data);
    let Ok(parser) = EvtxParser::from_buffer(file) else {
        return Vec::new();
    };
    let mut parser = parser.with_configuration(settings.recover_records(true));
    let mut found = Vec::new();
    for chunk in parser.chunks_xml_bytes(false) {
        for (id, xml) in chunk.records() {
            let Some(xml) = str::from_utf8(xml).ok().filter(|xml| xml.contains(COMMENT)) else {
                continue;
            };
            // Both are in the order of their places.
            if let Some(place) = candidates.iter().position(|known| known.id == id) {
                found.push((candidates.remove(place), xml.replacen(COMMENT, "", 1)));
            }
        }
    }
    found
}

/// Where a chunk's header has its table of names: the offsets of those that the crate is to read
/// at once.
const NAMES: Range<usize> = 128..384;

/// A chunk that the crate reads. Where one of its names is damaged, the crate refuses all of it:
/// then the table of names is left out, and each is read where a record uses it.
fn chunk_of(data: Vec<u8>, settings: &ParserSettings) -> Result<EvtxChunkData, RecordError> {
    let new = |data| EvtxChunkData::new(data, false).map_err(of_crate);
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
pub(crate) struct Xml {
    /// The XML, laid out in lines.
    pub(crate) text: String,
    /// `TimeCreated`.
    pub(crate) time: FileTime,
    /// `EventRecordID`.
    pub(crate) record_id: u64,
    /// `EventID`.
    pub(crate) event_id: u32,
}

/// The record at a place of a chunk.
///
/// # Errors
/// Why there is none.
pub(crate) fn xml_at(data: Vec<u8>, place: Place) -> Result<Xml, RecordError> {
    let settings = ParserSettings::new()
        .num_threads(1)
        .recover_records(place.recovered);
    let mut chunk = chunk_of(data, &settings)?;
    let mut found = None;
    let mut parsed = chunk.parse(Arc::new(settings.clone())).map_err(of_crate)?;
    let at = u64::from(place.offset) + RECORD_HEADER as u64;
    let mut records = parsed.iter().filter_map(Result::ok);
    if let Some(record) = records.find(|record| record.binxml_offset == at) {
        let time = FileTime::from_timestamp(record.timestamp);
        let id = record.event_record_id;
        let xml = record.into_xml().map_err(of_crate)?.data;
        found = Some((time, id, xml));
    }
    drop(records);
    if found.is_none() && place.recovered {
        let mut rendered = rendered_only(&chunk.data, &HashSet::new(), settings).into_iter();
        let rendered = rendered.find(|(header, _)| header.offset == usize::from(place.offset));
        found = rendered.map(|(header, xml)| (header.time, header.id, xml));
    }
    let (time, id, xml) = found.ok_or(RecordError::NoRecord)?;
    let xml = known_of(&chunk.data, xml, place);
    let event = xml::parse(&xml).ok_or(RecordError::NoElements)?;
    let read = payload::record(&event, time, id, place);
    let (time, record_id, event_id) = (read.time, read.record_id, read.system.event_id);
    drop(event);
    Ok(Xml {
        text: xml,
        time,
        record_id,
        event_id,
    })
}

fn of_crate(error: impl std::error::Error + Send + Sync + 'static) -> RecordError {
    RecordError::Crate(Box::new(error))
}
