//! The terms of the grammar: bare words, and fields with an operator and values.

use super::super::compile::{self, Clause};
use super::super::error::{ParseError, ParseErrorKind};
use super::super::field_names::{field_names, is_field_name};
use super::super::lex::{Literal, Op, Scanner};
use super::super::number::Units;
use super::super::predicate::Predicate;
use super::super::property::{Property, SchemaProperty};
use super::super::terms;
use super::super::text::Pattern;
use super::super::tree::{Node, Subject, Test};
use super::super::value_type::ValueType;
use super::{Parser, is_known, raw_name};

impl<'a> Parser<'a> {
    pub(super) fn term(&mut self) -> Result<Node, ParseError> {
        if let Some((value, span)) = self.scanner.enclosed()? {
            let pattern = match &value {
                Literal::Quoted(text) if text.is_empty() => return Ok(Node::Everything),
                Literal::Quoted(text) | Literal::Bare(text) => Pattern::anywhere(text, true),
                Literal::Regex {
                    source,
                    ignore_case,
                } => compile::expression(source, *ignore_case, &span)?,
            };
            return Ok(anywhere(pattern));
        }
        if let Some(node) = self.test()? {
            return Ok(node);
        }
        let start = self.scanner.at;
        let word = self.scanner.bare();
        if word == "*" {
            return Ok(Node::Everything);
        }
        if is_number(word) {
            let clause = Clause {
                name: "event",
                value_type: ValueType::Number(Units::Bytes),
                op: Op::Match,
                value: &Literal::Bare(word.to_owned()),
                span: start..self.scanner.at,
            };
            let at_end = self.scanner.at_end();
            let event_id = Property::Schema(SchemaProperty::EventId);
            let test = clause.test(&Subject::Property(event_id));
            return test.map_err(|error| error.unfinished_only(at_end));
        }
        Ok(anywhere(Pattern::anywhere(word, false)))
    }

    /// A test of a field, if a field and an operator are next.
    fn test(&mut self) -> Result<Option<Node>, ParseError> {
        let mut ahead = self.scanner;
        let start = ahead.at;
        let Some(name) = ahead.name() else {
            return Ok(None);
        };
        let name_span = start..ahead.at;
        let after_name = ahead.at;
        ahead.skip_space();
        let spaced = ahead.at > after_name;
        let is_list = spaced && ahead.take_word("in");
        let (op, negates) = if is_list {
            ahead.skip_space();
            if ahead.peek() != Some('(') && !ahead.at_end() {
                return Ok(None);
            }
            (Op::Match, false)
        } else if let Some((op, negates)) = ahead.sign() {
            (op, negates)
        } else if let Some(op) = spaced.then(|| ahead.word_op()).flatten() {
            if ahead.rest().trim_start().is_empty() && !is_known(name) {
                return Ok(None);
            }
            (op, false)
        } else {
            return Ok(None);
        };
        if !is_known(name) && is_plain_text(self.scanner) {
            return Ok(None);
        }
        let (subject, value_type) = field(name, &name_span, op)?;
        self.scanner = ahead;
        if op != Op::Match || is_list {
            self.scanner.skip_space();
        }
        let left = LeftSide {
            name,
            subject,
            value_type,
            op,
            is_list,
            start,
        };
        let node = self.values(&left)?;
        Ok(Some(if negates { node.not() } else { node }))
    }

    fn values(&mut self, left: &LeftSide<'a>) -> Result<Node, ParseError> {
        let listed = left.is_list || left.op == Op::Match;
        if listed && self.scanner.take("(") {
            return self.list(left);
        }
        self.value(left)
    }

    fn list(&mut self, left: &LeftSide<'a>) -> Result<Node, ParseError> {
        let open = self.scanner.at - 1;
        let mut nodes = Vec::new();
        loop {
            self.scanner.skip_space();
            let separated =
                self.scanner.take(",") || (!nodes.is_empty() && self.scanner.take_word("OR"));
            if separated {
                continue;
            }
            if self.scanner.take(")") {
                break;
            }
            if self.scanner.at_end() {
                let error = ParseError::new(open..open + 1, ParseErrorKind::UnclosedList);
                return Err(error.unfinished(true));
            }
            if self.scanner.peek() == Some('|') {
                let here = self.scanner.at..self.scanner.at + 1;
                return Err(ParseError::new(here, ParseErrorKind::PipeInList)
                    .hint("Put a comma between the values."));
            }
            nodes.push(self.value(left)?);
        }
        if nodes.is_empty() {
            let kind = ParseErrorKind::EmptyList(left.name.to_owned());
            return Err(ParseError::new(open..self.scanner.at, kind));
        }
        Ok(Node::any(nodes))
    }

