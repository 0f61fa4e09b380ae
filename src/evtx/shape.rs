//! The shape of a template or a fragment: its elements, with places for the values.

use std::hash::{BuildHasher, Hasher};
use std::rc::Rc;

use super::binxml::{Sink, Stream, Unsupported, walk};
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
    pub(crate) name: Rc<str>,
    /// The substitution without which it is left out ([MS-EVEN6] 2.2.12).
    pub(crate) dependency: Option<u16>,
    /// Its attributes, in order.
    pub(crate) attributes: Vec<(Rc<str>, Vec<Part>)>,
    /// Its parts, in order.
    pub(crate) children: Vec<Part>,
    /// Bytes of names and texts that were left out of it at the least: it is too deep, or would
    /// take too much memory.
    pub(crate) cut: usize,
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

/// Reads the outermost elements of a stream. Each name and text is taken from `left`, in bytes;
/// what it has no room for is left out, and the elements say so.
///
/// # Errors
/// When the stream is no `BinXML`.
pub(crate) fn read(stream: Stream<'_>, left: &mut usize) -> Result<Vec<Shape>, Unsupported> {
    let mut builder = Builder {
        outermost: Vec::new(),
        open: Vec::new(),
        in_attribute: false,
        left,
        skipped: 0,
        cut: 0,
    };
    walk(stream, &mut builder)?;
    let cut = builder.cut;
    let mut outermost = builder.outermost;
    if let Some(shape) = outermost.first_mut() {
        shape.cut = cut;
    }
    Ok(outermost)
}

struct Builder<'l> {
    outermost: Vec<Shape>,
    open: Vec<Shape>,
    in_attribute: bool,
    left: &'l mut usize,
    /// Elements that are open and left out.
    skipped: usize,
    cut: usize,
}

/// Elements that may be open at once; those that lie deeper are left out.
const DEPTH: usize = 64;
/// Bytes that an element, an attribute or a text takes beside its own.
const OVERHEAD: usize = 16;

impl Builder<'_> {
    /// Takes the memory of a text of so many bytes of UTF-16; `false` where that is not left, or
    /// the text is in an element that is left out.
    fn take(&mut self, bytes: usize) -> bool {
        let size = bytes / 2 + OVERHEAD;
        let rest = self.left.checked_sub(size).filter(|_| self.skipped == 0);
        match rest {
            Some(rest) => *self.left = rest,
            None => self.cut += size,
        }
        rest.is_some()
    }

    fn push(&mut self, bytes: usize, part: Part) -> Result<(), Unsupported> {
        if !self.take(bytes) {
            return Ok(());
        }
        let element = self.open.last_mut().ok_or(Unsupported)?;
        let parts = if self.in_attribute {
            match element.attributes.last_mut() {
                Some((_, parts)) => parts,
                None => return Ok(()),
            }
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

impl Sink<'_> for Builder<'_> {
    fn open(&mut self, name: &[u8], dependency: Option<u16>) -> Result<(), Unsupported> {
        // Below an element that is left out nothing is taken.
        if self.open.len() >= DEPTH && self.skipped == 0 {
            self.skipped = 1;
            self.cut += name.len() / 2 + OVERHEAD;
            return Ok(());
        }
        if !self.take(name.len()) {
            self.skipped += 1;
            return Ok(());
        }
        self.open.push(Shape {
            name: utf16::string(name).into(),
            dependency,
            attributes: Vec::new(),
            children: Vec::new(),
            cut: 0,
        });
        Ok(())
    }

    fn attribute(&mut self, name: &[u8]) -> Result<(), Unsupported> {
        self.in_attribute = true;
        if !self.take(name.len()) {
            return Ok(());
        }
        let element = self.open.last_mut().ok_or(Unsupported)?;
        let name = utf16::string(name).into();
        element.attributes.push((name, Vec::new()));
        Ok(())
    }

    fn content(&mut self) -> Result<(), Unsupported> {
        self.in_attribute = false;
        Ok(())
    }

    fn close(&mut self) -> Result<(), Unsupported> {
        if self.skipped > 0 {
            self.skipped -= 1;
            return Ok(());
        }
        let element = self.open.pop().ok_or(Unsupported)?;
        match self.open.last_mut() {
            Some(parent) => parent.children.push(Part::Element(element)),
            None => self.outermost.push(element),
        }
        Ok(())
    }

    fn text(&mut self, text: &[u8]) -> Result<(), Unsupported> {
        self.push(text.len(), Part::Text(utf16::string(text)))
    }

    fn character(&mut self, unit: u16) -> Result<(), Unsupported> {
        let character = char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER);
        self.push(2, Part::Text(character.to_string()))
    }

    fn entity(&mut self, name: &[u8]) -> Result<(), Unsupported> {
        let name = utf16::string(name);
        let text = match name.as_str() {
            "amp" => "&".to_owned(),
            "lt" => "<".to_owned(),
            "gt" => ">".to_owned(),
            "quot" => "\"".to_owned(),
            "apos" => "'".to_owned(),
            _ => format!("&{name};"),
        };
        self.push(text.len(), Part::Text(text))
    }

    fn substitution(&mut self, id: u16) -> Result<(), Unsupported> {
        self.push(0, Part::Value(id))
    }
}

/// Returns a number that two templates share only if their shapes are the same, wherever in a
/// chunk their names lie.
///
/// # Errors
/// When the stream is no `BinXML`, or takes more bytes of names and texts than are `left`.
pub(crate) fn fingerprint(
    stream: Stream<'_>,
    hasher: &impl BuildHasher,
    left: &mut usize,
) -> Result<u64, Unsupported> {
    let mut fingerprint = Fingerprint {
        hasher: hasher.build_hasher(),
        left,
    };
    walk(stream, &mut fingerprint)?;
    Ok(fingerprint.hasher.finish())
}

struct Fingerprint<'l, H> {
    hasher: H,
    left: &'l mut usize,
}

impl<H: Hasher> Fingerprint<'_, H> {
    fn add(&mut self, kind: u64, number: u16, text: &[u8]) -> Result<(), Unsupported> {
        *self.left = self.left.checked_sub(text.len()).ok_or(Unsupported)?;
        self.hasher
            .write_u64(kind | u64::from(number) << 8 | (text.len() as u64) << 24);
        self.hasher.write(text);
        Ok(())
    }
}

impl<'a, H: Hasher> Sink<'a> for Fingerprint<'_, H> {
    fn open(&mut self, name: &'a [u8], dependency: Option<u16>) -> Result<(), Unsupported> {
        self.add(1, dependency.unwrap_or(u16::MAX), name)
    }

    fn attribute(&mut self, name: &'a [u8]) -> Result<(), Unsupported> {
        self.add(2, 0, name)
    }

    fn content(&mut self) -> Result<(), Unsupported> {
        self.add(3, 0, &[])
    }

    fn close(&mut self) -> Result<(), Unsupported> {
        self.add(4, 0, &[])
    }

    fn text(&mut self, text: &'a [u8]) -> Result<(), Unsupported> {
        self.add(5, 0, text)
    }

    fn character(&mut self, unit: u16) -> Result<(), Unsupported> {
        self.add(6, unit, &[])
    }

    fn entity(&mut self, name: &'a [u8]) -> Result<(), Unsupported> {
        self.add(7, 0, name)
    }

    fn substitution(&mut self, id: u16) -> Result<(), Unsupported> {
        self.add(8, id, &[])
    }
}
