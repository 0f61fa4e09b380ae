//! All state of the explorer.

use std::path::PathBuf;
use std::sync::Arc;

use super::context::{Context, DisabledReason};
use super::filter_line::FilterLine;
use super::keymap::Keymap;
use super::message::{Effect, Mouse, WorkId};
use super::mode::{Focus, Mode, Zoom};
use super::outbox::Outbox;
use super::views::{View, ViewKind, Views};
use crate::catalog::Catalog;
use crate::filter::ParseError;
use crate::load::Progress;
use crate::values::Zone;

/// The settings of a start.
#[derive(Debug, Default)]
pub struct Options {
    /// The meaning of events.
    pub catalog: Arc<Catalog>,
    /// The logs to open: files and folders. With none, the catalog alone is shown.
    pub paths: Vec<PathBuf>,
    /// The filter to begin with, of the events, or of the catalog when no log is opened.
    pub filter: Option<String>,
    /// The keys of actions.
    pub keymap: Keymap,
    /// The name of what is opened, for the top line.
    pub title: String,
    /// The zone that times are shown in at first.
    pub zone: Zone,
    /// The owner of the mouse at first.
    pub mouse: Mouse,
    /// The terminal's columns and lines.
    pub size: (u16, u16),
}

/// All state of the explorer. Only [`super::update`] changes it.
#[derive(Debug)]
pub struct App {
    pub(crate) size: (u16, u16),
    pub(crate) title: String,
    pub(crate) view: ViewKind,
    pub(crate) focus: Focus,
    pub(crate) zoom: Zoom,
    /// The view and pane from which a row or an event led to this view, to go back to.
    pub(super) came_from: Option<(ViewKind, Focus)>,
    pub(crate) mode: Mode,
    pub(crate) keymap: Keymap,
    pub(crate) views: Views,
    pub(crate) loading: Loading,
    pub(crate) zone: Zone,
    pub(crate) raw: bool,
    pub(super) mouse: Mouse,
    pub(crate) out: Outbox,
    pub(super) stale: bool,
}

/// The loading of logs.
#[derive(Debug, Default)]
pub(crate) struct Loading {
    /// The paths to load.
    pub(crate) paths: Vec<PathBuf>,
    /// The load whose updates are awaited.
    pub(super) work: Option<WorkId>,
    /// Its progress.
    pub(crate) progress: Option<Progress>,
    /// Set while what is loaded is that of the load before.
    pub(super) is_old: bool,
}

impl App {
    /// Creates the app and its initial effects.
    ///
    /// # Errors
    /// The mistake in the filter.
    pub fn new(options: Options) -> Result<(Self, Vec<Effect>), ParseError> {
        let has_logs = !options.paths.is_empty();
        let mut app = Self {
            size: options.size,
            title: options.title,
            view: if has_logs {
                ViewKind::Events
            } else {
                ViewKind::Catalog
            },
            focus: Focus::List,
            zoom: Zoom::Normal,
            came_from: None,
            mode: Mode::Browse,
            keymap: options.keymap,
            views: Views::new(&options.catalog),
            loading: Loading {
                paths: options.paths,
                ..Loading::default()
            },
            zone: options.zone,
            raw: false,
            mouse: options.mouse,
            out: Outbox::default(),
            stale: true,
        };
        if let Some(text) = options.filter.filter(|text| !text.trim().is_empty()) {
            if let Some(line) = app.filter_mut()
                && !line.apply(&text)
                && let Some(error) = line.error.take()
            {
                return Err(error);
            }
            app.views.catalog.refresh();
        }
        if has_logs {
            app.load();
        }
        let effects = app.out.take_effects();
        Ok((app, effects))
    }

    /// Returns true if the screen is not what would be drawn now.
    pub fn is_stale(&self) -> bool {
        self.stale
    }

    /// Returns true if the screen fits into so many columns and lines.
    pub(crate) fn fits(&self, columns: u16, lines: u16) -> bool {
        self.size.0 <= columns && self.size.1 <= lines
    }

    /// Returns true if logs are being loaded.
    pub fn is_loading(&self) -> bool {
        self.loading.work.is_some()
            && self
                .loading
                .progress
                .as_ref()
                .is_none_or(|progress| !progress.finished)
    }

    /// Returns true if a filter is being evaluated.
    pub fn is_matching(&self) -> bool {
        self.views.events.is_matching()
    }

    /// Returns true if leaving the present pane leads to another one, and not out of the program.
    pub(crate) fn leads_back(&self) -> bool {
        self.focus == Focus::Reader || self.came_from.is_some()
    }

    /// Returns true if only a part of the logs was read, and no more will be.
    pub(crate) fn is_partly_loaded(&self) -> bool {
        let mut files = self.views.events.store.files().iter();
        !self.is_loading() && files.any(|file| file.unread > 0)
    }

    /// The present view.
    pub(crate) fn current(&self) -> &dyn View {
        self.views.get(self.view)
    }

    /// The filter that narrows the present view, if one can.
    pub(crate) fn filter(&self) -> Option<&FilterLine> {
        let kind = self.view.info().filter.ok()?;
        self.views.get(kind).filter()
    }

    pub(super) fn filter_mut(&mut self) -> Option<&mut FilterLine> {
        let kind = self.view.info().filter.ok()?;
        self.views.get_mut(kind).filter_mut()
    }

    /// Returns true if a filter is written that narrows the present view.
    pub(crate) fn has_filter(&self) -> bool {
        self.filter()
            .is_some_and(|filter| !filter.text().is_empty())
    }

    /// The text that the present view is searched for.
    pub(crate) fn query(&self) -> &str {
        &self.current().panes().query
    }

    /// The contexts of the keyboard, the most special first.
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

    /// The contexts of the focused pane, when nothing lies over it.
    pub(crate) fn browse_contexts(&self) -> &'static [Context] {
        self.view.info().contexts(self.focus)
    }

    /// Asks for logs.
    pub(super) fn needs_logs(&self) -> Result<(), DisabledReason> {
        if self.loading.paths.is_empty() {
            return Err(
                "No log is open: start smbscope with the path of a .evtx file or of a folder.",
            );
        }
        Ok(())
    }
}
