//! Logs that grow: what was written to a file since it was read.

use super::parser::Parser;
use super::source::{LogSource, PartGrowth};
use crate::evtx::{ChunkReport, ReadPosition, Recovery};

/// The growth of a file since it was read last.
#[derive(Debug, Default)]
pub(crate) struct Growth {
    /// The chunks that changed, as they were read on.
    pub(crate) chunks: Vec<(u32, ChunkReport)>,
    /// True if it is another log by now, or was cleared.
    pub(crate) replaced: bool,
}

/// Reads what was written to a file since its chunks had these positions, which are brought up to
/// date. A chunk that was begun anew, as in a log that is full, is read as a whole. `room` is
/// asked after each chunk whether there is room for more.
pub(crate) fn read_on(
    log: &dyn LogSource,
    file: u32,
    positions: &mut Vec<ReadPosition>,
    parser: &mut Parser,
    mut room: impl FnMut(&mut Parser) -> bool,
) -> Growth {
    let mut growth = Growth::default();
    let highest = positions
        .iter()
        .filter_map(|position| Some(position.last?.id))
        .max();
    let (mut kept, mut is_new_log) = (false, false);
    // The positions of chunks that are gone stay: they may come back, as when the log is copied over
    // itself.
    let chunks = log.parts(Recovery::Off);
    positions.resize(
        positions.len().max(chunks as usize),
        ReadPosition::default(),
    );
    for (chunk, position) in (0..chunks).zip(positions) {
        let (first_id, now) = match log.growth(chunk, position) {
            PartGrowth::Missing => continue,
            PartGrowth::None => {
                kept |= position.last.is_some();
                continue;
            }
            PartGrowth::Some(first_id, now) => (first_id, now),
        };
        let had_records = position.last.is_some();
        let report = parser.read_on(file, chunk, *position);
        kept |= had_records && !report.is_new_log;
        is_new_log |= report.is_new_log;
        // A log that is full goes on in its oldest chunk, with higher numbers.
        growth.replaced |= report.is_new_log && highest.is_some_and(|id| first_id <= id);
        *position = ReadPosition {
            header: now.header,
            ..report.position
        };
        growth.chunks.push((chunk, report));
        if !room(parser) {
            break;
        }
    }
    growth.replaced |= is_new_log && !kept;
    growth
}
