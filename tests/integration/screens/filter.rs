//! Typing a filter: counts, mistakes, history, completion, the page that explains the language.

use smbscope::app::{Input, Message};

use super::driver::Screen;

#[test]
fn the_count_follows_each_keystroke() {
    let mut screen = Screen::demo(100, 30);
    screen.keys("f");
    assert!(
        screen.line("Filter").contains("2,500 of 2,500 events"),
        "{}",
        screen.text()
    );
    screen.keys("level:");
    assert!(
        screen.line("Filter").contains("2,500 of 2,500"),
        "an unfinished term is ignored"
    );
    screen.keys("error");
    let errors = screen.line("Filter");
    assert!(!errors.contains("2,500 of 2,500"), "{errors}");
    screen.keys("<Esc>");
    assert!(
        screen.shows("1 of 2,500"),
        "Esc leaves things as they were: {}",
        screen.text()
    );
}

#[test]
fn a_mistake_is_shown_where_it_is_with_its_cure() {
    let mut screen = Screen::demo(100, 30);
    screen.keys("f551 clint:10.0.0.1 user:x");
    assert!(screen.shows("client"), "{}", screen.text());
    let text = screen.text();
    let lines: Vec<&str> = text.lines().collect();
    let at = lines[1]
        .find("clint")
        .map(|at| lines[1][..at].chars().count());
    let arrow = lines[2].find('↑').map(|at| lines[2][..at].chars().count());
    assert_eq!(at, arrow, "\n{}\n{}", lines[1], lines[2]);
    screen.keys("<Enter>");
    assert!(
        screen.shows("↑"),
        "a filter with a mistake stays to be mended"
    );
}

#[test]
fn older_filters_come_back() {
    let mut screen = Screen::demo(100, 30);
    screen.keys("f551<Enter>f<Ctrl-U>1006<Enter>f<Ctrl-U><Up>");
    assert!(screen.line("Filter").contains("1006"), "{}", screen.text());
    screen.keys("<Up>");
    assert!(screen.line("Filter").contains("551"));
    screen.keys("<Down><Down>");
    assert!(
        screen.line("Filter").starts_with("Filter  "),
        "{}",
        screen.line("Filter")
    );
}

#[test]
fn tab_completes_the_name_of_a_field() {
    let mut screen = Screen::demo(100, 30);
    screen.keys("f551 -comp<Tab>FS01");
    assert!(
        screen.line("Filter").contains("551 -computer:FS01"),
        "{}",
        screen.text()
    );
    screen.keys("<Ctrl-U>cl");
    assert!(screen.shows("client"), "what it may become is listed");
}

#[test]
fn the_language_is_explained_and_the_filter_waits() {
    let mut screen = Screen::demo(100, 40);
    screen.keys("f551<F1>");
    assert!(screen.shows("The filter language"), "{}", screen.text());
    assert!(screen.shows("a regular expression"));
    screen.keys("G<Esc> user:x");
    assert!(
        screen.line("Filter").contains("551 user:x"),
        "{}",
        screen.text()
    );
}

#[test]
fn a_paste_is_typed_as_one_line() {
    let mut screen = Screen::demo(100, 30);
    screen.keys("f");
    screen.send(Message::Input(Input::Paste("551\nlevel:error".to_owned())));
    assert!(screen.line("Filter").contains("551 level:error"));
    screen.keys("<Esc>");
    screen.send(Message::Input(Input::Paste("551".to_owned())));
    assert!(
        screen.shows("Pasted text is taken while"),
        "{}",
        screen.text()
    );
}

#[test]
fn nothing_left_says_what_to_do() {
    let mut screen = Screen::demo(100, 30);
    screen.keys("f551 1006<Enter>");
    assert!(
        screen.shows("None of 2,500 events matches the filter."),
        "{}",
        screen.text()
    );
    assert!(screen.shows("Ctrl-F sets it aside"));
}
