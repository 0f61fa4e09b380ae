//! Case folding: text is compared without regard to case.

/// Lower case of a character, one for one, so that positions stay; characters whose lower case is
/// longer, or only in ASCII by name (the Kelvin sign), stay as they are.
pub(crate) fn fold(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_lowercase();
    }
    let mut lower = character.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(single), None) if !single.is_ascii() => single,
        _ => character,
    }
}

/// Text in the form in which it is compared.
pub(crate) fn folded(text: &str) -> String {
    text.chars().map(fold).collect()
}
