//! Points in time as Windows counts them, shown in UTC or local time, and parsed from typed text.

use std::fmt;
use std::time::Duration;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan, Zoned};

use super::ascii::Ascii;

/// A FILETIME: 100-nanosecond intervals since 1601-01-01 UTC ([MS-DTYP] 2.3.3).
///
/// `Display` gives RFC 3339 in UTC with seven digits, or the number where no calendar reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileTime(pub u64);

/// 100-nanosecond intervals between 1601-01-01 and 1970-01-01.
const UNIX_EPOCH: i128 = 116_444_736_000_000_000;

/// The zone in which times are shown, and in which typed times without an offset are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Zone {
    /// UTC, as logs store times.
    #[default]
    Utc,
    /// The zone of the computer that smbscope runs on.
    Local,
}

impl Zone {
    fn time_zone(self) -> TimeZone {
        match self {
            Self::Utc => TimeZone::UTC,
            Self::Local => TimeZone::system(),
        }
    }
}

impl FileTime {
    /// The present moment.
    pub fn now() -> Self {
        Self::from_timestamp(Timestamp::now())
    }

    /// The same instant as a timestamp; `None` beyond year 9999.
    pub fn timestamp(self) -> Option<Timestamp> {
        Timestamp::from_nanosecond((i128::from(self.0) - UNIX_EPOCH) * 100).ok()
    }

    /// The FILETIME of a timestamp; instants before 1601 become 0.
    pub fn from_timestamp(timestamp: Timestamp) -> Self {
        let intervals = timestamp.as_nanosecond().div_euclid(100) + UNIX_EPOCH;
        Self(u64::try_from(intervals).unwrap_or(0))
    }

    /// This instant and a length of time, to 100 ns; the last FILETIME at most.
    #[must_use]
    pub fn plus(self, length: Duration) -> Self {
        Self(self.0.saturating_add(intervals(length)))
    }

    /// This instant less a length of time, to 100 ns; 0 at least.
    #[must_use]
    pub fn minus(self, length: Duration) -> Self {
        Self(self.0.saturating_sub(intervals(length)))
    }

    /// The time between this instant and an earlier one; nothing if that one is later.
    pub fn since(self, earlier: Self) -> Duration {
        let intervals = self.0.saturating_sub(earlier.0);
        Duration::new(
            intervals / 10_000_000,
            (intervals % 10_000_000 * 100) as u32,
        )
    }

    /// The day, `2024-05-01`, or the number where no calendar reaches.
    pub fn date(self, zone: Zone) -> String {
        self.formatted(zone, "%Y-%m-%d")
    }

    /// The time of day to the millisecond, `10:00:00.123`; empty where no calendar reaches.
    pub fn time_of_day(self, zone: Zone) -> String {
        self.zoned(zone).map_or_else(String::new, |zoned| {
            zoned.strftime("%H:%M:%S%.3f").to_string()
        })
    }

    /// Day and time to the millisecond, `2024-05-01 10:00:00.123`.
    pub fn date_time(self, zone: Zone) -> String {
        self.formatted(zone, "%Y-%m-%d %H:%M:%S%.3f")
    }

    /// RFC 3339 with seven digits and the offset of the zone at that time: `...Z` or `...+02:00`.
    pub fn rfc3339(self, zone: Zone) -> String {
        match zone {
            Zone::Utc => self.to_string(),
            Zone::Local => self.formatted(zone, "%Y-%m-%dT%H:%M:%S%.7f%:z"),
        }
    }

    /// The zone of a column of times for its title: `UTC`, or the offset at that time, `+02:00`.
    pub fn offset(self, zone: Zone) -> String {
        match (zone, self.zoned(zone)) {
            (Zone::Local, Some(zoned)) => zoned.strftime("%:z").to_string(),
            _ => "UTC".to_owned(),
        }
    }

    fn zoned(self, zone: Zone) -> Option<Zoned> {
        Some(self.timestamp()?.to_zoned(zone.time_zone()))
    }

    fn formatted(self, zone: Zone, format: &str) -> String {
        match self.zoned(zone) {
            Some(zoned) => zoned.strftime(format).to_string(),
            None => self.0.to_string(),
        }
    }
}

