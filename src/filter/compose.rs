//! Filters written by the program: a value as a term, and a term added to a filter.

use super::lex::Scanner;
use super::parse::{is_known, parse};
use super::tree::Node;

/// The term that asks for a field's value, or excludes it. `name` is a term's name or a field's
/// own name, `value` one of its readings. Where no term can name the field, its value is looked
/// for as text.
pub fn term_for(name: &str, value: &str, negate: bool) -> String {
    let sign = if negate { "-" } else { "" };
    if name.eq_ignore_ascii_case("event") && value.parse::<u32>().is_ok() {
        return format!("{sign}{value}");
    }
    let value = quoted(value);
    if !is_name(name) {
        return format!("{sign}{value}");
    }
    let raw = if is_known(name) { "" } else { "raw." };
    format!("{sign}{raw}{name}={value}")
}

/// A filter with one more term, which all its events must pass.
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
    // Juxtaposition binds more tightly than OR.
    match parsed {
        Some(Node::One(_)) if !is_enclosed(filter) => format!("({filter}) {term}"),
        _ => format!("{filter} {term}"),
    }
}

/// Whether a whole filter is one list or one pair of parentheses, so that OR is inside.
fn is_enclosed(filter: &str) -> bool {
    parse(&format!("{filter} 1")).is_ok_and(|more| match more.root {
        Node::All(nodes) => matches!(nodes.first(), Some(Node::One(_))) && nodes.len() == 2,
        _ => false,
    })
}

fn is_name(name: &str) -> bool {
    let mut scanner = Scanner { text: name, at: 0 };
    scanner.name().is_some() && scanner.at_end()
}

/// A value as it must be written to mean itself.
fn quoted(value: &str) -> String {
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
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}
