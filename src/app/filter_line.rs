//! The filter of a view: its text, its meaning, its mistake, and the filters before it.

use std::sync::Arc;

use super::prompt::Age;
use crate::filter::{self, Filter, ParseError};

/// The filter of a view.
#[derive(Debug, Default)]
pub(crate) struct FilterLine {
    /// The text in force.
    text: String,
    /// Its meaning.
    filter: Arc<Filter>,
    /// The mistake in the text that is being typed; the last filter without one stays in force.
    pub(crate) error: Option<ParseError>,
    /// Set while its last term is being typed, and left out of what is in force.
    pub(crate) is_unfinished: bool,
    /// Filters that were applied, oldest first.
    pub(crate) history: Vec<String>,
    /// Set while it is set aside.
    pub(crate) off: bool,
}

impl FilterLine {
    /// The text in force.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The filter to evaluate.
    pub(crate) fn filter(&self) -> Arc<Filter> {
        if self.off {
            Arc::default()
        } else {
            Arc::clone(&self.filter)
        }
    }

    /// Returns true if it leaves nothing out.
    pub(crate) fn is_empty(&self) -> bool {
        self.off || self.filter.is_empty()
    }

    /// Puts a text in force that is still being typed; returns false if a mistake left it as it was.
    pub(crate) fn type_in(&mut self, text: &str) -> bool {
        let changed = self.take(text, filter::parse_typing(text));
        self.is_unfinished = self.error.is_none() && filter::parse(text).is_err();
        changed
    }

    /// Puts a finished text in force and remembers it; returns false if it has a mistake.
    pub(crate) fn apply(&mut self, text: &str) -> bool {
        self.take(text, filter::parse(text));
        self.is_unfinished = false;
        if self.error.is_some() {
            return false;
        }
        self.history.retain(|line| line != text);
        if !text.trim().is_empty() {
            self.history.push(text.to_owned());
        }
        true
    }

    fn take(&mut self, text: &str, parsed: Result<Filter, ParseError>) -> bool {
        match parsed {
            Ok(filter) => {
                self.error = None;
                self.off = false;
                text.clone_into(&mut self.text);
                self.filter = Arc::new(filter);
                true
            }
            Err(error) => {
                let sound = text.get(..error.span.start).unwrap_or_default();
                self.error = Some(error);
                // What is in force took the beginning of the mistake for a word to look for: `usr`
                // on the way to `usr:x`.
                let is_of_mistake = self.text.len() > sound.len() && text.starts_with(&self.text);
                match filter::parse_typing(sound) {
                    Ok(filter) if is_of_mistake => {
                        sound.clone_into(&mut self.text);
                        self.filter = Arc::new(filter);
                        true
                    }
                    _ => false,
                }
            }
        }
    }

    /// The filter that was applied before or after this one, if one was; before the first there
    /// was none, which is empty.
    pub(crate) fn beside(&self, age: Age) -> Option<&str> {
        let now = self.text.trim();
        let at = self.history.iter().position(|text| text.trim() == now);
        let to = match (at, age) {
            (Some(0), Age::Older) => return Some(""),
            (Some(at), Age::Older) => at - 1,
            (Some(at), Age::Newer) => at + 1,
            (None, Age::Older) => self.history.len().checked_sub(1)?,
            (None, Age::Newer) if now.is_empty() => 0,
            (None, Age::Newer) => return None,
        };
        self.history.get(to).map(String::as_str)
    }

    /// The text with one more condition, or `None` when it has that condition already.
    pub(crate) fn with(&self, term: &str) -> Option<String> {
        let text = filter::add_term(&self.text, term);
        (text != self.text.trim()).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::FilterLine;

    #[test]
    fn a_mistake_leaves_the_last_filter_without_it_in_force() {
        let mut line = FilterLine::default();
        for (typed, in_force) in [
            ("usr", "usr"),
            ("usr:", ""),
            ("usr:svc_*", ""),
            ("551 usr", "551 usr"),
            ("551 usr:", "551 "),
            ("551 usr:svc", "551 "),
            ("551 user:a", "551 user:a"),
            ("551 usr:a", "551 user:a"),
            ("551 user:a)", "551 user:a"),
        ] {
            line.type_in(typed);

            assert_eq!(line.text(), in_force, "{typed}");
            assert_eq!(line.error.is_some(), typed != in_force, "{typed}");
        }
    }
}