impl fmt::Display for FileTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.timestamp().is_none() {
            return self.0.fmt(out);
        }
        let (days, ticks) = (self.0 / TICKS_OF_A_DAY, self.0 % TICKS_OF_A_DAY);
        let (seconds, fraction) = (ticks / 10_000_000, ticks % 10_000_000);
        let (year, month, day) = civil_date(days);
        let mut text = Ascii::<28>::new();
        text.push_two_digits(year / 100);
        text.push_two_digits(year);
        text.push(b"-");
        text.push_two_digits(month);
        text.push(b"-");
        text.push_two_digits(day);
        text.push(b"T");
        text.push_two_digits(seconds / 3600);
        text.push(b":");
        text.push_two_digits(seconds / 60 % 60);
        text.push(b":");
        text.push_two_digits(seconds % 60);
        text.push(b".");
        // Seven digits: a one before them keeps their zeros.
        let mut digits = Ascii::<8>::new();
        digits.push_decimal(10_000_000 + fraction);
        text.push(digits.as_str().as_bytes().get(1..).unwrap_or_default());
        text.push(b"Z");
        out.write_str(text.as_str())
    }
}

/// 100-nanosecond intervals of a day.
const TICKS_OF_A_DAY: u64 = 24 * 60 * 60 * 10_000_000;

/// Year, month and day, so many days after 1601-01-01, of the proleptic Gregorian calendar: its
/// 400 years have 146097 days, and a year that begins in March ends with its leap day.
fn civil_date(days: u64) -> (u64, u64, u64) {
    // 1600-03-01 is 306 days before 1601-01-01.
    let days = days + 306;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    (1600 + 400 * era + year + next, month, day)
}

fn intervals(length: Duration) -> u64 {
    u64::try_from(length.as_nanos() / 100).unwrap_or(u64::MAX)
}

/// The stretch of time that a typed time names: a day is all of it, `10:00` is a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// Its first instant.
    pub start: FileTime,
    /// The first instant after it.
    pub end: FileTime,
}

impl Period {
    /// True for an instant that lies in it.
    pub fn contains(&self, time: FileTime) -> bool {
        self.start <= time && time < self.end
    }
}

/// The period that text names: `2024-05-01`, `2024-05-01T10:00`, `2024-05-01 10:00:30.5`, either
/// with `Z` or an offset (`+02:00`), or a time alone (`09:00`), which is of the day of `day`.
/// Without an offset it is meant in `zone`. `None` for anything else.
pub fn parse_period(text: &str, day: Option<FileTime>, zone: Zone) -> Option<Period> {
    let text = text.trim();
    let (date, clock) = match text.split_once(['T', 't', ' ']) {
        Some((date, clock)) => (Some(date), Some(clock.trim_start())),
        None if text.contains(':') => (None, Some(text)),
        None => (Some(text), None),
    };
    let Some(clock) = clock else {
        return whole_day(date?.parse().ok()?, zone.time_zone());
    };
    let (clock, offset) = split_offset(clock)?;
    let zone = offset.unwrap_or_else(|| zone.time_zone());
    let date = match date {
        Some(date) => date.parse().ok()?,
        None => day?.timestamp()?.to_zoned(zone.clone()).date(),
    };
    let (time, length) = time_of_day(clock)?;
    let start = instant(date.to_datetime(time), zone)?;
    Some(Period {
        start,
        end: start.plus(length),
    })
}

fn whole_day(date: Date, zone: TimeZone) -> Option<Period> {
    let midnight = |date: Date| date.to_datetime(Time::midnight());
    Some(Period {
        start: instant(midnight(date), zone.clone())?,
        end: instant(midnight(date.checked_add(1.day()).ok()?), zone)?,
    })
}

fn instant(at: DateTime, zone: TimeZone) -> Option<FileTime> {
    let zoned = at.to_zoned(zone).ok()?;
    Some(FileTime::from_timestamp(zoned.timestamp()))
}

/// A time of day without its offset, and the offset if it has one.
fn split_offset(clock: &str) -> Option<(&str, Option<TimeZone>)> {
    if let Some(clock) = clock.strip_suffix(['Z', 'z']) {
        return Some((clock, Some(TimeZone::UTC)));
    }
    let Some(at) = clock.find(['+', '-']) else {
        return Some((clock, None));
    };
    let (clock, offset) = clock.split_at_checked(at)?;
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let mut parts = offset.get(1..)?.split(':');
    let hours = digits(parts.next()?, 2)?;
    let minutes = parts.next().map_or(Some(0), |minutes| digits(minutes, 2))?;
    if parts.next().is_some() || minutes > 59 {
        return None;
    }
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()? * sign;
    let offset = Offset::from_seconds(seconds).ok()?;
    Some((clock, Some(TimeZone::fixed(offset))))
}

