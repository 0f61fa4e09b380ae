//! A value that a filter is asked about, in each of the forms in which a question needs it.

use std::net::SocketAddr;

use super::{address, number};
use crate::catalog::Level;
use crate::events::FieldView;
use crate::values::descriptor::Descriptor;
use crate::values::{Decoder, FileTime, Raw};

/// A value of an event or of a row of the catalog.
#[derive(Debug, Clone, Copy)]
pub(crate) enum FieldValue<'a> {
    Field(FieldView<'a>),
    Text(&'a str),
    Number(u64),
    Mask(u32),
    Level(Level),
    Time(FileTime),
    Flag(bool),
}

impl FieldValue<'_> {
    pub(super) fn decoder(&self) -> Option<Decoder> {
        match self {
            Self::Field(view) => view.field.and_then(|field| field.decoder),
            _ => None,
        }
    }

    /// Returns true if one of its readings, raw and decoded, is `wanted`. Where all of it counts,
    /// a GUID is also read without its braces and an address without its port.
    pub(crate) fn any_text(&self, all_counts: bool, mut wanted: impl FnMut(&str) -> bool) -> bool {
        match self {
            Self::Field(view) => any_reading(view, all_counts, &mut wanted),
            Self::Text(text) => wanted(text),
            Self::Number(number) => wanted(&number.to_string()),
            Self::Mask(mask) => wanted(&format!("0x{mask:X}")),
            Self::Level(level) => wanted(level.name()),
            Self::Time(time) => wanted(&time.to_string()),
            Self::Flag(flag) => wanted(if *flag { "true" } else { "false" }),
        }
    }

    pub(super) fn number(&self) -> Option<i128> {
        match self {
            Self::Field(view) => number::of_raw(view.raw),
            Self::Text(text) => number::plain(text),
            Self::Number(number) => Some(i128::from(*number)),
            Self::Mask(mask) => Some(i128::from(*mask)),
            Self::Level(level) => Some(i128::from(level.0)),
            Self::Time(_) | Self::Flag(_) => None,
        }
    }

    pub(super) fn address(&self) -> Option<SocketAddr> {
        match self {
            Self::Field(view) => address::of_raw(view.raw),
            Self::Text(text) => address::of_text(text),
            _ => None,
        }
    }

    /// Returns true if an entry of the security descriptor that it is names one who is `wanted`:
    /// by SID, by its name or by its letters in SDDL.
    pub(super) fn any_trustee(&self, wanted: impl Fn(&str) -> bool) -> bool {
        let Self::Field(FieldView {
            raw: Raw::Binary(bytes),
            ..
        }) = self
        else {
            return false;
        };
        let Some(descriptor) = Descriptor::parse(bytes) else {
            return false;
        };
        let (dacl, sacl) = (descriptor.dacl.entries(), descriptor.sacl.entries());
        dacl.iter().chain(sacl).any(|entry| {
            let trustee = &entry.trustee;
            wanted(&trustee.to_string())
                || trustee.name().is_some_and(&wanted)
                || trustee.alias().is_some_and(&wanted)
        })
    }

    /// A 32-bit code or mask, which providers store with and without sign.
    pub(super) fn code(&self) -> Option<u32> {
        match self {
            Self::Mask(mask) => Some(*mask),
            _ => number_to_code(self.number()?),
        }
    }

    pub(super) fn time(&self) -> Option<FileTime> {
        match self {
            Self::Time(time)
            | Self::Field(FieldView {
                raw: Raw::Time(time),
                ..
            }) => Some(*time),
            Self::Field(view) if self.decoder() == Some(Decoder::FileTime) => {
                view.raw.as_u64().map(FileTime)
            }
            _ => None,
        }
    }

    pub(super) fn flag(&self) -> Option<bool> {
        match self {
            Self::Flag(flag) => Some(*flag),
            Self::Field(view) => match view.raw {
                Raw::Bool(flag) => Some(flag),
                Raw::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
                Raw::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
                _ if self.decoder() == Some(Decoder::Bool) => {
                    number::of_raw(view.raw).map(|it| it != 0)
                }
                _ => None,
            },
            _ => None,
        }
    }
}

/// A number as a 32-bit code, with or without sign.
pub(crate) fn number_to_code(number: i128) -> Option<u32> {
    match u32::try_from(number) {
        Ok(code) => Some(code),
        Err(_) => i32::try_from(number).ok().map(i32::cast_unsigned),
    }
}

fn any_reading(
    view: &FieldView<'_>,
    all_counts: bool,
    wanted: &mut impl FnMut(&str) -> bool,
) -> bool {
    if let Raw::Text(text) = view.raw {
        if wanted(text) {
            return true;
        }
    } else {
        let raw = view.raw.to_string();
        if wanted(&raw) {
            return true;
        }
        if all_counts {
            if let Raw::Guid(_) = view.raw
                && wanted(raw.trim_matches(['{', '}']))
            {
                return true;
            }
            if let Raw::Binary(_) = view.raw
                && let Some(found) = address::of_raw(view.raw)
                && wanted(&found.ip().to_string())
            {
                return true;
            }
        }
    }
    view.decoded().is_some_and(|decoded| wanted(&decoded))
}
