//! The catalog's list: rows by category, or by how well they answer a search.

use std::collections::HashSet;
use std::sync::Arc;

use super::view::{Host, Panes, View};
use crate::app::filter_line::FilterLine;
use crate::app::list::{ListCursor, Scroll, Step};
use crate::app::prompt::Prompt;
use crate::catalog::{Catalog, Hit, Row};
use crate::spelling::count;

/// The state of the Catalog view.
#[derive(Debug)]
pub(crate) struct CatalogView {
    /// The rows.
    pub(crate) catalog: Arc<Catalog>,
    /// The filter of this view.
    pub(crate) filter: FilterLine,
    /// The lines of the list.
    pub(crate) lines: Vec<Line>,
    pub(crate) panes: Panes,
    /// The row that a person last went to: the cursor returns to it when a search ends.
    anchor: Option<usize>,
    /// The words searched for in place of a query that finds nothing.
    pub(crate) respelled: Option<String>,
    /// The number of rows in the list, those in folded categories included.
    pub(crate) rows: usize,
    folded: HashSet<Arc<str>>,
    /// Ids that have several rows, whose version is worth showing.
    several: HashSet<u32>,
}

/// A line of the catalog's list.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Line {
    /// A category.
    Category {
        /// Its name.
        name: Arc<str>,
        /// The number of its rows in the list.
        rows: usize,
        /// Set where they are not shown.
        folded: bool,
    },
    /// A row, by its index in the catalog; for a search with its hit.
    Row(usize, Option<Hit>),
}

impl CatalogView {
    pub(in crate::app) fn new(catalog: Arc<Catalog>) -> Self {
        let mut seen = HashSet::new();
        let several = catalog
            .rows()
            .iter()
            .filter(|row| !seen.insert(row.id))
            .map(|row| row.id)
            .collect();
        let mut view = Self {
            catalog,
            filter: FilterLine::default(),
            respelled: None,
            lines: Vec::new(),
            panes: Panes::default(),
            anchor: None,
            rows: 0,
            folded: HashSet::new(),
            several,
        };
        view.refresh();
        view.on_select();
        view
    }

    /// The selected row.
    pub(crate) fn selected(&self) -> Option<&Row> {
        self.selected_index()
            .and_then(|row| self.catalog.rows().get(row))
    }

    /// The selected row's index in the catalog.
    pub(crate) fn selected_index(&self) -> Option<usize> {
        match self.lines.get(self.panes.cursor.selected)? {
            Line::Row(row, _) => Some(*row),
            Line::Category { .. } => None,
        }
    }

    /// Returns true if rows of this id are known apart by their versions.
    pub(crate) fn has_versions(&self, id: u32) -> bool {
        self.several.contains(&id)
    }

    /// Makes the list anew for the search and the filter in force, on the same row if it is
    /// still there. A search starts on its best answer.
    pub(in crate::app) fn refresh(&mut self) {
        let before = self.lines.get(self.panes.cursor.selected).cloned();
        self.respelled = None;
        self.lines = if self.panes.query.trim().is_empty() {
            self.by_category()
        } else {
            self.by_rank()
        };
        let place = |wanted: &Line| self.lines.iter().position(|line| same_place(line, wanted));
        let same = self
            .anchor
            .and_then(|row| place(&Line::Row(row, None)))
            .or_else(|| before.and_then(|before| place(&before)));
        let first_row = self
            .lines
            .iter()
            .position(|line| matches!(line, Line::Row(..)));
        self.panes.cursor.selected = same.or(first_row).unwrap_or(0);
        self.panes.scroll = Scroll::default();
    }

    /// As [`Self::refresh`], on the best answer.
    fn search_for(&mut self, query: &str) {
        query.clone_into(&mut self.panes.query);
        self.refresh();
        if !query.trim().is_empty() {
            self.panes.cursor = ListCursor::default();
        }
    }

    fn by_category(&mut self) -> Vec<Line> {
        let filter = self.filter.filter();
        let mut lines = Vec::new();
        self.rows = 0;
        for category in self.catalog.categories() {
            let name = &category.name;
            let rows: Vec<usize> = category
                .rows
                .iter()
                .copied()
                .filter(|&row| {
                    self.catalog
                        .rows()
                        .get(row)
                        .is_some_and(|row| filter.matches_row(row))
                })
                .collect();
            if rows.is_empty() {
                continue;
            }
            self.rows += rows.len();
            let folded = self.folded.contains(name);
            lines.push(Line::Category {
                name: Arc::clone(name),
                rows: rows.len(),
                folded,
            });
            if !folded {
                lines.extend(rows.into_iter().map(|row| Line::Row(row, None)));
            }
        }
        lines
    }

