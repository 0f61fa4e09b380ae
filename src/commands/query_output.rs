//! The output of `query`: events in their order in one of the formats, written by all cores.

use std::io::{self, Write as _};
use std::panic::resume_unwind;
use std::thread;

use super::Error;
use super::args::{QueryArguments, QueryFormat};
use super::output::Output;
use crate::export::{self, EventLines, EventTable};
use crate::store::{EventNumber, Store};

/// Events that a thread writes before all that is written is handed on.
const SHARE: usize = 1024;
/// Events for which another thread is worth while.
const LEAST: usize = 64;

/// The output of a query.
pub(super) struct QueryOutput {
    out: Output,
    format: QueryFormat,
    table: EventTable,
    has_titles: bool,
    /// The texts that the threads write, kept for their room.
    texts: Vec<Vec<u8>>,
}

impl QueryOutput {
    /// Opens the output in the format and at the place that are asked for.
    ///
    /// # Errors
    /// Nothing can be written there.
    pub(super) fn new(arguments: &QueryArguments, width: Option<usize>) -> Result<Self, Error> {
        let (mut out, width) = match &arguments.output {
            Some(path) => (Output::file(path)?, None),
            None => (Output::standard(), width),
        };
        let format = arguments.format();
        if format == QueryFormat::Csv {
            export::write_csv_header(&mut out)?;
        }
        Ok(Self {
            out,
            format,
            table: EventTable::new(width),
            has_titles: false,
            texts: Vec::new(),
        })
    }

    /// Writes events, and hands them on.
    ///
    /// # Errors
    /// The output does not take them.
    pub(super) fn write(&mut self, store: &Store, numbers: &[EventNumber]) -> io::Result<()> {
        if !self.has_titles && self.format == QueryFormat::Table && !numbers.is_empty() {
            self.table.write_titles(&mut self.out)?;
            self.has_titles = true;
        }
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let mut texts = std::mem::take(&mut self.texts);
        texts.resize_with(threads, Vec::new);
        let mut workers: Vec<Worker<'_>> = texts
            .into_iter()
            .map(|text| Worker::new(self.format, &self.table, text))
            .collect();
        for round in numbers.chunks(SHARE * threads) {
            let share = round.len().div_ceil(threads).max(LEAST);
            let mut shares = round.chunks(share).zip(&mut workers);
            let written = thread::scope(|scope| {
                let own = shares.next();
                let others: Vec<_> = shares
                    .map(|(numbers, worker)| scope.spawn(move || worker.write(store, numbers)))
                    .collect();
                own.map_or(Ok(()), |(numbers, worker)| worker.write(store, numbers))?;
                others
                    .into_iter()
                    .try_for_each(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic)))
            });
            written?;
            for worker in workers.iter().take(round.len().div_ceil(share)) {
                self.out.write_all(&worker.text)?;
            }
            self.out.flush()?;
        }
        self.texts = workers.into_iter().map(|worker| worker.text).collect();
        Ok(())
    }

    /// Ends it: a file takes its name now.
    ///
    /// # Errors
    /// The output does not take it.
    pub(super) fn finish(self) -> Result<(), Error> {
        self.out.finish()
    }
}

/// The lines that one thread writes.
struct Worker<'a> {
    lines: Lines<'a>,
    text: Vec<u8>,
}

/// The lines of events, in one of the formats.
enum Lines<'a> {
    Table(&'a EventTable),
    Jsonl(EventLines<'a>),
    Csv,
}

impl<'a> Worker<'a> {
    fn new(format: QueryFormat, table: &'a EventTable, text: Vec<u8>) -> Self {
        let lines = match format {
            QueryFormat::Table => Lines::Table(table),
            QueryFormat::Jsonl => Lines::Jsonl(EventLines::default()),
            QueryFormat::Csv => Lines::Csv,
        };
        Self { lines, text }
    }

    /// Writes events in place of what was written before.
    fn write(&mut self, store: &'a Store, numbers: &[EventNumber]) -> io::Result<()> {
        let out = &mut self.text;
        out.clear();
        let mut events = numbers.iter().map(|&number| store.event(number));
        match &mut self.lines {
            Lines::Table(table) => events.try_for_each(|event| table.write(out, &event)),
            Lines::Jsonl(lines) => {
                events.for_each(|event| lines.write(out, &event));
                Ok(())
            }
            Lines::Csv => export::write_csv(out, events),
        }
    }
}
