//! The one table of actions: no key means two things, every action does something that is seen.

use std::collections::HashMap;

use smbscope::app::actions::Context;
use smbscope::app::{Key, Keymap, KeymapError, actions};

use super::driver::Screen;

/// Where the keyboard can be: keys that lead there in the demo, from the list of events.
const PLACES: &[&str] = &[
    "",
    "jjjjjjjj<Enter>jjj",
    "<Enter>G",
    "JJJ",
    "1jjjjj<Tab>G",
    "X<PgDn>",
    "fcomp",
    "fcomp<Left><Left>",
    "?<PgDn>",
    "?<Down><Down>",
    "6<Tab>",
    "f551<Enter>f1006<Up>",
    "6",
    "6<Tab>",
    "1jjjjj",
    "1jjjjjh",
    "1jjjjj<Tab>",
    "/x",
    "f551<Enter>f<Ctrl-U>1006<Enter>f",
    "?",
    ":",
    "X",
    "q",
];

#[test]
fn no_key_calls_two_actions_in_one_place() {
    for keys in PLACES {
        let mut screen = Screen::demo(120, 40);
        screen.fast_keys(keys);
        let mut called: HashMap<Key, &str> = HashMap::new();
        for action in
            actions::all().filter(|action| screen.app.contexts().contains(&action.context))
        {
            for key in action.keys {
                let key: Key = key.parse().unwrap();
                let other = called.insert(key, action.name);
                assert_eq!(other, None, "{key} calls {} too, at {keys:?}", action.name);
            }
        }
    }
}

#[test]
fn names_are_unique_and_help_is_a_sentence() {
    let mut names: Vec<&str> = actions::all().map(|action| action.name).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
    for action in actions::all() {
        assert!(
            action.help.starts_with(char::is_uppercase) && !action.help.ends_with('.'),
            "{}",
            action.help
        );
        assert!(!action.keys.is_empty(), "{} has no key", action.name);
    }
}

#[test]
fn every_action_does_something_that_is_seen() {
    let mut ways = Vec::new();
    for place in PLACES {
        let contexts: &[Context] = Screen::demo(120, 28).fast_keys(place).app.contexts();
        ways.extend(
            BEFORE
                .iter()
                .map(|before| (format!("{before}{place}"), contexts)),
        );
    }
    let mut idle = Vec::new();
    for action in actions::all() {
        let works = ways.iter().position(|(keys, contexts)| {
            contexts.contains(&action.context) && does_something(keys, action.keys[0])
        });
        match works {
            // Where one action works others do, too: the next ones are tried there first.
            Some(way) => ways[..=way].rotate_right(1),
            None => idle.push(action.name),
        }
    }
    // Only the shells of Unix have jobs.
    idle.retain(|&name| cfg!(unix) || name != "suspend");
    assert!(idle.is_empty(), "these do nothing anywhere: {idle:?}");
}

/// Keys that make more actions possible.
const BEFORE: &[&str] = &[
    "",
    "f551<Enter>[",
    "jjjjjjjjjjjjjjjjjjjj",
    "+",
    "/finance<Enter>",
    "flevel:error<Enter>",
    "l",
    "Ge",
];

fn does_something(place: &str, key: &str) -> bool {
    let mut screen = Screen::demo(120, 28);
    screen.fast_keys(place);
    let text = screen.text();
    let (buffer, cursor) = (screen.buffer().clone(), screen.cursor());
    screen.outside.clear();
    screen.keys(&if key.chars().count() == 1 {
        key.to_owned()
    } else {
        format!("<{key}>")
    });
    let seen = screen.buffer() != &buffer && !only_the_notice_differs(&text, &screen.text());
    seen || screen.cursor() != cursor
        || screen.ended
        || !screen.copied.is_empty()
        || !screen.outside.is_empty()
}

/// A sentence on why nothing could be done is not something done.
fn only_the_notice_differs(before: &str, after: &str) -> bool {
    let without = |text: &str| {
        let lines: Vec<&str> = text.lines().collect();
        lines[..lines.len().saturating_sub(2)].join("\n")
    };
    before != after && without(before) == without(after)
}

#[test]
fn the_palette_calls_any_action_by_a_fuzzy_name() {
    let mut screen = Screen::demo(120, 40);
    screen.keys(":nxerr");
    assert!(screen.shows("next-error"), "{}", screen.text());
    screen.keys("<Enter>");
    assert!(screen.shows("errors"), "{}", screen.text());
    screen.keys("<Ctrl-P>files<Enter>");
    assert!(screen.shows("Records"), "{}", screen.text());
    screen.keys(":explain<Enter>");
    assert!(
        screen.shows("works in the events: 2 goes there") && screen.shows("Records"),
        "it does not leave the view: {}",
        screen.text()
    );
    screen.keys("<Esc>2:explain the f<Enter>");
    assert!(
        screen.shows("Filter"),
        "it goes to the pane where the action works: {}",
        screen.text()
    );
}

