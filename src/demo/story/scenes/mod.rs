//! The scenes that make the story: each is a short list of acts at its hours of the round.

mod access;
mod failover;
mod integrity;
mod logons;
mod servers;
mod storage;

use super::act::{Act, Event};
use super::network::FIRST_SERVER;
use super::{HOUR, SECOND};
use crate::demo::random::{Random, mix};

/// All scenes of the round that begins at `start`, in no order.
pub(super) fn all(start: u64, round: u64, random: &mut Random) -> Vec<Act> {
    let mut stage = Stage {
        acts: Vec::new(),
        start,
        round,
        random: random.clone(),
    };
    servers::restart(&mut stage);
    servers::interfaces(&mut stage);
    logons::locked_out_service(&mut stage);
    logons::password_spray(&mut stage);
    logons::smb1_scanner(&mut stage);
    access::denied_group(&mut stage);
    access::printer_without_credentials(&mut stage);
    storage::slow_until_live_dump(&mut stage);
    failover::handles_lost(&mut stage);
    failover::back(&mut stage);
    integrity::downgrade(&mut stage);
    integrity::bad_signatures(&mut stage);
    integrity::unencrypted(&mut stage);
    *random = stage.random;
    stage.acts
}

/// Where scenes put their acts.
struct Stage {
    acts: Vec<Act>,
    start: u64,
    round: u64,
    random: Random,
}

impl Stage {
    /// A time of the round, with a fraction of a second that is by chance.
    fn at(&mut self, hours: u64, seconds: u64) -> u64 {
        self.start + hours * HOUR + seconds * SECOND + self.random.below(SECOND)
    }

    fn push(&mut self, act: Act) {
        self.acts.push(act);
    }

    /// A number that stands for a session or handle, the same for the same names.
    fn key(&self, what: u64, number: u64) -> u64 {
        mix(self.round << 40 | what << 32 | number)
    }
}

/// An act of a client at FS01.
fn act(event: Event, time: u64, client: usize) -> Act {
    Act {
        time,
        client,
        server: FIRST_SERVER,
        ..Act::new(event)
    }
}
