//! Reading the records of a chunk into a sink.

use super::chunk::{ChunkHeader, lacks_its_end, record_at};
use super::fast_reader::FastReader;
use super::format::HEADER;
use super::layout::{Counted, Layout};
use super::probe::Probe;
use super::record::Place;
use super::recovery::Recovery;
use super::report::{ChunkReport, Damage, HINT, ReadPosition, Seen};
use super::sink::RecordSink;

/// Reads all records of a chunk, also those of which only a part is left.
pub(crate) fn read(
    data: &[u8],
    place: Place,
    recovery: Recovery,
    reader: &mut FastReader,
    sink: &mut impl RecordSink,
) -> ChunkReport {
    let chunk = Chunk {
        data,
        place,
        recovery,
        only_whole: false,
    };
    chunk.read(&ReadPosition::default(), reader, sink)
}

/// Reads the records of a chunk that were written to it since it had this position, as far as they
/// are whole; all of them when it is another chunk by now.
pub(crate) fn read_on(
    data: &[u8],
    place: Place,
    recovery: Recovery,
    from: ReadPosition,
    reader: &mut FastReader,
    sink: &mut impl RecordSink,
) -> ChunkReport {
    if from.goes_on_in(data) {
        return read_new(data, place, from, reader, sink);
    }
    let chunk = Chunk {
        data,
        place,
        recovery,
        // The rest of a record that is not yet written to its end comes later.
        only_whole: true,
    };
    ChunkReport {
        is_new_log: from.last.is_some(),
        ..chunk.read(&from, reader, sink)
    }
}

/// A chunk that is read as a whole.
struct Chunk<'a> {
    data: &'a [u8],
    place: Place,
    recovery: Recovery,
    only_whole: bool,
}

impl Chunk<'_> {
    fn read(
        &self,
        from: &ReadPosition,
        reader: &mut FastReader,
        sink: &mut impl RecordSink,
    ) -> ChunkReport {
        let header = ChunkHeader::read(self.data);
        let mut report = ChunkReport {
            promised: header.map_or(0, |header| header.promised()),
            position: ReadPosition {
                header,
                ..ReadPosition::default()
            },
            replaces_previous: true,
            ..ChunkReport::default()
        };
        reader.begin_chunk();
        let layout = match &header {
            Some(header) => Layout::of(self.data, header),
            None => Layout::default(),
        };
        let damage = Damage::of(self.data, header.as_ref(), layout.end);
        let mut place = Place {
            damaged: damage.records_are_altered(),
            ..self.place
        };
        let mut before = 0;
        for counted in &layout.counted {
            if self.only_whole && !counted.is_whole {
                continue;
            }
            report.descends |= counted.header.id < before;
            before = counted.header.id;
            report.add(self.data, *counted, place, reader, sink);
        }
        place.damaged = false;
        for record in &layout.behind {
            let counted = Counted {
                header: *record,
                is_whole: true,
            };
            report.add(self.data, counted, place, reader, sink);
        }
        let mut seen = Seen {
            damage,
            behind: &layout.behind,
            hidden: 0,
            unreadable_others: 0,
            holes: layout.holes,
        };
        if self.recovery == Recovery::On {
            let readable;
            (readable, seen.unreadable_others) = self.read_others(&layout, reader, sink);
            report.carve(readable);
        } else if damage != Damage::None {
            (seen.hidden, seen.unreadable_others) = self.read_others(&layout, reader, &mut Probe);
        }
        report.end(from);
        report.settle(&seen);
        report.position.unfinished = header.is_some_and(|header| lacks_its_end(self.data, &header));
        report
    }

    /// Reads the records that the header does not count; returns how many can be read, and how
    /// many cannot.
    fn read_others(
        &self,
        layout: &Layout,
        reader: &mut FastReader,
        sink: &mut impl RecordSink,
    ) -> (u64, u64) {
        let (mut readable, mut unreadable) = (0, 0);
        for record in layout.others(self.data) {
            let place = Place {
                offset: record.offset as u16,
                recovered: true,
                ..self.place
            };
            match reader.read(self.data, record, place, sink) {
                Ok(_) => readable += 1,
                Err(_) => unreadable += 1,
            }
        }
        (readable, unreadable)
    }
}

fn read_new(
    data: &[u8],
    place: Place,
    from: ReadPosition,
    reader: &mut FastReader,
    sink: &mut impl RecordSink,
) -> ChunkReport {
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
    reader.begin_chunk();
    let mut offset = from.end().max(HEADER);
    while let Some(header) = record_at(data, offset) {
        offset += header.size;
        report.descends |= from.last.is_some_and(|last| header.id < last.id);
        let counted = Counted {
            header,
            is_whole: true,
        };
        report.add(data, counted, place, reader, sink);
    }
    if report.unreadable > 0 {
        let unreadable = report.unreadable;
        report.problem = Some(format!(
            "{unreadable} of its records cannot be read; {HINT}"
        ));
    }
    report.end(&from);
    report.position.unfinished = header.is_some_and(|header| offset < header.free_space as usize);
    report
}

impl ChunkReport {
    /// Reads a record, and counts it.
    fn add(
        &mut self,
        data: &[u8],
        record: Counted,
        place: Place,
        reader: &mut FastReader,
        sink: &mut impl RecordSink,
    ) {
        let header = record.header;
        let place = Place {
            offset: header.offset as u16,
            ..place
        };
        match reader.read(data, header, place, sink) {
            Ok(schema) => self.read(&header, record.is_whole, sink.channel(schema)),
            Err(_) => self.unreadable += 1,
        }
    }
}
