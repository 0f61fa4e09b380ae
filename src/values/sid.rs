//! Security identifiers: their binary and text forms, and the names of those that are the same
//! everywhere ([MS-DTYP] 2.4.2).

use std::fmt;

use super::bytes::{array_at, strip_0x, u32_at};

/// The most sub-authorities that a SID may have ([MS-DTYP] 2.4.2.2).
const MOST_PARTS: usize = 15;

/// A security identifier. `Display` gives its text form, `S-1-5-21-...` ([MS-DTYP] 2.4.2.1).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sid {
    revision: u8,
    authority: u64,
    parts: Vec<u32>,
}

impl Sid {
    /// The SID at the start of `bytes`, whatever follows it; `None` when it does not fit in them.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let [revision, count, ..] = *bytes else {
            return None;
        };
        let count = usize::from(count);
        if revision != 1 || count > MOST_PARTS {
            return None;
        }
        let authority = array_at::<6>(bytes, 2)?
            .iter()
            .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        let parts = (0..count)
            .map(|part| u32_at(bytes, 8 + 4 * part))
            .collect::<Option<_>>()?;
        Some(Self {
            revision,
            authority,
            parts,
        })
    }

    /// The SID that takes up exactly `bytes`.
    pub fn whole(bytes: &[u8]) -> Option<Self> {
        Self::parse(bytes).filter(|sid| sid.size() == bytes.len())
    }

    /// The SID that text of the form `S-1-5-...` spells.
    pub fn from_text(text: &str) -> Option<Self> {
        let rest = text
            .strip_prefix("S-")
            .or_else(|| text.strip_prefix("s-"))?;
        let mut numbers = rest.split('-');
        let revision = numbers.next()?.parse().ok().filter(|number| *number == 1)?;
        let authority = numbers.next()?;
        let authority = match strip_0x(authority) {
            Some(digits) => u64::from_str_radix(digits, 16).ok()?,
            None => authority.parse().ok()?,
        };
        let parts: Vec<u32> = numbers
            .map(|part| part.parse().ok())
            .collect::<Option<_>>()?;
        (authority < 1 << 48 && parts.len() <= MOST_PARTS).then_some(Self {
            revision,
            authority,
            parts,
        })
    }

    /// The length of its binary form in bytes.
    pub fn size(&self) -> usize {
        8 + 4 * self.parts.len()
    }

    /// The name of a SID that is the same on every computer, or the role of one whose last number
    /// means the same in every domain (`Domain Admins`).
    pub fn name(&self) -> Option<&'static str> {
        if let Some(known) = self.well_known() {
            return Some(known.2);
        }
        match (self.authority, self.parts.as_slice()) {
            (5, [21, _, _, _, rid]) => DOMAIN_RIDS
                .iter()
                .find(|role| role.0 == *rid)
                .map(|role| role.1),
            (5, [5, _, _]) => Some("Logon session"),
            (5, [80, ..]) => Some("NT SERVICE account"),
            (5, [82, ..]) => Some("IIS application pool"),
            (5, [83, ..]) => Some("Hyper-V virtual machine"),
            _ => None,
        }
    }

    /// The two letters that SDDL has for it, if it has any ([MS-DTYP] 2.5.1.1).
    pub fn alias(&self) -> Option<&'static str> {
        self.well_known()
            .map(|known| known.1)
            .filter(|alias| !alias.is_empty())
    }

    /// Its name with its text form, or the text form alone.
    pub fn described(&self) -> String {
        match self.name() {
            Some(name) => format!("{name} ({self})"),
            None => self.to_string(),
        }
    }

    fn well_known(&self) -> Option<&'static (&'static str, &'static str, &'static str)> {
        let text = self.to_string();
        WELL_KNOWN.iter().find(|known| known.0 == text)
    }
}

impl fmt::Display for Sid {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "S-{}-", self.revision)?;
        if self.authority >> 32 == 0 {
            write!(out, "{}", self.authority)?;
        } else {
            write!(out, "0x{:012X}", self.authority)?;
        }
        self.parts
            .iter()
            .try_for_each(|part| write!(out, "-{part}"))
    }
}

