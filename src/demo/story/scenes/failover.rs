//! The file server role moves to FS02, and not every handle comes along; later it moves back.

use super::super::act::{Act, Event};
use super::super::network::{CLUSTER, CLUSTER_ADDRESS, FIRST_SERVER, NETBIOS_SMB, SECOND_SERVER};
use super::super::world::{BIDI_FILE, DISKS, HOST_ACCOUNTS, HOSTS, PROFILES, VMSTORE, VMSTORE2};
use super::stage::Stage;

const SUCCESS: u32 = 0;
const OBJECT_NAME_NOT_FOUND: u32 = 0xC000_0034;
const FILE_CLOSED: u32 = 0xC000_0128;
const NOT_FOUND: u32 = 0xC000_0225;
const FILE_NOT_AVAILABLE: u32 = 0xC000_0467;
const SHARE_UNAVAILABLE: u32 = 0xC000_0480;
/// The bits of a persistent handle: durable, and persistent.
const PERSISTENT: u64 = 1 | 4;
/// Types of change in events 1012.
const ADD: u64 = 0;
const REMOVE: u64 = 2;

/// The statuses of the new owner and of its Resume Key filter for a handle that is reopened.
const OUTCOMES: [(u32, u32); 4] = [
    (OBJECT_NAME_NOT_FOUND, NOT_FOUND),
    (FILE_NOT_AVAILABLE, SUCCESS),
    (SHARE_UNAVAILABLE, SUCCESS),
    (FILE_CLOSED, NOT_FOUND),
];

/// Ten minutes after the live dump the role fails over.
pub(super) fn handles_lost(stage: &mut Stage) {
    move_role(stage, FIRST_SERVER, 9, 1500);
    for number in 0..44_u64 {
        let host = number as usize % HOSTS.len();
        let (client, user, share, file) = if number < 24 {
            let share = if host < 3 { VMSTORE } else { VMSTORE2 };
            let file = DISKS.start + host * 2 + number as usize / 12;
            (HOSTS[host], HOST_ACCOUNTS[host], share, file)
        } else {
            let user = number as usize % 40;
            let file = if number == 30 {
                BIDI_FILE
            } else {
                user * 17 % DISKS.start
            };
            (user, user, PROFILES, file)
        };
        let (status, other_status) = stage.random.pick(&OUTCOMES);
        let handle = stage.key(9, number);
        let session = stage.key(10, client as u64);
        let second = 1541 + stage.random.below(25);
        let lost = Act {
            client,
            user,
            share,
            file,
            handle,
            session,
            status,
            other_status,
            server: SECOND_SERVER,
            number: PERSISTENT,
            ..Act::new(Event::ReopenFailed)
        };
        let time = stage.at(9, second);
        stage.push(Act { time, ..lost });
        // Who asks again within the minute keeps the handle; the others' are given up.
        if number % 3 != 0 {
            let time = stage.at(9, second + 60);
            stage.push(Act {
                time,
                event: Event::Scavenged,
                ..lost
            });
        }
        if number % 4 == 1 {
            let time = stage.at(9, second + 2);
            let status = if number % 8 == 1 { SUCCESS } else { NOT_FOUND };
            stage.push(Act {
                time,
                status,
                other_status: status,
                event: Event::FileInvalidated,
                ..lost
            });
        }
        if number % 5 == 0 {
            let time = stage.at(9, second + 1);
            stage.push(Act {
                time,
                status: SUCCESS,
                other_status: SUCCESS,
                event: Event::SessionInvalidated,
                ..lost
            });
        }
    }
}

/// At night the role moves back, and nothing is lost.
pub(super) fn back(stage: &mut Stage) {
    move_role(stage, SECOND_SERVER, 20, 300);
}

/// One server gives the role's name and address up, the other takes them.
fn move_role(stage: &mut Stage, from: usize, hour: u64, second: u64) {
    let to = 1 - from;
    for (event, server, number, name, wait) in [
        (Event::EndpointOffline, from, NETBIOS_SMB, CLUSTER, 0),
        (Event::NetworkName, from, REMOVE, CLUSTER_ADDRESS, 1),
        (Event::NetworkName, to, ADD, CLUSTER_ADDRESS, 36),
        (Event::EndpointOnline, to, NETBIOS_SMB, CLUSTER, 38),
    ] {
        let time = stage.at(hour, second + wait);
        stage.push(Act {
            time,
            server,
            number,
            second: name,
            ..Act::new(event)
        });
    }
}
