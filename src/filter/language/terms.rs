//! The table of terms: every name that a filter can ask about, what it takes, and where in an
//! event or a row of the catalog its value is.

use super::number::Units;
use crate::catalog::Role;
use crate::events::{CLIENT, STATUS};
use crate::values::Decoder;

/// A name that a filter can ask about.
#[derive(Debug)]
pub struct Term {
    /// Its name.
    pub name: &'static str,
    /// Its other names.
    pub aliases: &'static [&'static str],
    /// What it asks about, in a phrase.
    pub help: &'static str,
    /// A filter that uses it.
    pub example: &'static str,
    pub(crate) kind: Kind,
    pub(crate) part: Part,
}

impl Term {
    /// What is written after it.
    pub fn takes(&self) -> &'static str {
        self.kind.takes()
    }

    /// Whether rows of the catalog, and not only events, have it.
    pub fn is_in_catalog(&self) -> bool {
        matches!(
            self.part,
            Part::EventId
                | Part::Version
                | Part::Level
                | Part::Channel
                | Part::Category
                | Part::Provider
                | Part::Task
                | Part::Keyword
                | Part::Title
                | Part::Message
                | Part::DataNames
                | Part::Guidance
        )
    }
}

/// How the value of a term is read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind {
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
    /// The field itself says how its value is read.
    Any,
}

impl Kind {
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

    /// Whether its values have an order, so that they can be compared and stand in ranges.
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

/// Where the value of a term is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Part {
    EventId,
    Version,
    Level,
    Channel,
    Category,
    Provider,
    Task,
    Keyword,
    Title,
    DataNames,
    Guidance,
    Message,
    Computer,
    UserSid,
    Record,
    Recovered,
    Time,
    File,
    /// Fields of the event.
    Fields(Fields),
    /// The access that was asked for and not granted: a field's bits without another's.
    Missing,
}

/// Which fields of an event a term is about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Fields {
    /// Fields of these roles.
    pub(crate) roles: &'static [Role],
    /// Fields of these decoders.
    pub(crate) decoders: &'static [Decoder],
    /// Fields of these names of which the catalog knows no role: events that are newer than it,
    /// and other providers' (Security 4625, 5140, 5145).
    pub(crate) names: &'static [&'static str],
}

const fn fields(roles: &'static [Role], names: &'static [&'static str]) -> Part {
    Part::Fields(Fields {
        roles,
        decoders: &[],
        names,
    })
}

const fn decoded_by(decoders: &'static [Decoder]) -> Part {
    Part::Fields(Fields {
        roles: &[],
        decoders,
        names: &[],
    })
}

/// The field of the access that a client asked for, and that of the access that it got (1006).
pub(crate) const MAPPED: &str = "MappedAccess";
/// See [`MAPPED`].
pub(crate) const GRANTED: &str = "GrantedAccess";

const PLAIN: Kind = Kind::Number(Units::Bytes);
const DURATION: Kind = Kind::Number(Units::Milliseconds);

const fn term(
    name: &'static str,
    aliases: &'static [&'static str],
    kind: Kind,
    part: Part,
    help: &'static str,
    example: &'static str,
) -> Term {
    Term {
        name,
        aliases,
        help,
        example,
        kind,
        part,
    }
}

