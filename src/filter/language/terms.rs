//! The table of terms: every name that a filter can ask about, the type of its values, and the
//! property that has them.

use super::number::Units;
use super::property::Property::{self, File, Message, Missing, Record, Schema};
use super::property::{Fields, GRANTED, MAPPED, RecordProperty, SchemaProperty};
use super::value_type::ValueType;
use crate::catalog::Role;
use crate::events::{CLIENT, STATUS};
use crate::evtx::SystemPart;
use crate::values::Decoder;

/// A name that a filter can ask about.
#[derive(Debug)]
pub struct Term {
    /// Its name.
    pub name: &'static str,
    /// Its other names.
    pub aliases: &'static [&'static str],
    /// Its meaning, in a phrase.
    pub help: &'static str,
    /// A filter that uses it.
    pub example: &'static str,
    pub(crate) value_type: ValueType,
    pub(crate) property: Property,
}

impl Term {
    /// The values that it takes, in a phrase.
    pub fn takes(&self) -> &'static str {
        self.value_type.takes()
    }

    /// Returns true if rows of the catalog, and not only events, have it.
    pub fn is_in_catalog(&self) -> bool {
        self.property.in_row().is_some()
    }
}

const fn fields(roles: &'static [Role], names: &'static [&'static str]) -> Property {
    Property::Fields(Fields {
        roles,
        decoders: &[],
        names,
    })
}

const fn decoded_by(decoders: &'static [Decoder]) -> Property {
    Property::Fields(Fields {
        roles: &[],
        decoders,
        names: &[],
    })
}

const NUMBER: ValueType = ValueType::Number(Units::Bytes);
const DURATION: ValueType = ValueType::Number(Units::Milliseconds);

const fn term(
    name: &'static str,
    aliases: &'static [&'static str],
    value_type: ValueType,
    property: Property,
    help: &'static str,
    example: &'static str,
) -> Term {
    Term {
        name,
        aliases,
        help,
        example,
        value_type,
        property,
    }
}

