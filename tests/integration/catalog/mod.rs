//! The catalog against an independent, plain reading of its document and of the reference tables.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod document;
mod facts;
mod hostile;
mod joins;
mod search;
mod texts;

use std::collections::HashMap;
use std::path::PathBuf;

use smbscope::catalog::{Catalog, Row};

/// A file or folder beside the repository; says so and is none where that is absent.
fn shared(path: &str) -> Option<PathBuf> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")).join(path);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not there", path.display());
    None
}

/// The lines of a reference table, by the names of its columns.
fn table(name: &str) -> Vec<HashMap<String, String>> {
    let Some(path) = shared(&format!("reference/{name}")) else {
        return Vec::new();
    };
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines().map(|line| line.split('\t').map(str::to_owned));
    let head: Vec<String> = lines.next().unwrap().collect();
    lines
        .map(|cells| head.iter().cloned().zip(cells).collect())
        .collect()
}

/// The row of the embedded document with this id and version.
fn row(catalog: &Catalog, id: u32, version: u8) -> &Row {
    let index = catalog.row_by("Microsoft-Windows-SMBServer", id, Some(version));
    &catalog.rows()[index.unwrap()]
}
