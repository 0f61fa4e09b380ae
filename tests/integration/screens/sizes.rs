//! Every screen at every size: nothing panics, and what there is no room for is left out.

use super::driver::Screen;

/// Keys that lead to each mode.
const MODES: &[&str] = &[
    "",
    "1",
    "1/smb",
    "1flevel:",
    "2",
    "2/x",
    "2f551 clint:x",
    "2<Enter>",
    "2X",
    "2<Tab>jj<Enter>",
    "2++",
    "2<Tab>++",
    "6",
    "6<Tab>",
    "?",
    ":",
    ":zoom",
    "q",
    "f<F1>",
    "1hh",
    "1<Enter>",
];

#[test]
fn no_size_makes_any_mode_panic() {
    for keys in MODES {
        let mut screen = Screen::demo(200, 60);
        screen.keys(keys);
        for (width, height) in sizes() {
            screen.resize(width, height);
        }
    }
}

fn sizes() -> impl Iterator<Item = (u16, u16)> {
    let widths = [
        0, 1, 2, 3, 10, 59, 60, 61, 79, 80, 99, 100, 119, 120, 160, 200,
    ];
    let heights = [0, 1, 2, 3, 5, 14, 15, 16, 24, 27, 28, 45, 60];
    widths
        .into_iter()
        .flat_map(move |width| heights.map(|height| (width, height)))
}

#[test]
fn a_screen_that_is_too_small_says_so() {
    let mut screen = Screen::demo(59, 15);
    assert!(
        screen.text().contains("60 columns and 15 lines"),
        "{}",
        screen.text()
    );
    screen.resize(60, 15);
    assert!(screen.shows("Events"), "{}", screen.text());
    insta::assert_snapshot!(screen.text());
}

#[test]
fn every_mode_shows_its_keys_at_eighty_columns() {
    for keys in MODES {
        let mut screen = Screen::demo(80, 24);
        screen.keys(keys);
        let text = screen.text();
        let hints = text.lines().last().unwrap_or_default();
        assert!(!hints.trim().is_empty(), "{keys:?} has no hints\n{text}");
    }
}
