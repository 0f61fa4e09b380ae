//! The people, machines, shares and files of the story, and what they are identified by. Each has one name and one address
//! throughout; everything else about it follows from its number.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::descriptor::{self, Ace};
use super::network::{Address, FIRST_SERVER, socket_address};
use crate::demo::random::mix;

/// The number of workstations, and of people who sit at them.
pub(super) const WORKSTATIONS: usize = 400;
/// Machines that are not workstations follow these.
pub(super) const PRINTER: usize = WORKSTATIONS;
pub(super) const SPRAYER: usize = WORKSTATIONS + 1;
pub(super) const SCANNER: usize = WORKSTATIONS + 2;
pub(super) const BACKUP: usize = WORKSTATIONS + 3;
pub(super) const COPIER: usize = WORKSTATIONS + 4;
pub(super) const BRANCH: usize = WORKSTATIONS + 5;
pub(super) const LINUX: usize = WORKSTATIONS + 6;
pub(super) const HOSTS: [usize; 4] = [
    WORKSTATIONS + 7,
    WORKSTATIONS + 8,
    WORKSTATIONS + 9,
    WORKSTATIONS + 10,
];

const MACHINES: [(&str, Address); 11] = [
    (r"\\PRN-2F-COLOR", Address::V4([10, 20, 30, 5])),
    (r"\\10.20.40.77", Address::V4([10, 20, 40, 77])),
    (r"\\10.20.50.9", Address::V4([10, 20, 50, 9])),
    (r"\\BKP01", Address::V4([10, 20, 10, 15])),
    (r"\\10.20.30.8", Address::V4([10, 20, 30, 8])),
    (r"\\BRANCH-WAN1", Address::V4([10, 40, 0, 2])),
    (
        r"\\fe80::1c2d:3e4f:5a6b:7c8d",
        Address::V6(0xFE80_0000_0000_0000_1C2D_3E4F_5A6B_7C8D, 12),
    ),
    (
        r"\\HV01",
        Address::V6(0xFD12_3456_789A_0010_0000_0000_0000_0031, 0),
    ),
    (
        r"\\HV02",
        Address::V6(0xFD12_3456_789A_0010_0000_0000_0000_0032, 0),
    ),
    (r"\\HV03", Address::V4([10, 20, 10, 33])),
    (r"\\HV04", Address::V4([10, 20, 10, 34])),
];

/// The accounts that are not of people follow the people.
pub(super) const SVC_BACKUP: usize = WORKSTATIONS;
pub(super) const SVC_SCAN: usize = WORKSTATIONS + 1;
pub(super) const ADMINISTRATOR: usize = WORKSTATIONS + 2;
pub(super) const HOST_ACCOUNTS: [usize; 4] = [
    WORKSTATIONS + 3,
    WORKSTATIONS + 4,
    WORKSTATIONS + 5,
    WORKSTATIONS + 6,
];
/// Names that no account has: what sprayers guess, and what hostile clients send.
pub(super) const GUESSES: [usize; 6] = [
    WORKSTATIONS + 7,
    WORKSTATIONS + 8,
    WORKSTATIONS + 9,
    WORKSTATIONS + 10,
    WORKSTATIONS + 11,
    WORKSTATIONS + 12,
];
pub(super) const ESCAPE_USER: usize = WORKSTATIONS + 13;
pub(super) const BIDI_USER: usize = WORKSTATIONS + 14;
/// No user name at all.
pub(in crate::demo) const NOBODY: usize = WORKSTATIONS + 15;

const ACCOUNTS: [&str; 16] = [
    r"CONTOSO\svc_backup",
    r"CONTOSO\svc_scan",
    r"CONTOSO\Administrator",
    r"CONTOSO\HV01$",
    r"CONTOSO\HV02$",
    r"CONTOSO\HV03$",
    r"CONTOSO\HV04$",
    r"CONTOSO\admin",
    r"CONTOSO\backup",
    r"CONTOSO\test",
    r"CONTOSO\sqladmin",
    r"CONTOSO\helpdesk",
    r"CONTOSO\guest1",
    "CONTOSO\\root\u{1b}[2J\u{1b}[31m",
    "CONTOSO\\eve\u{202e}nimda",
    "",
];

const FIRST_NAMES: [&str; 40] = [
    "alice", "bob", "carol", "david", "erin", "frank", "grace", "heidi", "ivan", "judy", "karl",
    "laura", "mallory", "nina", "oscar", "peggy", "quentin", "rupert", "sybil", "trent", "ursula",
    "victor", "walter", "xenia", "yusuf", "zoe", "amara", "björn", "chloe", "dmitri", "elena",
    "farid", "giulia", "hiro", "ines", "jakub", "keiko", "léa", "mateo", "noor",
];

