//! A synthetic but valid log: an EVTX writer, and a story that it writes; used by
//! `smbscope demo`, the tests and the benchmarks.
//!
//! The story is about two file servers over 36 hours: daily life, a password spray, a locked-out
//! service account, an SMB1 scanner, a share that denies a group, storage that becomes slow until
//! the server takes a live dump, and a failover in which handles are lost.

mod random;
mod source;
mod story;
mod teller;
pub mod writer;

use std::io::{self, Cursor, Seek, Write};

use story::{DOMAIN, Story, World};
use teller::Teller;
use writer::LogWriter;

/// The number of events when none is asked for.
pub const DEFAULT_EVENTS: u64 = 2_500;
/// The seed when none is asked for.
pub const DEFAULT_SEED: u64 = 551;

/// Options of the log to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoOptions {
    /// The exact number of events; [`DEFAULT_EVENTS`] if `None`. Fewer than the story has leave
    /// some of it out evenly, more than that are daily life, then the story again.
    pub events: Option<u64>,
    /// The same seed gives the same bytes, on every system; [`DEFAULT_SEED`] by default.
    pub seed: u64,
}

impl Default for DemoOptions {
    fn default() -> Self {
        Self {
            events: None,
            seed: DEFAULT_SEED,
        }
    }
}

/// The size of a written log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoSummary {
    /// The number of records.
    pub records: u64,
    /// The size of the log in bytes.
    pub bytes: u64,
}

/// Writes the demo's log, chunk by chunk: memory does not grow with its size.
///
/// # Errors
/// Those of `out`.
pub fn write(out: impl Write + Seek, options: &DemoOptions) -> io::Result<DemoSummary> {
    let world = World::new(options.seed);
    let mut writer = LogWriter::new(out)?;
    let teller = Teller::new(&mut writer)?;
    let mut records = 0;
    for act in Story::new(options.seed, options.events.unwrap_or(DEFAULT_EVENTS)) {
        teller.tell(&world, &act, &mut writer)?;
        records += 1;
    }
    let bytes = writer.size();
    writer.finish()?;
    Ok(DemoSummary { records, bytes })
}

/// The number of bytes at the beginning of a log that [`is_demo`] needs.
pub const BEGINNING: u64 = 1 << 16;

/// Tells the demo's log by its beginning: its machines are in a domain that no real one is in.
pub fn is_demo(beginning: &[u8]) -> bool {
    let domain: Vec<u8> = DOMAIN.encode_utf16().flat_map(u16::to_le_bytes).collect();
    memchr::memmem::find(beginning, &domain).is_some()
}

/// The demo's log in memory.
///
/// # Errors
/// A log that is too large to write; the default story is not.
pub fn bytes(options: &DemoOptions) -> io::Result<Vec<u8>> {
    let mut out = Cursor::new(Vec::new());
    write(&mut out, options)?;
    Ok(out.into_inner())
}
