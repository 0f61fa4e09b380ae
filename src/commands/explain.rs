//! `smbscope explain`: what a value means, in every way that it can be read.

use std::io::{self, Write};

use serde::Serialize;

use super::args::{ExplainArguments, ExplainFormat, Options};
use super::output::Output;
use super::{Failure, Outcome, parse_filter, say};
use crate::catalog::{self, Catalog, Level, Piece, Row};
use crate::export::{self, RowLine};
use crate::filter::Filter;
use crate::values;

/// The kind of value that only the catalog can read.
const EVENT_ID: &str = "event id";

/// One way to read a value, in the order of its keys in JSON Lines.
#[derive(Serialize)]
struct Meaning<'a> {
    value: &'a str,
    kind: &'static str,
    reading: String,
    details: Vec<Detail>,
    row: Option<RowLine<'a>>,
}

#[derive(Serialize)]
struct Detail {
    label: String,
    text: String,
}

/// Prints what each value can be: the rows of an event id, and the readings of a value.
///
/// # Errors
/// A sentence, when the filter is wrong or the answer cannot be written.
pub fn explain(
    catalog: &Catalog,
    arguments: &ExplainArguments,
    options: &Options,
    width: Option<usize>,
) -> Result<Outcome, Failure> {
    let filter = parse_filter(options.filter.as_deref())?;
    let mut out = Output::standard();
    let mut unread = Vec::new();
    let mut is_first = true;
    for value in &arguments.values {
        let meanings = meanings(catalog, filter.as_ref(), value);
        if meanings.is_empty() {
            unread.push(value);
            continue;
        }
        match arguments.format {
            ExplainFormat::Jsonl => meanings
                .iter()
                .try_for_each(|meaning| export::write_line(&mut out, meaning))?,
            ExplainFormat::Text => {
                if !std::mem::take(&mut is_first) {
                    writeln!(out)?;
                }
                write_text(&mut out, value, &meanings, width)?;
            }
        }
    }
    out.finish()?;
    for value in &unread {
        say(&format!(
            "{value} has no meaning that is known here; it was tried as {}",
            list(kinds())
        ));
    }
    Ok(if unread.len() == arguments.values.len() {
        Outcome::NothingMatched
    } else {
        Outcome::Done
    })
}

/// Every reading, an event's rows first; the filter is about those.
fn meanings<'a>(catalog: &'a Catalog, filter: Option<&Filter>, value: &'a str) -> Vec<Meaning<'a>> {
    let rows = value
        .trim()
        .parse()
        .into_iter()
        .flat_map(|id| catalog.rows_of_id(id))
        .map(|row| &catalog.rows()[row])
        .filter(|row| filter.is_none_or(|filter| filter.matches_row(row)))
        .map(|row| Meaning {
            value,
            kind: EVENT_ID,
            reading: row.title.clone(),
            details: row_details(row),
            row: Some(RowLine::from(row)),
        });
    let explanations = values::explain_value(value)
        .into_iter()
        .map(|explanation| Meaning {
            value,
            kind: explanation.kind,
            reading: explanation.reading,
            details: explanation.lines.into_iter().map(Detail::from).collect(),
            row: None,
        });
    rows.chain(explanations).collect()
}

impl From<(String, String)> for Detail {
    fn from((label, text): (String, String)) -> Self {
        Self { label, text }
    }
}

fn row_details(row: &Row) -> Vec<Detail> {
    let names: Vec<&str> = row.fields.iter().map(|field| &*field.name).collect();
    [
        ("Provider", Some(row.provider.to_string())),
        ("Version", row.version.map(|version| version.to_string())),
        (
            "Level",
            row.level.map(|level| Level::name(level).to_owned()),
        ),
        ("Channel", row.channel.map(str::to_owned)),
        ("Category", Some(row.category.to_string())),
        ("Fields", (!names.is_empty()).then(|| names.join(", "))),
        ("Message", message(row)),
        ("Guidance", row.guidance.clone()),
    ]
    .into_iter()
    .filter_map(|(label, text)| Some(Detail::from((label.to_owned(), text?))))
    .collect()
}

/// The message after its title, each insertion parameter as the name of its field.
fn message(row: &Row) -> Option<String> {
    let rest = row.message.strip_prefix(&row.title)?.trim();
    let named = |number: usize| {
        number
            .checked_sub(1)
            .and_then(|place| row.fields.get(place))
    };
    let text = catalog::template(rest)
        .into_iter()
        .map(|piece| match piece {
            Piece::Literal(text) => text.to_owned(),
            Piece::Insertion(number) => {
                named(number).map_or(format!("%{number}"), |field| format!("<{}>", field.name))
            }
        })
        .collect::<String>();
    (!text.is_empty()).then_some(text)
}

fn write_text(
    out: &mut dyn Write,
    value: &str,
    meanings: &[Meaning<'_>],
    width: Option<usize>,
) -> io::Result<()> {
    for (number, meaning) in meanings.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        let heading = format!("{} as {}: {}", value.trim(), meaning.kind, meaning.reading);
        export::write_wrapped(out, "", &heading, width)?;
        for Detail { label, text } in &meaning.details {
            export::write_wrapped(out, "  ", &format!("{label}: {}", text.trim()), width)?;
        }
    }
    if meanings.len() > 1 {
        let tried = format!("It was tried as {}.", list(kinds()));
        writeln!(out)?;
        export::write_wrapped(out, "", &tried, width)?;
    }
    Ok(())
}

fn kinds() -> impl Iterator<Item = &'static str> {
    std::iter::once(EVENT_ID).chain(values::explained_kinds())
}

/// `a, b and c`.
fn list(names: impl Iterator<Item = &'static str>) -> String {
    let names: Vec<&str> = names.collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => names.concat(),
    }
}
