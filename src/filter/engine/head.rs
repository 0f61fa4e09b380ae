//! What a filter says of all events of a kind at once, so that those that cannot pass need not
//! be read.

use super::plain::passes_head;
use crate::catalog::{Catalog, Row};
use crate::filter::language::tree::{Filter, Node, Subject, Test};
use crate::store::Head;

impl Filter {
    /// Whether an event of this head may pass: no, where the head alone says that none does.
    pub fn may_pass(&self, head: &Head, catalog: &Catalog) -> bool {
        let row = head.join.row.and_then(|row| catalog.rows().get(row));
        decided(&self.root, head, row) != Some(false)
    }
}

/// What is true of all events of a head; `None` where their other parts decide.
fn decided(node: &Node, head: &Head, row: Option<&Row>) -> Option<bool> {
    match node {
        Node::Everything => Some(true),
        Node::All(nodes) => decided_by(nodes, false, head, row),
        Node::One(nodes) => decided_by(nodes, true, head, row),
        Node::Not(node) => decided(node, head, row).map(|passes| !passes),
        Node::Test(Test {
            subject: Subject::Part(part),
            check,
        }) => passes_head(*part, check, &head.system, row, &head.names),
        Node::Test(_) => None,
    }
}

/// What several nodes come to where one that is `deciding` is enough.
fn decided_by(nodes: &[Node], deciding: bool, head: &Head, row: Option<&Row>) -> Option<bool> {
    let mut all = Some(!deciding);
    for node in nodes {
        match decided(node, head, row) {
            Some(passes) if passes == deciding => return Some(deciding),
            Some(_) => {}
            None => all = None,
        }
    }
    all
}
