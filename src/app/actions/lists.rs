//! The actions of any list, of the list of files, and of any text beside or below a list.

use super::{Action, Context, Unready};
use crate::app::list::Step;
use crate::app::state::App;

fn logs_loaded(app: &App) -> Result<(), Unready> {
    if app.events.store.is_empty() {
        return Err("No event is loaded.");
    }
    Ok(())
}

/// The actions of any list, of the list of files, and of any text beside or below a list.
pub(super) static ACTIONS: &[Action] = &[
    // The list of files.
    Action::new(
        Context::Files,
        "filter-by-file",
        &["=", "Enter"],
        "Show only the events of this file",
        App::filter_by_file,
    )
    .when(logs_loaded)
    .hint("its events"),
    // Any list.
    Action::new(
        Context::List,
        "down",
        &["j", "Down"],
        "Go to the next row",
        |app, _| app.step_list(Step::Rows(1)),
    ),
    Action::new(
        Context::List,
        "up",
        &["k", "Up"],
        "Go to the previous row",
        |app, _| {
            app.step_list(Step::Rows(-1));
        },
    ),
    Action::new(
        Context::List,
        "first",
        &["g", "Home"],
        "Go to the first row",
        |app, _| app.step_list(Step::First),
    ),
    Action::new(
        Context::List,
        "last",
        &["G", "End"],
        "Go to the last row",
        |app, _| app.step_list(Step::Last),
    ),
    Action::new(
        Context::List,
        "half-down",
        &["Ctrl-D"],
        "Go half a page down",
        |app, _| {
            app.step_list(Step::HalfPages(1));
        },
    ),
    Action::new(
        Context::List,
        "half-up",
        &["Ctrl-U"],
        "Go half a page up",
        |app, _| {
            app.step_list(Step::HalfPages(-1));
        },
    ),
    Action::new(
        Context::List,
        "list-page-down",
        &["PgDn"],
        "Go a page down",
        |app, _| {
            app.step_list(Step::HalfPages(2));
        },
    ),
    Action::new(
        Context::List,
        "list-page-up",
        &["PgUp"],
        "Go a page up",
        |app, _| {
            app.step_list(Step::HalfPages(-2));
        },
    ),
    Action::new(
        Context::List,
        "reader-down",
        &["J"],
        "Scroll the other pane down",
        |app, _| {
            app.scroll_reader(Step::Rows(1));
        },
    )
    .hint("scroll"),
    Action::new(
        Context::List,
        "reader-up",
        &["K"],
        "Scroll the other pane up",
        |app, _| {
            app.scroll_reader(Step::Rows(-1));
        },
    ),
    // A text beside or below a list.
    Action::new(
        Context::Reader,
        "read-down",
        &["j", "Down"],
        "Scroll down",
        |app, _| {
            app.scroll_reader(Step::Rows(1));
        },
    )
    .hint("scroll"),
    Action::new(
        Context::Reader,
        "read-up",
        &["k", "Up"],
        "Scroll up",
        |app, _| app.scroll_reader(Step::Rows(-1)),
    ),
    Action::new(
        Context::Reader,
        "read-page-down",
        &["PgDn", "Ctrl-D", "Space"],
        "Scroll half a page down",
        |app, _| {
            app.scroll_reader(Step::HalfPages(1));
        },
    ),
    Action::new(
        Context::Reader,
        "read-page-up",
        &["PgUp", "Ctrl-U"],
        "Scroll half a page up",
        |app, _| {
            app.scroll_reader(Step::HalfPages(-1));
        },
    ),
    Action::new(
        Context::Reader,
        "read-start",
        &["g", "Home"],
        "Go to the start",
        |app, _| {
            app.scroll_reader(Step::First);
        },
    ),
    Action::new(
        Context::Reader,
        "read-end",
        &["G", "End"],
        "Go to the end",
        |app, _| {
            app.scroll_reader(Step::Last);
        },
    ),
    Action::new(
        Context::Reader,
        "next-row",
        &["J"],
        "Go to the list's next row",
        |app, _| {
            app.step_list(Step::Rows(1));
        },
    )
    .hint("next row"),
    Action::new(
        Context::Reader,
        "previous-row",
        &["K"],
        "Go to the list's previous row",
        |app, _| {
            app.step_list(Step::Rows(-1));
        },
    ),
];
