//! Time in a filter: points and stretches as they are typed, some of them relative to the log.

use std::ops::RangeInclusive;

use crate::values::{FileTime, Zone, parse_period};

/// FILETIME ticks in a day; days begin at multiples of it.
const DAY: u64 = 86_400 * 10_000_000;
/// Any day on which every time of day exists: 2024-05-01.
const SOME_DAY: u64 = 133_590_240_000_000_000;

/// The time that a filter asks for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum When {
    /// Any of these ranges, in FILETIME ticks.
    In(Vec<RangeInclusive<u64>>),
    /// From one edge to the other; one at least is a time of day, relative to the log.
    Between(Option<Edge>, Option<Edge>),
    /// So many ticks up to the newest record.
    Last(u64),
    /// So many ticks to both sides of the records of this number.
    Around { record: u64, ticks: u64 },
}

/// An end of a stretch of time, itself included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Edge {
    start: Start,
    /// Ticks to add to it.
    shift: i64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Start {
    /// FILETIME ticks.
    At(u64),
    /// Ticks since midnight.
    OfDay(u64),
}

/// A point in time as typed: it is as long as its last digit says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Point {
    start: Start,
    ticks: u64,
}

impl Point {
    /// Its beginning.
    pub(crate) fn first(self) -> Edge {
        self.edge(0)
    }

    /// Its last tick.
    pub(crate) fn last(self) -> Edge {
        self.edge(self.ticks.cast_signed() - 1)
    }

    /// The last tick before it.
    pub(crate) fn before(self) -> Edge {
        self.edge(-1)
    }

    /// The first tick after it.
    pub(crate) fn after(self) -> Edge {
        self.edge(self.ticks.cast_signed())
    }

    /// Where a range ends that ends with it: a day is meant whole, a time to the point.
    pub(crate) fn end(self) -> Edge {
        if self.ticks == DAY {
            self.last()
        } else {
            self.first()
        }
    }

    fn edge(self, shift: i64) -> Edge {
        Edge {
            start: self.start,
            shift,
        }
    }

    /// Reads what [`parse_period`] does, UTC where no offset is written; a time alone is of no
    /// day yet.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let dated = parse_period(text, None, Zone::Utc);
        let period = dated.or_else(|| parse_period(text, Some(FileTime(SOME_DAY)), Zone::Utc))?;
        let start = match dated {
            Some(period) => Start::At(period.start.0),
            None => Start::OfDay(period.start.0 % DAY),
        };
        Some(Self {
            start,
            ticks: period.end.0 - period.start.0,
        })
    }
}

/// Whether a text could be the beginning of a point in time.
pub(crate) fn is_begun(text: &str) -> bool {
    text.bytes().all(|byte| {
        byte.is_ascii_digit() || matches!(byte, b'-' | b':' | b'.' | b'T' | b'+' | b'Z')
    })
}

/// Where in a log's time a filter is asked.
pub(crate) trait Log {
    /// The time of its newest record.
    fn newest(&self) -> FileTime;
    /// The times of the records of a number; each file may have one.
    fn times_of(&self, record: u64) -> Vec<FileTime>;
}

impl When {
    /// From one edge to the other.
    pub(crate) fn between(from: Option<Edge>, to: Option<Edge>) -> Self {
        let absolute = |edge: Option<Edge>| match edge {
            None => Some(None),
            Some(Edge {
                start: Start::At(start),
                shift,
            }) => Some(Some(start.saturating_add_signed(shift))),
            Some(_) => None,
        };
        match (absolute(from), absolute(to)) {
            (Some(from), Some(to)) => Self::In(vec![from.unwrap_or(0)..=to.unwrap_or(u64::MAX)]),
            _ => Self::Between(from, to),
        }
    }

    /// Whether it ends before it begins, and so holds no time.
    pub(crate) fn is_never(&self) -> bool {
        matches!(self, Self::In(ranges) if ranges.iter().any(RangeInclusive::is_empty))
    }

    /// Whether it depends on the log.
    pub(crate) fn is_relative(&self) -> bool {
        !matches!(self, Self::In(_))
    }

    /// What is asked for, in FILETIME ticks; nothing for what is still relative.
    pub(crate) fn ranges(&self) -> &[RangeInclusive<u64>] {
        match self {
            Self::In(ranges) => ranges,
            _ => &[],
        }
    }

    /// Whether a time is asked for; never for what is still relative.
    pub(crate) fn holds(&self, time: FileTime) -> bool {
        self.ranges().iter().any(|range| range.contains(&time.0))
    }

    /// The same in absolute time.
    pub(crate) fn anchored(&self, log: &dyn Log) -> Self {
        let ranges = match *self {
            Self::In(_) => return self.clone(),
            Self::Last(ticks) => {
                let newest = log.newest().0;
                vec![newest.saturating_sub(ticks)..=u64::MAX]
            }
            Self::Around { record, ticks } => log
                .times_of(record)
                .into_iter()
                .map(|time| time.0.saturating_sub(ticks)..=time.0.saturating_add(ticks))
                .collect(),
            Self::Between(from, to) => {
                let newest = log.newest().0;
                let start = from.map(|edge| last_time(edge.start, newest));
                let end = to.map(|edge| match start {
                    Some(start) => next_time(edge.start, start),
                    None => last_time(edge.start, newest),
                });
                let shifted = |start: Option<u64>, edge: Option<Edge>| {
                    Some(start?.saturating_add_signed(edge?.shift))
                };
                let first = shifted(start, from).unwrap_or(0);
                vec![first..=shifted(end, to).unwrap_or(u64::MAX)]
            }
        };
        Self::In(ranges)
    }
}

/// The last time of such a time of day up to `newest`.
fn last_time(start: Start, newest: u64) -> u64 {
    match start {
        Start::At(start) => start,
        Start::OfDay(clock) => {
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
fn next_time(start: Start, earlier: u64) -> u64 {
    match start {
        Start::At(start) => start,
        Start::OfDay(clock) => {
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
