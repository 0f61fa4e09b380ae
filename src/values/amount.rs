//! Amounts as people say them: durations, sizes, speeds.

use std::time::Duration;

use super::Raw;

/// Units of time from the largest: milliseconds in one, short name.
const TIME_UNITS: &[(u64, &str)] = &[
    (86_400_000, "d"),
    (3_600_000, "h"),
    (60_000, "min"),
    (1_000, "s"),
    (1, "ms"),
];

/// Spellings of a unit of time after a number, in milliseconds; a bare number counts those.
const TIME_SUFFIXES: &[(&str, f64)] = &[
    ("", 1.0),
    ("ms", 1.0),
    ("s", 1e3),
    ("sec", 1e3),
    ("m", 6e4),
    ("min", 6e4),
    ("h", 3.6e6),
    ("d", 8.64e7),
];

/// Spellings of a unit of size after a number, in bytes: powers of 1024, or of 1000 where the
/// unit is one of those.
const SIZE_SUFFIXES: &[(&str, u64)] = &[
    ("", 1),
    ("B", 1),
    ("K", 1 << 10),
    ("KiB", 1 << 10),
    ("KB", 1_000),
    ("M", 1 << 20),
    ("MiB", 1 << 20),
    ("MB", 1_000_000),
    ("G", 1 << 30),
    ("GiB", 1 << 30),
    ("GB", 1_000_000_000),
    ("T", 1 << 40),
    ("TiB", 1 << 40),
    ("TB", 1_000_000_000_000),
];

/// A duration in its two largest units: `980 ms`, `15 s`, `1 min 2 s`, `3 d 4 h`; below a
/// minute with tenths (`1.5 s`).
pub fn duration(length: Duration) -> String {
    let milliseconds = u64::try_from(length.as_millis()).unwrap_or(u64::MAX);
    if (1_000..60_000).contains(&milliseconds) && !milliseconds.is_multiple_of(1_000) {
        let tenths = milliseconds / 100;
        return match tenths % 10 {
            0 => format!("{} s", tenths / 10),
            rest => format!("{}.{rest} s", tenths / 10),
        };
    }
    let largest = TIME_UNITS.iter().position(|unit| milliseconds >= unit.0);
    let Some(largest) = largest else {
        return "0 ms".to_owned();
    };
    let (size, name) = TIME_UNITS[largest];
    let first = format!("{} {name}", milliseconds / size);
    let next = TIME_UNITS.get(largest + 1).filter(|_| size > 1_000);
    match next.map(|unit| (milliseconds % size / unit.0, unit.1)) {
        Some((count, name)) if count > 0 => format!("{first} {count} {name}"),
        _ => first,
    }
}

/// The duration that text such as `60s`, `1.5h`, `250 ms` or `15000` (milliseconds) names.
pub fn parse_duration(text: &str) -> Option<Duration> {
    let (number, suffix) = number_and_suffix(text)?;
    let known = |known: &&(&str, f64)| known.0.eq_ignore_ascii_case(suffix);
    let scale = TIME_SUFFIXES.iter().find(known)?.1;
    Duration::try_from_secs_f64(number * scale / 1e3).ok()
}

/// A decimal number and its suffix.
fn number_and_suffix(text: &str) -> Option<(f64, &str)> {
    let text = text.trim();
    let end = text
        .find(|character: char| !character.is_ascii_digit() && character != '.')
        .unwrap_or(text.len());
    let (number, suffix) = text.split_at_checked(end)?;
    Some((number.parse().ok()?, suffix.trim()))
}

