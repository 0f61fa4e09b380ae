//! The actions of the catalog.

use super::action::Action;
use crate::app::context::{Context, DisabledReason};
use crate::app::state::App;

fn a_row(app: &App) -> Result<(), DisabledReason> {
    match app.views.catalog.selected_index() {
        Some(_) => Ok(()),
        None => Err("No row of the catalog is selected."),
    }
}

/// The actions of the catalog.
pub(super) static ACTIONS: &[Action] = &[
    Action::new(
        Context::Catalog,
        "read",
        &["Enter"],
        "Read the row's guidance, or fold the category",
        App::open_row,
    )
    .hint("read"),
    Action::new(
        Context::Catalog,
        "fold",
        &["h", "Left"],
        "Fold the category",
        |app| app.fold(true),
    )
    .when(|app| match app.views.catalog.is_folded() {
        _ if !app.views.catalog.query.is_empty() => Err("A search has no categories: Esc ends it."),
        Some(true) => Err("The category is folded already."),
        _ => Ok(()),
    })
    .hint("fold"),
    Action::new(
        Context::Catalog,
        "unfold",
        &["l", "Right"],
        "Unfold the category",
        |app| app.fold(false),
    )
    .when(|app| match app.views.catalog.is_folded() {
        Some(true) => Ok(()),
        _ if !app.views.catalog.query.is_empty() => Err("A search has no categories: Esc ends it."),
        _ => Err("The category is not folded."),
    })
    .hint("unfold"),
    Action::new(
        Context::CatalogRow,
        "filter-events",
        &["="],
        "Show the loaded events of this id",
        App::filter_events_of_row,
    )
    .when(|app| a_row(app).and_then(|()| app.needs_logs()))
    .hint("its events"),
    Action::new(
        Context::CatalogRow,
        "copy-text",
        &["y"],
        "Copy message and guidance",
        App::copy_row,
    )
    .when(a_row)
    .hint("copy"),
];
