//! Addresses in a filter: one, a network, a range; and the address that a value is.

use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;

use crate::values::Raw;
use crate::values::address::socket;

/// Addresses that a filter asks for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Addresses {
    /// One address with one port.
    Socket(SocketAddr),
    /// From the first to the last, both included and of one family; a network is such a range.
    Range(IpAddr, IpAddr),
}

impl Addresses {
    /// Reads `10.1.2.3`, `10.0.0.0/8`, `fe80::1`, `[fe80::1]`, `10.1.2.3:445`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if let Some(ip) = ip(text) {
            return Some(Self::Range(ip, ip));
        }
        if let Ok(net) = text.parse::<IpNet>() {
            return Some(Self::Range(net.network(), net.broadcast()));
        }
        text.parse().ok().map(Self::Socket)
    }

    /// The range between two addresses; `None` where they are not of one family.
    pub(super) fn range(from: Option<IpAddr>, to: Option<IpAddr>) -> Option<Self> {
        let lowest = |other: IpAddr| match other {
            IpAddr::V4(_) => IpAddr::from([0; 4]),
            IpAddr::V6(_) => IpAddr::from([0; 16]),
        };
        let highest = |other: IpAddr| match other {
            IpAddr::V4(_) => IpAddr::from([0xFF; 4]),
            IpAddr::V6(_) => IpAddr::from([0xFF; 16]),
        };
        let (from, to) = match (from, to) {
            (Some(from), Some(to)) => (from, to),
            (Some(from), None) => (from, highest(from)),
            (None, Some(to)) => (lowest(to), to),
            (None, None) => return None,
        };
        (from.is_ipv4() == to.is_ipv4()).then_some(Self::Range(from, to))
    }

    /// Whether an address is one of them.
    pub(super) fn hold(&self, found: SocketAddr) -> bool {
        match self {
            Self::Socket(wanted) => wanted.ip() == found.ip() && wanted.port() == found.port(),
            Self::Range(from, to) => {
                let ip = found.ip();
                ip.is_ipv4() == from.is_ipv4() && *from <= ip && ip <= *to
            }
        }
    }
}

/// Reads an address alone, in brackets or not; one mapped into IPv6 is IPv4.
pub(super) fn ip(text: &str) -> Option<IpAddr> {
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
        .unwrap_or(text);
    let unscoped = bare.split_once('%').map_or(bare, |(ip, _)| ip);
    unscoped.parse().ok().map(|ip: IpAddr| ip.to_canonical())
}

/// The address and port of a SOCKADDR, or of text that is an address, with a port or not: servers
/// log a client's name as `\\192.0.2.1` when it gave none. Without a port it is 0.
pub(super) fn of_raw(raw: Raw<'_>) -> Option<SocketAddr> {
    match raw {
        Raw::Binary(bytes) => socket(bytes).map(|found| SocketAddr::new(found.ip, found.port)),
        Raw::Text(text) => of_text(text),
        _ => None,
    }
}

/// As [`of_raw`], for text.
pub(super) fn of_text(text: &str) -> Option<SocketAddr> {
    let text = text.trim_start_matches('\\');
    // Most text is no address: its first character tells.
    if !text.starts_with(|first: char| first.is_ascii_hexdigit() || matches!(first, ':' | '[')) {
        return None;
    }
    match ip(text) {
        Some(ip) => Some(SocketAddr::new(ip, 0)),
        None => text.parse().ok(),
    }
}

/// Whether a text was meant as an address or a network, right or wrong.
pub(super) fn looks_like_one(text: &str) -> bool {
    let is_v4 = text.contains('/')
        && text.starts_with(|first: char| first.is_ascii_digit())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'/'));
    let is_v6 = text.matches(':').count() > 1
        && text
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'/' | b'.'));
    is_v4 || is_v6
}
