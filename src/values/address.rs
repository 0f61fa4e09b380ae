//! Socket addresses as the server logs them: `SOCKADDR_IN` (16 bytes), `SOCKADDR_IN6` (28) or
//! either in a larger buffer such as `SOCKADDR_STORAGE` (128).

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use super::Raw;
use super::ascii::Ascii;
use super::bytes::{array_at, u16_at, u32_at};
use super::reading::{Line, line};

/// Address families and their numbers on Windows (ws2def.h).
pub(super) const FAMILIES: &[(u64, &str)] = &[(2, "IPv4"), (23, "IPv6")];

const IPV4_SIZE: usize = 16;
const IPV6_SIZE: usize = 28;

/// An address and port. `Display` gives `192.0.2.1:50123` or `[fe80::1%5]:50123`, without port
/// and brackets where the port is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SocketAddress {
    /// The address; an IPv4 address that is mapped into IPv6 is given as IPv4.
    pub ip: IpAddr,
    /// The scope of a link-local IPv6 address: the interface's index; 0 where there is none.
    pub scope: u32,
    /// The port; 0 where there is none.
    pub port: u16,
}

impl SocketAddress {
    /// The kind of address, where that helps its reader.
    pub fn kind(&self) -> Option<&'static str> {
        match self.ip {
            ip if ip.is_loopback() => Some("this server itself (loopback)"),
            ip if ip.is_unspecified() => Some("no particular address"),
            ip if ip.is_multicast() => Some("multicast"),
            IpAddr::V4(ip) if ip.is_link_local() => {
                Some("link-local: the client got no address from DHCP")
            }
            IpAddr::V4(ip) if ip.is_private() => Some("private network"),
            IpAddr::V6(ip) if ip.is_unicast_link_local() => {
                Some("link-local: on the same network segment")
            }
            IpAddr::V6(ip) if ip.is_unique_local() => Some("private network (unique local)"),
            IpAddr::V4(_) | IpAddr::V6(_) => None,
        }
    }
}

impl From<SocketAddr> for SocketAddress {
    fn from(address: SocketAddr) -> Self {
        let scope = match address {
            SocketAddr::V4(_) => 0,
            SocketAddr::V6(address) => address.scope_id(),
        };
        Self {
            ip: address.ip(),
            scope,
            port: address.port(),
        }
    }
}

impl fmt::Display for SocketAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.ip, self.scope, self.port) {
            (IpAddr::V4(ip), _, port) => out.write_str(ipv4(ip, port).as_str()),
            (IpAddr::V6(ip), 0, 0) => write!(out, "{ip}"),
            (IpAddr::V6(ip), scope, 0) => write!(out, "{ip}%{scope}"),
            (IpAddr::V6(ip), 0, port) => write!(out, "[{ip}]:{port}"),
            (IpAddr::V6(ip), scope, port) => write!(out, "[{ip}%{scope}]:{port}"),
        }
    }
}

fn ipv4(ip: Ipv4Addr, port: u16) -> Ascii<21> {
    let mut text = Ascii::new();
    for (place, part) in ip.octets().into_iter().enumerate() {
        if place > 0 {
            text.push(b".");
        }
        text.push_decimal(part.into());
    }
    if port != 0 {
        text.push(b":");
        text.push_decimal(port.into());
    }
    text
}

/// The address in a SOCKADDR: family little-endian, the rest in network order (ws2def.h,
/// ws2ipdef.h). `None` for a family other than IPv4 and IPv6, for a buffer too short for its
/// family, and for one of odd length, which no SOCKADDR has.
pub fn socket(bytes: &[u8]) -> Option<SocketAddress> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let family = u16_at(bytes, 0)?;
    let port = array_at(bytes, 2).map(u16::from_be_bytes)?;
    match family {
        2 if bytes.len() >= IPV4_SIZE => Some(SocketAddress {
            ip: Ipv4Addr::from(array_at::<4>(bytes, 4)?).into(),
            scope: 0,
            port,
        }),
        23 if bytes.len() >= IPV6_SIZE => {
            let ip = Ipv6Addr::from(array_at::<16>(bytes, 8)?);
            Some(match ip.to_ipv4_mapped() {
                Some(ip) => SocketAddress {
                    ip: ip.into(),
                    scope: 0,
                    port,
                },
                None => SocketAddress {
                    ip: ip.into(),
                    scope: scope(bytes)?,
                    port,
                },
            })
        }
        _ => None,
    }
}

/// The scope id: an interface index in the host's order, although the published text says network
/// order; the other order is taken only where it alone gives a plausible index.
fn scope(bytes: &[u8]) -> Option<u32> {
    let host = u32_at(bytes, 24)?;
    let plausible = |scope: u32| scope <= 0xFFFF;
    Some(if !plausible(host) && plausible(host.swap_bytes()) {
        host.swap_bytes()
    } else {
        host
    })
}

/// The address in a SOCKADDR value, also where text spells its bytes in hex.
pub fn of_value(raw: Raw<'_>) -> Option<SocketAddress> {
    socket(&raw.as_bytes()?)
}

/// The reading of a SOCKADDR value.
pub(super) fn reading(raw: Raw<'_>) -> Option<String> {
    Some(of_value(raw)?.to_string())
}

/// The parts of a SOCKADDR value, or the damage.
pub(super) fn parts(raw: Raw<'_>) -> Vec<Line> {
    let Some(bytes) = raw.as_bytes() else {
        return vec![line(
            "Problem",
            "not bytes, nor text that spells bytes in hex",
        )];
    };
    let Some(address) = socket(&bytes) else {
        return vec![line("Problem", damage(&bytes))];
    };
    let mut lines = vec![
        line("Family", if address.ip.is_ipv4() { "IPv4" } else { "IPv6" }),
        line("Address", address.ip),
    ];
    if address.port != 0 {
        lines.push(line("Port", address.port));
    }
    if address.scope != 0 {
        lines.push(line("Interface", address.scope));
    }
    lines.extend(address.kind().map(|kind| line("Kind", kind)));
    lines.push(line("Size", format!("{} bytes", bytes.len())));
    lines
}

fn damage(bytes: &[u8]) -> String {
    let size = bytes.len();
    match u16_at(bytes, 0) {
        None => format!("{size} bytes are too few to hold even a family"),
        Some(2) if size < IPV4_SIZE => {
            format!("cut off: IPv4 takes {IPV4_SIZE} bytes, here are {size}")
        }
        Some(23) if size < IPV6_SIZE => {
            format!("cut off: IPv6 takes {IPV6_SIZE} bytes, here are {size}")
        }
        Some(2 | 23) => format!("{size} bytes: no socket address has an odd length"),
        Some(family) => format!("address family {family} is neither IPv4 (2) nor IPv6 (23)"),
    }
}
