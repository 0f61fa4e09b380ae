//! Logs that grow: what was written to a file since it was read.

use super::parser::Parser;
use crate::evtx::{ChunkHeader, ChunkReport, LogReader, Mark};

/// What became of a file since it was read last.
#[derive(Debug, Default)]
pub(crate) struct Growth {
    /// The chunks that changed, as they were read on.
    pub(crate) chunks: Vec<(u32, ChunkReport)>,
    /// Whether it is another log by now, or was cleared.
    pub(crate) replaced: bool,
}

/// Reads what was written to a file since its chunks had these marks, which are brought up to
/// date. A chunk that was begun anew, as in a log that is full, is read as a whole. `room` is
/// asked after each chunk whether there is room for more.
pub(crate) fn read_on(
    reader: &LogReader,
    file: u32,
    marks: &mut Vec<Mark>,
    parser: &mut Parser,
    mut room: impl FnMut(&mut Parser) -> bool,
) -> Growth {
    let mut growth = Growth::default();
    let highest = marks.iter().filter_map(|mark| Some(mark.last?.id)).max();
    let (mut kept, mut anew) = (false, false);
    // The marks of chunks that are gone stay: they may come back, as when the log is copied over
    // itself.
    let chunks = reader.chunks();
    marks.resize(marks.len().max(chunks as usize), Mark::default());
    for (chunk, mark) in (0..chunks).zip(marks) {
        let Some(header) = reader.chunk_header(chunk) else {
            continue;
        };
        if is_as_it_was(reader, chunk, &header, mark) {
            kept |= mark.last.is_some();
            continue;
        }
        let had_records = mark.last.is_some();
        let report = parser.read_on(file, chunk, *mark);
        kept |= had_records && !report.anew;
        anew |= report.anew;
        // A log that is full goes on in its oldest chunk, with higher numbers.
        growth.replaced |= report.anew && highest.is_some_and(|id| header.first_id <= id);
        *mark = Mark {
            header: Some(header),
            ..report.mark
        };
        growth.chunks.push((chunk, report));
        if !room(parser) {
            break;
        }
    }
    growth.replaced |= anew && !kept;
    growth
}

/// Whether nothing was written to a chunk since it had this mark.
fn is_as_it_was(reader: &LogReader, chunk: u32, header: &ChunkHeader, mark: &Mark) -> bool {
    mark.header.as_ref() == Some(header)
        && !mark.unfinished
        // Without checksums another log's chunk may have the same header.
        && (header.has_checksums()
            || mark
                .last
                .is_none_or(|last| reader.record_header(chunk, last.offset) == Some(last)))
}
