//! The actions of every view and of every mode.

use super::action::{Action, action};
use crate::app::context::{Context as C, DisabledReason};
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
#[rustfmt::skip]
pub(super) static SEARCH_AND_HELP: &[Action] = &[
    action(C::Everywhere, "search", &["/"], "Search as you type", App::open_search)
        .when(filters).hint("search"),
    action(C::Everywhere, "next-hit", &["n"], "Go to the next hit of the search",
        |app| app.with_view(|view, host| view.next_hit(1, host))).when(hits),
    action(C::Everywhere, "previous-hit", &["N"], "Go to the previous hit of the search",
        |app| app.with_view(|view, host| view.next_hit(-1, host))).when(hits),
    action(C::Everywhere, "filter", &["f", "&"], "Filter as you type", App::open_filter)
        .when(filters).hint("filter"),
    action(C::Everywhere, "filter-off", &["Ctrl-F"], "Set the filter aside, or put it back",
        App::switch_filter).when(a_filter),
    action(C::Everywhere, "filter-back", &["["], "Go back to the filter before this one",
        |app| app.step_filter(Age::Older)).when(filters),
    action(C::Everywhere, "filter-forward", &["]"], "Go on to the filter after this one",
        |app| app.step_filter(Age::Newer)).when(filters),
    action(C::Everywhere, "help", &["?", "F1"], "Show the keys of this pane", App::open_help)
        .hint("help"),
    action(C::Everywhere, "palette", &["Ctrl-P", ":"], "Call any action by its name",
        App::open_palette),
];

/// The other actions of every view, and those of every mode.
#[rustfmt::skip]
pub(super) static PANES_AND_PROGRAM: &[Action] = &[
    action(C::Everywhere, "next-pane", &["Tab"], "Go to the other pane", App::next_pane),
    action(C::Everywhere, "previous-pane", &["Shift-Tab"], "Go to the other pane, backwards",
        App::next_pane),
    action(C::Everywhere, "zoom", &["+"], "Enlarge this pane", App::zoom_in)
        .when(|app| match app.zoom {
            Zoom::Full => Err("This pane has the whole screen: _ makes it smaller."),
            _ => Ok(()),
        }),
    action(C::Everywhere, "unzoom", &["_"], "Make this pane smaller again", App::zoom_out)
        .when(|app| match app.zoom {
            Zoom::Normal => Err("This pane is not enlarged: + enlarges it."),
            _ => Ok(()),
        }),
    action(C::Everywhere, "time-zone", &["U"], "Show times in UTC or in local time",
        App::switch_time_zone),
    action(C::Everywhere, "reload", &["Ctrl-R"], "Read the logs again", App::load)
        .when(App::needs_logs),
    action(C::Everywhere, "mouse", &["F2"], "Leave the mouse to the terminal, to select text",
        App::switch_mouse),
    action(C::Everywhere, "back", &["Esc"],
        "Close what is open, end the search, stop loading, clear the filter", App::escape),
    action(C::Everywhere, "quit", &["q"], "Go back; at the root, ask whether to quit",
        App::back).hint("quit"),
    // Every mode.
    action(C::Always, "redraw", &["Ctrl-L"], "Draw the screen anew",
        |app| app.out.push(Effect::Redraw)),
    action(C::Always, "suspend", &["Ctrl-Z"], "Return to the shell; fg comes back",
        |app| app.out.push(Effect::Suspend)).when(can_suspend),
    action(C::Always, "quit-now", &["Ctrl-C"], "Quit at once", App::quit),
];
