//! `smbscope query`: the events of logs, oldest first, without a screen.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::args::{Options, QueryArguments};
use super::output::refuse_log;
use super::query_output::QueryOutput;
use super::{Error, Outcome, check_paths, eprint, parse_filter};
use crate::catalog::Catalog;
use crate::filter::{self, Filter, Matches};
use crate::load::{self, LoadOptions};
use crate::store::{Store, Wanted};

/// Prints the events that match, as they are read, and problems of reading on standard error.
///
/// # Errors
/// The filter is wrong, or the answer cannot be written.
pub(super) fn run(
    catalog: Catalog,
    arguments: &QueryArguments,
    options: &Options,
    width: Option<usize>,
) -> Result<Outcome, Error> {
    check_paths(&arguments.paths)?;
    let filter = parse_filter(options.filter.as_deref())?.unwrap_or_default();
    let load = LoadOptions {
        recovery: options.recover.into(),
        memory_limit: options.memory_limit,
        ..LoadOptions::default()
    };
    let (paths, catalog) = (&arguments.paths, Arc::new(catalog));
    let mut query = Query {
        filter: &filter,
        arguments,
        width,
        output: None,
        found: false,
    };
    let mut outcome = Ok(());
    let mut each = |store: &Store| {
        outcome = query.batch(store);
        match outcome {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    };
    // The meaning of a relative time is known only when everything is read.
    let read = if filter.is_relative() {
        let store = load::load_all(paths, catalog, &load);
        let _ = each(&store);
        store
    } else {
        let (filter, rows) = (filter.clone(), Arc::clone(&catalog));
        let wanted: Wanted = Arc::new(move |head| filter.may_pass(head, &rows));
        load::stream(paths, catalog, &load, Some(wanted), each)
    };
    outcome?;
    query.begin(&read)?;
    if let Some(output) = query.output {
        output.finish()?;
    }
    if !query.found && !read.files().is_empty() {
        eprint(&nothing_found(&read, options.filter.as_deref()));
    }
    read.problems().for_each(eprint);
    Ok(if read.is_incomplete() {
        Outcome::Incomplete
    } else if query.found {
        Outcome::Done
    } else {
        Outcome::NothingMatched
    })
}

/// A query under way.
struct Query<'a> {
    filter: &'a Filter,
    arguments: &'a QueryArguments,
    width: Option<usize>,
    /// The output, once it is known that there is a log.
    output: Option<QueryOutput>,
    /// Set when an event matched.
    found: bool,
}

impl Query<'_> {
    /// Writes those of the next events that match.
    fn batch(&mut self, store: &Store) -> Result<(), Error> {
        self.begin(store)?;
        let never = AtomicBool::new(false);
        let found = (!self.filter.is_empty())
            .then(|| filter::scan(self.filter, store, None, &never))
            .flatten();
        let numbers = found.as_ref().map_or(store.order(), Matches::numbers);
        self.found |= !numbers.is_empty();
        if let Some(output) = &mut self.output {
            output.write(store, numbers)?;
        }
        Ok(())
    }

    /// Opens the output once there is a log to answer from.
    fn begin(&mut self, store: &Store) -> Result<(), Error> {
        if self.output.is_some() || store.files().is_empty() {
            return Ok(());
        }
        if let Some(path) = &self.arguments.output {
            refuse_log(path)?;
        }
        self.output = Some(QueryOutput::new(self.arguments, self.width)?);
        Ok(())
    }
}

/// The sentence about a search in vain, with the number of records searched.
fn nothing_found(store: &Store, filter: Option<&str>) -> String {
    let records: u64 = store.files().iter().map(|file| file.records).sum();
    let files = store.files().len();
    let logs = if files == 1 { "log" } else { "logs" };
    match filter {
        Some(filter) if records > 0 => format!(
            "none of the {records} records of {files} {logs} matches the filter “{filter}”; \
             `smbscope PATH` shows what there is"
        ),
        _ if files == 1 => "the log holds no records".to_owned(),
        _ => format!("the {files} logs hold no records"),
    }
}
