//! The subject of an event: who (client, user), where (share, path, file, server) and how it
//! ended (status). The one place that knows which fields say so and how they are written.

use std::fmt;
use std::net::{IpAddr, SocketAddr};

use super::event::Event;
use super::field::FieldView;
use crate::catalog::Role;
use crate::values::address::of_value;
use crate::values::{Decoder, Raw, SocketAddress, status};

/// The roles of a client, the address first.
pub(crate) const CLIENT: &[Role] = &[Role::ClientAddress, Role::ClientName];
/// The roles of a status, the event's own first, and the translated one before the one as logged.
pub(crate) const STATUS: &[Role] = &[
    Role::Status,
    Role::StatusRaw,
    Role::RkfStatus,
    Role::RkfStatusRaw,
    Role::TaskStatus,
    Role::TaskStatusRaw,
];

/// A client, by what the record says of it.
#[derive(Debug, Clone, Copy)]
pub struct Client<'a>(Event<'a>);

/// Asks for an address with or without the port, which changes with every connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Port {
    /// `192.0.2.1:50123`, `[fe80::1%5]:50123`.
    With,
    /// `192.0.2.1`, `fe80::1%5`.
    Without,
}

impl<'a> Client<'a> {
    /// The field that holds the address, or else the one that holds the name.
    pub fn field(&self) -> Option<FieldView<'a>> {
        let address = self.0.role(Role::ClientAddress);
        // Security events have a dash where they know no address.
        let known = address.filter(is_address);
        known.or_else(|| self.0.role(Role::ClientName)).or(address)
    }

    /// The address, or else the name.
    pub fn shown(&self, port: Port) -> Option<String> {
        self.field().map(|view| address(&view, port))
    }

    /// The address with its scope; whatever text stands in its place.
    pub fn address(&self, port: Port) -> Option<String> {
        let view = self.0.role(Role::ClientAddress)?;
        Some(address(&view, port))
    }

    /// The name without the backslashes before it, which not every event logs.
    pub fn name(&self) -> Option<String> {
        self.name_as_given().map(|name| bare(&name))
    }

    /// The name as the client gave it.
    pub fn name_as_given(&self) -> Option<String> {
        self.0.text(Role::ClientName)
    }
}

/// A user, with the domain where that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User(String);

impl User {
    /// The name without its domain.
    pub fn name(&self) -> &str {
        self.0.rsplit('\\').next().unwrap_or_default()
    }
}

/// `DOMAIN\user`; a name that says its domain itself (`user@domain`) as it is.
impl fmt::Display for User {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// The status that an event ended with.
#[derive(Debug, Clone, Copy)]
pub struct Status<'a>(FieldView<'a>);

impl Status<'_> {
    /// The code; `None` where the field holds none.
    pub fn code(&self) -> Option<u32> {
        self.0.status()
    }

    /// The name without the prefix that all names share, else the code.
    pub fn short(&self) -> String {
        let name = self.to_string();
        match name.strip_prefix("STATUS_") {
            Some(short) => short.to_owned(),
            None => name,
        }
    }

    /// The name with the code, or the code alone.
    pub fn name_and_code(&self) -> String {
        match self.code() {
            Some(code) => name_and_code(code),
            None => self.0.raw.to_string(),
        }
    }
}

/// The name, else the code.
impl fmt::Display for Status<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code() {
            Some(code) => match status::name(code) {
                Some(name) => out.write_str(name),
                None => Raw::Hex(code.into()).fmt(out),
            },
            None => self.0.raw.fmt(out),
        }
    }
}

/// The name of a status with its code, or the code alone.
pub(super) fn name_and_code(code: u32) -> String {
    match status::name(code) {
        Some(name) => format!("{name} (0x{code:X})"),
        None => format!("0x{code:X}"),
    }
}

impl<'a> Event<'a> {
    /// The client that it is about.
    pub fn client(&self) -> Client<'a> {
        Client(*self)
    }

    /// The user that it is about.
    pub fn user(&self) -> Option<User> {
        let name = self.text(Role::UserName)?;
        Some(User(match self.role(Role::UserDomain) {
            Some(domain) if !name.contains(['\\', '@']) => format!("{}\\{name}", domain.raw),
            _ => name,
        }))
    }

    /// The share by its name, or else the folder that is shared.
    pub fn share(&self) -> Option<String> {
        self.share_field().map(|view| reading(&view))
    }

    /// The field that says what share it is.
    pub(super) fn share_field(&self) -> Option<FieldView<'a>> {
        self.first_of(&[Role::ShareName, Role::SharePath])
    }

    /// The name of the share.
    pub fn share_name(&self) -> Option<String> {
        self.text(Role::ShareName)
    }

    /// The folder that is shared.
    pub fn share_path(&self) -> Option<String> {
        self.text(Role::SharePath)
    }

    /// The file.
    pub fn file_name(&self) -> Option<String> {
        self.text(Role::FileName)
    }

    /// The address of the server.
    pub fn server_address(&self) -> Option<String> {
        self.text(Role::ServerAddress)
    }

    /// The status that it ended with.
    pub fn status(&self) -> Option<Status<'a>> {
        self.first_of(STATUS).map(Status)
    }

    fn text(&self, role: Role) -> Option<String> {
        self.role(role).map(|view| reading(&view))
    }
}

/// The address that a field holds; text that is none without the backslashes before it.
pub(crate) fn address(view: &FieldView<'_>, port: Port) -> String {
    match (socket(view), port) {
        (Some(socket), Port::With) => socket.to_string(),
        (Some(socket), Port::Without) => SocketAddress { port: 0, ..socket }.to_string(),
        (None, _) => bare(&reading(view)),
    }
}

fn is_address(view: &FieldView<'_>) -> bool {
    let is_ip = |text: &str| text.parse::<IpAddr>().is_ok();
    socket(view).is_some() || matches!(view.raw, Raw::Text(text) if is_ip(&bare(text)))
}

/// The address and port of a field: a SOCKADDR, one in hex in a record without a template, or text.
fn socket(view: &FieldView<'_>) -> Option<SocketAddress> {
    let text = match view.raw {
        Raw::Text(text) => text,
        raw => return of_value(raw),
    };
    let is_sockaddr = view.decoder() == Some(Decoder::Sockaddr);
    let in_hex = is_sockaddr.then(|| of_value(view.raw)).flatten();
    in_hex.or_else(|| text.parse::<SocketAddr>().ok().map(Into::into))
}

fn bare(name: &str) -> String {
    name.trim_start_matches('\\').to_owned()
}

fn reading(view: &FieldView<'_>) -> String {
    view.decoded().unwrap_or_else(|| view.raw.to_string())
}
