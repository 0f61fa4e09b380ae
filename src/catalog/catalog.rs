//! Every event of the loaded provider documents, joined to the facts beyond them.

use std::collections::HashMap;
use std::sync::Arc;

use super::category::{self, Category};
use super::document::{self, CatalogError, DocumentEvent, split_guidance};
use super::facts::{self, field_list};
use super::join::RecordSignature;
use super::provider::{SMB_SERVER, provider_key};
use super::row::{Field, Join, JoinKind, Row};
use super::search::{Hit, SearchIndex};
use super::suggest::suggestion;
use super::template::insertions_of;

/// The provider document of the SMB server, as published.
const SMB_SERVER_DOCUMENT: &str = include_str!("Microsoft-Windows-SMBServer.md");

/// Every row of every loaded provider document, in document order.
#[derive(Debug, Default)]
pub struct Catalog {
    rows: Vec<Row>,
    index: SearchIndex,
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
        let events = document::parse(SMB_SERVER, SMB_SERVER_DOCUMENT)
            .expect("the embedded document is a provider document");
        let mut facts = facts::row_facts().into_iter();
        let mut catalog = Self::default();
        for (ordinal, event) in (1..).zip(events) {
            let facts = facts.next().filter(|facts| facts.id == event.id);
            let mut row = document_row(ordinal, &event, SMB_SERVER.into());
            if let Some(facts) = facts {
                add_facts(&mut row, &facts);
            }
            catalog.push(row);
        }
        catalog.categories = category::categories_of(&catalog.rows);
        catalog
    }

    /// Adds the rows of another provider document and returns their number. `name` is the file's,
    /// for errors.
    ///
    /// # Errors
    /// Text that is no such document; nothing of it is added.
    pub fn add_document(&mut self, name: &str, text: &str) -> Result<usize, CatalogError> {
        let events = document::parse(name, text.trim_start_matches('\u{FEFF}'))?;
        let count = events.len();
        let mut provider: Arc<str> = "".into();
        for (ordinal, event) in (1..).zip(events) {
            if *provider != *event.provider {
                provider = event.provider.as_str().into();
            }
            self.push(document_row(ordinal, &event, Arc::clone(&provider)));
        }
        self.categories = category::categories_of(&self.rows);
        Ok(count)
    }

    fn push(&mut self, row: Row) {
        let index = self.rows.len();
        let provider = provider_key(&row.provider);
        let ids = self.by_provider.entry(provider).or_default();
        ids.entry(row.id).or_default().push(index);
        self.by_id.entry(row.id).or_default().push(index);
        self.index.push(&row);
        self.rows.push(row);
    }

    /// The rows, in document order, the embedded document's first.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The first row of this provider, id and version.
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

    /// The rows that match a search: exact id, id prefix, fuzzy on id and title (best first),
    /// then rows whose text holds every word, then those of which all known facts together do; else
    /// in document order. An empty search finds all.
    pub fn search(&self, query: &str) -> Vec<Hit> {
        self.index.search(query)
    }

    /// A search near to one that finds nothing, which finds rows.
    pub fn suggestion(&self, query: &str) -> Option<String> {
        suggestion(&self.index, query)
    }

    /// Joins a record to a row by provider, id and version, then by its fields' names. `names`
    /// are those of its values in order; values without a name are called `Data1`, `Data2`, ...
    pub fn join(&self, provider: &str, id: u32, version: u8, names: &[&str]) -> Join {
        let record = RecordSignature {
            provider,
            id,
            version,
            names,
        };
        let Some(ids) = self.by_provider.get(&provider_key(provider)) else {
            return record.to_no_row(JoinKind::UnknownProvider);
        };
        let candidates = ids.get(&id).map(Vec::as_slice).unwrap_or_default();
        record
            .to_row(&self.rows, candidates)
            .unwrap_or_else(|| record.to_no_row(JoinKind::UnknownEvent))
    }
}

/// A row with the texts of its document alone.
fn document_row(ordinal: u32, event: &DocumentEvent, provider: Arc<str>) -> Row {
    let (message, guidance) = split_guidance(&event.text);
    let title = message.lines().next().unwrap_or_default().trim_end();
    Row {
        ordinal,
        id: event.id,
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

/// Adds the facts about a row of the SMB server.
fn add_facts(row: &mut Row, facts: &facts::RowFacts) {
    row.version = Some(facts.version);
    row.level = Some(facts.level);
    row.channel = facts.channel;
    row.task = facts.task;
    row.keyword = facts.keyword;
    row.category = facts.category.into();
    let texts = [&row.message].into_iter().chain(&row.guidance);
    let shown: Vec<usize> = texts.flat_map(|text| insertions_of(text)).collect();
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