/// The shares, by their places in [`SHARES`].
pub(super) const PUBLIC: usize = 0;
pub(super) const FINANCE: usize = 1;
pub(super) const PAYROLL: usize = 2;
pub(super) const PROJECTS: usize = 3;
pub(super) const VMSTORE: usize = 4;
pub(super) const PROFILES: usize = 5;
pub(super) const SCANS: usize = 6;
pub(super) const IPC: usize = 7;
pub(super) const SOFTWARE: usize = 8;
pub(super) const VMSTORE2: usize = 9;

const SHARES: [(&str, &str); 10] = [
    (r"\\*\public", r"\??\D:\Shares\Public"),
    (r"\\*\finance$", r"\??\D:\Shares\Finance"),
    (r"\\*\payroll", r"\??\D:\Shares\Payroll"),
    (r"\\*\projects", r"\??\D:\Shares\Projects"),
    (r"\\*\vmstore", r"\??\C:\ClusterStorage\Volume1\VMs"),
    (r"\\*\profiles$", r"\??\C:\ClusterStorage\Volume2\Profiles"),
    (r"\\*\scans", r"\??\D:\Shares\Scans"),
    (r"\\*\IPC$", ""),
    (r"\\*\software", r"\??\D:\Shares\Software"),
    (r"\\*\vmstore2", r"\??\C:\ClusterStorage\Volume3\VMs"),
];

/// The number of ordinary files; the special ones follow.
const DOCUMENTS: usize = 2_000;
pub(super) const DISKS: std::ops::Range<usize> = DOCUMENTS..DOCUMENTS + 8;
pub(super) const PERCENT_FILE: usize = DOCUMENTS + 8;
pub(super) const BIDI_FILE: usize = DOCUMENTS + 9;

const FOLDERS: [&str; 8] = [
    "2026\\Q1",
    "archive",
    "bridge-east",
    "contracts",
    "design",
    "hr",
    "lab",
    "tenders",
];
const DOCUMENT_NAMES: [&str; 10] = [
    "budget.xlsx",
    "minutes.docx",
    "plan.pptx",
    "measurements.csv",
    "site-photo.jpg",
    "invoice.pdf",
    "model.dwg",
    "notes.txt",
    "archive.zip",
    "straßenplan.pdf",
];
const SPECIAL_FILES: [&str; 10] = [
    r"SQL01\SQL01-data.vhdx",
    r"SQL01\SQL01-log.vhdx",
    r"WEB01\WEB01.vhdx",
    r"WEB02\WEB02.vhdx",
    r"EXCH01\EXCH01-db.vhdx",
    r"DC02\DC02.vhdx",
    r"APP01\APP01.vhdx",
    r"RDS01\RDS01.vhdx",
    "%1",
    "offer\u{202e}xcod.exe",
];

/// A machine that uses the servers.
struct Client {
    name: String,
    address: Address,
    /// The address as text, as SMB1 auditing gives it.
    text: String,
}

/// Everything that has a name.
pub(in crate::demo) struct World {
    seed: u64,
    clients: Vec<Client>,
    users: Vec<String>,
    files: Vec<String>,
    descriptors: Vec<Vec<u8>>,
}

impl World {
    pub(in crate::demo) fn new(seed: u64) -> Self {
        let clients = (0..WORKSTATIONS).map(workstation);
        let machines = MACHINES.map(|(name, address)| client(name.to_owned(), address));
        let files = (0..DOCUMENTS).map(document);
        Self {
            seed,
            clients: clients.chain(machines).collect(),
            users: (0..WORKSTATIONS)
                .map(person)
                .chain(ACCOUNTS.map(str::to_owned))
                .collect(),
            files: files.chain(SPECIAL_FILES.map(str::to_owned)).collect(),
            descriptors: (0..SHARES.len()).map(share_descriptor).collect(),
        }
    }

    pub(in crate::demo) fn client_name(&self, client: usize) -> &str {
        &self.clients[client].name
    }

    pub(in crate::demo) fn client_address_text(&self, client: usize) -> &str {
        &self.clients[client].text
    }

    /// The client's SOCKADDR in `room`, with the port of this session; its length is 16 bytes
    /// for IPv4 and 28 for IPv6.
    pub(in crate::demo) fn client_address(
        &self,
        client: usize,
        session: u64,
        room: &mut [u8; 128],
    ) -> usize {
        let port = 49_152 + (mix(session ^ self.seed) % 16_384) as u16;
        socket_address(self.clients[client].address, port, room)
    }

    pub(in crate::demo) fn user(&self, user: usize) -> &str {
        &self.users[user]
    }

    pub(in crate::demo) fn file(&self, file: usize) -> &str {
        &self.files[file]
    }

    pub(in crate::demo) fn share_descriptor(&self, share: usize) -> &[u8] {
        &self.descriptors[share]
    }

