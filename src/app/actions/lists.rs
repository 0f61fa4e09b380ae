//! The actions of any list and of any text beside or below a list.

use super::action::{Action, action};
use crate::app::context::Context as C;
use crate::app::list::Step;

/// The actions of any list and of any text beside or below a list.
#[rustfmt::skip]
pub(super) static ACTIONS: &[Action] = &[
    // Any list.
    action(C::List, "down", &["j", "Down"], "Go to the next row",
        |app| app.step_list(Step::Rows(1))),
    action(C::List, "up", &["k", "Up"], "Go to the previous row",
        |app| app.step_list(Step::Rows(-1))),
    action(C::List, "first", &["g", "Home"], "Go to the first row",
        |app| app.step_list(Step::First)),
    action(C::List, "last", &["G", "End"], "Go to the last row",
        |app| app.step_list(Step::Last)),
    action(C::List, "half-down", &["Ctrl-D"], "Go half a page down",
        |app| app.step_list(Step::HalfPages(1))),
    action(C::List, "half-up", &["Ctrl-U"], "Go half a page up",
        |app| app.step_list(Step::HalfPages(-1))),
    action(C::List, "list-page-down", &["PgDn"], "Go a page down",
        |app| app.step_list(Step::HalfPages(2))),
    action(C::List, "list-page-up", &["PgUp"], "Go a page up",
        |app| app.step_list(Step::HalfPages(-2))),
    action(C::List, "reader-down", &["J"], "Scroll the other pane down",
        |app| app.scroll_reader(Step::Rows(1))).hint("scroll"),
    action(C::List, "reader-up", &["K"], "Scroll the other pane up",
        |app| app.scroll_reader(Step::Rows(-1))),
    // A text beside or below a list.
    action(C::Reader, "read-down", &["j", "Down"], "Scroll down",
        |app| app.scroll_reader(Step::Rows(1))).hint("scroll"),
    action(C::Reader, "read-up", &["k", "Up"], "Scroll up",
        |app| app.scroll_reader(Step::Rows(-1))),
    action(C::Reader, "read-page-down", &["PgDn", "Ctrl-D", "Space"], "Scroll half a page down",
        |app| app.scroll_reader(Step::HalfPages(1))),
    action(C::Reader, "read-page-up", &["PgUp", "Ctrl-U"], "Scroll half a page up",
        |app| app.scroll_reader(Step::HalfPages(-1))),
    action(C::Reader, "read-start", &["g", "Home"], "Go to the start",
        |app| app.scroll_reader(Step::First)),
    action(C::Reader, "read-end", &["G", "End"], "Go to the end",
        |app| app.scroll_reader(Step::Last)),
    action(C::Reader, "next-row", &["J"], "Go to the list's next row",
        |app| app.step_list(Step::Rows(1))).hint("next row"),
    action(C::Reader, "previous-row", &["K"], "Go to the list's previous row",
        |app| app.step_list(Step::Rows(-1))),
];
