//! The views and their properties: tab, contexts, place on the screen.
//!
//! A new view has its state here, its drawing in `panes` and its actions in `actions`, each in a file
//! of its own, and is named here, in `panes/mod.rs`, `actions/mod.rs` and `context.rs`.

pub(in crate::app) mod catalog;
pub(in crate::app) mod events;
pub(in crate::app) mod files;
mod view;

use std::sync::Arc;

pub(crate) use view::{Host, View};

use self::catalog::CatalogView;
use self::events::EventsView;
use self::files::FilesView;
use super::context::{Context as C, DisabledReason};
use super::mode::Focus;
use crate::catalog::Catalog;
use crate::store::Store;

/// A view of the whole body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum ViewKind {
    /// The meaning of events.
    Catalog,
    /// The events that happened.
    Events,
    /// The files that were read, and what could not be read.
    Files,
}

/// The properties of a view.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ViewInfo {
    pub(crate) kind: ViewKind,
    /// The name of the action that goes to the view.
    pub(super) action: &'static str,
    /// The default key of that action, which stands before the title on the tab.
    pub(super) keys: &'static [&'static str; 1],
    /// The help of that action.
    pub(super) help: &'static str,
    /// The name on the tab.
    pub(crate) title: &'static str,
    /// The contexts of its list, the most special first.
    pub(super) list: &'static [C],
    /// The contexts of its reader.
    pub(super) reader: &'static [C],
    /// The place of the reader beside the list; without one it is always below.
    pub(super) beside: Option<Beside>,
    /// The lines of headings above the rows.
    pub(super) headings: u16,
    /// The view whose filter narrows this one, or the reason why there is none.
    pub(super) filter: Result<ViewKind, DisabledReason>,
    /// Set where Esc returns to the view that led here before it ends anything else.
    pub(super) escape_returns: bool,
}

/// The reader's place beside the list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beside {
    /// The least width of the screen.
    pub(super) from: u16,
    /// The list's share of it, in percent.
    pub(super) list_share: u16,
}

/// Every view, in the order of the tabs.
pub(crate) static VIEWS: [ViewInfo; 3] = [
    ViewInfo {
        kind: ViewKind::Catalog,
        action: "catalog",
        keys: &["1"],
        help: "Go to the catalog: what events mean",
        title: "Catalog",
        list: &[C::Catalog, C::CatalogRow, C::List, C::Everywhere, C::Always],
        reader: &[C::CatalogRow, C::Reader, C::Everywhere, C::Always],
        beside: Some(Beside {
            from: 100,
            list_share: 46,
        }),
        headings: 0,
        filter: Ok(ViewKind::Catalog),
        escape_returns: true,
    },
    ViewInfo {
        kind: ViewKind::Events,
        action: "events",
        keys: &["2"],
        help: "Go to the events: what happened",
        title: "Events",
        list: &[C::Events, C::Event, C::List, C::Everywhere, C::Always],
        reader: &[C::Detail, C::Event, C::Everywhere, C::Always],
        beside: Some(Beside {
            from: 120,
            list_share: 65,
        }),
        headings: 1,
        filter: Ok(ViewKind::Events),
        escape_returns: false,
    },
    ViewInfo {
        kind: ViewKind::Files,
        action: "files",
        keys: &["6"],
        help: "Go to the files: where it was read, and what could not be",
        title: "Files",
        list: &[C::Files, C::List, C::Everywhere, C::Always],
        reader: &[C::Reader, C::Everywhere, C::Always],
        beside: None,
        headings: 1,
        filter: Err("Files are not filtered: go to the events (2) or the catalog (1)."),
        escape_returns: false,
    },
];

const _: () = {
    let mut at = 0;
    while at < VIEWS.len() {
        assert!(VIEWS[at].kind as usize == at, "views stand as in ViewKind");
        at += 1;
    }
};

impl ViewKind {
    /// The properties of the view.
    pub(crate) fn info(self) -> &'static ViewInfo {
        &VIEWS[self as usize]
    }
}

impl ViewInfo {
    /// The digit on the tab.
    pub(crate) fn digit(&self) -> &'static str {
        self.keys[0]
    }

    /// The contexts of a pane of the view, the most special first.
    pub(super) fn contexts(&self, focus: Focus) -> &'static [C] {
        match focus {
            Focus::List => self.list,
            Focus::Reader => self.reader,
        }
    }
}

/// The state of every view.
#[derive(Debug)]
pub(crate) struct Views {
    pub(crate) catalog: CatalogView,
    pub(crate) events: EventsView,
    pub(crate) files: FilesView,
}

impl Views {
    pub(super) fn new(catalog: &Arc<Catalog>) -> Self {
        let store = Store::empty(Arc::clone(catalog));
        Self {
            catalog: CatalogView::new(Arc::clone(catalog)),
            files: FilesView::new(store.clone()),
            events: EventsView::new(store),
        }
    }

    /// A view.
    pub(crate) fn get(&self, kind: ViewKind) -> &dyn View {
        match kind {
            ViewKind::Catalog => &self.catalog,
            ViewKind::Events => &self.events,
            ViewKind::Files => &self.files,
        }
    }

    /// A view, to change it.
    pub(super) fn get_mut(&mut self, kind: ViewKind) -> &mut dyn View {
        match kind {
            ViewKind::Catalog => &mut self.catalog,
            ViewKind::Events => &mut self.events,
            ViewKind::Files => &mut self.files,
        }
    }
}
