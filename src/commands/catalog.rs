//! `smbscope catalog`: the rows of the catalog, all of them or those that words find.

use std::fs;
use std::path::PathBuf;

use super::args::{CatalogArguments, CatalogFormat, Options};
use super::output::Output;
use super::{Error, Outcome, eprint, parse_filter};
use crate::catalog::{Catalog, Level, Row};
use crate::export::{self, Table};
use crate::filter::Filter;
use crate::text::{self, ColumnLayout};

/// The embedded catalog with the documents that the options add.
///
/// # Errors
/// A document cannot be read or is none.
pub fn load_catalog(documents: &[PathBuf]) -> Result<Catalog, Error> {
    let mut catalog = Catalog::builtin();
    for path in documents {
        let bytes = fs::read(path).map_err(|error| Error::CatalogFile(path.clone(), error))?;
        let text =
            str::from_utf8(&bytes).map_err(|error| Error::CatalogEncoding(path.clone(), error))?;
        catalog.add_document(&path.display().to_string(), text)?;
    }
    Ok(catalog)
}

/// Prints the rows: in document order, or what the words find, the best first.
///
/// # Errors
/// The filter is wrong, or the answer cannot be written.
pub(super) fn run(
    catalog: &Catalog,
    arguments: &CatalogArguments,
    options: &Options,
    width: Option<usize>,
) -> Result<Outcome, Error> {
    let filter = parse_filter(options.filter.as_deref())?;
    let words = arguments.words.join(" ");
    let search = |words: &str| -> Vec<&Row> {
        let hits = catalog.search(words).into_iter();
        let rows = hits.map(|hit| &catalog.rows()[hit.row]);
        rows.filter(|row| filter.as_ref().is_none_or(|filter| filter.matches_row(row)))
            .collect()
    };
    let mut rows = search(&words);
    if rows.is_empty()
        && let Some(meant) = catalog.suggestion(&words)
    {
        rows = search(&meant);
        if !rows.is_empty() {
            eprint(&format!(
                "no row of the catalog matches “{}”; these match “{meant}”",
                words.trim()
            ));
        }
    }
    if rows.is_empty() {
        eprint(&nothing_found(&words, filter.as_ref()));
        return Ok(Outcome::NothingMatched);
    }
    let mut out = Output::standard();
    match arguments.format {
        CatalogFormat::Table => write_table(&mut out, &rows, width)?,
        CatalogFormat::Jsonl => rows
            .iter()
            .try_for_each(|row| export::write_row(&mut out, row))?,
        CatalogFormat::Markdown => export::write_catalog(&mut out, rows.iter().copied())?,
    }
    out.finish()?;
    Ok(Outcome::Done)
}

/// The sentence about a search in vain, with a hint.
fn nothing_found(words: &str, filter: Option<&Filter>) -> String {
    let words = words.trim();
    let asked: Vec<String> = [
        (!words.is_empty()).then(|| format!("“{words}”")),
        filter.map(|filter| format!("the filter “{}”", filter.text())),
    ]
    .into_iter()
    .flatten()
    .collect();
    let hint = match filter.and_then(Filter::only_of_events) {
        Some(name) => format!("it has no values of {name}: only events have them"),
        None if words.contains(' ') => "try fewer words, or the beginning of one".to_owned(),
        None if words.starts_with("0x") => format!("smbscope explain {words} says what that is"),
        None => "smbscope catalog lists all rows".to_owned(),
    };
    let asked = asked.join(" and ");
    format!("no row of the catalog matches {asked}; {hint}")
}

const TITLES: [&str; 6] = ["Id", "Version", "Level", "Channel", "Category", "Title"];
/// The order in which columns give way in a narrow terminal.
const RANKS: [u8; 6] = [1, 4, 2, 5, 3, 0];
/// The width that a title needs before other columns may stay.
const TITLE_WIDTH: usize = 40;

fn write_table(out: &mut Output, rows: &[&Row], width: Option<usize>) -> Result<(), Error> {
    let lines: Vec<[String; 6]> = rows
        .iter()
        .map(|row| {
            [
                row.id.to_string(),
                row.version
                    .map_or(String::new(), |version| version.to_string()),
                row.level.map_or("", Level::name).to_owned(),
                row.channel.map_or("", short_channel).to_owned(),
                row.category.to_string(),
                row.title.clone(),
            ]
        })
        .collect();
    let columns: [ColumnLayout; 6] = std::array::from_fn(|place| {
        let (width, widest) = if place == TITLES.len() - 1 {
            (TITLE_WIDTH, usize::MAX)
        } else {
            let widest = lines.iter().map(|line| text::width(&line[place])).max();
            let width = widest.unwrap_or(0).max(TITLES[place].len());
            (width, width)
        };
        let column = ColumnLayout::new(TITLES[place], width, RANKS[place]).up_to(widest);
        if place < 2 {
            column.of_numbers()
        } else {
            column
        }
    });
    let table = Table::new(&columns, width);
    table.write_titles(out)?;
    for line in &lines {
        table.write_line(out, line)?;
    }
    Ok(())
}

/// A channel without the provider's name before the slash.
fn short_channel(channel: &str) -> &str {
    channel.rsplit('/').next().unwrap_or(channel)
}
