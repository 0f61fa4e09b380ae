//! The filter of a view: its text, its meaning, what is wrong with it, and the filters before it.

use std::sync::Arc;

use crate::filter::{self, Filter, FilterError};

/// The filter of a view.
#[derive(Debug, Default)]
pub(crate) struct FilterLine {
    /// The text in force.
    text: String,
    /// What it means.
    filter: Arc<Filter>,
    /// What is wrong with the text that is being typed; the filter before it stays in force.
    pub(crate) error: Option<FilterError>,
    /// Filters that were applied, oldest first.
    pub(crate) history: Vec<String>,
    /// Whether it is set aside for the moment.
    pub(crate) off: bool,
}

impl FilterLine {
    /// The text in force.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// What is to be evaluated.
    pub(crate) fn filter(&self) -> Arc<Filter> {
        if self.off {
            Arc::default()
        } else {
            Arc::clone(&self.filter)
        }
    }

    /// Whether it leaves nothing out.
    pub(crate) fn is_empty(&self) -> bool {
        self.off || self.filter.is_empty()
    }

    /// Puts a text in force that is still being typed; whether it means something else now.
    pub(crate) fn type_in(&mut self, text: &str) -> bool {
        self.take(text, filter::parse_typing(text))
    }

    /// Puts a finished text in force and remembers it; whether it could be.
    pub(crate) fn apply(&mut self, text: &str) -> bool {
        self.take(text, filter::parse(text));
        if self.error.is_some() {
            return false;
        }
        self.history.retain(|line| line != text);
        if !text.trim().is_empty() {
            self.history.push(text.to_owned());
        }
        true
    }

    fn take(&mut self, text: &str, parsed: Result<Filter, FilterError>) -> bool {
        match parsed {
            Ok(filter) => {
                self.error = None;
                self.off = false;
                text.clone_into(&mut self.text);
                self.filter = Arc::new(filter);
                true
            }
            Err(error) => {
                self.error = Some(error);
                false
            }
        }
    }

    /// The text with one more condition, or `None` when it has that condition already.
    pub(crate) fn with(&self, term: &str) -> Option<String> {
        let text = filter::add_term(&self.text, term);
        (text != self.text.trim()).then_some(text)
    }
}

/// The field name that is being typed at the end of `before`, the text before the cursor, and
/// the names that it may become.
pub(crate) fn completions(before: &str) -> (&str, Vec<&'static str>) {
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, character)| character.is_alphanumeric() || matches!(character, '.' | '_'))
        .last()
        .map_or(before.len(), |(at, _)| at);
    let word = before.get(start..).unwrap_or_default();
    let begins = |name: &&str| {
        name.get(..word.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(word))
    };
    let mut names: Vec<&'static str> = filter::TERMS
        .iter()
        .map(|term| term.name)
        .filter(begins)
        .collect();
    if names.is_empty() {
        names = filter::TERMS
            .iter()
            .flat_map(|term| term.aliases.iter().copied())
            .filter(begins)
            .collect();
    }
    (word, if word.is_empty() { Vec::new() } else { names })
}
