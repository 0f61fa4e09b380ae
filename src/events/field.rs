//! One field of an event: its raw value and its readings.

use std::sync::Arc;

use crate::catalog::{Field, Twin};
use crate::values::{Decoder, Raw, Reading, status};

/// A field of an event.
#[derive(Debug, Clone, Copy)]
pub struct FieldView<'a> {
    /// Its name in the record.
    pub name: &'a str,
    /// Its value as stored.
    pub raw: Raw<'a>,
    /// The length of the value in bytes, where only its beginning is kept.
    pub cut: Option<u32>,
    /// The catalog's field, if it knows it.
    pub field: Option<&'a Arc<Field>>,
}

impl<'a> FieldView<'a> {
    /// The reading of its decoder; `None` where it has no decoder, no value, or nothing to add.
    pub fn reading(&self) -> Option<Reading> {
        self.decoder()?.reading(self.raw)
    }

    /// Its decoder: the one that the catalog names, else the one for values of its type.
    pub fn decoder(&self) -> Option<Decoder> {
        match (self.field.and_then(|field| field.decoder), self.raw) {
            (Some(known), _) => Some(known),
            (None, Raw::Sid(_)) => Some(Decoder::Sid),
            (None, Raw::Text(text)) if text.starts_with("%%") => Some(Decoder::Parameter),
            (None, _) => None,
        }
    }

    /// Its reading, where that is known and differs from the raw value.
    pub fn decoded(&self) -> Option<String> {
        match self.reading()? {
            Reading::Known(text) => Some(text),
            Reading::NotDocumented => None,
        }
    }

    /// Its meaning beyond its reading: of a status its group, of a security descriptor whom it
    /// names and what these may do.
    pub fn meaning(&self) -> Option<String> {
        let decoder = self.decoder()?;
        match decoder {
            Decoder::NtStatus => {
                let group = status::group(self.status()?)?;
                Some(format!("{}: {}", group.name(), group.meaning()))
            }
            Decoder::SecurityDescriptor => {
                let mut lines = decoder.explain(self.raw);
                lines.retain(|(label, _)| !matches!(&**label, "Kind" | "Raw" | "Source"));
                let said = lines.iter().map(|(label, text)| format!("{label}: {text}"));
                Some(said.collect::<Vec<_>>().join("\n"))
            }
            _ => None,
        }
    }

    /// The value, where it is text that reads inside a message as it is.
    pub fn plain(&self) -> Option<&'a str> {
        match self.raw {
            Raw::Text(text) if self.decoder().is_none_or(Decoder::is_verbatim) => Some(text),
            _ => None,
        }
    }

    /// Its reading inside a message. Of a `Status` and `TranslatedStatus` pair the first is the
    /// code and the second the name; a status that stands alone is both.
    pub fn in_message(&self) -> String {
        let twin = match self.field {
            Some(field) if field.decoder == Some(Decoder::NtStatus) => field.twin,
            _ => Twin::None,
        };
        match (twin, self.status(), self.decoder()) {
            (Twin::Raw, Some(code), _) => Raw::Hex(code.into()).to_string(),
            (Twin::Translated, Some(code), _) => match status::name(code) {
                Some(name) => name.to_owned(),
                None => Raw::Hex(code.into()).to_string(),
            },
            (_, _, Some(decoder)) => decoder.in_message(self.raw),
            (_, _, None) => self.raw.to_string(),
        }
    }

    /// The value as an NTSTATUS code ([MS-ERREF] 2.3), which providers store with and without sign.
    pub(super) fn status(&self) -> Option<u32> {
        self.raw.as_u32()
    }
}
