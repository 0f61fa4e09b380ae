//! The types of values: how each is typed, and whether its values have an order.

use super::number::Units;
use crate::values::Decoder;

/// The type of a term's values, which says how they are typed and compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum ValueType {
    /// Text; a wildcard or `=` is about all of it.
    Text,
    /// Text of which the part after the last backslash counts as all of it too: paths,
    /// `DOMAIN\user`, `\\client`.
    Path,
    /// A number.
    Number(Units),
    /// An address, a network, or a client's name.
    Address,
    /// The port of an address.
    Port,
    /// An NTSTATUS.
    Status,
    /// A level.
    Level,
    /// A point or stretch of time.
    Time,
    /// A point in time, and everything from it on.
    After,
    /// A point in time, and everything up to it.
    Before,
    /// A stretch of time up to the newest record.
    Last,
    /// A record's number and a stretch of time to both sides of it.
    Around,
    /// Yes or no.
    Flag,
    /// Access rights, all of which count; `=` is about the whole mask.
    Rights,
    /// One of the names that a decoder gives to the numbers up to this one.
    Named(Decoder, u16),
    /// An SMB dialect.
    Dialect,
    /// Somebody whom a security descriptor names.
    Trustee,
    /// The type of each field itself.
    Any,
}

impl ValueType {
    pub(crate) fn takes(self) -> &'static str {
        match self {
            Self::Text | Self::Path | Self::Trustee => "text, * and ? as wildcards",
            Self::Number(Units::Milliseconds) => {
                "milliseconds or a duration (60s, 5m), a range, or > and a duration"
            }
            Self::Number(Units::Bits) => "bits per second (10G), a range, or > and a speed",
            Self::Number(Units::Bytes) | Self::Port => "a number, a range, or > and a number",
            Self::Address => "an address, a network (10.0.0.0/8, 10.1.*), or text",
            Self::Status => {
                "a name (STATUS_ may be left out), a code, or guessing, lockout, account, policy, infra"
            }
            Self::Level => "critical, error, warning, info or verbose, or a number",
            Self::Time => "a date, a time (UTC), or a range of them",
            Self::After | Self::Before => "a date or a time (UTC)",
            Self::Last => "a duration (30m, 24h, 7d)",
            Self::Around => "# and a record number, / and a duration (#12345/5m)",
            Self::Flag => "true or false",
            Self::Rights => {
                "a right (READ_DATA, DELETE), READ, CHANGE or FULL for all of their rights, or a mask"
            }
            Self::Named(..) => "a name or its number",
            Self::Dialect => "a dialect (3.1.1, 0x0311), a range, or < and a dialect",
            Self::Any => "text, a number or an address, as the field has it",
        }
    }

    /// Returns true if its values have an order, so that they can be compared and stand in ranges.
    pub(crate) fn has_order(self) -> bool {
        matches!(
            self,
            Self::Number(_)
                | Self::Port
                | Self::Address
                | Self::Level
                | Self::Time
                | Self::Dialect
                | Self::Any
        )
    }
}
