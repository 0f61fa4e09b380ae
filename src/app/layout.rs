//! The place of everything on the screen. Drawing, mouse and page keys all ask here.

use ratatui::layout::{Constraint, Layout as Split, Rect};
use ratatui::text::Span;

use super::mode::{Focus, Mode, Zoom};
use super::prompt::Prompt;
use super::state::App;
use super::views::{VIEWS, ViewKind};

/// The smallest screen that smbscope is of use on, in columns and lines.
pub const SMALLEST: (u16, u16) = (60, 15);

/// The columns before the first tab, and between two.
const TABS_START: u16 = 11;
const TABS_GAP: u16 = 2;

/// The place of everything on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Layout {
    /// The whole screen.
    pub(crate) screen: Rect,
    /// The line of tabs.
    pub(crate) tabs: Rect,
    /// The filter or the search; without lines where there is none.
    pub(crate) prompt: Rect,
    /// The list with its frame; empty when the other pane is zoomed.
    pub(crate) list: Rect,
    /// The reader with its frame; empty when the other pane is zoomed.
    pub(crate) reader: Rect,
    /// The line of status.
    pub(crate) status: Rect,
    /// The line of keys.
    pub(crate) hints: Rect,
    /// Set where panes have a frame on all sides, not only a line above.
    pub(crate) framed: bool,
    /// Set where the screen is too small for anything but saying so.
    pub(crate) too_small: bool,
}

impl Layout {
    /// The layout of what is on the screen now.
    pub(crate) fn of(app: &App) -> Self {
        let screen = Rect::new(0, 0, app.size.0, app.size.1);
        let prompt = match &app.mode {
            Mode::Filter(prompt) | Mode::Syntax(_, prompt) => 2 + mistake_lines(app, prompt),
            Mode::Search(_) => 1,
            _ if app.has_filter() => 1,
            _ => u16::from(!app.query().is_empty()),
        };
        let [tabs, prompt, body, status, hints] = Split::vertical([
            Constraint::Length(1),
            Constraint::Length(prompt),
            Constraint::Fill(1),
            Constraint::Length(1),
            Constraint::Length(1),
        ])
        .areas(screen);
        let framed = screen.width >= 100 && screen.height >= 28;
        let (list, reader) = panes(app, body);
        Self {
            screen,
            tabs,
            prompt,
            list,
            reader,
            status,
            hints,
            framed,
            too_small: screen.width < SMALLEST.0 || screen.height < SMALLEST.1,
        }
    }

    /// The part of a pane inside its frame; its last column is the scrollbar's when the frame
    /// has none to lend.
    pub(crate) fn inside(&self, pane: Rect) -> Rect {
        let side = u16::from(self.framed);
        Rect {
            x: pane.x + side.min(pane.width),
            y: pane.y + 1.min(pane.height),
            width: pane.width.saturating_sub(1 + side),
            height: pane.height.saturating_sub(1 + side),
        }
    }

    /// The part of a pane for running text, which does not touch the frame.
    pub(crate) fn text(&self, pane: Rect) -> Rect {
        let inside = self.inside(pane);
        let side = u16::from(self.framed).min(inside.width);
        Rect {
            x: inside.x + side,
            width: inside.width.saturating_sub(2 * side),
            ..inside
        }
    }

    /// The rows of the list, below its headings.
    pub(crate) fn rows(&self, view: ViewKind) -> Rect {
        let inside = self.inside(self.list);
        let headings = view.info().headings.min(inside.height);
        Rect {
            y: inside.y + headings,
            height: inside.height - headings,
            ..inside
        }
    }

    /// The frame of an overlay that would like to be so large.
    pub(crate) fn overlay(&self, width: u16, height: u16) -> Rect {
        let (width, height) = (width.min(self.screen.width), height.min(self.screen.height));
        Rect {
            x: (self.screen.width - width) / 2,
            y: (self.screen.height - height) / 2,
            width,
            height,
        }
    }
}

impl App {
    /// The number of rows of a view's list that are seen at once.
    pub(super) fn list_height(&self, view: ViewKind) -> usize {
        usize::from(Layout::of(self).rows(view).height)
    }
}

/// The columns at which the tab of each view begins and ends.
pub(crate) fn tabs() -> impl Iterator<Item = (ViewKind, u16, u16)> {
    VIEWS.iter().scan(TABS_START, |start, view| {
        let from = *start;
        let to = from + view.title.len() as u16 + 2;
        *start = to + TABS_GAP;
        Some((view.kind, from, to))
    })
}

/// The columns of the label before a filter.
pub(crate) const FILTER_LABEL: u16 = 8;

/// The lines that the mistake in a filter takes below the arrow to it; none where it has room
/// beside the arrow.
fn mistake_lines(app: &App, prompt: &Prompt) -> u16 {
    // A line ends before the word that does not fit: so much of it may stay empty.
    const LONG_WORD: usize = 16;
    /// The list keeps its place whatever was typed.
    const MOST: usize = 5;
    let Some(error) = app.filter().and_then(|filter| filter.error.as_ref()) else {
        return 0;
    };
    let width = |text: &str| Span::raw(text).width();
    let before = prompt.text().get(..error.span.start).unwrap_or_default();
    let (said, screen) = (width(&error.to_string()), usize::from(app.size.0));
    if usize::from(FILTER_LABEL) + width(before) + 2 + said <= screen {
        return 0;
    }
    let lines = said.div_ceil(screen.saturating_sub(LONG_WORD).max(1));
    lines.min(MOST) as u16
}

fn panes(app: &App, body: Rect) -> (Rect, Rect) {
    let reader_in_focus = app.focus == Focus::Reader;
    let none = Rect {
        width: 0,
        height: 0,
        ..body
    };
    if app.zoom == Zoom::Full {
        return if reader_in_focus {
            (none, body)
        } else {
            (body, none)
        };
    }
    let beside = app.view.info().beside;
    let beside = beside.filter(|beside| app.size.0 >= beside.from);
    let list_share = match (app.zoom, reader_in_focus) {
        (Zoom::Most, true) => 25,
        (Zoom::Most, false) => 75,
        _ => beside.map_or(50, |beside| beside.list_share),
    };
    let shares = [Constraint::Percentage(list_share), Constraint::Fill(1)];
    let [list, reader] = if beside.is_some() {
        Split::horizontal(shares).areas(body)
    } else {
        Split::vertical(shares).areas(body)
    };
    (list, reader)
}
