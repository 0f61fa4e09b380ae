//! All state of the explorer.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::actions::Context;
use super::filter_line::FilterLine;
use super::keymap::Keymap;
use super::layout::Layout;
use super::list::{ListCursor, Scroll};
use super::message::{Effect, WorkId};
use super::mode::{Focus, Mode, View, Zoom};
use super::views::catalog::CatalogView;
use super::views::events::EventsView;
use crate::catalog::Catalog;
use crate::load::Progress;
use crate::store::Store;
use crate::values::Zone;

/// What the explorer is started with.
#[derive(Debug, Default)]
pub struct Options {
    /// What events mean.
    pub catalog: Arc<Catalog>,
    /// The logs to open: files and folders. With none, the catalog alone is shown.
    pub paths: Vec<PathBuf>,
    /// The filter to begin with, of the events, or of the catalog when no log is opened.
    pub filter: Option<String>,
    /// Which keys do what.
    pub keymap: Keymap,
    /// What is opened, for the top line.
    pub title: String,
    /// The zone that times are shown in at first.
    pub zone: Zone,
    /// Whether the mouse is left to the terminal.
    pub no_mouse: bool,
    /// The terminal's columns and lines.
    pub size: (u16, u16),
}

/// All state of the explorer. Only [`super::update`] changes it.
#[derive(Debug)]
pub struct App {
    pub(crate) size: (u16, u16),
    pub(crate) title: String,
    pub(crate) view: View,
    pub(crate) focus: Focus,
    pub(crate) zoom: Zoom,
    /// The view and pane from which a row or an event led to this view, to go back to.
    pub(super) came_from: Option<(View, Focus)>,
    pub(crate) mode: Mode,
    pub(crate) keymap: Keymap,
    pub(crate) catalog: CatalogView,
    pub(crate) events: EventsView,
    pub(crate) files: FilesView,
    pub(crate) loading: Loading,
    pub(crate) notice: Option<Notice>,
    pub(crate) zone: Zone,
    pub(crate) raw: bool,
    pub(crate) mouse: bool,
    pub(super) last_work: WorkId,
    pub(super) stale: bool,
}

/// The state of the Files view.
#[derive(Debug, Default)]
pub(crate) struct FilesView {
    pub(crate) cursor: ListCursor,
    pub(crate) scroll: Scroll,
}

/// How the loading of logs stands.
#[derive(Debug, Default)]
pub(crate) struct Loading {
    /// What was asked for.
    pub(crate) paths: Vec<PathBuf>,
    /// The load whose updates are awaited.
    pub(super) work: Option<WorkId>,
    /// How far it is.
    pub(crate) progress: Option<Progress>,
    /// When it began, and at the latest news how long it had taken.
    pub(crate) began: Option<Instant>,
    /// Whether a person stopped it.
    pub(crate) stopped: bool,
    /// Whether what is loaded is still that of the load before.
    pub(super) is_old: bool,
}

/// A sentence on the status line, until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notice {
    pub(crate) text: String,
    pub(crate) is_error: bool,
}

impl App {
    /// The explorer as it begins, and what is to be done for it first.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the filter.
    pub fn new(options: Options) -> Result<(Self, Vec<Effect>), String> {
        let has_logs = !options.paths.is_empty();
        let mut app = Self {
            size: options.size,
            title: options.title,
            view: if has_logs {
                View::Events
            } else {
                View::Catalog
            },
            focus: Focus::List,
            zoom: Zoom::Normal,
            came_from: None,
            mode: Mode::Browse,
            keymap: options.keymap,
            catalog: CatalogView::new(Arc::clone(&options.catalog)),
            events: EventsView::new(Store::empty(options.catalog)),
            files: FilesView::default(),
            loading: Loading {
                paths: options.paths,
                ..Loading::default()
            },
            notice: None,
            zone: options.zone,
            raw: false,
            mouse: !options.no_mouse,
            last_work: WorkId::default(),
            stale: true,
        };
        if let Some(text) = options.filter.filter(|text| !text.trim().is_empty()) {
            let line = if has_logs {
                &mut app.events.filter
            } else {
                &mut app.catalog.filter
            };
            if !line.apply(&text) {
                let error = line.error.take();
                return Err(error.map_or_else(String::new, |error| error.to_string()));
            }
            app.catalog.refresh();
        }
        let effects = if has_logs { app.load() } else { Vec::new() };
        Ok((app, effects))
    }

