//! Security descriptors as a table: who, allowed or denied, which rights, inherited or not.

use super::super::access;
use super::super::decoder::{Line, line};
use super::{Ace, Acl, Descriptor};

/// What an entry does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    Allow,
    Deny,
    Audit,
    Other,
}

/// A type of entry: its number, SDDL letters, word, effect.
struct Kind(u8, &'static str, &'static str, Effect);

/// Types of entries ([MS-DTYP] 2.4.4.1).
const KINDS: &[Kind] = &[
    Kind(0x00, "A", "allow", Effect::Allow),
    Kind(0x01, "D", "deny", Effect::Deny),
    Kind(0x02, "AU", "audit", Effect::Audit),
    Kind(0x03, "AL", "alarm", Effect::Other),
    Kind(0x05, "OA", "allow on an object type", Effect::Allow),
    Kind(0x06, "OD", "deny on an object type", Effect::Deny),
    Kind(0x07, "OU", "audit on an object type", Effect::Audit),
    Kind(0x08, "OL", "alarm on an object type", Effect::Other),
    Kind(0x09, "XA", "allow on a condition", Effect::Allow),
    Kind(0x0A, "XD", "deny on a condition", Effect::Deny),
    Kind(
        0x0B,
        "ZA",
        "allow on an object type and a condition",
        Effect::Allow,
    ),
    Kind(0x0D, "XU", "audit on a condition", Effect::Audit),
    Kind(0x11, "ML", "mandatory label", Effect::Other),
    Kind(0x12, "RA", "resource attribute", Effect::Other),
    Kind(0x13, "SP", "central access policy", Effect::Other),
    Kind(0x14, "TL", "process trust label", Effect::Other),
    Kind(0x15, "FL", "access filter", Effect::Other),
];

/// `INHERIT_ONLY_ACE`: the entry is for children and does not apply to the object itself.
const INHERIT_ONLY: u8 = 0x08;
/// `INHERITED_ACE`.
const INHERITED: u8 = 0x10;

fn kind(kind: u8) -> Option<&'static Kind> {
    KINDS.iter().find(|known| known.0 == kind)
}

pub(super) fn sddl_letters(number: u8) -> Option<&'static str> {
    kind(number).map(|known| known.1)
}

/// Whether an entry of this type has a field that says which object GUIDs follow.
pub(super) fn has_object_types(kind: u8) -> bool {
    matches!(kind, 0x05..=0x08 | 0x0B | 0x0C | 0x0F | 0x10)
}

/// Whether an entry of this type carries a condition or a value behind its SID.
pub(super) fn has_condition(kind: u8) -> bool {
    matches!(kind, 0x09..=0x10 | 0x12)
}

pub(super) fn is_label(kind: u8) -> bool {
    kind == 0x11
}

impl Ace {
    pub(super) fn effect(&self) -> Effect {
        kind(self.kind).map_or(Effect::Other, |known| known.3)
    }

    /// Whether it allows or denies something on the object itself, without a condition.
    pub(super) fn decides_here(&self) -> bool {
        self.flags & INHERIT_ONLY == 0 && matches!(self.kind, 0x00 | 0x01)
    }

    /// Whether it came from a parent.
    pub fn is_inherited(&self) -> bool {
        self.flags & INHERITED != 0
    }

    /// What it does, in words: `allow`, `deny`, `audit`, ...
    pub fn action(&self) -> String {
        kind(self.kind).map_or_else(
            || format!("type 0x{:X}", self.kind),
            |known| known.2.to_owned(),
        )
    }

    /// One line: trustee, what it does, the rights, where from and whom it is for.
    pub fn described(&self) -> String {
        let rights = if is_label(self.kind) {
            format!("0x{:X}", self.mask)
        } else {
            access::described(self.mask)
        };
        let mut text = format!("{}: {} {rights}", self.trustee.described(), self.action());
        if self.is_inherited() {
            text.push_str(", inherited");
        }
        if self.flags & INHERIT_ONLY != 0 {
            text.push_str(", only for children");
        }
        text
    }
}

impl Descriptor {
    /// Owner, group, each entry of both lists, and what is damaged.
    pub(super) fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for (label, sid) in [("Owner", &self.owner), ("Group", &self.group)] {
            lines.extend(sid.as_ref().map(|sid| line(label, sid.described())));
        }
        list(
            &mut lines,
            "DACL",
            &self.dacl,
            "no list: everyone may do everything",
        );
        list(
            &mut lines,
            "SACL",
            &self.sacl,
            "no list: nothing is audited",
        );
        lines.extend(self.damage.iter().map(|damage| line("Damaged", damage)));
        lines
    }
}

fn list(lines: &mut Vec<Line>, label: &str, acl: &Acl, null: &str) {
    match acl {
        Acl::Absent | Acl::Damaged => {}
        Acl::Null => lines.push(line(label, null)),
        Acl::Entries(entries) if entries.is_empty() && label == "DACL" => {
            lines.push(line(label, "an empty list: nobody may do anything"));
        }
        Acl::Entries(entries) => {
            for (number, ace) in (1..).zip(entries) {
                lines.push(line(&format!("{label} {number}"), ace.described()));
            }
        }
    }
}
