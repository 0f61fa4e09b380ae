//! From a clause as typed to a test: the meaning of its value for each type of values.

mod compare;

use std::ops::Range;

use super::address::{self, Addresses};
use super::error::{AddressError, ParseError, ParseErrorKind};
use super::expression::Expression;
use super::field_value::number_to_code;
use super::lex::{Literal, Op};
use super::moment::{self, TimePoint, TimeWindow};
use super::needle::Needle;
use super::number::{self, NumberRange, Units};
use super::predicate::{ByType, Predicate, Statuses, name_matches};
use super::text::{Pattern, has_wildcard, same};
use super::tree::{Node, Subject, Test};
use super::value_type::ValueType;
use super::vocabulary::{PRESETS, names_of};
use super::words::{FLAGS, LEVELS, dialect, flag, level};
use crate::spelling::nearest;
use crate::values::status::{self, StatusGroup};
use crate::values::{Decoder, access};

/// A field, an operator and a value as typed.
pub(crate) struct Clause<'a> {
    /// The field, as it was named.
    pub(crate) name: &'a str,
    pub(crate) value_type: ValueType,
    pub(crate) op: Op,
    pub(crate) value: &'a Literal,
    /// The bytes of the value.
    pub(crate) span: Range<usize>,
}

/// The pattern of a regular expression, or of text taken as one.
pub(crate) fn expression(
    source: &str,
    ignore_case: bool,
    span: &Range<usize>,
) -> Result<Pattern, ParseError> {
    Expression::new(source, ignore_case)
        .map(Pattern::Regex)
        .map_err(|error| {
            // The opening slash is before the expression.
            let inner = span.start + usize::from(span.len() > source.len());
            let span = match error.place.map(|place| inner + place) {
                Some(at) if at < span.end => at..at + 1,
                _ => span.clone(),
            };
            ParseError::new(span, ParseErrorKind::Regex(error))
        })
}

