//! Logs are hostile: every decoder survives any value, and what it says stays bounded.

use proptest::prelude::*;

use smbscope::values::descriptor::Descriptor;
use smbscope::values::{
    Decoder, FileTime, Raw, Sid, Zone, address, explain_value, parse_duration, parse_period,
    visible, visible_line,
};

/// The most that a decoder may say about a value of `size` bytes: a security descriptor's lists may
/// share their bytes, and the shortest entry has 16.
fn bound(size: usize) -> usize {
    1024 + 64 * size
}

fn check(raw: Raw<'_>, size: usize) {
    for row in Decoder::ALL {
        let mut said = row.in_message(raw).len();
        if let Some(reading) = row.reading(raw) {
            said = said.max(reading.to_string().len());
        }
        assert!(
            said <= bound(size),
            "{} says {said} bytes of {size}",
            row.name()
        );
        let explained: usize = row.explain(raw).iter().map(|line| line.1.len()).sum();
        assert!(
            explained <= 8 * bound(size),
            "{} explains {explained} bytes",
            row.name()
        );
    }
}

/// Bytes that begin as a descriptor does, with small offsets, so that the parts are reached.
fn descriptor_like() -> impl Strategy<Value = Vec<u8>> {
    let offsets = proptest::array::uniform4(0_u32..80);
    let control = any::<u16>().prop_map(|control| control | 0x8014);
    let tail = proptest::collection::vec(prop_oneof![0_u8..6, any::<u8>()], 0..400);
    (control, offsets, tail).prop_map(|(control, offsets, tail)| {
        let mut bytes = vec![1, 0];
        bytes.extend(control.to_le_bytes());
        bytes.extend(offsets.into_iter().flat_map(u32::to_le_bytes));
        bytes.extend(tail);
        bytes
    })
}

proptest! {
    #[test]
    fn any_number(value in any::<u64>(), signed in any::<i64>(), truth in any::<bool>()) {
        for raw in [
            Raw::Uint(value),
            Raw::Uint(value >> 32),
            Raw::Hex(value),
            Raw::Hex(value & 0xFFFF),
            Raw::Int(signed),
            Raw::Int(signed >> 32),
            Raw::Bool(truth),
            Raw::Float(f64::from_bits(value)),
            Raw::Time(FileTime(value)),
        ] {
            check(raw, 400);
        }
    }

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        check(Raw::Binary(&bytes), bytes.len());
        check(Raw::Sid(&bytes), bytes.len());
        if let Some(guid) = bytes.first_chunk::<16>() {
            check(Raw::Guid(*guid), 16);
        }
        if let Some(sid) = Sid::whole(&bytes) {
            prop_assert_eq!(Sid::from_text(&sid.to_string()), Some(sid));
        }
        let _ = address::socket(&bytes);
    }

    #[test]
    fn any_text(text in ".{0,200}", hex in "(0x)?[0-9a-fA-F -]{0,200}", number in "-?(0x)?[0-9a-f]{1,20}") {
        for text in [&text, &hex, &number] {
            check(Raw::Text(text), text.len());
            let _ = explain_value(text);
            let _ = parse_duration(text);
            let _ = parse_period(text, Some(FileTime(133_589_952_000_000_000)), Zone::Local);
        }
    }

    #[test]
    fn almost_a_descriptor(bytes in descriptor_like(), asked in any::<u32>()) {
        check(Raw::Binary(&bytes), bytes.len());
        let descriptor = Descriptor::parse(&bytes);
        prop_assert!(descriptor.is_some());
        for decision in descriptor.iter().flat_map(|found| found.entries_about(asked)) {
            prop_assert_ne!(decision.rights, 0);
        }
    }
}

/// Some of the characters that must never reach a terminal.
const HIDDEN: [char; 5] = ['\u{202e}', '\u{2066}', '\u{200b}', '\u{2028}', '\u{feff}'];

proptest! {
    #[test]
    fn nothing_hidden_is_left_in_shown_text(text in any::<String>(), tail in "[\u{80}-\u{9f}\u{200b}-\u{206f}\r\n\t\u{1b}a]{0,20}") {
        let text = text + &tail;
        let line = visible_line(&text);
        prop_assert!(!line.chars().any(char::is_control), "{line:?}");
        prop_assert!(!line.contains(HIDDEN));
        let block = visible(&text);
        prop_assert!(!block.chars().any(|character| character.is_control() && character != '\n'));
    }
}
