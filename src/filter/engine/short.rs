//! Short values written on the stack, to look at their text without allocating it.

use std::fmt::{self, Write as _};

use crate::filter::language::Needle;

/// Returns true if a short value displays as text with the needle in it; `None` where that is not
/// short.
pub(crate) fn display_contains(needle: &Needle, value: impl fmt::Display) -> Option<bool> {
    with_text(value, |text| needle.matches(text))
}

/// The result of `read` for the text that a short value displays as; `None` where that is not
/// short.
pub(crate) fn with_text<T>(value: impl fmt::Display, read: impl FnOnce(&str) -> T) -> Option<T> {
    let mut short = Short {
        bytes: [0; 64],
        length: 0,
    };
    write!(short, "{value}").ok()?;
    let text = str::from_utf8(short.bytes.get(..short.length)?).ok()?;
    Some(read(text))
}

/// A short text on the stack.
struct Short {
    bytes: [u8; 64],
    length: usize,
}

impl fmt::Write for Short {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        let room = self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?;
        room.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}
