//! Filters of which one matches a part of what the other matches, so that a search can go on from
//! earlier matches.

use super::predicate::Predicate;
use super::tree::{Filter, Node, Test};

impl Filter {
    /// Returns true if every event that passes this filter passes `wider` too, as far as their
    /// forms tell; `false` is always safe.
    pub fn is_subset_of(&self, wider: &Self) -> bool {
        implies(&self.root, &wider.root)
    }
}

fn implies(new: &Node, old: &Node) -> bool {
    if new == old {
        return true;
    }
    match (new, old) {
        (_, Node::Everything) => true,
        (_, Node::All(parts)) => parts.iter().all(|part| implies(new, part)),
        (Node::Any(parts), _) => parts.iter().all(|part| implies(part, old)),
        (Node::All(parts), _) => {
            parts.iter().any(|part| implies(part, old)) || implies_any(new, old)
        }
        (Node::Not(new), Node::Not(old)) => implies(old, new),
        (Node::Test(new), Node::Test(old)) => implies_test(new, old),
        _ => implies_any(new, old),
    }
}

fn implies_any(new: &Node, old: &Node) -> bool {
    match old {
        Node::Any(parts) => parts.iter().any(|part| implies(new, part)),
        _ => false,
    }
}

fn implies_test(new: &Test, old: &Test) -> bool {
    if new.subject != old.subject {
        return false;
    }
    match (&new.predicate, &old.predicate) {
        (Predicate::Text(new), Predicate::Text(old))
        | (Predicate::Path(new), Predicate::Path(old))
        | (Predicate::Trustee(new), Predicate::Trustee(old)) => new.implies(old),
        (Predicate::Number(new), Predicate::Number(old))
        | (Predicate::Port(new), Predicate::Port(old)) => {
            old.start() <= new.start() && new.end() <= old.end()
        }
        _ => false,
    }
}
