//! A record as XML, from its elements.

use std::fmt::Write as _;

use super::budget::Budget;
use super::chunk::{record_at, record_header};
use super::code_page::CodePage;
use super::element::{Element, Value};
use super::elements::{self, Context};
use super::error::RecordError;
use super::fast_reader::body;
use super::format::RECORD_HEADER;
use super::payload;
use super::record::Place;
use super::record_header::RecordHeader;
use super::templates::Templates;
use crate::values::{FileTime, Raw};

/// A record read from its chunk again.
pub(crate) struct Xml {
    /// Its XML, an element a line.
    pub(crate) text: String,
    /// `TimeCreated`.
    pub(crate) time: FileTime,
    /// `EventRecordID`.
    pub(crate) record_id: u64,
    /// `EventID`.
    pub(crate) event_id: u32,
}

/// Returns the record at a place of a chunk as XML. Of one that spells out to far more than its
/// size, the beginning, which says so.
///
/// # Errors
/// When there is none.
pub(crate) fn xml_at(data: &[u8], place: Place, code_page: CodePage) -> Result<Xml, RecordError> {
    let header = header_at(data, usize::from(place.offset)).ok_or(RecordError::NoRecord)?;
    let (start, end) = body(&header).map_err(|_| RecordError::NoElements)?;
    let mut budget = Budget::for_one();
    budget.begin(header.size);
    let mut context = Context {
        templates: &mut Templates::default(),
        budget: &mut budget,
        code_page,
    };
    let event = elements::event(data, start, end, place, &mut context)
        .map_err(|_| RecordError::NoElements)?;
    let mut text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_owned();
    write(&mut text, &event, 0);
    if let Some(note) = payload::cut_note(&budget) {
        let _ = writeln!(text, "<!-- {note} -->");
    }
    let read = payload::record(&event, &header, place, &mut Budget::for_one());
    Ok(Xml {
        time: read.time,
        record_id: read.record_id,
        event_id: read.system.event_id,
        text,
    })
}

/// Returns the header of the record at an offset, also of one that lacks its end.
fn header_at(data: &[u8], offset: usize) -> Option<RecordHeader> {
    let half = || {
        let header: &[u8; RECORD_HEADER] = data.get(offset..)?.first_chunk()?;
        record_header(header, offset)
    };
    record_at(data, offset).or_else(half)
}

fn write(out: &mut String, element: &Element<'_>, depth: usize) {
    let indent = |out: &mut String| out.extend(std::iter::repeat_n("  ", depth));
    indent(out);
    let _ = write!(out, "<{}", element.name);
    let there = |value: &Value<'_>| !matches!(value, Value::Raw(Raw::Null));
    for (name, value) in element.attributes.iter().filter(|(_, value)| there(value)) {
        let _ = write!(out, " {name}=\"");
        escape(out, value.raw());
        out.push('"');
    }
    out.push('>');
    escape(out, element.value.raw());
    if !element.children.is_empty() {
        out.push('\n');
        for child in &element.children {
            write(out, child, depth + 1);
        }
        indent(out);
    }
    let _ = writeln!(out, "</{}>", element.name);
}

/// Writes a value. What XML 1.0 cannot hold, not even as a reference, becomes `_`.
fn escape(out: &mut String, raw: Raw<'_>) {
    let text = match raw {
        Raw::Hex(number) => format!("0x{number:x}"),
        raw => raw.to_string(),
    };
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(character),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('_'),
            _ => out.push(character),
        }
    }
}
