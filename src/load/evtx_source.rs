//! EVTX logs as a source: a part is a chunk.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::source::{LogSource, Origin, PartGrowth, Scratch};
use crate::evtx::{
    ChunkReport, CodePage, FastReader, LogError, LogReader, Place, ReadPosition, RecordError,
    Recovery, Xml, earliest, is_blank, read, read_on, xml_at,
};
use crate::store::SegmentBuilder;
use crate::values::FileTime;

struct EvtxSource {
    reader: LogReader,
    problems: Vec<String>,
}

/// Opens an EVTX log, damaged or not.
///
/// # Errors
/// When the file is not one or cannot be read.
pub(super) fn open(origin: &Origin) -> Result<Box<dyn LogSource>, LogError> {
    let (reader, problems) = match &origin.held {
        Some(held) => LogReader::of(&origin.path, held.clone()),
        None => LogReader::open(&origin.path),
    }?;
    Ok(Box::new(EvtxSource { reader, problems }))
}

impl LogSource for EvtxSource {
    fn bytes(&self) -> u64 {
        self.reader.bytes
    }

    fn parts(&self, recovery: Recovery) -> u32 {
        let has_part = recovery == Recovery::On && self.reader.has_part_of_chunk();
        self.reader.chunks() + u32::from(has_part)
    }

    fn problems(&self) -> &[String] {
        &self.problems
    }

    fn fingerprint(&self) -> Option<Vec<u8>> {
        self.reader.fingerprint()
    }

    fn read(
        &self,
        place: Place,
        recovery: Recovery,
        from: Option<ReadPosition>,
        scratch: &mut Scratch,
        builder: &mut SegmentBuilder,
    ) -> ChunkReport {
        let from = match self.reader.chunk(place.chunk, &mut scratch.data) {
            // Do not reconstruct a record truncated with its chunk.
            Ok(is_whole) => from.or((!is_whole).then(ReadPosition::default)),
            Err(error) => return ChunkReport::unread(error.to_string()),
        };
        if is_blank(&scratch.data) {
            return ChunkReport::default();
        }
        let data = &scratch.data;
        let fast_reader = &mut scratch.fast_reader;
        // A record that was begun and not committed is dropped, so a panic leaves the segment as
        // it should be.
        let outcome = catch_unwind(AssertUnwindSafe(|| match from {
            None => read(data, place, recovery, fast_reader, builder),
            Some(from) => read_on(data, place, recovery, from, fast_reader, builder),
        }));
        outcome.unwrap_or_else(|_| {
            scratch.fast_reader = FastReader::new(scratch.code_page);
            ChunkReport::unread("the reader failed on it; please report this".to_owned())
        })
    }

    fn earliest(&self, part: u32, scratch: &mut Scratch) -> Option<FileTime> {
        self.reader.chunk(part, &mut scratch.data).ok()?;
        earliest(&scratch.data)
    }

    fn growth(&self, part: u32, known: &ReadPosition) -> PartGrowth {
        let Some(header) = self.reader.chunk_header(part) else {
            return PartGrowth::Missing;
        };
        let is_same = known.header.as_ref() == Some(&header)
            && !known.unfinished
            // Without checksums another log's chunk may have the same header.
            && (header.has_checksums()
                || known.last.is_none_or(|last| {
                    self.reader.record_header(part, last.offset) == Some(last)
                }));
        if is_same {
            return PartGrowth::None;
        }
        let position = ReadPosition {
            header: Some(header),
            ..ReadPosition::default()
        };
        PartGrowth::Some(header.first_id, position)
    }

    fn xml(&self, place: Place, code_page: CodePage) -> Result<Xml, RecordError> {
        let mut chunk = Vec::new();
        self.reader.chunk(place.chunk, &mut chunk)?;
        xml_at(&chunk, place, code_page)
    }
}
