//! One thing that happens in the story, in numbers: who, from where, on what, with what outcome.

use super::network::FIRST_SERVER;
use super::world::NOBODY;

/// The events that the story tells, with the version that a current server writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::demo) enum Event {
    LogonFailed,
    Smb1Rejected,
    Unencrypted,
    BadSignature,
    DialectMismatch,
    ShareDenied,
    AnonymousShare,
    AnonymousSession,
    EndpointAdded,
    EndpointRemoved,
    NetworkName,
    EndpointOnline,
    EndpointOffline,
    DecryptFailed,
    ReopenFailed,
    Scavenged,
    SessionInvalidated,
    FileInvalidated,
    Slow,
    LmLevel,
    FirewallRuleEnabled,
    AccessBasedEnumeration,
    NullSessionsAllowed,
    FirewallPortsClosed,
    LiveDump,
    LiveDumpFailed,
    Smb1Access,
}

/// Every event of the story with its id and version, in the order of [`Event`].
pub(in crate::demo) const EVENTS: [(Event, u32, u8); 27] = [
    (Event::LogonFailed, 551, 2),
    (Event::Smb1Rejected, 1001, 1),
    (Event::Unencrypted, 1003, 1),
    (Event::BadSignature, 1004, 1),
    (Event::DialectMismatch, 1005, 1),
    (Event::ShareDenied, 1006, 0),
    (Event::AnonymousShare, 1007, 0),
    (Event::AnonymousSession, 1009, 0),
    (Event::EndpointAdded, 1010, 0),
    (Event::EndpointRemoved, 1011, 0),
    (Event::NetworkName, 1012, 0),
    (Event::EndpointOnline, 1013, 0),
    (Event::EndpointOffline, 1014, 0),
    (Event::DecryptFailed, 1015, 0),
    (Event::ReopenFailed, 1016, 0),
    (Event::Scavenged, 1017, 0),
    (Event::SessionInvalidated, 1018, 0),
    (Event::FileInvalidated, 1019, 0),
    (Event::Slow, 1020, 1),
    (Event::LmLevel, 1021, 0),
    (Event::FirewallRuleEnabled, 1022, 0),
    (Event::AccessBasedEnumeration, 1023, 0),
    (Event::NullSessionsAllowed, 1025, 0),
    (Event::FirewallPortsClosed, 1027, 0),
    (Event::LiveDump, 1031, 0),
    (Event::LiveDumpFailed, 1032, 0),
    (Event::Smb1Access, 3000, 0),
];

/// An occurrence. The meaning of `number` and `second` depends on the event:
///
/// | event | `number` | `second` |
/// |---|---|---|
/// | 551 | SPN validation policy | |
/// | 1005 | expected dialect | received dialect |
/// | 1006 | mapped access | granted access |
/// | 1010, 1011, 1013, 1014 | transport | name of the endpoint |
/// | 1012 | change type | network interface |
/// | 1016, 1017 | bits: 1 durable, 2 resilient, 4 persistent | reason |
/// | 1020 | duration in milliseconds | SMB2 command |
/// | 1021 | configured level | |
/// | 1031, 1032 | reason | |
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::demo) struct Act {
    /// A FILETIME.
    pub(in crate::demo) time: u64,
    pub(in crate::demo) server: usize,
    pub(in crate::demo) event: Event,
    pub(in crate::demo) client: usize,
    pub(in crate::demo) user: usize,
    pub(in crate::demo) share: usize,
    pub(in crate::demo) file: usize,
    /// The session's identifiers are made of this number.
    pub(in crate::demo) session: u64,
    /// The handle's identifiers are made of this number.
    pub(in crate::demo) handle: u64,
    /// The NTSTATUS code of the event.
    pub(in crate::demo) status: u32,
    /// The event's other NTSTATUS code: of the Resume Key filter (1016) or the task (1018, 1019).
    pub(in crate::demo) other_status: u32,
    pub(in crate::demo) number: u64,
    pub(in crate::demo) second: u64,
}

impl Act {
    pub(in crate::demo) fn new(event: Event) -> Self {
        Self {
            time: 0,
            server: FIRST_SERVER,
            event,
            client: 0,
            user: NOBODY,
            share: 0,
            file: 0,
            session: 0,
            handle: 0,
            status: 0,
            other_status: 0,
            number: 0,
            second: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::EVENTS;

    #[test]
    fn events_stand_where_their_numbers_say() {
        for (place, (event, _, _)) in EVENTS.into_iter().enumerate() {
            assert_eq!(event as usize, place, "{event:?}");
        }
    }
}
