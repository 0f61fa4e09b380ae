//! The completion of a filter that is being typed: fields and values.

use std::borrow::Cow;

use thiserror::Error;

use crate::filter;

/// The end of a filter that is being typed.
struct Typed<'a> {
    /// The word that may be completed.
    word: &'a str,
    /// The field whose value it is; `None` where it may become a field's name.
    field: Option<&'a str>,
}

impl<'a> Typed<'a> {
    /// The end of `before`, the text before the cursor.
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

/// The reason why nothing completes a filter that is being typed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(super) enum NoCompletion {
    /// Nothing of a name is typed yet.
    #[error("Type how a field begins and Tab completes it; F1 lists the fields.")]
    NothingTyped,
    /// No field has such a name.
    #[error("No field begins like that; F1 lists the fields.")]
    NoField,
    /// The field's values are from a list, in which there is no such value.
    #[error("No value of {field} begins like that; it takes {takes}.")]
    NoValue { field: String, takes: &'static str },
    /// The field takes any value.
    #[error("The values of {field} are not from a list; it takes {takes}.")]
    AnyValue { field: String, takes: &'static str },
    /// There is no such field, or it is not known which values it takes.
    #[error("The values of {0} are not from a list.")]
    UnknownValues(String),
}

impl NoCompletion {
    fn of(typed: &Typed<'_>) -> Self {
        let Some(field) = typed.field else {
            return match typed.word {
                "" => Self::NothingTyped,
                _ => Self::NoField,
            };
        };
        let is_listed = filter::values_beginning(field, "").is_some();
        let (takes, field) = (filter::takes(field), field.to_owned());
        match takes {
            Some(takes) if is_listed => Self::NoValue { field, takes },
            Some(takes) => Self::AnyValue { field, takes },
            None => Self::UnknownValues(field),
        }
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

/// The word that is being typed at the end of `before`, the text before the cursor, and the fields
/// or the values (as they are written) that it may become.
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

/// Completes the last word of `before` as far as that is certain: the length of the word in
/// characters, and the text to put in its place.
pub(super) fn completed(before: &str) -> Result<(usize, String), NoCompletion> {
    let (word, names) = completions(before);
    let typed = Typed::of(before);
    let length = word.chars().count();
    let Some((first, rest)) = names.split_first() else {
        return Err(NoCompletion::of(&typed));
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
    use super::*;

    #[test]
    fn fields_and_values_are_completed() {
        for (before, after) in [
            ("thres", "threshold:"),
            ("551 -thres", "551 -threshold:"),
            ("(thres", "(threshold:"),
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
        let why = |before| completed(before).err();
        assert_eq!(why("nonsense"), Some(NoCompletion::NoField));
        assert_eq!(why(""), Some(NoCompletion::NothingTyped));
        assert_eq!(why("551 "), Some(NoCompletion::NothingTyped));
        assert!(matches!(
            why("user:a"),
            Some(NoCompletion::AnyValue { field, takes }) if field == "user" && takes.contains("text")
        ));
        assert!(matches!(
            why("level:x"),
            Some(NoCompletion::NoValue { field, takes }) if field == "level" && takes.contains("critical")
        ));
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
