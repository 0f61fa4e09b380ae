//! Digits looked for in numbers and bytes as if those were written out: a nibble is compared as
//! the digit that it is written as, all nibbles of a value at once.

/// As many hex digits are looked for at once.
const MOST: usize = 16;
/// The lowest bit of each nibble.
const ONES: u64 = u64::MAX / 15;
/// The number of digits after each of the dashes of a GUID.
const DASHES: [u32; 4] = [24, 20, 16, 12];
/// The form of a GUID.
const GUID: &[u8] = b"{00000000-0000-0000-0000-000000000000}";

/// Text as it may be in values that are written in digits.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Digits {
    /// It as a few hex digits, where it is nothing else.
    hex: Option<HexDigits>,
    /// It as the beginning of a number in hex, where it can be one.
    hex_start: Option<HexStart>,
    /// It as digits of a port.
    decimal: Option<DecimalDigits>,
    is_zero: bool,
    /// Its places in a GUID, unless it is a few hex digits: the digits that it covers there as a
    /// mask, and their values.
    guid: Vec<(u128, u128)>,
}

impl Digits {
    /// Of a folded text.
    pub(crate) fn new(text: &str) -> Self {
        let hex = HexDigits::new(text);
        Self {
            guid: match hex {
                Some(_) => Vec::new(),
                None => guid_places(text),
            },
            hex,
            hex_start: HexStart::new(text),
            decimal: DecimalDigits::new(text),
            is_zero: text == "0",
        }
    }

    /// Returns true if it is in a number written in hex after `0x`.
    pub(crate) fn is_in_hex(&self, number: u64) -> bool {
        match &self.hex {
            // The zero of the 0x is a digit too.
            Some(digits) => digits.are_in_number(number) || self.is_zero,
            None => self.hex_start.is_some_and(|start| start.begins(number)),
        }
    }

    /// Returns true if it is in a port.
    pub(crate) fn is_in_port(&self, port: u16) -> bool {
        self.decimal.is_some_and(|digits| digits.are_in(port))
    }

    /// Returns true if it is in bytes written in hex; `None` where it is too long for this search.
    pub(crate) fn is_in_bytes(&self, bytes: &[u8]) -> Option<bool> {
        let digits = self.hex.as_ref()?;
        Some(digits.are_in_bytes(bytes))
    }

    /// Returns true if it is in a GUID as it is written.
    pub(crate) fn is_in_guid(&self, guid: [u8; 16]) -> bool {
        let guid = guid_number(guid);
        if let Some(digits) = &self.hex {
            return digits.are_in_guid(guid);
        }
        let mut places = self.guid.iter();
        places.any(|&(covered, value)| guid & covered == value)
    }
}

/// Up to 16 hex digits.
#[derive(Debug, Clone, PartialEq)]
struct HexDigits {
    /// For each digit, from the last to the first, a value with nothing else.
    spread: Vec<u64>,
    /// The places in a GUID for the last of them at which no dash is among them.
    in_guid: u128,
}

impl HexDigits {
    /// The digits of a text; `None` where it has other characters, or too many.
    fn new(text: &str) -> Option<Self> {
        let digits = text.chars().rev().map(|it| it.to_digit(16));
        let spread: Vec<u64> = digits
            .map(|digit| Some(ONES * u64::from(digit?)))
            .collect::<Option<_>>()?;
        let count = spread.len() as u32;
        let is_whole = |after: &u32| {
            let mut dashes = DASHES.iter();
            !dashes.any(|dash| after < dash && *dash < after + count)
        };
        let in_guid = (0..32)
            .filter(is_whole)
            .fold(0, |all, at| all | 1 << (4 * at));
        (1..=MOST)
            .contains(&spread.len())
            .then_some(Self { spread, in_guid })
    }

    fn count(&self) -> u32 {
        self.spread.len() as u32
    }

