//! The grammar: recursive descent from text to a tree of tests, or an error with its place.

mod term;

use super::error::{ParseError, ParseErrorKind};
use super::field_names::is_field_name;
use super::lex::Scanner;
use super::terms;
use super::tree::{Filter, Node};

/// The levels of parentheses and negations that may nest.
const DEPTH: usize = 100;

/// Reads a filter.
///
/// # Errors
/// The text is no filter: what is wrong, where, and what to write instead.
pub fn parse(text: &str) -> Result<Filter, ParseError> {
    Parser::new(text, false).filter()
}

/// Reads a filter that is still being typed: its last term is ignored as long as it is
/// unfinished (`user:`, `(1007 OR`, `duration:>`, an open quote).
///
/// # Errors
/// As [`parse`], for everything before.
pub fn parse_typing(text: &str) -> Result<Filter, ParseError> {
    Parser::new(text, true).filter()
}

struct Parser<'a> {
    scanner: Scanner<'a>,
    typing: bool,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str, typing: bool) -> Self {
        Self {
            scanner: Scanner { text, at: 0 },
            typing,
            depth: 0,
        }
    }

    fn filter(mut self) -> Result<Filter, ParseError> {
        let text = self.scanner.text;
        if text.trim().is_empty() {
            return Ok(Filter::all());
        }
        let root = self.or()?;
        self.scanner.skip_space();
        if self.scanner.peek() == Some('|') {
            self.unless_typing(self.bar())?;
        }
        if self.scanner.at_end() {
            let text = text.to_owned();
            let root = root.unwrap_or(Node::Everything);
            return Ok(Filter { text, root });
        }
        let here = self.scanner.at..self.scanner.at + 1;
        Err(match self.scanner.peek() {
            Some(',') => ParseError::new(here, ParseErrorKind::StrayComma)
                .hint("Put OR between alternatives, or quote the text."),
            _ => ParseError::new(here, ParseErrorKind::StrayParenthesis).hint("Remove it."),
        })
    }

    /// The error of the single `|` that is next.
    fn bar(&self) -> ParseError {
        let mut after = self.scanner;
        let before = after.text.get(..after.at).unwrap_or_default().trim_end();
        let left = before
            .rsplit([' ', '(', ',', '|'])
            .next()
            .unwrap_or_default();
        after.at += 1;
        after.skip_space();
        let right = after.bare();
        let here = self.scanner.at..self.scanner.at + 1;
        let error = ParseError::new(here, ParseErrorKind::SinglePipe)
            .unfinished(right.is_empty() && after.at_end());
        match left.split_once(':') {
            _ if right.is_empty() => error.hint("Write OR between alternatives."),
            Some((name, value)) if is_known(name) && !right.contains(':') => error.hint(format!(
                "Write a list of alternatives: {name}:({value}, {right})"
            )),
            _ => error.hint(format!("Write OR between alternatives: {left} OR {right}")),
        }
    }

    /// `None`: only an unfinished term was there.
    fn or(&mut self) -> Result<Option<Node>, ParseError> {
        let mut nodes = Vec::from_iter(self.and()?);
        loop {
            self.scanner.skip_space();
            if !self.scanner.take_word("OR") && !self.scanner.take("||") {
                return Ok((!nodes.is_empty()).then(|| Node::any(nodes)));
            }
            nodes.extend(self.and()?);
        }
    }

    fn and(&mut self) -> Result<Option<Node>, ParseError> {
        let mut nodes = Vec::from_iter(self.not()?);
        loop {
            self.scanner.skip_space();
            let explicit = self.scanner.take_word("AND") || self.scanner.take("&&");
            if !explicit && self.at_end_of_terms() {
                return Ok((!nodes.is_empty()).then(|| Node::all(nodes)));
            }
            nodes.extend(self.not()?);
        }
    }

    /// Returns true if nothing that begins a term is next.
    fn at_end_of_terms(&self) -> bool {
        let mut ahead = self.scanner;
        ahead.at_end() || matches!(ahead.peek(), Some(')' | '|' | ',')) || ahead.take_word("OR")
    }

    fn not(&mut self) -> Result<Option<Node>, ParseError> {
        self.scanner.skip_space();
        let start = self.scanner.at;
        if !(self.scanner.take_word("NOT") || self.scanner.take("-") || self.scanner.take("!")) {
            return self.primary();
        }
        self.deeper(start)?;
        let node = self.not()?;
        self.depth -= 1;
        Ok(node.map(Node::not))
    }

    fn deeper(&mut self, start: usize) -> Result<(), ParseError> {
        self.depth += 1;
        if self.depth > DEPTH {
            let kind = ParseErrorKind::TooDeep(DEPTH);
            return Err(ParseError::new(start..start + 1, kind));
        }
        Ok(())
    }

    fn primary(&mut self) -> Result<Option<Node>, ParseError> {
        let start = self.scanner.at;
        if let Some(place) = self.missing_operand() {
            // An operator at the very end may become a longer word.
            let mut ahead = self.scanner;
            ahead.bare();
            let error = ParseError::new(start..ahead.at, ParseErrorKind::MissingTerm(place));
            return self.unless_typing(error.unfinished(ahead.at_end()));
        }
        if self.scanner.take("(") {
            return self.group(start);
        }
        match self.term() {
            Ok(node) => Ok(Some(node)),
            Err(error) => self.unless_typing(error),
        }
    }

    /// Ignores what is unfinished while it is typed; all of it is at the end of the text.
    fn unless_typing(&mut self, error: ParseError) -> Result<Option<Node>, ParseError> {
        if !(self.typing && error.is_unfinished) {
            return Err(error);
        }
        self.scanner.at = self.scanner.text.len();
        Ok(None)
    }

    /// The place of a term that is missing, if none is next.
    fn missing_operand(&self) -> Option<&'static str> {
        let mut ahead = self.scanner;
        match ahead.peek() {
            None => Some("at the end"),
            Some(')') => Some("before this )"),
            Some('|') => Some("before this |"),
            Some(',') => Some("before this comma"),
            _ if ahead.take_word("OR") => Some("before this OR"),
            _ if ahead.take_word("AND") || ahead.take("&&") => Some("before this AND"),
            _ => None,
        }
    }

    fn group(&mut self, start: usize) -> Result<Option<Node>, ParseError> {
        self.deeper(start)?;
        let node = self.or()?;
        self.depth -= 1;
        self.scanner.skip_space();
        if self.scanner.peek() == Some('|') {
            self.unless_typing(self.bar())?;
            return Ok(node);
        }
        if self.scanner.take(")") {
            return Ok(node);
        }
        let unfinished = self.scanner.at_end();
        if unfinished && self.typing {
            return Ok(node);
        }
        let error = ParseError::new(start..start + 1, ParseErrorKind::UnclosedParenthesis);
        Err(error.unfinished(unfinished))
    }
}

