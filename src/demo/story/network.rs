//! The servers, their endpoints and interfaces, and addresses as Windows stores them.

/// FS01, and with [`SECOND_SERVER`] the other node of the cluster.
pub(in crate::demo) const FIRST_SERVER: usize = 0;
pub(in crate::demo) const SECOND_SERVER: usize = 1;
/// The end of the servers' names: a domain that no real machine is in (RFC 2606, 2).
pub(in crate::demo) const DOMAIN: &str = ".contoso.test";
/// The servers' names.
pub(in crate::demo) const SERVERS: [&str; 2] = ["FS01.contoso.test", "FS02.contoso.test"];
/// The names without the domain.
const SERVER_NAMES: [&str; 2] = ["FS01", "FS02"];
/// The network name of the cluster's file server role.
const CLUSTER_NAME: &str = "FS-CLU";

/// The transports that endpoints listen on.
pub(super) const NETBIOS_SMB: u64 = 0;
pub(super) const NETBT: u64 = 1;
pub(super) const VPN: u64 = 2;
const TRANSPORTS: [&str; 3] = [
    r"\Device\NetbiosSmb",
    r"\Device\NetBT_Tcpip_{5D2A7C14-3B0F-4E7A-9C55-0A1B2C3D4E5F}",
    r"\Device\NetBT_Tcpip_{A1F0C6B2-77D4-4C0E-8E21-6F5E4D3C2B1A}",
];

/// The names of endpoints and network names; the server's own name is the first.
pub(super) const OWN_NAME: u64 = 0;
pub(super) const CLUSTER: u64 = 1;

/// The servers' own network interfaces, by their places.
pub(super) const LAN: u64 = 0;
pub(super) const LAN_LINK_LOCAL: u64 = 1;
pub(super) const CLUSTER_ADDRESS: u64 = 2;

/// An address and, for IPv6, its scope.
#[derive(Debug, Clone, Copy)]
pub(super) enum Address {
    V4([u8; 4]),
    V6(u128, u32),
}

/// A network interface of a server, as event 1012 tells of it.
#[derive(Debug, Clone, Copy)]
pub(in crate::demo) struct Interface {
    pub(in crate::demo) name: &'static str,
    pub(in crate::demo) index: u64,
    /// Bits: 1 receive-side scaling, 2 RDMA ([MS-SMB2] 2.2.32.5).
    pub(in crate::demo) capability: u64,
    /// Bits per second.
    pub(in crate::demo) speed: u64,
    address: Address,
}

pub(in crate::demo) fn transport(transport: u64) -> &'static str {
    TRANSPORTS[transport as usize]
}

/// The name of an endpoint of a server.
pub(in crate::demo) fn endpoint(server: usize, name: u64) -> &'static str {
    if name == CLUSTER {
        CLUSTER_NAME
    } else {
        SERVER_NAMES[server]
    }
}

pub(in crate::demo) fn interface(server: usize, interface: u64) -> Interface {
    let own = server as u8;
    let (name, address, index) = match interface {
        LAN => ("*", Address::V4([10, 20, 10, 11 + own]), 7),
        LAN_LINK_LOCAL => (
            "*",
            Address::V6(
                (0xFE80 << 112) | (0x0215_5DFF_FE0A_0B01 + u128::from(own)),
                7,
            ),
            7,
        ),
        _ => (CLUSTER_NAME, Address::V4([10, 20, 10, 50]), 7),
    };
    Interface {
        name,
        index,
        capability: 1,
        speed: 25_000_000_000,
        address,
    }
}

impl Interface {
    /// The interface's SOCKADDR, as for [`World::client_address`]; the port is 0.
    pub(in crate::demo) fn socket_address(&self, room: &mut [u8; 128]) -> usize {
        socket_address(self.address, 0, room)
    }
}

/// Writes a SOCKADDR (`winsock2.h`): the family little-endian, port and address in network
/// order, the scope as the machine stores it.
pub(super) fn socket_address(address: Address, port: u16, room: &mut [u8; 128]) -> usize {
    room.fill(0);
    room[2..4].copy_from_slice(&port.to_be_bytes());
    match address {
        Address::V4(bytes) => {
            room[0] = 2;
            room[4..8].copy_from_slice(&bytes);
            16
        }
        Address::V6(bits, scope) => {
            room[0] = 23;
            room[8..24].copy_from_slice(&bits.to_be_bytes());
            room[24..28].copy_from_slice(&scope.to_le_bytes());
            28
        }
    }
}
