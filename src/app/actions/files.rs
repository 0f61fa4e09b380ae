//! The actions of the list of files.

use super::action::{Action, action};
use crate::app::context::{Context as C, DisabledReason};
use crate::app::state::App;

fn logs_loaded(app: &App) -> Result<(), DisabledReason> {
    if app.views.events.store.is_empty() {
        return Err("No event is loaded.");
    }
    Ok(())
}

/// The actions of the list of files.
#[rustfmt::skip]
pub(super) static ACTIONS: &[Action] = &[
    action(C::Files, "filter-by-file", &["=", "Enter"], "Show only the events of this file",
        App::filter_by_file).when(logs_loaded).hint("its events"),
];
