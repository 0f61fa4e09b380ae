//! Reading the records of a chunk: by the fast reader where it can, and by the reference reader where
//! it cannot.

use super::chunk::{ChunkHeader, lacks_its_end, list, record_at};
use super::fallback::{self, Outcome};
use super::fast_reader::FastReader;
use super::format::HEADER;
use super::instance::lost_its_template;
use super::record::Place;
use super::record_header::RecordHeader;
use super::recovery::Recovery;
use super::report::{self, BLANK_END, ChunkReport, HINT, ReadPosition};
use super::sink::RecordSink;

/// Reads all records of a chunk into `builder`, also those of which only a part is left.
pub(crate) fn read(
    data: &[u8],
    place: Place,
    recovery: Recovery,
    fast_reader: &mut FastReader,
    builder: &mut impl RecordSink,
) -> ChunkReport {
    let from = ReadPosition::default();
    read_those(
        data,
        place,
        recovery,
        (&from, |_| true),
        fast_reader,
        builder,
    )
}

/// Reads the records of a chunk whose offset `is_there` says are there, of which so much was read
/// before.
fn read_those(
    data: &[u8],
    place: Place,
    recovery: Recovery,
    (from, is_there): (&ReadPosition, impl Fn(usize) -> bool),
    fast_reader: &mut FastReader,
    builder: &mut impl RecordSink,
) -> ChunkReport {
    let header = ChunkHeader::read(data);
    let damage = match header {
        Some(header) => header.damage(data),
        None => Some("it does not begin as a chunk does"),
    };
    let mut report = ChunkReport {
        promised: header.map_or(0, |header| header.promised()),
        position: ReadPosition {
            header,
            ..ReadPosition::default()
        },
        replaces_previous: true,
        ..ChunkReport::default()
    };
    fast_reader.begin_chunk();
    let listed = match (header, damage) {
        (Some(header), None) => list(data, &header),
        _ => None,
    };
    let unfinished = header.is_some_and(|header| lacks_its_end(data, &header));
    let mut left = Vec::new();
    let mut before = 0;
    for record in listed.iter().flatten() {
        report.descends |= record.id < before;
        before = record.id;
        match fast_reader.read(data, *record, at(place, record), builder) {
            Ok(head) => report.read(record, true, builder.channel(head)),
            Err(_) => left.push(record.offset as u16),
        }
    }
    // Where the chunk is as it should be, the reference reader reads what is left of it; where it
    // is damaged, it says which records there are.
    let regular = listed.is_some();
    if !regular || !left.is_empty() || recovery == Recovery::On {
        let was_read = |offset: u16| {
            let listed = listed.as_deref().unwrap_or_default();
            let known = listed.binary_search_by_key(&usize::from(offset), |record| record.offset);
            known.is_ok() && left.binary_search(&offset).is_err()
        };
        let wanted = |offset| !was_read(offset) && is_there(usize::from(offset));
        let outcome = fallback::read_chunk(data.to_vec(), place, recovery, wanted, |outcome| {
            take(outcome, regular, data, fast_reader, builder, &mut report);
        });
        if outcome.is_err() {
            report.unreadable = report.promised.saturating_sub(report.records);
        }
    }
    let damage = damage.map(|damage| if unfinished { BLANK_END } else { damage });
    report.end(from);
    report.problem = report::problem(&report, damage);
    report.position.unfinished = unfinished;
    report
}

/// Reads the records of a chunk that were written to it since it had this position, as far as they
/// are whole; all of them when it is another chunk by now.
pub(crate) fn read_on(
    data: &[u8],
    place: Place,
    recovery: Recovery,
    from: ReadPosition,
    fast_reader: &mut FastReader,
    builder: &mut impl RecordSink,
) -> ChunkReport {
    if !from.goes_on_in(data) {
        // The rest of a record that is not yet written to its end comes later.
        let is_there = |offset| record_at(data, offset).is_some();
        return ChunkReport {
            is_new_log: from.last.is_some(),
            ..read_those(
                data,
                place,
                recovery,
                (&from, is_there),
                fast_reader,
                builder,
            )
        };
    }
    let header = ChunkHeader::read(data);
    let promised = |header: Option<ChunkHeader>| header.map_or(0, |header| header.promised());
    let mut report = ChunkReport {
        promised: promised(header).saturating_sub(promised(from.header)),
        position: ReadPosition {
            header,
            last: from.last,
            ..ReadPosition::default()
        },
        // What was not there yet is, by now.
        replaces_previous: from.unfinished,
        ..ChunkReport::default()
    };
    fast_reader.begin_chunk();
    let mut left = Vec::new();
    let mut offset = from.end().max(HEADER);
    while let Some(record) = record_at(data, offset) {
        offset += record.size;
        report.descends |= from.last.is_some_and(|last| record.id < last.id);
        match fast_reader.read(data, record, at(place, &record), builder) {
            Ok(head) => report.read(&record, true, builder.channel(head)),
            Err(_) => left.push(record.offset as u16),
        }
    }
    if !left.is_empty() {
        let wanted = |offset| left.binary_search(&offset).is_ok();
        let before = report.records;
        // What of it cannot be read is counted below: some of that may have been read before.
        let _ = fallback::read_chunk(data.to_vec(), place, Recovery::Off, wanted, |outcome| {
            if let Outcome::Read(..) = outcome {
                take(outcome, true, data, fast_reader, builder, &mut report);
            }
        });
        report.unreadable = (left.len() as u64).saturating_sub(report.records - before);
        if report.unreadable > 0 {
            let unreadable = report.unreadable;
            report.problem = Some(format!(
                "{unreadable} of its records cannot be read; {HINT}"
            ));
        }
    }
    report.end(&from);
    report.position.unfinished = header.is_some_and(|header| offset < header.free_space as usize);
    report
}

fn at(place: Place, record: &RecordHeader) -> Place {
    Place {
        offset: record.offset as u16,
        ..place
    }
}

/// Adds a record that the reference reader has read, by the fast reader where that can read it, so
/// that its values have their types.
fn take(
    outcome: Outcome<'_>,
    regular: bool,
    data: &[u8],
    fast_reader: &mut FastReader,
    builder: &mut impl RecordSink,
    report: &mut ChunkReport,
) {
    match outcome {
        Outcome::Read(record, header) => {
            let whole = record_at(data, header.offset);
            // The header as it lies there: it is looked for again when the log is followed.
            let header = whole.unwrap_or(header);
            let recovered = record.place.recovered;
            let is_left =
                regular && !recovered || recovered && lost_its_template(data, header.offset);
            let by_walker = !is_left
                && fast_reader
                    .read(data, header, record.place, builder)
                    .is_ok();
            if recovered {
                report.carved();
            } else {
                report.read(&header, whole.is_some(), &record.system.channel);
            }
            if !by_walker {
                builder.push(record);
            }
        }
        Outcome::Unread => report.unreadable += 1,
    }
}
