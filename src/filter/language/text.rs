//! Patterns that text is compared with: whole or in part, ignoring case, with wildcards.

use super::expression::Expression;
use super::fold::fold;
use super::needle::Needle;

/// Returns true if two texts are equal, ignoring case.
pub(crate) fn same(left: &str, right: &str) -> bool {
    left.chars().map(fold).eq(right.chars().map(fold))
}

/// A question about a text. Two patterns are equal when they were typed alike.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Pattern {
    /// There is something: `user:*`.
    Present,
    /// There is nothing: `user:""`.
    Empty,
    /// It occurs somewhere.
    Contains(Needle),
    /// It occurs with no letter or digit beside it.
    Word(Needle),
    /// All of it, ignoring case.
    Equal(Needle),
    /// All of it, to the letter.
    Exact(String),
    /// The beginning.
    Start(Needle),
    /// The end.
    End(Needle),
    /// All of it, with wildcards.
    Wildcard(Wildcard),
    /// A regular expression finds something in it.
    Regex(Expression),
}

impl Pattern {
    /// The pattern of a value after `:`; `*` and `?` are wildcards unless it was quoted.
    pub(crate) fn of_match(text: &str, quoted: bool) -> Self {
        match text {
            "" => Self::Empty,
            "*" if !quoted => Self::Present,
            _ if !quoted && has_wildcard(text) => Self::Wildcard(Wildcard::whole(text)),
            _ => Self::Contains(Needle::new(text)),
        }
    }

    /// The pattern of a bare word: as after `:`, but wildcards too may match anywhere.
    pub(crate) fn anywhere(text: &str, quoted: bool) -> Self {
        match Self::of_match(text, quoted) {
            Self::Wildcard(_) => Self::Wildcard(Wildcard::anywhere(text)),
            other => other,
        }
    }

    /// Returns true if the text is what is asked for.
    pub(crate) fn matches(&self, text: &str) -> bool {
        match self {
            Self::Present => !text.is_empty(),
            Self::Empty => text.is_empty(),
            Self::Contains(needle) => needle.matches(text),
            Self::Word(needle) => needle.matches_word(text),
            Self::Equal(needle) => needle.matches_all(text),
            Self::Exact(whole) => whole == text,
            Self::Start(needle) => needle.matches_start(text),
            Self::End(needle) => needle.matches_end(text),
            Self::Wildcard(wildcard) => wildcard.matches(text),
            Self::Regex(expression) => expression.matches(text),
        }
    }

    /// Returns true if it asks about all of a value, so that the last part of a path, or a GUID without
    /// its braces, is a different question.
    pub(crate) fn is_about_ends(&self) -> bool {
        !matches!(
            self,
            Self::Present | Self::Empty | Self::Contains(_) | Self::Word(_)
        )
    }

    /// Text that every match contains, if any is known.
    pub(crate) fn must_contain(&self) -> Option<&Needle> {
        match self {
            Self::Contains(needle)
            | Self::Word(needle)
            | Self::Equal(needle)
            | Self::Start(needle)
            | Self::End(needle) => Some(needle),
            Self::Wildcard(wildcard) => wildcard.longest.as_ref(),
            Self::Regex(expression) => expression.needle.as_ref(),
            Self::Present | Self::Empty | Self::Exact(_) => None,
        }
        .filter(|needle| !needle.text().is_empty())
    }

    /// Returns true if every match of this pattern is one of `other` too; false where that is not
    /// known.
    pub(crate) fn implies(&self, other: &Self) -> bool {
        if self == other {
            return true;
        }
        let Self::Contains(shorter) = other else {
            return matches!((self, other), (Self::Start(long), Self::Start(short))
                if long.text().starts_with(short.text()));
        };
        self.must_contain()
            .is_some_and(|longer| longer.text().contains(shorter.text()))
    }
}

/// Returns true if an unquoted value has wildcards in it.
pub(crate) fn has_wildcard(text: &str) -> bool {
    text.contains(['*', '?'])
}

/// A pattern with `*` for any run of characters and `?` for one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Wildcard {
    tokens: Vec<Token>,
    longest: Option<Needle>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Token {
    /// `*`
    AnyRun,
    /// `?`
    AnyCharacter,
    /// A folded character.
    Character(char),
}

impl Wildcard {
    /// The pattern of a whole value.
    pub(crate) fn whole(text: &str) -> Self {
        let tokens = text
            .chars()
            .map(|character| match character {
                '*' => Token::AnyRun,
                '?' => Token::AnyCharacter,
                other => Token::Character(fold(other)),
            })
            .collect();
        let longest = text
            .split(['*', '?'])
            .max_by_key(|part| part.len())
            .filter(|part| !part.is_empty())
            .map(Needle::new);
        Self { tokens, longest }
    }

    /// The pattern of any part of a value.
    fn anywhere(text: &str) -> Self {
        let mut wildcard = Self::whole(text);
        wildcard.tokens.insert(0, Token::AnyRun);
        wildcard.tokens.push(Token::AnyRun);
        wildcard
    }

    fn matches(&self, text: &str) -> bool {
        let mut rest = text.chars();
        let mut at = 0;
        // The place to go on from when the tokens after the last `*` do not match: one character
        // further.
        let mut retry = None;
        loop {
            if self.tokens.get(at) == Some(&Token::AnyRun) {
                at += 1;
                if at == self.tokens.len() {
                    return true;
                }
                retry = Some((at, rest.clone()));
                continue;
            }
            let Some(character) = rest.next() else {
                return at == self.tokens.len();
            };
            let matches = match self.tokens.get(at) {
                Some(Token::AnyCharacter) => true,
                Some(Token::Character(wanted)) => *wanted == fold(character),
                Some(Token::AnyRun) | None => false,
            };
            if matches {
                at += 1;
                continue;
            }
            let Some((after, from)) = &mut retry else {
                return false;
            };
            from.next();
            (at, rest) = (*after, from.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Wildcard;

    proptest! {
        #[test]
        fn wildcards_fit_as_the_same_expression_does(
            pattern in "[abé*?]{0,8}",
            text in "[aAbBéÉ]{0,8}",
        ) {
            let source = format!("^(?s:{})$", pattern.replace('*', ".*").replace('?', "."));
            let expression = regex::RegexBuilder::new(&source).case_insensitive(true).build();
            let expected = expression.is_ok_and(|expression| expression.is_match(&text));
            prop_assert_eq!(Wildcard::whole(&pattern).matches(&text), expected);
        }
    }
}