    fn by_rank(&mut self) -> Vec<Line> {
        let mut lines = self.found(&self.panes.query);
        if lines.is_empty()
            && let Some(meant) = self.catalog.suggestion(&self.panes.query)
        {
            lines = self.found(&meant);
            self.respelled = Some(meant).filter(|_| !lines.is_empty());
        }
        self.rows = lines.len();
        lines
    }

    fn found(&self, query: &str) -> Vec<Line> {
        let filter = self.filter.filter();
        let rows = self.catalog.rows();
        self.catalog
            .search(query)
            .into_iter()
            .filter(|hit| rows.get(hit.row).is_some_and(|row| filter.matches_row(row)))
            .map(|hit| Line::Row(hit.row, Some(hit)))
            .collect()
    }

    /// The words that the rows of a search were found by.
    pub(crate) fn words(&self) -> Vec<String> {
        let query = self.respelled.as_ref().unwrap_or(&self.panes.query);
        query.split_whitespace().map(str::to_owned).collect()
    }

    /// Folds or unfolds the category of the selected line.
    pub(in crate::app) fn set_folded(&mut self, folded: bool, height: usize) {
        let Some(line) = self.lines.get(self.panes.cursor.selected) else {
            return;
        };
        let name = match line {
            Line::Category { name, .. } => Arc::clone(name),
            Line::Row(row, None) => match self.catalog.rows().get(*row) {
                Some(row) => Arc::clone(&row.category),
                None => return,
            },
            Line::Row(..) => return,
        };
        if folded {
            self.folded.insert(Arc::clone(&name));
        } else {
            self.folded.remove(&name);
        }
        self.refresh();
        let is_header =
            |line: &Line| matches!(line, Line::Category { name: other, .. } if *other == name);
        if folded && let Some(at) = self.lines.iter().position(is_header) {
            self.panes.cursor.selected = at;
            self.on_select();
        }
        self.panes.cursor.settle(self.lines.len(), height);
    }

    /// For a selected category, returns true if it is folded.
    pub(in crate::app) fn is_folded(&self) -> Option<bool> {
        match self.lines.get(self.panes.cursor.selected)? {
            Line::Category { folded, .. } => Some(*folded),
            Line::Row(..) => None,
        }
    }

    /// Selects a row by its index in the catalog, taking away whatever hides it.
    pub(in crate::app) fn go_to(&mut self, index: usize) {
        let Some(row) = self.catalog.rows().get(index) else {
            return;
        };
        self.panes.query.clear();
        self.anchor = Some(index);
        self.folded.remove(&row.category);
        if !self.filter.filter().matches_row(row) {
            self.filter.off = true;
        }
        self.refresh();
    }
}

impl View for CatalogView {
    fn len(&self) -> usize {
        self.lines.len()
    }

    fn panes(&self) -> &Panes {
        &self.panes
    }

    fn panes_mut(&mut self) -> &mut Panes {
        &mut self.panes
    }

    fn on_select(&mut self) {
        self.anchor = self.selected_index();
        self.panes.scroll.top = 0;
    }

    /// Goes to the guidance of the selected row, or folds the selected category.
    fn open(&mut self, height: usize) -> bool {
        let folded = self.is_folded();
        if let Some(folded) = folded {
            self.set_folded(!folded, height);
        }
        folded.is_none()
    }

    fn counted(&self) -> String {
        let all = self.catalog.rows().len();
        format!("{} of {} rows", count(self.rows), count(all))
    }

    fn filter(&self) -> Option<&FilterLine> {
        Some(&self.filter)
    }

    fn filter_mut(&mut self) -> Option<&mut FilterLine> {
        Some(&mut self.filter)
    }

    fn on_filter(&mut self, _: &mut Host<'_>) {
        self.refresh();
    }

    fn search(&mut self, query: &str, _: &mut Host<'_>) {
        self.search_for(query);
    }

    fn accept_search(&mut self, _: &Prompt, _: &mut Host<'_>) {
        self.on_select();
    }

    fn cancel_search(&mut self, before: &str, _: &mut Host<'_>) {
        self.search_for(before);
    }

    fn end_search(&mut self) {
        self.search_for("");
    }

    fn next_hit(&mut self, steps: isize, host: &mut Host<'_>) {
        self.step(Step::Rows(steps), host.height);
    }
}

fn same_place(a: &Line, b: &Line) -> bool {
    match (a, b) {
        (Line::Row(a, _), Line::Row(b, _)) => a == b,
        (Line::Category { name: a, .. }, Line::Category { name: b, .. }) => a == b,
        _ => false,
    }
}
