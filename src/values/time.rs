//! Points in time as Windows counts them.

use std::fmt;

use jiff::Timestamp;

/// A FILETIME: 100-nanosecond intervals since 1601-01-01 UTC ([MS-DTYP] 2.3.3).
///
/// `Display` gives RFC 3339 in UTC with seven digits, or the number where no calendar reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileTime(pub u64);

/// 100-nanosecond intervals between 1601-01-01 and 1970-01-01.
const UNIX_EPOCH: i128 = 116_444_736_000_000_000;

impl FileTime {
    /// The same instant as a timestamp; `None` beyond year 9999.
    pub fn timestamp(self) -> Option<Timestamp> {
        Timestamp::from_nanosecond((i128::from(self.0) - UNIX_EPOCH) * 100).ok()
    }

    /// The FILETIME of a timestamp; instants before 1601 become 0.
    pub fn from_timestamp(timestamp: Timestamp) -> Self {
        Self(u64::try_from(timestamp.as_nanosecond() / 100 + UNIX_EPOCH).unwrap_or(0))
    }
}

impl fmt::Display for FileTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.timestamp() {
            Some(timestamp) => write!(out, "{timestamp:.7}"),
            None => self.0.fmt(out),
        }
    }
}