/// Every term, in the order in which help shows them.
#[rustfmt::skip]
pub static TERMS: &[Term] = &[
    term("event", &["id", "eventid"], NUMBER, Schema(SchemaProperty::EventId),
        "the event id; a bare number means the same", "event:1016..1017"),
    term("version", &[], NUMBER, Schema(SchemaProperty::Version),
        "the event's version", "551 version:2"),
    term("level", &[], ValueType::Level, Schema(SchemaProperty::Level),
        "the level; >= means that or worse for names", "level:>=warning"),
    term("channel", &[], ValueType::Text, Schema(SchemaProperty::Channel),
        "the channel's name", "channel:security"),
    term("category", &["cat"], ValueType::Text, Schema(SchemaProperty::Category),
        "the catalog's category", "cat:smb1"),
    term("provider", &["source"], ValueType::Text, Schema(SchemaProperty::Provider),
        "the provider's name", "provider:smbserver"),
    term("task", &[], ValueType::Any, Schema(SchemaProperty::Task),
        "the task's name or number", "task:0"),
    term("keyword", &["keywords"], ValueType::Any, Schema(SchemaProperty::Keyword),
        "the keyword's name or number", "keyword:0x8000000000000008"),
    term("title", &[], ValueType::Text, Schema(SchemaProperty::Title),
        "the catalog's title of the event", "title:authentication"),
    term("field", &[], ValueType::Text, Schema(SchemaProperty::DataNames),
        "the name of a data field that the event has", "field:ResumeKey"),
    term("guidance", &[], ValueType::Text, Schema(SchemaProperty::Guidance),
        "the catalog's guidance for the event; * for any", "guidance:*"),
    term("message", &["text"], ValueType::Text, Message,
        "the message as it reads", "message:\"anonymous access\""),
    term("computer", &["host"], ValueType::Text, Schema(SchemaProperty::Computer),
        "the computer that wrote the event", "computer:fs01"),
    term("account", &["sid", "userid"], ValueType::Text, Schema(SchemaProperty::UserSid),
        "the SID of the account that the event was written under", "account:S-1-5-18"),
    term("record", &["eventrecordid"], NUMBER, Record(RecordProperty::Number),
        "the record's number in its log", "record:1000..2000"),
    term("recovered", &[], ValueType::Flag, Record(RecordProperty::Recovered),
        "whether the record was carved from slack space", "recovered:true"),
    term("damaged", &[], ValueType::Flag, Record(RecordProperty::Damaged),
        "whether its part of the log does not fit its checksum", "damaged:true"),
    term("activity", &["activityid"], ValueType::Text, Record(RecordProperty::Part(SystemPart::Activity)),
        "the id of the operation that the event belongs to", "activity:4f1c*"),
    term("activity.related", &["relatedactivityid"], ValueType::Text, Record(RecordProperty::Part(SystemPart::RelatedActivity)),
        "the id of the operation that began it", "activity.related:4f1c*"),
    term("process", &["pid", "processid"], NUMBER, Record(RecordProperty::Part(SystemPart::Process)),
        "the process that wrote the event", "process:4"),
    term("thread", &["threadid"], NUMBER, Record(RecordProperty::Part(SystemPart::Thread)),
        "the thread that wrote it", "thread:1000..2000"),
    term("opcode", &[], NUMBER, Schema(SchemaProperty::Opcode),
        "the operation code that the provider gave the event", "opcode:1"),
    term("file", &["log"], ValueType::Path, File,
        "the log file", "file:security.evtx"),
    term("time", &["timecreated"], ValueType::Time, Record(RecordProperty::Time),
        "when it was written; a time alone is its last one in the log", "time:2024-05-01T02:00..2024-05-01T03:00"),
    term("after", &["since"], ValueType::After, Record(RecordProperty::Time),
        "written then or later", "after:2024-05-01T08:00"),
    term("before", &["until"], ValueType::Before, Record(RecordProperty::Time),
        "written earlier", "before:2024-05-02"),
    term("last", &[], ValueType::Last, Record(RecordProperty::Time),
        "written so long before the newest record, or later", "last:24h"),
    term("around", &[], ValueType::Around, Record(RecordProperty::Time),
        "written so near a record", "around:#12345/5m"),
    term("client", &["ip", "src"], ValueType::Address, fields(CLIENT,
        &["ClientAddress", "ClientName", "PeerAddress", "IpAddress", "WorkstationName"]),
        "the client's address or name", "-client:10.0.0.0/8"),
    term("client.port", &["port"], ValueType::Port, fields(&[Role::ClientAddress], &["ClientAddress", "PeerAddress"]),
        "the client's port", "client.port>49151"),
    term("client.name", &[], ValueType::Path, fields(&[Role::ClientName], &["WorkstationName"]),
        "the client's name as it gave it", "client.name:ws-*"),
    term("user", &[], ValueType::Path, fields(&[Role::UserName], &["UserName", "TargetUserName", "SubjectUserName"]),
        "the user", "user:svc_*"),
    term("domain", &[], ValueType::Text, fields(&[Role::UserDomain], &["DomainName", "TargetDomainName", "SubjectDomainName"]),
        "the user's domain", "domain:contoso"),
    term("share", &[], ValueType::Path, fields(&[Role::ShareName], &["ShareName"]),
        "the share", "share:finance$"),
    term("path", &[], ValueType::Path, fields(&[Role::SharePath], &["SharePath", "PathName", "Path", "ShareLocalPath"]),
        "the folder that is shared", "path:D:\\data"),
    term("name", &["filename"], ValueType::Path, fields(&[Role::FileName], &["FileName", "RelativeTargetName"]),
        "the file", "name:*.vhdx"),
    term("server", &["scope"], ValueType::Address, fields(&[Role::ServerScope, Role::ServerAddress], &["ServerName"]),
        "the server's name or address that the client used", "server:fs-cluster"),
    term("session", &["sid64", "sessionid"], ValueType::Any, fields(&[Role::SessionId], &["SessionId"]),
        "the session's 64-bit id", "session:0x00002c0004000061"),
    term("session.guid", &["sessionguid"], ValueType::Any, fields(&[Role::SessionGuid], &["SessionGUID"]),
        "the session's GUID", "session.guid:5d41*"),
    term("conn", &["connection.guid", "connectionguid"], ValueType::Any, fields(&[Role::ConnectionGuid], &["ConnectionGUID"]),
        "the connection's GUID", "conn:77a0*"),
    term("tree.guid", &["treeconnectguid"], ValueType::Any, fields(&[Role::TreeGuid], &["TreeConnectGUID"]),
        "the tree connect's GUID", "tree.guid:9b1c*"),
    term("open.guid", &[], ValueType::Any, fields(&[Role::OpenGuid], &["OpenGUID", "FileGUID"]),
        "the open file's GUID", "open.guid:e0f2*"),
    term("resume", &["resumekey"], ValueType::Any, fields(&[Role::ResumeKey], &["ResumeKey"]),
        "the handle's resume key", "resume:4f1c*"),
    term("status", &[], ValueType::Status, fields(STATUS,
        &["Status", "SubStatus"]),
        "any status of the event; != and - also keep events that have none, which status:* leaves out", "551 status:guessing"),
    term("rkf", &["rkfstatus"], ValueType::Status, fields(&[Role::RkfStatus, Role::RkfStatusRaw], &["RKFStatus"]),
        "the Resume Key filter's status", "rkf:NOT_FOUND"),
    term("taskstatus", &[], ValueType::Status, fields(&[Role::TaskStatus, Role::TaskStatusRaw], &["TaskStatus"]),
        "the status of an invalidation task", "-taskstatus:SUCCESS"),
    term("spn", &[], ValueType::Text, fields(&[Role::Spn], &["SPN"]),
        "the service principal name that the client gave", "spn:cifs/*"),
    term("spn.policy", &["spnvalidationpolicy"], ValueType::Named(Decoder::SpnValidationPolicy, 15), decoded_by(&[Decoder::SpnValidationPolicy]),
        "the server's policy for service principal names", "spn.policy:required"),
    term("cmd", &["command"], ValueType::Named(Decoder::Smb2Command, 31), fields(&[Role::Command], &["Command"]),
        "the SMB2 command", "1020 cmd:(CREATE, CLOSE)"),
    term("duration", &[], DURATION, fields(&[Role::DurationMs], &["Duration", "DurationInMilliseconds"]),
        "how long it took", "duration:>60s"),
    term("threshold", &[], DURATION, fields(&[Role::ThresholdMs], &["Threshold", "ThresholdInMilliseconds"]),
        "how long it may take before it is logged", "threshold:15s"),
    term("dialect", &[], ValueType::Dialect, decoded_by(&[Decoder::Smb2Dialect, Decoder::Srv2DialectRevision]),
        "an SMB dialect, expected or received, old or new", "dialect:<3.0"),
    term("mapped", &["asked"], ValueType::Rights, fields(&[], &[MAPPED]),
        "access that the client asked for, all of what is named; = is the whole mask", "mapped:DELETE"),
    term("granted", &[], ValueType::Rights, fields(&[], &[GRANTED]),
        "access that was granted, all of what is named; = is the whole mask", "granted:READ"),
    term("missing", &[], ValueType::Rights, Missing,
        "access that was asked for (mapped) and not granted; a preset is missing without one of its rights", "missing:WRITE_DATA"),
    term("trustee", &[], ValueType::Trustee, decoded_by(&[Decoder::SecurityDescriptor]),
        "whom a descriptor names: a name or a SID", "trustee:Everyone"),
    term("durable", &[], ValueType::Flag, fields(&[], &["DurableHandle"]),
        "whether the handle survives a short disconnect", "durable:true"),
    term("resilient", &[], ValueType::Flag, fields(&[], &["ResilientHandle"]),
        "whether the client asked for a resilient handle", "resilient:true"),
    term("persistent", &[], ValueType::Flag, fields(&[], &["PersistentHandle"]),
        "whether the handle survives a failover", "1016 persistent:true"),
    term("reason", &[], ValueType::Any, fields(&[Role::Reason], &["Reason"]),
        "the reason, its number or its text", "reason:cleanup"),
    term("endpoint", &[], ValueType::Text, fields(&[Role::EndpointName, Role::EndpointDomain], &["EndpointName"]),
        "the network name that came or went", "endpoint:fs-cluster"),
    term("transport", &["transportname"], ValueType::Path, fields(&[Role::Transport], &["TransportName"]),
        "the transport", "transport:NetbiosSmb"),
    term("interface", &["interfaceindex"], ValueType::Any, fields(&[Role::InterfaceIndex], &["InterfaceName", "InterfaceIndex"]),
        "the network interface, its number or its name", "interface:12"),
    term("linkspeed", &["speed"], ValueType::Number(Units::Bits), fields(&[], &["LinkSpeed"]),
        "the link's speed", "linkspeed:<10G"),
    term("days", &[], NUMBER, fields(&[], &["Days"]),
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
