//! When one filter can only match a part of what another matched.

use super::check::Check;
use super::tree::{Filter, Node, Test};

/// Whether every event that passes `new` passes `old` too, as far as their forms tell: then only
/// the old matches need be searched. `false` is always safe.
pub fn narrows(old: &Filter, new: &Filter) -> bool {
    implies(&new.root, &old.root)
}

fn implies(new: &Node, old: &Node) -> bool {
    if new == old {
        return true;
    }
    match (new, old) {
        (_, Node::Everything) => true,
        (_, Node::All(parts)) => parts.iter().all(|part| implies(new, part)),
        (Node::One(parts), _) => parts.iter().all(|part| implies(part, old)),
        (Node::All(parts), _) => parts.iter().any(|part| implies(part, old)) || one_of(new, old),
        (Node::Not(new), Node::Not(old)) => implies(old, new),
        (Node::Test(new), Node::Test(old)) => implies_test(new, old),
        _ => one_of(new, old),
    }
}

fn one_of(new: &Node, old: &Node) -> bool {
    match old {
        Node::One(parts) => parts.iter().any(|part| implies(new, part)),
        _ => false,
    }
}

fn implies_test(new: &Test, old: &Test) -> bool {
    if new.subject != old.subject {
        return false;
    }
    match (&new.check, &old.check) {
        (Check::Text(new), Check::Text(old))
        | (Check::Path(new), Check::Path(old))
        | (Check::Trustee(new), Check::Trustee(old)) => new.implies(old),
        (Check::Number(new), Check::Number(old)) | (Check::Port(new), Check::Port(old)) => {
            old.start() <= new.start() && new.end() <= old.end()
        }
        _ => false,
    }
}