/// A size in bytes with a binary unit: `512 bytes`, `1.5 MiB`.
pub fn byte_count(count: u64) -> String {
    match count {
        1 => "1 byte".to_owned(),
        0..1024 => format!("{count} bytes"),
        _ => scaled(count, 1024, &["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]),
    }
}

/// The number of bytes that text such as `512M`, `2 GiB` or `1.5GB` names. Nothing is no size.
pub fn parse_byte_count(text: &str) -> Option<u64> {
    let (number, suffix) = number_and_suffix(text)?;
    let known = |known: &&(&str, u64)| known.0.eq_ignore_ascii_case(suffix);
    let bytes = number * SIZE_SUFFIXES.iter().find(known)?.1 as f64;
    (1.0..u64::MAX as f64)
        .contains(&bytes)
        .then_some(bytes as u64)
}

/// A speed: `25 Gbit/s`, `2.5 Gbit/s`, `100 Mbit/s`.
pub fn bits_per_second(count: u64) -> String {
    match count {
        0..1000 => format!("{count} bit/s"),
        _ => scaled(
            count,
            1000,
            &["kbit/s", "Mbit/s", "Gbit/s", "Tbit/s", "Pbit/s", "Ebit/s"],
        ),
    }
}

/// `count`, at least one `step`, in the largest unit that it fills, with one decimal unless that
/// is 0.
fn scaled(count: u64, step: u64, units: &[&str]) -> String {
    let mut size = step;
    let mut unit = 0;
    while count / size >= step && unit + 1 < units.len() {
        size *= step;
        unit += 1;
    }
    let tenths = u128::from(count) * 10 / u128::from(size);
    match tenths % 10 {
        0 => format!("{} {}", tenths / 10, units[unit]),
        rest => format!("{}.{rest} {}", tenths / 10, units[unit]),
    }
}

/// The reading of a field that counts milliseconds.
pub(super) fn milliseconds(raw: Raw<'_>) -> Option<String> {
    raw.as_u64()
        .map(|count| duration(Duration::from_millis(count)))
}

/// The reading of a field that counts seconds.
pub(super) fn seconds(raw: Raw<'_>) -> Option<String> {
    raw.as_u64()
        .map(|count| duration(Duration::from_secs(count)))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{bits_per_second, byte_count, duration, parse_byte_count, parse_duration};

    #[test]
    fn durations_are_said_in_their_two_largest_units() {
        for (milliseconds, said) in [
            (0, "0 ms"),
            (980, "980 ms"),
            (1_000, "1 s"),
            (1_049, "1 s"),
            (1_550, "1.5 s"),
            (15_000, "15 s"),
            (15_900, "15.9 s"),
            (59_999, "59.9 s"),
            (60_000, "1 min"),
            (62_000, "1 min 2 s"),
            (551_678, "9 min 11 s"),
            (3_600_000, "1 h"),
            (273_600_000, "3 d 4 h"),
        ] {
            assert_eq!(duration(Duration::from_millis(milliseconds)), said);
        }
        duration(Duration::MAX);
    }

    #[test]
    fn typed_durations_are_understood_or_refused() {
        for (text, milliseconds) in [
            ("60s", 60_000),
            ("5m", 300_000),
            ("2h", 7_200_000),
            ("1d", 86_400_000),
            ("15000", 15_000),
            ("1.5 h", 5_400_000),
            ("250ms", 250),
        ] {
            assert_eq!(
                parse_duration(text),
                Some(Duration::from_millis(milliseconds)),
                "{text}"
            );
        }
        for text in [
            "",
            "s",
            "5y",
            "-5s",
            "1.2.3s",
            "5 s s",
            "999999999999999999999999d",
        ] {
            assert_eq!(parse_duration(text), None, "{text}");
        }
    }

    #[test]
    fn typed_sizes_are_understood_or_refused() {
        for (text, bytes) in [
            ("4096", 4096),
            ("512M", 512 << 20),
            ("2 GiB", 2 << 30),
            ("2GB", 2_000_000_000),
            ("1.5 gb", 1_500_000_000),
        ] {
            assert_eq!(parse_byte_count(text), Some(bytes), "{text}");
        }
        for text in [
            "",
            "0",
            "GB",
            "-1",
            "1e9",
            "99999999999 TB",
            "1.2.3",
            "12 parsecs",
        ] {
            assert_eq!(parse_byte_count(text), None, "{text}");
        }
    }

    #[test]
    fn sizes_and_speeds_are_said_in_the_largest_unit_they_fill() {
        assert_eq!(byte_count(1), "1 byte");
        assert_eq!(byte_count(1_572_864), "1.5 MiB");
        assert_eq!(byte_count(u64::MAX), "15.9 EiB");
        assert_eq!(bits_per_second(25_000_000_000), "25 Gbit/s");
        assert_eq!(bits_per_second(2_500_000_000), "2.5 Gbit/s");
        assert_eq!(bits_per_second(u64::MAX), "18.4 Ebit/s");
    }
}
