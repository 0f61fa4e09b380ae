//! The filter of a view: its text, its meaning, what is wrong with it, and the filters before it.

use std::borrow::Cow;
use std::sync::Arc;

use crate::filter::{self, Filter, ParseError};

/// The filter of a view.
#[derive(Debug, Default)]
pub(crate) struct FilterLine {
    /// The text in force.
    text: String,
    /// What it means.
    filter: Arc<Filter>,
    /// What is wrong with the text that is being typed; the last filter without a mistake stays
    /// in force.
    pub(crate) error: Option<ParseError>,
    /// Whether its last term is still being typed and left out of what is in force.
    pub(crate) is_unfinished: bool,
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
        let changed = self.take(text, filter::parse_typing(text));
        self.is_unfinished = self.error.is_none() && filter::parse(text).is_err();
        changed
    }

    /// Puts a finished text in force and remembers it; whether it could be.
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

    /// The filter that was applied before (`older`) or after this one, if one was; before the
    /// first there was none, which is empty.
    pub(crate) fn beside(&self, older: bool) -> Option<&str> {
        let now = self.text.trim();
        let at = self.history.iter().position(|text| text.trim() == now);
        let to = match (at, older) {
            (Some(0), true) => return Some(""),
            (Some(at), true) => at - 1,
            (Some(at), false) => at + 1,
            (None, true) => self.history.len().checked_sub(1)?,
            (None, false) if now.is_empty() => 0,
            (None, false) => return None,
        };
        self.history.get(to).map(String::as_str)
    }

    /// The text with one more condition, or `None` when it has that condition already.
    pub(crate) fn with(&self, term: &str) -> Option<String> {
        let text = filter::add_term(&self.text, term);
        (text != self.text.trim()).then_some(text)
    }
}

/// The end of a filter that is being typed.
struct Typed<'a> {
    /// The word that may be completed.
    word: &'a str,
    /// The field whose value it is; `None` where it may become a field's name.
    field: Option<&'a str>,
}

impl<'a> Typed<'a> {
    /// What is typed at the end of `before`, the text before the cursor.
    fn of(before: &'a str) -> Self {
        let is_quoted = before.matches('"').count() % 2 == 1;
        let start = match before.rfind('"') {
            Some(quote) if is_quoted => quote,
            _ => before
                .rfind(|it: char| it.is_whitespace() || "(),|:=<>~!".contains(it))
                .map_or(0, |at| at + before.get(at..).map_or(0, first_length)),
        };
        let (rest, word) = before.split_at_checked(start).unwrap_or((before, ""));
        let field = field_of_value(rest);
        let word = match field {
            Some(_) => word,
            None if is_quoted => "",
            // What excludes it is no part of a name.
            None => word.trim_start_matches('-'),
        };
        Self { word, field }
    }

    /// The value as far as it is typed.
    fn value(&self) -> &'a str {
        self.word.trim_start_matches('"')
    }
}

