//! The reference reader: the elements of a record, put together from templates and values. It
//! reads whatever the fast reader leaves to it, within a budget.

use std::rc::Rc;

use super::binxml::{Stream, Unsupported};
use super::budget::{Budget, OVERHEAD};
use super::code_page::CodePage;
use super::element::{Element, Value};
use super::instance::{first, is_end, is_instance_of_another, lost_its_template};
use super::record::Place;
use super::shape::{self, Part, Shape};
use super::templates::Templates;
use super::usual;
use super::value::{NESTED, Substitution};
use crate::values::Raw;

/// Fragments that may nest; real ones nest one or two deep.
const NESTING: usize = 8;

/// The state that reading needs beside the bytes.
pub(crate) struct Context<'c> {
    pub(crate) templates: &'c mut Templates,
    pub(crate) budget: &'c mut Budget,
    pub(crate) code_page: CodePage,
}

/// Reads the `Event` element of the record whose `BinXML` is `data[start..end]`. Of a carved
/// record whose template was written over, the provider is not known, and its values have the
/// places that they have in all templates.
///
/// # Errors
/// When it is no `BinXML`, or not one `Event`.
pub(crate) fn event<'a>(
    data: &'a [u8],
    start: usize,
    end: usize,
    place: Place,
    context: &mut Context<'_>,
) -> Result<Element<'a>, Unsupported> {
    let mut reader = Reader {
        data,
        is_carved: place.recovered,
        context,
    };
    let lost = place.recovered && lost_its_template(data, usize::from(place.offset));
    let read = reader.stream(start, end, 0).and_then(|elements| {
        let [event] = <[_; 1]>::try_from(elements).map_err(|_| Unsupported)?;
        (*event.name == *"Event")
            .then_some(event)
            .ok_or(Unsupported)
    });
    let Ok(mut event) = read else {
        // Its template is damaged: what is left are the values.
        return reader.values_alone(start, end);
    };
    if lost {
        event.forget("System", "Provider");
    }
    Ok(event)
}

struct Reader<'a, 'r, 'c> {
    data: &'a [u8],
    /// True if templates may have been written over.
    is_carved: bool,
    context: &'r mut Context<'c>,
}

/// The values of a template instance; of an array, the item that an element is made for.
#[derive(Clone, Copy)]
struct Scope<'v, 'a> {
    values: &'v [Substitution<'a>],
    item: Option<(u16, Substitution<'a>)>,
}

impl<'a> Scope<'_, 'a> {
    fn get(&self, id: u16) -> Option<Substitution<'a>> {
        match self.item {
            Some((array, item)) if array == id => Some(item),
            _ => self.values.get(usize::from(id)).copied(),
        }
    }
}

