//! A filter and a row of the catalog.

use crate::catalog::Row;
use crate::filter::language::check::{Check, Datum};
use crate::filter::language::terms::Part;
use crate::filter::language::tree::{Filter, Node, Subject, Test};

impl Filter {
    /// Whether a row of the catalog passes. What only events have (a user, a time) a row does
    /// not, so that tests of it are false.
    pub fn matches_row(&self, row: &Row) -> bool {
        holds(&self.root, row)
    }
}

fn holds(node: &Node, row: &Row) -> bool {
    match node {
        Node::Everything => true,
        Node::All(nodes) => nodes.iter().all(|node| holds(node, row)),
        Node::One(nodes) => nodes.iter().any(|node| holds(node, row)),
        Node::Not(node) => !holds(node, row),
        Node::Test(test) => passes(test, row),
    }
}

fn passes(test: &Test, row: &Row) -> bool {
    let check = &test.check;
    let reads = |text: &str| check.passes(Datum::Text(text));
    let number = |number: u64| check.passes(Datum::Number(number));
    let mut field_names = row.fields.iter().map(|field| &*field.name);
    let part = match &test.subject {
        Subject::Part(part) => *part,
        Subject::Field(_) => return false,
        Subject::Text => return passes_text(check, row),
    };
    match part {
        Part::EventId => number(row.id.into()),
        Part::Version => row.version.is_some_and(|version| number(version.into())),
        Part::Level => row
            .level
            .is_some_and(|level| check.passes(Datum::Level(level))),
        Part::Channel => row.channel.is_some_and(reads),
        Part::Provider => reads(&row.provider),
        Part::Category => reads(&row.category),
        Part::Task => row.task.is_some_and(reads),
        Part::Keyword => row.keyword.is_some_and(reads),
        Part::Title => reads(&row.title),
        Part::Message => reads(&row.message),
        Part::Guidance => row.guidance.as_deref().is_some_and(reads),
        Part::DataNames => field_names.any(reads),
        Part::Computer
        | Part::UserSid
        | Part::Record
        | Part::Recovered
        | Part::Time
        | Part::File
        | Part::Fields(_)
        | Part::Missing => false,
    }
}

/// Whether something that can be read in the row passes.
fn passes_text(check: &Check, row: &Row) -> bool {
    let texts = [&*row.provider, &*row.category, &*row.message];
    texts
        .into_iter()
        .chain(row.channel)
        .chain(row.guidance.as_deref())
        .chain(row.fields.iter().map(|field| &*field.name))
        .any(|text| check.passes(Datum::Text(text)))
}
