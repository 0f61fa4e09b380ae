//! The README's pictures, drawn from real screens.

use smbscope::theme::Theme;

use super::driver::Screen;
use crate::svg;

fn picture(name: &str, screen: &Screen) {
    svg::check(name, &svg::picture(screen.buffer(), "smbscope"));
}

#[test]
fn catalog_with_a_search() {
    let mut screen = Screen::catalog(132, 40).themed(theme("dark"));
    screen.keys("/access<Enter>j");
    picture("catalog", &screen);
}

#[test]
fn events_with_a_filter_and_the_detail() {
    let mut screen = Screen::demo(164, 42).themed(theme("dark"));
    screen.keys("f551 status:guessing<Enter>jj");
    picture("events", &screen);
}

#[test]
fn help() {
    let mut screen = Screen::demo(120, 36).themed(theme("dark"));
    screen.keys("?");
    picture("help", &screen);
}

#[test]
fn light() {
    let mut screen = Screen::demo(132, 38).themed(theme("light"));
    screen.keys("f1006 missing:WRITE_DATA<Enter>j");
    picture("light", &screen);
}

#[test]
fn details_of_the_events_that_people_ask_about() {
    for id in ["551", "1005", "1006", "1016", "1020"] {
        let mut screen = Screen::demo(110, 44).themed(theme("dark"));
        screen.keys(&format!("f{id}<Enter><Enter>++"));
        picture(&format!("event-{id}"), &screen);
    }
}

fn theme(name: &str) -> Theme {
    Theme::builtin(name).unwrap()
}