/// Text form, SDDL letters and name of the SIDs that are the same everywhere
/// ([MS-DTYP] 2.4.2.4 and 2.5.1.1).
const WELL_KNOWN: &[(&str, &str, &str)] = &[
    ("S-1-0-0", "", "Nobody"),
    ("S-1-1-0", "WD", "Everyone"),
    ("S-1-2-0", "", "LOCAL"),
    ("S-1-2-1", "", "CONSOLE LOGON"),
    ("S-1-3-0", "CO", "CREATOR OWNER"),
    ("S-1-3-1", "CG", "CREATOR GROUP"),
    ("S-1-3-2", "", "OWNER SERVER"),
    ("S-1-3-3", "", "GROUP SERVER"),
    ("S-1-3-4", "OW", "OWNER RIGHTS"),
    ("S-1-5-1", "", r"NT AUTHORITY\DIALUP"),
    ("S-1-5-2", "NU", r"NT AUTHORITY\NETWORK"),
    ("S-1-5-3", "", r"NT AUTHORITY\BATCH"),
    ("S-1-5-4", "IU", r"NT AUTHORITY\INTERACTIVE"),
    ("S-1-5-6", "SU", r"NT AUTHORITY\SERVICE"),
    ("S-1-5-7", "AN", r"NT AUTHORITY\ANONYMOUS LOGON"),
    ("S-1-5-8", "", r"NT AUTHORITY\PROXY"),
    (
        "S-1-5-9",
        "ED",
        r"NT AUTHORITY\ENTERPRISE DOMAIN CONTROLLERS",
    ),
    ("S-1-5-10", "PS", r"NT AUTHORITY\SELF"),
    ("S-1-5-11", "AU", r"NT AUTHORITY\Authenticated Users"),
    ("S-1-5-12", "RC", r"NT AUTHORITY\RESTRICTED"),
    ("S-1-5-13", "", r"NT AUTHORITY\TERMINAL SERVER USER"),
    ("S-1-5-14", "", r"NT AUTHORITY\REMOTE INTERACTIVE LOGON"),
    ("S-1-5-15", "", r"NT AUTHORITY\This Organization"),
    ("S-1-5-17", "", r"NT AUTHORITY\IUSR"),
    ("S-1-5-18", "SY", r"NT AUTHORITY\SYSTEM"),
    ("S-1-5-19", "LS", r"NT AUTHORITY\LOCAL SERVICE"),
    ("S-1-5-20", "NS", r"NT AUTHORITY\NETWORK SERVICE"),
    ("S-1-5-32-544", "BA", r"BUILTIN\Administrators"),
    ("S-1-5-32-545", "BU", r"BUILTIN\Users"),
    ("S-1-5-32-546", "BG", r"BUILTIN\Guests"),
    ("S-1-5-32-547", "PU", r"BUILTIN\Power Users"),
    ("S-1-5-32-548", "AO", r"BUILTIN\Account Operators"),
    ("S-1-5-32-549", "SO", r"BUILTIN\Server Operators"),
    ("S-1-5-32-550", "PO", r"BUILTIN\Print Operators"),
    ("S-1-5-32-551", "BO", r"BUILTIN\Backup Operators"),
    ("S-1-5-32-552", "RE", r"BUILTIN\Replicator"),
    (
        "S-1-5-32-554",
        "RU",
        r"BUILTIN\Pre-Windows 2000 Compatible Access",
    ),
    ("S-1-5-32-555", "RD", r"BUILTIN\Remote Desktop Users"),
    (
        "S-1-5-32-556",
        "NO",
        r"BUILTIN\Network Configuration Operators",
    ),
    (
        "S-1-5-32-557",
        "",
        r"BUILTIN\Incoming Forest Trust Builders",
    ),
    ("S-1-5-32-558", "MU", r"BUILTIN\Performance Monitor Users"),
    ("S-1-5-32-559", "LU", r"BUILTIN\Performance Log Users"),
    (
        "S-1-5-32-560",
        "",
        r"BUILTIN\Windows Authorization Access Group",
    ),
    (
        "S-1-5-32-561",
        "",
        r"BUILTIN\Terminal Server License Servers",
    ),
    ("S-1-5-32-562", "", r"BUILTIN\Distributed COM Users"),
    ("S-1-5-32-568", "IS", r"BUILTIN\IIS_IUSRS"),
    ("S-1-5-32-569", "CY", r"BUILTIN\Cryptographic Operators"),
    ("S-1-5-32-573", "ER", r"BUILTIN\Event Log Readers"),
    (
        "S-1-5-32-574",
        "CD",
        r"BUILTIN\Certificate Service DCOM Access",
    ),
    ("S-1-5-32-575", "RA", r"BUILTIN\RDS Remote Access Servers"),
    ("S-1-5-32-576", "ES", r"BUILTIN\RDS Endpoint Servers"),
    ("S-1-5-32-577", "MS", r"BUILTIN\RDS Management Servers"),
    ("S-1-5-32-578", "HA", r"BUILTIN\Hyper-V Administrators"),
    (
        "S-1-5-32-579",
        "AA",
        r"BUILTIN\Access Control Assistance Operators",
    ),
    ("S-1-5-32-580", "RM", r"BUILTIN\Remote Management Users"),
    (
        "S-1-5-32-582",
        "",
        r"BUILTIN\Storage Replica Administrators",
    ),
    ("S-1-5-33", "WR", r"NT AUTHORITY\WRITE RESTRICTED"),
    ("S-1-5-64-10", "", r"NT AUTHORITY\NTLM Authentication"),
    ("S-1-5-64-14", "", r"NT AUTHORITY\SChannel Authentication"),
    ("S-1-5-64-21", "", r"NT AUTHORITY\Digest Authentication"),
    ("S-1-5-80-0", "", r"NT SERVICE\ALL SERVICES"),
    ("S-1-5-83-0", "", r"NT VIRTUAL MACHINE\Virtual Machines"),
    ("S-1-5-84-0-0-0-0-0", "UD", "User-mode drivers"),
    ("S-1-5-113", "", r"NT AUTHORITY\Local account"),
    (
        "S-1-5-114",
        "",
        r"NT AUTHORITY\Local account and member of Administrators group",
    ),
    ("S-1-5-1000", "", r"NT AUTHORITY\Other Organization"),
    (
        "S-1-15-2-1",
        "AC",
        r"APPLICATION PACKAGE AUTHORITY\ALL APPLICATION PACKAGES",
    ),
    (
        "S-1-15-2-2",
        "",
        r"APPLICATION PACKAGE AUTHORITY\ALL RESTRICTED APPLICATION PACKAGES",
    ),
    ("S-1-16-0", "", "Untrusted Mandatory Level"),
    ("S-1-16-4096", "LW", "Low Mandatory Level"),
    ("S-1-16-8192", "ME", "Medium Mandatory Level"),
    ("S-1-16-8448", "MP", "Medium Plus Mandatory Level"),
    ("S-1-16-12288", "HI", "High Mandatory Level"),
    ("S-1-16-16384", "SI", "System Mandatory Level"),
    ("S-1-16-20480", "", "Protected Process Mandatory Level"),
    (
        "S-1-18-1",
        "AS",
        "Authentication authority asserted identity",
    ),
    ("S-1-18-2", "SS", "Service asserted identity"),
];

