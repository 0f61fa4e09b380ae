//! The actions of every view and of every mode.

use super::action::Action;
use crate::app::context::{Context, DisabledReason};
use crate::app::message::Effect;
use crate::app::mode::Zoom;
use crate::app::prompt::Age;
use crate::app::state::App;

fn filters(app: &App) -> Result<(), DisabledReason> {
    app.view.info().filter.map(|_| ())
}

fn a_filter(app: &App) -> Result<(), DisabledReason> {
    filters(app)?;
    if !app.has_filter() {
        return Err("There is no filter: press f to write one.");
    }
    Ok(())
}

fn hits(app: &App) -> Result<(), DisabledReason> {
    if app.query().is_empty() {
        return Err("Nothing was searched for: press / first.");
    }
    Ok(())
}

fn can_suspend(_: &App) -> Result<(), DisabledReason> {
    if cfg!(unix) {
        Ok(())
    } else {
        Err("Windows has no shell jobs to suspend smbscope to.")
    }
}

/// The actions of every view that search, filter and help.
pub(super) static SEARCH_AND_HELP: &[Action] = &[
    Action::new(
        Context::Everywhere,
        "search",
        &["/"],
        "Search as you type",
        App::open_search,
    )
    .when(filters)
    .hint("search"),
    Action::new(
        Context::Everywhere,
        "next-hit",
        &["n"],
        "Go to the next hit of the search",
        |app| app.with_view(|view, host| view.next_hit(1, host)),
    )
    .when(hits),
    Action::new(
        Context::Everywhere,
        "previous-hit",
        &["N"],
        "Go to the previous hit of the search",
        |app| app.with_view(|view, host| view.next_hit(-1, host)),
    )
    .when(hits),
    Action::new(
        Context::Everywhere,
        "filter",
        &["f", "&"],
        "Filter as you type",
        App::open_filter,
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
        |app| app.step_filter(Age::Older),
    )
    .when(filters),
    Action::new(
        Context::Everywhere,
        "filter-forward",
        &["]"],
        "Go on to the filter after this one",
        |app| app.step_filter(Age::Newer),
    )
    .when(filters),
    Action::new(
        Context::Everywhere,
        "help",
        &["?", "F1"],
        "Show the keys of this pane",
        App::open_help,
    )
    .hint("help"),
    Action::new(
        Context::Everywhere,
        "palette",
        &["Ctrl-P", ":"],
        "Call any action by its name",
        App::open_palette,
    ),
];

/// The other actions of every view, and those of every mode.
pub(super) static PANES_AND_PROGRAM: &[Action] = &[
    Action::new(
        Context::Everywhere,
        "next-pane",
        &["Tab"],
        "Go to the other pane",
        App::next_pane,
    ),
    Action::new(
        Context::Everywhere,
        "previous-pane",
        &["Shift-Tab"],
        "Go to the other pane, backwards",
        App::next_pane,
    ),
    Action::new(
        Context::Everywhere,
        "zoom",
        &["+"],
        "Enlarge this pane",
        App::zoom_in,
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
        App::zoom_out,
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
        App::switch_time_zone,
    ),
    Action::new(
        Context::Everywhere,
        "reload",
        &["Ctrl-R"],
        "Read the logs again",
        App::load,
    )
    .when(App::needs_logs),
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
        App::back,
    )
    .hint("quit"),
    // Every mode.
    Action::new(
        Context::Always,
        "redraw",
        &["Ctrl-L"],
        "Draw the screen anew",
        |app| app.out.push(Effect::Redraw),
    ),
    Action::new(
        Context::Always,
        "suspend",
        &["Ctrl-Z"],
        "Return to the shell; fg comes back",
        |app| app.out.push(Effect::Suspend),
    )
    .when(can_suspend),
    Action::new(
        Context::Always,
        "quit-now",
        &["Ctrl-C"],
        "Quit at once",
        App::quit,
    ),
];
