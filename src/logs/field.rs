//! One field of an event: its raw value, and how it reads.

use std::sync::Arc;

use crate::catalog::{Field, Twin};
use crate::values::{Decoder, Raw, Reading, decoder, status};

/// The name of the decoder of NTSTATUS values.
const STATUS: &str = "ntstatus";

/// A field of an event.
#[derive(Debug, Clone, Copy)]
pub struct FieldView<'a> {
    /// Its name in the record.
    pub name: &'a str,
    /// Its value as stored.
    pub raw: Raw<'a>,
    /// How many bytes the value has, where only its beginning is kept.
    pub cut: Option<u32>,
    /// What the catalog knows of it.
    pub field: Option<&'a Arc<Field>>,
}

impl FieldView<'_> {
    /// What its decoder makes of it; `None` where it has no decoder, no value, or nothing to add.
    pub fn reading(&self) -> Option<Reading> {
        self.decoder()?.read(self.raw)
    }

    /// Its decoder: the one that the catalog names, else the one for values of its type.
    pub fn decoder(&self) -> Option<&'static Decoder> {
        let name = match (self.field.and_then(|field| field.decoder), self.raw) {
            (Some(name), _) => name,
            (None, Raw::Sid(_)) => "sid",
            (None, Raw::Text(text)) if text.starts_with("%%") => "parameter",
            (None, _) => return None,
        };
        decoder(name)
    }

    /// How it reads, where that is known and differs from the raw value.
    pub fn decoded(&self) -> Option<String> {
        match self.reading()? {
            Reading::Known(text) => Some(text).filter(|text| *text != self.raw.to_string()),
            Reading::NotDocumented => None,
        }
    }

    /// How it reads inside a message. Of a `Status` and `TranslatedStatus` pair the first is
    /// the code and the second the name; a status that stands alone is both.
    pub fn in_message(&self) -> String {
        let twin = match self.field {
            Some(field) if field.decoder == Some(STATUS) => field.twin,
            _ => Twin::None,
        };
        match (twin, self.status(), self.decoder()) {
            (Twin::Raw, Some(code), _) => format!("0x{code:X}"),
            (Twin::Translated, Some(code), _) => {
                status::name(code).map_or_else(|| format!("0x{code:X}"), str::to_owned)
            }
            (_, _, Some(decoder)) => decoder.in_message(self.raw),
            (_, _, None) => self.raw.to_string(),
        }
    }

    /// The value as an NTSTATUS code ([MS-ERREF] 2.3), which providers store with and without sign.
    pub(super) fn status(&self) -> Option<u32> {
        match self.raw {
            Raw::Int(code) => i32::try_from(code).ok().map(i32::cast_unsigned),
            raw => u32::try_from(raw.as_u64()?).ok(),
        }
    }
}
