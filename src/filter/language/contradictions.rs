//! Reasons why nothing passes a filter, to tell a person.

use super::predicate::Predicate;
use super::property::{Property, SchemaProperty};
use super::terms::TERMS;
use super::tree::{Filter, Node, Subject, Test};

impl Filter {
    /// Two ids that an event would need to have at once to pass, in the order in which they are
    /// written.
    pub fn ids_at_once(&self) -> Option<[i128; 2]> {
        let Node::All(nodes) = &self.root else {
            return None;
        };
        let mut ids = nodes.iter().filter_map(single_id);
        let first = ids.next()?;
        let other = ids.find(|id| *id != first)?;
        Some([first, other])
    }

    /// The name in filters of a property that the filter needs and no row of the catalog has.
    pub fn only_of_events(&self) -> Option<String> {
        missing_in_catalog(&self.root)
    }
}

/// The one id that passes a test.
fn single_id(node: &Node) -> Option<i128> {
    let Node::Test(Test {
        subject: Subject::Property(Property::Schema(SchemaProperty::EventId)),
        predicate: Predicate::Number(ids),
    }) = node
    else {
        return None;
    };
    (ids.start() == ids.end()).then_some(*ids.start())
}

/// The first name that keeps every row out: of alternatives all have to.
fn missing_in_catalog(node: &Node) -> Option<String> {
    match node {
        Node::Everything | Node::Not(_) => None,
        Node::All(nodes) => nodes.iter().find_map(missing_in_catalog),
        Node::Any(nodes) => {
            let mut missing = nodes.iter().map(missing_in_catalog);
            let first = missing.next()??;
            missing.all(|name| name.is_some()).then_some(first)
        }
        Node::Test(test) => match &test.subject {
            Subject::Text => None,
            Subject::Field(name) => Some(format!("raw.{name}")),
            Subject::Property(property) => TERMS
                .iter()
                .find(|term| term.property == *property && !term.is_in_catalog())
                .map(|term| term.name.to_owned()),
        },
    }
}
