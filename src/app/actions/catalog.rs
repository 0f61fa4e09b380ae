//! The actions of the catalog.

use super::action::{Action, action};
use crate::app::context::{Context as C, DisabledReason};
use crate::app::state::App;

fn a_row(app: &App) -> Result<(), DisabledReason> {
    match app.views.catalog.selected_index() {
        Some(_) => Ok(()),
        None => Err("No row of the catalog is selected."),
    }
}

fn a_row_and_logs(app: &App) -> Result<(), DisabledReason> {
    a_row(app)?;
    app.needs_logs()
}

fn can_fold(app: &App) -> Result<(), DisabledReason> {
    match app.views.catalog.is_folded() {
        _ if !app.query().is_empty() => Err("A search has no categories: Esc ends it."),
        Some(true) => Err("The category is folded already."),
        _ => Ok(()),
    }
}

fn can_unfold(app: &App) -> Result<(), DisabledReason> {
    match app.views.catalog.is_folded() {
        Some(true) => Ok(()),
        _ if !app.query().is_empty() => Err("A search has no categories: Esc ends it."),
        _ => Err("The category is not folded."),
    }
}

/// The actions of the catalog.
#[rustfmt::skip]
pub(super) static ACTIONS: &[Action] = &[
    action(C::Catalog, "read", &["Enter"], "Read the row's guidance, or fold the category",
        App::open_row).hint("read"),
    action(C::Catalog, "fold", &["h", "Left"], "Fold the category", |app| app.fold(true))
        .when(can_fold).hint("fold"),
    action(C::Catalog, "unfold", &["l", "Right"], "Unfold the category",
        |app| app.fold(false)).when(can_unfold).hint("unfold"),
    action(C::CatalogRow, "filter-events", &["="], "Show the loaded events of this id",
        App::filter_events_of_row).when(a_row_and_logs).hint("its events"),
    action(C::CatalogRow, "copy-text", &["y"], "Copy message and guidance", App::copy_row)
        .when(a_row).hint("copy"),
];
