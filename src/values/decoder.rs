//! Decoding: the reading of a raw value alone, inside a message and in detail.

use super::Raw;
use super::decoders::Decoder;
use super::format::Format;
use super::reading::{Line, NOT_DOCUMENTED, Reading, line};

impl Decoder {
    /// The decoder of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|decoder| decoder.name() == name)
    }

    /// Its name, as the reference of the catalog's fields has it.
    pub fn name(self) -> &'static str {
        self.info().name
    }

    fn format(self) -> &'static Format {
        &self.info().format
    }

    /// The short reading of a value; `None` where it is empty or reads no other than raw. A number
    /// that people know in hex shows in hex even where nobody documents it.
    pub fn reading(self, raw: Raw<'_>) -> Option<Reading> {
        if raw.is_empty() {
            return None;
        }
        let format = self.format();
        if matches!(format, Format::Guid) {
            return raw.as_guid().is_none().then_some(Reading::NotDocumented);
        }
        if let Some(text) = format.meaning(raw) {
            return (!raw.reads_as(&text)).then_some(Reading::Known(text));
        }
        match format.hex(raw) {
            Some(hex) if !raw.reads_as(&hex) => {
                Some(Reading::Known(format!("{hex} ({NOT_DOCUMENTED})")))
            }
            _ if self.is_verbatim() => None,
            _ => Some(Reading::NotDocumented),
        }
    }

    /// True where every value reads as it is.
    pub fn is_verbatim(self) -> bool {
        matches!(self.format(), Format::Verbatim)
    }

    /// The text of a value inside a message: its name where it has one, hex before the names of a
    /// mask, the raw reading where it is not understood, nothing where it is missing.
    pub fn in_message(self, raw: Raw<'_>) -> String {
        if raw.is_empty() {
            return String::new();
        }
        let format = self.format();
        format
            .in_message(raw)
            .or_else(|| format.hex(raw))
            .unwrap_or_else(|| raw.to_string())
    }

    /// The names of the flags that are in `first` and not in `second`; none where this kind is no
    /// mask.
    pub fn only_in(self, first: Raw<'_>, second: Raw<'_>) -> Vec<&'static str> {
        let (Format::Flags(flags) | Format::Flags64(flags)) = self.format() else {
            return Vec::new();
        };
        let names_of = |raw: Raw<'_>| {
            let value = raw.as_u64();
            value.map_or_else(Vec::new, |value| flags.names_of(value))
        };
        let others = names_of(second);
        let mut names = names_of(first);
        names.retain(|name| !others.contains(name));
        names
    }

    /// A value in detail: lines of label and text, the kind and the reading first. Empty for an
    /// empty value.
    pub fn explain(self, raw: Raw<'_>) -> Vec<(String, String)> {
        if raw.is_empty() {
            return Vec::new();
        }
        let reading = match self.reading(raw) {
            Some(reading) => reading.to_string(),
            None => raw.to_string(),
        };
        let mut lines = vec![line("Kind", self.info().kind), line("Reads", reading)];
        lines.extend(self.details(raw));
        lines
    }

    /// The meaning of a value, even if it is the raw reading; `None` where it is not known.
    pub(super) fn meaning(self, raw: Raw<'_>) -> Option<String> {
        self.format().meaning(raw)
    }

    /// The parts of a value, its raw form and the source of the facts.
    pub(super) fn details(self, raw: Raw<'_>) -> Vec<Line> {
        let mut lines = self.format().parts(raw);
        lines.push(line("Raw", raw));
        lines.push(line("Source", self.info().source));
        lines
    }
}
