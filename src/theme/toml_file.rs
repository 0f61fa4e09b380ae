//! TOML written by a person: a mistake is shown with its file, its line and column, the line's
//! own text and the cure. Themes and the settings file are both read with it.

use std::ops::Range;

use crate::spelling::nearest;

pub(crate) use toml::Spanned;
pub(crate) use toml::de::{DeTable as Table, DeValue as Value};

/// A mistake at a place of the text: what is wrong and how to put it right, without a full stop.
#[derive(Debug)]
pub(crate) struct Fault {
    /// The bytes of the text that are wrong.
    pub(crate) span: Range<usize>,
    /// What is wrong with them, and the cure.
    pub(crate) message: String,
}

impl Fault {
    pub(crate) fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { span, message }
    }

    /// A value that is not of the kind that was expected.
    pub(crate) fn kind(value: &Spanned<Value<'_>>, key: &str, expected: &str) -> Self {
        let found = match value.get_ref() {
            Value::String(_) => "text",
            Value::Integer(_) | Value::Float(_) => "a number",
            Value::Boolean(_) => "true or false",
            Value::Datetime(_) => "a date",
            Value::Array(_) => "a list",
            Value::Table(_) => "a table",
        };
        Self::new(
            value.span(),
            format!("`{key}` must be {expected}, not {found}"),
        )
    }

    /// A key that is none of `known`.
    pub(crate) fn unknown_key(key: &Spanned<impl AsRef<str>>, what: &str, known: &[&str]) -> Self {
        let word = key.get_ref().as_ref();
        let cure = suggestion(word, known.iter().copied());
        Self::new(key.span(), format!("there is no {what} `{word}`; {cure}"))
    }
}

/// The text as a table.
pub(crate) fn parse(text: &str) -> Result<Spanned<Table<'_>>, Fault> {
    Table::parse(text).map_err(|error| {
        let message = error.message().trim().replace('\n', ", ");
        Fault::new(error.span().unwrap_or(0..0), message)
    })
}

/// The fault as one sentence: file, line and column (both from 1, columns in characters), the
/// line's text, what is wrong and the cure.
pub(crate) fn sentence(file: &str, text: &str, fault: &Fault) -> String {
    let before = text.get(..fault.span.start).unwrap_or(text);
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
    let message = &fault.message;
    if content.is_empty() {
        format!("{place}: {message}")
    } else {
        format!("{place}: {message} (in the line {content})")
    }
}

/// The cure for a word that is none of `known`: the nearest of them, or all of them.
pub(crate) fn suggestion<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(word, known.iter().copied()) {
        Some(candidate) => format!("did you mean `{candidate}`?"),
        None => format!("there are `{}`", known.join("`, `")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_word_is_suggested_and_a_far_one_gets_the_list() {
        let known = ["theme", "filter", "time"];
        assert_eq!(suggestion("tehme", known), "did you mean `theme`?");
        assert_eq!(suggestion("Filters", known), "did you mean `filter`?");
        assert_eq!(
            suggestion("colour", known),
            "there are `theme`, `filter`, `time`"
        );
    }

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        let text = "a = 1\r\n\"ü\" = \"x\" y\n";
        let fault = parse(text).expect_err("there is a mistake");
        let shown = sentence("f.toml", text, &fault);
        assert!(shown.starts_with("f.toml, line 2, column 11: "), "{shown}");
        assert!(shown.ends_with("(in the line \"ü\" = \"x\" y)"), "{shown}");
    }
}