    /// Whether what is on the screen is not what would be drawn now.
    pub fn is_stale(&self) -> bool {
        self.stale
    }

    /// Whether logs are being loaded.
    pub fn is_loading(&self) -> bool {
        self.loading.work.is_some()
            && self
                .loading
                .progress
                .as_ref()
                .is_none_or(|progress| !progress.finished)
    }

    /// Whether a filter is being evaluated.
    pub fn is_matching(&self) -> bool {
        self.events.is_matching()
    }

    /// Whether leaving the present pane leads to another one, and not out of the program.
    pub(crate) fn leads_back(&self) -> bool {
        self.focus == Focus::Reader || self.came_from.is_some()
    }

    /// Whether only a part of the logs was read, and no more will be.
    pub(crate) fn is_partly_loaded(&self) -> bool {
        let mut files = self.events.store.files().iter();
        !self.is_loading() && files.any(|file| file.unread > 0)
    }

    /// The filter of the view, if it has one.
    pub(crate) fn filter(&self) -> Option<&FilterLine> {
        match self.view {
            View::Catalog => Some(&self.catalog.filter),
            View::Events => Some(&self.events.filter),
            View::Files => None,
        }
    }

    /// The text that the view was searched for.
    pub(crate) fn query(&self) -> &str {
        match self.view {
            View::Catalog => &self.catalog.query,
            View::Events => &self.events.query,
            View::Files => "",
        }
    }

    /// How many rows of the list are seen at once.
    pub(super) fn list_height(&self, view: View) -> usize {
        usize::from(Layout::of(self).rows(view).height)
    }

    /// How many problems reading the logs met.
    pub(crate) fn problems(&self) -> usize {
        self.events
            .store
            .files()
            .iter()
            .map(|file| file.problems.len())
            .sum()
    }

    /// What the keyboard is for, the most special first.
    pub fn contexts(&self) -> &'static [Context] {
        use Context as C;
        match &self.mode {
            Mode::Search(_) => &[C::Prompt, C::Always],
            Mode::Filter(_) => &[C::FilterPrompt, C::Prompt, C::Always],
            Mode::Help(_) | Mode::Palette(_) => &[C::Picker, C::Always],
            Mode::Xml(_) | Mode::Explain(_) | Mode::Syntax(..) => &[C::Page, C::Always],
            Mode::QuitQuestion => &[C::Question, C::Always],
            Mode::Browse => self.browse_contexts(),
        }
    }

    /// What the keyboard is for in the focused pane, when nothing lies over it.
    pub(crate) fn browse_contexts(&self) -> &'static [Context] {
        use Context as C;
        match (self.view, self.focus) {
            (View::Catalog, Focus::List) => {
                &[C::Catalog, C::CatalogRow, C::List, C::Everywhere, C::Always]
            }
            (View::Catalog, Focus::Reader) => &[C::CatalogRow, C::Reader, C::Everywhere, C::Always],
            (View::Events, Focus::List) => {
                &[C::Events, C::Event, C::List, C::Everywhere, C::Always]
            }
            (View::Events, Focus::Reader) => &[C::Detail, C::Event, C::Everywhere, C::Always],
            (View::Files, Focus::List) => &[C::Files, C::List, C::Everywhere, C::Always],
            (View::Files, Focus::Reader) => &[C::Reader, C::Everywhere, C::Always],
        }
    }

    pub(super) fn next_work(&mut self) -> WorkId {
        self.last_work.0 += 1;
        self.last_work
    }

    pub(super) fn note(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice {
            text: text.into(),
            is_error: false,
        });
    }

    pub(super) fn complain(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice {
            text: text.into(),
            is_error: true,
        });
    }
}
