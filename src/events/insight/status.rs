//! The meaning of an event's status codes in the log of an SMB server.

use crate::catalog::Role;
use crate::events::field::FieldView;
use crate::events::insight::facts::Facts;
use crate::events::insight::{Insight, Weight};
use crate::events::subject::name_and_code;
use crate::values::{Decoder, status};

/// The statuses of the provider's events: their labels, the role of the translated one and of the
/// raw one beside it.
const PAIRS: &[(&str, Role, Role)] = &[
    ("Status", Role::Status, Role::StatusRaw),
    ("Task status", Role::TaskStatus, Role::TaskStatusRaw),
    ("Resume Key filter", Role::RkfStatus, Role::RkfStatusRaw),
];

/// The labels of statuses without a role, by the name of their field.
const OTHERS: &[(&str, &str)] = &[("Error", "Error"), ("SubStatus", "Sub-status")];

/// The meaning of each status that is no success.
pub(super) fn failures(facts: &Facts<'_, '_>) -> Vec<Insight> {
    let mut insights = Vec::new();
    for &(label, translated, raw) in PAIRS {
        insights.extend(meaning(facts, label, translated, raw));
    }
    for &(name, label) in OTHERS {
        let field = facts.field(name).filter(is_status);
        let code = field.and_then(|view| view.raw.as_u32());
        insights.extend(
            code.filter(|&code| code != 0)
                .map(|code| explain(label, code)),
        );
    }
    insights
}

/// The meaning of each status; where none is a failure, that there is none.
pub(super) fn all(facts: &Facts<'_, '_>) -> Vec<Insight> {
    let insights = failures(facts);
    let missing = facts.status().is_none();
    match insights.is_empty() {
        true if missing => vec![Insight::note("Status", "The record holds no status.")],
        true => vec![explain("Status", 0)],
        false => insights,
    }
}

fn is_status(view: &FieldView<'_>) -> bool {
    view.field
        .is_some_and(|field| field.decoder == Some(Decoder::NtStatus))
}

/// The meaning of a status, and a note where its raw code is another.
fn meaning(
    facts: &Facts<'_, '_>,
    label: &'static str,
    translated: Role,
    raw: Role,
) -> Vec<Insight> {
    let code = |role| facts.0.role(role).filter(is_status)?.raw.as_u32();
    let (translated, raw) = (code(translated), code(raw));
    let mut insights = Vec::new();
    let Some(code) = translated.or(raw) else {
        return insights;
    };
    if code != 0 {
        insights.push(explain(label, code));
    }
    if let (Some(translated), Some(raw)) = (translated, raw)
        && translated != raw
    {
        let text = format!(
            "The record holds two codes: {} as logged, {} as translated.",
            name_and_code(raw),
            name_and_code(translated)
        );
        insights.push(Insight::matters(label, text));
    }
    insights
}

/// The meaning of a code.
fn explain(label: &'static str, code: u32) -> Insight {
    let text = match (status::name(code), status::sentence(code)) {
        (Some(name), Some(sentence)) => format!("{name}: {sentence}"),
        (Some(name), None) => format!("{name} (0x{code:X})."),
        (None, _) => {
            let severity = status::severity(code);
            match status::facility(code) {
                (_, Some(facility)) => {
                    format!("0x{code:X} is not documented: {severity}, facility {facility}.")
                }
                (number, None) => {
                    format!("0x{code:X} is not documented: {severity}, facility 0x{number:X}.")
                }
            }
        }
    };
    // Success and information have the highest bit clear ([MS-ERREF] 2.3).
    let weight = match code >> 31 {
        0 => Weight::Note,
        _ => Weight::Matters,
    };
    Insight::new(label, text, weight)
}
