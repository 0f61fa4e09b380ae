//! The names that Windows gives to the data fields of the SMB server's events, in every version
//! of Windows that the catalog knows.

use std::sync::LazyLock;

use crate::catalog::field_lists;

/// Sorted without case, each once.
static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let fields = field_lists().iter().flat_map(|list| &list.fields);
    let mut names: Vec<&str> = fields.map(|field| &*field.name).collect();
    names.sort_by_key(|name| name.to_ascii_lowercase());
    names.dedup_by(|left, right| left.eq_ignore_ascii_case(right));
    names
});

/// Returns true if an event of the SMB server has a field of this name, ignoring case.
pub(crate) fn is_field_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    NAMES
        .binary_search_by_key(&name, |known| known.to_ascii_lowercase())
        .is_ok()
}

/// The fields' names.
pub(crate) fn field_names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().copied()
}
