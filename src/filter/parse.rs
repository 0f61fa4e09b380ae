//! The grammar: recursive descent from text to a tree of tests, or an error with its place.

use super::check::Check;
use super::compile::{self, Written};
use super::error::{Fault, FilterError};
use super::lex::{Op, Scanner, Value};
use super::names::is_field_name;
use super::number::Units;
use super::terms::{self, Kind, Part};
use super::text::Pattern;
use super::tree::{Filter, Node, Subject, Test};

/// How deep parentheses and negations may nest.
const DEPTH: usize = 100;

/// Reads a filter.
///
/// # Errors
/// When the text is no filter: what is wrong, where, and what to write instead.
pub fn parse(text: &str) -> Result<Filter, FilterError> {
    Parser::new(text, false).filter()
}

/// Reads a filter that is still being typed: its last term is ignored as long as it is
/// unfinished (`user:`, `(1007 OR`, `duration:>`, an open quote).
///
/// # Errors
/// As [`parse`], for everything before.
pub fn parse_typing(text: &str) -> Result<Filter, FilterError> {
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

    fn filter(mut self) -> Result<Filter, FilterError> {
        let text = self.scanner.text;
        if text.trim().is_empty() {
            return Ok(Filter::all());
        }
        let root = self.or().map_err(|fault| fault.error)?;
        self.scanner.skip_space();
        if self.scanner.peek() == Some('|') {
            self.unless_typing(self.bar())
                .map_err(|fault| fault.error)?;
        }
        if self.scanner.at_end() {
            let text = text.to_owned();
            let root = root.unwrap_or(Node::Everything);
            return Ok(Filter { text, root });
        }
        let here = self.scanner.at..self.scanner.at + 1;
        Err(match self.scanner.peek() {
            Some(',') => Fault::new(
                here,
                "A comma stands only in lists such as event:(551, 1006).",
            )
            .cure("Put OR between alternatives, or quote the text."),
            _ => Fault::new(here, "There is no ( for this ).").cure("Remove it."),
        }
        .error)
    }

    /// What is wrong with the single `|` that is next.
    fn bar(&self) -> Fault {
        let mut after = self.scanner;
        let before = after.text.get(..after.at).unwrap_or_default().trim_end();
        let left = before
            .rsplit([' ', '(', ',', '|'])
            .next()
            .unwrap_or_default();
        after.at += 1;
        after.skip_space();
        let right = after.bare();
        let message = "A single | says nothing here, and no stages follow it.";
        let fault = Fault::new(self.scanner.at..self.scanner.at + 1, message)
            .unfinished(right.is_empty() && after.at_end());
        match left.split_once(':') {
            _ if right.is_empty() => fault.cure("Write OR between alternatives."),
            Some((name, value)) if is_known(name) && !right.contains(':') => fault.cure(format!(
                "Write a list of alternatives: {name}:({value}, {right})"
            )),
            _ => fault.cure(format!("Write OR between alternatives: {left} OR {right}")),
        }
    }

    /// `None`: only an unfinished term was there.
    fn or(&mut self) -> Result<Option<Node>, Fault> {
        let mut nodes = Vec::from_iter(self.and()?);
        loop {
            self.scanner.skip_space();
            if !self.scanner.take_word("OR") && !self.scanner.take("||") {
                return Ok((!nodes.is_empty()).then(|| Node::one(nodes)));
            }
            nodes.extend(self.and()?);
        }
    }

    fn and(&mut self) -> Result<Option<Node>, Fault> {
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

    /// Whether nothing that begins a term is next.
    fn at_end_of_terms(&self) -> bool {
        let mut ahead = self.scanner;
        ahead.at_end() || matches!(ahead.peek(), Some(')' | '|' | ',')) || ahead.take_word("OR")
    }

    fn not(&mut self) -> Result<Option<Node>, Fault> {
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

    fn deeper(&mut self, start: usize) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > DEPTH {
            let message = format!("More than {DEPTH} parentheses or negations are nested here.");
            return Err(Fault::new(start..start + 1, message));
        }
        Ok(())
    }

    fn primary(&mut self) -> Result<Option<Node>, Fault> {
        let start = self.scanner.at;
        if let Some(what) = self.missing_operand() {
            // An operator at the very end may become a longer word.
            let mut ahead = self.scanner;
            ahead.bare();
            let fault = Fault::new(start..ahead.at, what).unfinished(ahead.at_end());
            return self.unless_typing(fault);
        }
        if self.scanner.take("(") {
            return self.group(start);
        }
        match self.term() {
            Ok(node) => Ok(Some(node)),
            Err(fault) => self.unless_typing(fault),
        }
    }

    /// Ignores what is unfinished while it is typed; all of it is at the end of the text.
    fn unless_typing(&mut self, fault: Fault) -> Result<Option<Node>, Fault> {
        if !(self.typing && fault.unfinished) {
            return Err(fault);
        }
        self.scanner.at = self.scanner.text.len();
        Ok(None)
    }

    /// What is wrong when no term is next.
    fn missing_operand(&self) -> Option<&'static str> {
        let mut ahead = self.scanner;
        match ahead.peek() {
            None => Some("A term is missing at the end."),
            Some(')') => Some("A term is missing before this )."),
            Some('|') => Some("A term is missing before this |."),
            Some(',') => Some("A term is missing before this comma."),
            _ if ahead.take_word("OR") => Some("A term is missing before this OR."),
            _ if ahead.take_word("AND") || ahead.take("&&") => {
                Some("A term is missing before this AND.")
            }
            _ => None,
        }
    }

    fn group(&mut self, start: usize) -> Result<Option<Node>, Fault> {
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
        let message = "This parenthesis is not closed: ) was expected.";
        Err(Fault::new(start..start + 1, message).unfinished(unfinished))
    }

    fn term(&mut self) -> Result<Node, Fault> {
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

/// Whether `name` can stand before an operator.
pub(super) fn is_known(name: &str) -> bool {
    terms::term_of(name).is_some() || raw_name(name).is_some() || is_field_name(name)
}

/// The field's own name after `raw.`.
fn raw_name(name: &str) -> Option<&str> {
    let (prefix, raw) = name.split_once('.')?;
    (prefix.eq_ignore_ascii_case("raw") && !raw.is_empty()).then_some(raw)
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
    let known = terms::names().chain(super::names::field_names());
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
