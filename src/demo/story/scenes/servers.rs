//! The servers' own life: the restart that begins the round, and interfaces that change.

use super::super::act::{Act, Event};
use super::super::network::{
    CLUSTER, CLUSTER_ADDRESS, FIRST_SERVER, LAN, LAN_LINK_LOCAL, NETBIOS_SMB, NETBT, OWN_NAME,
    SECOND_SERVER, VPN,
};
use super::super::world::WORKSTATIONS;
use super::stage::{Stage, act};

const USER_SESSION_DELETED: u32 = 0xC000_0203;
/// Types of change in events 1012.
const ADD: u64 = 0;
const UPDATE: u64 = 1;

/// Both servers restart; their clients still use the sessions of before.
pub(super) fn restart(stage: &mut Stage) {
    for (server, minute) in [(FIRST_SERVER, 4), (SECOND_SERVER, 16)] {
        let mut second = minute * 60;
        let mut tell = |stage: &mut Stage, event, number, name| {
            second += stage.random.below(3);
            let time = stage.at(0, second);
            stage.push(Act {
                time,
                server,
                number,
                second: name,
                ..Act::new(event)
            });
        };
        tell(stage, Event::FirewallPortsClosed, 0, 0);
        tell(stage, Event::EndpointAdded, NETBIOS_SMB, OWN_NAME);
        tell(stage, Event::NetworkName, ADD, LAN);
        tell(stage, Event::NetworkName, ADD, LAN_LINK_LOCAL);
        tell(stage, Event::EndpointAdded, NETBT, OWN_NAME);
        tell(stage, Event::EndpointOnline, NETBIOS_SMB, OWN_NAME);
        tell(stage, Event::FirewallRuleEnabled, 0, 0);
        if server == FIRST_SERVER {
            tell(stage, Event::AccessBasedEnumeration, 0, 0);
            tell(stage, Event::NetworkName, ADD, CLUSTER_ADDRESS);
            tell(stage, Event::EndpointOnline, NETBIOS_SMB, CLUSTER);
        } else {
            tell(stage, Event::LmLevel, 1, 0);
            tell(stage, Event::NullSessionsAllowed, 0, 0);
        }
        for number in 0..12 {
            let client = (number * 13 + server * 5) % WORKSTATIONS;
            let time = stage.at(0, minute * 60 + 20 + number as u64 * 9);
            let session = stage.key(1, (server * 1000 + number) as u64);
            let base = act(Event::DecryptFailed, time, client);
            stage.push(Act {
                server,
                status: USER_SESSION_DELETED,
                session,
                ..base
            });
        }
    }
}

/// A VPN adapter of FS01 comes and goes, and its addresses are announced again.
pub(super) fn interfaces(stage: &mut Stage) {
    for number in 0..9 {
        let hour = 3 + number * 7 / 2;
        for (event, minute) in [(Event::EndpointAdded, 5), (Event::EndpointRemoved, 44)] {
            let wait = stage.random.below(240);
            let time = stage.at(hour, minute * 60 + wait);
            stage.push(Act {
                time,
                number: VPN,
                second: OWN_NAME,
                ..Act::new(event)
            });
        }
        let time = stage.at(hour, 6 * 60);
        stage.push(Act {
            time,
            server: (number % 2) as usize,
            number: UPDATE,
            second: LAN,
            ..Act::new(Event::NetworkName)
        });
    }
}
