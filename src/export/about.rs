//! Whom and what an event is about, each as one text: for the columns of tables and CSV.

use crate::catalog::Role;
use crate::events::Event;
use crate::values::{Raw, SocketAddress, address};

/// The client's address with its port, or its name.
pub(super) fn client(event: &Event<'_>) -> String {
    first_of(event, &[Role::ClientAddress, Role::ClientName])
}

/// The client's address without its port, by which a client is known again.
pub(super) fn client_address(event: &Event<'_>) -> String {
    let Some(view) = event.role(Role::ClientAddress) else {
        return String::new();
    };
    let socket = match view.raw {
        Raw::Binary(bytes) => address::socket(bytes),
        _ => None,
    };
    match socket {
        Some(socket) => SocketAddress { port: 0, ..socket }.to_string(),
        None => first_of(event, &[Role::ClientAddress]),
    }
}

/// The client's name as it gave it.
pub(super) fn client_name(event: &Event<'_>) -> String {
    first_of(event, &[Role::ClientName])
}

/// The account as Windows writes it, with its domain where there is one.
pub(super) fn user(event: &Event<'_>) -> String {
    let name = first_of(event, &[Role::UserName]);
    match event.role(Role::UserDomain) {
        Some(domain) if !name.is_empty() && !name.contains(['\\', '@']) => {
            format!("{}\\{name}", domain.raw)
        }
        _ => name,
    }
}

/// The share's name, or else the folder that is shared.
pub(super) fn share(event: &Event<'_>) -> String {
    first_of(event, &[Role::ShareName, Role::SharePath])
}

/// The event's status, its name first.
pub(super) fn status(event: &Event<'_>) -> String {
    first_of(
        event,
        &[
            Role::StatusRaw,
            Role::Status,
            Role::RkfStatusRaw,
            Role::RkfStatus,
            Role::TaskStatusRaw,
            Role::TaskStatus,
        ],
    )
}

/// The reading of the first of these that the event has.
fn first_of(event: &Event<'_>, roles: &[Role]) -> String {
    let view = roles.iter().find_map(|&role| event.role(role));
    view.map_or(String::new(), |view| {
        view.decoded().unwrap_or_else(|| view.raw.to_string())
    })
}
