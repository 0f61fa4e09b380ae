//! Numbers and bytes as ASCII text on the stack: an answer with all events of a log writes millions.

use std::fmt;

const UPPER: &[u8; 16] = b"0123456789ABCDEF";
const LOWER: &[u8; 16] = b"0123456789abcdef";
/// `00` to `99`, one after the other.
const PAIRS: &[u8; 200] = &pairs();

const fn pairs() -> [u8; 200] {
    let mut pairs = [0; 200];
    let mut at = 0;
    while at < 100 {
        pairs[2 * at] = b'0' + (at / 10) as u8;
        pairs[2 * at + 1] = b'0' + (at % 10) as u8;
        at += 1;
    }
    pairs
}

/// Text of at most `N` bytes; a longer one would be cut, so `N` is chosen to fit.
pub(super) struct Ascii<const N: usize> {
    bytes: [u8; N],
    length: usize,
}

impl<const N: usize> Ascii<N> {
    pub(super) fn new() -> Self {
        Self {
            bytes: [0; N],
            length: 0,
        }
    }

    /// Adds text.
    pub(super) fn push(&mut self, text: &[u8]) {
        if let Some(room) = self.bytes.get_mut(self.length..self.length + text.len()) {
            room.copy_from_slice(text);
            self.length += text.len();
        }
    }

    /// Adds a number in decimal.
    pub(super) fn push_decimal(&mut self, mut number: u64) {
        let mut digits = [0; 20];
        let mut start = digits.len();
        while number >= 10 {
            start -= 2;
            digits[start..start + 2].copy_from_slice(pair(number % 100));
            number /= 100;
        }
        if number > 0 || start == digits.len() {
            start -= 1;
            digits[start] = b'0' + number as u8;
        }
        // A last pair below ten has a zero before it.
        let zeros = usize::from(digits[start] == b'0' && start + 1 < digits.len());
        self.push(&digits[start + zeros..]);
    }

    /// Adds two decimal digits.
    pub(super) fn push_two_digits(&mut self, number: u64) {
        self.push(pair(number % 100));
    }

    /// Adds a number in upper-case hex without padding.
    pub(super) fn push_hex(&mut self, mut number: u64) {
        let mut digits = [0; 16];
        let mut start = digits.len();
        loop {
            start -= 1;
            digits[start] = UPPER[(number & 0xF) as usize];
            number >>= 4;
            if number == 0 {
                break;
            }
        }
        self.push(&digits[start..]);
    }

    /// Adds bytes as pairs of upper-case hex digits.
    pub(super) fn push_upper_hex(&mut self, bytes: &[u8]) {
        self.hex_pairs(bytes.iter(), UPPER);
    }

    /// Adds bytes as pairs of lower-case hex digits.
    pub(super) fn push_lower_hex<'b>(&mut self, bytes: impl Iterator<Item = &'b u8>) {
        self.hex_pairs(bytes, LOWER);
    }

    fn hex_pairs<'b>(&mut self, bytes: impl Iterator<Item = &'b u8>, digits: &[u8; 16]) {
        for &byte in bytes {
            self.push(&[
                digits[usize::from(byte >> 4)],
                digits[usize::from(byte & 0xF)],
            ]);
        }
    }

    /// The text.
    pub(super) fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..self.length).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl<const N: usize> fmt::Display for Ascii<N> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

fn pair(number: u64) -> &'static [u8] {
    let at = 2 * (number % 100) as usize;
    &PAIRS[at..at + 2]
}

#[cfg(test)]
mod tests {
    use super::Ascii;

    #[test]
    fn numbers_are_written_as_the_standard_library_writes_them() {
        let edges = (0..64).flat_map(|bit| [1_u64 << bit, (1 << bit) - 1]);
        let tens = (0..20).flat_map(|zeros| [10_u64.pow(zeros), 10_u64.pow(zeros) - 1]);
        for number in edges.chain(tens).chain(0..1100).chain([u64::MAX]) {
            let mut decimal = Ascii::<20>::new();
            decimal.push_decimal(number);
            assert_eq!(decimal.as_str(), number.to_string());
            let mut hex = Ascii::<16>::new();
            hex.push_hex(number);
            assert_eq!(hex.as_str(), format!("{number:X}"));
        }
    }

    #[test]
    fn bytes_are_pairs_of_digits() {
        let mut text = Ascii::<16>::new();
        text.push_upper_hex(&[0, 0x1F, 0xAB]);
        text.push_lower_hex([0xF0, 0xCD].iter());
        text.push_two_digits(7);
        assert_eq!(text.as_str(), "001FABf0cd07");
    }
}
