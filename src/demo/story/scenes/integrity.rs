//! Messages that arrive other than they were sent: a downgrade, bad signatures, no encryption.

use super::super::act::{Act, Event};
use super::super::network::SECOND_SERVER;
use super::super::world::{BRANCH, LINUX, PAYROLL, SVC_SCAN};
use super::stage::{Stage, act};

/// Dialects ([MS-SMB2] 2.2.3).
const SMB_3_1_1: u64 = 0x0311;
const SMB_2_1: u64 = 0x0210;

/// Someone on the way makes a client's negotiation look older than it was.
pub(super) fn downgrade(stage: &mut Stage) {
    let time = stage.at(27, 1_140);
    let session = stage.key(11, 0);
    let base = act(Event::DialectMismatch, time, 31);
    stage.push(Act {
        user: 31,
        session,
        number: SMB_3_1_1,
        second: SMB_2_1,
        ..base
    });
}

/// The WAN optimiser of the branch office changes what it forwards: one bad signature every few
/// minutes, of one client.
pub(super) fn bad_signatures(stage: &mut Stage) {
    let session = stage.key(12, 0);
    for number in 0..30 {
        let wait = stage.random.below(30);
        let time = stage.at(25, number * 240 + wait);
        let base = act(Event::BadSignature, time, BRANCH);
        stage.push(Act {
            user: 38,
            session,
            ..base
        });
    }
}

/// A Linux host mounts an encrypted share without encryption.
pub(super) fn unencrypted(stage: &mut Stage) {
    for number in 0..12 {
        let time = stage.at(28, number * 131);
        let session = stage.key(13, number / 4);
        let base = act(Event::Unencrypted, time, LINUX);
        stage.push(Act {
            server: SECOND_SERVER,
            user: SVC_SCAN,
            share: PAYROLL,
            session,
            ..base
        });
    }
}
