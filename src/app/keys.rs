//! Keys as a person names them, and the one place that makes terminals' differing reports alike.

use std::fmt;
use std::str::FromStr;

pub use crossterm::event::KeyCode as Code;
use crossterm::event::{KeyEvent, KeyEventKind, KeyModifiers};
use thiserror::Error;

/// A key press. The shift of a character is in the character itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key itself.
    pub code: Code,
    /// Set when Control was held.
    pub ctrl: bool,
    /// Set when Alt was held.
    pub alt: bool,
}

/// A text that names no key.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{0}” is not a key: write a character, or a name such as Enter, PgDn, F2 or Ctrl-D")]
pub struct UnknownKey(String);

/// The names of the keys that are no characters, as written in settings and shown on the screen.
const NAMES: &[(&str, Code)] = &[
    ("Enter", Code::Enter),
    ("Esc", Code::Esc),
    ("Tab", Code::Tab),
    ("Shift-Tab", Code::BackTab),
    ("Backspace", Code::Backspace),
    ("Del", Code::Delete),
    ("Ins", Code::Insert),
    ("Left", Code::Left),
    ("Right", Code::Right),
    ("Up", Code::Up),
    ("Down", Code::Down),
    ("Home", Code::Home),
    ("End", Code::End),
    ("PgUp", Code::PageUp),
    ("PgDn", Code::PageDown),
    ("Space", Code::Char(' ')),
];

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
        }
    }

    /// The key of a terminal's report; `None` for releases (Windows reports them) and for keys
    /// that smbscope has no use for.
    ///
    /// Terminals differ in whether a shifted letter comes as `a` with Shift, `A` with Shift or
    /// `A` alone, and in whether Shift-Tab has its own code.
    pub fn from_event(event: KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let shift = event.modifiers.contains(KeyModifiers::SHIFT);
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let alt = event.modifiers.contains(KeyModifiers::ALT);
        let code = match event.code {
            // AltGr arrives as Control with Alt on Windows: the character is what was meant.
            Code::Char(character) if ctrl && alt && !character.is_ascii_alphanumeric() => {
                return Some(Self::plain(Code::Char(character)));
            }
            Code::Char(character) if ctrl => Code::Char(character.to_ascii_lowercase()),
            Code::Char(character) if shift => {
                Code::Char(character.to_uppercase().next().unwrap_or(character))
            }
            Code::Char(character) => Code::Char(character),
            Code::Tab if shift => Code::BackTab,
            Code::F(number) => Code::F(number),
            code if NAMES.iter().any(|(_, known)| *known == code) => code,
            _ => return None,
        };
        Some(Self { code, ctrl, alt })
    }

    /// The character that the key types, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(character) if !self.ctrl && !self.alt => Some(character),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            out.write_str("Ctrl-")?;
        }
        if self.alt {
            out.write_str("Alt-")?;
        }
        if let Some((name, _)) = NAMES.iter().find(|(_, code)| *code == self.code) {
            return out.write_str(name);
        }
        match self.code {
            Code::F(number) => write!(out, "F{number}"),
            Code::Char(character) if self.ctrl => {
                write!(out, "{}", character.to_ascii_uppercase())
            }
            Code::Char(character) => write!(out, "{character}"),
            _ => Ok(()),
        }
    }
}

impl FromStr for Key {
    type Err = UnknownKey;

    /// Reads `g`, `G`, `?`, `Enter`, `PgDn`, `F2`, `Ctrl-D`, `Alt-x`, `Shift-Tab`; the names in
    /// any case.
    fn from_str(text: &str) -> Result<Self, UnknownKey> {
        let unknown = || UnknownKey(text.to_owned());
        let (mut rest, mut ctrl, mut alt) = (text, false, false);
        loop {
            match rest.split_once('-') {
                Some((modifier, key))
                    if modifier.eq_ignore_ascii_case("ctrl") && !key.is_empty() =>
                {
                    (ctrl, rest) = (true, key);
                }
                Some((modifier, key))
                    if modifier.eq_ignore_ascii_case("alt") && !key.is_empty() =>
                {
                    (alt, rest) = (true, key);
                }
                _ => break,
            }
        }
        let mut characters = rest.chars();
        let code = match (characters.next(), characters.next()) {
            (Some(character), None) if ctrl => Code::Char(character.to_ascii_lowercase()),
            (Some(character), None) => Code::Char(character),
            (Some('f' | 'F'), Some('0'..='9')) => rest
                .get(1..)
                .and_then(|number| number.parse().ok())
                .filter(|number| (1..=24).contains(number))
                .map(Code::F)
                .ok_or_else(unknown)?,
            _ => {
                NAMES
                    .iter()
                    .find(|(name, _)| name.eq_ignore_ascii_case(rest))
                    .ok_or_else(unknown)?
                    .1
            }
        };
        Ok(Self { code, ctrl, alt })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shifted_letter_is_the_same_key_however_a_terminal_reports_it() {
        let reports = [
            (Code::Char('g'), KeyModifiers::SHIFT),
            (Code::Char('G'), KeyModifiers::SHIFT),
            (Code::Char('G'), KeyModifiers::NONE),
        ];
        for (code, modifiers) in reports {
            let key = Key::from_event(KeyEvent::new(code, modifiers));
            assert_eq!(
                key,
                Some(Key::plain(Code::Char('G'))),
                "{code:?} {modifiers:?}"
            );
        }
    }

    #[test]
    fn releases_are_no_presses() {
        let event = KeyEvent::new_with_kind(Code::Enter, KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(Key::from_event(event), None);
    }

    #[test]
    fn shift_tab_has_one_name() {
        for code in [Code::Tab, Code::BackTab] {
            let key = Key::from_event(KeyEvent::new(code, KeyModifiers::SHIFT));
            assert_eq!(key.map(|key| key.to_string()).as_deref(), Some("Shift-Tab"));
        }
    }

    #[test]
    fn names_read_back_as_the_key_they_name() {
        for text in [
            "g",
            "G",
            "?",
            "-",
            "Ctrl--",
            "Ctrl-D",
            "Alt-x",
            "F12",
            "PgDn",
            "Space",
            "Shift-Tab",
            "é",
        ] {
            assert_eq!(
                text.parse::<Key>().map(|key| key.to_string()).as_deref(),
                Ok(text)
            );
        }
        assert!("F99".parse::<Key>().is_err());
        let unknown = UnknownKey("Hyper".to_owned());
        assert_eq!("Hyper".parse::<Key>(), Err(unknown));
    }
}
