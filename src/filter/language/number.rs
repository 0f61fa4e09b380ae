//! Numbers as they are typed: decimal, hex after `0x`, negative, with a unit.

use crate::values::{Raw, parse_duration};

/// The numbers from the first to the second, both included.
pub(crate) type NumberRange = std::ops::RangeInclusive<i128>;

/// The units that may follow a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Units {
    /// Bytes, in steps of 1024: `64K`, `64KB`, `1MiB`.
    Bytes,
    /// Bits per second, in steps of 1000: `10G`, `10Gbit`.
    Bits,
    /// Milliseconds: `500ms`, `60s`, `5m`, `2h`, `1d`.
    Milliseconds,
}

/// Each unit's name and its size; those of time stand with [`parse_duration`].
fn factors(units: Units) -> &'static [(&'static str, i128)] {
    match units {
        Units::Bytes => &[
            ("b", 1),
            ("k", 1 << 10),
            ("kb", 1 << 10),
            ("kib", 1 << 10),
            ("m", 1 << 20),
            ("mb", 1 << 20),
            ("mib", 1 << 20),
            ("g", 1 << 30),
            ("gb", 1 << 30),
            ("gib", 1 << 30),
            ("t", 1 << 40),
            ("tb", 1 << 40),
            ("tib", 1 << 40),
        ],
        Units::Bits => &[
            ("k", 1_000),
            ("kbit", 1_000),
            ("m", 1_000_000),
            ("mbit", 1_000_000),
            ("g", 1_000_000_000),
            ("gbit", 1_000_000_000),
            ("t", 1_000_000_000_000),
            ("tbit", 1_000_000_000_000),
        ],
        Units::Milliseconds => &[],
    }
}

/// Reads a number: decimal, hex after `0x`, negative, or decimal with a unit (`1.5h`).
pub(crate) fn number(text: &str, units: Units) -> Option<i128> {
    if let Some(plain) = plain(text) {
        return Some(plain);
    }
    if units == Units::Milliseconds {
        return i128::try_from(parse_duration(text)?.as_millis()).ok();
    }
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (count, unit) = text.split_at_checked(end)?;
    let unit = unit.strip_suffix("/s").unwrap_or(unit);
    let &(_, factor) = factors(units)
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(unit))?;
    match count.parse::<i64>() {
        Ok(count) => Some(i128::from(count) * factor),
        Err(_) => Some((count.parse::<f64>().ok()? * factor as f64).round() as i128),
    }
}

/// Reads a number without a unit.
pub(crate) fn plain(text: &str) -> Option<i128> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let hex = digits
        .strip_prefix("0x")
        .or_else(|| digits.strip_prefix("0X"));
    let number = match hex {
        _ if hex.unwrap_or(digits).starts_with('+') => return None,
        Some(hex) => u64::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    let number = i128::from(number);
    Some(if negative { -number } else { number })
}

/// The number that a value is, or that its text spells.
pub(crate) fn of_raw(raw: Raw<'_>) -> Option<i128> {
    match raw {
        Raw::Int(value) => Some(i128::from(value)),
        Raw::Uint(value) | Raw::Hex(value) => Some(i128::from(value)),
        Raw::Text(text) => plain(text.trim()),
        // Nothing in an SMB log is a real; whole ones compare, others round down.
        Raw::Float(value) if value.is_finite() => Some(value.floor() as i128),
        _ => None,
    }
}

/// Returns true for a text that could be the beginning of a number.
pub(crate) fn is_incomplete(text: &str) -> bool {
    matches!(text, "-" | "0x" | "0X")
        || text.strip_suffix('.').is_some_and(|it| plain(it).is_some())
}
