//! From an operator and a value as written to a check: what the value means for each kind of
//! field.

mod compare;

use std::ops::Range;

use super::address::{self, Addresses};
use super::check::{Check, Statuses, Suiting, name_fits, number_to_code};
use super::error::Fault;
use super::expression::Expression;
use super::lex::{Op, Value};
use super::moment::{self, Point, When};
use super::needle::Needle;
use super::number::{self, Span, Units};
use super::terms::Kind;
use super::text::{Pattern, has_wildcard, same};
use super::tree::{Node, Subject, Test};
use super::vocabulary::{PRESETS, names_of};
use super::words::{FLAGS, LEVELS, dialect, flag, level};
use crate::spelling::nearest;
use crate::values::status::{self, StatusGroup};
use crate::values::{Decoder, access};

/// A test as it was written.
pub(crate) struct Written<'a> {
    /// The field, as it was named.
    pub(crate) name: &'a str,
    pub(crate) kind: Kind,
    pub(crate) op: Op,
    pub(crate) value: &'a Value,
    /// Where the value is.
    pub(crate) span: Range<usize>,
}

/// The test of `subject` that was written.
pub(crate) fn test(subject: &Subject, written: &Written<'_>) -> Result<Node, Fault> {
    Ok(Node::Test(Test {
        subject: subject.clone(),
        check: written.check()?,
    }))
}

/// The pattern of a regular expression, or of text taken as one.
pub(crate) fn expression(
    source: &str,
    ignore_case: bool,
    span: &Range<usize>,
) -> Result<Pattern, Fault> {
    Expression::new(source, ignore_case)
        .map(Pattern::Regex)
        .map_err(|(reason, place)| {
            // What encloses the expression is before it.
            let inner = span.start + usize::from(span.len() > source.len());
            let span = match place.map(|place| inner + place) {
                Some(at) if at < span.end => at..at + 1,
                _ => span.clone(),
            };
            Fault::new(span, format!("The regular expression is wrong: {reason}."))
        })
}