#[test]
fn the_palette_prefers_what_is_written_over_what_it_resembles() {
    let mut screen = Screen::demo(120, 40);
    screen.keys(":copy");
    let text = screen.text();
    let at = |name: &str| text.find(name).unwrap_or(usize::MAX);
    assert!(at("copy-value") < at("copy-text"), "{text}");
}

#[test]
fn where_nothing_is_seen_keys_change_nothing() {
    let mut screen = Screen::demo(80, 24);
    let before = screen.text();
    screen.resize(40, 10);
    screen.keys("jjf551<Enter>6");
    screen.resize(80, 24);
    assert_eq!(screen.text(), before);
    screen.resize(40, 10);
    screen.keys("q");
    assert!(screen.ended);
}

#[test]
fn the_help_lists_the_panes_keys_first_and_can_be_searched() {
    let mut screen = Screen::demo(100, 40);
    screen.keys("?");
    insta::assert_snapshot!(screen.text());
    screen.keys("suspend");
    assert!(screen.shows("Return to the shell"), "{}", screen.text());
    assert!(!screen.shows("In any list"));
    screen.keys("<Esc>");
    assert!(!screen.shows("Return to the shell"));
}

#[test]
fn no_line_of_the_keys_is_cut_for_a_column_that_is_not_there() {
    let mut screen = Screen::demo(80, 24);
    screen.keys("?");
    let text = screen.text();
    assert!(text.contains("Go into the event's detail"), "{text}");
    let cut = text.lines().filter(|line| line.contains("  …"));
    assert_eq!(cut.count(), 0, "{text}");
}

#[test]
fn a_users_key_takes_the_place_of_the_default() {
    let own = [("quit-now".to_owned(), vec!["Q".to_owned()])];
    let keymap = Keymap::new(
        own.iter()
            .map(|(name, keys)| (name.as_str(), keys.as_slice())),
    )
    .unwrap();
    let mut screen = Screen::open(smbscope::app::Options {
        keymap,
        ..super::driver::options()
    });
    screen.keys("<Ctrl-C>");
    assert!(!screen.ended);
    screen.keys("Q");
    assert!(screen.ended);
}

#[test]
fn mistakes_in_a_users_keys_are_told_with_their_place() {
    let read = |name: &str, keys: &[&str]| {
        let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
        Keymap::new([(name, keys.as_slice())].into_iter())
            .err()
            .unwrap()
    };
    assert!(matches!(
        read("fly", &["x"]),
        KeymapError::UnknownAction { action } if action == "fly"
    ));
    assert!(matches!(
        read("quit", &["Hyper-x"]),
        KeymapError::UnknownKey { action: "quit", .. }
    ));
    let own = [
        ("search", vec!["x".to_owned()]),
        ("filter", vec!["x".to_owned()]),
    ];
    let error = Keymap::new(own.iter().map(|(name, keys)| (*name, keys.as_slice())))
        .err()
        .unwrap();
    assert_eq!(error.action(), "filter");
    assert!(error.to_string().contains("“search”"), "{error}");
}

#[test]
fn the_hints_are_between_five_and_seven_keys_of_the_pane() {
    for keys in ["", "<Enter>", "1", "1<Tab>"] {
        let mut screen = Screen::demo(100, 30);
        screen.keys(keys);
        let text = screen.text();
        let hints = text
            .lines()
            .last()
            .unwrap_or_default()
            .trim()
            .split("  ")
            .filter(|part| !part.is_empty())
            .count();
        assert!((5..=7).contains(&hints), "{keys:?}: {hints}\n{text}");
    }
}

#[test]
fn suspending_and_redrawing_are_left_to_the_outside() {
    let mut screen = Screen::demo(100, 30);
    screen.keys("<Ctrl-L>");
    assert_eq!(screen.outside, ["Redraw"]);
    screen.keys("<Ctrl-Z>");
    if cfg!(unix) {
        assert_eq!(screen.outside.pop().as_deref(), Some("Suspend"));
    } else {
        assert!(screen.shows("Windows has no shell jobs"));
    }
    screen.keys("<F2>");
    assert_eq!(screen.outside, ["Redraw", "Mouse(Terminal)"]);
}
