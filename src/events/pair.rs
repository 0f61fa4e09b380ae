//! Requests and responses of trace channels: pairs of them, and the time that the answer took.
//! Both carry the connection's GUID and a message id that the connection uses once ([MS-SMB2]
//! 2.2.1.2).

use std::time::Duration;

use super::event::Event;
use super::keyed::{self, Entry};
use crate::catalog::{Role, SMB_SERVER, same_provider};
use crate::store::{EventNumber, Store};
use crate::values::duration;

/// The events that trace a request.
pub(super) const REQUESTS: &[u32] = &[
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
];
/// The events that trace a response: a request's id and 100, and [`FAILED`]. Nothing answers 7
/// (CANCEL) and 14 (a broken lease is told to the client).
pub(super) const RESPONSES: &[u32] = &[
    101, 102, 103, 104, 105, 106, 108, 109, 110, 111, 112, 113, 115, 116, 117, 118, 119, 120, 121,
    FAILED,
];
/// The response of whatever request failed.
const FAILED: u32 = 122;

/// The rule of each event that is a request or response, by provider and event id.
const RULES: &[Entry<Rule>] = &[
    (SMB_SERVER, REQUESTS, (Side::Request, answers)),
    (SMB_SERVER, RESPONSES, (Side::Response, answers)),
];

/// The side that an event is on, and the test that the second of two ids answers the first.
type Rule = (Side, fn(u32, u32) -> bool);

fn answers(request: u32, response: u32) -> bool {
    response == request + 100 || response == FAILED
}

/// The number of events that are looked at on the side of an event where its counterpart is:
/// enough for a busy second of tracing, little enough to look on demand.
const NEIGHBOURS: usize = 8192;
/// `STATUS_PENDING`: the status of an interim response, which another one follows.
const PENDING: u32 = 0x103;

/// The counterpart of a request or response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Its number.
    pub number: EventNumber,
    /// Its side.
    pub side: Side,
    /// The time from request to response.
    pub took: Duration,
}

/// A side of an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// A client asked.
    Request,
    /// The server answered.
    Response,
}

impl Pair {
    /// The time from request to response, below ten milliseconds with more digits than
    /// [`duration`] has: `850 µs`, `1.2 ms`.
    pub fn took(&self) -> String {
        let micros = self.took.as_micros();
        match micros {
            0..1_000 => format!("{micros} µs"),
            1_000..10_000 => format!("{}.{} ms", micros / 1_000, micros % 1_000 / 100),
            _ => duration(self.took),
        }
    }
}

/// The counterpart of a request or response, looked for among the events near to it in time: a
/// response behind its request, a request before its response. `None` for any other event, and
/// where the counterpart is not loaded or further away than some thousands of events.
pub fn pair(store: &Store, number: EventNumber) -> Option<Pair> {
    let event = store.event(number);
    let &(side, answers) = keyed::find(RULES, &event)?;
    let counterpart = Counterpart {
        of: event,
        side: match side {
            Side::Request => Side::Response,
            Side::Response => Side::Request,
        },
        answers,
        message: event.role(Role::MessageId)?.raw.as_u64()?,
        connection: event.role(Role::ConnectionGuid)?.raw.to_string(),
    };
    let order = store.order();
    let time = event.time();
    let time_of = |number: &EventNumber| store.event(*number).time();
    // Events of one instant may be in either order.
    let found = match side {
        Side::Request => {
            let from = order.partition_point(|number| time_of(number) < time);
            counterpart.first(store, order.iter().skip(from))
        }
        Side::Response => {
            let to = order.partition_point(|number| time_of(number) <= time);
            counterpart.first(store, order.iter().take(to).rev())
        }
    }?;
    let ticks = store.event(found).time().0.abs_diff(time.0);
    Some(Pair {
        number: found,
        side: counterpart.side,
        took: Duration::from_nanos(ticks.saturating_mul(100)),
    })
}

/// The marks of the counterpart of an event.
struct Counterpart<'a> {
    of: Event<'a>,
    side: Side,
    answers: fn(u32, u32) -> bool,
    message: u64,
    connection: String,
}

impl Counterpart<'_> {
    /// The first of these events that is the counterpart; an interim response only where there is
    /// no other.
    fn first<'a>(
        &self,
        store: &Store,
        near: impl Iterator<Item = &'a EventNumber>,
    ) -> Option<EventNumber> {
        let mut interim = None;
        for &number in near.take(NEIGHBOURS) {
            let event = store.event(number);
            if !self.fits(&event) {
                continue;
            }
            let status = event.status().and_then(|status| status.code());
            if self.side == Side::Response && status == Some(PENDING) {
                interim = interim.or(Some(number));
            } else {
                return Some(number);
            }
        }
        interim
    }

    fn fits(&self, event: &Event<'_>) -> bool {
        let (system, own) = (event.system(), self.of.system());
        let answers = match self.side {
            Side::Response => (self.answers)(own.event_id, system.event_id),
            Side::Request => (self.answers)(system.event_id, own.event_id),
        };
        answers
            && same_provider(&system.provider, &own.provider)
            && keyed::find(RULES, event).is_some_and(|(side, _)| *side == self.side)
            && event
                .role(Role::MessageId)
                .is_some_and(|view| view.raw.as_u64() == Some(self.message))
            && event
                .role(Role::ConnectionGuid)
                .is_some_and(|view| view.raw.to_string().eq_ignore_ascii_case(&self.connection))
    }
}
