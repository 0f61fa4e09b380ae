//! Regular expressions, and the text that every match of one contains.

use regex::Regex;

use super::error::RegexError;
use super::needle::Needle;

/// A compiled regular expression.
#[derive(Debug, Clone)]
pub(crate) struct Expression {
    regex: Regex,
    ignore_case: bool,
    /// Text that every match contains.
    pub(crate) needle: Option<Needle>,
}

/// The bytes that a compiled expression may take: `(a{1000}){1000}` is refused.
const EXPRESSION_LIMIT: usize = 1 << 20;

impl Expression {
    /// Compiles an expression.
    pub(crate) fn new(source: &str, ignore_case: bool) -> Result<Self, RegexError> {
        let built = regex::RegexBuilder::new(source)
            .case_insensitive(ignore_case)
            .size_limit(EXPRESSION_LIMIT)
            .build();
        match built {
            Ok(regex) => Ok(Self {
                regex,
                ignore_case,
                needle: literal(source, ignore_case).map(|text| Needle::new(&text)),
            }),
            Err(error) => Err(explain(error, source)),
        }
    }

    /// Returns true if it finds something in a text.
    pub(crate) fn matches(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.regex.as_str() == other.regex.as_str() && self.ignore_case == other.ignore_case
    }
}

/// Reads the place and the reason out of the crate's error, which is only text: the expression,
/// indented by four, below it a caret, and on the last line the reason.
fn explain(error: regex::Error, source: &str) -> RegexError {
    if let regex::Error::CompiledTooBig(_) = error {
        return RegexError::new(error, "it is too large".to_owned(), None);
    }
    let text = error.to_string();
    let reason = text.lines().next_back().unwrap_or_default();
    let reason = reason.strip_prefix("error: ").unwrap_or(reason).to_owned();
    let place = text
        .lines()
        .find(|line| line.trim_start().starts_with('^') && line.trim_matches([' ', '^']).is_empty())
        .and_then(|line| line.find('^')?.checked_sub(4))
        .and_then(|column| Some(source.char_indices().nth(column)?.0));
    RegexError::new(error, reason, place)
}

/// The longest text that an expression plainly asks for: a run of ordinary characters outside
/// of classes and repetitions. `None` where there is none, and for groups, alternatives and
/// notations that are not looked through.
fn literal(source: &str, ignore_case: bool) -> Option<String> {
    let mut runs = vec![String::new()];
    let mut characters = source.chars().peekable();
    while let Some(character) = characters.next() {
        let run = runs.last_mut()?;
        match character {
            '(' | '|' => return None,
            // `\x41`, `\u{e9}`, `\p{Greek}`, `\b{start}`: more than a character follows.
            '\\' => match characters.next() {
                None | Some('x' | 'u' | 'U' | 'p' | 'P' | 'b') => return None,
                Some(_) => {}
            },
            // `[]a]` holds a bracket, `[a[b]]` another class.
            '[' => {
                let class: Vec<char> = characters.by_ref().take_while(|&it| it != ']').collect();
                if matches!(class[..], [] | ['^']) || class.contains(&'[') || class.contains(&'\\')
                {
                    return None;
                }
            }
            // An optional character may be missing.
            '*' | '?' => drop(run.pop()),
            '{' => {
                run.pop();
                characters
                    .by_ref()
                    .take_while(|&it| it != '}')
                    .for_each(drop);
            }
            // Some letters have other cases than in ASCII: the Kelvin sign, the long s.
            'k' | 's' | 'K' | 'S' if ignore_case => {}
            _ if character.is_ascii_alphanumeric()
                || matches!(character, '_' | ' ' | '-' | '/') =>
            {
                run.push(character);
                continue;
            }
            _ => {}
        }
        runs.push(String::new());
    }
    let longest = runs.into_iter().max_by_key(String::len)?;
    (longest.len() > 1).then_some(longest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Expression, literal};

    #[test]
    fn the_text_that_an_expression_asks_for_is_found() {
        for (source, ignore_case, text) in [
            ("svc_[a-z]+", false, Some("svc_")),
            ("svc_[a-z]+", true, Some("vc_")),
            ("^contoso\\\\adm", false, Some("contoso")),
            ("ab*cde?", false, Some("cd")),
            ("ab{10}", false, None),
            ("abc{10}", false, Some("ab")),
            ("a|bcd", false, None),
            ("(abc)?", false, None),
            ("[]abc]def", false, None),
            ("\\x4142", false, None),
            (".*", false, None),
        ] {
            assert_eq!(literal(source, ignore_case).as_deref(), text, "{source}");
        }
    }

    proptest! {
        #[test]
        fn what_an_expression_fits_has_that_text(
            source in "[abK^$.*+?{}0-2,\\[\\]\\\\dx-]{1,8}",
            text in "[abK\u{212a}0-2x]{0,8}",
            ignore_case: bool,
        ) {
            if let Ok(expression) = Expression::new(&source, ignore_case)
                && let Some(needle) = &expression.needle
                && expression.matches(&text)
            {
                prop_assert!(needle.matches(&text), "{source} fits {text}");
            }
        }
    }
}
