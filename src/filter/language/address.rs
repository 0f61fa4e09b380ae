//! Addresses in a filter: one, a network, a range; and the address that a value is.

use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;

use super::error::AddressError;
use crate::values::Raw;
use crate::values::address::socket;

/// Addresses that a filter asks for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Addresses {
    /// One address with one port.
    Socket(SocketAddr),
    /// From the first to the last, both included and of one family; a network is such a range.
    Range(IpAddr, IpAddr),
}

impl Addresses {
    /// Reads `10.1.2.3`, `10.0.0.0/8`, `fe80::1`, `[fe80::1]`, `10.1.2.3:445`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if let Some(ip) = ip(text) {
            return Some(Self::Range(ip, ip));
        }
        if let Ok(net) = text.parse::<IpNet>() {
            return Some(Self::Range(net.network(), net.broadcast()));
        }
        text.parse().ok().map(Self::Socket)
    }

    /// The range between two addresses; `None` where they are not of one family.
    pub(crate) fn range(from: Option<IpAddr>, to: Option<IpAddr>) -> Option<Self> {
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

    /// Returns true for an address that is one of them.
    pub(crate) fn contains(&self, found: SocketAddr) -> bool {
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
pub(crate) fn ip(text: &str) -> Option<IpAddr> {
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
        .unwrap_or(text);
    let unscoped = bare.split_once('%').map_or(bare, |(ip, _)| ip);
    unscoped.parse().ok().map(|ip: IpAddr| ip.to_canonical())
}

/// The address and port of a SOCKADDR, or of text that is an address, with a port or not: servers
/// log a client's name as `\\192.0.2.1` when it gave none. Without a port it is 0.
pub(crate) fn of_raw(raw: Raw<'_>) -> Option<SocketAddr> {
    match raw {
        Raw::Binary(bytes) => socket(bytes).map(|found| SocketAddr::new(found.ip, found.port)),
        Raw::Text(text) => of_text(text),
        _ => None,
    }
}

/// As [`of_raw`], for text.
pub(crate) fn of_text(text: &str) -> Option<SocketAddr> {
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

/// The error of a text that can only be meant as an address and is none, and `true` where more
/// text could make it right. `None` for a text that may be a name, or a part of an address to
/// look for (`192.0.2`).
pub(crate) fn error(text: &str) -> Option<(AddressError, bool)> {
    let hopeless = |error| Some((error, false));
    let (host, bits) = match text.split_once('/') {
        Some((host, bits)) => (host, Some(bits)),
        None => (text, None),
    };
    if bits.is_some_and(|bits| !bits.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    if host.matches(':').count() > 1 {
        let is_of_v6 = |byte: u8| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.');
        return match bits {
            _ if !host.bytes().all(is_of_v6) => None,
            Some(bits) if bits.parse::<u8>().is_ok_and(|bits| bits > 128) || bits.len() > 3 => {
                hopeless(AddressError::BitsOfV6)
            }
            _ => Some((AddressError::FormOfV6, bits.is_none_or(str::is_empty))),
        };
    }
    let (host, port) = match host.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (host, None),
    };
    let is_of_v4 = |byte: u8| byte.is_ascii_digit() || byte == b'.';
    let begins = host.starts_with(|first: char| first.is_ascii_digit());
    if !begins || !host.bytes().all(is_of_v4) || !(host.contains('.') || bits.is_some()) {
        return None;
    }
    let parts: Vec<&str> = host.split('.').collect();
    if parts.len() > 4 {
        return hopeless(AddressError::TooManyNumbers);
    }
    if parts
        .iter()
        .any(|part| !part.is_empty() && part.parse::<u8>().is_err())
    {
        return hopeless(AddressError::NumberTooLarge);
    }
    let is_whole = parts.len() == 4 && !parts.contains(&"");
    match (bits, port) {
        (Some(_), _) if !is_whole => hopeless(AddressError::ShortNetwork),
        (Some(""), _) => Some((AddressError::MissingBits, true)),
        (Some(_), _) => hopeless(AddressError::BitsOfV4),
        (None, Some(port)) if is_whole && port.bytes().all(|byte| byte.is_ascii_digit()) => {
            let is_too_large = !port.is_empty() && port.parse::<u16>().is_err();
            is_too_large.then_some((AddressError::Port, false))
        }
        (None, None) if is_whole => hopeless(AddressError::LeadingZero),
        (None, _) => None,
    }
}

/// Returns true for a text that can only be an address or the beginning of one: digits and dots.
pub(crate) fn is_incomplete(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
}
