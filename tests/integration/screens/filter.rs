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
fn the_arrow_is_below_the_mistake_and_all_of_the_sentence_is_read_at_any_width() {
    for width in [60, 80, 100, 160, 220] {
        let mut screen = Screen::demo(width, 24);
        screen.keys("f551 user:alice share:finance$ missing:foo<Enter>");
        let text = screen.text();
        let lines: Vec<&str> = text.lines().collect();
        let arrow = lines[2].find('↑').unwrap();
        assert_eq!(lines[1].find("foo"), Some(arrow), "{text}");
        assert!(
            screen
                .words()
                .contains("READ, CHANGE or FULL for all of their rights, or a mask"),
            "{text}"
        );
    }
}

#[test]
fn the_arrow_follows_a_filter_that_is_longer_than_the_line() {
    let mut screen = Screen::demo(80, 24);
    screen.keys("f");
    screen.keys(&"551 ".repeat(30));
    screen.keys("missing:foo");
    let text = screen.text();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[1].find("foo"), lines[2].find('↑'), "{text}");
}

#[test]
fn beside_a_mistake_stands_no_count_of_another_filter() {
    let mut screen = Screen::demo(120, 40);
    screen.keys("fshare:finance* missing:write");
    assert!(
        screen
            .line("Filter")
            .ends_with(" of 2,500 events without the last term"),
        "{}",
        screen.text()
    );
    screen.keys(" ");
    assert!(
        !screen.line("Filter").contains("events"),
        "{}",
        screen.text()
    );
    assert!(
        screen.shows("Events, still of share:finance*"),
        "{}",
        screen.text()
    );
    screen.keys("<Backspace>_data");
    assert!(screen.line("Filter").ends_with(" of 2,500 events"));
    assert!(!screen.shows("still of"), "{}", screen.text());
    screen.keys("<Ctrl-U>551,1020");
    assert!(
        !screen.line("Filter").contains("events"),
        "{}",
        screen.text()
    );
    let mut screen = Screen::catalog(160, 40);
    screen.keys("flevel:erro");
    assert!(
        screen
            .line("Filter")
            .ends_with("rows without the last term")
    );
    screen.keys("x ");
    assert!(!screen.line("Filter").contains("rows"), "{}", screen.text());
}

#[test]
fn why_nothing_is_left_is_said() {
    let or = "OR stands between two: 551 OR 1020.";
    let mut screen = Screen::demo(80, 24);
    screen.keys("f551 1020");
    assert!(screen.words().contains(or), "{}", screen.text());
    assert!(
        screen.words().contains("Esc leaves things"),
        "{}",
        screen.text()
    );
    screen.keys("<Ctrl-U>551 user:nobody<Enter>");
    assert!(!screen.words().contains("OR stands"), "{}", screen.text());
    assert!(screen.words().contains("f changes it"), "{}", screen.text());
    screen.keys("1f551 1020<Enter>");
    assert!(screen.words().contains(or), "{}", screen.text());
    for (filter, name) in [
        ("551 user:svc_*", "user"),
        ("client:10.0.0.0/8", "client"),
        ("raw.UserName:x", "raw.UserName"),
        ("last:1h OR (551 record:7)", "time"),
    ] {
        screen.keys("f<Ctrl-U>");
        screen.keys(filter);
        assert!(
            screen
                .words()
                .contains(&format!("The catalog has no values of {name}: only events")),
            "{filter}: {}",
            screen.text()
        );
    }
    for filter in [
        "551 -user:x level:warning",
        "551 level:critical OR user:x 551 zzz",
    ] {
        screen.keys("<Ctrl-U>");
        screen.keys(filter);
        assert!(
            !screen.words().contains("The catalog has no values of"),
            "{filter}: {}",
            screen.text()
        );
    }
}

#[test]
fn a_search_in_vain_is_told_what_suits_it() {
    let mut screen = Screen::catalog(80, 24);
    screen.keys("/zzzzzz");
    assert!(!screen.words().contains("Fewer words"), "{}", screen.text());
    screen.keys(" yyyyyy");
    assert!(
        screen.words().contains("Fewer words find more"),
        "{}",
        screen.text()
    );
    screen.keys("<Esc>flevel:warning<Enter>/zzzzzz");
    assert!(
        screen
            .words()
            .contains("No row that matches the filter answers “zzzzzz”."),
        "{}",
        screen.text()
    );
}

#[test]
fn tab_says_what_it_is_for_where_nothing_is_typed() {
    let mut screen = Screen::demo(80, 24);
    screen.keys("f<Tab>");
    assert!(screen.shows("Type how a field begins"), "{}", screen.text());
}

#[test]
fn the_hint_says_where_going_back_leads() {
    let mut screen = Screen::demo(100, 30);
    let hint = |screen: &Screen| screen.line("? help");
    assert!(!hint(&screen).contains('['));
    screen.keys("f551<Enter>");
    assert!(hint(&screen).contains("[ no filter"), "{}", screen.text());
    screen.keys("f<Ctrl-U>1006<Enter>");
    assert!(hint(&screen).contains("[ last filter"), "{}", screen.text());
    screen.keys("[");
    assert!(hint(&screen).contains("[ no filter"), "{}", screen.text());
    screen.keys("[");
    assert!(!hint(&screen).contains('['), "{}", screen.text());
}

#[test]
fn a_filter_that_is_set_aside_stays_so_when_nothing_is_typed() {
    let mut screen = Screen::demo(100, 30);
    screen.keys("f551<Enter><Ctrl-F>");
    let before = screen.line("Filter");
    assert!(before.contains("(off)"), "{before}");
    screen.keys("f<Esc>");
    assert_eq!(screen.line("Filter"), before);
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
    screen.send(Message::Input(Input::Paste(
        "551\nlevel:error\tx".to_owned(),
    )));
    assert!(screen.line("Filter").contains("551 level:error x"));
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
