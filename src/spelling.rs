//! The word that a misspelt one was meant to be.

/// The known word that a misspelt one needs the fewest changes to become, if those are a third of
/// it or less: characters put in, left out, replaced or swapped with their neighbour, whatever
/// their case.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = word.to_lowercase();
    let length = typed.chars().count();
    known
        .into_iter()
        .map(|known| (strsim::osa_distance(&typed, &known.to_lowercase()), known))
        .filter(|(changes, known)| changes * 3 <= length.max(known.chars().count()))
        .min_by_key(|(changes, _)| *changes)
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_near_word_is_found_and_a_far_one_is_not() {
        let known = ["theme", "filter", "time"];
        assert_eq!(nearest("tehme", known), Some("theme"));
        assert_eq!(nearest("Filters", known), Some("filter"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(nearest("", known), None);
    }
}
