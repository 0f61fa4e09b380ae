//! The actions of every view and of every mode.

use super::{Action, Context, Unready, logs, quit};
use crate::app::message::Effect;
use crate::app::mode::{View, Zoom};
use crate::app::state::App;

fn filters(app: &App) -> Result<(), Unready> {
    match app.filter() {
        Some(_) => Ok(()),
        None => Err("Files are not filtered: go to the events (2) or the catalog (1)."),
    }
}

fn a_filter(app: &App) -> Result<(), Unready> {
    filters(app)?;
    match app.filter() {
        Some(filter) if !filter.text().is_empty() => Ok(()),
        _ => Err("There is no filter: press f to write one."),
    }
}

fn hits(app: &App) -> Result<(), Unready> {
    if app.query().is_empty() {
        return Err("Nothing was searched for: press / first.");
    }
    Ok(())
}

fn can_suspend(_: &App) -> Result<(), Unready> {
    if cfg!(unix) {
        Ok(())
    } else {
        Err("Windows has no shell jobs to suspend smbscope to.")
    }
}

/// The actions of every view and of every mode.
pub(super) static ACTIONS: &[Action] = &[
    // Every view.
    Action::new(
        Context::Everywhere,
        "search",
        &["/"],
        "Search as you type",
        |app, _| app.open_search(),
    )
    .when(filters)
    .hint("search"),
    Action::new(
        Context::Everywhere,
        "next-hit",
        &["n"],
        "Go to the next hit of the search",
        |app, effects| {
            app.next_hit(1, effects);
        },
    )
    .when(hits),
    Action::new(
        Context::Everywhere,
        "previous-hit",
        &["N"],
        "Go to the previous hit of the search",
        |app, effects| {
            app.next_hit(-1, effects);
        },
    )
    .when(hits),
    Action::new(
        Context::Everywhere,
        "filter",
        &["f", "&"],
        "Filter as you type",
        |app, _| app.open_filter(),
    )
    .when(filters)
    .hint("filter"),
    Action::new(
        Context::Everywhere,
        "filter-off",
        &["Ctrl-F"],
        "Set the filter aside, or put it back",
        App::switch_filter,
    )
    .when(a_filter),
    Action::new(
        Context::Everywhere,
        "filter-back",
        &["["],
        "Go back to the filter before this one",
        |app, effects| app.step_filter(true, effects),
    )
    .when(filters),
    Action::new(
        Context::Everywhere,
        "filter-forward",
        &["]"],
        "Go on to the filter after this one",
        |app, effects| app.step_filter(false, effects),
    )
    .when(filters),
    Action::new(
        Context::Everywhere,
        "help",
        &["?", "F1"],
        "Show the keys of this pane",
        |app, _| app.open_help(),
    )
    .hint("help"),
    Action::new(
        Context::Everywhere,
        "palette",
        &["Ctrl-P", ":"],
        "Call any action by its name",
        |app, _| {
            app.open_palette();
        },
    ),
    Action::new(
        Context::Everywhere,
        "catalog",
        &["1"],
        "Go to the catalog: what events mean",
        |app, _| {
            app.go_to_view(View::Catalog);
        },
    ),
    Action::new(
        Context::Everywhere,
        "events",
        &["2"],
        "Go to the events: what happened",
        |app, _| {
            app.go_to_view(View::Events);
        },
    ),
    Action::new(
        Context::Everywhere,
        "files",
        &["6"],
        "Go to the files: where it was read, and what could not be",
        |app, _| {
            app.go_to_view(View::Files);
        },
    ),
    Action::new(
        Context::Everywhere,
        "next-pane",
        &["Tab"],
        "Go to the other pane",
        |app, _| app.next_pane(),
    ),
    Action::new(
        Context::Everywhere,
        "previous-pane",
        &["Shift-Tab"],
        "Go to the other pane, backwards",
        |app, _| {
            app.next_pane();
        },
    ),
    Action::new(
        Context::Everywhere,
        "zoom",
        &["+"],
        "Enlarge this pane",
        |app, _| app.zoom_in(),
    )
    .when(|app| {
        if app.zoom == Zoom::Full {
            Err("This pane has the whole screen: _ makes it smaller.")
        } else {
            Ok(())
        }
    }),
    Action::new(
        Context::Everywhere,
        "unzoom",
        &["_"],
        "Make this pane smaller again",
        |app, _| app.zoom_out(),
    )
    .when(|app| {
        if app.zoom == Zoom::Normal {
            Err("This pane is not enlarged: + enlarges it.")
        } else {
            Ok(())
        }
    }),
    Action::new(
        Context::Everywhere,
        "time-zone",
        &["U"],
        "Show times in UTC or in local time",
        |app, _| {
            app.switch_time_zone();
        },
    ),
    Action::new(
        Context::Everywhere,
        "reload",
        &["Ctrl-R"],
        "Read the logs again",
        |app, effects| {
            effects.extend(app.load());
        },
    )
    .when(logs),
    Action::new(
        Context::Everywhere,
        "mouse",
        &["F2"],
        "Leave the mouse to the terminal, to select text",
        App::switch_mouse,
    ),
    Action::new(
        Context::Everywhere,
        "back",
        &["Esc"],
        "Close what is open, end the search, stop loading, clear the filter",
        App::escape,
    ),
    Action::new(
        Context::Everywhere,
        "quit",
        &["q"],
        "Go back; at the root, ask whether to quit",
        |app, _| app.back(),
    )
    .hint("quit"),
    // Every mode.
    Action::new(
        Context::Always,
        "redraw",
        &["Ctrl-L"],
        "Draw the screen anew",
        |_, effects| {
            effects.push(Effect::Redraw);
        },
    ),
    Action::new(
        Context::Always,
        "suspend",
        &["Ctrl-Z"],
        "Return to the shell; fg comes back",
        |_, effects| {
            effects.push(Effect::Suspend);
        },
    )
    .when(can_suspend),
    Action::new(
        Context::Always,
        "quit-now",
        &["Ctrl-C"],
        "Quit at once",
        quit,
    ),
];
