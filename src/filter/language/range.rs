//! What lies between two ends as they are written: `15s..30s`, `..10:00`.

use super::address::Addresses;
use super::check::Check;
use super::moment::{Edge, Point, When};
use super::number::Span;

/// Whether a range holds nothing because its end comes before its beginning.
pub(crate) fn is_backwards(check: &Check) -> bool {
    let is_empty = |span: &Option<Span>| span.as_ref().map(Span::is_empty);
    match check {
        Check::Number(span) | Check::Port(span) => span.is_empty(),
        Check::Address(Addresses::Range(from, to)) => from > to,
        Check::When(when) => when.is_never(),
        Check::Any(suiting) => is_empty(&suiting.number)
            .or_else(|| is_empty(&suiting.dialect))
            .or_else(|| suiting.when.as_ref().map(When::is_never))
            .unwrap_or_default(),
        _ => false,
    }
}

/// The time between two ends.
pub(crate) fn time_range(from: &str, to: &str) -> Option<Check> {
    let edge = |text: &str, of: fn(Point) -> Edge| match text {
        "" => Some(None),
        _ => Point::parse(text).map(|point| Some(of(point))),
    };
    let from = edge(from, Point::first)?;
    Some(Check::When(When::between(from, edge(to, Point::end)?)))
}

/// The numbers between two ends; a missing one is open.
pub(crate) fn ends(from: &str, to: &str, read: impl Fn(&str) -> Option<i128>) -> Option<Span> {
    let first = if from.is_empty() {
        i128::MIN
    } else {
        read(from)?
    };
    let last = if to.is_empty() { i128::MAX } else { read(to)? };
    Some(first..=last)
}
