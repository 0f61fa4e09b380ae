//! The Catalog view: the list, the search, the filter, the guidance.

use super::driver::Screen;

#[test]
fn it_opens_on_every_row_by_category() {
    let screen = Screen::catalog(80, 24);
    assert!(screen.shows("137 of 137"));
    insta::assert_snapshot!(screen.text());
}

#[test]
fn a_search_finds_an_id_first_and_marks_it() {
    let mut screen = Screen::catalog(120, 40);
    screen.keys("/551");
    assert!(screen.line("551").contains("/ 551"), "{}", screen.text());
    assert!(screen.selected().contains("551 v"), "{}", screen.selected());
    screen.keys("<Enter>");
    assert!(screen.shows("/ 551"), "the search stays in force");
    screen.keys("<Esc>");
    assert!(screen.shows("137 of 137"), "Esc ends it");
}

#[test]
fn a_misspelt_search_shows_what_was_meant_and_marks_that() {
    let mut screen = Screen::catalog(120, 30);
    screen.keys("/opplock");
    assert!(screen.shows("Catalog, for “oplock”"), "{}", screen.text());
    assert!(screen.shows("Break Oplock"), "{}", screen.text());
    screen.keys("<Backspace><Backspace><Backspace><Backspace><Backspace>lock");
    assert!(!screen.shows(", for “"), "{}", screen.text());
}

#[test]
fn a_cancelled_search_leaves_things_as_they_were() {
    let mut screen = Screen::catalog(80, 24);
    let before = screen.text();
    screen.keys("/smb1<Esc>");
    assert_eq!(screen.text(), before);
}

#[test]
fn nothing_found_says_what_to_do() {
    let mut screen = Screen::catalog(80, 24);
    screen.keys("/zzzzzz");
    assert!(screen.shows("Nothing in the catalog answers “zzzzzz”."));
    assert!(screen.shows("Esc ends the search"));
}

#[test]
fn a_filter_follows_each_keystroke() {
    let mut screen = Screen::catalog(80, 24);
    screen.keys("flevel:warning");
    assert!(
        screen.line("Filter").contains("of 137 rows"),
        "{}",
        screen.line("Filter")
    );
    assert!(!screen.line("Filter").contains("137 of 137"));
    screen.keys("<Enter>");
    assert!(screen.line("Filter").contains("level:warning"));
    screen.keys("<Ctrl-F>");
    assert!(screen.line("Filter").contains("(off)"));
    assert!(screen.line("Filter").contains("137 of 137 rows"));
}

#[test]
fn categories_fold_and_unfold() {
    let mut screen = Screen::catalog(80, 24);
    screen.keys("h");
    assert!(
        screen.line("Access denied").starts_with('▸'),
        "{}",
        screen.text()
    );
    assert!(!screen.shows("   1006    E"));
    screen.keys("l");
    assert!(screen.line("Access denied").starts_with('▾'));
    screen.keys("<Enter>");
    assert!(
        screen.line("Access denied").starts_with('▸'),
        "Enter folds too"
    );
}

#[test]
fn guidance_scrolls_from_the_list_and_on_its_own() {
    let mut screen = Screen::catalog(120, 30);
    screen.keys("/1020<Enter>");
    let start = screen.text();
    screen.keys("JJJ");
    assert_ne!(screen.text(), start);
    screen.keys("KKK");
    assert_eq!(screen.text(), start, "back at its start");
    screen.keys("<Tab>G");
    let end = screen.text();
    screen.keys("jjjjjj");
    assert_eq!(screen.text(), end, "it ends at its end");
    screen.keys("k");
    assert_ne!(screen.text(), end, "and goes back at once");
}

#[test]
fn a_row_leads_to_its_events() {
    let mut screen = Screen::demo(120, 40);
    screen.keys("1/551<Enter>=");
    let line = screen.line("Filter");
    assert!(line.starts_with("Filter 551"), "{line}");
    assert!(screen.shows("2 Events"));
    assert!(screen.selected().contains("551"), "{}", screen.text());
}

#[test]
fn the_text_of_a_row_is_copied_with_its_guidance() {
    let mut screen = Screen::catalog(80, 24);
    screen.keys("/1020<Enter>y");
    assert!(
        screen.copied[0].contains("Guidance:"),
        "{:?}",
        screen.copied
    );
}
