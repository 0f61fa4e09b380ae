//! Storage that becomes slow, until the server takes a live dump.

use super::super::act::{Act, Event};
use super::super::world::{DISKS, HOST_ACCOUNTS, HOSTS, PERCENT_FILE, PROJECTS, VMSTORE, VMSTORE2};
use super::stage::{Stage, act};

/// SMB2 commands ([MS-SMB2] 2.2.1.2).
const FLUSH: u64 = 7;
const READ: u64 = 8;
const WRITE: u64 = 9;
/// `Stalled I/O` in the provider's map.
const STALLED: u64 = 1;

/// From 13:00 for two hours the volumes of the virtual machines answer ever later: from just
/// over the threshold of 15 seconds to eleven minutes.
pub(super) fn slow_until_live_dump(stage: &mut Stage) {
    const COUNT: u64 = 150;
    for number in 0..COUNT {
        let host = stage.random.below(4) as usize;
        let disk = DISKS.start + host * 2 + stage.random.below(2) as usize;
        let wait = stage.random.below(20);
        let time = stage.at(7, number * 50 + wait);
        // Quadratic growth, and a tenth either way.
        let typical = 15_600 + 640_000 * number * number / (COUNT * COUNT);
        let duration = typical * stage.random.between(95, 111) / 100;
        let session = stage.key(8, host as u64);
        let command = stage.random.pick(&[READ, WRITE, WRITE, FLUSH]);
        let base = act(Event::Slow, time, HOSTS[host]);
        stage.push(Act {
            user: HOST_ACCOUNTS[host],
            share: if host < 3 { VMSTORE } else { VMSTORE2 },
            file: disk,
            session,
            number: duration.max(15_016),
            second: command,
            ..base
        });
    }
    let time = stage.at(7, 7_300);
    let session = stage.key(8, 9);
    let base = act(Event::Slow, time, 11);
    stage.push(Act {
        user: 11,
        share: PROJECTS,
        file: PERCENT_FILE,
        session,
        number: 21_337,
        second: READ,
        ..base
    });
    // The first stall is dumped; a second dump within a week is not taken.
    for (event, second) in [(Event::LiveDump, 7_560), (Event::LiveDumpFailed, 8_160)] {
        let time = stage.at(7, second);
        stage.push(Act {
            time,
            number: STALLED,
            ..Act::new(event)
        });
    }
}
