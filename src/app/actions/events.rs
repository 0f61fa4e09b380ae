//! The actions of the events, in their list and in the detail of one.

use super::action::{Action, action};
use crate::app::context::{Context as C, DisabledReason};
use crate::app::list::Step;
use crate::app::mode::Focus;
use crate::app::state::App;
use crate::events::Cell;

fn an_event(app: &App) -> Result<(), DisabledReason> {
    match app.views.events.selected_number() {
        Some(_) => Ok(()),
        None => Err("No event is selected."),
    }
}

fn a_value(app: &App) -> Result<(), DisabledReason> {
    an_event(app)?;
    match (app.focus, app.views.events.column.cell) {
        (Focus::List, Cell::Summary) => {
            Err("The summary is nothing to filter by: h chooses another column.")
        }
        (Focus::List, Cell::Time) => {
            Err("The time is nothing to filter by: l chooses another column.")
        }
        _ => Ok(()),
    }
}

fn guidance(app: &App) -> Result<(), DisabledReason> {
    an_event(app)?;
    if !app.views.events.has_guidance() {
        return Err("The catalog has no guidance for this event.");
    }
    Ok(())
}

fn a_catalog_row(app: &App) -> Result<(), DisabledReason> {
    an_event(app)?;
    match app
        .views
        .events
        .selected()
        .and_then(|event| event.join().row)
    {
        Some(_) => Ok(()),
        None => Err("This event is not in the catalog."),
    }
}

/// The actions of the events, in their list and in the detail of one.
#[rustfmt::skip]
pub(super) static ACTIONS: &[Action] = &[
    // The list of events.
    action(C::Events, "open", &["Enter"], "Go into the event's detail", App::open_row)
        .when(an_event).hint("detail"),
    action(C::Events, "column-left", &["h", "Left"], "Choose the column to the left",
        |app| app.step_column(-1)).when(an_event),
    action(C::Events, "column-right", &["l", "Right"], "Choose the column to the right",
        |app| app.step_column(1)).when(an_event).hint("column"),
    // The detail of an event.
    action(C::Detail, "next-field", &["j", "Down"], "Go to the next field",
        |app| app.views.events.step_field(Step::Rows(1))).when(an_event).hint("field"),
    action(C::Detail, "previous-field", &["k", "Up"], "Go to the previous field",
        |app| app.views.events.step_field(Step::Rows(-1))).when(an_event),
    action(C::Detail, "first-field", &["g", "Home"], "Go to the start",
        |app| app.views.events.step_field(Step::First)).when(an_event),
    action(C::Detail, "last-field", &["G", "End"], "Go to the last field",
        |app| app.views.events.step_field(Step::Last)).when(an_event),
    action(C::Detail, "detail-down", &["PgDn", "Ctrl-D"], "Scroll half a page down",
        |app| app.scroll_reader(Step::HalfPages(1))),
    action(C::Detail, "detail-up", &["PgUp", "Ctrl-U"], "Scroll half a page up",
        |app| app.scroll_reader(Step::HalfPages(-1))),
    action(C::Detail, "next-event", &["J"], "Go to the next event, staying here",
        |app| app.step_list(Step::Rows(1))).when(an_event),
    action(C::Detail, "previous-event", &["K"], "Go to the previous event, staying here",
        |app| app.step_list(Step::Rows(-1))).when(an_event),
    action(C::Detail, "explain", &["Enter"], "Explain the field's value", App::explain)
        .when(an_event).hint("explain"),
    // For an event, wherever it is read.
    action(C::Event, "guidance", &["a"], "Go to the guidance: what to do, and back to the start",
        |app| app.views.events.go_to_guidance()).when(guidance).hint("advice"),
    action(C::Event, "filter-in", &["="], "Show only events with this value",
        |app| app.filter_by_value(false)).when(a_value).hint("only this"),
    action(C::Event, "filter-out", &["!"], "Leave out events with this value",
        |app| app.filter_by_value(true)).when(a_value).hint("not this"),
    action(C::Event, "copy-value", &["y"], "Copy the value", App::copy_value).when(an_event),
    action(C::Event, "raw", &["d"], "Show values decoded or raw", App::switch_raw)
        .when(an_event).hint("raw"),
    action(C::Event, "xml", &["X"], "Show the record's XML", App::open_xml)
        .when(an_event).hint("XML"),
    action(C::Event, "next-related", &["o"],
        "Go to the next event of the same session, handle, client, user or share",
        |app| app.with_events(|events, host| events.jump_related(1, host)))
        .when(an_event).hint("related"),
    action(C::Event, "previous-related", &["O"],
        "Go to the previous event of the same session, handle, client, user or share",
        |app| app.with_events(|events, host| events.jump_related(-1, host))).when(an_event),
    action(C::Event, "next-error", &["e"], "Go to the next error",
        |app| app.with_events(|events, host| events.jump_errors(1, host))).when(an_event),
    action(C::Event, "previous-error", &["E"], "Go to the previous error",
        |app| app.with_events(|events, host| events.jump_errors(-1, host))).when(an_event),
    action(C::Event, "next-warning", &["w"], "Go to the next warning",
        |app| app.with_events(|events, host| events.jump_warnings(1, host))).when(an_event),
    action(C::Event, "previous-warning", &["W"], "Go to the previous warning",
        |app| app.with_events(|events, host| events.jump_warnings(-1, host))).when(an_event),
    action(C::Event, "look-up", &["L"], "Look the event up in the catalog", App::look_up)
        .when(a_catalog_row),
    action(C::Event, "follow", &["F"],
        "Stay on the newest event, and read on what is added to the files", App::follow)
        .when(App::needs_logs),
];