impl<'a> Reader<'a, '_, '_> {
    fn stream(
        &mut self,
        start: usize,
        end: usize,
        nesting: usize,
    ) -> Result<Vec<Element<'a>>, Unsupported> {
        let (mut elements, mut values) = (Vec::new(), Vec::new());
        let mut at = start;
        while let Some((definition, after)) = first(self.data, at, end, &mut values)? {
            let scope = Scope {
                values: &values,
                item: None,
            };
            at = after;
            let Ok((_, plan)) = self.context.templates.plan(self.data, definition) else {
                elements.push(self.without_template(scope, nesting));
                continue;
            };
            self.context.budget.leave_out(plan.shape.cut);
            elements.extend(self.element(&plan.shape, scope, nesting)?);
        }
        if elements.is_empty() || !is_end(self.data, at, end) {
            elements.extend(self.plain(at, end, nesting)?);
        }
        Ok(elements)
    }

    /// Reads elements that are no template instances.
    fn plain(
        &mut self,
        start: usize,
        end: usize,
        nesting: usize,
    ) -> Result<Vec<Element<'a>>, Unsupported> {
        let mut stream = Stream {
            data: self.data,
            start,
            end,
            // A fragment in a value may be written as templates are.
            is_template: nesting > 0,
        };
        let mut left = self.context.budget.left();
        let shapes = match shape::read(stream, &mut left) {
            Err(_) if nesting > 0 => {
                stream.is_template = false;
                shape::read(stream, &mut left)?
            }
            read => read?,
        };
        for shape in &shapes {
            self.context.budget.leave_out(shape.cut);
        }
        let scope = Scope {
            values: &[],
            item: None,
        };
        let mut elements = Vec::new();
        for shape in &shapes {
            elements.extend(self.element(shape, scope, nesting)?);
        }
        Ok(elements)
    }

    /// Reads the elements of a nested fragment. One that is no `BinXML` costs itself alone.
    fn nested(&mut self, start: usize, end: usize, nesting: usize) -> Vec<Element<'a>> {
        if self.is_carved && is_instance_of_another(self.data, start) {
            let mut values = Vec::new();
            if let Ok(Some(_)) = first(self.data, start, end, &mut values) {
                let scope = Scope {
                    values: &values,
                    item: None,
                };
                return vec![self.without_template(scope, nesting)];
            }
        }
        self.stream(start, end, nesting).unwrap_or_else(|_| {
            let mut element = Element::new("EventData".into());
            let text = format!("(cannot be read: {} bytes of BinXML)", end - start);
            self.add_text(&mut element.value, &text);
            vec![element]
        })
    }

    /// Reads a record that is a template instance without its template.
    fn values_alone(&mut self, start: usize, end: usize) -> Result<Element<'a>, Unsupported> {
        let mut values = Vec::new();
        first(self.data, start, end, &mut values)?.ok_or(Unsupported)?;
        let scope = Scope {
            values: &values,
            item: None,
        };
        Ok(self.without_template(scope, 0))
    }

    /// Makes elements of values whose template is lost. Those of `System` have the same places in
    /// all templates that Windows writes; the others have no names.
    fn without_template(&mut self, scope: Scope<'_, 'a>, nesting: usize) -> Element<'a> {
        let mut data = Element::new("EventData".into());
        let is_event = nesting == 0;
        let is_usual = is_event && usual::has_usual_places(scope.values);
        let names_provider = is_usual && usual::names_provider(scope.values);
        let skipped = match (is_usual, names_provider) {
            (false, _) => 0,
            (true, false) => usual::COUNT,
            (true, true) => usual::COUNT_WITH_PROVIDER,
        };
        let mut nested = Vec::new();
        for value in scope.values.iter().skip(skipped) {
            match value.fragment() {
                Some((start, end)) if nesting < NESTING && start < end => {
                    for element in self.nested(start, end, nesting + 1) {
                        match &*element.name {
                            "EventData" => data.children.extend(element.children),
                            _ => nested.push(element),
                        }
                    }
                }
                _ if self.context.budget.take(OVERHEAD) => {
                    let mut child = Element::new("Data".into());
                    self.add(&mut child.value, Some(*value));
                    data.children.push(child);
                }
                _ => {}
            }
        }
        if !is_event {
            data.children.extend(nested);
            return data;
        }
        let mut event = Element::new("Event".into());
        if is_usual {
            let mut system = Element::new("System".into());
            let provider: &[usual::Place] = if names_provider { usual::PROVIDER } else { &[] };
            for (name, attribute, at) in usual::PLACES.iter().chain(provider) {
                let mut value = Value::NONE;
                self.add(&mut value, scope.values.get(*at).copied());
                system.set(name, *attribute, value);
            }
            event.children.push(system);
        }
        event.children.push(data);
        event.children.extend(nested);
        event
    }

    /// Reads an element; `None` where the budget has no room for it.
    fn element(
        &mut self,
        shape: &Shape,
        scope: Scope<'_, 'a>,
        nesting: usize,
    ) -> Result<Option<Element<'a>>, Unsupported> {
        if !self.context.budget.take(OVERHEAD) {
            return Ok(None);
        }
        let mut element = Element::new(Rc::clone(&shape.name));
        for (name, parts) in &shape.attributes {
            let mut value = Value::NONE;
            for part in parts {
                match part {
                    Part::Text(text) => self.add_text(&mut value, text),
                    Part::Value(id) => self.add(&mut value, scope.get(*id)),
                    Part::Element(_) => return Err(Unsupported),
                }
            }
            element.attributes.push((Rc::clone(name), value));
        }
        for part in &shape.children {
            match part {
                Part::Text(text) => self.add_text(&mut element.value, text),
                Part::Element(child) => self.child(child, scope, nesting, &mut element)?,
                Part::Value(id) => match scope.get(*id) {
                    Some(value) if value.kind == NESTED && !value.bytes.is_empty() => {
                        let (start, end) = value.fragment().ok_or(Unsupported)?;
                        if nesting < NESTING {
                            element
                                .children
                                .extend(self.nested(start, end, nesting + 1));
                        } else {
                            self.context.budget.leave_out(end - start);
                        }
                    }
                    value => self.add(&mut element.value, value),
                },
            }
        }
        Ok(Some(element))
    }

    /// Adds a child element: none without the value that it depends on, one for each item of an
    /// array in it ([MS-EVEN6] 3.1.4.7.5).
    fn child(
        &mut self,
        shape: &Shape,
        scope: Scope<'_, 'a>,
        nesting: usize,
        parent: &mut Element<'a>,
    ) -> Result<(), Unsupported> {
        let dependency = shape.dependency.and_then(|id| scope.get(id));
        if dependency.is_some_and(|value| value.is_null()) {
            return Ok(());
        }
        let array = shape.children.iter().find_map(|part| match part {
            Part::Value(id) => Some((*id, scope.get(*id).filter(Substitution::is_array)?)),
            _ => None,
        });
        let Some((id, array)) = array else {
            parent.children.extend(self.element(shape, scope, nesting)?);
            return Ok(());
        };
        for item in array.items() {
            let scope = Scope {
                item: Some((id, item)),
                ..scope
            };
            match self.element(shape, scope, nesting)? {
                Some(element) => parent.children.push(element),
                None => break,
            }
        }
        Ok(())
    }

    fn add(&mut self, value: &mut Value<'a>, substitution: Option<Substitution<'a>>) {
        let Some(substitution) = substitution else {
            return;
        };
        // Several values in one place, as in an attribute, stand side by side.
        if substitution.is_array() {
            let items = substitution.items();
            if let [single] = items.as_slice()
                && single.is_array()
            {
                self.add_one(value, *single);
                return;
            }
            for (number, item) in items.into_iter().enumerate() {
                if number > 0 {
                    self.add_text(value, ",");
                }
                self.add_one(value, item);
            }
            return;
        }
        self.add_one(value, substitution);
    }

    fn add_one(&mut self, value: &mut Value<'a>, substitution: Substitution<'a>) {
        if self.context.budget.left() == 0 {
            return self.context.budget.leave_out(substitution.bytes.len());
        }
        let mut text = String::new();
        let raw = match substitution.raw(&mut text, self.context.code_page) {
            Raw::Null => return,
            Raw::Text(_) => return self.add_owned(value, text),
            Raw::Sid(_) => Raw::Sid(substitution.bytes),
            Raw::Binary(_) => Raw::Binary(substitution.bytes),
            Raw::Int(value) => Raw::Int(value),
            Raw::Uint(value) => Raw::Uint(value),
            Raw::Hex(value) => Raw::Hex(value),
            Raw::Bool(value) => Raw::Bool(value),
            Raw::Float(value) => Raw::Float(value),
            Raw::Guid(value) => Raw::Guid(value),
            Raw::Time(value) => Raw::Time(value),
        };
        match value {
            Value::Raw(Raw::Null) => {
                if self.context.budget.take(substitution.bytes.len()) {
                    *value = Value::Raw(raw);
                }
            }
            _ => self.add_text(value, &raw.to_string()),
        }
    }

    fn add_owned(&mut self, value: &mut Value<'a>, mut text: String) {
        if !matches!(value, Value::Raw(Raw::Null)) {
            return self.add_text(value, &text);
        }
        let room = self.context.budget.take_up_to(text.len());
        text.truncate(text.floor_char_boundary(room));
        *value = Value::Text(text);
    }

    /// Appends as much of a text as the budget has room for.
    fn add_text(&mut self, value: &mut Value<'_>, text: &str) {
        let room = self.context.budget.take_up_to(text.len());
        let kept = text
            .get(..text.floor_char_boundary(room))
            .unwrap_or_default();
        match value {
            Value::Text(all) => all.push_str(kept),
            Value::Raw(Raw::Null) => *value = Value::Text(kept.to_owned()),
            Value::Raw(raw) => *value = Value::Text(format!("{raw}{kept}")),
        }
    }
}
