//! The stage that scenes put their acts on.

use super::super::act::{Act, Event};
use super::super::network::FIRST_SERVER;
use super::super::time::{HOUR, SECOND};
use crate::demo::random::{Random, mix};

/// The acts of the scenes so far.
pub(super) struct Stage {
    pub(super) acts: Vec<Act>,
    start: u64,
    round: u64,
    pub(super) random: Random,
}

impl Stage {
    /// An empty stage for the round that begins at `start`.
    pub(super) fn new(start: u64, round: u64, random: Random) -> Self {
        Self {
            acts: Vec::new(),
            start,
            round,
            random,
        }
    }

    /// A time of the round, with a fraction of a second that is by chance.
    pub(super) fn at(&mut self, hours: u64, seconds: u64) -> u64 {
        self.start + hours * HOUR + seconds * SECOND + self.random.below(SECOND)
    }

    pub(super) fn push(&mut self, act: Act) {
        self.acts.push(act);
    }

    /// A number that stands for a session or handle, the same for the same names.
    pub(super) fn key(&self, what: u64, number: u64) -> u64 {
        mix(self.round << 40 | what << 32 | number)
    }
}

/// An act of a client at FS01.
pub(super) fn act(event: Event, time: u64, client: usize) -> Act {
    Act {
        time,
        client,
        server: FIRST_SERVER,
        ..Act::new(event)
    }
}
