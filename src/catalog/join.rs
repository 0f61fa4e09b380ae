//! Joins a record of a log to a row of the catalog and each of its values to a field.

use std::collections::HashMap;
use std::sync::Arc;

use super::facts::{self, FieldList};
use super::names::{self, ALIASES, Meaning};
use super::provider::{SMB_SERVER, same_provider};
use super::row::{Field, Join, JoinKind, Row, Twin};
use super::template::insertions_of;

/// The facts about a record that decide its join.
#[derive(Debug, Clone, Copy)]
pub(super) struct RecordSignature<'a> {
    pub(super) provider: &'a str,
    pub(super) id: u32,
    pub(super) version: u8,
    pub(super) names: &'a [&'a str],
}

impl RecordSignature<'_> {
    fn of_smb_server(&self) -> bool {
        same_provider(self.provider, SMB_SERVER)
    }

    /// A join to a row of the candidates: those of this provider and id, in document order.
    pub(super) fn to_row(self, rows: &[Row], candidates: &[usize]) -> Option<Join> {
        let (row, other_version) = self.choose(rows, candidates)?;
        let fields = &rows[row].fields;
        if fields.is_empty() {
            return Some(self.to_text(row, &rows[row], other_version));
        }
        let listed = facts::field_list(self.id, self.version)
            .filter(|_| other_version.is_some())
            .map(|list| self.listed(list));
        let mapped = match &listed {
            Some(listed) => self.through(listed, fields),
            None => Mapping::new(self.id, fields, self.names),
        };
        let kind = match other_version {
            Some(version) => JoinKind::OtherVersion(version),
            None if mapped.same => JoinKind::Exact,
            None => JoinKind::OtherFields,
        };
        let joined = mapped.places.iter().enumerate();
        let joined = joined.map(|(place, index)| match (index, &listed) {
            (Some(index), _) => Some(Arc::clone(&fields[*index])),
            (None, Some(listed)) => listed[place].clone(),
            (None, None) => self.by_name(self.names[place]),
        });
        Some(Join {
            row: Some(row),
            kind,
            fields: joined.collect(),
            insertions: mapped.insertions(fields.len()),
        })
    }

    /// A join of a record that no row describes.
    pub(super) fn to_no_row(self, kind: JoinKind) -> Join {
        Join {
            row: None,
            kind,
            fields: self.without_row(),
            insertions: Vec::new(),
        }
    }

    /// A join to a row whose fields are not known: its `%n` counts the record's values, or, where
    /// the field list of this version is known, that list's fields.
    fn to_text(self, row: usize, text: &Row, other_version: Option<u8>) -> Join {
        let list = self.list();
        let mapped = list.map(|list| Mapping::new(self.id, &list.fields, self.names));
        let enough = highest_insertion(&text.message) <= self.names.len();
        let kind = match other_version {
            Some(version) => JoinKind::OtherVersion(version),
            None if mapped.as_ref().map_or(enough, |mapped| mapped.same) => JoinKind::Exact,
            None => JoinKind::OtherFields,
        };
        let insertions = match (mapped, list) {
            (Some(mapped), Some(list)) => mapped.insertions(list.fields.len()),
            _ => (0..self.names.len())
                .map(|place| u16::try_from(place).ok())
                .collect(),
        };
        Join {
            row: Some(row),
            kind,
            fields: self.without_row(),
            insertions,
        }
    }

    /// The row that fits best, and its version where it is not the record's.
    fn choose(&self, rows: &[Row], candidates: &[usize]) -> Option<(usize, Option<u8>)> {
        let by = |wanted: &dyn Fn(Option<u8>) -> bool| {
            let fitting = candidates
                .iter()
                .copied()
                .filter(|&row| wanted(rows[row].version));
            self.closest(rows, fitting)
        };
        if let Some(row) = by(&|version| version == Some(self.version)) {
            return Some((row, None));
        }
        let known = candidates.iter().filter_map(|&row| rows[row].version);
        match known.max() {
            Some(newest) => by(&|version| version == Some(newest)).map(|row| (row, Some(newest))),
            None => by(&|_| true).map(|row| (row, None)),
        }
    }

    /// Of rows that cannot be told apart by version the one whose message uses as many of the
    /// record's values as it can without asking for more; the later of two alike.
    fn closest(&self, rows: &[Row], fitting: impl Iterator<Item = usize>) -> Option<usize> {
        fitting.max_by_key(|&row| {
            let wanted = highest_insertion(&rows[row].message);
            let has = self.names.len();
            match wanted.checked_sub(has) {
                None | Some(0) => (true, wanted),
                Some(missing) => (false, usize::MAX - missing),
            }
        })
    }

    /// Maps the record to a row's fields through the field list of the record's own version: the
    /// row's fields of the names there fill its message.
    fn through(&self, listed: &[Option<Arc<Field>>], fields: &[Arc<Field>]) -> Mapping {
        let names = listed.iter().zip(self.names);
        let names: Vec<&str> = names
            .map(|(field, name)| field.as_ref().map_or(*name, |field| &field.name))
            .collect();
        Mapping::by_name(self.id, fields, &names)
    }

    /// The newest field list of this event, its own version's if that is known.
    fn list(&self) -> Option<&'static FieldList> {
        if !self.of_smb_server() {
            return None;
        }
        facts::field_list(self.id, self.version).or_else(|| facts::versions_of(self.id).last())
    }

    fn without_row(&self) -> Vec<Option<Arc<Field>>> {
        match self.list() {
            Some(list) => self.listed(list),
            None => self.names.iter().map(|name| self.by_name(name)).collect(),
        }
    }

    /// The field of each of the record's values by a field list, else by the value's name.
    fn listed(&self, list: &FieldList) -> Vec<Option<Arc<Field>>> {
        let mapped = Mapping::new(self.id, &list.fields, self.names);
        let values = mapped.places.iter().zip(self.names);
        values
            .map(|(index, name)| match index {
                Some(index) => Some(Arc::clone(&list.fields[*index])),
                None => self.by_name(name),
            })
            .collect()
    }

    /// The field of a value of which only the name is known.
    fn by_name(&self, name: &str) -> Option<Arc<Field>> {
        let meaning = if self.of_smb_server() {
            names::smb_server(self.id, name, "")
        } else {
            names::other_provider(self.provider, self.id, name, self.names)
        };
        let Meaning { decoder, role } = meaning;
        (meaning != Meaning::default()).then(|| {
            Arc::new(Field {
                name: name.into(),
                in_type: "",
                decoder,
                role,
                in_message: false,
                is_length: false,
                twin: Twin::None,
            })
        })
    }
}

