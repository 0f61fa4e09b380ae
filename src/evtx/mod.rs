//! The EVTX format alone: files, chunks, records, `BinXML`, templates; a fast reader, and a
//! reference reader for what that leaves. Records come out through [`RecordSink`]. No catalog and
//! no threads here; the evtx crate reads only the texts saved beside a log.

mod binxml;
mod budget;
mod chunk;
mod code_page;
mod element;
mod elements;
mod error;
mod fast_reader;
mod file_part;
mod format;
mod guid;
mod instance;
mod layout;
mod log_reader;
mod payload;
mod plan;
mod probe;

mod record;
mod record_header;
mod records;
mod recovery;
mod report;
mod saved_texts;
mod shape;
mod sink;
mod templates;
mod usual;
mod utf16;
mod value;
mod xml;

pub(crate) use chunk::{earliest, is_blank};
pub use code_page::CodePage;
pub use error::{ChunkError, LogError, RecordError};
pub(crate) use fast_reader::FastReader;
pub use file_part::FilePart;
pub(crate) use format::{CHUNK, FILE_HEADER};
pub(crate) use guid::{parse_guid, parse_hex};
pub(crate) use log_reader::LogReader;
pub use record::{Place, Record, RecordLayout, System, SystemPart};
pub(crate) use records::{read, read_on};
pub use recovery::Recovery;
pub(crate) use report::{ChunkReport, Ids, ReadPosition};
pub use saved_texts::SavedTexts;
pub use sink::RecordSink;
pub(crate) use xml::{Xml, xml_at};
