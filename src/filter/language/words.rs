//! Words that stand for values: levels, yes and no, dialects.

use super::lex::Order;
use super::number;
use crate::catalog::Level;

/// Levels by name, also the short ones.
pub(crate) const LEVELS: &[(&str, Level)] = &[
    ("critical", Level(1)),
    ("error", Level(2)),
    ("warning", Level(3)),
    ("info", Level(4)),
    ("informational", Level(4)),
    ("information", Level(4)),
    ("verbose", Level(5)),
    ("warn", Level(3)),
    ("crit", Level(1)),
    ("err", Level(2)),
];

/// The level of a name.
pub(crate) fn level(text: &str) -> Option<Level> {
    let known = LEVELS
        .iter()
        .find(|known| known.0.eq_ignore_ascii_case(text))?;
    Some(known.1)
}

/// The levels on one side of a level; a graver one is greater, whatever its number.
pub(crate) fn levels(order: Order, level: Level) -> u8 {
    (1..=5)
        .filter(|&other: &u8| match order {
            Order::Less => other > level.0,
            Order::LessOrEqual => other >= level.0,
            Order::Greater => other < level.0,
            Order::GreaterOrEqual => other <= level.0,
        })
        .fold(0, |levels, other| levels | 1 << other)
}

/// Yes and no.
pub(crate) const FLAGS: &[(&str, bool)] = &[
    ("true", true),
    ("false", false),
    ("yes", true),
    ("no", false),
    ("1", true),
    ("0", false),
];

/// The meaning of a word for yes or no.
pub(crate) fn flag(text: &str) -> Option<bool> {
    let known = FLAGS
        .iter()
        .find(|known| known.0.eq_ignore_ascii_case(text))?;
    Some(known.1)
}

/// A dialect's number: `3.1.1` is 0x0311, `3.0` and `3` are 0x0300 ([MS-SMB2] 2.2.3).
pub(crate) fn dialect(text: &str) -> Option<i128> {
    let hex = text.starts_with("0x") || text.starts_with("0X");
    if hex || text.parse::<u16>().is_ok_and(|number| number > 9) {
        return number::plain(text);
    }
    let mut parts = text.split('.').map(|part| {
        let digit = part.parse::<u8>().ok().filter(|&digit| digit < 16);
        digit.map(i128::from)
    });
    let major = parts.next()??;
    let minor = parts.next().unwrap_or(Some(0))?;
    let revision = parts.next().unwrap_or(Some(0))?;
    parts
        .next()
        .is_none()
        .then_some(major << 8 | minor << 4 | revision)
}
