//! A search that finds nothing, put in words that the catalog has: the nearest spelling, and what
//! the provider's document calls a thing that people call otherwise.

use std::collections::BTreeSet;

use super::Catalog;
use super::search::{Searched, folded, search};
use crate::spelling::nearest;

/// What people type, and the word for it in the catalog.
const CALLED: &[(&str, &str)] = &[
    ("failover", "cluster"),
    ("guessing", "authentication"),
    ("hang", "slow"),
    ("latency", "slow"),
    ("locked", "authentication"),
    ("lockout", "authentication"),
    ("login", "authentication"),
    ("logon", "authentication"),
    ("reconnect", "reopen"),
    ("signature", "signing"),
];

/// Words of this length or shorter are not respelt: too many others are near to them.
const SHORT: usize = 3;

/// What the search finds rows for instead, if it finds none and is near to that.
pub fn respelled(catalog: &Catalog, query: &str) -> Option<String> {
    let texts = || catalog.searched.iter().flat_map(Searched::texts);
    let known: BTreeSet<&str> = texts()
        .flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric()))
        .filter(|word| word.chars().count() > SHORT)
        .chain(CALLED.iter().map(|called| called.0))
        .collect();
    let called = |word: &str| {
        let called = CALLED.iter().find(|called| called.0 == word);
        called.map(|called| called.1)
    };
    let query = folded(query);
    let words: Option<Vec<&str>> = query
        .split(' ')
        .map(|word| {
            if called(word).is_some() || word.chars().count() <= SHORT {
                return Some(called(word).unwrap_or(word));
            }
            if texts().any(|text| text.contains(word)) {
                return Some(word);
            }
            // Hardly anyone gets the first letter wrong.
            let alike = known
                .iter()
                .filter(|known| known.chars().next() == word.chars().next());
            let near = nearest(word, alike.copied())?;
            Some(called(near).unwrap_or(near))
        })
        .collect();
    words
        .map(|words| words.join(" "))
        .filter(|words| *words != query && !search(catalog, words).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelt_and_everyday_words_lead_to_those_of_the_catalog() {
        let catalog = Catalog::builtin();
        for (typed, meant) in [
            ("opplock", "oplock"),
            ("acess Denied", "access denied"),
            ("signiture", "signing"),
            ("logon failure", "authentication failure"),
            ("lockout", "authentication"),
        ] {
            assert!(search(&catalog, typed).is_empty(), "{typed}");
            assert_eq!(respelled(&catalog, typed).as_deref(), Some(meant));
        }
        for typed in ["", "oplock", "zzyzxqq", "551"] {
            assert_eq!(respelled(&catalog, typed), None, "{typed}");
        }
    }
}
