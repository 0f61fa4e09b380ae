//! The categories of the catalog and the order in which a reader wants them.

use std::sync::Arc;

use super::row::Row;

/// A category and its rows.
#[derive(Debug, Clone)]
pub struct Category {
    /// Its name; for other providers' documents that of the provider.
    pub name: Arc<str>,
    /// The group of categories that it belongs to.
    pub group: &'static str,
    /// Indices in [`super::Catalog::rows`], in document order.
    pub rows: Vec<usize>,
}

/// The names of the categories of the SMB server's events, in that order.
pub fn category_names() -> impl Iterator<Item = &'static str> {
    CATEGORIES.iter().map(|category| category.1)
}

/// The name of a category in the data, its name for people, its group. The order leads with denials
/// of access, goes on with failures, and ends with the categories of traces.
const CATEGORIES: &[(&str, &str, &str)] = &[
    ("access-denied", "Access denied", "Security"),
    (
        "message-protection",
        "Signing, encryption and negotiation",
        "Security",
    ),
    ("smb1", "SMB1", "Security"),
    (
        "sessions",
        "Sessions and authentication",
        "Object lifecycle",
    ),
    ("connections", "Connections", "Object lifecycle"),
    ("tree-connects", "Tree connects", "Object lifecycle"),
    ("opens", "Opens (file handles)", "Object lifecycle"),
    ("shares", "Shares", "Object lifecycle"),
    ("file-system", "File system and live dumps", "Availability"),
    (
        "continuous-availability",
        "Continuous availability and cluster",
        "Availability",
    ),
    ("endpoints", "Endpoints and network interfaces", "Network"),
    ("rdma", "RDMA (SMB Direct)", "Network"),
    ("configuration", "Server configuration", "Configuration"),
    ("smb2-requests", "SMB2 requests", "Protocol trace"),
    ("smb2-responses", "SMB2 responses", "Protocol trace"),
    ("work-items", "Work items", "Protocol trace"),
    ("packets", "Packets", "Protocol trace"),
];

const OTHER_GROUP: &str = "Other providers";

/// The name of the category that the data names so.
pub(super) fn name_of(slug: &str) -> Option<&'static str> {
    let mut rows = CATEGORIES.iter();
    rows.find(|(known, _, _)| *known == slug)
        .map(|&(_, name, _)| name)
}

/// The categories that have rows: those of the table in its order, then the others in theirs.
pub(super) fn categories_of(rows: &[Row]) -> Vec<Category> {
    let mut categories: Vec<Category> = CATEGORIES
        .iter()
        .map(|&(_, name, group)| Category {
            name: name.into(),
            group,
            rows: Vec::new(),
        })
        .collect();
    let mut last: usize = 0;
    for (index, row) in rows.iter().enumerate() {
        if categories[last].name != row.category {
            let found = categories.iter().position(|one| one.name == row.category);
            last = found.unwrap_or_else(|| {
                categories.push(Category {
                    name: Arc::clone(&row.category),
                    group: OTHER_GROUP,
                    rows: Vec::new(),
                });
                categories.len() - 1
            });
        }
        categories[last].rows.push(index);
    }
    categories.retain(|category| !category.rows.is_empty());
    categories
}