    /// A GUID made of a number; `what` tells the kinds of things apart.
    pub(in crate::demo) fn guid(&self, what: u64, number: u64) -> [u8; 16] {
        let high = mix(number ^ mix(what ^ self.seed));
        let mut guid = [0; 16];
        guid[..8].copy_from_slice(&high.to_le_bytes());
        guid[8..].copy_from_slice(&mix(high).to_le_bytes());
        // Version 4, variant 1 (RFC 9562): random.
        guid[7] = guid[7] & 0x0F | 0x40;
        guid[8] = guid[8] & 0x3F | 0x80;
        guid
    }

    /// A session's id, of the look that real ones have.
    pub(in crate::demo) fn session_id(&self, session: u64) -> u64 {
        let bits = mix(session ^ mix(self.seed));
        (0x4C00 + (bits & 0x3FF)) << 32 | 0xC000_0001 | (bits >> 8 & 0x00FF_FFFC)
    }

    /// A handle's persistent file id.
    pub(in crate::demo) fn persistent_id(&self, handle: u64) -> u64 {
        mix(handle ^ self.seed) & 0xFFFF_FFFF
    }
}

/// The service principal name that a client asked for. Where the server validates names fully
/// (policy 4), the story's clients came by an alias that has none.
pub(in crate::demo) fn service_name(server: usize, policy: u64) -> &'static str {
    const REQUIRED_FULL: u64 = 4;
    match (policy, server) {
        (REQUIRED_FULL, _) => "cifs/files.contoso.test",
        (_, FIRST_SERVER) => "cifs/FS01.contoso.test",
        _ => "cifs/FS02.contoso.test",
    }
}

pub(in crate::demo) fn share_name(share: usize) -> &'static str {
    SHARES[share].0
}

pub(in crate::demo) fn share_path(share: usize) -> &'static str {
    SHARES[share].1
}

fn client(name: String, address: Address) -> Client {
    let text = match address {
        Address::V4(bytes) => Ipv4Addr::from(bytes).to_string(),
        Address::V6(bits, _) => Ipv6Addr::from(bits).to_string(),
    };
    Client {
        name,
        address,
        text,
    }
}

/// Every seventh workstation is known by its IPv6 address.
fn workstation(number: usize) -> Client {
    let name = format!(r"\\WS-{:04}", 1001 + number);
    let address = if number % 7 == 3 {
        Address::V6(
            0xFD12_3456_789A_0020_0000_0000_0000_0100 + number as u128,
            0,
        )
    } else {
        let (third, fourth) = (number / 200, number % 200);
        Address::V4([10, 20, 20 + third as u8, 20 + fourth as u8])
    };
    client(name, address)
}

/// The first forty people are known by their first names, others by an initial too.
fn person(number: usize) -> String {
    let name = FIRST_NAMES[number % FIRST_NAMES.len()];
    match number / FIRST_NAMES.len() {
        0 => format!(r"CONTOSO\{name}"),
        other => format!(r"CONTOSO\{name}.{}", char::from(b'a' + (other % 26) as u8)),
    }
}

fn document(number: usize) -> String {
    let folder = FOLDERS[number % FOLDERS.len()];
    let name = DOCUMENT_NAMES[number / FOLDERS.len() % DOCUMENT_NAMES.len()];
    match number / (FOLDERS.len() * DOCUMENT_NAMES.len()) {
        0 => format!(r"{folder}\{name}"),
        other => format!(r"{folder}\v{other}\{name}"),
    }
}

/// The access control list of a share: `finance$` denies a group whose members another entry lets in.
fn share_descriptor(share: usize) -> Vec<u8> {
    use descriptor::{
        ADMINISTRATORS, CHANGE, EVERYONE, FINANCE_TEAM, FULL, HYPER_V_HOSTS, INTERNS, PAYROLL_TEAM,
        READ,
    };
    let administrators = Ace::allow(FULL, ADMINISTRATORS);
    match share {
        FINANCE => descriptor::bytes(&[
            Ace::deny(FULL, INTERNS),
            administrators,
            Ace::allow(CHANGE, FINANCE_TEAM),
            Ace::allow(READ, descriptor::DOMAIN_USERS),
        ]),
        PAYROLL => descriptor::bytes(&[administrators, Ace::allow(CHANGE, PAYROLL_TEAM)]),
        PUBLIC | SOFTWARE => descriptor::bytes(&[Ace::allow(READ, EVERYONE), administrators]),
        VMSTORE | VMSTORE2 => descriptor::bytes(&[administrators, Ace::allow(FULL, HYPER_V_HOSTS)]),
        _ => descriptor::bytes(&[Ace::allow(CHANGE, EVERYONE), administrators]),
    }
}
