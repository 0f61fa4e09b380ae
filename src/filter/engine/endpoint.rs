//! Text looked for in socket addresses: servers log a port of its own with each connection, so an
//! address is judged once and its ports by their digits.

use std::net::{IpAddr, Ipv4Addr};

use super::digits::Digits;
use super::short::{display_contains, with_text};
use crate::filter::language::Needle;
use crate::values::address::socket;

/// The number of addresses that are remembered; of two with the same place the later one is.
const PLACES: usize = 2048;

/// Text that may be in the readings of socket addresses.
pub(crate) struct Endpoints<'a> {
    needle: &'a Needle,
    /// Its parts before and after a colon.
    halves: Option<(&'a str, &'a str)>,
    has_letters: bool,
    /// IPv4 addresses with [`KNOWN`], and [`YES`] for those that passed.
    known: Vec<u64>,
}

const KNOWN: u64 = 1 << 32;
const YES: u64 = 1 << 33;

impl<'a> Endpoints<'a> {
    pub(crate) fn new(needle: &'a Needle) -> Self {
        let text = needle.text();
        Self {
            needle,
            halves: text.split_once(':'),
            has_letters: text.contains(|it: char| it.is_ascii_alphabetic()),
            known: Vec::new(),
        }
    }

    /// Returns true if it is in a reading of a SOCKADDR: its bytes in hex, or address and port.
    /// `None` where that is not known before they are made. `digits` are those of the text.
    pub(crate) fn matches(&mut self, bytes: &[u8], digits: &Digits) -> Option<bool> {
        let address = socket(bytes)?;
        let in_address = match address.ip {
            IpAddr::V4(_) if self.has_letters => false,
            IpAddr::V4(ip) => self.is_in_v4(ip, address.port, digits),
            IpAddr::V6(_) => display_contains(self.needle, address)?,
        };
        if in_address {
            return Some(true);
        }
        match digits.is_in_bytes(bytes) {
            // So many digits are better looked for in text.
            None if self.needle.is_hex() => None,
            is_in => Some(is_in.unwrap_or_default()),
        }
    }

    fn is_in_v4(&mut self, ip: Ipv4Addr, port: u16, digits: &Digits) -> bool {
        let of_ip = self.of_ip(ip);
        match self.halves {
            None => of_ip || port != 0 && digits.is_in_port(port),
            Some((_, "")) => of_ip && port != 0,
            Some((_, right)) => {
                of_ip
                    && port != 0
                    && with_text(port, |port| port.starts_with(right)).unwrap_or_default()
            }
        }
    }

    /// Returns true if it is in an address without port, or its part before the colon ends the
    /// address.
    fn of_ip(&mut self, ip: Ipv4Addr) -> bool {
        if self.known.is_empty() {
            self.known = vec![0; PLACES];
        }
        let number = ip.to_bits();
        let place = number.wrapping_mul(0x9E37_79B1) >> (32 - PLACES.ilog2());
        let known = &mut self.known[place as usize];
        if *known & !YES != u64::from(number) | KNOWN {
            let halves = self.halves;
            let passes = with_text(ip, |ip| match halves {
                Some((left, _)) => ip.ends_with(left),
                None => self.needle.matches(ip),
            });
            let answer = if passes == Some(true) { YES } else { 0 };
            *known = u64::from(number) | KNOWN | answer;
        }
        *known & YES != 0
    }
}
