//! JSON, written straight into bytes without a tree in between.

use std::fmt::Display;
use std::io::Write as _;

use crate::values::{Raw, is_hidden};

/// An object under way.
#[derive(Debug)]
pub struct Object<'a> {
    out: &'a mut Vec<u8>,
    is_empty: bool,
}

impl Object<'_> {
    /// Adds a member's name; its value is to be added to what is returned.
    pub fn member(&mut self, name: &str) -> &mut Vec<u8> {
        self.comma();
        string(self.out, name);
        self.out.push(b':');
        self.out
    }

    /// As [`Object::member`], with a name that [`name`] has made.
    pub(super) fn member_named(&mut self, name: &[u8]) -> &mut Vec<u8> {
        self.comma();
        self.out.extend_from_slice(name);
        self.out
    }

    fn comma(&mut self) {
        if !std::mem::take(&mut self.is_empty) {
            self.out.push(b',');
        }
    }
}

/// Adds an object of which `add` adds the members.
pub fn object(out: &mut Vec<u8>, add: impl FnOnce(&mut Object<'_>)) {
    out.push(b'{');
    let mut object = Object {
        out,
        is_empty: true,
    };
    add(&mut object);
    out.push(b'}');
}

/// A member's name as it is written, with the colon.
pub(super) fn name(name: &str) -> Vec<u8> {
    let mut out = Vec::new();
    string(&mut out, name);
    out.push(b':');
    out
}

/// Adds a list of which `add` adds each item.
pub fn list<T>(
    out: &mut Vec<u8>,
    items: impl IntoIterator<Item = T>,
    mut add: impl FnMut(&mut Vec<u8>, T),
) {
    out.push(b'[');
    for (place, item) in items.into_iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        add(out, item);
    }
    out.push(b']');
}

/// Adds a value with `add`, or null where there is none.
pub fn optional<T>(out: &mut Vec<u8>, value: Option<T>, add: impl FnOnce(&mut Vec<u8>, T)) {
    match value {
        Some(value) => add(out, value),
        None => out.extend_from_slice(b"null"),
    }
}

/// Adds a string with its quotes.
pub fn string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    escaped(out, text);
    out.push(b'"');
}

/// Adds what stands between the quotes of a string. The characters that a terminal or an editor
/// would obey are escapes, also those that JSON itself would let through (DEL, C1, bidirectional
/// marks): the text is the same to whoever parses it, and harmless to whoever looks at it.
pub(super) fn escaped(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    let mut written = 0;
    let mut at = 0;
    let is_special = |byte: &u8| KINDS[usize::from(*byte)] != PLAIN;
    while let Some(plain) = bytes[at..].iter().position(is_special) {
        at += plain;
        let kind = KINDS[usize::from(bytes[at])];
        let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) else {
            break;
        };
        let next = at + character.len_utf8();
        if kind != WIDE || is_hidden(character) {
            out.extend_from_slice(&bytes[written..at]);
            escape(out, character, kind);
            written = next;
        }
        at = next;
    }
    out.extend_from_slice(&bytes[written..]);
}

/// Adds a raw value: numbers and booleans as such, all else as its raw reading.
pub(super) fn raw(out: &mut Vec<u8>, value: Raw<'_>) {
    match value {
        Raw::Null => out.extend_from_slice(b"null"),
        Raw::Text(text) => string(out, text),
        // JSON's own form of a number, which has a point or an exponent.
        Raw::Float(value) if value.is_finite() => display(out, serde_json::Value::from(value)),
        Raw::Int(_) | Raw::Uint(_) | Raw::Bool(_) => display(out, value),
        value => quoted(out, value),
    }
}

/// Adds what displays as JSON: numbers and booleans.
pub fn display(out: &mut Vec<u8>, value: impl Display) {
    // Memory takes everything.
    let _ = write!(out, "{value}");
}

/// Adds as a string what displays as digits, letters and signs that need no escape.
pub(super) fn quoted(out: &mut Vec<u8>, value: impl Display) {
    out.push(b'"');
    display(out, value);
    out.push(b'"');
}

fn escape(out: &mut Vec<u8>, character: char, kind: u8) {
    if kind != WIDE && kind != HIDDEN {
        out.extend_from_slice(&[b'\\', kind]);
        return;
    }
    for unit in character.encode_utf16(&mut [0; 2]) {
        display(out, format_args!("\\u{unit:04x}"));
    }
}

/// The need of each byte in a string: nothing, a look at those that follow it, `\u`, or else a
/// backslash and this letter.
const KINDS: [u8; 256] = kinds();
const PLAIN: u8 = 0;
const WIDE: u8 = 1;
const HIDDEN: u8 = 2;

const fn kinds() -> [u8; 256] {
    let mut kinds = [PLAIN; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            0x08 => b'b',
            b'\t' => b't',
            b'\n' => b'n',
            0x0C => b'f',
            b'\r' => b'r',
            b'"' => b'"',
            b'\\' => b'\\',
            0x00..=0x1F | 0x7F => HIDDEN,
            0x80.. => WIDE,
            _ => PLAIN,
        };
        byte += 1;
    }
    kinds
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn objects_and_lists_have_commas_between_what_they_hold() {
        let mut out = Vec::new();
        object(&mut out, |object| {
            string(object.member("a\"b"), "c");
            list(object.member("empty"), [], |out, number: u8| {
                display(out, number);
            });
            list(object.member("two"), [1, 2], display);
            optional(object.member("none"), None, string);
            self::object(object.member_named(&name("own")), |_| {});
        });
        assert_eq!(
            String::from_utf8(out).unwrap(),
            r#"{"a\"b":"c","empty":[],"two":[1,2],"none":null,"own":{}}"#
        );
    }

    fn written(raw: Raw<'_>) -> String {
        let mut out = Vec::new();
        super::raw(&mut out, raw);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_character_reads_back_and_none_is_live() {
        let all: String = (0..=u32::from(char::MAX))
            .filter_map(char::from_u32)
            .collect();
        let json = written(Raw::Text(&all));
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), all);
        assert!(!json.contains(is_hidden));
        assert_eq!(
            written(Raw::Text(
                "a\"b\\\u{8}\t\n\u{c}\r\u{1b}\u{7f}é\u{202e}\u{e0001}"
            )),
            r#""a\"b\\\b\t\n\f\r\u001b\u007fé\u202e\udb40\udc01""#
        );
    }

    #[test]
    fn values_are_of_the_kind_that_they_are() {
        for (raw, expected) in [
            (Raw::Null, "null"),
            (Raw::Int(-3), "-3"),
            (Raw::Uint(u64::MAX), "18446744073709551615"),
            (Raw::Hex(0xC000_006D), "\"0xC000006D\""),
            (Raw::Bool(true), "true"),
            (Raw::Float(1.0), "1.0"),
            (Raw::Float(1e300), "1e+300"),
            (Raw::Float(f64::NAN), "\"NaN\""),
            (Raw::Binary(&[0xAB, 1]), "\"AB01\""),
        ] {
            assert_eq!(written(raw), expected);
        }
    }
}
