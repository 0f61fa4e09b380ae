//! XML as `BinXML` ([MS-EVEN6] 2.2.12), written to a sink that knows its own offsets.

use super::value::{Type, utf16};

/// The beginning of every fragment: token, major and minor version, flags.
pub(super) const FRAGMENT: [u8; 4] = [0x0F, 1, 1, 0];
/// The end of every fragment.
pub(super) const END: u8 = 0;

const ELEMENT: u8 = 0x01;
const END_START: u8 = 0x02;
const END_EMPTY: u8 = 0x03;
const END_ELEMENT: u8 = 0x04;
const VALUE: u8 = 0x05;
const ATTRIBUTE: u8 = 0x06;
const SUBSTITUTION: u8 = 0x0D;
const OPTIONAL_SUBSTITUTION: u8 = 0x0E;
/// On an element: it has attributes. On an attribute: another one follows.
const MORE: u8 = 0x40;
/// The dependency of an element that is written whatever its substitutions hold.
const ALWAYS: u16 = 0xFFFF;

/// The place that a fragment is written to.
pub(super) trait Sink {
    fn bytes(&mut self, bytes: &[u8]);
    fn name(&mut self, name: &str);
    /// Writes `content`, and its size before it.
    fn sized(&mut self, content: impl FnOnce(&mut Self));
}

pub(super) struct Element<'a> {
    pub(super) name: &'a str,
    pub(super) attributes: Vec<(&'a str, Node<'a>)>,
    /// None for an empty tag.
    pub(super) content: Option<Vec<Node<'a>>>,
}

pub(super) enum Node<'a> {
    Element(Element<'a>),
    Text(String),
    /// The place of a value in the record, and its type.
    Substitution(u16, u8),
    /// The same; without a value, the attribute or element around it is left out.
    Optional(u16, u8),
}

impl<'a> Element<'a> {
    /// An element without attributes.
    pub(super) fn new(name: &'a str, content: Vec<Node<'a>>) -> Self {
        Self {
            name,
            attributes: Vec::new(),
            content: Some(content),
        }
    }

    /// The element with an attribute.
    pub(super) fn with(mut self, name: &'a str, value: &str) -> Self {
        self.attributes.push((name, Node::Text(value.to_owned())));
        self
    }

    /// Writes a whole fragment. Only in templates do elements say what they depend on.
    pub(super) fn write_fragment(&self, in_template: bool, sink: &mut impl Sink) {
        sink.bytes(&FRAGMENT);
        self.write(in_template, sink);
        sink.bytes(&[END]);
    }

    fn write(&self, in_template: bool, sink: &mut impl Sink) {
        let more = |more| if more { MORE } else { 0 };
        let content = self.content.as_deref();
        sink.bytes(&[ELEMENT | more(!self.attributes.is_empty())]);
        if in_template {
            let depends = content
                .unwrap_or_default()
                .iter()
                .find_map(|node| match node {
                    Node::Optional(place, _) => Some(*place),
                    _ => None,
                });
            sink.bytes(&depends.unwrap_or(ALWAYS).to_le_bytes());
        }
        sink.sized(|sink| {
            sink.name(self.name);
            if !self.attributes.is_empty() {
                sink.sized(|sink| {
                    for (place, (name, value)) in self.attributes.iter().enumerate() {
                        sink.bytes(&[ATTRIBUTE | more(place + 1 < self.attributes.len())]);
                        sink.name(name);
                        value.write(in_template, sink);
                    }
                });
            }
            let Some(content) = content else {
                return sink.bytes(&[END_EMPTY]);
            };
            sink.bytes(&[END_START]);
            for node in content {
                node.write(in_template, sink);
            }
            sink.bytes(&[END_ELEMENT]);
        });
    }
}

impl Node<'_> {
    fn write(&self, in_template: bool, sink: &mut impl Sink) {
        let (token, place, kind) = match self {
            Self::Element(element) => return element.write(in_template, sink),
            Self::Text(text) => {
                let text = utf16(text);
                sink.bytes(&[VALUE, Type::UnicodeString as u8]);
                sink.bytes(&((text.len() / 2) as u16).to_le_bytes());
                return sink.bytes(&text);
            }
            Self::Substitution(place, kind) => (SUBSTITUTION, place, kind),
            Self::Optional(place, kind) => (OPTIONAL_SUBSTITUTION, place, kind),
        };
        let [low, high] = place.to_le_bytes();
        sink.bytes(&[token, low, high, *kind]);
    }
}