impl Clause<'_> {
    /// The test of `subject` that was typed.
    pub(crate) fn test(&self, subject: &Subject) -> Result<Node, ParseError> {
        Ok(Node::Test(Test {
            subject: subject.clone(),
            predicate: self.predicate()?,
        }))
    }

    fn predicate(&self) -> Result<Predicate, ParseError> {
        match (self.op, self.value) {
            (
                Op::Match | Op::Equal | Op::Exact | Op::Regex,
                Literal::Regex {
                    source,
                    ignore_case,
                },
            ) => Ok(self.text(expression(source, *ignore_case, &self.span)?)),
            (_, Literal::Regex { .. }) => Err(self
                .error(ParseErrorKind::RegexWithOperator)
                .hint(format!("Write {}~/.../.", self.name))),
            (Op::Regex, Literal::Bare(text) | Literal::Quoted(text)) => {
                Ok(self.text(expression(text, false, &self.span)?))
            }
            (op, Literal::Bare(text) | Literal::Quoted(text)) => {
                self.of_text(op, text, matches!(self.value, Literal::Quoted(_)))
            }
        }
    }

    fn of_text(&self, op: Op, text: &str, quoted: bool) -> Result<Predicate, ParseError> {
        let needle = || Needle::new(text);
        match op {
            Op::Contains => Ok(self.text(Pattern::Contains(needle()))),
            Op::Start => Ok(self.text(Pattern::Start(needle()))),
            Op::End => Ok(self.text(Pattern::End(needle()))),
            Op::Word => Ok(self.text(Pattern::Word(needle()))),
            Op::Compare(order) => self.compared(order, text),
            Op::Match | Op::Equal | Op::Exact | Op::Regex => {
                let pattern = match op {
                    Op::Exact if text.is_empty() => Pattern::Empty,
                    Op::Exact => Pattern::Exact(text.to_owned()),
                    Op::Equal if quoted || !has_wildcard(text) => match text {
                        "" => Pattern::Empty,
                        _ => Pattern::Equal(needle()),
                    },
                    _ => Pattern::of_match(text, quoted),
                };
                if matches!(pattern, Pattern::Present | Pattern::Empty) {
                    return Ok(Predicate::Text(pattern));
                }
                // A reading in full, as it is shown.
                if op != Op::Match && quoted && text.contains(' ') {
                    return Ok(self.text(pattern));
                }
                if op == Op::Match
                    && !quoted
                    && self.value_type.has_order()
                    && let Some(range) = self.range(text)
                {
                    return range;
                }
                self.typed(text, pattern)
            }
        }
    }

    /// The predicate of a pattern about the readings of a field.
    fn text(&self, pattern: Pattern) -> Predicate {
        match self.value_type {
            ValueType::Path | ValueType::Address => Predicate::Path(pattern),
            ValueType::Trustee => Predicate::Trustee(pattern),
            _ => Predicate::Text(pattern),
        }
    }

    /// The meaning of one value for this type; `pattern` is its meaning as text.
    fn typed(&self, text: &str, pattern: Pattern) -> Result<Predicate, ParseError> {
        let is_wild = matches!(pattern, Pattern::Wildcard(_));
        match self.value_type {
            ValueType::Text | ValueType::Path | ValueType::Trustee => Ok(self.text(pattern)),
            ValueType::Number(_) | ValueType::Dialect if is_wild => Ok(Predicate::Text(pattern)),
            ValueType::Number(_) | ValueType::Port | ValueType::Dialect => {
                let number = self.number(text).ok_or_else(|| self.wrong_value())?;
                Ok(self.numbers(number..=number))
            }
            ValueType::Address => match Addresses::parse(text) {
                Some(addresses) => Ok(Predicate::Address(addresses)),
                None => match address::error(text) {
                    Some(error) if matches!(self.value, Literal::Bare(_)) => {
                        Err(self.no_address(text, error))
                    }
                    _ => Ok(self.text(pattern)),
                },
            },
            ValueType::Status => self.status(text, pattern).map(Predicate::Status),
            ValueType::Level => match (level(text), number::plain(text)) {
                (Some(level), _) => Ok(Predicate::Severity(1 << level.0)),
                (None, Some(number)) => Ok(Predicate::Number(number..=number)),
                (None, None) => Err(self.unknown_word(text, LEVELS.iter().map(|level| level.0))),
            },
            ValueType::Time => Ok(Predicate::Time(self.moment(text)?.window())),
            ValueType::After => {
                let first = self.moment(text)?.first();
                Ok(Predicate::Time(TimeWindow::between(Some(first), None)))
            }
            ValueType::Before => {
                let last = self.moment(text)?.before();
                Ok(Predicate::Time(TimeWindow::between(None, Some(last))))
            }
            ValueType::Last => duration(text)
                .map(|ticks| Predicate::Time(TimeWindow::Last(ticks)))
                .ok_or_else(|| self.wrong_value().unfinished(is_count(text))),
            ValueType::Around => around(text)
                .map(Predicate::Time)
                .ok_or_else(|| self.wrong_value().unfinished(true)),
            ValueType::Flag => flag(text)
                .map(Predicate::Flag)
                .ok_or_else(|| self.unknown_word(text, FLAGS.iter().map(|flag| flag.0))),
            ValueType::Rights if matches!(self.op, Op::Equal | Op::Exact) => {
                self.rights(text).map(Predicate::Mask)
            }
            ValueType::Rights => self.rights(text).map(Predicate::Rights),
            ValueType::Named(decoder, last) => self.named(decoder, last, text, pattern),
            ValueType::Any => Ok(Predicate::ByType(Box::new(by_type(text, pattern)))),
        }
    }

    fn numbers(&self, range: NumberRange) -> Predicate {
        match self.value_type {
            ValueType::Port => Predicate::Port(range),
            _ => Predicate::Number(range),
        }
    }

    /// The number that a text spells for a type of numbers.
    fn number(&self, text: &str) -> Option<i128> {
        match self.value_type {
            ValueType::Number(units) => number::number(text, units),
            ValueType::Dialect => dialect(text),
            _ => number::plain(text),
        }
    }

    fn moment(&self, text: &str) -> Result<TimePoint, ParseError> {
        TimePoint::parse(text).ok_or_else(|| {
            self.error(ParseErrorKind::NoTime(text.to_owned()))
                .unfinished(moment::is_incomplete(text))
        })
    }

    fn status(&self, text: &str, pattern: Pattern) -> Result<Statuses, ParseError> {
        if let Some(code) = number::plain(text) {
            let code = number_to_code(code).ok_or_else(|| self.wrong_value())?;
            return Ok(Statuses::Code(code));
        }
        if let Some(group) = StatusGroup::from_name(text) {
            return Ok(Statuses::Group(group));
        }
        if let Some(code) = status::code_of(text) {
            return Ok(Statuses::Code(code));
        }
        if status::all().any(|(_, name)| name_matches(&pattern, name)) {
            return Ok(Statuses::Name(pattern));
        }
        let groups = StatusGroup::ALL.into_iter().map(StatusGroup::name);
        let names = status::all().filter_map(|(_, name)| name.strip_prefix("STATUS_"));
        let known: Vec<&str> = groups.chain(names).collect();
        Err(self.unknown_word(text, known.into_iter()))
    }

    fn rights(&self, text: &str) -> Result<u32, ParseError> {
        let bits = match number::plain(text) {
            Some(number) => number_to_code(number),
            None => access::mask(text),
        };
        bits.ok_or_else(|| {
            let all = access::names(u32::MAX);
            self.unknown_word(text, all.into_iter().chain(PRESETS))
        })
    }

    /// A name that a decoder gives to a number: all of it if there is one, else a part.
    fn named(
        &self,
        decoder: Decoder,
        last: u16,
        text: &str,
        pattern: Pattern,
    ) -> Result<Predicate, ParseError> {
        if let Some(number) = number::plain(text) {
            return Ok(Predicate::Number(number..=number));
        }
        let names = names_of(decoder, last);
        if let Some((number, _)) = names.iter().find(|(_, name)| same(name, text)) {
            let number = i128::from(*number);
            return Ok(Predicate::Number(number..=number));
        }
        if names.iter().any(|(_, name)| pattern.matches(name)) {
            return Ok(Predicate::Text(pattern));
        }
        Err(self.unknown_word(text, names.iter().map(|(_, name)| name.as_str())))
    }

    /// An error about the value.
    fn error(&self, kind: ParseErrorKind) -> ParseError {
        ParseError::new(self.span.clone(), kind)
    }

    fn no_address(&self, text: &str, (error, is_unfinished): (AddressError, bool)) -> ParseError {
        self.error(ParseErrorKind::NoAddress(text.to_owned(), error))
            .hint("Quotes make it text to look for.")
            .unfinished(is_unfinished)
    }

    fn wrong_value(&self) -> ParseError {
        let text = match self.value {
            Literal::Bare(text) | Literal::Quoted(text) => text,
            Literal::Regex { source, .. } => source,
        };
        self.error(ParseErrorKind::WrongValue(
            self.name.to_owned(),
            text.to_owned(),
            self.value_type.takes(),
        ))
    }

    /// The error for a word that is none of the known; unfinished if it begins one.
    fn unknown_word<'b>(
        &self,
        text: &str,
        known: impl Iterator<Item = &'b str> + Clone,
    ) -> ParseError {
        let begins = |word: &&str| {
            let begin = word.get(..text.len());
            begin.is_some_and(|begin| begin.eq_ignore_ascii_case(text))
        };
        let longer = known.clone().find(begins);
        let error = self.wrong_value().unfinished(longer.is_some());
        match nearest(text, known).or(longer.filter(|_| text.len() > 1)) {
            Some(word) => error.hint(format!("Did you mean {word}?")),
            None => error,
        }
    }
}

