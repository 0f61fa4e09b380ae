//! The shape of a template or a fragment: its elements, with places for the values.

use std::hash::{BuildHasher, Hasher};

use super::binxml::{Sink, Unsupported, walk};
use super::utf16;

/// A part of an element or of an attribute's value.
#[derive(Debug, Clone)]
pub(crate) enum Part {
    /// Text.
    Text(String),
    /// The place of a substitution.
    Value(u16),
    /// An element.
    Element(Shape),
}

/// An element.
#[derive(Debug, Clone)]
pub(crate) struct Shape {
    /// Its name.
    pub(crate) name: String,
    /// The substitution without which it is left out ([MS-EVEN6] 2.2.12).
    pub(crate) dependency: Option<u16>,
    /// Its attributes, in order.
    pub(crate) attributes: Vec<(String, Vec<Part>)>,
    /// What is in it, in order.
    pub(crate) children: Vec<Part>,
}

impl Shape {
    /// The elements in it.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Shape> {
        self.children.iter().filter_map(|part| match part {
            Part::Element(element) => Some(element),
            _ => None,
        })
    }
}

/// The outermost elements of the stream in `data[start..end]`.
pub(crate) fn read(
    data: &[u8],
    start: usize,
    end: usize,
    template: bool,
) -> Result<Vec<Shape>, Unsupported> {
    let mut builder = Builder::default();
    walk(data, start, end, template, &mut builder)?;
    Ok(builder.outermost)
}

#[derive(Default)]
struct Builder {
    outermost: Vec<Shape>,
    open: Vec<Shape>,
    in_attribute: bool,
}

impl Builder {
    fn push(&mut self, part: Part) -> Result<(), Unsupported> {
        let element = self.open.last_mut().ok_or(Unsupported)?;
        let parts = if self.in_attribute {
            &mut element.attributes.last_mut().ok_or(Unsupported)?.1
        } else {
            &mut element.children
        };
        match (parts.last_mut(), part) {
            (Some(Part::Text(before)), Part::Text(text)) => before.push_str(&text),
            (_, part) => parts.push(part),
        }
        Ok(())
    }
}

impl Sink<'_> for Builder {
    fn open(&mut self, name: &[u8], dependency: Option<u16>) -> Result<(), Unsupported> {
        self.open.push(Shape {
            name: utf16::string(name),
            dependency,
            attributes: Vec::new(),
            children: Vec::new(),
        });
        Ok(())
    }

    fn attribute(&mut self, name: &[u8]) -> Result<(), Unsupported> {
        let element = self.open.last_mut().ok_or(Unsupported)?;
        element.attributes.push((utf16::string(name), Vec::new()));
        self.in_attribute = true;
        Ok(())
    }

    fn content(&mut self) -> Result<(), Unsupported> {
        self.in_attribute = false;
        Ok(())
    }

    fn close(&mut self) -> Result<(), Unsupported> {
        let element = self.open.pop().ok_or(Unsupported)?;
        match self.open.last_mut() {
            Some(parent) => parent.children.push(Part::Element(element)),
            None => self.outermost.push(element),
        }
        Ok(())
    }

    fn text(&mut self, text: &[u8]) -> Result<(), Unsupported> {
        self.push(Part::Text(utf16::string(text)))
    }

    fn character(&mut self, unit: u16) -> Result<(), Unsupported> {
        let character = char::from_u32(u32::from(unit)).ok_or(Unsupported)?;
        self.push(Part::Text(character.to_string()))
    }

    fn entity(&mut self, name: &[u8]) -> Result<(), Unsupported> {
        let text = match utf16::string(name).as_str() {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "apos" => "'",
            _ => return Err(Unsupported),
        };
        self.push(Part::Text(text.to_owned()))
    }

    fn substitution(&mut self, id: u16) -> Result<(), Unsupported> {
        self.push(Part::Value(id))
    }
}

/// A number that two templates share only if their shapes are the same, wherever in a chunk
/// their names lie.
pub(crate) fn fingerprint(
    data: &[u8],
    start: usize,
    end: usize,
    hasher: &impl BuildHasher,
) -> Result<u64, Unsupported> {
    let mut fingerprint = Fingerprint(hasher.build_hasher());
    walk(data, start, end, true, &mut fingerprint)?;
    Ok(fingerprint.0.finish())
}

struct Fingerprint<H>(H);

impl<H: Hasher> Fingerprint<H> {
    fn add(&mut self, kind: u64, number: u16, text: &[u8]) {
        self.0
            .write_u64(kind | u64::from(number) << 8 | (text.len() as u64) << 24);
        self.0.write(text);
    }
}

impl<'a, H: Hasher> Sink<'a> for Fingerprint<H> {
    fn open(&mut self, name: &'a [u8], dependency: Option<u16>) -> Result<(), Unsupported> {
        self.add(1, dependency.unwrap_or(u16::MAX), name);
        Ok(())
    }

    fn attribute(&mut self, name: &'a [u8]) -> Result<(), Unsupported> {
        self.add(2, 0, name);
        Ok(())
    }

    fn content(&mut self) -> Result<(), Unsupported> {
        self.add(3, 0, &[]);
        Ok(())
    }

    fn close(&mut self) -> Result<(), Unsupported> {
        self.add(4, 0, &[]);
        Ok(())
    }

    fn text(&mut self, text: &'a [u8]) -> Result<(), Unsupported> {
        self.add(5, 0, text);
        Ok(())
    }

    fn character(&mut self, unit: u16) -> Result<(), Unsupported> {
        self.add(6, unit, &[]);
        Ok(())
    }

    fn entity(&mut self, name: &'a [u8]) -> Result<(), Unsupported> {
        self.add(7, 0, name);
        Ok(())
    }

    fn substitution(&mut self, id: u16) -> Result<(), Unsupported> {
        self.add(8, id, &[]);
        Ok(())
    }
}
