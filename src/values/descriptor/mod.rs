//! Security descriptors in their self-relative binary form ([MS-DTYP] 2.4.6).
//!
//! This is our own code because no crate does the job: `smb-dtyp` parses sound descriptors through
//! `binrw`, a parser framework for what here are a few fixed offsets, and has no SDDL; `sddl`
//! writes SDDL but is GPL-3.0, which this project's licence excludes.

mod ace;
mod decide;
mod parse;
mod sddl;

pub use ace::Ace;
pub use decide::{Decider, Decision};
pub use parse::{Acl, Descriptor};

use super::Raw;
use super::reading::{Line, line};

/// The reading of a descriptor's bytes: SDDL and the damage.
pub(super) fn reading(raw: Raw<'_>) -> Option<String> {
    let descriptor = Descriptor::parse(&raw.as_bytes()?)?;
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
pub(super) fn parts(raw: Raw<'_>) -> Vec<Line> {
    let Some(bytes) = raw.as_bytes() else {
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

impl Descriptor {
    /// Owner, group, each entry of both lists, and the damage.
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
