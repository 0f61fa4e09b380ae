//! The words that the values of a term may be, for completing one that is being typed.

use super::field_names::field_names;
use super::property::{Property, SchemaProperty};
use super::terms::{Term, term_of};
use super::value_type::ValueType;
use super::words::{FLAGS, LEVELS};
use crate::catalog::category_names;
use crate::values::status::{self, StatusGroup};
use crate::values::{Decoder, Raw, access};

/// The names of presets of rights.
pub(crate) const PRESETS: [&str; 3] = ["READ", "CHANGE", "FULL"];

/// The dialects that clients and servers agree on ([MS-SMB2] 2.2.4).
const DIALECTS: [u64; 5] = [0x0202, 0x0210, 0x0300, 0x0302, 0x0311];

/// The words that begin as `typed` and that the term of a name or an alias takes as values,
/// ignoring case. `None` where there is no such term or its values are not from a list.
pub fn values_beginning(name: &str, typed: &str) -> Option<Vec<String>> {
    let begins = |word: &String| {
        let head = word.get(..typed.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(typed))
    };
    let term = term_of(name)?;
    let words = match (term.value_type, term.property) {
        (ValueType::Status, _) => statuses(typed),
        (ValueType::Level, _) => owned(LEVELS.iter().map(|level| level.0).filter(|name| {
            // The short names are for typing without completion.
            !matches!(
                *name,
                "warn" | "crit" | "err" | "informational" | "information"
            )
        })),
        (ValueType::Flag, _) => owned(FLAGS.iter().map(|flag| flag.0).take(2)),
        (ValueType::Rights, _) => owned(access::names(u32::MAX).into_iter().chain(PRESETS)),
        (ValueType::Named(decoder, last), _) => {
            names_of(decoder, last).into_iter().map(|it| it.1).collect()
        }
        (ValueType::Dialect, _) => {
            let dialects = DIALECTS.into_iter();
            dialects
                .map(|it| Decoder::Smb2Dialect.in_message(Raw::Uint(it)))
                .collect()
        }
        (_, Property::Schema(SchemaProperty::Category)) => owned(category_names()),
        (_, Property::Schema(SchemaProperty::DataNames)) => owned(field_names()),
        _ => return None,
    };
    Some(words.into_iter().filter(begins).collect())
}

/// The values that the term of a name or an alias takes, in a phrase.
pub fn takes(name: &str) -> Option<&'static str> {
    term_of(name).map(Term::takes)
}

/// Names of statuses without `STATUS_`, unless that is typed, after the groups; the groups alone
/// as long as nothing is typed, because the names are many.
fn statuses(typed: &str) -> Vec<String> {
    let groups = StatusGroup::ALL.into_iter().map(StatusGroup::name);
    if typed.is_empty() {
        return owned(groups);
    }
    let prefix = typed.get(..7.min(typed.len()));
    let is_whole = typed.len() > 4
        && prefix.is_some_and(|prefix| {
            "STATUS_"
                .get(..prefix.len())
                .is_some_and(|it| it.eq_ignore_ascii_case(prefix))
        });
    let names = status::all().map(|(_, name)| match name.strip_prefix("STATUS_") {
        Some(short) if !is_whole => short,
        _ => name,
    });
    let mut words = owned(groups.chain(names));
    words.dedup();
    words
}

fn owned<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
    words.map(str::to_owned).collect()
}

/// The names that a decoder gives to the numbers up to `last`.
pub(crate) fn names_of(decoder: Decoder, last: u16) -> Vec<(u16, String)> {
    let named = |number: u16| {
        let raw = Raw::Uint(u64::from(number));
        let name = decoder.in_message(raw);
        (name != raw.to_string()).then_some((number, name))
    };
    (0..=last).filter_map(named).collect()
}
