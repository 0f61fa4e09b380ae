//! Daily life: what two healthy file servers log anyway, more of it in office hours.

use super::act::{Act, Event};
use super::network::{LAN, VPN};
use super::time::{HOUR, ROUND, SECOND};
use super::world::{
    COPIER, IPC, LINUX, PRINTER, PROFILES, PROJECTS, PUBLIC, SCANS, SOFTWARE, SVC_SCAN,
};
use crate::demo::random::{Random, mix};

/// The weights of the hours of the round, from 06:00 on.
const BUSY: [u64; 36] = [
    2, 5, 8, 10, 10, 9, 7, 9, 10, 9, 7, 5, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 5, 8, 10, 10, 9,
    7, 9, 10, 9, 7, 5,
];

/// Something that happens at this time.
type Habit = fn(&mut Background, u64) -> Act;

/// Habits and their frequencies in a thousand.
const DAILY: [(u64, Habit); 10] = [
    (330, mistyped),
    (230, read_only_share),
    (120, slow_now_and_then),
    (90, without_credentials),
    (70, handle_of_a_laptop),
    (50, copier_speaks_smb1),
    (40, invalidated),
    (30, vpn_adapter),
    (20, service_name_mismatch),
    (20, session_gone),
];

/// The daily events of a round, ascending in time.
pub(super) struct Background {
    start: u64,
    count: u64,
    told: u64,
    random: Random,
    /// The hour that the next event falls into, and the weights of the hours before it.
    hour: usize,
    passed: u64,
    /// The number of people at work: more where there are more events.
    people: u64,
}

impl Default for Background {
    fn default() -> Self {
        Self::new(0, 0, Random::new(0))
    }
}

impl Background {
    pub(super) fn new(start: u64, count: u64, random: Random) -> Self {
        Self {
            start,
            count,
            told: 0,
            random,
            hour: 0,
            passed: 0,
            people: (40 + count / 50).min(super::world::WORKSTATIONS as u64),
        }
    }

    /// The earliest time of the `number`th event of the round.
    fn time(&mut self, number: u64) -> u64 {
        let total: u64 = BUSY.iter().sum();
        // In weight times hundred nanoseconds, evenly over all events.
        let place = u128::from(number) * u128::from(total * HOUR) / u128::from(self.count.max(1));
        while self.hour + 1 < BUSY.len()
            && place >= u128::from((self.passed + BUSY[self.hour]) * HOUR)
        {
            self.passed += BUSY[self.hour];
            self.hour += 1;
        }
        let within = (place - u128::from(self.passed * HOUR)) / u128::from(BUSY[self.hour]);
        (self.start + self.hour as u64 * HOUR + within as u64).min(self.start + ROUND)
    }

    fn person(&mut self) -> usize {
        self.random.below(self.people) as usize
    }

    fn document(&mut self) -> usize {
        (self.random.below(self.people * 5)) as usize
    }

    /// An act of someone at their own workstation, in the session of this time of day.
    fn own(&mut self, event: Event, time: u64) -> Act {
        let person = self.person();
        Act {
            time,
            client: person,
            user: person,
            server: person % 2,
            session: mix(((time / (2 * HOUR)) << 20) | person as u64),
            ..Act::new(event)
        }
    }
}

impl Iterator for Background {
    type Item = Act;

    fn next(&mut self) -> Option<Act> {
        if self.told == self.count {
            return None;
        }
        let earliest = self.time(self.told);
        self.told += 1;
        let latest = earliest + (HOUR / (self.count + 1)).min(60 * SECOND);
        let time = self.random.between(earliest, latest.max(earliest + 1));
        let mut chance = self.random.below(1000);
        for (often, happens) in DAILY {
            match chance.checked_sub(often) {
                Some(rest) => chance = rest,
                None => return Some(happens(self, time)),
            }
        }
        Some(mistyped(self, time))
    }
}

/// Someone mistypes a password, or it has expired, or a domain controller is away.
fn mistyped(life: &mut Background, time: u64) -> Act {
    const WRONG_PASSWORD: u32 = 0xC000_006A;
    const LOGON_FAILURE: u32 = 0xC000_006D;
    const PASSWORD_EXPIRED: u32 = 0xC000_0071;
    const NO_LOGON_SERVERS: u32 = 0xC000_005E;
    const LOGON_TYPE_NOT_GRANTED: u32 = 0xC000_015B;
    let chance = life.random.below(100);
    Act {
        status: match chance {
            0..55 => LOGON_FAILURE,
            55..88 => WRONG_PASSWORD,
            88..94 => PASSWORD_EXPIRED,
            94..97 => NO_LOGON_SERVERS,
            _ => LOGON_TYPE_NOT_GRANTED,
        },
        session: mix(time),
        ..life.own(Event::LogonFailed, time)
    }
}

