//! Requests and responses of the trace channels: which belong together, and how long the answer
//! took. Event n is a request, n + 100 its response, 122 the response where it failed; both carry
//! the connection's GUID and a message id that the connection uses once ([MS-SMB2] 2.2.1.2).

use std::time::Duration;

use super::event::Event;
use super::summary::SMB_SERVER;
use crate::catalog::Role;
use crate::store::{EventNumber, Store};
use crate::values::duration;

/// How many events are looked at on the side of an event where its counterpart is: enough for a
/// busy second of tracing, little enough to look on demand.
const NEIGHBOURS: usize = 8192;
/// The response of whatever request failed.
const FAILED: u32 = 122;
/// `STATUS_PENDING`: the status of an interim response, which another one follows.
const PENDING: u64 = 0x103;

/// What belongs to a request or response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The response to the request, or the request of the response.
    pub number: EventNumber,
    /// Whether that is the response.
    pub is_response: bool,
    /// The time from request to response.
    pub took: Duration,
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

/// What an event of the trace channels is.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Request,
    Response,
}

/// The counterpart of a request or response, looked for among the events near to it in time: a
/// response behind its request, a request before its response. `None` for any other event, and
/// where the counterpart is not loaded or further away than some thousands of events.
pub fn pair(store: &Store, number: EventNumber) -> Option<Pair> {
    let event = store.event(number);
    let side = side(&event)?;
    let wanted = Wanted {
        id: event.system().event_id,
        side,
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
            wanted.first(store, order.iter().skip(from))
        }
        Side::Response => {
            let to = order.partition_point(|number| time_of(number) <= time);
            wanted.first(store, order.iter().take(to).rev())
        }
    }?;
    let ticks = store.event(found).time().0.abs_diff(time.0);
    Some(Pair {
        number: found,
        is_response: side == Side::Request,
        took: Duration::from_nanos(ticks.saturating_mul(100)),
    })
}

fn side(event: &Event<'_>) -> Option<Side> {
    let system = event.system();
    match system.event_id {
        _ if *system.provider != *SMB_SERVER => None,
        1..=21 => Some(Side::Request),
        101..=FAILED => Some(Side::Response),
        _ => None,
    }
}

/// What the counterpart has.
struct Wanted {
    /// The event id that it is the counterpart of.
    id: u32,
    side: Side,
    message: u64,
    connection: String,
}

impl Wanted {
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
            let status = event
                .role(Role::StatusRaw)
                .and_then(|view| view.raw.as_u64());
            if self.side == Side::Request && status == Some(PENDING) {
                interim = interim.or(Some(number));
            } else {
                return Some(number);
            }
        }
        interim
    }

    fn fits(&self, event: &Event<'_>) -> bool {
        let id = event.system().event_id;
        let is_counterpart = match self.side {
            Side::Request => id == self.id + 100 || id == FAILED,
            Side::Response if self.id == FAILED => (1..=21).contains(&id),
            Side::Response => id + 100 == self.id,
        };
        is_counterpart
            && side(event).is_some_and(|side| side != self.side)
            && event
                .role(Role::MessageId)
                .is_some_and(|view| view.raw.as_u64() == Some(self.message))
            && event
                .role(Role::ConnectionGuid)
                .is_some_and(|view| view.raw.to_string().eq_ignore_ascii_case(&self.connection))
    }
}
