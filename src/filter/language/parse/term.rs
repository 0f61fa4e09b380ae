//! The terms of the grammar: bare words, and fields with an operator and values.

use super::super::check::Check;
use super::super::compile::{self, Written};
use super::super::error::Fault;
use super::super::lex::{Op, Scanner, Value};
use super::super::names::is_field_name;
use super::super::number::Units;
use super::super::terms::{self, Kind, Part};
use super::super::text::Pattern;
use super::super::tree::{Node, Subject, Test};
use super::{Parser, is_known, raw_name};

impl<'a> Parser<'a> {
    pub(super) fn term(&mut self) -> Result<Node, Fault> {
        if let Some((value, span)) = self.scanner.enclosed()? {
            let pattern = match &value {
                Value::Quoted(text) if text.is_empty() => return Ok(Node::Everything),
                Value::Quoted(text) | Value::Bare(text) => Pattern::anywhere(text, true),
                Value::Regex {
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
            let written = Written {
                name: "event",
                kind: Kind::Number(Units::Bytes),
                op: Op::Match,
                value: &Value::Bare(word.to_owned()),
                span: start..self.scanner.at,
            };
            let at_end = self.scanner.at_end();
            return compile::test(&Subject::Part(Part::EventId), &written).map_err(|fault| {
                let unfinished = fault.unfinished && at_end;
                fault.unfinished(unfinished)
            });
        }
        Ok(anywhere(Pattern::anywhere(word, false)))
    }

    /// A test of a field, if a field and an operator are next.
    fn test(&mut self) -> Result<Option<Node>, Fault> {
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
        let (subject, kind) = field(name, &name_span, op)?;
        self.scanner = ahead;
        if op != Op::Match || is_list {
            self.scanner.skip_space();
        }
        let asked = Asked {
            name,
            subject,
            kind,
            op,
            is_list,
            start,
        };
        let node = self.values(&asked)?;
        Ok(Some(if negates { node.not() } else { node }))
    }

    fn values(&mut self, asked: &Asked<'a>) -> Result<Node, Fault> {
        let listed = asked.is_list || asked.op == Op::Match;
        if listed && self.scanner.take("(") {
            return self.list(asked);
        }
        self.value(asked)
    }

    fn list(&mut self, asked: &Asked<'a>) -> Result<Node, Fault> {
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
                let message = "This list is not closed: ) was expected.";
                return Err(Fault::new(open..open + 1, message).unfinished(true));
            }
            if self.scanner.peek() == Some('|') {
                let message = "A single | says nothing in a list.";
                let here = self.scanner.at..self.scanner.at + 1;
                return Err(Fault::new(here, message).cure("Put a comma between the values."));
            }
            nodes.push(self.value(asked)?);
        }
        if nodes.is_empty() {
            let message = format!("The list of {} is empty.", asked.name);
            return Err(Fault::new(open..self.scanner.at, message));
        }
        Ok(Node::one(nodes))
    }

    fn value(&mut self, asked: &Asked<'a>) -> Result<Node, Fault> {
        let (op, value, span) = if let Some((value, span)) = self.scanner.enclosed()? {
            (asked.op, value, span)
        } else {
            let order = (asked.op == Op::Match)
                .then(|| self.scanner.order())
                .flatten();
            let start = self.scanner.at;
            let word = self.scanner.bare();
            if word.is_empty() {
                return Err(asked.without_value(start, &self.scanner));
            }
            let op = order.map_or(asked.op, Op::Compare);
            (op, Value::Bare(word.to_owned()), start..self.scanner.at)
        };
        let at_end = self.scanner.at_end();
        let written = Written {
            name: asked.name,
            kind: asked.kind,
            op,
            value: &value,
            span,
        };
        compile::test(&asked.subject, &written).map_err(|fault| {
            let unfinished = fault.unfinished && at_end;
            fault.unfinished(unfinished)
        })
    }
}

/// A field and what is asked of it.
struct Asked<'a> {
    name: &'a str,
    subject: Subject,
    kind: Kind,
    op: Op,
    is_list: bool,
    start: usize,
}

impl Asked<'_> {
    fn without_value(&self, at: usize, scanner: &Scanner<'_>) -> Fault {
        let message = format!("{} needs a value: {}.", self.name, self.kind.takes());
        let fault = Fault::new(self.start..at, message).unfinished(scanner.at_end());
        match scanner.peek() {
            Some(next) if next.is_whitespace() => {
                fault.cure("Write it without a space before it; \"\" is empty text.")
            }
            _ => fault,
        }
    }
}

fn anywhere(pattern: Pattern) -> Node {
    Node::Test(Test {
        subject: Subject::Text,
        check: Check::Text(pattern),
    })
}

/// Whether a bare word is an event id or a range of them.
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

/// Whether a word that looks like a field with `:` is better read as text: an IPv6 address, or
/// the drive of a path.
fn is_plain_text(mut scanner: Scanner<'_>) -> bool {
    let word = scanner.bare();
    let is_drive = word
        .split_once(":\\")
        .is_some_and(|(drive, _)| drive.len() == 1);
    is_drive || word.parse::<std::net::Ipv6Addr>().is_ok()
}

/// What a name before an operator asks about.
fn field(name: &str, span: &std::ops::Range<usize>, op: Op) -> Result<(Subject, Kind), Fault> {
    if let Some(raw) = raw_name(name) {
        return Ok((Subject::Field(raw.into()), Kind::Any));
    }
    if let Some(term) = terms::term_of(name) {
        return Ok((Subject::Part(term.part), term.kind));
    }
    if is_field_name(name) {
        return Ok((Subject::Field(name.into()), Kind::Any));
    }
    let fault = Fault::new(span.clone(), format!("There is no field {name}."));
    let known = terms::names().chain(super::super::names::field_names());
    let nearest = crate::spelling::nearest(name, known);
    Err(match nearest {
        Some(nearest) => fault.cure(format!("Did you mean {nearest}?")),
        None if op == Op::Match => fault.cure(format!(
            "Write raw.{name} for a field of that name in the records, or quote the text."
        )),
        None => fault.cure(format!(
            "Write raw.{name} for a field of that name in the records."
        )),
    })
}
