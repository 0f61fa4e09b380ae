//! What events mean: the provider document (embedded as published), its rows joined to the
//! provider's published facts, message templates, guidance, categories, field lists, search.

mod category;
mod channel;
mod document;
mod entities;
mod facts;
mod guidance;
mod join;
mod names;
mod provider;
mod respell;
mod row;
mod search;
mod spans;
mod template;
mod versions;

use std::collections::HashMap;
use std::sync::Arc;

pub use category::{Category, category_names};
pub use channel::channel_default_on;
pub use document::CatalogError;
pub use facts::{FieldList, field_list, field_lists};
pub use guidance::{Block, BlockKind, blocks};
pub use provider::{SMB_SERVER, same_provider};
pub use respell::respelled;
pub use row::{Field, Join, JoinKind, Level, Role, Row, Twin};
pub use search::{Hit, Rank, fuzzy_name, search, word_ranges};
pub use spans::{Span, spans};
pub use template::{Piece, template};
pub use versions::{Retyped, VersionChange, changes};

use document::Entry;
use provider::provider_key;
use search::Searched;

/// The provider document of the SMB server, as published.
const SMB_SERVER_DOCUMENT: &str = include_str!("Microsoft-Windows-SMBServer.md");

/// Every row of every loaded provider document, in document order.
#[derive(Debug, Default)]
pub struct Catalog {
    rows: Vec<Row>,
    /// Each row as search reads it.
    searched: Vec<Searched>,
    /// By provider (its key) and id the indices of the rows.
    by_provider: HashMap<String, HashMap<u32, Vec<usize>>>,
    by_id: HashMap<u32, Vec<usize>>,
    categories: Vec<Category>,
}

impl Catalog {
    /// The catalog of the embedded provider document.
    ///
    /// # Panics
    /// Never: the embedded document is one, which a test proves.
    pub fn builtin() -> Self {
        let entries = document::parse(SMB_SERVER, SMB_SERVER_DOCUMENT)
            .expect("the embedded document is a provider document");
        let mut facts = facts::row_facts().into_iter();
        let mut catalog = Self::default();
        for (ordinal, entry) in (1..).zip(entries) {
            let facts = facts.next().filter(|facts| facts.id == entry.id);
            let mut row = plain_row(ordinal, &entry, SMB_SERVER.into());
            if let Some(facts) = facts {
                add_facts(&mut row, &facts);
            }
            catalog.push(row);
        }
        catalog.categories = category::of_rows(&catalog.rows);
        catalog
    }

    /// Adds the rows of another provider document and says how many they are. `name` is the
    /// file's, for errors.
    ///
    /// # Errors
    /// When the text is not such a document; then nothing is added.
    pub fn add_document(&mut self, name: &str, text: &str) -> Result<usize, CatalogError> {
        let entries = document::parse(name, text.trim_start_matches('\u{FEFF}'))?;
        let count = entries.len();
        let mut provider: Arc<str> = "".into();
        for (ordinal, entry) in (1..).zip(entries) {
            if *provider != *entry.provider {
                provider = entry.provider.as_str().into();
            }
            self.push(plain_row(ordinal, &entry, Arc::clone(&provider)));
        }
        self.categories = category::of_rows(&self.rows);
        Ok(count)
    }

    fn push(&mut self, row: Row) {
        let index = self.rows.len();
        let provider = provider_key(&row.provider);
        let ids = self.by_provider.entry(provider).or_default();
        ids.entry(row.id).or_default().push(index);
        self.by_id.entry(row.id).or_default().push(index);
        self.searched.push(Searched::new(&row));
        self.rows.push(row);
    }

    /// The rows, in document order, the embedded document's first.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The first row of this provider (whatever its case), id and version.
    pub fn row_by(&self, provider: &str, id: u32, version: Option<u8>) -> Option<usize> {
        let ids = self.by_provider.get(&provider_key(provider))?;
        let mut rows = ids.get(&id)?.iter().copied();
        rows.find(|&row| self.rows[row].version == version)
    }

    /// The rows of this id, of any provider and version, in document order.
    pub fn rows_of_id(&self, id: u32) -> impl Iterator<Item = usize> + '_ {
        self.by_id.get(&id).into_iter().flatten().copied()
    }

    /// The categories that have rows, in the order in which a reader wants them.
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// Joins a record to a row by provider, id and version, then by its fields' names. `names`
    /// are those of its values in order; values without a name are called `Data1`, `Data2`, ...
    pub fn join(&self, provider: &str, id: u32, version: u8, names: &[&str]) -> Join {
        let kind = join::Kind {
            provider,
            id,
            version,
            names,
        };
        let Some(ids) = self.by_provider.get(&provider_key(provider)) else {
            return kind.to_no_row(JoinKind::UnknownProvider);
        };
        let candidates = ids.get(&id).map(Vec::as_slice).unwrap_or_default();
        kind.to_row(&self.rows, candidates)
            .unwrap_or_else(|| kind.to_no_row(JoinKind::UnknownEvent))
    }
}

/// A row of which only the document tells.
fn plain_row(ordinal: u32, entry: &Entry, provider: Arc<str>) -> Row {
    let (message, guidance) = document::split_guidance(&entry.text);
    let title = message.lines().next().unwrap_or_default().trim_end();
    Row {
        ordinal,
        id: entry.id,
        version: None,
        level: None,
        channel: None,
        task: None,
        keyword: None,
        category: Arc::clone(&provider),
        provider,
        title: title.to_owned(),
        message: message.to_owned(),
        guidance: guidance.map(str::to_owned),
        fields: Vec::new(),
    }
}

/// Adds what is known of a row of the SMB server.
fn add_facts(row: &mut Row, facts: &facts::RowFacts) {
    row.version = Some(facts.version);
    row.level = Some(facts.level);
    row.channel = facts.channel;
    row.task = facts.task;
    row.keyword = facts.keyword;
    row.category = facts.category.into();
    let texts = [&row.message].into_iter().chain(&row.guidance);
    let shown: Vec<usize> = texts
        .flat_map(|text| template::insertions_of(text))
        .collect();
    let listed = field_list(row.id, facts.version).map(|list| &list.fields);
    row.fields = (1..)
        .zip(listed.into_iter().flatten())
        .map(|(number, field)| {
            Arc::new(Field {
                in_message: shown.contains(&number),
                ..Field::clone(field)
            })
        })
        .collect();
}
