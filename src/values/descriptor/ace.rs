//! An entry of an access control list: trustee, allow or deny, rights, inheritance.

use super::super::{Sid, access};

/// The effect of an entry on the rights in its mask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    Allow,
    Deny,
    Audit,
    Other,
}

/// A type of entry: its number, SDDL letters, words, effect.
struct AceType(u8, &'static str, &'static str, Effect);

/// Types of entries ([MS-DTYP] 2.4.4.1).
const ACE_TYPES: &[AceType] = &[
    AceType(0x00, "A", "allow", Effect::Allow),
    AceType(0x01, "D", "deny", Effect::Deny),
    AceType(0x02, "AU", "audit", Effect::Audit),
    AceType(0x03, "AL", "alarm", Effect::Other),
    AceType(0x05, "OA", "allow on an object type", Effect::Allow),
    AceType(0x06, "OD", "deny on an object type", Effect::Deny),
    AceType(0x07, "OU", "audit on an object type", Effect::Audit),
    AceType(0x08, "OL", "alarm on an object type", Effect::Other),
    AceType(0x09, "XA", "allow on a condition", Effect::Allow),
    AceType(0x0A, "XD", "deny on a condition", Effect::Deny),
    AceType(
        0x0B,
        "ZA",
        "allow on an object type and a condition",
        Effect::Allow,
    ),
    AceType(0x0D, "XU", "audit on a condition", Effect::Audit),
    AceType(0x11, "ML", "mandatory label", Effect::Other),
    AceType(0x12, "RA", "resource attribute", Effect::Other),
    AceType(0x13, "SP", "central access policy", Effect::Other),
    AceType(0x14, "TL", "process trust label", Effect::Other),
    AceType(0x15, "FL", "access filter", Effect::Other),
];

/// `INHERIT_ONLY_ACE`: the entry is for children and does not apply to the object itself.
const INHERIT_ONLY: u8 = 0x08;
/// `INHERITED_ACE`.
const INHERITED: u8 = 0x10;

/// True for a type of entry with a field that says which object GUIDs follow.
pub(super) fn has_object_types(ace_type: u8) -> bool {
    matches!(ace_type, 0x05..=0x08 | 0x0B | 0x0C | 0x0F | 0x10)
}

/// An access control entry ([MS-DTYP] 2.4.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ace {
    /// Its type ([MS-DTYP] 2.4.4.1).
    pub ace_type: u8,
    /// The flags of inheritance and auditing ([MS-DTYP] 2.4.4.1).
    pub flags: u8,
    /// The rights that it allows, denies or audits.
    pub mask: u32,
    /// The type of object or property that it applies to, in an object entry.
    pub object: Option<[u8; 16]>,
    /// The type of object that inherits it, in an object entry.
    pub inherited_object: Option<[u8; 16]>,
    /// The user or group that it applies to.
    pub trustee: Sid,
    /// True where more bytes follow, such as the condition of a conditional entry.
    pub has_more: bool,
}

impl Ace {
    fn known_type(&self) -> Option<&'static AceType> {
        ACE_TYPES.iter().find(|known| known.0 == self.ace_type)
    }

    /// The letters of its type in SDDL.
    pub(super) fn sddl_type(&self) -> Option<&'static str> {
        self.known_type().map(|known| known.1)
    }

    pub(super) fn effect(&self) -> Effect {
        self.known_type().map_or(Effect::Other, |known| known.3)
    }

    /// True for a mandatory label, whose mask holds a policy instead of rights.
    pub(super) fn is_label(&self) -> bool {
        self.ace_type == 0x11
    }

    /// True for a condition or a value behind the SID.
    pub(super) fn has_condition(&self) -> bool {
        self.has_more && matches!(self.ace_type, 0x09..=0x10 | 0x12)
    }

    /// True for an unconditional allow or deny on the object itself.
    pub(super) fn decides_here(&self) -> bool {
        self.flags & INHERIT_ONLY == 0 && matches!(self.ace_type, 0x00 | 0x01)
    }

    /// True for an entry that a parent passed on.
    pub fn is_inherited(&self) -> bool {
        self.flags & INHERITED != 0
    }

    /// Its type in words: `allow`, `deny`, `audit`, ...
    pub fn action(&self) -> String {
        self.known_type().map_or_else(
            || format!("type 0x{:X}", self.ace_type),
            |known| known.2.to_owned(),
        )
    }

    /// One line: trustee, action, rights, inheritance.
    pub fn described(&self) -> String {
        let rights = if self.is_label() {
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
