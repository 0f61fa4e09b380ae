//! A filter and a schema: events that cannot pass for what all events of their schema share need
//! not be read.

use crate::catalog::{Catalog, Row};
use crate::filter::language::{Filter, Node, Property, Subject, Test};
use crate::store::EventSchema;

impl Filter {
    /// Returns false if the schema alone says that none of its events passes.
    pub fn may_pass(&self, schema: &EventSchema, catalog: &Catalog) -> bool {
        let row = schema.join.row.and_then(|row| catalog.rows().get(row));
        decided(&self.root, schema, row) != Some(false)
    }
}

/// The answer for all events of a schema; `None` where their own values decide.
fn decided(node: &Node, schema: &EventSchema, row: Option<&Row>) -> Option<bool> {
    match node {
        Node::Everything => Some(true),
        Node::All(nodes) => decided_by(nodes, false, schema, row),
        Node::Any(nodes) => decided_by(nodes, true, schema, row),
        Node::Not(node) => decided(node, schema, row).map(|passes| !passes),
        Node::Test(Test {
            subject: Subject::Property(Property::Schema(property)),
            predicate,
        }) => Some(property.any(schema, row, |value| predicate.matches(value))),
        Node::Test(_) => None,
    }
}

/// The answer of several nodes of which one that is `deciding` is enough.
fn decided_by(
    nodes: &[Node],
    deciding: bool,
    schema: &EventSchema,
    row: Option<&Row>,
) -> Option<bool> {
    let mut all = Some(!deciding);
    for node in nodes {
        match decided(node, schema, row) {
            Some(passes) if passes == deciding => return Some(deciding),
            Some(_) => {}
            None => all = None,
        }
    }
    all
}
