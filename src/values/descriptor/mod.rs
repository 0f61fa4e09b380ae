//! Security descriptors in their self-relative binary form ([MS-DTYP] 2.4.6), read from bytes that
//! may be damaged: what can be read is, and what cannot is said.
//!
//! This is our own code because no crate does the job: `smb-dtyp` parses sound descriptors through
//! `binrw`, a parser framework for what here are a few fixed offsets, and has no SDDL; `sddl`
//! writes SDDL but is GPL-3.0, which this project's licence excludes.

mod decide;
mod entries;
mod sddl;

pub use decide::{Decider, Decision};

use super::bytes::{self, array_at, u16_at, u32_at};
use super::decoder::{Line, line};
use super::{Raw, Sid};

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
    /// Who may do what.
    pub dacl: Acl,
    /// What is audited.
    pub sacl: Acl,
    /// What could not be read, a sentence each; empty for a sound descriptor.
    pub damage: Vec<String>,
}

/// An access control list, or why there is none.
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

/// An access control entry ([MS-DTYP] 2.4.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ace {
    /// Its type ([MS-DTYP] 2.4.4.1).
    pub kind: u8,
    /// How it is inherited, and what it audits ([MS-DTYP] 2.4.4.1).
    pub flags: u8,
    /// The rights that it is about.
    pub mask: u32,
    /// The type of object or property that it is about, in an object entry.
    pub object: Option<[u8; 16]>,
    /// The type of object that inherits it, in an object entry.
    pub inherited_object: Option<[u8; 16]>,
    /// Whom it is about.
    pub trustee: Sid,
    /// Whether more bytes follow, such as the condition of a conditional entry.
    pub has_more: bool,
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

/// The bytes of a list's entries, and how many there should be.
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
    let [kind, flags, ..] = *entry else {
        return None;
    };
    let mask = u32_at(entry, 4)?;
    let mut at = 8;
    let mut guids = [None; 2];
    if entries::has_object_types(kind) {
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
        kind,
        flags,
        mask,
        object: guids[0],
        inherited_object: guids[1],
        has_more: entry.len() > at + trustee.size(),
        trustee,
    })
}

/// The reading of a descriptor's bytes: SDDL, and what is damaged.
pub(super) fn read(raw: Raw<'_>) -> Option<String> {
    let descriptor = Descriptor::parse(&bytes::of_raw(raw)?)?;
    let sddl = descriptor.sddl();
    Some(if descriptor.damage.is_empty() && sddl.is_empty() {
        "(no owner, no group, no lists)".to_owned()
    } else if descriptor.damage.is_empty() {
        sddl
    } else {
        let damage = descriptor.damage.join("; ");
        format!("{sddl} (damaged: {damage})")
            .trim_start()
            .to_owned()
    })
}

/// A descriptor's parts, a line for each entry.
pub(super) fn explain(raw: Raw<'_>) -> Vec<Line> {
    let Some(bytes) = bytes::of_raw(raw) else {
        return vec![line(
            "Problem",
            "not bytes, nor text that spells bytes in hex",
        )];
    };
    match Descriptor::parse(&bytes) {
        Some(descriptor) => descriptor.lines(),
        None => vec![line(
            "Problem",
            format!(
                "these {} bytes do not begin as a self-relative descriptor does",
                bytes.len()
            ),
        )],
    }
}
