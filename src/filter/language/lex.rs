//! The pieces of a filter's text: words, quoted text, regular expressions, operators.

use std::ops::Range;

use super::error::{ParseError, ParseErrorKind};

/// A value as typed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Literal {
    /// Without quotes: wildcards, ranges and comparisons mean something in it.
    Bare(String),
    /// In quotes, unescaped.
    Quoted(String),
    /// A regular expression, its slashes unescaped.
    Regex {
        /// The text between the slashes.
        source: String,
        /// Set by an `i` after it.
        ignore_case: bool,
    },
}

/// An operator between a field and its value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Op {
    /// `:`, as suits the field.
    Match,
    /// `=` or KQL's `=~`: equal, ignoring case.
    Equal,
    /// `==`: equal to the letter.
    Exact,
    /// `~`
    Regex,
    /// `contains`
    Contains,
    /// `startswith`
    Start,
    /// `endswith`
    End,
    /// `has`
    Word,
    /// `<`, `<=`, `>`, `>=`
    Compare(Order),
}

/// The values that a comparison lets pass.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Order {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// The operators that are signs, longest first; those with `true` negate.
const SIGNS: &[(&str, Op, bool)] = &[
    ("==", Op::Exact, false),
    ("=~", Op::Equal, false),
    ("!=", Op::Equal, true),
    ("!~", Op::Regex, true),
    (">=", Op::Compare(Order::GreaterOrEqual), false),
    ("<=", Op::Compare(Order::LessOrEqual), false),
    (":", Op::Match, false),
    ("=", Op::Equal, false),
    ("~", Op::Regex, false),
    (">", Op::Compare(Order::Greater), false),
    ("<", Op::Compare(Order::Less), false),
];

/// The operators that are words.
const WORDS: &[(&str, Op)] = &[
    ("contains", Op::Contains),
    ("startswith", Op::Start),
    ("endswith", Op::End),
    ("has", Op::Word),
];

/// A place in a filter's text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scanner<'a> {
    pub(crate) text: &'a str,
    /// In bytes, always between characters.
    pub(crate) at: usize,
}

impl<'a> Scanner<'a> {
    pub(crate) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(crate) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(crate) fn at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    pub(crate) fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Goes past `expected` if it is next.
    pub(crate) fn take(&mut self, expected: &str) -> bool {
        let found = self.rest().starts_with(expected);
        if found {
            self.at += expected.len();
        }
        found
    }

    /// Goes past `expected` if it is the next whole word, in any case.
    pub(crate) fn take_word(&mut self, expected: &str) -> bool {
        let mut after = *self;
        let found = after.bare().eq_ignore_ascii_case(expected);
        if found {
            *self = after;
        }
        found
    }

    /// The text up to a space or one of `(`, `)`, `,`, `|`; may be empty.
    pub(crate) fn bare(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | '|'))
            .unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    /// A field's name, if one is next: a letter, then letters, digits, `_` and `.`.
    pub(crate) fn name(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let end = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.')))
            .unwrap_or(rest.len());
        self.at += end;
        rest.get(..end)
    }

    /// An operator that is a sign; true with one that negates.
    pub(crate) fn sign(&mut self) -> Option<(Op, bool)> {
        let &(_, op, negates) = SIGNS.iter().find(|(sign, ..)| self.take(sign))?;
        Some((op, negates))
    }

    /// An operator that is a word.
    pub(crate) fn word_op(&mut self) -> Option<Op> {
        let &(_, op) = WORDS.iter().find(|(word, _)| self.take_word(word))?;
        Some(op)
    }

    /// An order at the beginning of a bare value: `>60s`.
    pub(crate) fn order(&mut self) -> Option<Order> {
        let mut after = *self;
        match after.sign() {
            Some((Op::Compare(order), _)) => {
                *self = after;
                Some(order)
            }
            _ => None,
        }
    }

    /// Quoted text or a regular expression, if one is next.
    pub(crate) fn enclosed(&mut self) -> Result<Option<(Literal, Range<usize>)>, ParseError> {
        let start = self.at;
        let Some(quote @ ('"' | '\'' | '/')) = self.peek() else {
            return Ok(None);
        };
        let mut inner = String::new();
        let mut characters = self.rest().char_indices().skip(1).peekable();
        while let Some((offset, character)) = characters.next() {
            let next = characters.peek().map(|&(_, next)| next);
            match character {
                '\\' if quote == '"' && matches!(next, Some('"' | '\\')) => {
                    inner.extend(next);
                    characters.next();
                }
                // In an expression only the slash loses its backslash; `\\/` is a backslash
                // of the expression and then its end.
                '\\' if quote == '/' && next.is_some() => {
                    if next != Some('/') {
                        inner.push('\\');
                    }
                    inner.extend(next);
                    characters.next();
                }
                _ if character == quote => {
                    self.at += offset + 1;
                    let value = match quote {
                        '/' => Literal::Regex {
                            source: inner,
                            ignore_case: self.take("i"),
                        },
                        _ => Literal::Quoted(inner),
                    };
                    return Ok(Some((value, start..self.at)));
                }
                _ => inner.push(character),
            }
        }
        let unclosed = |kind| ParseError::new(start..self.text.len(), kind).unfinished(true);
        Err(match quote {
            '/' => unclosed(ParseErrorKind::UnclosedRegex)
                .hint("Text that begins with a slash stands in quotes."),
            _ => unclosed(ParseErrorKind::UnclosedQuote(quote)),
        })
    }
}
