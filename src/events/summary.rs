//! One line for an event: what happened to whom. A table of patterns by event id, filled from
//! the event's roles, because the same thing has several names in the provider's templates. What
//! happened comes first, then whom it happened to and why: the end of the line is what a narrow
//! terminal cuts off. What a table tells in columns of its own can be left out.

use std::time::Duration;

use super::event::Event;
use super::field::FieldView;
use crate::catalog::Role;
use crate::values::{Raw, SocketAddress, access, address, duration, status};

/// The provider whose events the patterns are of.
pub(crate) const SMB_SERVER: &str = "Microsoft-Windows-SMBServer";

/// Patterns by event id. `{role}` or `{FieldName}` is the value; what stands in brackets is left
/// out with a value that the event does not have.
const PATTERNS: &[(u32, &str)] = &[
    (
        500,
        "connection accepted[ from {client}][ over {transport}]",
    ),
    (501, "{client} disconnected[: {Flags}][ ({transport})]"),
    (502, "connection of {client} terminated[ ({status})]"),
    (550, "session allocated[: {session}]"),
    (551, "logon failed[, {user}][: {status}][ from {client}]"),
    (552, "{user} logged on"),
    (554, "session terminated[, reason {Reason}]"),
    (555, "session closed[, reason {Reason}]"),
    (600, "tree connect to {share}"),
    (
        603,
        "tree connect to {share} failed: cluster endpoint initializing[ ({status})]",
    ),
    (650, "open of {file}"),
    (
        658,
        "handle[ of {user}][ from {client}] invalidated: {share}[\\{file}]",
    ),
    (700, "share {share} added[: {path}]"),
    (701, "share {share} modified[: {path}]"),
    (702, "share {share} deleted"),
    (
        1000,
        "{user} could not be reauthenticated for claims[ ({status})]",
    ),
    (1001, "SMB1 negotiation rejected[ from {client}]"),
    (
        1002,
        "Resume Key filter did not acknowledge a persistent handle on {share}[: {file}]",
    ),
    (
        1003,
        "unencrypted message rejected[, {user}][ on {share}][ from {client}]",
    ),
    (
        1004,
        "wrongly signed message rejected[, {user}][ from {client}]",
    ),
    (
        1005,
        "negotiation failed its check, connection ended[, {user}][ from {client}][: {status}]",
    ),
    (
        1006,
        "denied[ {user}][ on {share}][: {missing}][ from {client}]",
    ),
    (1007, "anonymous access to {share} denied[ from {client}]"),
    (
        1009,
        "anonymous access to the server denied[ from {client}]",
    ),
    (1010, "endpoint {Name} added[ ({transport})]"),
    (1011, "endpoint {Name} removed[ ({transport})]"),
    (1012, "network name {ChangeType}: {NetName}[ at {address}]"),
    (
        1013,
        "endpoint {EndpointName} coming online[ ({transport})]",
    ),
    (
        1014,
        "endpoint {EndpointName} going offline[ ({transport})]",
    ),
    (
        1015,
        "message could not be decrypted[ from {client}][ ({status})]",
    ),
    (
        1016,
        "reopening failed[, {user}][: {status}], {file}[ on {share}][ from {client}]",
    ),
    (1017, "handle scavenged[ on {share}][: {file}]"),
    (1018, "session {session} invalidated[ ({status})]"),
    (1019, "file invalidated[ ({status})]"),
    (
        1020,
        "{command} took {took}[, {user}][ on {share}][: {file}][ from {client}]",
    ),
    (
        1021,
        "LM compatibility level is {ConfiguredLmCompatibilityLevel}",
    ),
    (
        1028,
        "highest SMB dialect of the cluster is now {NewDialect}",
    ),
    (
        1029,
        "cipher suite order of the policy is invalid: {CipherSuiteOrder}",
    ),
    (
        1030,
        "MDL completion failed[ on {share}][: {file}][ ({status})]",
    ),
    (1031, "live kernel dump captured[: {Reason}]"),
    (1032, "live kernel dump could not be captured[: {Reason}]"),
    (
        1043,
        "RDMA connection took {CloseOperationDurationInMillieconds} ms to close[ ({transport})]",
    ),
    (
        1800,
        "{share} cannot be continuously available: it is no cluster share",
    ),
    (
        1801,
        "{share} cannot be continuously available: no Resume Key filter[ ({status})]",
    ),
    (
        1802,
        "next id region could not be reserved in the cluster registry[ ({status})]",
    ),
    (
        1803,
        "security descriptor differs from the default: {DescriptorName}",
    ),
    (
        1905,
        "session {session} closed in periodic clean-up[: {Reason}]",
    ),
    (3000, "SMB1 access from {client}"),
    (3002, "SMB1 connection attempted from {client}"),
    (3003, "SMB1 server removed after {Days} days without use"),
];