/// The template's field of each of a record's values.
struct Mapping {
    places: Vec<Option<usize>>,
    /// True where the record has exactly the template's fields.
    same: bool,
}

impl Mapping {
    /// By name, then, where the counts are equal, by position. Never by position otherwise: readers
    /// leave out elements without a value, which shifts the others.
    fn new(id: u32, fields: &[Arc<Field>], names: &[&str]) -> Self {
        let mut mapping = Self::by_name(id, fields, names);
        if fields.len() != names.len() {
            return mapping;
        }
        let mut taken = vec![false; fields.len()];
        for index in mapping.places.iter().flatten() {
            taken[*index] = true;
        }
        for (place, index) in mapping.places.iter_mut().enumerate() {
            if index.is_none() && !taken[place] {
                *index = Some(place);
                mapping.same &= is_unnamed(names[place], place);
            }
        }
        let in_order = mapping.places.iter().enumerate();
        mapping.same &= in_order
            .into_iter()
            .all(|(place, index)| *index == Some(place));
        mapping
    }

    /// By name alone, whatever its case. A name that stands several times is matched in order;
    /// further values of the last one of that name are the same field.
    fn by_name(id: u32, fields: &[Arc<Field>], names: &[&str]) -> Self {
        let mut by_name: HashMap<String, (Vec<usize>, usize)> = HashMap::new();
        for (index, field) in fields.iter().enumerate() {
            let entry = by_name.entry(field.name.to_ascii_lowercase());
            entry.or_default().0.push(index);
        }
        let places = names.iter().map(|name| {
            let (indices, next) = by_name.get_mut(&published(id, name).to_ascii_lowercase())?;
            let index = indices.get(*next).or(indices.last()).copied();
            *next += 1;
            index
        });
        Self {
            places: places.collect(),
            same: fields.len() == names.len(),
        }
    }

    /// The place of the record's value of each of the template's fields.
    fn insertions(&self, fields: usize) -> Vec<Option<u16>> {
        let mut insertions = vec![None; fields];
        for (place, index) in self.places.iter().enumerate() {
            if let Some(index) = index {
                let insertion: &mut Option<u16> = &mut insertions[*index];
                *insertion = insertion.or(u16::try_from(place).ok());
            }
        }
        insertions
    }
}

/// The highest insertion parameter of a message, 0 where it has none.
fn highest_insertion(message: &str) -> usize {
    insertions_of(message).max().unwrap_or(0)
}

/// The name that the lists have for a field, given the one that a record has.
fn published(id: u32, name: &str) -> &str {
    let mut aliases = ALIASES.iter();
    aliases
        .find(|(of, older, _)| *of == id && older.eq_ignore_ascii_case(name))
        .map_or(name, |&(_, _, published)| published)
}

/// True for the name of a value that has none (`Data1`, `Data2`, ...).
fn is_unnamed(name: &str, place: usize) -> bool {
    name.strip_prefix("Data")
        .and_then(|number| number.parse().ok())
        == Some(place + 1)
}
