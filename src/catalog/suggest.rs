//! A suggestion for a search that finds nothing: the nearest spelling, and the provider document's
//! word for a thing that people call otherwise.

use std::collections::BTreeSet;

use super::search::{SearchIndex, folded};
use crate::spelling::nearest;

/// Words that people type, and the catalog's words for them.
const SYNONYMS: &[(&str, &str)] = &[
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

/// A search near to `query` that finds rows; `None` where `query` needs none or nothing is near.
pub(super) fn suggestion(index: &SearchIndex, query: &str) -> Option<String> {
    let known: BTreeSet<&str> = index
        .texts()
        .flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric()))
        .filter(|word| word.chars().count() > SHORT)
        .chain(SYNONYMS.iter().map(|synonym| synonym.0))
        .collect();
    let synonym = |word: &str| {
        let synonym = SYNONYMS.iter().find(|synonym| synonym.0 == word);
        synonym.map(|synonym| synonym.1)
    };
    let query = folded(query);
    let words: Option<Vec<&str>> = query
        .split(' ')
        .map(|word| {
            if synonym(word).is_some() || word.chars().count() <= SHORT {
                return Some(synonym(word).unwrap_or(word));
            }
            if index.texts().any(|text| text.contains(word)) {
                return Some(word);
            }
            // Hardly anyone gets the first letter wrong.
            let alike = known
                .iter()
                .filter(|known| known.chars().next() == word.chars().next());
            let near = nearest(word, alike.copied())?;
            Some(synonym(near).unwrap_or(near))
        })
        .collect();
    words
        .map(|words| words.join(" "))
        .filter(|words| *words != query && !index.search(words).is_empty())
}

#[cfg(test)]
mod tests {
    use crate::catalog::Catalog;

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
            assert!(catalog.search(typed).is_empty(), "{typed}");
            assert_eq!(catalog.suggestion(typed).as_deref(), Some(meant));
        }
        for typed in ["", "oplock", "zzyzxqq", "551"] {
            assert_eq!(catalog.suggestion(typed), None, "{typed}");
        }
    }
}
