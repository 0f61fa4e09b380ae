//! Denied access: a group that a share's descriptor denies, and a printer without credentials.

use super::super::act::{Act, Event};
use super::super::world::{FINANCE, PRINTER, SCANS};
use super::stage::{Stage, act};

const ACCESS_DENIED: u32 = 0xC000_0022;
/// The access that Explorer, an editor and a copy ask for, after generic rights were mapped.
const ASKED: [u64; 4] = [0x0012_0089, 0x0013_019F, 0x0012_019F, 0x0011_0080];

/// The interns were put into the finance team, whose share denies the interns' group.
pub(super) fn denied_group(stage: &mut Stage) {
    for intern in [22_usize, 29, 35] {
        let session = stage.key(6, intern as u64);
        let first = 900 + stage.random.below(1200);
        for attempt in 0..14_u64 {
            let wait = stage.random.below(60);
            let time = stage.at(3 + attempt / 5, first + attempt % 5 * 340 + wait);
            let mapped = stage.random.pick(&ASKED);
            let base = act(Event::ShareDenied, time, intern);
            stage.push(Act {
                user: intern,
                share: FINANCE,
                session,
                status: ACCESS_DENIED,
                number: mapped,
                second: 0,
                ..base
            });
        }
    }
}

/// The printer lost its settings: each job is offered without a name, until someone sees it.
pub(super) fn printer_without_credentials(stage: &mut Stage) {
    for job in 0..24_u64 {
        let wait = stage.random.below(900);
        let time = stage.at(3 + job / 3, job % 3 * 1100 + wait);
        let session = stage.key(7, job);
        let event = if job % 2 == 0 {
            Event::AnonymousSession
        } else {
            Event::AnonymousShare
        };
        let base = act(event, time, PRINTER);
        stage.push(Act {
            share: SCANS,
            session,
            ..base
        });
    }
}
