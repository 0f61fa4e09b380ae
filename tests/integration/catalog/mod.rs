//! The catalog against an independent, plain reading of its document and of the reference tables.
#![allow(clippy::unwrap_used)]

mod document;
mod facts;
mod hostile;
mod joins;
mod search;
mod texts;

use smbscope::catalog::{Catalog, Row};

/// The row of the embedded document with this id and version.
fn row(catalog: &Catalog, id: u32, version: u8) -> &Row {
    let index = catalog.row_by("Microsoft-Windows-SMBServer", id, Some(version));
    &catalog.rows()[index.unwrap()]
}