/// A time of day, and the length of the last unit that it names.
fn time_of_day(text: &str) -> Option<(Time, Duration)> {
    let mut parts = text.split(':');
    let hour = digits(parts.next()?, 2)?;
    let minute = digits(parts.next()?, 2)?;
    let second = parts.next();
    if parts.next().is_some() {
        return None;
    }
    let (second, fraction) = match second {
        None => ("0", None),
        Some(second) => second
            .split_once('.')
            .map_or((second, None), |(second, fraction)| {
                (second, Some(fraction))
            }),
    };
    let length = match (text.matches(':').count(), fraction) {
        (1, _) => Duration::from_mins(1),
        (_, None) => Duration::from_secs(1),
        (_, Some(fraction)) => {
            let unit = 10_u64.checked_pow(9_u32.checked_sub(fraction.len().try_into().ok()?)?)?;
            Duration::from_nanos(unit.max(100))
        }
    };
    let nanosecond = match fraction {
        None => 0,
        Some(fraction) => digits(fraction, 9)? * 10_u32.pow(9 - fraction.len() as u32),
    };
    let time = Time::new(
        hour.try_into().ok()?,
        minute.try_into().ok()?,
        digits(second, 2)?.try_into().ok()?,
        nanosecond.try_into().ok()?,
    );
    Some((time.ok()?, length))
}

/// The number that at most `most` decimal digits, and nothing else, spell.
fn digits(text: &str, most: usize) -> Option<u32> {
    let fits = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok())?
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::time::Duration;

    use super::{FileTime, Period, Zone, parse_period};

    fn period(text: &str) -> Option<Period> {
        let day = FileTime(133_589_952_000_000_000);
        assert_eq!(day.to_string(), "2024-05-01T00:00:00.0000000Z");
        parse_period(text, Some(day.plus(Duration::from_hours(1))), Zone::Utc)
    }

    #[test]
    fn a_typed_time_is_the_period_that_it_names() {
        for (text, start, seconds) in [
            ("2024-05-01", "2024-05-01T00:00:00.0000000Z", 86_400),
            ("2024-05-01T10:00", "2024-05-01T10:00:00.0000000Z", 60),
            ("2024-05-01 10:00:30", "2024-05-01T10:00:30.0000000Z", 1),
            ("2024-05-01T10:00Z", "2024-05-01T10:00:00.0000000Z", 60),
            (
                "2024-05-01T10:00:00+02:00",
                "2024-05-01T08:00:00.0000000Z",
                1,
            ),
            ("2024-05-01T10:00-05:30", "2024-05-01T15:30:00.0000000Z", 60),
            ("2024-05-01T10:00-0530", "", 0),
            ("09:00", "2024-05-01T09:00:00.0000000Z", 60),
            ("9:05:07", "2024-05-01T09:05:07.0000000Z", 1),
            ("2024-02-30", "", 0),
            ("2024-05-01T24:00", "", 0),
            ("2024-05-01T", "", 0),
            ("10", "", 0),
            ("10:0x", "", 0),
            ("10:00:00.12345678901", "", 0),
            ("", "", 0),
            (":", "", 0),
        ] {
            let found = period(text);
            let shown = found.map(|found| (found.start.to_string(), found.end.since(found.start)));
            let expected = (seconds > 0).then(|| (start.to_owned(), Duration::from_secs(seconds)));
            assert_eq!(shown, expected, "{text}");
        }
    }

    #[test]
    fn every_day_is_the_one_that_the_calendar_has() {
        let last = FileTime::from_timestamp(jiff::Timestamp::MAX);
        let mut time = FileTime(0);
        while time < last {
            let timestamp = time.timestamp().unwrap();
            assert_eq!(time.to_string(), format!("{timestamp:.7}"));
            // Each day of the calendar's first round of 400 years, then some of each month.
            let days = if time.0 < 146_098 * super::TICKS_OF_A_DAY {
                1
            } else {
                9
            };
            time = time.plus(Duration::from_secs(days * 86_399));
        }
        assert_eq!(last.to_string(), "9999-12-30T22:00:00.9999999Z");
        assert_eq!(FileTime(last.0 + 1).to_string(), (last.0 + 1).to_string());
    }

    #[test]
    fn a_full_timestamp_names_one_tick() {
        let text = "2024-05-01T10:00:00.1234567Z";
        let found = period(text).unwrap();
        assert_eq!(found.start.to_string(), text);
        assert_eq!(found.end.0 - found.start.0, 1);
        assert!(found.contains(found.start) && !found.contains(found.end));
    }

    #[test]
    fn times_show_with_day_time_and_offset() {
        let time = period("2024-05-01T10:00:00.1234567Z").unwrap().start;
        assert_eq!(time.date_time(Zone::Utc), "2024-05-01 10:00:00.123");
        assert_eq!(time.date(Zone::Utc), "2024-05-01");
        assert_eq!(time.time_of_day(Zone::Utc), "10:00:00.123");
        assert_eq!(time.offset(Zone::Utc), "UTC");
        let local = time.rfc3339(Zone::Local);
        assert_eq!(parse_period(&local, None, Zone::Utc).unwrap().start, time);
        assert_eq!(
            FileTime(u64::MAX).date_time(Zone::Local),
            u64::MAX.to_string()
        );
    }
}