/// How many fields stand in the summary of an event without a pattern or a title.
const FIELDS: usize = 6;
/// How many characters of one value stand in a summary.
const VALUE_LENGTH: usize = 120;

/// The summary of an event; never empty. For a narrow table (`told`) users are without their
/// domain, and of the user, the client and the share, those in `told` are left out where the
/// sentence does without.
pub(crate) fn of(event: &Event<'_>, told: Option<&[Role]>) -> String {
    let id = event.system().event_id;
    let pattern = (*event.system().provider == *SMB_SERVER)
        .then(|| PATTERNS.iter().find(|(known, _)| *known == id))
        .flatten();
    if let Some(text) = pattern.and_then(|(_, pattern)| fill(event, pattern, told)) {
        return text;
    }
    match event.catalog_row() {
        Some(_) => known(event, told),
        None if event.saved_text().is_some() => known(event, told),
        None => unknown(event),
    }
}

/// The title with what is known of who and what.
fn known(event: &Event<'_>, told: Option<&[Role]>) -> String {
    let title = event.title();
    let parts: Vec<String> = ["user", "client", "share", "file", "command", "status"]
        .iter()
        .filter(|name| !is_told(name, told))
        .filter_map(|name| value(event, name, told))
        .filter(|part| !title.contains(part.as_str()))
        .collect();
    if parts.is_empty() {
        title
    } else {
        format!(
            "{}: {}",
            title.trim_end_matches(['.', ':']),
            parts.join(", ")
        )
    }
}

/// The fields, where there is no text of them.
fn unknown(event: &Event<'_>) -> String {
    let fields: Vec<String> = event
        .fields()
        .filter(|field| !field.raw.is_empty())
        .take(FIELDS)
        .map(|field| format!("{}: {}", field.name, shortened(field.in_message())))
        .collect();
    if fields.is_empty() {
        event.title()
    } else {
        fields.join(", ")
    }
}

/// Whether what a pattern names is told elsewhere.
fn is_told(name: &str, told: Option<&[Role]>) -> bool {
    let role = match name {
        "user" => Role::UserName,
        "client" => Role::ClientAddress,
        "share" => Role::ShareName,
        _ => return false,
    };
    told.is_some_and(|told| told.contains(&role))
}

/// A pattern filled in; `None` if a value outside brackets is missing.
fn fill(event: &Event<'_>, pattern: &str, told: Option<&[Role]>) -> Option<String> {
    let mut text = String::with_capacity(pattern.len() + 48);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('[') {
        let (optional, after) = after.split_once(']')?;
        text.push_str(&insert(event, before, told)?);
        let name = optional.split(['{', '}']).nth(1).unwrap_or_default();
        if !is_told(name, told)
            && let Some(part) = insert(event, optional, told)
        {
            text.push_str(&part);
        }
        rest = after;
    }
    text.push_str(&insert(event, rest, told)?);
    Some(text)
}

