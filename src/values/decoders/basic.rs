//! Values that need hardly any decoding: booleans, times, SIDs and parameter strings.

use super::super::{FileTime, Raw, Sid, parameter};

/// `true` or `false`, however the log spells it; `None` for anything else.
pub(super) fn boolean(raw: Raw<'_>) -> Option<String> {
    let truth = match raw {
        Raw::Text(text) if text.eq_ignore_ascii_case("true") => true,
        Raw::Text(text) if text.eq_ignore_ascii_case("false") => false,
        _ => match raw.as_u64()? {
            0 => false,
            1 => true,
            _ => return None,
        },
    };
    Some(truth.to_string())
}

/// The reading of a field that holds a FILETIME as a number.
pub(super) fn time(raw: Raw<'_>) -> Option<String> {
    let time = match raw {
        Raw::Time(time) => time,
        _ => FileTime(raw.as_u64()?),
    };
    match time.0 {
        0 => Some("not set".to_owned()),
        _ => time.timestamp().map(|_| time.to_string()),
    }
}

/// A SID with its name, or as it is.
pub(super) fn sid(raw: Raw<'_>) -> Option<String> {
    let sid = match raw {
        Raw::Text(text) => Sid::from_text(text),
        _ => Sid::whole(&raw.as_bytes()?),
    };
    Some(sid?.described())
}

/// Text whose parameter strings are replaced by their words, or as it is.
pub(super) fn parameters(raw: Raw<'_>) -> Option<String> {
    match raw {
        Raw::Text(text) => parameter::with_parameters(text).or_else(|| Some(text.to_owned())),
        _ => Some(raw.to_string()),
    }
}
