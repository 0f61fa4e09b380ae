//! Which entries of a descriptor decide about a set of rights.

use super::super::access;
use super::entries::Effect;
use super::{Acl, Descriptor, Sid};

/// What becomes of some rights, and by what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Which of the rights asked about it decides.
    pub rights: u32,
    /// Whether it grants them.
    pub granted: bool,
    /// What decides.
    pub by: Decider,
}

/// What decides about a right.
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
    /// For each of the rights in `asked`, what decides about it for somebody who is `sids` (the
    /// user and all groups): the DACL is gone through in order, and the first entry that speaks
    /// about a right decides it ([MS-DTYP] 2.5.3.2). Conditional and object entries are passed over.
    pub fn check(&self, asked: u32, sids: &[Sid]) -> Vec<Decision> {
        self.walk(asked, |sid| sids.contains(sid), true)
    }

    /// As [`Descriptor::check`] where it is not known who asks: every entry that speaks about one of
    /// the rights, in order, whomever it is about. The rights that are allowed to nobody come last.
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
