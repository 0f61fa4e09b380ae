//! The actions of any list and of any text beside or below a list.

use super::action::Action;
use crate::app::context::Context;
use crate::app::list::Step;

/// The actions of any list and of any text beside or below a list.
pub(super) static ACTIONS: &[Action] = &[
    // Any list.
    Action::new(
        Context::List,
        "down",
        &["j", "Down"],
        "Go to the next row",
        |app| app.step_list(Step::Rows(1)),
    ),
    Action::new(
        Context::List,
        "up",
        &["k", "Up"],
        "Go to the previous row",
        |app| app.step_list(Step::Rows(-1)),
    ),
    Action::new(
        Context::List,
        "first",
        &["g", "Home"],
        "Go to the first row",
        |app| app.step_list(Step::First),
    ),
    Action::new(
        Context::List,
        "last",
        &["G", "End"],
        "Go to the last row",
        |app| app.step_list(Step::Last),
    ),
    Action::new(
        Context::List,
        "half-down",
        &["Ctrl-D"],
        "Go half a page down",
        |app| app.step_list(Step::HalfPages(1)),
    ),
    Action::new(
        Context::List,
        "half-up",
        &["Ctrl-U"],
        "Go half a page up",
        |app| app.step_list(Step::HalfPages(-1)),
    ),
    Action::new(
        Context::List,
        "list-page-down",
        &["PgDn"],
        "Go a page down",
        |app| app.step_list(Step::HalfPages(2)),
    ),
    Action::new(
        Context::List,
        "list-page-up",
        &["PgUp"],
        "Go a page up",
        |app| app.step_list(Step::HalfPages(-2)),
    ),
    Action::new(
        Context::List,
        "reader-down",
        &["J"],
        "Scroll the other pane down",
        |app| app.scroll_reader(Step::Rows(1)),
    )
    .hint("scroll"),
    Action::new(
        Context::List,
        "reader-up",
        &["K"],
        "Scroll the other pane up",
        |app| app.scroll_reader(Step::Rows(-1)),
    ),
    // A text beside or below a list.
    Action::new(
        Context::Reader,
        "read-down",
        &["j", "Down"],
        "Scroll down",
        |app| app.scroll_reader(Step::Rows(1)),
    )
    .hint("scroll"),
    Action::new(
        Context::Reader,
        "read-up",
        &["k", "Up"],
        "Scroll up",
        |app| app.scroll_reader(Step::Rows(-1)),
    ),
    Action::new(
        Context::Reader,
        "read-page-down",
        &["PgDn", "Ctrl-D", "Space"],
        "Scroll half a page down",
        |app| app.scroll_reader(Step::HalfPages(1)),
    ),
    Action::new(
        Context::Reader,
        "read-page-up",
        &["PgUp", "Ctrl-U"],
        "Scroll half a page up",
        |app| app.scroll_reader(Step::HalfPages(-1)),
    ),
    Action::new(
        Context::Reader,
        "read-start",
        &["g", "Home"],
        "Go to the start",
        |app| app.scroll_reader(Step::First),
    ),
    Action::new(
        Context::Reader,
        "read-end",
        &["G", "End"],
        "Go to the end",
        |app| app.scroll_reader(Step::Last),
    ),
    Action::new(
        Context::Reader,
        "next-row",
        &["J"],
        "Go to the list's next row",
        |app| app.step_list(Step::Rows(1)),
    )
    .hint("next row"),
    Action::new(
        Context::Reader,
        "previous-row",
        &["K"],
        "Go to the list's previous row",
        |app| app.step_list(Step::Rows(-1)),
    ),
];