fn first_length(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// The field to which a value belongs that follows `before`, in a list or alone.
fn field_of_value(before: &str) -> Option<&str> {
    const SIGNS: [char; 6] = [':', '=', '<', '>', '!', '~'];
    let head = before.trim_end_matches(SIGNS);
    if head.len() < before.len() {
        return last_name(head);
    }
    let (head, list) = before.rsplit_once('(')?;
    if list.contains(')') {
        return None;
    }
    match head.trim_end_matches(SIGNS) {
        name if name.len() < head.len() => last_name(name),
        _ => last_name(head.trim_end().strip_suffix(" in")?),
    }
}

/// The field's name that ends a text.
fn last_name(text: &str) -> Option<&str> {
    let is_of_name = |it: char| it.is_alphanumeric() || matches!(it, '.' | '_');
    let start = text.trim_end_matches(is_of_name).len();
    text.get(start..).filter(|name| !name.is_empty())
}

/// The word that is being typed at the end of `before`, the text before the cursor, and what it
/// may become: a field's name, or a value as it is written.
pub(crate) fn completions(before: &str) -> (&str, Vec<Cow<'static, str>>) {
    let typed = Typed::of(before);
    if let Some(field) = typed.field {
        let values = filter::values_beginning(field, typed.value()).unwrap_or_default();
        let values = values.iter().map(|value| filter::quote(value).into());
        return (typed.word, values.collect());
    }
    let word = typed.word;
    if word.is_empty() {
        return (word, Vec::new());
    }
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
    (word, names.into_iter().map(Cow::Borrowed).collect())
}

/// What `before` becomes by completing its last word as far as that is certain: the length of the
/// word in characters and what to put in its place.
///
/// # Errors
/// When nothing completes it, why.
pub(crate) fn completed(before: &str) -> Result<(usize, String), String> {
    let (word, names) = completions(before);
    let typed = Typed::of(before);
    let length = word.chars().count();
    let Some((first, rest)) = names.split_first() else {
        return Err(why_none(&typed));
    };
    if rest.is_empty() {
        let sign = if typed.field.is_none() { ":" } else { "" };
        return Ok((length, format!("{first}{sign}")));
    }
    let plain = |name: &Cow<'static, str>| name.trim_matches('"').to_owned();
    let common = rest.iter().fold(plain(first), |common, name| {
        common_start(&common, &plain(name)).to_owned()
    });
    if common.len() <= typed.value().len() {
        return Ok((length, word.to_owned()));
    }
    let needs_quote = word.starts_with('"') || filter::quote(&common).starts_with('"');
    let quote = if needs_quote { "\"" } else { "" };
    Ok((length, format!("{quote}{common}")))
}

fn why_none(typed: &Typed<'_>) -> String {
    let Some(field) = typed.field else {
        return if typed.word.is_empty() {
            "Type how a field begins and Tab completes it; F1 lists the fields.".to_owned()
        } else {
            "No field begins like that; F1 lists the fields.".to_owned()
        };
    };
    match (filter::takes(field), filter::values_beginning(field, "")) {
        (Some(takes), Some(_)) => {
            format!("No value of {field} begins like that; it takes {takes}.")
        }
        (Some(takes), None) => {
            format!("The values of {field} are not from a list; it takes {takes}.")
        }
        (None, _) => format!("The values of {field} are not from a list."),
    }
}

fn common_start<'a>(a: &'a str, b: &str) -> &'a str {
    let end = a
        .char_indices()
        .zip(b.chars())
        .find(|((_, left), right)| left != right)
        .map_or(a.len().min(b.len()), |((at, _), _)| at);
    a.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{FilterLine, completed, completions};

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

    #[test]
    fn fields_and_values_are_completed() {
        for (before, after) in [
            ("thr", "threshold:"),
            ("551 -thr", "551 -threshold:"),
            ("(thr", "(threshold:"),
            ("level:w", "level:warning"),
            ("level:>=w", "level:>=warning"),
            ("persistent:t", "persistent:true"),
            ("status:gues", "status:guessing"),
            ("status:account_l", "status:ACCOUNT_LOCKED_OUT"),
            ("cmd:(CREATE, clo", "cmd:(CREATE, CLOSE"),
            ("cmd in (clo", "cmd in (CLOSE"),
            ("cat:acc", "cat:\"Access denied\""),
            ("cat:\"acc", "cat:\"Access denied\""),
            ("dialect:3.1", "dialect:3.1.1"),
            ("missing:write_d", "missing:WRITE_DA"),
            ("missing:ful", "missing:FULL"),
        ] {
            let (length, text) = completed(before).unwrap_or_else(|why| panic!("{before}: {why}"));
            let keep = before.chars().count() - length;
            let head: String = before.chars().take(keep).collect();
            assert_eq!(format!("{head}{text}"), after);
        }
    }

    #[test]
    fn what_cannot_be_completed_says_why() {
        for (before, why) in [
            ("nonsense", "No field begins like that"),
            ("", "Type how a field begins"),
            ("551 ", "Type how a field begins"),
            ("user:a", "not from a list; it takes text"),
            ("level:x", "it takes critical"),
        ] {
            let said = completed(before).err().unwrap_or_default();
            assert!(said.contains(why), "{before}: {said}");
        }
    }

    #[test]
    fn before_a_value_is_begun_its_kinds_are_shown() {
        let (_, groups) = completions("551 status:");
        assert!(groups.iter().any(|it| it == "guessing"), "{groups:?}");
        assert!(groups.len() < 10);
        assert_eq!(completions("recovered:").1, ["true", "false"]);
        assert!(completions("551 ").1.is_empty());
        assert!(completions("\"abc").1.is_empty());
    }
}
