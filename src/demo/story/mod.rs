//! The acts in time order: the scenes of a round of 36 hours merged with daily life, and
//! round after round where more events are asked for than one holds.

mod act;
mod background;
mod descriptor;
mod network;
mod scenes;
mod time;
mod world;

use std::iter::Peekable;
use std::vec::IntoIter;

pub(super) use act::{Act, EVENTS, Event};
use background::Background;
pub(super) use network::{DOMAIN, SERVERS, endpoint, interface, transport};
use time::{HOUR, ROUND};
pub(super) use world::{World, service_name, share_name, share_path};

use super::random::Random;

/// Monday 2026-01-05 00:00 UTC as a FILETIME.
const FIRST_MONDAY: u64 = 134_120_448_000_000_000;
/// The story begins at 06:00 UTC of a Monday; which week of this many, the seed says.
const WEEKS: u64 = 26;
/// The number of events that make a further round.
const EVENTS_PER_ROUND: u64 = 100_000;

/// The acts of the story, ascending in time; memory does not grow with their number.
pub(super) struct Story {
    seed: u64,
    events: u64,
    round: u64,
    rounds: u64,
    scenes: Peekable<IntoIter<Act>>,
    background: Peekable<Background>,
}

impl Story {
    /// The story in exactly `events` acts.
    pub(super) fn new(seed: u64, events: u64) -> Self {
        Self {
            seed,
            events,
            round: 0,
            rounds: 1 + events / EVENTS_PER_ROUND,
            scenes: Vec::new().into_iter().peekable(),
            background: Background::default().peekable(),
        }
    }

    /// Sets the scenes of the next round; with fewer events than they have, evenly some of them.
    fn begin_round(&mut self) {
        let until = |round| u128::from(self.events) * u128::from(round) / u128::from(self.rounds);
        let events = (until(self.round + 1) - until(self.round)) as u64;
        let start =
            FIRST_MONDAY + (self.seed % WEEKS) * 7 * 24 * HOUR + 6 * HOUR + self.round * ROUND;
        let mut random = Random::new(self.seed ^ (self.round << 48));
        let mut acts = scenes::all(start, self.round, &mut random);
        acts.sort_by_key(|act| act.time);
        let count = acts.len() as u64;
        if events < count {
            let mut place = 0;
            acts.retain(|_| {
                place += 1;
                place * events / count > (place - 1) * events / count
            });
        }
        let rest = events.saturating_sub(count);
        self.scenes = acts.into_iter().peekable();
        self.background = Background::new(start, rest, random).peekable();
        self.round += 1;
    }
}

impl Iterator for Story {
    type Item = Act;

    fn next(&mut self) -> Option<Act> {
        loop {
            let scene = self.scenes.peek().map(|act| act.time);
            let background = self.background.peek().map(|act| act.time);
            match (scene, background) {
                (Some(scene), Some(background)) if background < scene => {
                    return self.background.next();
                }
                (Some(_), _) => return self.scenes.next(),
                (None, Some(_)) => return self.background.next(),
                (None, None) if self.round < self.rounds => self.begin_round(),
                (None, None) => return None,
            }
        }
    }
}
