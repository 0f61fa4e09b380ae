//! Logs that grow: what was written to a file since it was read.

use super::chunk::{ChunkReport, Mark};
use super::files::LogReader;
use super::parser::Parser;

/// What became of a file since it was read last.
#[derive(Debug, Default)]
pub(super) struct Growth {
    /// The chunks that changed, as they were read on.
    pub(super) chunks: Vec<(u32, ChunkReport)>,
    /// What happened to the file as a whole, if anything.
    pub(super) notice: Option<String>,
}

/// Reads what was written to a file since its chunks had these marks, which are brought up to
/// date. A chunk that was begun anew, as in a log that is full, is read as a whole.
pub(super) fn read_on(
    reader: &LogReader,
    file: u32,
    marks: &mut Vec<Mark>,
    parser: &mut Parser,
) -> Growth {
    let mut growth = Growth::default();
    let now = reader.chunks() as usize;
    let mut replaced = now < marks.len();
    marks.resize(now, Mark::default());
    for (chunk, mark) in marks.iter_mut().enumerate() {
        let chunk = chunk as u32;
        let header = reader.chunk_header(chunk);
        if header.is_none() || header == mark.header && !mark.unfinished {
            continue;
        }
        let before = mark.header.map(|header| (header.first_id, header.last_id));
        let after = header.map(|header| (header.first_id, header.last_id));
        let (grown, earlier) = match (before, after) {
            (Some(old), Some(new)) => (old.0 == new.0 && old.1 <= new.1, new < old),
            _ => (false, false),
        };
        replaced |= earlier;
        let report = if grown && mark.end > 0 {
            parser.read_on(file, chunk, mark.end)
        } else {
            parser.read(file, chunk)
        };
        *mark = report.mark;
        growth.chunks.push((chunk, report));
    }
    if replaced {
        growth.notice = Some(
            "was cleared or replaced while it was followed: its earlier events are still shown"
                .to_owned(),
        );
    }
    growth
}