    /// The places at which the last of the digits is where all of them are, a bit each.
    fn places(&self, number: u128) -> u128 {
        // In halves: shifts of 128 bits take many steps.
        let (high, low) = ((number >> 64) as u64, number as u64);
        let (mut in_high, mut in_low) = (ONES, ONES);
        for (before, &spread) in (0..).zip(&self.spread) {
            let (high, low) = (zeros(high ^ spread), zeros(low ^ spread));
            in_high &= high >> (4 * before);
            in_low &= low >> (4 * before) | high << 1 << (63 - 4 * before);
            if in_high | in_low == 0 {
                break;
            }
        }
        u128::from(in_high) << 64 | u128::from(in_low)
    }

    /// Returns true if they are among the last `written` digits of a number.
    fn are_in(&self, number: u128, written: u32) -> bool {
        let Some(room) = written.checked_sub(self.count()) else {
            return false;
        };
        let allowed = match room {
            31.. => u128::MAX,
            _ => (1 << (4 * (room + 1))) - 1,
        };
        self.places(number) & allowed != 0
    }

    /// Returns true if they are in a number written without zeros before it.
    fn are_in_number(&self, number: u64) -> bool {
        self.are_in(number.into(), width(number))
    }

    /// Returns true if they are between two dashes of a GUID, given as [`guid_number`].
    fn are_in_guid(&self, guid: u128) -> bool {
        self.places(guid) & self.in_guid != 0
    }

    /// Returns true if they are in bytes, each written as two digits.
    fn are_in_bytes(&self, bytes: &[u8]) -> bool {
        /// Bytes that are looked at together.
        const WINDOW: usize = 16;
        let covered = self.spread.len() / 2 + 1;
        let number = |bytes: &[u8]| match bytes.try_into() {
            Ok(whole) => u128::from_be_bytes(whole),
            Err(_) => bytes
                .iter()
                .fold(0, |all, &byte| all << 8 | u128::from(byte)),
        };
        // Buffers for addresses end in zeros: what is not all zeros lies no further behind others.
        let end = match bytes.chunks(WINDOW).rposition(|bytes| number(bytes) != 0) {
            _ if self.spread.iter().all(|&digit| digit == 0) => bytes.len(),
            Some(last) => bytes.len().min((last + 1) * WINDOW + covered - 1),
            None => return false,
        };
        // Each place for the digits is whole in one of the windows.
        let mut at = 0;
        while at < end {
            let window = &bytes[at..bytes.len().min(at + WINDOW)];
            if self.are_in(number(window), 2 * window.len() as u32) {
                return true;
            }
            at = match at + WINDOW {
                next if next >= end => end,
                next => next - covered,
            };
        }
        false
    }
}

/// The nibbles that are 0, a bit each.
fn zeros(nibbles: u64) -> u64 {
    let any = nibbles | nibbles >> 1;
    !(any | any >> 2) & ONES
}

/// The number of hex digits of a number.
fn width(number: u64) -> u32 {
    (16 - number.leading_zeros() / 4).max(1)
}

/// A GUID's digits in the order in which they are written: its first three parts are numbers,
/// stored with their lowest byte first.
fn guid_number(mut guid: [u8; 16]) -> u128 {
    guid[..4].reverse();
    guid[4..6].reverse();
    guid[6..8].reverse();
    u128::from_be_bytes(guid)
}

/// The places of a text with dashes or braces in a GUID: for each the mask of the digits that it
/// covers, and their values.
fn guid_places(text: &str) -> Vec<(u128, u128)> {
    let place = |start: usize| {
        let (mut mask, mut value) = (0, 0);
        for (at, byte) in (start..).zip(text.bytes()) {
            match (GUID[at], char::from(byte).to_digit(16)) {
                (b'0', Some(digit)) => {
                    // Of what is before, a brace and some dashes are no digits.
                    let dashes = GUID[..at].split(|&it| it == b'-').count() - 1;
                    let shift = 124 - 4 * (at - 1 - dashes);
                    mask |= 0xF << shift;
                    value |= u128::from(digit) << shift;
                }
                (expected, _) if expected != b'0' && expected == byte => {}
                _ => return None,
            }
        }
        Some((mask, value))
    };
    let last = GUID.len().checked_sub(text.len());
    last.map_or_else(Vec::new, |last| (0..=last).filter_map(place).collect())
}

