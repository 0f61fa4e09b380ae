//! The names that Windows gives to the data fields of the catalog's events.

use std::sync::LazyLock;

use crate::catalog::Catalog;

/// Sorted without case, each once.
static NAMES: LazyLock<Vec<Box<str>>> = LazyLock::new(|| {
    let catalog = Catalog::builtin();
    let mut names: Vec<Box<str>> = catalog
        .rows()
        .iter()
        .flat_map(|row| row.fields.iter().map(|field| field.name.clone()))
        .collect();
    names.sort_by_key(|name| name.to_ascii_lowercase());
    names.dedup_by(|left, right| left.eq_ignore_ascii_case(right));
    names
});

/// Whether an event of the catalog has a field of this name, ignoring case.
pub(super) fn is_field_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    NAMES
        .binary_search_by_key(&name, |known| known.to_ascii_lowercase())
        .is_ok()
}

/// The fields' names.
pub(super) fn field_names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(AsRef::as_ref)
}
