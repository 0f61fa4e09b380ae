//! A filter in the form in which it is asked: a tree of tests.

use super::moment::{TimeAnchor, TimeWindow};
use super::predicate::Predicate;
use super::property::Property;

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

    /// Returns true if every event passes.
    pub fn is_empty(&self) -> bool {
        self.root == Node::Everything
    }

    /// The text that it was read from.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns true if it depends on the time of the newest record, or of some other.
    pub fn is_relative(&self) -> bool {
        let is_relative = |test: &Test| test.predicate.time().is_some_and(TimeWindow::is_relative);
        self.root.any_test(&is_relative)
    }

    /// The same filter with its relative times fixed to those of a log.
    #[must_use]
    pub fn anchored(&self, anchor: &dyn TimeAnchor) -> Self {
        let anchored = |mut test: Test| {
            if let Some(window) = test.predicate.time_mut() {
                *window = window.anchored(anchor);
            }
            test
        };
        Self {
            text: self.text.clone(),
            root: self.root.clone().map_tests(&anchored),
        }
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
    Any(Vec<Node>),
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
    pub(crate) fn any(nodes: Vec<Self>) -> Self {
        Self::flat(nodes, Self::Any)
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
    fn map_tests(self, change: &impl Fn(Test) -> Test) -> Self {
        let all = |nodes: Vec<Self>| {
            nodes
                .into_iter()
                .map(|node| node.map_tests(change))
                .collect()
        };
        match self {
            Self::Everything => Self::Everything,
            Self::All(nodes) => Self::All(all(nodes)),
            Self::Any(nodes) => Self::Any(all(nodes)),
            Self::Not(node) => node.map_tests(change).not(),
            Self::Test(test) => Self::Test(change(test)),
        }
    }

    /// The answer, given that of each test.
    pub(crate) fn holds(&self, passes: &impl Fn(&Test) -> bool) -> bool {
        match self {
            Self::Everything => true,
            Self::All(nodes) => nodes.iter().all(|node| node.holds(passes)),
            Self::Any(nodes) => nodes.iter().any(|node| node.holds(passes)),
            Self::Not(node) => !node.holds(passes),
            Self::Test(test) => passes(test),
        }
    }

    /// Returns true if one of its tests is `wanted`.
    fn any_test(&self, wanted: &impl Fn(&Test) -> bool) -> bool {
        match self {
            Self::Everything => false,
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().any(|node| node.any_test(wanted)),
            Self::Not(node) => node.any_test(wanted),
            Self::Test(test) => wanted(test),
        }
    }
}

/// A test: true when a value of its subject matches its predicate.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Test {
    pub(crate) subject: Subject,
    pub(crate) predicate: Predicate,
}

/// The values that a test asks about.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Subject {
    /// Those of a property.
    Property(Property),
    /// Those of the fields of this name, ignoring case.
    Field(Box<str>),
    /// Everything that can be read in the event.
    Text,
}
