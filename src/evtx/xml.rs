//! The elements of a record that the evtx crate rendered as XML. It reads what that crate
//! writes, not XML at large.

use std::borrow::Cow;

use super::payload::{Element, Value};

/// The outermost element of a rendered record; `None` if the text is not one.
pub(crate) fn parse(text: &str) -> Option<Element<'_>> {
    let mut open: Vec<Element<'_>> = Vec::new();
    let mut rest = text;
    loop {
        let at = rest.find('<')?;
        let (before, tag) = rest.split_at(at);
        if let Some(element) = open.last_mut() {
            add_text(element, &unescape(before));
        }
        let closed;
        if let Some(after) = tag.strip_prefix("<![CDATA[") {
            let (data, after) = after.split_once("]]>")?;
            add_text(open.last_mut()?, data);
            rest = after;
            continue;
        } else if let Some(after) = tag.strip_prefix("<?") {
            rest = after.split_once("?>")?.1;
            continue;
        } else if let Some(after) = tag.strip_prefix("</") {
            rest = after.split_once('>')?.1;
            closed = open.pop()?;
        } else {
            let (element, empty, after) = start_tag(tag.strip_prefix('<')?)?;
            rest = after;
            if !empty {
                open.push(element);
                continue;
            }
            closed = element;
        }
        match open.last_mut() {
            Some(parent) => parent.children.push(closed),
            None => return Some(closed),
        }
    }
}

fn add_text(element: &mut Element<'_>, text: &str) {
    if text.is_empty() {
        return;
    }
    match &mut element.value {
        Value::Text(all) => all.push_str(text),
        value @ Value::Raw(_) => *value = Value::Text(text.to_owned()),
    }
}

/// A start tag after its `<`: the element, whether the tag closes it too, and what follows.
fn start_tag(text: &str) -> Option<(Element<'_>, bool, &str)> {
    // A damaged name may hold a slash; the last one before the end closes the element.
    let end = text.find([' ', '>'])?;
    let (name, mut rest) = text.split_at(end);
    if let (Some(name), Some(after)) = (name.strip_suffix('/'), rest.strip_prefix('>')) {
        return Some((Element::new(Cow::Borrowed(name)), true, after));
    }
    let mut element = Element::new(Cow::Borrowed(name));
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix("/>") {
            return Some((element, true, after));
        }
        if let Some(after) = rest.strip_prefix('>') {
            return Some((element, false, after));
        }
        let (name, after) = rest.split_once("=\"")?;
        let (value, after) = after.split_once('"')?;
        let value = Value::Text(unescape(value).into_owned());
        element.attributes.push((Cow::Borrowed(name), value));
        rest = after;
    }
}

fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let known = after
            .split_once(';')
            .and_then(|(name, after)| Some((entity(name)?, after)));
        let (character, after) = known.unwrap_or(('&', after));
        plain.push(character);
        rest = after;
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

fn entity(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    })
}
