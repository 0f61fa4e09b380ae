//! The actions of the catalog.

use super::{Action, Context, Unready, logs};
use crate::app::state::App;

fn a_row(app: &App) -> Result<(), Unready> {
    match app.catalog.selected_index() {
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
        |app, _| {
            app.open_row();
        },
    )
    .hint("read"),
    Action::new(
        Context::Catalog,
        "fold",
        &["h", "Left"],
        "Fold the category",
        |app, _| app.fold(true),
    )
    .when(|app| match app.catalog.is_folded() {
        _ if !app.catalog.query.is_empty() => Err("A search has no categories: Esc ends it."),
        Some(true) => Err("The category is folded already."),
        _ => Ok(()),
    })
    .hint("fold"),
    Action::new(
        Context::Catalog,
        "unfold",
        &["l", "Right"],
        "Unfold the category",
        |app, _| app.fold(false),
    )
    .when(|app| match app.catalog.is_folded() {
        Some(true) => Ok(()),
        _ if !app.catalog.query.is_empty() => Err("A search has no categories: Esc ends it."),
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
    .when(|app| a_row(app).and_then(|()| logs(app)))
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
