//! Parses the bytes of a descriptor, which may be damaged: the damage is noted, the rest is read.

use super::super::Sid;
use super::super::bytes::{array_at, u16_at, u32_at};
use super::ace::{Ace, has_object_types};

/// The size of the fixed part: revision, control, four offsets.
const HEADER: usize = 20;
/// The size of an ACL's fixed part ([MS-DTYP] 2.4.5).
const ACL_HEADER: usize = 8;
/// `SE_DACL_PRESENT` ([MS-DTYP] 2.4.6).
const DACL_PRESENT: u16 = 0x0004;
/// `SE_SACL_PRESENT`.
const SACL_PRESENT: u16 = 0x0010;
/// `SE_SELF_RELATIVE`: the form in which offsets, not pointers, lead to the parts.
const SELF_RELATIVE: u16 = 0x8000;

/// A security descriptor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Descriptor {
    /// The control flags ([MS-DTYP] 2.4.6).
    pub control: u16,
    /// The owner, if it names one.
    pub owner: Option<Sid>,
    /// The primary group, if it names one.
    pub group: Option<Sid>,
    /// The list of rights that are allowed and denied.
    pub dacl: Acl,
    /// The list of accesses that are audited.
    pub sacl: Acl,
    /// The parts that could not be read, a sentence each; empty for a sound descriptor.
    pub damage: Vec<String>,
}

/// An access control list, or the reason that there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Acl {
    /// The descriptor has no such list.
    Absent,
    /// The list is said to be there but is NULL: as a DACL it grants everyone everything.
    Null,
    /// The list could not be read.
    Damaged,
    /// Its entries in order; a DACL without entries grants nobody anything.
    Entries(Vec<Ace>),
}

impl Acl {
    /// Its entries; none where there is no list.
    pub fn entries(&self) -> &[Ace] {
        match self {
            Self::Entries(entries) => entries,
            _ => &[],
        }
    }
}

impl Descriptor {
    /// Reads a self-relative descriptor. `None` where the bytes are none: too few for the fixed
    /// part, another revision, or not self-relative.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let control = u16_at(bytes, 2)?;
        if bytes.len() < HEADER || bytes[0] != 1 || control & SELF_RELATIVE == 0 {
            return None;
        }
        let [owner, group, sacl, dacl] = [4, 8, 12, 16].map(|at| offset(bytes, at));
        let mut damage = Vec::new();
        Some(Self {
            control,
            owner: sid(bytes, owner, "owner", &mut damage),
            group: sid(bytes, group, "group", &mut damage),
            dacl: acl(
                bytes,
                dacl,
                control & DACL_PRESENT != 0,
                "DACL",
                &mut damage,
            ),
            sacl: acl(
                bytes,
                sacl,
                control & SACL_PRESENT != 0,
                "SACL",
                &mut damage,
            ),
            damage,
        })
    }
}

fn offset(bytes: &[u8], at: usize) -> usize {
    u32_at(bytes, at).map_or(0, |offset| usize::try_from(offset).unwrap_or(usize::MAX))
}

fn sid(bytes: &[u8], at: usize, what: &str, damage: &mut Vec<String>) -> Option<Sid> {
    if at == 0 {
        return None;
    }
    let sid = bytes.get(at..).and_then(Sid::parse);
    if sid.is_none() {
        damage.push(format!("no SID stands where the {what} should (byte {at})"));
    }
    sid
}

fn acl(bytes: &[u8], at: usize, present: bool, what: &str, damage: &mut Vec<String>) -> Acl {
    if !present {
        return Acl::Absent;
    }
    if at == 0 {
        return Acl::Null;
    }
    let Some((list, count)) = bytes.get(at..).and_then(acl_body) else {
        damage.push(format!(
            "no list stands where the {what} should (byte {at})"
        ));
        return Acl::Damaged;
    };
    let mut entries = Vec::new();
    let mut rest = list;
    for number in 1..=count {
        let Some((entry, after)) = split_ace(rest) else {
            damage.push(format!(
                "the {what} breaks off before entry {number} of {count}"
            ));
            break;
        };
        match ace(entry) {
            Some(ace) => entries.push(ace),
            None => damage.push(format!("entry {number} of the {what} cannot be read")),
        }
        rest = after;
    }
    if entries.is_empty() && count > 0 {
        return Acl::Damaged;
    }
    Acl::Entries(entries)
}

/// The bytes of a list's entries, and their declared number.
fn acl_body(bytes: &[u8]) -> Option<(&[u8], u16)> {
    let revision = *bytes.first()?;
    let size = usize::from(u16_at(bytes, 2)?);
    let count = u16_at(bytes, 4)?;
    let known = matches!(revision, 2..=4);
    (known && size >= ACL_HEADER).then_some(())?;
    let body = bytes.get(ACL_HEADER..size.min(bytes.len()))?;
    Some((body, count))
}

/// The bytes of the first entry and those behind it.
fn split_ace(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let size = usize::from(u16_at(bytes, 2)?);
    (size >= 8).then(|| bytes.split_at_checked(size))?
}

fn ace(entry: &[u8]) -> Option<Ace> {
    let [ace_type, flags, ..] = *entry else {
        return None;
    };
    let mask = u32_at(entry, 4)?;
    let mut at = 8;
    let mut guids = [None; 2];
    if has_object_types(ace_type) {
        let present = u32_at(entry, at)?;
        at += 4;
        for (bit, guid) in [1, 2].into_iter().zip(&mut guids) {
            if present & bit != 0 {
                *guid = Some(array_at::<16>(entry, at)?);
                at += 16;
            }
        }
    }
    let trustee = Sid::parse(entry.get(at..)?)?;
    Some(Ace {
        ace_type,
        flags,
        mask,
        object: guids[0],
        inherited_object: guids[1],
        has_more: entry.len() > at + trustee.size(),
        trustee,
    })
}
