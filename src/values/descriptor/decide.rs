//! The entries of a descriptor that decide about a set of rights.

use super::super::{Sid, access};
use super::ace::Effect;
use super::parse::{Acl, Descriptor};

/// The decision about some rights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The decided rights, a part of those asked about.
    pub rights: u32,
    /// True where they are granted.
    pub granted: bool,
    /// The decider.
    pub by: Decider,
}

/// The part of a descriptor that decides about a right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decider {
    /// The entry of the DACL at this place, from 0.
    Entry(usize),
    /// No entry: what nobody allows is denied.
    NoEntry,
    /// There is no DACL, so that everything is allowed.
    NoList,
    /// The DACL could not be read.
    Damaged,
}

impl Descriptor {
    /// The decisions about the rights in `asked` for `sids` (a user and all groups): the first
    /// entry of the DACL that names a right decides about it ([MS-DTYP] 2.5.3.2). Conditional and
    /// object entries are skipped.
    pub fn check(&self, asked: u32, sids: &[Sid]) -> Vec<Decision> {
        self.walk(asked, |sid| sids.contains(sid), true)
    }

    /// Every entry that names one of the rights, in order, whoever its trustee: for when the asker
    /// is not known. The rights that nobody is allowed come last.
    pub fn entries_about(&self, asked: u32) -> Vec<Decision> {
        self.walk(asked, |_| true, false)
    }

    fn walk(&self, asked: u32, is_about: impl Fn(&Sid) -> bool, first_only: bool) -> Vec<Decision> {
        let mut open = access::mapped(asked);
        let mut rest = open;
        let mut decisions = Vec::new();
        for (place, ace) in self.dacl.entries().iter().enumerate() {
            let rights = access::mapped(ace.mask) & open;
            if rights == 0 || !ace.decides_here() || !is_about(&ace.trustee) {
                continue;
            }
            let granted = ace.effect() == Effect::Allow;
            if first_only {
                open &= !rights;
            }
            if first_only || granted {
                rest &= !rights;
            }
            decisions.push(Decision {
                rights,
                granted,
                by: Decider::Entry(place),
            });
        }
        if rest != 0 {
            let (granted, by) = match self.dacl {
                Acl::Absent | Acl::Null => (true, Decider::NoList),
                Acl::Damaged => (false, Decider::Damaged),
                Acl::Entries(_) => (false, Decider::NoEntry),
            };
            decisions.push(Decision {
                rights: rest,
                granted,
                by,
            });
        }
        decisions
    }
}
