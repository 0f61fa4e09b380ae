//! A filter and a row of the catalog.

use crate::catalog::Row;
use crate::filter::language::{FieldValue, Filter, Predicate, Subject, Test};

impl Filter {
    /// Returns true if a row of the catalog passes. A row has none of what only events have (a
    /// user, a time), so that tests of it are false.
    pub fn matches_row(&self, row: &Row) -> bool {
        self.root.holds(&|test| test_matches(test, row))
    }
}

fn test_matches(test: &Test, row: &Row) -> bool {
    let predicate = &test.predicate;
    match &test.subject {
        Subject::Property(property) => property
            .in_row()
            .is_some_and(|getter| getter(row, &|value| predicate.matches(value))),
        Subject::Field(_) => false,
        Subject::Text => text_matches(predicate, row),
    }
}

/// Matches all that can be read in the row.
fn text_matches(predicate: &Predicate, row: &Row) -> bool {
    let texts = [&*row.provider, &*row.category, &*row.message];
    texts
        .into_iter()
        .chain(row.channel)
        .chain(row.guidance.as_deref())
        .chain(row.fields.iter().map(|field| &*field.name))
        .any(|text| predicate.matches(FieldValue::Text(text)))
}
