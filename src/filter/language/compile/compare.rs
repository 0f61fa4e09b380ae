//! Comparisons and ranges: `>60s`, `15s..30s`, for each kind of field.

use super::super::address::{self, Addresses};
use super::super::check::{Check, Suiting};
use super::super::error::Fault;
use super::super::lex::Order;
use super::super::moment::{Point, When};
use super::super::number::{self, Units};
use super::super::range::{ends, is_backwards, time_range};
use super::super::terms::Kind;
use super::super::words::{dialect, level, levels};
use super::Written;

impl Written<'_> {
    pub(super) fn compared(&self, order: Order, text: &str) -> Result<Check, Fault> {
        let span = |number: i128| match order {
            Order::Less => i128::MIN..=number - 1,
            Order::LessOrEqual => i128::MIN..=number,
            Order::Greater => number + 1..=i128::MAX,
            Order::GreaterOrEqual => number..=i128::MAX,
        };
        match self.kind {
            Kind::Level => match (level(text), number::plain(text)) {
                (Some(level), _) => Ok(Check::Severity(levels(order, level))),
                (None, Some(number)) => Ok(Check::Number(span(number))),
                (None, None) => Err(self.unreadable()),
            },
            Kind::Time => {
                let point = self.moment(text)?;
                Ok(Check::When(compared_moment(order, point)))
            }
            Kind::Number(_) | Kind::Port | Kind::Dialect => {
                let number = self
                    .point(text)
                    .ok_or_else(|| self.unreadable().unfinished(number::is_begun(text)))?;
                Ok(self.numbers(span(number)))
            }
            Kind::Any => {
                let suiting = Suiting {
                    number: number::number(text, Units::Bytes).map(span),
                    dialect: dialect(text).map(span),
                    when: Point::parse(text).map(|point| compared_moment(order, point)),
                    ..Suiting::default()
                };
                if suiting == Suiting::default() {
                    return Err(self.without_order(text));
                }
                Ok(Check::Any(Box::new(suiting)))
            }
            _ => Err(self.without_order(text)),
        }
    }

    fn without_order(&self, text: &str) -> Fault {
        let message = format!(
            "{} cannot be compared with {text}: < and > need numbers or times.",
            self.name
        );
        Fault::new(self.span.clone(), message)
    }

    /// A range, or `None` where the text is better read otherwise.
    pub(super) fn range(&self, text: &str) -> Option<Result<Check, Fault>> {
        let (from, to) = text.split_once("..")?;
        if from.is_empty() && to.is_empty() {
            return Some(Err(self.unreadable().unfinished(true)));
        }
        let check = match self.kind {
            Kind::Time => time_range(from, to),
            Kind::Level => {
                let number = |text: &str| {
                    level(text).map_or_else(|| number::plain(text), |level| Some(level.0.into()))
                };
                let span = ends(from, to, number);
                // Names of levels have no order that everybody would write them in.
                let are_names = level(from).is_some() && level(to).is_some();
                span.map(|span| {
                    Check::Number(if are_names && span.is_empty() {
                        *span.end()..=*span.start()
                    } else {
                        span
                    })
                })
            }
            Kind::Address => match self.address_range(from, to)? {
                Ok(addresses) => Some(Check::Address(addresses)),
                Err(fault) => return Some(Err(fault)),
            },
            Kind::Any => {
                let suiting = Suiting {
                    number: ends(from, to, |text| number::number(text, Units::Bytes)),
                    dialect: ends(from, to, dialect),
                    when: match time_range(from, to) {
                        Some(Check::When(when)) => Some(when),
                        _ => None,
                    },
                    ..Suiting::default()
                };
                // Text with two dots in it is text.
                if suiting == Suiting::default() {
                    return None;
                }
                Some(Check::Any(Box::new(suiting)))
            }
            _ => ends(from, to, |text| self.point(text)).map(|span| self.numbers(span)),
        };
        Some(match check {
            None => Err(self.unreadable().unfinished(true)),
            Some(check) if is_backwards(&check) => {
                let message = format!("The range {from}..{to} ends before it begins.");
                // A shorter end may still grow: 1013..1 on the way to 1013..1017.
                Err(Fault::new(self.span.clone(), message)
                    .cure(format!("Write {to}..{from}."))
                    .unfinished(to.len() < from.len()))
            }
            Some(check) => Ok(check),
        })
    }

    /// The addresses between two ends; `None` where the text is no range of addresses.
    fn address_range(&self, from: &str, to: &str) -> Option<Result<Addresses, Fault>> {
        let is_meant = |text: &str| address::is_begun(text) || address::ip(text).is_some();
        if !is_meant(from) || !is_meant(to) {
            return None;
        }
        for (text, may_grow) in [(from, false), (to, true)] {
            if !text.is_empty() && address::ip(text).is_none() {
                let wrong = address::wrong(text).unwrap_or(address::Wrong {
                    why: "it does not have all four numbers",
                    unfinished: may_grow,
                });
                return Some(Err(self.no_address(text, wrong)));
            }
        }
        let range = Addresses::range(address::ip(from), address::ip(to));
        Some(range.ok_or_else(|| {
            let message = "A range lies within IPv4 or within IPv6.";
            Fault::new(self.span.clone(), message)
        }))
    }
}

fn compared_moment(order: Order, point: Point) -> When {
    match order {
        Order::Less => When::between(None, Some(point.before())),
        Order::LessOrEqual => When::between(None, Some(point.last())),
        Order::Greater => When::between(Some(point.after()), None),
        Order::GreaterOrEqual => When::between(Some(point.first()), None),
    }
}
