//! A filter in the form in which it is asked: a tree of tests.

use super::check::Check;
use super::terms::Part;

/// A compiled filter.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    pub(crate) text: String,
    pub(crate) root: Node,
}

impl Filter {
    /// The filter that every event passes.
    pub fn all() -> Self {
        Self {
            text: String::new(),
            root: Node::Everything,
        }
    }

    /// Whether every event passes.
    pub fn is_empty(&self) -> bool {
        self.root == Node::Everything
    }

    /// The text that it was read from.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl Default for Filter {
    fn default() -> Self {
        Self::all()
    }
}

/// A part of a filter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    /// Always true.
    Everything,
    /// True when all are.
    All(Vec<Node>),
    /// True when one is.
    One(Vec<Node>),
    /// True when it is false.
    Not(Box<Node>),
    /// A test.
    Test(Test),
}

impl Node {
    /// Both; without needless levels.
    pub(crate) fn all(nodes: Vec<Self>) -> Self {
        Self::flat(nodes, Self::All)
    }

    /// One or the other; without needless levels.
    pub(crate) fn one(nodes: Vec<Self>) -> Self {
        Self::flat(nodes, Self::One)
    }

    fn flat(mut nodes: Vec<Self>, many: fn(Vec<Self>) -> Self) -> Self {
        match nodes.len() {
            0 => Self::Everything,
            1 => nodes.remove(0),
            _ => many(nodes),
        }
    }

    pub(crate) fn not(self) -> Self {
        Self::Not(Box::new(self))
    }

    /// Calls `change` with each test.
    pub(crate) fn map_tests(self, change: &impl Fn(Test) -> Test) -> Self {
        let all = |nodes: Vec<Self>| {
            nodes
                .into_iter()
                .map(|node| node.map_tests(change))
                .collect()
        };
        match self {
            Self::Everything => Self::Everything,
            Self::All(nodes) => Self::All(all(nodes)),
            Self::One(nodes) => Self::One(all(nodes)),
            Self::Not(node) => node.map_tests(change).not(),
            Self::Test(test) => Self::Test(change(test)),
        }
    }

    /// Whether `holds` is true of a test.
    pub(crate) fn any_test(&self, holds: &impl Fn(&Test) -> bool) -> bool {
        match self {
            Self::Everything => false,
            Self::All(nodes) | Self::One(nodes) => nodes.iter().any(|node| node.any_test(holds)),
            Self::Not(node) => node.any_test(holds),
            Self::Test(test) => holds(test),
        }
    }
}

/// A test: true when a value of its subject passes its check.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Test {
    pub(crate) subject: Subject,
    pub(crate) check: Check,
}

/// What a test asks about.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Subject {
    /// A part of the event, or fields of it.
    Part(Part),
    /// The fields of this name, ignoring case.
    Field(Box<str>),
    /// Everything that can be read in the event.
    Text,
}
