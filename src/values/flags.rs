//! Masks: numbers whose bits have names, and the reading of such a number.

/// The names of a mask's bits.
#[derive(Debug)]
pub(super) struct Flags {
    /// The reading of no bit at all.
    pub(super) none: &'static str,
    /// Values that have a name as a whole, known before their bits.
    pub(super) presets: &'static [(u64, &'static str)],
    /// Groups of bits that hold a number.
    pub(super) groups: &'static [Group],
    /// Single bits: mask, name, meaning.
    pub(super) bits: &'static [NamedBits],
}

/// Bits of a mask that together hold a number, each of whose values has a name.
#[derive(Debug)]
pub(super) struct Group {
    /// The bits.
    pub(super) mask: u64,
    /// Their meaning.
    pub(super) name: &'static str,
    /// The values, in place within the mask; a value that is not listed is not documented.
    pub(super) values: &'static [(u64, &'static str)],
}

/// Named bits of a mask: the bits, their name, their meaning (may be empty).
pub(super) type NamedBits = (u64, &'static str, &'static str);

impl Flags {
    /// A table of single bits.
    pub(super) const fn new(bits: &'static [NamedBits]) -> Self {
        Self {
            none: "none",
            presets: &[],
            groups: &[],
            bits,
        }
    }

    /// The named bits of `value`, and those that no name covers.
    pub(super) fn split(&self, value: u64) -> (Vec<NamedBits>, u64) {
        let mut rest = value;
        let mut parts = Vec::new();
        for group in self.groups {
            let held = value & group.mask;
            if let Some(&(_, name)) = group.values.iter().find(|known| known.0 == held) {
                rest &= !group.mask;
                if !name.is_empty() {
                    parts.push((held, name, group.name));
                }
            }
        }
        for &(mask, name, meaning) in self.bits {
            if value & mask == mask {
                rest &= !mask;
                parts.push((mask, name, meaning));
            }
        }
        (parts, rest)
    }

    /// The names of the bits of `value`.
    pub(super) fn names_of(&self, value: u64) -> Vec<&'static str> {
        self.split(value).0.iter().map(|named| named.1).collect()
    }

    /// The names of `value` as text: a preset, or those of its bits with bars between them,
    /// undocumented bits in hex at the end. `None` when none of its bits is documented.
    fn joined_names(&self, value: u64) -> Option<String> {
        if let Some(&(_, name)) = self.presets.iter().find(|preset| preset.0 == value) {
            return Some(name.to_owned());
        }
        let (parts, rest) = self.split(value);
        if value == 0 && parts.is_empty() {
            return Some(self.none.to_owned());
        }
        if parts.is_empty() {
            return None;
        }
        let mut names: Vec<_> = parts.iter().map(|part| part.1.to_owned()).collect();
        if rest != 0 {
            names.push(format!("0x{rest:X} not documented"));
        }
        Some(names.join(" | "))
    }

    /// The hex, then the names.
    pub(super) fn described(&self, value: u64) -> Option<String> {
        Some(format!("0x{value:X} ({})", self.joined_names(value)?))
    }

    /// A line for each named part, and one for the rest.
    pub(super) fn lines(&self, value: u64) -> Vec<(String, String)> {
        let (parts, rest) = self.split(value);
        let preset = self.presets.iter().find(|preset| preset.0 == value);
        let mut lines: Vec<_> = preset
            .map(|preset| ("As a whole".to_owned(), preset.1.to_owned()))
            .into_iter()
            .collect();
        lines.extend(parts.into_iter().map(|(bits, name, meaning)| {
            let text = if meaning.is_empty() {
                name.to_owned()
            } else {
                format!("{name}: {meaning}")
            };
            (format!("0x{bits:X}"), text)
        }));
        if rest != 0 {
            lines.push((format!("0x{rest:X}"), "not documented".to_owned()));
        }
        lines
    }
}