fn insert(event: &Event<'_>, pattern: &str, told: Option<&[Role]>) -> Option<String> {
    let mut text = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        text.push_str(before);
        text.push_str(&value(event, name, told)?);
        rest = after;
    }
    text.push_str(rest);
    Some(text)
}

/// The value that a pattern names: a role's, or that of a field.
fn value(event: &Event<'_>, name: &str, told: Option<&[Role]>) -> Option<String> {
    let shown = |role| {
        event
            .role(role)
            .map(|field: FieldView<'_>| field.in_message())
    };
    let text = match name {
        "user" if told.is_some() => {
            let user = event.role(Role::UserName)?.raw.to_string();
            user.rsplit('\\').next().unwrap_or_default().to_owned()
        }
        "user" => user(event)?,
        "client" => client(event)?,
        "address" => shown(Role::ServerAddress)?,
        "share" => shown(Role::ShareName)?,
        "path" => shown(Role::SharePath)?,
        "file" => shown(Role::FileName)?,
        "transport" => shown(Role::Transport)?,
        "session" => shown(Role::SessionId).or_else(|| shown(Role::SessionGuid))?,
        "command" => shown(Role::Command)?,
        "status" => outcome(event)?,
        "took" => {
            let length = event.role(Role::DurationMs)?.raw.as_u64()?;
            duration(Duration::from_millis(length))
        }
        "missing" => missing(event)?,
        _ => named(event, name)?.in_message(),
    };
    Some(shortened(text))
}

fn user(event: &Event<'_>) -> Option<String> {
    let user = event.role(Role::UserName)?.raw.to_string();
    match event.role(Role::UserDomain) {
        Some(domain) if !user.contains('\\') => Some(format!("{}\\{user}", domain.raw)),
        _ => Some(user),
    }
}

/// The client's address without its port, which changes with every connection; else its name.
fn client(event: &Event<'_>) -> Option<String> {
    if let Some(Raw::Binary(bytes)) = event.role(Role::ClientAddress).map(|field| field.raw)
        && let Some(address) = address::socket(bytes)
    {
        return Some(SocketAddress { port: 0, ..address }.to_string());
    }
    let name = event
        .role(Role::ClientName)
        .or_else(|| event.role(Role::ClientAddress))?;
    Some(name.raw.to_string().trim_start_matches('\\').to_owned())
}

/// The status by name, where it has one, without the prefix that all names share.
fn outcome(event: &Event<'_>) -> Option<String> {
    let field = event
        .role(Role::Status)
        .or_else(|| event.role(Role::StatusRaw))?;
    let code = field.status()?;
    let name = status::name(code).map(|name| name.strip_prefix("STATUS_").unwrap_or(name));
    Some(name.map_or_else(|| format!("0x{code:X}"), str::to_owned))
}

/// What was asked for and not granted, where the record says so.
fn missing(event: &Event<'_>) -> Option<String> {
    let mask = |name| u32::try_from(named(event, name)?.raw.as_u64()?).ok();
    let missing = access::missing(mask("MappedAccess")?, mask("GrantedAccess")?);
    (missing != 0).then(|| access::names(missing).join(", "))
}

fn named<'a>(event: &Event<'a>, name: &str) -> Option<FieldView<'a>> {
    event
        .fields()
        .find(|field| field.name == name && !field.raw.is_empty())
}

fn shortened(text: String) -> String {
    match text.char_indices().nth(VALUE_LENGTH) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

impl Event<'_> {
    /// One line that says what happened to whom.
    pub fn summary(&self) -> String {
        of(self, None)
    }

    /// As [`Event::summary`] for a narrow table, with users without their domain. The user
    /// (`UserName`), the client (`ClientAddress`) and the share (`ShareName`) that columns beside
    /// it tell are left out where the sentence does without.
    pub fn summary_beside(&self, told: &[Role]) -> String {
        of(self, Some(told))
    }
}
