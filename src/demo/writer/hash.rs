//! The hashes by which chunks find names and templates, and the GUIDs of templates.

use super::value::utf16;
use super::xml::{Element, Sink};

/// The hash of the names in a chunk and of its templates' GUIDs, over 16-bit units. Names store
/// its lower half; buckets are chosen by its remainder. Checked against logs written by Windows.
pub(super) fn hash(bytes: &[u8]) -> u32 {
    bytes.as_chunks::<2>().0.iter().fold(0_u32, |hash, unit| {
        hash.wrapping_mul(65_599)
            .wrapping_add(u32::from(u16::from_le_bytes(*unit)))
    })
}

/// The GUID of a template: a hash of its content, so that equal GUIDs mean equal templates in
/// every file.
pub(super) fn guid(template: &Element<'_>) -> [u8; 16] {
    let mut hash = Fnv1a(0x6C62_272E_07BB_0142_62B8_2175_6295_C58D);
    template.write_fragment(true, &mut hash);
    hash.0.to_le_bytes()
}

/// FNV-1a in 128 bits.
struct Fnv1a(u128);

impl Sink for Fnv1a {
    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u128::from(*byte)).wrapping_mul(0x0100_0000_0000_0000_0000_013B);
        }
    }

    fn name(&mut self, name: &str) {
        self.bytes(&utf16(name));
        self.bytes(&[0, 0]);
    }

    fn sized(&mut self, content: impl FnOnce(&mut Self)) {
        content(self);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_that_windows_writes() {
        for (name, expected) in [("Event", 0x0CBA), ("Guid", 0x1529), ("Qualifiers", 0xDA29)] {
            assert_eq!(hash(&utf16(name)) as u16, expected, "{name}");
        }
    }
}