    fn value(&mut self, left: &LeftSide<'a>) -> Result<Node, ParseError> {
        let (op, value, span) = if let Some((value, span)) = self.scanner.enclosed()? {
            (left.op, value, span)
        } else {
            let order = (left.op == Op::Match)
                .then(|| self.scanner.order())
                .flatten();
            let start = self.scanner.at;
            let word = self.scanner.bare();
            if word.is_empty() {
                return Err(left.without_value(start, &self.scanner));
            }
            let op = order.map_or(left.op, Op::Compare);
            (op, Literal::Bare(word.to_owned()), start..self.scanner.at)
        };
        let at_end = self.scanner.at_end();
        let clause = Clause {
            name: left.name,
            value_type: left.value_type,
            op,
            value: &value,
            span,
        };
        let test = clause.test(&left.subject);
        test.map_err(|error| error.unfinished_only(at_end))
    }
}

/// A field and an operator, before one value or a list of them.
struct LeftSide<'a> {
    name: &'a str,
    subject: Subject,
    value_type: ValueType,
    op: Op,
    is_list: bool,
    start: usize,
}

impl LeftSide<'_> {
    fn without_value(&self, at: usize, scanner: &Scanner<'_>) -> ParseError {
        let kind = ParseErrorKind::MissingValue(self.name.to_owned(), self.value_type.takes());
        let error = ParseError::new(self.start..at, kind).unfinished(scanner.at_end());
        match scanner.peek() {
            Some(next) if next.is_whitespace() => {
                error.hint("Write it without a space before it; \"\" is empty text.")
            }
            _ => error,
        }
    }
}

fn anywhere(pattern: Pattern) -> Node {
    Node::Test(Test {
        subject: Subject::Text,
        predicate: Predicate::Text(pattern),
    })
}

/// Returns true for a bare word that is an event id or a range of them.
fn is_number(word: &str) -> bool {
    let is_digits =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()) && part.parse::<u32>().is_ok();
    match word.split_once("..") {
        Some((from, to)) => {
            (is_digits(from) || from.is_empty())
                && (is_digits(to) || to.is_empty())
                && word.len() > 2
        }
        None => is_digits(word),
    }
}

/// Returns true for a word that looks like a field with `:` and is better read as text: an IPv6
/// address, or the drive of a path.
fn is_plain_text(mut scanner: Scanner<'_>) -> bool {
    let word = scanner.bare();
    let is_drive = word
        .split_once(":\\")
        .is_some_and(|(drive, _)| drive.len() == 1);
    is_drive || word.parse::<std::net::Ipv6Addr>().is_ok()
}

/// The subject that a name before an operator stands for, and the type of its values.
fn field(
    name: &str,
    span: &std::ops::Range<usize>,
    op: Op,
) -> Result<(Subject, ValueType), ParseError> {
    if let Some(raw) = raw_name(name) {
        return Ok((Subject::Field(raw.into()), ValueType::Any));
    }
    if let Some(term) = terms::term_of(name) {
        return Ok((Subject::Property(term.property), term.value_type));
    }
    if is_field_name(name) {
        return Ok((Subject::Field(name.into()), ValueType::Any));
    }
    let error = ParseError::new(span.clone(), ParseErrorKind::UnknownField(name.to_owned()));
    let known = terms::names().chain(field_names());
    let nearest = crate::spelling::nearest(name, known);
    Err(match nearest {
        Some(nearest) => error.hint(format!("Did you mean {nearest}?")),
        None if op == Op::Match => error.hint(format!(
            "Write raw.{name} for a field of that name in the records, or quote the text."
        )),
        None => error.hint(format!(
            "Write raw.{name} for a field of that name in the records."
        )),
    })
}
