//! The provider's own value maps, as its manifest publishes them: which text stands for which
//! number in fields such as 551's validation policy.

use std::sync::LazyLock;

/// Map, value and text, a line each, tabs between them.
const DATA: &str = include_str!("data/value_maps.tsv");

/// An entry: map, value, text.
type Entry = (&'static str, u32, &'static str);

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| DATA.lines().filter_map(entry).collect());

fn entry(line: &'static str) -> Option<Entry> {
    let mut cells = line.split('\t');
    let map = cells.next()?;
    let value = cells.next()?.strip_prefix("0x")?;
    Some((map, u32::from_str_radix(value, 16).ok()?, cells.next()?))
}

/// The text that a map has for a value.
pub(super) fn text(map: &str, value: u32) -> Option<&'static str> {
    // The values first, as they are compared faster than names.
    let mut entries = ENTRIES.iter();
    let entry = entries.find(|entry| entry.1 == value && entry.0 == map)?;
    Some(entry.2)
}

#[cfg(test)]
mod tests {
    use super::{DATA, ENTRIES};
    use crate::values::{DECODERS, decoder};

    #[test]
    fn every_line_is_an_entry_of_a_map_that_a_decoder_names() {
        assert_eq!(ENTRIES.len(), DATA.lines().count());
        for (map, _, text) in ENTRIES.iter() {
            assert!(decoder(&format!("map:{map}")).is_some(), "{map}");
            assert!(!text.is_empty());
        }
        for decoder in DECODERS {
            if let Some(map) = decoder.name.strip_prefix("map:") {
                assert!(ENTRIES.iter().any(|entry| entry.0 == map), "{map}");
            }
        }
    }
}