/// The meanings of a text for a field whose type only its values tell.
fn by_type(text: &str, pattern: Pattern) -> ByType {
    let number = number::plain(text);
    let status = match (
        StatusGroup::from_name(text),
        number.and_then(number_to_code),
    ) {
        (Some(group), _) => Some(Statuses::Group(group)),
        (None, Some(code)) => Some(Statuses::Code(code)),
        (None, None) => status::code_of(text).map(Statuses::Code),
    };
    let one = |number: i128| number..=number;
    ByType {
        text: Some(pattern),
        number: number.map(one),
        address: Addresses::parse(text),
        status,
        dialect: dialect(text).map(one),
        flag: flag(text),
        time: TimePoint::parse(text).map(TimePoint::window),
    }
}

/// The ticks of a duration with a unit: a number alone would be milliseconds, which nobody means
/// where this is asked.
fn duration(text: &str) -> Option<u64> {
    let milliseconds = number::number(text, Units::Milliseconds)?;
    (!is_count(text)).then(|| moment::ticks_of(milliseconds))?
}

/// A record's number, a slash, and a duration.
fn around(text: &str) -> Option<TimeWindow> {
    let (record, span) = text.trim_start_matches('#').split_once('/')?;
    Some(TimeWindow::Around {
        record: record.parse().ok()?,
        ticks: duration(span)?,
    })
}

/// Returns true for a text of digits alone.
fn is_count(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