/// Names of the last number of a SID that are the same in every domain (or computer)
/// ([MS-DTYP] 2.4.2.4, [MS-SAMR] 2.2.1.14).
const DOMAIN_RIDS: &[(u32, &str)] = &[
    (498, "Enterprise Read-only Domain Controllers"),
    (500, "Administrator"),
    (501, "Guest"),
    (502, "krbtgt"),
    (503, "DefaultAccount"),
    (504, "WDAGUtilityAccount"),
    (512, "Domain Admins"),
    (513, "Domain Users"),
    (514, "Domain Guests"),
    (515, "Domain Computers"),
    (516, "Domain Controllers"),
    (517, "Cert Publishers"),
    (518, "Schema Admins"),
    (519, "Enterprise Admins"),
    (520, "Group Policy Creator Owners"),
    (521, "Read-only Domain Controllers"),
    (522, "Cloneable Domain Controllers"),
    (525, "Protected Users"),
    (526, "Key Admins"),
    (527, "Enterprise Key Admins"),
    (553, "RAS and IAS Servers"),
    (571, "Allowed RODC Password Replication Group"),
    (572, "Denied RODC Password Replication Group"),
];

/// The name of a SID given as text (`S-1-5-18`), as `System/Security/@UserID` gives it.
pub fn sid_name(text: &str) -> Option<&'static str> {
    Sid::from_text(text)?.name()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Sid, WELL_KNOWN, sid_name};

    #[test]
    fn every_well_known_sid_reads_back_and_stands_once() {
        for (place, (text, alias, _)) in WELL_KNOWN.iter().enumerate() {
            assert_eq!(Sid::from_text(text).unwrap().to_string(), *text);
            let twins = WELL_KNOWN.iter().skip(place + 1);
            for (other_text, other_alias, _) in twins {
                assert_ne!(text, other_text);
                assert!(alias.is_empty() || alias != other_alias, "{alias}");
            }
        }
    }

    #[test]
    fn domain_accounts_are_named_by_their_last_number() {
        assert_eq!(sid_name("S-1-5-21-1-2-3-512"), Some("Domain Admins"));
        assert_eq!(sid_name("S-1-5-21-1-2-3-1104"), None);
        assert_eq!(sid_name("S-1-5-18"), Some(r"NT AUTHORITY\SYSTEM"));
        assert_eq!(
            Sid::from_text("S-1-5-21-1-2-3-500").unwrap().described(),
            "Administrator (S-1-5-21-1-2-3-500)"
        );
    }

    #[test]
    fn what_is_not_a_sid_is_refused() {
        for text in [
            "",
            "S-1",
            "S-2-5-18",
            "S-1-5-x",
            "S-1-281474976710656",
            "S-1-5-",
            "S-1-5-4294967296",
        ] {
            assert_eq!(Sid::from_text(text), None, "{text}");
        }
        assert_eq!(Sid::parse(&[1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0]), None);
        assert_eq!(Sid::whole(&[1, 0, 0, 0, 0, 0, 0, 5, 9]), None);
        let wide = Sid::from_text("S-1-0x500000000000-1").unwrap();
        assert_eq!(wide.to_string(), "S-1-0x500000000000-1");
    }
}