/// Returns true for a name that can stand before an operator.
pub(crate) fn is_known(name: &str) -> bool {
    terms::term_of(name).is_some() || raw_name(name).is_some() || is_field_name(name)
}

/// The field's own name after `raw.`.
fn raw_name(name: &str) -> Option<&str> {
    let (prefix, raw) = name.split_once('.')?;
    (prefix.eq_ignore_ascii_case("raw") && !raw.is_empty()).then_some(raw)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::language::error::AddressError;

    #[test]
    fn each_mistake_has_its_kind() {
        use ParseErrorKind as Kind;
        let owned = str::to_owned;
        for (text, kind) in [
            ("551,", Kind::StrayComma),
            ("551)", Kind::StrayParenthesis),
            ("551 | 1006", Kind::SinglePipe),
            ("event:(551 | 1006)", Kind::PipeInList),
            ("551 OR", Kind::MissingTerm("at the end")),
            ("(551", Kind::UnclosedParenthesis),
            ("event:(551", Kind::UnclosedList),
            ("event:()", Kind::EmptyList(owned("event"))),
            ("'abc", Kind::UnclosedQuote('\'')),
            ("/abc", Kind::UnclosedRegex),
            ("user>/a/", Kind::RegexWithOperator),
            ("clint:x", Kind::UnknownField(owned("clint"))),
            ("user>5", Kind::NoOrder(owned("user"), owned("5"))),
            ("after:x", Kind::NoTime(owned("x"))),
            (
                "client:300.1.1.1",
                Kind::NoAddress(owned("300.1.1.1"), AddressError::NumberTooLarge),
            ),
            ("event:7..5", Kind::BackwardsRange(owned("7"), owned("5"))),
            ("client:10.0.0.1..fe80::1", Kind::MixedRange),
        ] {
            assert_eq!(parse(text).map_err(|error| error.kind), Err(kind), "{text}");
        }
        let wrong = |text| parse(text).map_err(|error| error.kind);
        assert!(matches!(wrong("user:"), Err(Kind::MissingValue(..))));
        assert!(matches!(wrong("level:x"), Err(Kind::WrongValue(..))));
        assert!(matches!(wrong("user:/[a/"), Err(Kind::Regex(_))));
    }
}
