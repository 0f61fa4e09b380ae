//! `smbscope explain`: the meanings of a value, in every way that it can be read.

use std::io::{self, Write};

use super::args::{ExplainArguments, ExplainFormat, Options};
use super::output::Output;
use super::{Error, Outcome, eprint, parse_filter};
use crate::catalog::{self, Catalog, Level, Piece, Row};
use crate::export::{self, json};
use crate::filter::Filter;
use crate::values;

/// The kind of value that only the catalog can read.
const EVENT_ID: &str = "event id";

/// Labels of a row's details.
const PROVIDER: &str = "Provider";
const VERSION: &str = "Version";
const FIELDS: &str = "Fields";

/// One way to read a value.
struct Meaning<'a> {
    value: &'a str,
    kind: &'static str,
    reading: String,
    details: Vec<Detail>,
    row: Option<&'a Row>,
}

struct Detail {
    label: String,
    text: String,
}

/// Prints the meanings of each value: the rows of an event id, and the readings of a value.
///
/// # Errors
/// The filter is wrong, or the answer cannot be written.
pub(super) fn run(
    catalog: &Catalog,
    arguments: &ExplainArguments,
    options: &Options,
    width: Option<usize>,
) -> Result<Outcome, Error> {
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
                .try_for_each(|meaning| out.write_all(&line(meaning)))?,
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
        eprint_unread(value, width)?;
    }
    Ok(if unread.is_empty() {
        Outcome::Done
    } else {
        Outcome::NothingMatched
    })
}

/// A meaning as a line of JSON.
fn line(meaning: &Meaning<'_>) -> Vec<u8> {
    let mut line = Vec::new();
    json::object(&mut line, |object| {
        json::string(object.member("value"), meaning.value);
        json::string(object.member("kind"), meaning.kind);
        json::string(object.member("reading"), &meaning.reading);
        json::list(object.member("details"), &meaning.details, |out, detail| {
            json::object(out, |object| {
                json::string(object.member("label"), &detail.label);
                json::string(object.member("text"), &detail.text);
            });
        });
        json::optional(object.member("row"), meaning.row, export::push_row);
    });
    line.push(b'\n');
    line
}

/// Prints that a value means nothing here, in a terminal broken between words.
fn eprint_unread(value: &str, width: Option<usize>) -> Result<(), Error> {
    let sentence = format!(
        "{value} has no meaning that is known here; it was tried as {}",
        list(kinds())
    );
    let mut lines = Vec::new();
    let width = width.map(|width| width.saturating_sub("smbscope: ".len()));
    export::write_wrapped(&mut lines, "", &sentence, width)?;
    eprint(&String::from_utf8_lossy(&lines));
    Ok(())
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
            row: Some(row),
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
        (PROVIDER, Some(row.provider.to_string())),
        (VERSION, row.version.map(|version| version.to_string())),
        (
            "Level",
            row.level.map(|level| Level::name(level).to_owned()),
        ),
        ("Channel", row.channel.map(str::to_owned)),
        ("Category", Some(row.category.to_string())),
        (FIELDS, (!names.is_empty()).then(|| names.join(", "))),
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
        let earlier = meanings
            .iter()
            .take(number)
            .find(|earlier| is_same_event(earlier, meaning));
        let different = earlier.map(|earlier| differences(&earlier.details, &meaning.details));
        let heading = match earlier {
            Some(earlier) => format!("{heading} {}", compared_with(earlier)),
            None => heading,
        };
        export::write_wrapped(out, "", &heading, width)?;
        for Detail { label, text } in different.as_ref().unwrap_or(&meaning.details) {
            export::write_wrapped(out, "  ", &format!("{label}: {}", text.trim()), width)?;
        }
    }
    let is_ambiguous = meanings
        .iter()
        .any(|meaning| meaning.kind != meanings[0].kind);
    if is_ambiguous {
        let tried = format!("It was tried as {}.", list(kinds()));
        writeln!(out)?;
        export::write_wrapped(out, "", &tried, width)?;
    }
    Ok(())
}

/// Returns true if two readings are versions of one event.
fn is_same_event(one: &Meaning<'_>, other: &Meaning<'_>) -> bool {
    let provider = |meaning: &Meaning<'_>| text_of(&meaning.details, PROVIDER).map(str::to_owned);
    one.row.is_some()
        && other.row.is_some()
        && one.reading == other.reading
        && provider(one) == provider(other)
}

/// The note beside a version that is shown by its differences from an earlier one.
fn compared_with(earlier: &Meaning<'_>) -> String {
    match text_of(&earlier.details, VERSION) {
        Some(version) => format!("(as version {version}, but for)"),
        None => "(as above, but for)".to_owned(),
    }
}

/// The details that are not those of an earlier version; of the fields, which came and went.
fn differences(earlier: &[Detail], details: &[Detail]) -> Vec<Detail> {
    let gone = earlier
        .iter()
        .filter(|detail| text_of(details, &detail.label).is_none())
        .map(|detail| (detail.label.clone(), "none".to_owned()));
    let mut different = Vec::new();
    for Detail { label, text } in details {
        let before = text_of(earlier, label);
        match before {
            Some(before) if before == text => {}
            Some(before) if label == FIELDS => {
                let names = |of: &str, other: &str| {
                    let others: Vec<&str> = other.split(", ").collect();
                    let own = of.split(", ").filter(|name| !others.contains(name));
                    own.collect::<Vec<_>>().join(", ")
                };
                let (new, old) = (names(text, before), names(before, text));
                if new.is_empty() && old.is_empty() {
                    different.push((label.clone(), text.clone()));
                }
                for (label, names) in [("New fields", new), ("Without the fields", old)] {
                    if !names.is_empty() {
                        different.push((label.to_owned(), names));
                    }
                }
            }
            _ => different.push((label.clone(), text.clone())),
        }
    }
    different
        .into_iter()
        .chain(gone)
        .map(Detail::from)
        .collect()
}

fn text_of<'a>(details: &'a [Detail], label: &str) -> Option<&'a str> {
    let detail = details.iter().find(|detail| detail.label == label)?;
    Some(&detail.text)
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
