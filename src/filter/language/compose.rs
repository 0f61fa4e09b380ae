//! Filters written by the program: a value as a term, and a term added to a filter.

use std::borrow::Cow;

use super::field_value::FieldValue;
use super::lex::Scanner;
use super::parse::{is_known, parse};
use super::property::Property;
use super::terms::{TERMS, Term};
use super::tree::{Node, Test};
use super::value_type::ValueType;
use crate::events::FieldView;

/// The name under which a filter asks for a value of a field: that of the narrowest term about
/// the field, where the term takes the value and finds it, else the field's own after `raw.`.
pub fn name_for(view: FieldView<'_>, value: &str) -> Cow<'static, str> {
    let narrowest = TERMS
        .iter()
        .filter_map(|term| match term.property {
            Property::Fields(fields)
                if fields.cover(&view) && takes_whole_values(term.value_type) =>
            {
                Some((fields.roles.len() + fields.decoders.len(), term))
            }
            _ => None,
        })
        .min_by_key(|&(width, _)| width);
    match narrowest {
        Some((_, term)) if finds(term, value, view) => Cow::Borrowed(term.name),
        _ => Cow::Owned(format!("raw.{}", view.name)),
    }
}

/// Returns true if a term's value is all of a field's, of one field: not a part of it such as the
/// port, nor, as with dialects, any of several that an event compares.
fn takes_whole_values(value_type: ValueType) -> bool {
    !matches!(
        value_type,
        ValueType::Port | ValueType::Trustee | ValueType::Dialect
    )
}

fn finds(term: &Term, value: &str, view: FieldView<'_>) -> bool {
    parse(&term_for(term.name, value)).is_ok_and(|filter| match filter.root {
        Node::Test(Test { predicate, .. }) => predicate.matches(FieldValue::Field(view)),
        _ => false,
    })
}

/// The term that asks for a field's value. `name` is a term's name or a field's own name, `value`
/// one of its readings. Where no term can name the field, its value is looked for as text.
pub fn term_for(name: &str, value: &str) -> String {
    if name.eq_ignore_ascii_case("event") && value.parse::<u32>().is_ok() {
        return value.to_owned();
    }
    if !is_name(name) {
        let (bare, quoted) = (quote(value), in_quotes(value));
        // A bare number would be an event's id, `user:x` a test of a field.
        let same = parse(&bare).ok().map(|filter| filter.root)
            == parse(&quoted).ok().map(|filter| filter.root);
        return if same { bare } else { quoted };
    }
    let raw = if is_known(name) { "" } else { "raw." };
    let term = format!("{raw}{name}={}", quote(value));
    // Bare, it may read as a wrong address.
    match parse(&term) {
        Ok(_) => term,
        Err(_) => format!("{raw}{name}={}", in_quotes(value)),
    }
}

/// The term that excludes the events that pass another.
pub fn exclude(term: &str) -> String {
    format!("-{term}")
}

/// A filter with one more term, which all its events must pass. It takes the place of a term that
/// says the opposite.
pub fn add_term(filter: &str, term: &str) -> String {
    let filter = filter.trim();
    if filter.is_empty() {
        return term.to_owned();
    }
    let parsed = parse(filter).ok().map(|filter| filter.root);
    let added = parse(term).ok().map(|filter| filter.root);
    let is_there = match (&parsed, &added) {
        (Some(Node::All(nodes)), Some(added)) => nodes.contains(added),
        (Some(node), Some(added)) => node == added,
        _ => false,
    };
    if is_there {
        return filter.to_owned();
    }
    if let (Some(parsed), Some(added)) = (&parsed, added)
        && let Some(rest) = without_opposite(filter, parsed, added, term)
    {
        return add_term(&rest, term);
    }
    // Juxtaposition binds more tightly than OR.
    match parsed {
        Some(Node::Any(_)) if !is_enclosed(filter) => format!("({filter}) {term}"),
        _ => format!("{filter} {term}"),
    }
}

/// The filter without the term that says the opposite of `term`, if it has one as the program
/// would write it.
fn without_opposite(filter: &str, parsed: &Node, added: Node, term: &str) -> Option<String> {
    let (opposite, wrong) = match (added, term.strip_prefix('-')) {
        (Node::Not(node), Some(positive)) => (*node, positive.to_owned()),
        (node, _) => (node.not(), exclude(term)),
    };
    let left = match parsed {
        Node::All(nodes) => {
            let at = nodes.iter().position(|node| *node == opposite)?;
            let mut nodes = nodes.clone();
            nodes.remove(at);
            Node::all(nodes)
        }
        node => (*node == opposite).then_some(Node::Everything)?,
    };
    filter.match_indices(&wrong).find_map(|(at, _)| {
        let before = filter.get(..at)?;
        let after = filter.get(at + wrong.len()..)?;
        let rest = format!("{} {}", before.trim_end(), after.trim_start());
        let rest = rest.trim();
        // The rest must mean all the rest: the same text may stand in quotes.
        (parse(rest).ok()?.root == left).then(|| rest.to_owned())
    })
}

/// Returns true if a whole filter is one list or one pair of parentheses, so that OR is inside.
fn is_enclosed(filter: &str) -> bool {
    parse(&format!("{filter} 1")).is_ok_and(|more| match more.root {
        Node::All(nodes) => matches!(nodes.first(), Some(Node::Any(_))) && nodes.len() == 2,
        _ => false,
    })
}

fn is_name(name: &str) -> bool {
    let mut scanner = Scanner { text: name, at: 0 };
    scanner.name().is_some() && scanner.at_end()
}

/// A value as it must be typed to mean itself, in quotes where it needs them.
pub fn quote(value: &str) -> String {
    let is_plain = |character: char| {
        character.is_alphanumeric()
            || matches!(
                character,
                '_' | '.' | '-' | '$' | '@' | ':' | '\\' | '{' | '}' | '%'
            )
    };
    let begins_plain =
        value.starts_with(|first: char| first.is_alphanumeric() || matches!(first, '\\' | '{'));
    if begins_plain && value.chars().all(is_plain) && !value.contains("..") {
        return value.to_owned();
    }
    in_quotes(value)
}

fn in_quotes(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}
