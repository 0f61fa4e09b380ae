//! Comparisons and ranges: `>60s`, `15s..30s`, for each type of values.

use super::super::address::{self, Addresses};
use super::super::error::{AddressError, ParseError, ParseErrorKind};
use super::super::lex::Order;
use super::super::moment::{TimePoint, TimeWindow};
use super::super::number::{self, Units};
use super::super::predicate::{ByType, Predicate};
use super::super::range::{is_backwards, number_range, time_range};
use super::super::value_type::ValueType;
use super::super::words::{dialect, level, levels};
use super::Clause;

impl Clause<'_> {
    pub(super) fn compared(&self, order: Order, text: &str) -> Result<Predicate, ParseError> {
        let range = |number: i128| match order {
            Order::Less => i128::MIN..=number - 1,
            Order::LessOrEqual => i128::MIN..=number,
            Order::Greater => number + 1..=i128::MAX,
            Order::GreaterOrEqual => number..=i128::MAX,
        };
        match self.value_type {
            ValueType::Level => match (level(text), number::plain(text)) {
                (Some(level), _) => Ok(Predicate::Severity(levels(order, level))),
                (None, Some(number)) => Ok(Predicate::Number(range(number))),
                (None, None) => Err(self.wrong_value()),
            },
            ValueType::Time => {
                let point = self.moment(text)?;
                Ok(Predicate::Time(compared_moment(order, point)))
            }
            ValueType::Number(_) | ValueType::Port | ValueType::Dialect => {
                let number = self
                    .number(text)
                    .ok_or_else(|| self.wrong_value().unfinished(number::is_incomplete(text)))?;
                Ok(self.numbers(range(number)))
            }
            ValueType::Any => {
                let by_type = ByType {
                    number: number::number(text, Units::Bytes).map(range),
                    dialect: dialect(text).map(range),
                    time: TimePoint::parse(text).map(|point| compared_moment(order, point)),
                    ..ByType::default()
                };
                if by_type == ByType::default() {
                    return Err(self.no_order(text));
                }
                Ok(Predicate::ByType(Box::new(by_type)))
            }
            _ => Err(self.no_order(text)),
        }
    }

    fn no_order(&self, text: &str) -> ParseError {
        let kind = ParseErrorKind::NoOrder(self.name.to_owned(), text.to_owned());
        self.error(kind)
    }

    /// A range, or `None` where the text is better read otherwise.
    pub(super) fn range(&self, text: &str) -> Option<Result<Predicate, ParseError>> {
        let (from, to) = text.split_once("..")?;
        if from.is_empty() && to.is_empty() {
            return Some(Err(self.wrong_value().unfinished(true)));
        }
        let predicate = match self.value_type {
            ValueType::Time => time_range(from, to).map(Predicate::Time),
            ValueType::Level => {
                let number = |text: &str| {
                    level(text).map_or_else(|| number::plain(text), |level| Some(level.0.into()))
                };
                let range = number_range(from, to, number);
                // Names of levels have no order that everybody would write them in.
                let are_names = level(from).is_some() && level(to).is_some();
                range.map(|range| {
                    Predicate::Number(if are_names && range.is_empty() {
                        *range.end()..=*range.start()
                    } else {
                        range
                    })
                })
            }
            ValueType::Address => match self.address_range(from, to)? {
                Ok(addresses) => Some(Predicate::Address(addresses)),
                Err(error) => return Some(Err(error)),
            },
            ValueType::Any => {
                let by_type = ByType {
                    number: number_range(from, to, |text| number::number(text, Units::Bytes)),
                    dialect: number_range(from, to, dialect),
                    time: time_range(from, to),
                    ..ByType::default()
                };
                // Text with two dots in it is text.
                if by_type == ByType::default() {
                    return None;
                }
                Some(Predicate::ByType(Box::new(by_type)))
            }
            _ => number_range(from, to, |text| self.number(text)).map(|range| self.numbers(range)),
        };
        Some(match predicate {
            None => Err(self.wrong_value().unfinished(true)),
            Some(predicate) if is_backwards(&predicate) => {
                let kind = ParseErrorKind::BackwardsRange(from.to_owned(), to.to_owned());
                // A shorter end may still grow: 1013..1 on the way to 1013..1017.
                Err(self
                    .error(kind)
                    .hint(format!("Write {to}..{from}."))
                    .unfinished(to.len() < from.len()))
            }
            Some(predicate) => Ok(predicate),
        })
    }

    /// The addresses between two ends; `None` where the text is no range of addresses.
    fn address_range(&self, from: &str, to: &str) -> Option<Result<Addresses, ParseError>> {
        let is_meant = |text: &str| address::is_incomplete(text) || address::ip(text).is_some();
        if !is_meant(from) || !is_meant(to) {
            return None;
        }
        for (text, may_grow) in [(from, false), (to, true)] {
            if !text.is_empty() && address::ip(text).is_none() {
                let error = address::error(text).unwrap_or((AddressError::TooFewNumbers, may_grow));
                return Some(Err(self.no_address(text, error)));
            }
        }
        let range = Addresses::range(address::ip(from), address::ip(to));
        Some(range.ok_or_else(|| self.error(ParseErrorKind::MixedRange)))
    }
}

fn compared_moment(order: Order, point: TimePoint) -> TimeWindow {
    match order {
        Order::Less => TimeWindow::between(None, Some(point.before())),
        Order::LessOrEqual => TimeWindow::between(None, Some(point.last())),
        Order::Greater => TimeWindow::between(Some(point.after()), None),
        Order::GreaterOrEqual => TimeWindow::between(Some(point.first()), None),
    }
}
