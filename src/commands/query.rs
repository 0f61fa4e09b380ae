//! `smbscope query`: the events of logs, oldest first, without a screen.

use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use super::args::{Options, QueryArguments, QueryFormat};
use super::output::Output;
use super::{Failure, Outcome, parse_filter, say};
use crate::catalog::Catalog;
use crate::export::{self, EventCsv, EventTable};
use crate::filter::{self, Matches};
use crate::logs::{self, Event, LoadOptions};

/// How long a written line may wait for others before it is shown.
const PATIENCE: Duration = Duration::from_millis(50);

/// Prints the events that match. What could not be read is said on standard error.
///
/// # Errors
/// A sentence, when the filter is wrong or the answer cannot be written.
pub fn query(
    catalog: Catalog,
    arguments: &QueryArguments,
    options: &Options,
    width: Option<usize>,
) -> Result<Outcome, Failure> {
    let filter = parse_filter(options.filter.as_deref())?;
    let load = LoadOptions {
        recover: options.recover,
        memory_limit: options.memory_limit,
        ..LoadOptions::default()
    };
    let store = logs::load_all(&arguments.paths, Arc::new(catalog), &load);
    let logs = || store.files().iter().map(|file| file.path.as_path());
    if let Some(path) = &arguments.output {
        refuse_a_log(path, logs())?;
    }
    let never = AtomicBool::new(false);
    let found = filter.and_then(|filter| filter::scan(&filter, &store, None, &never));
    let numbers = found.as_ref().map_or(store.order(), Matches::numbers);
    if !store.files().is_empty() {
        let mut answer = Answer::new(arguments, width, numbers.is_empty())?;
        for number in numbers {
            answer.write(&store.event(*number))?;
        }
        answer.finish()?;
    }
    store.problems().for_each(say);
    let mut paths = arguments.paths.iter();
    Ok(if !paths.all(|path| leads_to_one(path, logs())) {
        Outcome::Incomplete
    } else if numbers.is_empty() {
        Outcome::NothingMatched
    } else {
        Outcome::Done
    })
}

/// An answer being written.
struct Answer {
    lines: Lines,
    /// When lines were last handed on; `None` before the first.
    shown: Option<Instant>,
}

/// The lines of an answer, in one of the formats.
enum Lines {
    Table(EventTable, Output),
    Jsonl(Output),
    Csv(Box<EventCsv<Output>>),
}

impl Answer {
    fn new(
        arguments: &QueryArguments,
        width: Option<usize>,
        is_empty: bool,
    ) -> Result<Self, Failure> {
        let (mut out, width) = match &arguments.output {
            Some(path) => (Output::file(path)?, None),
            None => (Output::standard(), width),
        };
        let lines = match arguments.format {
            QueryFormat::Table => {
                let table = EventTable::new(width);
                if !is_empty {
                    table.write_titles(&mut out)?;
                }
                Lines::Table(table, out)
            }
            QueryFormat::Jsonl => Lines::Jsonl(out),
            QueryFormat::Csv => Lines::Csv(Box::new(EventCsv::new(out)?)),
        };
        Ok(Self { lines, shown: None })
    }

    fn write(&mut self, event: &Event<'_>) -> io::Result<()> {
        match &mut self.lines {
            Lines::Table(table, out) => table.write(out, event),
            Lines::Jsonl(out) => export::write_event(out, event),
            Lines::Csv(csv) => csv.write(event),
        }?;
        if self.shown.is_none_or(|shown| shown.elapsed() > PATIENCE) {
            self.show()?;
        }
        Ok(())
    }

    /// Hands on what is written, so that a slow answer is seen as it comes.
    fn show(&mut self) -> io::Result<()> {
        self.shown = Some(Instant::now());
        match &mut self.lines {
            Lines::Table(_, out) | Lines::Jsonl(out) => out.flush(),
            Lines::Csv(csv) => csv.flush(),
        }
    }

    fn finish(self) -> Result<(), Failure> {
        match self.lines {
            Lines::Table(_, out) | Lines::Jsonl(out) => out.finish(),
            Lines::Csv(csv) => csv.into_inner()?.finish(),
        }
    }
}

/// Whether a path that was asked for is one of the opened logs or a folder that holds one.
fn leads_to_one<'a>(path: &Path, logs: impl Iterator<Item = &'a Path> + Clone) -> bool {
    if logs.clone().any(|log| log.starts_with(path)) {
        return true;
    }
    // A log that is named twice is opened once, under the first of its names.
    path.canonicalize().is_ok_and(|path| {
        let mut logs = logs.filter_map(|log| log.canonicalize().ok());
        logs.any(|log| log.starts_with(&path))
    })
}

/// Evidence is never written over.
fn refuse_a_log<'a>(
    output: &Path,
    mut logs: impl Iterator<Item = &'a Path>,
) -> Result<(), Failure> {
    let Ok(output) = output.canonicalize() else {
        return Ok(());
    };
    if logs.any(|log| log.canonicalize().is_ok_and(|log| log == output)) {
        return Err(Failure::said(format_args!(
            "{} is one of the logs that are read; name another file to write to",
            output.display()
        )));
    }
    Ok(())
}
