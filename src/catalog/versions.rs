//! The changes of each version of an event against the one before it.

use super::catalog::Catalog;
use super::facts::{self, FieldList};
use super::provider::{SMB_SERVER, same_provider};
use super::row::{Field, Row};

/// The changes of a version of an event against the version before it.
#[derive(Debug, Clone)]
pub struct VersionChange<'a> {
    /// The version.
    pub version: u8,
    /// The version that it is compared with.
    pub before: u8,
    /// The first Windows release that has it, where that is known.
    pub since: Option<&'static str>,
    /// The index of its row in [`Catalog::rows`]; versions newer than the document have none.
    pub row: Option<usize>,
    /// Fields that the version before does not have.
    pub added: Vec<&'a Field>,
    /// Fields of the version before that are gone.
    pub removed: Vec<&'a Field>,
    /// Fields of another type than before, or of a name that differs in case alone.
    pub retyped: Vec<Retyped<'a>>,
    /// True where both versions have a row and the message differs.
    pub message: bool,
    /// True where both versions have a row and the guidance differs.
    pub guidance: bool,
}

/// A field before and after a change.
#[derive(Debug, Clone, Copy)]
pub struct Retyped<'a> {
    /// The field of the version before.
    pub before: &'a Field,
    /// The field of this version.
    pub after: &'a Field,
}

/// The changes of each version of a row's event, oldest first; the oldest known version, which
/// changed nothing, is left out.
pub fn changes(catalog: &Catalog, row: &Row) -> Vec<VersionChange<'static>> {
    if !same_provider(&row.provider, SMB_SERVER) {
        return Vec::new();
    }
    let lists = facts::versions_of(row.id).windows(2);
    lists
        .filter_map(|pair| match pair {
            [before, after] => Some(change(catalog, before, after)),
            _ => None,
        })
        .collect()
}

fn change(
    catalog: &Catalog,
    before: &'static FieldList,
    after: &'static FieldList,
) -> VersionChange<'static> {
    let row_of = |list: &FieldList| catalog.row_by(SMB_SERVER, list.id, Some(list.version));
    let rows = row_of(before).zip(row_of(after));
    let differ = |differ: &dyn Fn(&Row, &Row) -> bool| {
        rows.is_some_and(|(before, after)| differ(&catalog.rows()[before], &catalog.rows()[after]))
    };
    let retyped = after.fields.iter().filter_map(|after| {
        let before = named(before, &after.name)?;
        let changed = before.in_type != after.in_type || before.name != after.name;
        changed.then_some(Retyped { before, after })
    });
    VersionChange {
        version: after.version,
        before: before.version,
        since: after.since.as_deref(),
        row: row_of(after),
        added: only_in(after, before),
        removed: only_in(before, after),
        retyped: retyped.collect(),
        message: differ(&|before, after| before.message != after.message),
        guidance: differ(&|before, after| before.guidance != after.guidance),
    }
}

/// The fields of one list whose names the other does not have.
fn only_in(list: &'static FieldList, other: &FieldList) -> Vec<&'static Field> {
    let fields = list.fields.iter().map(AsRef::as_ref);
    fields
        .filter(|field: &&Field| named(other, &field.name).is_none())
        .collect()
}

fn named<'a>(list: &'a FieldList, name: &str) -> Option<&'a Field> {
    let mut fields = list.fields.iter().map(AsRef::as_ref);
    fields.find(|field: &&Field| field.name.eq_ignore_ascii_case(name))
}
