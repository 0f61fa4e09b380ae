//! Security descriptors as SDDL text ([MS-DTYP] 2.5.1.1).

use std::fmt::Write as _;

use super::super::Sid;
use super::super::raw::Guid;
use super::ace::Ace;
use super::parse::{Acl, Descriptor};

/// Letters of a list's control flags: those of the DACL, those of the SACL, the letters.
const LIST_FLAGS: &[(u16, u16, &str)] = &[
    (0x1000, 0x2000, "P"),
    (0x0100, 0x0200, "AR"),
    (0x0400, 0x0800, "AI"),
];

/// Letters of an entry's flags, in the order of the published grammar.
const ACE_FLAGS: &[(u8, &str)] = &[
    (0x02, "CI"),
    (0x01, "OI"),
    (0x04, "NP"),
    (0x08, "IO"),
    (0x10, "ID"),
    (0x40, "SA"),
    (0x80, "FA"),
];

/// Masks that have letters as a whole, on files.
const WHOLE_RIGHTS: &[(u32, &str)] = &[
    (0x001F_01FF, "FA"),
    (0x0012_0089, "FR"),
    (0x0012_0116, "FW"),
    (0x0012_00A0, "FX"),
];

/// Letters of single rights.
const RIGHTS: &[(u32, &str)] = &[
    (0x1000_0000, "GA"),
    (0x8000_0000, "GR"),
    (0x4000_0000, "GW"),
    (0x2000_0000, "GX"),
    (0x1, "CC"),
    (0x2, "DC"),
    (0x4, "LC"),
    (0x8, "SW"),
    (0x10, "RP"),
    (0x20, "WP"),
    (0x40, "DT"),
    (0x80, "LO"),
    (0x100, "CR"),
    (0x1_0000, "SD"),
    (0x2_0000, "RC"),
    (0x4_0000, "WD"),
    (0x8_0000, "WO"),
];

/// Letters of the rights of a mandatory label.
const LABEL_RIGHTS: &[(u32, &str)] = &[(0x1, "NW"), (0x2, "NR"), (0x4, "NX")];

impl Descriptor {
    /// The descriptor as SDDL. The condition of a conditional entry is not written out: `...`
    /// stands in its place.
    pub fn sddl(&self) -> String {
        let mut text = String::new();
        for (letter, sid) in [("O", &self.owner), ("G", &self.group)] {
            if let Some(sid) = sid {
                let _ = write!(text, "{letter}:{}", trustee(sid));
            }
        }
        self.list(&mut text, "D", &self.dacl);
        self.list(&mut text, "S", &self.sacl);
        text
    }

    fn list(&self, text: &mut String, letter: &str, acl: &Acl) {
        if matches!(acl, Acl::Absent | Acl::Damaged) {
            return;
        }
        let _ = write!(text, "{letter}:");
        for &(dacl, sacl, letters) in LIST_FLAGS {
            let bit = if letter == "D" { dacl } else { sacl };
            if self.control & bit != 0 {
                text.push_str(letters);
            }
        }
        if matches!(acl, Acl::Null) {
            text.push_str("NO_ACCESS_CONTROL");
        }
        for ace in acl.entries() {
            entry(text, ace);
        }
    }
}

fn entry(text: &mut String, ace: &Ace) {
    match ace.sddl_type() {
        Some(letters) => {
            let _ = write!(text, "({letters};");
        }
        None => {
            let _ = write!(text, "(0x{:x};", ace.ace_type);
        }
    }
    for (bit, letters) in ACE_FLAGS {
        if ace.flags & bit != 0 {
            text.push_str(letters);
        }
    }
    text.push(';');
    rights(text, ace);
    for guid in [&ace.object, &ace.inherited_object] {
        text.push(';');
        if let Some(guid) = guid {
            let guid = Guid(guid).to_string();
            text.push_str(guid.trim_matches(['{', '}']));
        }
    }
    let _ = write!(text, ";{}", trustee(&ace.trustee));
    if ace.has_condition() {
        text.push_str(";...");
    }
    text.push(')');
}

fn rights(text: &mut String, ace: &Ace) {
    let letters = if ace.is_label() { LABEL_RIGHTS } else { RIGHTS };
    let covered = letters.iter().fold(0, |mask, right| mask | right.0);
    if let Some(whole) = WHOLE_RIGHTS.iter().find(|whole| whole.0 == ace.mask) {
        text.push_str(whole.1);
    } else if ace.mask & !covered == 0 {
        for (bit, letters) in letters {
            if ace.mask & bit != 0 {
                text.push_str(letters);
            }
        }
    } else {
        let _ = write!(text, "0x{:x}", ace.mask);
    }
}

fn trustee(sid: &Sid) -> String {
    sid.alias().map_or_else(|| sid.to_string(), str::to_owned)
}
