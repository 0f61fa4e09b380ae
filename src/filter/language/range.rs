//! Ranges from their two ends as typed: `15s..30s`, `..10:00`.

use super::address::Addresses;
use super::moment::{Bound, TimePoint, TimeWindow};
use super::number::NumberRange;
use super::predicate::Predicate;

/// Returns true for a range that is empty because its end comes before its beginning.
pub(crate) fn is_backwards(predicate: &Predicate) -> bool {
    let is_empty = |range: &Option<NumberRange>| range.as_ref().map(NumberRange::is_empty);
    match predicate {
        Predicate::Number(range) | Predicate::Port(range) => range.is_empty(),
        Predicate::Address(Addresses::Range(from, to)) => from > to,
        Predicate::Time(window) => window.is_never(),
        Predicate::ByType(by_type) => is_empty(&by_type.number)
            .or_else(|| is_empty(&by_type.dialect))
            .or_else(|| by_type.time.as_ref().map(TimeWindow::is_never))
            .unwrap_or_default(),
        _ => false,
    }
}

/// The time between two ends.
pub(crate) fn time_range(from: &str, to: &str) -> Option<TimeWindow> {
    let bound = |text: &str, of: fn(TimePoint) -> Bound| match text {
        "" => Some(None),
        _ => TimePoint::parse(text).map(|point| Some(of(point))),
    };
    let from = bound(from, TimePoint::first)?;
    Some(TimeWindow::between(from, bound(to, TimePoint::end)?))
}

/// The numbers between two ends; a missing one is open.
pub(crate) fn number_range(
    from: &str,
    to: &str,
    read: impl Fn(&str) -> Option<i128>,
) -> Option<NumberRange> {
    let first = if from.is_empty() {
        i128::MIN
    } else {
        read(from)?
    };
    let last = if to.is_empty() { i128::MAX } else { read(to)? };
    Some(first..=last)
}
