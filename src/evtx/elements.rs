//! The elements of a record, put together from templates and values: the way for records whose
//! fields cannot be told from the template alone.

use std::borrow::Cow;

use super::binxml::{TEXT, Unsupported};
use super::instance::{ARRAY, NESTED, Substitution, TEXTS, single};
use super::payload::{Element, Value};
use super::shape::{self, Part, Shape};
use super::templates::Templates;
use super::utf16;
use crate::values::Raw;

/// Fragments that may nest; real ones nest one or two deep.
const NESTING: usize = 8;
/// Elements that a record may have: templates may repeat values, so that a small record can
/// spell a large one.
const ELEMENTS: usize = 8192;

/// The outermost elements of the stream in `data[start..end]`.
pub(crate) fn read<'a>(
    data: &'a [u8],
    start: usize,
    end: usize,
    templates: &mut Templates,
) -> Result<Vec<Element<'a>>, Unsupported> {
    let mut reader = Reader {
        data,
        templates,
        left: ELEMENTS,
    };
    reader.stream(start, end, 0)
}

struct Reader<'a, 't> {
    data: &'a [u8],
    templates: &'t mut Templates,
    left: usize,
}

impl<'a> Reader<'a, '_> {
    fn stream(
        &mut self,
        start: usize,
        end: usize,
        nesting: usize,
    ) -> Result<Vec<Element<'a>>, Unsupported> {
        if nesting > NESTING {
            return Err(Unsupported);
        }
        let mut values = Vec::new();
        if let Some(definition) = single(self.data, start, end, &mut values)? {
            let (_, plan) = self.templates.plan(self.data, definition)?;
            return Ok(vec![self.element(&plan.shape, &values, nesting)?]);
        }
        shape::read(self.data, start, end, false)?
            .iter()
            .map(|shape| self.element(shape, &[], nesting))
            .collect()
    }

    /// An element of a template with the values of an instance; arrays in it are left aside.
    fn element(
        &mut self,
        shape: &Shape,
        values: &[Substitution<'a>],
        nesting: usize,
    ) -> Result<Element<'a>, Unsupported> {
        self.left = self.left.checked_sub(1).ok_or(Unsupported)?;
        let mut element = Element::new(Cow::Owned(shape.name.clone()));
        for (name, parts) in &shape.attributes {
            let mut value = Value::NONE;
            for part in parts {
                match part {
                    Part::Text(text) => add_text(&mut value, text),
                    Part::Value(id) => add(&mut value, values.get(usize::from(*id)))?,
                    Part::Element(_) => return Err(Unsupported),
                }
            }
            element.attributes.push((Cow::Owned(name.clone()), value));
        }
        for part in &shape.children {
            match part {
                Part::Text(text) => add_text(&mut element.value, text),
                Part::Element(child) => {
                    let children = self.child(child, values, nesting)?;
                    element.children.extend(children);
                }
                Part::Value(id) => match values.get(usize::from(*id)) {
                    Some(value) if value.kind == NESTED && !value.bytes.is_empty() => {
                        let (start, end) = value.fragment().ok_or(Unsupported)?;
                        let children = self.stream(start, end, nesting + 1)?;
                        element.children.extend(children);
                    }
                    value => add(&mut element.value, value)?,
                },
            }
        }
        Ok(element)
    }

    /// A child element: none without what it depends on, one for each item of an array in it
    /// ([MS-EVEN6] 3.1.4.7.5).
    fn child(
        &mut self,
        shape: &Shape,
        values: &[Substitution<'a>],
        nesting: usize,
    ) -> Result<Vec<Element<'a>>, Unsupported> {
        let dependency = shape
            .dependency
            .and_then(|dependency| values.get(usize::from(dependency)));
        if dependency.is_some_and(Substitution::is_null) {
            return Ok(Vec::new());
        }
        let is_array = |part: &&Part| {
            matches!(part, Part::Value(id)
                if values.get(usize::from(*id)).is_some_and(|value| value.kind & ARRAY != 0))
        };
        let mut in_attributes = shape.attributes.iter().flat_map(|(_, parts)| parts);
        if in_attributes.any(|part| is_array(&part)) {
            return Err(Unsupported);
        }
        let mut arrays = shape.children.iter().filter(is_array);
        let Some(Part::Value(id)) = arrays.next() else {
            return Ok(vec![self.element(shape, values, nesting)?]);
        };
        let id = usize::from(*id);
        let array = values.get(id).ok_or(Unsupported)?;
        if arrays.next().is_some() || array.kind != TEXTS {
            return Err(Unsupported);
        }
        let mut values = values.to_vec();
        let mut elements = Vec::new();
        for item in texts(array.bytes)? {
            if let Some(value) = values.get_mut(id) {
                *value = item;
            }
            elements.push(self.element(shape, &values, nesting)?);
        }
        Ok(elements)
    }
}

/// The items of an array of text; an empty array is one item without text.
fn texts(bytes: &[u8]) -> Result<Vec<Substitution<'_>>, Unsupported> {
    let item = |bytes| Substitution {
        kind: TEXT,
        at: 0,
        bytes,
    };
    let mut items = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let text = utf16::until_nul(rest);
        rest = rest.get(text.len() + 2..).ok_or(Unsupported)?;
        items.push(item(text));
    }
    if items.is_empty() {
        items.push(item(&[]));
    }
    Ok(items)
}

fn add<'a>(
    value: &mut Value<'a>,
    substitution: Option<&Substitution<'a>>,
) -> Result<(), Unsupported> {
    let Some(substitution) = substitution else {
        return Ok(());
    };
    let mut text = String::new();
    let added = match substitution.raw(&mut text)? {
        Raw::Null => return Ok(()),
        Raw::Text(_) => None,
        Raw::Sid(_) => Some(Raw::Sid(substitution.bytes)),
        Raw::Binary(_) => Some(Raw::Binary(substitution.bytes)),
        Raw::Int(value) => Some(Raw::Int(value)),
        Raw::Uint(value) => Some(Raw::Uint(value)),
        Raw::Hex(value) => Some(Raw::Hex(value)),
        Raw::Bool(value) => Some(Raw::Bool(value)),
        Raw::Float(value) => Some(Raw::Float(value)),
        Raw::Guid(value) => Some(Raw::Guid(value)),
        Raw::Time(value) => Some(Raw::Time(value)),
    };
    match (&value, added) {
        (Value::Raw(Raw::Null), Some(raw)) => *value = Value::Raw(raw),
        (Value::Raw(Raw::Null), None) => *value = Value::Text(text),
        (_, Some(raw)) => add_text(value, &raw.to_string()),
        (_, None) => add_text(value, &text),
    }
    Ok(())
}

fn add_text(value: &mut Value<'_>, text: &str) {
    match value {
        Value::Text(all) => all.push_str(text),
        Value::Raw(Raw::Null) => *value = Value::Text(text.to_owned()),
        Value::Raw(raw) => *value = Value::Text(format!("{raw}{text}")),
    }
}
