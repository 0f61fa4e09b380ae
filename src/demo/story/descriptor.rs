//! Share security descriptors in their self-relative form ([MS-DTYP] 2.4.6).

/// Full control, change and read, as the share permissions dialog grants them.
pub(super) const FULL: u32 = 0x001F_01FF;
pub(super) const CHANGE: u32 = 0x0013_01BF;
pub(super) const READ: u32 = 0x0012_00A9;

/// `Everyone`, `BUILTIN\Administrators`, and groups of the domain by their RIDs.
pub(super) const EVERYONE: Sid = Sid(1, &[0]);
pub(super) const ADMINISTRATORS: Sid = Sid(5, &[32, 544]);
pub(super) const DOMAIN_USERS: Sid = domain(&[21, 1_004_336_348, 1_177_238_915, 682_003_330, 513]);
pub(super) const FINANCE_TEAM: Sid = domain(&[21, 1_004_336_348, 1_177_238_915, 682_003_330, 1120]);
pub(super) const INTERNS: Sid = domain(&[21, 1_004_336_348, 1_177_238_915, 682_003_330, 1131]);
pub(super) const PAYROLL_TEAM: Sid = domain(&[21, 1_004_336_348, 1_177_238_915, 682_003_330, 1142]);
pub(super) const HYPER_V_HOSTS: Sid =
    domain(&[21, 1_004_336_348, 1_177_238_915, 682_003_330, 1153]);

const fn domain(parts: &'static [u32]) -> Sid {
    Sid(5, parts)
}

/// A SID: its authority and its parts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sid(u8, &'static [u32]);

/// An entry of an access control list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ace {
    /// 0 allows, 1 denies ([MS-DTYP] 2.4.4.1).
    kind: u8,
    mask: u32,
    trustee: Sid,
}

impl Ace {
    pub(super) fn allow(mask: u32, trustee: Sid) -> Self {
        Self {
            kind: 0,
            mask,
            trustee,
        }
    }

    pub(super) fn deny(mask: u32, trustee: Sid) -> Self {
        Self {
            kind: 1,
            mask,
            trustee,
        }
    }
}

/// A descriptor owned by the administrators, with these entries.
pub(super) fn bytes(entries: &[Ace]) -> Vec<u8> {
    let owner = sid(ADMINISTRATORS);
    let group = sid(DOMAIN_USERS);
    let count = entries.len() as u16;
    let entries: Vec<u8> = entries.iter().flat_map(|entry| ace(*entry)).collect();
    let mut list = vec![2, 0];
    list.extend((entries.len() as u16 + 8).to_le_bytes());
    list.extend(count.to_le_bytes());
    list.extend([0, 0]);
    list.extend(entries);

    // Self-relative, with a discretionary list (SE_SELF_RELATIVE | SE_DACL_PRESENT).
    let mut bytes = vec![1, 0, 0x04, 0x80];
    let owner_at = 20;
    let group_at = owner_at + owner.len();
    for offset in [owner_at, group_at, 0, group_at + group.len()] {
        bytes.extend((offset as u32).to_le_bytes());
    }
    [bytes, owner, group, list].concat()
}

fn ace(entry: Ace) -> Vec<u8> {
    let trustee = sid(entry.trustee);
    let mut bytes = vec![entry.kind, 0];
    bytes.extend((trustee.len() as u16 + 8).to_le_bytes());
    bytes.extend(entry.mask.to_le_bytes());
    bytes.extend(trustee);
    bytes
}

fn sid(Sid(authority, parts): Sid) -> Vec<u8> {
    let mut bytes = vec![1, parts.len() as u8, 0, 0, 0, 0, 0, authority];
    bytes.extend(parts.iter().flat_map(|part| part.to_le_bytes()));
    bytes
}
