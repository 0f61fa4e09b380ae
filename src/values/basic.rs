//! Values that need hardly any decoding: booleans, times, GUIDs, SIDs and parameter strings.

use super::raw::Guid;
use super::{FileTime, Raw, Sid, bytes, parameter};

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

/// A GUID lower-case in braces, from its bytes or from text of the usual shape.
pub(super) fn guid(raw: Raw<'_>) -> Option<String> {
    match raw {
        Raw::Guid(_) => Some(raw.to_string()),
        Raw::Text(text) => guid_text(text),
        Raw::Binary(bytes) => Some(Guid(bytes.try_into().ok()?).to_string()),
        _ => None,
    }
}

/// True for a GUID and for text that spells one.
pub(super) fn is_guid(raw: Raw<'_>) -> bool {
    matches!(raw, Raw::Guid(_)) || guid(raw).is_some()
}

/// Text of the shape 8-4-4-4-12, with or without braces, as a GUID reads.
pub(super) fn guid_text(text: &str) -> Option<String> {
    let text = text.trim();
    let inner = text
        .strip_prefix('{')
        .map_or(Some(text), |rest| rest.strip_suffix('}'))?;
    let shape = inner.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    (shape && bytes::from_hex(inner)?.len() == 16)
        .then(|| format!("{{{}}}", inner.to_ascii_lowercase()))
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
