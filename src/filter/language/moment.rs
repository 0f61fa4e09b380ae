//! Time in a filter: points and windows as typed, some of them relative to the log.

use std::ops::RangeInclusive;

use crate::values::{FileTime, Zone, parse_period};

/// FILETIME ticks in a day; days begin at multiples of it.
const DAY: u64 = 86_400 * 10_000_000;
/// Any day on which every time of day exists: 2024-05-01.
const SOME_DAY: u64 = 133_590_240_000_000_000;

/// The time that a filter asks for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum TimeWindow {
    /// Any of these ranges, in FILETIME ticks.
    In(Vec<RangeInclusive<u64>>),
    /// From one bound to the other; one at least is a time of day, relative to the log.
    Between(Option<Bound>, Option<Bound>),
    /// So many ticks up to the newest record.
    Last(u64),
    /// So many ticks to both sides of the records of this number.
    Around { record: u64, ticks: u64 },
}

/// An end of a window, itself included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bound {
    base: BaseTime,
    /// Ticks to add to it.
    shift: i64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum BaseTime {
    /// FILETIME ticks.
    Absolute(u64),
    /// Ticks since midnight.
    TimeOfDay(u64),
}

/// A point in time as typed: it is as long as its last digit says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TimePoint {
    base: BaseTime,
    ticks: u64,
}

impl TimePoint {
    /// Its beginning.
    pub(crate) fn first(self) -> Bound {
        self.bound(0)
    }

    /// Its last tick.
    pub(crate) fn last(self) -> Bound {
        self.bound(self.ticks.cast_signed() - 1)
    }

    /// The last tick before it.
    pub(crate) fn before(self) -> Bound {
        self.bound(-1)
    }

    /// The first tick after it.
    pub(crate) fn after(self) -> Bound {
        self.bound(self.ticks.cast_signed())
    }

    /// The end of a range that ends with it: a day is meant whole, a time to the point.
    pub(crate) fn end(self) -> Bound {
        if self.ticks == DAY {
            self.last()
        } else {
            self.first()
        }
    }

    /// All of it.
    pub(crate) fn window(self) -> TimeWindow {
        TimeWindow::between(Some(self.first()), Some(self.last()))
    }

    fn bound(self, shift: i64) -> Bound {
        Bound {
            base: self.base,
            shift,
        }
    }

    /// Reads what [`parse_period`] does, UTC where no offset is written; a time alone is of no
    /// day yet.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let dated = parse_period(text, None, Zone::Utc);
        let period = dated.or_else(|| parse_period(text, Some(FileTime(SOME_DAY)), Zone::Utc))?;
        let base = match dated {
            Some(period) => BaseTime::Absolute(period.start.0),
            None => BaseTime::TimeOfDay(period.start.0 % DAY),
        };
        Some(Self {
            base,
            ticks: period.end.0 - period.start.0,
        })
    }
}

/// Returns true for a text that could be the beginning of a point in time.
pub(crate) fn is_incomplete(text: &str) -> bool {
    text.bytes().all(|byte| {
        byte.is_ascii_digit() || matches!(byte, b'-' | b':' | b'.' | b'T' | b'+' | b'Z')
    })
}

/// The log that relative times are relative to.
pub trait TimeAnchor {
    /// The time of its newest record.
    fn newest(&self) -> FileTime;
    /// The times of the records of a number; each file may have one.
    fn times_of(&self, record: u64) -> Vec<FileTime>;
}

impl TimeWindow {
    /// From one bound to the other.
    pub(crate) fn between(from: Option<Bound>, to: Option<Bound>) -> Self {
        let absolute = |bound: Option<Bound>| match bound {
            None => Some(None),
            Some(Bound {
                base: BaseTime::Absolute(base),
                shift,
            }) => Some(Some(base.saturating_add_signed(shift))),
            Some(_) => None,
        };
        match (absolute(from), absolute(to)) {
            (Some(from), Some(to)) => Self::In(vec![from.unwrap_or(0)..=to.unwrap_or(u64::MAX)]),
            _ => Self::Between(from, to),
        }
    }

    /// Returns true if it ends before it begins, and so contains no time.
    pub(crate) fn is_never(&self) -> bool {
        matches!(self, Self::In(ranges) if ranges.iter().any(RangeInclusive::is_empty))
    }

    /// Returns true if it depends on the log.
    pub(crate) fn is_relative(&self) -> bool {
        !matches!(self, Self::In(_))
    }

    /// Its ranges in FILETIME ticks; none as long as it is relative.
    pub(crate) fn ranges(&self) -> &[RangeInclusive<u64>] {
        match self {
            Self::In(ranges) => ranges,
            _ => &[],
        }
    }

    /// Returns true for a time in it; never as long as it is relative.
    pub(crate) fn contains(&self, time: FileTime) -> bool {
        self.ranges().iter().any(|range| range.contains(&time.0))
    }

    /// The same in absolute time.
    pub(crate) fn anchored(&self, anchor: &dyn TimeAnchor) -> Self {
        let ranges = match *self {
            Self::In(_) => return self.clone(),
            Self::Last(ticks) => {
                let newest = anchor.newest().0;
                vec![newest.saturating_sub(ticks)..=u64::MAX]
            }
            Self::Around { record, ticks } => anchor
                .times_of(record)
                .into_iter()
                .map(|time| time.0.saturating_sub(ticks)..=time.0.saturating_add(ticks))
                .collect(),
            Self::Between(from, to) => {
                let newest = anchor.newest().0;
                let start = from.map(|bound| last_time(bound.base, newest));
                let end = to.map(|bound| match start {
                    Some(start) => next_time(bound.base, start),
                    None => last_time(bound.base, newest),
                });
                let shifted = |base: Option<u64>, bound: Option<Bound>| {
                    Some(base?.saturating_add_signed(bound?.shift))
                };
                let first = shifted(start, from).unwrap_or(0);
                vec![first..=shifted(end, to).unwrap_or(u64::MAX)]
            }
        };
        Self::In(ranges)
    }
}

/// The last time of such a time of day up to `newest`.
fn last_time(base: BaseTime, newest: u64) -> u64 {
    match base {
        BaseTime::Absolute(time) => time,
        BaseTime::TimeOfDay(clock) => {
            let today = newest - newest % DAY + clock;
            if today > newest {
                today.saturating_sub(DAY)
            } else {
                today
            }
        }
    }
}

/// The first time of such a time of day from `earlier` on.
fn next_time(base: BaseTime, earlier: u64) -> u64 {
    match base {
        BaseTime::Absolute(time) => time,
        BaseTime::TimeOfDay(clock) => {
            let that_day = earlier - earlier % DAY + clock;
            if that_day < earlier {
                that_day + DAY
            } else {
                that_day
            }
        }
    }
}

/// Milliseconds as ticks.
pub(crate) fn ticks_of(milliseconds: i128) -> Option<u64> {
    u64::try_from(milliseconds.checked_mul(10_000)?).ok()
}
