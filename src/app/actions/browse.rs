//! The actions of the views and their panes.

use super::{Action, Context, Unready};
use crate::app::list::Step;
use crate::app::mode::{View, Zoom};
use crate::app::state::App;

fn an_event(app: &App) -> Result<(), Unready> {
    match app.events.selected_number() {
        Some(_) => Ok(()),
        None => Err("No event is selected."),
    }
}

fn a_row(app: &App) -> Result<(), Unready> {
    match app.catalog.selected_index() {
        Some(_) => Ok(()),
        None => Err("No row of the catalog is selected."),
    }
}

fn logs(app: &App) -> Result<(), Unready> {
    if app.loading.paths.is_empty() {
        return Err("No log is open: start smbscope with the path of a .evtx file or of a folder.");
    }
    Ok(())
}

fn logs_loaded(app: &App) -> Result<(), Unready> {
    if app.events.store.is_empty() {
        return Err("No event is loaded.");
    }
    Ok(())
}

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

/// The actions of the views and their panes.
pub(super) static ACTIONS: &[Action] = &[
    // The catalog's list.
    Action::new(Context::Catalog, "read", &["Enter"], "Read the row's guidance, or fold the category", |app, _| {
        app.open_row();
    })
    .hint("read"),
    Action::new(Context::Catalog, "fold", &["h", "Left"], "Fold the category", |app, _| app.fold(true)),
    Action::new(Context::Catalog, "unfold", &["l", "Right"], "Unfold the category", |app, _| app.fold(false))
        .hint("unfold"),
    Action::new(
        Context::CatalogRow,
        "filter-events",
        &["="],
        "Show the loaded events of this id",
        |app, effects| app.filter_events_of_row(effects),
    )
    .when(|app| a_row(app).and_then(|()| logs(app)))
    .hint("its events"),
    Action::new(Context::CatalogRow, "copy-text", &["y"], "Copy message and guidance", |app, effects| {
        app.copy_row(effects);
    })
    .when(a_row)
    .hint("copy"),
    // The list of events.
    Action::new(Context::Events, "open", &["Enter"], "Go into the event's detail", |app, _| app.open_event())
        .when(an_event)
        .hint("detail"),
    Action::new(Context::Events, "column-left", &["h", "Left"], "Choose the column to the left", |app, _| {
        app.step_column(-1);
    })
    .when(an_event),
    Action::new(Context::Events, "column-right", &["l", "Right"], "Choose the column to the right", |app, _| {
        app.step_column(1);
    })
    .when(an_event)
    .hint("column"),
    // The detail of an event.
    Action::new(Context::Detail, "next-field", &["j", "Down"], "Go to the next field", |app, _| {
        app.step_field(Step::Rows(1));
    })
    .when(an_event)
    .hint("field"),
    Action::new(Context::Detail, "previous-field", &["k", "Up"], "Go to the previous field", |app, _| {
        app.step_field(Step::Rows(-1));
    })
    .when(an_event),
    Action::new(Context::Detail, "first-field", &["g", "Home"], "Go to the start", |app, _| {
        app.step_field(Step::First);
    })
    .when(an_event),
    Action::new(Context::Detail, "last-field", &["G", "End"], "Go to the last field", |app, _| {
        app.step_field(Step::Last);
    })
    .when(an_event),
    Action::new(Context::Detail, "detail-down", &["PgDn", "Ctrl-D"], "Scroll half a page down", |app, _| {
        app.scroll_reader(Step::HalfPages(1));
    }),
    Action::new(Context::Detail, "detail-up", &["PgUp", "Ctrl-U"], "Scroll half a page up", |app, _| {
        app.scroll_reader(Step::HalfPages(-1));
    }),
    Action::new(Context::Detail, "next-event", &["J"], "Go to the next event, staying here", |app, _| {
        app.step_list(Step::Rows(1));
    })
    .when(an_event),
    Action::new(Context::Detail, "previous-event", &["K"], "Go to the previous event, staying here", |app, _| {
        app.step_list(Step::Rows(-1));
    })
    .when(an_event),
    Action::new(Context::Detail, "explain", &["Enter"], "Explain the field's value", |app, _| app.explain())
        .when(an_event)
        .hint("explain"),
    // For an event, wherever it is read.
    Action::new(Context::Event, "filter-in", &["="], "Show only events with this value", |app, effects| {
        app.filter_by_value(false, effects);
    })
    .when(an_event)
    .hint("only this"),
    Action::new(Context::Event, "filter-out", &["!"], "Leave out events with this value", |app, effects| {
        app.filter_by_value(true, effects);
    })
    .when(an_event)
    .hint("not this"),
    Action::new(Context::Event, "copy-value", &["y"], "Copy the value", |app, effects| app.copy_value(effects))
        .when(an_event),
    Action::new(Context::Event, "raw", &["d"], "Show values decoded or raw", |app, _| app.raw = !app.raw)
        .when(an_event)
        .hint("raw"),
    Action::new(Context::Event, "xml", &["X"], "Show the record's XML", |app, effects| app.open_xml(effects))
        .when(an_event)
        .hint("XML"),
    Action::new(
        Context::Event,
        "next-related",
        &["o"],
        "Go to the next event of the same session, handle or client",
        |app, effects| app.jump_related(1, effects),
    )
    .when(an_event)
    .hint("related"),
    Action::new(
        Context::Event,
        "previous-related",
        &["O"],
        "Go to the previous event of the same session, handle or client",
        |app, effects| app.jump_related(-1, effects),
    )
    .when(an_event),
    Action::new(Context::Event, "next-error", &["e"], "Go to the next error", |app, effects| {
        app.jump_errors(1, effects);
    })
    .when(an_event),
    Action::new(Context::Event, "previous-error", &["E"], "Go to the previous error", |app, effects| {
        app.jump_errors(-1, effects);
    })
    .when(an_event),
    Action::new(Context::Event, "next-warning", &["w"], "Go to the next warning", |app, effects| {
        app.jump_warnings(1, effects);
    })
    .when(an_event),
    Action::new(Context::Event, "previous-warning", &["W"], "Go to the previous warning", |app, effects| {
        app.jump_warnings(-1, effects);
    })
    .when(an_event),
    Action::new(Context::Event, "look-up", &["L"], "Look the event up in the catalog", |app, _| app.look_up())
        .when(|app| {
            an_event(app)?;
            match app.events.selected().and_then(|event| event.join().row) {
                Some(_) => Ok(()),
                None => Err("This event is not in the catalog."),
            }
        }),
    Action::new(
        Context::Event,
        "follow",
        &["F"],
        "Stay on the newest event, and read on what is added to the files",
        |app, effects| app.follow(effects),
    )
    .when(logs),
    // The list of files.
    Action::new(Context::Files, "filter-by-file", &["=", "Enter"], "Show only the events of this file", |app, effects| {
        app.filter_by_file(effects);
    })
    .when(logs_loaded)
    .hint("its events"),
    // Any list.
    Action::new(Context::List, "down", &["j", "Down"], "Go to the next row", |app, _| app.step_list(Step::Rows(1))),
    Action::new(Context::List, "up", &["k", "Up"], "Go to the previous row", |app, _| {
        app.step_list(Step::Rows(-1));
    }),
    Action::new(Context::List, "first", &["g", "Home"], "Go to the first row", |app, _| app.step_list(Step::First)),
    Action::new(Context::List, "last", &["G", "End"], "Go to the last row", |app, _| app.step_list(Step::Last)),
    Action::new(Context::List, "half-down", &["Ctrl-D"], "Go half a page down", |app, _| {
        app.step_list(Step::HalfPages(1));
    }),
    Action::new(Context::List, "half-up", &["Ctrl-U"], "Go half a page up", |app, _| {
        app.step_list(Step::HalfPages(-1));
    }),
    Action::new(Context::List, "list-page-down", &["PgDn"], "Go a page down", |app, _| {
        app.step_list(Step::HalfPages(2));
    }),
    Action::new(Context::List, "list-page-up", &["PgUp"], "Go a page up", |app, _| {
        app.step_list(Step::HalfPages(-2));
    }),
    Action::new(Context::List, "reader-down", &["J"], "Scroll the other pane down", |app, _| {
        app.scroll_reader(Step::Rows(1));
    })
    .hint("scroll"),
    Action::new(Context::List, "reader-up", &["K"], "Scroll the other pane up", |app, _| {
        app.scroll_reader(Step::Rows(-1));
    }),
    // A text beside or below a list.
    Action::new(Context::Reader, "read-down", &["j", "Down"], "Scroll down", |app, _| {
        app.scroll_reader(Step::Rows(1));
    })
    .hint("scroll"),
    Action::new(Context::Reader, "read-up", &["k", "Up"], "Scroll up", |app, _| app.scroll_reader(Step::Rows(-1))),
    Action::new(Context::Reader, "read-page-down", &["PgDn", "Ctrl-D", "Space"], "Scroll half a page down", |app, _| {
        app.scroll_reader(Step::HalfPages(1));
    }),
    Action::new(Context::Reader, "read-page-up", &["PgUp", "Ctrl-U"], "Scroll half a page up", |app, _| {
        app.scroll_reader(Step::HalfPages(-1));
    }),
    Action::new(Context::Reader, "read-start", &["g", "Home"], "Go to the start", |app, _| {
        app.scroll_reader(Step::First);
    }),
    Action::new(Context::Reader, "read-end", &["G", "End"], "Go to the end", |app, _| {
        app.scroll_reader(Step::Last);
    }),
    Action::new(Context::Reader, "next-row", &["J"], "Go to the list's next row", |app, _| {
        app.step_list(Step::Rows(1));
    })
    .hint("next row"),
    Action::new(Context::Reader, "previous-row", &["K"], "Go to the list's previous row", |app, _| {
        app.step_list(Step::Rows(-1));
    }),
    // Every view.
    Action::new(Context::Everywhere, "search", &["/"], "Search as you type", |app, _| app.open_search())
        .when(filters)
        .hint("search"),
    Action::new(Context::Everywhere, "next-hit", &["n"], "Go to the next hit of the search", |app, effects| {
        app.next_hit(1, effects);
    })
    .when(hits),
    Action::new(Context::Everywhere, "previous-hit", &["N"], "Go to the previous hit of the search", |app, effects| {
        app.next_hit(-1, effects);
    })
    .when(hits),
    Action::new(Context::Everywhere, "filter", &["f", "&"], "Filter as you type", |app, _| app.open_filter())
        .when(filters)
        .hint("filter"),
    Action::new(Context::Everywhere, "filter-off", &["Ctrl-F"], "Set the filter aside, or put it back", |app, effects| {
        app.switch_filter(effects);
    })
    .when(a_filter),
    Action::new(Context::Everywhere, "help", &["?", "F1"], "Show the keys of this pane", |app, _| app.open_help())
        .hint("help"),
    Action::new(Context::Everywhere, "palette", &["Ctrl-P", ":"], "Call any action by its name", |app, _| {
        app.open_palette();
    }),
    Action::new(Context::Everywhere, "catalog", &["1"], "Go to the catalog: what events mean", |app, _| {
        app.go_to_view(View::Catalog);
    }),
    Action::new(Context::Everywhere, "events", &["2"], "Go to the events: what happened", |app, _| {
        app.go_to_view(View::Events);
    }),
    Action::new(Context::Everywhere, "files", &["6"], "Go to the files: where it was read, and what could not be", |app, _| {
        app.go_to_view(View::Files);
    }),
    Action::new(Context::Everywhere, "next-pane", &["Tab"], "Go to the other pane", |app, _| app.next_pane()),
    Action::new(Context::Everywhere, "previous-pane", &["Shift-Tab"], "Go to the other pane, backwards", |app, _| {
        app.next_pane();
    }),
    Action::new(Context::Everywhere, "zoom", &["+"], "Enlarge this pane", |app, _| app.zoom_in())
        .when(|app| if app.zoom == Zoom::Full { Err("This pane has the whole screen: _ makes it smaller.") } else { Ok(()) }),
    Action::new(Context::Everywhere, "unzoom", &["_"], "Make this pane smaller again", |app, _| app.zoom_out())
        .when(|app| if app.zoom == Zoom::Normal { Err("This pane is not enlarged: + enlarges it.") } else { Ok(()) }),
    Action::new(Context::Everywhere, "time-zone", &["U"], "Show times in UTC or in local time", |app, _| {
        app.switch_time_zone();
    }),
    Action::new(Context::Everywhere, "reload", &["Ctrl-R"], "Read the logs again", |app, effects| {
        effects.extend(app.load());
    })
    .when(logs),
    Action::new(Context::Everywhere, "mouse", &["F2"], "Leave the mouse to the terminal, to select text", |app, effects| {
        app.switch_mouse(effects);
    }),
    Action::new(Context::Everywhere, "back", &["Esc"], "Close what is open, end the search, stop loading", |app, effects| {
        app.escape(effects);
    }),
    Action::new(Context::Everywhere, "quit", &["q"], "Go back; at the root, ask whether to quit", |app, _| app.back())
        .hint("quit"),
    // Every mode.
    Action::new(Context::Always, "redraw", &["Ctrl-L"], "Draw the screen anew", |_, effects| {
        effects.push(crate::app::Effect::Redraw);
    }),
    Action::new(Context::Always, "suspend", &["Ctrl-Z"], "Return to the shell; fg comes back", |_, effects| {
        effects.push(crate::app::Effect::Suspend);
    })
    .when(can_suspend),
    Action::new(Context::Always, "quit-now", &["Ctrl-C"], "Quit at once", |app, effects| app.quit(effects)),
];