/// The beginning of a number written in hex: `0x1f`, or `x1f`.
#[derive(Debug, Clone, Copy, PartialEq)]
struct HexStart {
    value: u64,
    digits: u32,
}

impl HexStart {
    /// The beginning that a text is; `None` where it is none.
    fn new(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix('x'))?;
        let value = match digits {
            "" => 0,
            _ if digits.starts_with('+') => return None,
            _ => u64::from_str_radix(digits, 16).ok()?,
        };
        // More digits than a number has begin none.
        (digits.len() <= MOST).then_some(Self {
            value,
            digits: digits.len() as u32,
        })
    }

    /// Returns true if a number written in hex without zeros begins so.
    fn begins(self, number: u64) -> bool {
        let rest = width(number).checked_sub(self.digits);
        match rest {
            Some(16) => true,
            Some(rest) => self.digits == 0 || number >> (4 * rest) == self.value,
            None => false,
        }
    }
}

/// Decimal digits.
#[derive(Debug, Clone, Copy, PartialEq)]
struct DecimalDigits {
    value: u32,
    /// The least number with one digit more.
    power: u32,
}

impl DecimalDigits {
    /// The digits of a text; `None` where it has other characters, or more than a port has.
    fn new(text: &str) -> Option<Self> {
        let is_decimal = text.bytes().all(|byte| byte.is_ascii_digit());
        (is_decimal && (1..=5).contains(&text.len())).then(|| Self {
            value: text.parse().unwrap_or_default(),
            power: 10_u32.pow(text.len() as u32),
        })
    }

    /// Returns true if they are in a number.
    fn are_in(self, number: u16) -> bool {
        let mut rest = u32::from(number);
        // A number that is shorter than the digits does not have them.
        let least = if self.power == 10 { 0 } else { self.power / 10 };
        loop {
            if rest < least {
                return false;
            }
            if rest % self.power == self.value {
                return true;
            }
            rest /= 10;
            if rest == 0 {
                return false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{DecimalDigits, HexDigits, HexStart, guid_number, guid_places};
    use crate::values::Raw;

    proptest! {
        #[test]
        fn digits_are_found_where_they_are_written(
            number in any::<u64>(),
            shift in 0..64_u32,
            guid in any::<[u8; 16]>(),
            bytes in prop::collection::vec(prop_oneof![Just(0), any::<u8>()], 0..60),
            start in 0_usize..70,
            length in 1_usize..20,
            random in "[0-9a-f]{1,3}",
        ) {
            let number: u64 = number >> shift;
            let texts = [
                format!("{number:x}"),
                Raw::Guid(guid).to_string(),
                Raw::Binary(&bytes).to_string().to_lowercase(),
                number.to_string(),
                (number as u16).to_string(),
            ];
            let part = |text: &String| -> String {
                text.chars().skip(start % text.len().max(1)).take(length).collect()
            };
            for part in texts.iter().map(part).chain([random]) {
                if let Some(digits) = HexDigits::new(&part) {
                    prop_assert_eq!(digits.are_in_number(number), texts[0].contains(&part));
                    prop_assert_eq!(digits.are_in_guid(guid_number(guid)), texts[1].contains(&part));
                    prop_assert_eq!(digits.are_in_bytes(&bytes), texts[2].contains(&part));
                }
                if !part.is_empty() {
                    let places = guid_places(&part);
                    let found = places.iter().any(|(mask, value)| guid_number(guid) & mask == *value);
                    prop_assert_eq!(found, texts[1].contains(&part), "{} in {}", part, texts[1]);
                }
                if let Some(digits) = DecimalDigits::new(&part) {
                    prop_assert_eq!(digits.are_in(number as u16), texts[4].contains(&part));
                }
                for begin in ["0x", "x"] {
                    let text = format!("{begin}{part}");
                    let begins = HexStart::new(&text).is_some_and(|it| it.begins(number));
                    prop_assert_eq!(begins, format!("0x{}", texts[0]).contains(&text), "{}", text);
                }
            }
        }
    }
}