/// A program opens a file of a read-only share for writing first.
fn read_only_share(life: &mut Background, time: u64) -> Act {
    const ACCESS_DENIED: u32 = 0xC000_0022;
    const READ: u64 = 0x0012_00A9;
    Act {
        share: life.random.pick(&[PUBLIC, PUBLIC, SOFTWARE]),
        status: ACCESS_DENIED,
        number: life.random.pick(&[0x0012_019F, 0x0013_019F, 0x0012_0116]),
        second: READ,
        ..life.own(Event::ShareDenied, time)
    }
}

/// A single operation takes long: a large copy, a scan, a query of a huge folder.
fn slow_now_and_then(life: &mut Background, time: u64) -> Act {
    const CREATE: u64 = 5;
    const CLOSE: u64 = 6;
    const WRITE: u64 = 9;
    const IOCTL: u64 = 11;
    const QUERY_DIRECTORY: u64 = 14;
    Act {
        share: life.random.pick(&[PROJECTS, PROJECTS, PROFILES, SOFTWARE]),
        file: life.document(),
        number: life.random.between(15_016, 24_000),
        second: life
            .random
            .pick(&[CREATE, CREATE, CLOSE, WRITE, IOCTL, QUERY_DIRECTORY]),
        ..life.own(Event::Slow, time)
    }
}

/// The printer, and a Linux host that lists shares, come without a name.
fn without_credentials(life: &mut Background, time: u64) -> Act {
    let (client, share) = life
        .random
        .pick(&[(PRINTER, SCANS), (PRINTER, SCANS), (LINUX, IPC)]);
    let event = life
        .random
        .pick(&[Event::AnonymousSession, Event::AnonymousShare]);
    Act {
        client,
        share,
        time,
        server: life.random.below(2) as usize,
        session: mix(time),
        ..Act::new(event)
    }
}

/// A laptop was closed: its durable handle is given up, or cannot be opened again.
fn handle_of_a_laptop(life: &mut Background, time: u64) -> Act {
    const DURABLE: u64 = 1;
    const FILE_CLOSED: u32 = 0xC000_0128;
    let event = life
        .random
        .pick(&[Event::Scavenged, Event::Scavenged, Event::ReopenFailed]);
    Act {
        share: PROJECTS,
        file: life.document(),
        handle: mix(time),
        number: DURABLE,
        status: FILE_CLOSED,
        ..life.own(event, time)
    }
}

/// The old copier knows only SMB1.
fn copier_speaks_smb1(life: &mut Background, time: u64) -> Act {
    let event = life
        .random
        .pick(&[Event::Smb1Access, Event::Smb1Access, Event::Smb1Rejected]);
    Act {
        time,
        client: COPIER,
        server: life.random.below(2) as usize,
        ..Act::new(event)
    }
}

/// The cluster's nodes tell each other that a session or a file is no longer theirs.
fn invalidated(life: &mut Background, time: u64) -> Act {
    let event = life
        .random
        .pick(&[Event::SessionInvalidated, Event::FileInvalidated]);
    Act {
        handle: mix(time),
        ..life.own(event, time)
    }
}

/// The VPN adapter comes, goes, or changes its addresses.
fn vpn_adapter(life: &mut Background, time: u64) -> Act {
    const UPDATE: u64 = 1;
    let (event, number) = life.random.pick(&[
        (Event::EndpointAdded, VPN),
        (Event::EndpointRemoved, VPN),
        (Event::NetworkName, UPDATE),
    ]);
    Act {
        time,
        number,
        second: if event == Event::NetworkName { LAN } else { 0 },
        ..Act::new(event)
    }
}

/// A script asks for the server by an alias without a service principal name.
fn service_name_mismatch(life: &mut Background, time: u64) -> Act {
    const ACCESS_DENIED: u32 = 0xC000_0022;
    const REQUIRED_FULL: u64 = 4;
    Act {
        user: SVC_SCAN,
        status: ACCESS_DENIED,
        number: REQUIRED_FULL,
        session: mix(time),
        ..life.own(Event::LogonFailed, time)
    }
}

/// A client goes on using a session that has ended.
fn session_gone(life: &mut Background, time: u64) -> Act {
    const USER_SESSION_DELETED: u32 = 0xC000_0203;
    Act {
        status: USER_SESSION_DELETED,
        ..life.own(Event::DecryptFailed, time)
    }
}