/// Every term, in the order in which help shows them.
#[rustfmt::skip]
pub static TERMS: &[Term] = &[
    term("event", &["id", "eventid"], PLAIN, Part::EventId,
        "the event id; a bare number means the same", "event:1016..1017"),
    term("version", &[], PLAIN, Part::Version,
        "the event's version", "551 version:2"),
    term("level", &[], Kind::Level, Part::Level,
        "the level; >= means that or worse for names", "level:>=warning"),
    term("channel", &[], Kind::Text, Part::Channel,
        "the channel's name", "channel:security"),
    term("category", &["cat"], Kind::Text, Part::Category,
        "the catalog's category", "cat:smb1"),
    term("provider", &["source"], Kind::Text, Part::Provider,
        "the provider's name", "provider:smbserver"),
    term("task", &[], Kind::Any, Part::Task,
        "the task's name or number", "task:0"),
    term("keyword", &["keywords"], Kind::Any, Part::Keyword,
        "the keyword's name or number", "keyword:0x8000000000000008"),
    term("title", &[], Kind::Text, Part::Title,
        "the catalog's title of the event", "title:authentication"),
    term("field", &[], Kind::Text, Part::DataNames,
        "the name of a data field that the event has", "field:ResumeKey"),
    term("guidance", &[], Kind::Text, Part::Guidance,
        "the catalog's guidance for the event; * for any", "guidance:*"),
    term("message", &["text"], Kind::Text, Part::Message,
        "the message as it reads", "message:\"anonymous access\""),
    term("computer", &["host"], Kind::Text, Part::Computer,
        "the computer that wrote the event", "computer:fs01"),
    term("account", &["sid", "userid"], Kind::Text, Part::UserSid,
        "the SID of the account that the event was written under", "account:S-1-5-18"),
    term("record", &["eventrecordid"], PLAIN, Part::Record,
        "the record's number in its log", "record:1000..2000"),
    term("recovered", &[], Kind::Flag, Part::Recovered,
        "whether the record was carved from slack space", "recovered:true"),
    term("file", &["log"], Kind::Path, Part::File,
        "the log file", "file:security.evtx"),
    term("time", &["timecreated"], Kind::Time, Part::Time,
        "when it was written; a time alone is its last one in the log", "time:2024-05-01T02:00..2024-05-01T03:00"),
    term("after", &["since"], Kind::After, Part::Time,
        "written then or later", "after:2024-05-01T08:00"),
    term("before", &["until"], Kind::Before, Part::Time,
        "written earlier", "before:2024-05-02"),
    term("last", &[], Kind::Last, Part::Time,
        "written so long before the newest record, or later", "last:24h"),
    term("around", &[], Kind::Around, Part::Time,
        "written so near a record", "around:#12345/5m"),
    term("client", &["ip", "src"], Kind::Address, fields(CLIENT,
        &["ClientAddress", "ClientName", "PeerAddress", "IpAddress", "WorkstationName"]),
        "the client's address or name", "-client:10.0.0.0/8"),
    term("client.port", &["port"], Kind::Port, fields(&[Role::ClientAddress], &["ClientAddress", "PeerAddress"]),
        "the client's port", "client.port>49151"),
    term("client.name", &[], Kind::Path, fields(&[Role::ClientName], &["WorkstationName"]),
        "the client's name as it gave it", "client.name:ws-*"),
    term("user", &[], Kind::Path, fields(&[Role::UserName], &["UserName", "TargetUserName", "SubjectUserName"]),
        "the user", "user:svc_*"),
    term("domain", &[], Kind::Text, fields(&[Role::UserDomain], &["DomainName", "TargetDomainName", "SubjectDomainName"]),
        "the user's domain", "domain:contoso"),
    term("share", &[], Kind::Path, fields(&[Role::ShareName], &["ShareName"]),
        "the share", "share:finance$"),
    term("path", &[], Kind::Path, fields(&[Role::SharePath], &["SharePath", "PathName", "Path", "ShareLocalPath"]),
        "the folder that is shared", "path:D:\\data"),
    term("name", &["filename"], Kind::Path, fields(&[Role::FileName], &["FileName", "RelativeTargetName"]),
        "the file", "name:*.vhdx"),
    term("server", &["scope"], Kind::Address, fields(&[Role::ServerScope, Role::ServerAddress], &["ServerName"]),
        "the server's name or address that the client used", "server:fs-cluster"),
    term("session", &["sid64", "sessionid"], Kind::Any, fields(&[Role::SessionId], &["SessionId"]),
        "the session's 64-bit id", "session:0x00002c0004000061"),
    term("session.guid", &["sessionguid"], Kind::Any, fields(&[Role::SessionGuid], &["SessionGUID"]),
        "the session's GUID", "session.guid:5d41*"),
    term("conn", &["connection.guid", "connectionguid"], Kind::Any, fields(&[Role::ConnectionGuid], &["ConnectionGUID"]),
        "the connection's GUID", "conn:77a0*"),
    term("tree.guid", &["treeconnectguid"], Kind::Any, fields(&[Role::TreeGuid], &["TreeConnectGUID"]),
        "the tree connect's GUID", "tree.guid:9b1c*"),
    term("open.guid", &[], Kind::Any, fields(&[Role::OpenGuid], &["OpenGUID", "FileGUID"]),
        "the open file's GUID", "open.guid:e0f2*"),
    term("resume", &["resumekey"], Kind::Any, fields(&[Role::ResumeKey], &["ResumeKey"]),
        "the handle's resume key", "resume:4f1c*"),
    term("status", &[], Kind::Status, fields(STATUS,
        &["Status", "SubStatus"]),
        "any status of the event; != and - also keep events that have none, which status:* leaves out", "551 status:guessing"),
    term("rkf", &["rkfstatus"], Kind::Status, fields(&[Role::RkfStatus, Role::RkfStatusRaw], &["RKFStatus"]),
        "the Resume Key filter's status", "rkf:NOT_FOUND"),
    term("taskstatus", &[], Kind::Status, fields(&[Role::TaskStatus, Role::TaskStatusRaw], &["TaskStatus"]),
        "the status of an invalidation task", "-taskstatus:SUCCESS"),
    term("spn", &[], Kind::Text, fields(&[Role::Spn], &["SPN"]),
        "the service principal name that the client gave", "spn:cifs/*"),
    term("spn.policy", &["spnvalidationpolicy"], Kind::Named(Decoder::SpnValidationPolicy, 15), decoded_by(&[Decoder::SpnValidationPolicy]),
        "the server's policy for service principal names", "spn.policy:required"),
    term("cmd", &["command"], Kind::Named(Decoder::Smb2Command, 31), fields(&[Role::Command], &["Command"]),
        "the SMB2 command", "1020 cmd:(CREATE, CLOSE)"),
    term("duration", &[], DURATION, fields(&[Role::DurationMs], &["Duration", "DurationInMilliseconds"]),
        "how long it took", "duration:>60s"),
    term("threshold", &[], DURATION, fields(&[Role::ThresholdMs], &["Threshold", "ThresholdInMilliseconds"]),
        "how long it may take before it is logged", "threshold:15s"),
    term("dialect", &[], Kind::Dialect, decoded_by(&[Decoder::Smb2Dialect, Decoder::Srv2DialectRevision]),
        "an SMB dialect, expected or received, old or new", "dialect:<3.0"),
    term("mapped", &["asked"], Kind::Rights, fields(&[], &[MAPPED]),
        "access that the client asked for, all of what is named; = is the whole mask", "mapped:DELETE"),
    term("granted", &[], Kind::Rights, fields(&[], &[GRANTED]),
        "access that was granted, all of what is named; = is the whole mask", "granted:READ"),
    term("missing", &[], Kind::Rights, Part::Missing,
        "access that was asked for (mapped) and not granted; a preset is missing without one of its rights", "missing:WRITE_DATA"),
    term("trustee", &[], Kind::Trustee, decoded_by(&[Decoder::SecurityDescriptor]),
        "whom a descriptor names: a name or a SID", "trustee:Everyone"),
    term("durable", &[], Kind::Flag, fields(&[], &["DurableHandle"]),
        "whether the handle survives a short disconnect", "durable:true"),
    term("resilient", &[], Kind::Flag, fields(&[], &["ResilientHandle"]),
        "whether the client asked for a resilient handle", "resilient:true"),
    term("persistent", &[], Kind::Flag, fields(&[], &["PersistentHandle"]),
        "whether the handle survives a failover", "1016 persistent:true"),
    term("reason", &[], Kind::Any, fields(&[Role::Reason], &["Reason"]),
        "the reason, its number or its text", "reason:cleanup"),
    term("endpoint", &[], Kind::Text, fields(&[Role::EndpointName, Role::EndpointDomain], &["EndpointName"]),
        "the network name that came or went", "endpoint:fs-cluster"),
    term("transport", &["transportname"], Kind::Path, fields(&[Role::Transport], &["TransportName"]),
        "the transport", "transport:NetbiosSmb"),
    term("interface", &["interfaceindex"], Kind::Any, fields(&[Role::InterfaceIndex], &["InterfaceName", "InterfaceIndex"]),
        "the network interface, its number or its name", "interface:12"),
    term("linkspeed", &["speed"], Kind::Number(Units::Bits), fields(&[], &["LinkSpeed"]),
        "the link's speed", "linkspeed:<10G"),
    term("days", &[], PLAIN, fields(&[], &["Days"]),
        "days without SMB1", "days:>7"),
];

/// The term of a name or an alias, ignoring case.
pub(crate) fn term_of(name: &str) -> Option<&'static Term> {
    TERMS.iter().find(|term| {
        term.name.eq_ignore_ascii_case(name)
            || term
                .aliases
                .iter()
                .any(|alias| alias.eq_ignore_ascii_case(name))
    })
}

/// Every name and alias.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    TERMS
        .iter()
        .flat_map(|term| std::iter::once(term.name).chain(term.aliases.iter().copied()))
}
