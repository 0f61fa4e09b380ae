//! Time in a filter: points and stretches as they are typed, some of them relative to the log.

use std::ops::RangeInclusive;

use crate::values::FileTime;

/// FILETIME ticks in a second.
const SECOND: u64 = 10_000_000;
const DAY: u64 = 86_400 * SECOND;

/// The time that a filter asks for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum When {
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
pub(super) struct Edge {
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
pub(super) struct Point {
    start: Start,
    ticks: u64,
}

impl Point {
    /// Its beginning.
    pub(super) fn first(self) -> Edge {
        self.edge(0)
    }

    /// Its last tick.
    pub(super) fn last(self) -> Edge {
        self.edge(self.ticks.cast_signed() - 1)
    }

    /// The last tick before it.
    pub(super) fn before(self) -> Edge {
        self.edge(-1)
    }

    /// The first tick after it.
    pub(super) fn after(self) -> Edge {
        self.edge(self.ticks.cast_signed())
    }

    /// Where a range ends that ends with it: a day is meant whole, a time to the point.
    pub(super) fn end(self) -> Edge {
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

    /// Reads a date (`2024-05-01`), a date and time (`2024-05-01T10`, `...T10:00`,
    /// `...T10:00:30.5`, with `Z` or an offset or neither: UTC) or a time (`10:00`).
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (date, time) = match text.split_once(['T', 't', ' ']) {
            Some((date, time)) => (Some(date), Some(time)),
            None if text.contains(':') => (None, Some(text)),
            None => (Some(text), None),
        };
        let Some(time) = time else {
            let start = Start::At(ticks(&format!("{}T00:00:00Z", date?))?);
            return Some(Self { start, ticks: DAY });
        };
        let clock_end = time
            .find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.')
            .unwrap_or(time.len());
        let (clock, offset) = time.split_at_checked(clock_end)?;
        let offset = if offset.is_empty() { "Z" } else { offset };
        let (whole, ticks_long) = match clock.split(':').collect::<Vec<_>>()[..] {
            [hour] => (format!("{hour}:00:00"), 3600 * SECOND),
            [hour, minute] => (format!("{hour}:{minute}:00"), 60 * SECOND),
            [_, _, seconds] => {
                let digits = seconds.split_once('.').map_or(0, |(_, digits)| digits.len());
                let length = SECOND / 10_u64.pow(u32::try_from(digits.min(7)).ok()?);
                (clock.to_owned(), length)
            }
            _ => return None,
        };
        let start = match date {
            Some(date) => Start::At(ticks(&format!("{date}T{whole}{offset}"))?),
            // A leap second would be another day's.
            None => Start::OfDay(ticks(&format!("2000-01-01T{whole}{offset}"))? % DAY),
        };
        Some(Self {
            start,
            ticks: ticks_long,
        })
    }
}

/// The ticks of an RFC 3339 text.
fn ticks(text: &str) -> Option<u64> {
    // Years of other than four digits are another notation's.
    if text.find('-') != Some(4) {
        return None;
    }
    Some(FileTime::from_timestamp(text.parse().ok()?).0)
}

/// Whether a text could be the beginning of a point in time.
pub(super) fn is_begun(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b':' | b'.' | b'T' | b'+'))
}

/// Where in a log's time a filter is asked.
pub(super) trait Log {
    /// The time of its newest record.
    fn newest(&self) -> FileTime;
    /// The times of the records of a number; each file may have one.
    fn times_of(&self, record: u64) -> Vec<FileTime>;
}

impl When {
    /// From one edge to the other.
    pub(super) fn between(from: Option<Edge>, to: Option<Edge>) -> Self {
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

    /// Whether it depends on the log.
    pub(super) fn is_relative(&self) -> bool {
        !matches!(self, Self::In(_))
    }

    /// Whether a time is asked for; never for what is still relative.
    pub(super) fn holds(&self, time: FileTime) -> bool {
        match self {
            Self::In(ranges) => ranges.iter().any(|range| range.contains(&time.0)),
            _ => false,
        }
    }

    /// The same in absolute time.
    pub(super) fn anchored(&self, log: &dyn Log) -> Self {
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
pub(super) fn ticks_of(milliseconds: i128) -> Option<u64> {
    u64::try_from(milliseconds.checked_mul(10_000)?).ok()
}
