//! TOML written by a person, read with serde: a mistake is shown with its file, its line and column,
//! the line's own text and a hint. Themes and the settings file are both read with it.

use std::ops::Range;
use std::{fmt, iter};

use serde::Deserialize;
use toml::de::ValueDeserializer;

use crate::spelling::nearest;

pub(crate) use toml::Spanned;
pub(crate) use toml::de::{DeTable as Table, DeValue as Value};

/// A mistake at a place of the text, without a full stop.
#[derive(Debug)]
pub(crate) struct Diagnostic {
    /// The bytes of the text that are wrong.
    pub(crate) span: Range<usize>,
    /// The mistake, and how to put it right.
    pub(crate) message: String,
}

impl Diagnostic {
    pub(crate) fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { span, message }
    }
}

/// Text, or a number as it is written. Its error is that of a wrong type.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "invalid type")]
pub(crate) enum Scalar {
    Text(String),
    Number(i64),
}

impl fmt::Display for Scalar {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => out.write_str(text),
            Self::Number(number) => write!(out, "{number}"),
        }
    }
}

/// A kind of file: how short forms are written out before serde reads them, and its words for
/// mistakes.
pub(crate) struct Format {
    /// Writes out short forms, such as a text in place of a list of one text.
    pub(crate) expand: fn(&mut Table<'_>) -> Result<(), Diagnostic>,
    /// The noun for a key, as in "there is no setting `x`".
    pub(crate) key: &'static str,
    /// The values that a key takes, as in "`x` must be a colour".
    pub(crate) expected: fn(&str) -> &'static str,
}

impl Format {
    /// Reads a text of this format.
    pub(crate) fn read<'i, T: Deserialize<'i>>(&self, text: &'i str) -> Result<T, Diagnostic> {
        let root = Table::parse(text).map_err(|error| {
            let message = error.message().trim().replace('\n', ", ");
            Diagnostic::new(error.span().unwrap_or(0..0), message)
        })?;
        let mut expanded = root.get_ref().clone();
        (self.expand)(&mut expanded)?;
        let expanded = Spanned::new(root.span(), Value::Table(expanded));
        T::deserialize(ValueDeserializer::from(expanded))
            .map_err(|error| self.diagnostic(root.get_ref(), &error))
    }

    /// Puts serde's errors into words for a person; those that its types say themselves stay.
    fn diagnostic(&self, root: &Table<'_>, error: &toml::de::Error) -> Diagnostic {
        let span = error.span().unwrap_or(0..0);
        let message = error.message();
        let message = if message.starts_with("unknown field") {
            // unknown field `a`, expected one of `b`, `c`
            let mut words = message.split('`').skip(1).step_by(2);
            unknown(self.key, words.next().unwrap_or_default(), words)
        } else if message.starts_with("invalid type")
            && let Some((key, value)) = value_at(root, &span)
        {
            let (expected, found) = ((self.expected)(key), type_name(value));
            format!("`{key}` must be {expected}, not {found}")
        } else {
            message.to_owned()
        };
        Diagnostic::new(span, message)
    }
}

/// The key and the value, or item of a list, that stand at a place of the text.
fn value_at<'a, 'i>(
    table: &'a Table<'i>,
    place: &Range<usize>,
) -> Option<(&'a str, &'a Value<'i>)> {
    table.iter().find_map(|(key, value)| {
        let items = value.get_ref().as_array().into_iter().flatten();
        let mut values = iter::once(value).chain(items);
        match values.find(|value| value.span() == *place) {
            Some(found) => Some((key.get_ref().as_ref(), found.get_ref())),
            None => value_at(value.get_ref().as_table()?, place),
        }
    })
}

fn type_name(value: &Value<'_>) -> &'static str {
    match value {
        Value::String(_) => "text",
        Value::Integer(_) | Value::Float(_) => "a number",
        Value::Boolean(_) => "true or false",
        Value::Datetime(_) => "a date",
        Value::Array(_) => "a list",
        Value::Table(_) => "a table",
    }
}

/// The mistake as one sentence: file, line and column (both from 1, columns in characters), the
/// line's text, what is wrong and the hint.
pub(crate) fn sentence(file: &str, text: &str, diagnostic: &Diagnostic) -> String {
    let before = text.get(..diagnostic.span.start).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
    let content: String = text
        .lines()
        .nth(line - 1)
        .unwrap_or_default()
        .trim()
        .chars()
        .filter(|character| !character.is_control())
        .collect();
    let place = format!("{file}, line {line}, column {column}");
    let message = &diagnostic.message;
    if content.is_empty() {
        format!("{place}: {message}")
    } else {
        format!("{place}: {message} (in the line {content})")
    }
}

/// The message for a word that is none of `known`, with the nearest of them, or all of them.
pub(crate) fn unknown<'a>(
    what: &str,
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    let hint = match nearest(word, known.iter().copied()) {
        Some(candidate) => format!("did you mean `{candidate}`?"),
        None => format!("there are `{}`", known.join("`, `")),
    };
    format!("there is no {what} `{word}`; {hint}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_word_is_suggested_and_a_far_one_gets_the_list() {
        let known = ["theme", "filter", "time"];
        for (word, expected) in [
            ("tehme", "did you mean `theme`?"),
            ("Filters", "did you mean `filter`?"),
            ("colour", "there are `theme`, `filter`, `time`"),
        ] {
            let message = unknown("setting", word, known);
            assert_eq!(message, format!("there is no setting `{word}`; {expected}"));
        }
    }

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        let text = "a = 1\r\n\"ü\" = \"x\" y\n";
        let format = Format {
            expand: |_| Ok(()),
            key: "key",
            expected: |_| "anything",
        };
        let mistake = format.read::<toml::Table>(text).expect_err("a mistake");
        let shown = sentence("f.toml", text, &mistake);
        assert!(shown.starts_with("f.toml, line 2, column 11: "), "{shown}");
        assert!(shown.ends_with("(in the line \"ü\" = \"x\" y)"), "{shown}");
    }
}
