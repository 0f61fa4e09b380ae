//! What events mean: the provider document (embedded as published), its rows joined to the
//! provider's published facts, message templates, guidance, categories, field lists, search.

mod row;

pub use row::{Field, Join, JoinKind, Level, Role, Row, Twin};

/// Every row of every loaded provider document, in document order. (stub)
#[derive(Debug, Default)]
pub struct Catalog {
    rows: Vec<Row>,
}

impl Catalog {
    /// The catalog of the embedded provider document. (stub)
    pub fn builtin() -> Self {
        Self::default()
    }

    /// The rows, in document order, the embedded document's first.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Joins a record to a row by provider, id and version, then by its fields' names. (stub)
    pub fn join(&self, _provider: &str, _id: u32, _version: u8, names: &[&str]) -> Join {
        Join {
            row: None,
            kind: JoinKind::UnknownProvider,
            fields: names.iter().map(|_| None).collect(),
            insertions: Vec::new(),
        }
    }
}
