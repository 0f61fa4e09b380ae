//! An element of a record, with its attributes, its value and the elements in it.

use std::rc::Rc;

use crate::values::Raw;

/// A value of an element: borrowed where it lies in the chunk, or text of its own.
#[derive(Debug, Clone)]
pub(crate) enum Value<'a> {
    /// A value as it lies in the record.
    Raw(Raw<'a>),
    /// Text that was decoded.
    Text(String),
}

impl Value<'_> {
    /// No value.
    pub(crate) const NONE: Self = Value::Raw(Raw::Null);

    pub(crate) fn raw(&self) -> Raw<'_> {
        match self {
            Value::Raw(raw) => *raw,
            Value::Text(text) => Raw::Text(text),
        }
    }
}

/// An element of a record.
#[derive(Debug, Clone)]
pub(crate) struct Element<'a> {
    /// Its name.
    pub(crate) name: Rc<str>,
    /// Its attributes, in order.
    pub(crate) attributes: Vec<(Rc<str>, Value<'a>)>,
    /// Its value beside its elements.
    pub(crate) value: Value<'a>,
    /// The elements in it.
    pub(crate) children: Vec<Element<'a>>,
}

impl<'a> Element<'a> {
    pub(crate) fn new(name: Rc<str>) -> Self {
        Self {
            name,
            attributes: Vec::new(),
            value: Value::NONE,
            children: Vec::new(),
        }
    }

    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| *child.name == *name)
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<Raw<'_>> {
        self.attributes
            .iter()
            .find(|(known, _)| **known == *name)
            .map(|(_, value)| value.raw())
    }

    /// The attributes that say something: declarations of namespaces and empty ones do not.
    pub(crate) fn telling_attributes(&self) -> impl Iterator<Item = (&str, Raw<'_>)> {
        self.attributes
            .iter()
            .filter(|(name, _)| **name != *"xmlns" && !name.starts_with("xmlns:"))
            .map(|(name, value)| (name.as_ref(), value.raw()))
            .filter(|(_, value)| !value.is_empty())
    }

    /// Takes the attributes from an element in an element of it.
    pub(crate) fn forget(&mut self, parent: &str, child: &str) {
        let parents = self
            .children
            .iter_mut()
            .filter(|found| *found.name == *parent);
        let children = parents.flat_map(|found| &mut found.children);
        for child in children.filter(|found| *found.name == *child) {
            child.attributes.clear();
        }
    }

    /// Sets the value of an element in this one, or of an attribute of that.
    pub(crate) fn set(&mut self, name: &str, attribute: Option<&str>, value: Value<'a>) {
        let at = self.children.iter().position(|child| *child.name == *name);
        let at = at.unwrap_or_else(|| {
            self.children.push(Element::new(name.into()));
            self.children.len() - 1
        });
        if let Some(child) = self.children.get_mut(at) {
            match attribute {
                Some(attribute) => child.attributes.push((attribute.into(), value)),
                None => child.value = value,
            }
        }
    }
}