impl Written<'_> {
    fn check(&self) -> Result<Check, Fault> {
        match (self.op, self.value) {
            (
                Op::Match | Op::Equal | Op::Exact | Op::Regex,
                Value::Regex {
                    source,
                    ignore_case,
                },
            ) => Ok(self.text(expression(source, *ignore_case, &self.span)?)),
            (_, Value::Regex { .. }) => {
                let message = "A regular expression cannot be used with this operator.";
                Err(Fault::new(self.span.clone(), message)
                    .cure(format!("Write {}~/.../.", self.name)))
            }
            (Op::Regex, Value::Bare(text) | Value::Quoted(text)) => {
                Ok(self.text(expression(text, false, &self.span)?))
            }
            (op, Value::Bare(text) | Value::Quoted(text)) => {
                self.of_text(op, text, matches!(self.value, Value::Quoted(_)))
            }
        }
    }

    fn of_text(&self, op: Op, text: &str, quoted: bool) -> Result<Check, Fault> {
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
                    return Ok(Check::Text(pattern));
                }
                // A reading in full, as it is shown.
                if op != Op::Match && quoted && text.contains(' ') {
                    return Ok(self.text(pattern));
                }
                if op == Op::Match
                    && !quoted
                    && self.kind.has_order()
                    && let Some(range) = self.range(text)
                {
                    return range;
                }
                self.of_kind(text, pattern)
            }
        }
    }

    /// A check of the readings of the field.
    fn text(&self, pattern: Pattern) -> Check {
        match self.kind {
            Kind::Path | Kind::Address => Check::Path(pattern),
            Kind::Trustee => Check::Trustee(pattern),
            _ => Check::Text(pattern),
        }
    }

    /// What one value means for this kind; `pattern` is its meaning as text.
    fn of_kind(&self, text: &str, pattern: Pattern) -> Result<Check, Fault> {
        let is_wild = matches!(pattern, Pattern::Wildcard(_));
        match self.kind {
            Kind::Text | Kind::Path | Kind::Trustee => Ok(self.text(pattern)),
            Kind::Number(_) | Kind::Dialect if is_wild => Ok(Check::Text(pattern)),
            Kind::Number(_) | Kind::Port | Kind::Dialect => {
                let number = self.point(text).ok_or_else(|| self.unreadable())?;
                Ok(self.numbers(number..=number))
            }
            Kind::Address => match Addresses::parse(text) {
                Some(addresses) => Ok(Check::Address(addresses)),
                None => match address::wrong(text) {
                    Some(wrong) if matches!(self.value, Value::Bare(_)) => {
                        Err(self.no_address(text, wrong))
                    }
                    _ => Ok(self.text(pattern)),
                },
            },
            Kind::Status => self.status(text, pattern).map(Check::Status),
            Kind::Level => match (level(text), number::plain(text)) {
                (Some(level), _) => Ok(Check::Severity(1 << level.0)),
                (None, Some(number)) => Ok(Check::Number(number..=number)),
                (None, None) => Err(self.unknown_word(text, LEVELS.iter().map(|level| level.0))),
            },
            Kind::Time => {
                let point = self.moment(text)?;
                Ok(Check::When(When::between(
                    Some(point.first()),
                    Some(point.last()),
                )))
            }
            Kind::After => Ok(Check::When(When::between(
                Some(self.moment(text)?.first()),
                None,
            ))),
            Kind::Before => Ok(Check::When(When::between(
                None,
                Some(self.moment(text)?.before()),
            ))),
            Kind::Last => duration(text)
                .map(|ticks| Check::When(When::Last(ticks)))
                .ok_or_else(|| self.unreadable().unfinished(is_count(text))),
            Kind::Around => around(text)
                .map(Check::When)
                .ok_or_else(|| self.unreadable().unfinished(true)),
            Kind::Flag => flag(text)
                .map(Check::Flag)
                .ok_or_else(|| self.unknown_word(text, FLAGS.iter().map(|flag| flag.0))),
            Kind::Rights if matches!(self.op, Op::Equal | Op::Exact) => {
                self.rights(text).map(Check::Mask)
            }
            Kind::Rights => self.rights(text).map(Check::Rights),
            Kind::Named(decoder, last) => self.named(decoder, last, text, pattern),
            Kind::Any => Ok(Check::Any(Box::new(suiting(text, pattern)))),
        }
    }

    fn numbers(&self, span: Span) -> Check {
        match self.kind {
            Kind::Port => Check::Port(span),
            _ => Check::Number(span),
        }
    }

    /// The number that a text spells for a kind of numbers.
    fn point(&self, text: &str) -> Option<i128> {
        match self.kind {
            Kind::Number(units) => number::number(text, units),
            Kind::Dialect => dialect(text),
            _ => number::plain(text),
        }
    }

    fn moment(&self, text: &str) -> Result<Point, Fault> {
        Point::parse(text).ok_or_else(|| {
            let message =
                format!("{text} is no time of the form 2024-05-01, 2024-05-01T10:00 or 10:00.");
            Fault::new(self.span.clone(), message).unfinished(moment::is_begun(text))
        })
    }

    fn status(&self, text: &str, pattern: Pattern) -> Result<Statuses, Fault> {
        if let Some(code) = number::plain(text) {
            let code = number_to_code(code).ok_or_else(|| self.unreadable())?;
            return Ok(Statuses::Code(code));
        }
        if let Some(group) = StatusGroup::from_name(text) {
            return Ok(Statuses::Group(group));
        }
        if let Some(code) = status::code_of(text) {
            return Ok(Statuses::Code(code));
        }
        if status::all().any(|(_, name)| name_fits(&pattern, name)) {
            return Ok(Statuses::Name(pattern));
        }
        let groups = StatusGroup::ALL.into_iter().map(StatusGroup::name);
        let names = status::all().filter_map(|(_, name)| name.strip_prefix("STATUS_"));
        let known: Vec<&str> = groups.chain(names).collect();
        Err(self.unknown_word(text, known.into_iter()))
    }

    fn rights(&self, text: &str) -> Result<u32, Fault> {
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
    ) -> Result<Check, Fault> {
        if let Some(number) = number::plain(text) {
            return Ok(Check::Number(number..=number));
        }
        let names = names_of(decoder, last);
        if let Some((number, _)) = names.iter().find(|(_, name)| same(name, text)) {
            let number = i128::from(*number);
            return Ok(Check::Number(number..=number));
        }
        if names.iter().any(|(_, name)| pattern.fits(name)) {
            return Ok(Check::Text(pattern));
        }
        Err(self.unknown_word(text, names.iter().map(|(_, name)| name.as_str())))
    }

    fn no_address(&self, text: &str, wrong: address::Wrong) -> Fault {
        let message = format!("{text} is no address: {}.", wrong.why);
        Fault::new(self.span.clone(), message)
            .cure("Quotes make it text to look for.")
            .unfinished(wrong.unfinished)
    }

    fn unreadable(&self) -> Fault {
        let text = match self.value {
            Value::Bare(text) | Value::Quoted(text) => text,
            Value::Regex { source, .. } => source,
        };
        let message = format!(
            "{} does not take {text}; it takes {}.",
            self.name,
            self.kind.takes()
        );
        Fault::new(self.span.clone(), message)
    }

    /// The error for a word that is none of the known; unfinished if it begins one.
    fn unknown_word<'b>(&self, text: &str, known: impl Iterator<Item = &'b str> + Clone) -> Fault {
        let begins = known.clone().any(|word| {
            word.get(..text.len())
                .is_some_and(|begin| begin.eq_ignore_ascii_case(text))
        });
        let longer = known.clone().find(|word| {
            let begin = word.get(..text.len());
            text.len() > 1 && begin.is_some_and(|begin| begin.eq_ignore_ascii_case(text))
        });
        let fault = self.unreadable();
        match nearest(text, known).or(longer) {
            Some(word) => fault.cure(format!("Did you mean {word}?")),
            None => fault,
        }
        .unfinished(begins)
    }
}

/// What a text could mean for a field whose kind only its value tells.
fn suiting(text: &str, pattern: Pattern) -> Suiting {
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
    Suiting {
        text: Some(pattern),
        number: number.map(one),
        address: Addresses::parse(text),
        status,
        dialect: dialect(text).map(one),
        flag: flag(text),
        when: Point::parse(text)
            .map(|point| When::between(Some(point.first()), Some(point.last()))),
    }
}

/// The ticks of a duration with a unit: a number alone would be milliseconds, which nobody means
/// where this is asked.
fn duration(text: &str) -> Option<u64> {
    let milliseconds = number::number(text, Units::Milliseconds)?;
    (!is_count(text)).then(|| moment::ticks_of(milliseconds))?
}

/// A record's number, a slash, and a duration.
fn around(text: &str) -> Option<When> {
    let (record, span) = text.trim_start_matches('#').split_once('/')?;
    Some(When::Around {
        record: record.parse().ok()?,
        ticks: duration(span)?,
    })
}

/// Whether a text is only digits.
fn is_count(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
