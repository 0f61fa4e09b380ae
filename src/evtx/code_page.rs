//! Code pages of text that has one byte, or a few, a character. The only file that names
//! `encoding_rs`.

use encoding_rs::{Encoding, WINDOWS_1252};

/// A code page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodePage(&'static Encoding);

impl Default for CodePage {
    /// Windows-1252, that of Western Europe.
    fn default() -> Self {
        Self(WINDOWS_1252)
    }
}

/// Windows' numbers of code pages whose names do not hold them.
const NUMBERS: &[(&str, &str)] = &[
    ("866", "ibm866"),
    ("874", "windows-874"),
    ("932", "shift_jis"),
    ("936", "gbk"),
    ("949", "euc-kr"),
    ("950", "big5"),
    ("20866", "koi8-r"),
    ("21866", "koi8-u"),
    ("54936", "gb18030"),
    ("65001", "utf-8"),
];

impl CodePage {
    /// Returns the code page of a number (`1251`) or a name (`windows-1251`, `cp1251`, `koi8-r`).
    pub fn of(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        let number = name.strip_prefix("cp").unwrap_or(&name);
        let known = NUMBERS.iter().find(|(known, _)| *known == number);
        let label = match known {
            Some((_, label)) => (*label).to_owned(),
            None if number.starts_with("125") => format!("windows-{number}"),
            None => name,
        };
        let encoding = Encoding::for_label(label.as_bytes())?;
        // Those of more bytes a unit are no code pages.
        (!encoding.name().starts_with("UTF-16") && encoding.name() != "replacement")
            .then_some(Self(encoding))
    }

    /// Appends text without the NULs at its end.
    pub(crate) fn push(self, bytes: &[u8], to: &mut String) {
        let length = bytes.iter().rposition(|&byte| byte != 0);
        let bytes = bytes.get(..length.map_or(0, |last| last + 1));
        let (text, _) = self
            .0
            .decode_without_bom_handling(bytes.unwrap_or_default());
        to.push_str(&text);
    }
}

#[cfg(test)]
mod tests {
    use super::CodePage;

    #[test]
    fn code_pages_are_known_by_number_and_by_name() {
        for (name, bytes, expected) in [
            ("1252", &b"caf\xe9 \x80"[..], "café €"),
            ("windows-1251", b"\xcf\xe5\xf2\xff", "Петя"),
            ("CP1251", b"\xcf\xe5\xf2\xff\0\0", "Петя"),
            ("866", b"\x8f\xa5\xe2\xef", "Петя"),
            ("932", b"\x83e\x83X\x83g", "テスト"),
            ("koi8-r", b"a\0b", "a\0b"),
        ] {
            let mut text = String::new();
            let code_page = CodePage::of(name);
            assert!(code_page.is_some(), "{name}");
            code_page.unwrap_or_default().push(bytes, &mut text);
            assert_eq!(text, expected, "{name}");
        }
        for name in ["", "1259", "utf-16", "nonsense"] {
            assert_eq!(CodePage::of(name), None, "{name}");
        }
    }
}
