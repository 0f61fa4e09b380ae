//! The detail of an event: what leads it, what differs in it, what belongs to it.

use std::path::PathBuf;

use ratatui::style::Color;
use smbscope::app::Options;
use smbscope::demo::writer::{Kind, LogWriter, Stamp, Type, Value};
use smbscope::values::FileTime;

use super::driver::{Screen, options};

/// The foreground of each cell of the line that holds `text`, from where it begins there.
fn colors(screen: &Screen, text: &str) -> Vec<Color> {
    let buffer = screen.buffer();
    let (width, height) = (buffer.area.width, buffer.area.height);
    for line in 0..height {
        let cells: Vec<&str> = (0..width).map(|x| buffer[(x, line)].symbol()).collect();
        if let Some(at) = cells.concat().find(text) {
            let before = cells.concat().get(..at).unwrap().chars().count() as u16;
            let length = text.chars().count() as u16;
            return (before..before + length)
                .map(|x| buffer[(x, line)].fg)
                .collect();
        }
    }
    panic!("{text} is not there\n{}", screen.text());
}

#[test]
fn what_differs_in_a_negotiation_is_marked_and_said() {
    let mut screen = Screen::demo(220, 50);
    screen.keys("f1005 raw.ExpectedCapabilities:*<Enter>");
    assert!(screen.shows("; not received: "), "{}", screen.text());
    let names = "DIRECTORY_LEASING | ENCRYPTION), received";
    let colors = colors(&screen, names);
    let color_of = |text: &str| colors[names.find(text).unwrap()];
    assert_eq!(color_of("ENCRYPTION"), color_of("DIRECTORY"));
    assert_ne!(color_of("ENCRYPTION"), color_of("received"), "it is marked");
    assert_eq!(color_of("|"), color_of("received"));
}

/// A log of a request, an unrelated one and the first one's response.
fn traced(folder: &tempfile::TempDir) -> PathBuf {
    let path = folder.path().join("traced.evtx");
    let mut writer = LogWriter::new(std::fs::File::create(&path).unwrap()).unwrap();
    let mut fields = vec![
        ("MessageId", Type::UInt64),
        ("Command", Type::UInt16),
        ("ConnectionGUID", Type::Guid),
    ];
    let provider = "Microsoft-Windows-SMBServer";
    let request = writer.kind(&Kind::user_data(provider, 8, &fields));
    fields.push(("Status", Type::UInt32));
    let response = writer.kind(&Kind::user_data(provider, 108, &fields));
    let start = 133_589_952_000_000_000;
    for (kind, after, message) in [
        (request, 0, 42),
        (request, 5_000, 43),
        (response, 12_000, 42),
    ] {
        let stamp = Stamp {
            time: FileTime(start + after),
            ..Stamp::default()
        };
        let mut values = vec![Value::U64(message), Value::U16(5), Value::Guid([7; 16])];
        if kind == response {
            values.push(Value::U32(0xC000_0034));
        }
        writer.write(kind, &stamp, &values).unwrap();
    }
    writer.finish().unwrap();
    path
}

#[test]
fn a_request_leads_to_its_response_and_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut screen = Screen::open(Options {
        paths: vec![traced(&folder)],
        size: (200, 30),
        ..options()
    });
    assert!(
        screen.shows("Response  event 108 after 1.2 ms, STATUS_OBJECT_NAME_NOT_FOUND"),
        "{}",
        screen.text()
    );
    screen.keys("o");
    assert!(
        screen.shows("Request  event 8, 1.2 ms before"),
        "{}",
        screen.text()
    );
    assert!(
        screen.shows("2 of 2 events of MessageId 42: 8 ×1, 108 ×1"),
        "{}",
        screen.text()
    );
    screen.keys("O");
    assert!(
        screen.shows("1 of 2 events of MessageId 42"),
        "{}",
        screen.text()
    );
    screen.keys("j");
    assert!(!screen.shows("Response  event"), "nothing answers 43");
}
