//! Text from a log is hostile: nothing of it reaches a terminal, the clipboard or a report with
//! its control or bidirectional characters live.

use std::borrow::Cow;
use std::fmt::Write as _;

/// `text` with every control, bidirectional and invisible formatting character spelt out
/// (`\x1b`, `\u{202e}`); line feeds stay, for text that is laid out in lines.
pub fn visible(text: &str) -> Cow<'_, str> {
    escape(text, |character| character != '\n' && is_hidden(character))
}

/// As [`visible`], for a cell of one line: line breaks become a return symbol.
pub fn visible_line(text: &str) -> Cow<'_, str> {
    escape(text, is_hidden)
}

fn escape(text: &str, hidden: impl Fn(char) -> bool) -> Cow<'_, str> {
    // Nearly all text in a log is ASCII, of which the bytes tell; without stopping early, they are
    // looked at many at once.
    let is_shown = |byte: u8| matches!(byte, b' '..=b'~' | b'\n');
    let all_shown = text.bytes().fold(true, |all, byte| all & is_shown(byte));
    let is_plain = all_shown && !(hidden('\n') && text.contains('\n'));
    if is_plain || !text.chars().any(&hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' if hidden(character) => shown.push('⏎'),
            _ if !hidden(character) => shown.push(character),
            _ if u32::from(character) < 0x100 => {
                let _ = write!(shown, "\\x{:02x}", u32::from(character));
            }
            _ => {
                let _ = write!(shown, "\\u{{{:x}}}", u32::from(character));
            }
        }
    }
    Cow::Owned(shown)
}

/// True for the kinds Cc and Cf (controls, bidirectional marks, zero width) and for the line and
/// paragraph separators.
pub fn is_hidden(character: char) -> bool {
    matches!(u32::from(character),
        0x00..=0x1F | 0x7F..=0x9F | 0xAD | 0x34F | 0x600..=0x605 | 0x61C | 0x6DD | 0x70F
        | 0x890..=0x891 | 0x8E2 | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F
        | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F
        | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB | 0x110BD | 0x110CD | 0x13430..=0x1343F
        | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF)
}
