//! The questions that every view answers, and the acts that it takes part in.

use std::fmt::Debug;

use crate::app::filter_line::FilterLine;
use crate::app::list::{ListCursor, Scroll, Step};
use crate::app::message::Extents;
use crate::app::mode::Focus;
use crate::app::outbox::Outbox;
use crate::app::prompt::Prompt;
use crate::store::Store;

/// The rest of the explorer, as far as a view that acts needs it.
pub(crate) struct Host<'a> {
    pub(in crate::app) out: &'a mut Outbox,
    /// The number of the view's rows that are seen at once.
    pub(in crate::app) height: usize,
    pub(in crate::app) focus: Focus,
}

/// The panes of a view: a list with the selected row, a reader of that row, and the search.
#[derive(Debug, Default)]
pub(crate) struct Panes {
    /// The selected row, and the window of the list.
    pub(crate) cursor: ListCursor,
    /// The window of the reader.
    pub(crate) scroll: Scroll,
    /// The search in force.
    pub(crate) query: String,
}

impl Panes {
    /// The words of the search.
    pub(crate) fn words(&self) -> Vec<String> {
        self.query.split_whitespace().map(str::to_owned).collect()
    }
}

/// A view: a list, and a reader of the selected row. What it does not answer for itself is as in
/// a view that is neither searched nor filtered.
pub(crate) trait View: Debug {
    /// The number of rows in the list.
    fn len(&self) -> usize;

    /// Its panes.
    fn panes(&self) -> &Panes;

    /// Its panes, to change them.
    fn panes_mut(&mut self) -> &mut Panes;

    /// Follows a person to the selected row.
    fn on_select(&mut self) {
        self.panes_mut().scroll.top = 0;
    }

    /// Takes note of any act of a person while the view is shown.
    fn on_input(&mut self) {}

    /// Takes over what is loaded now.
    fn on_load(&mut self, _store: &Store) {}

    /// Opens the selected row; returns true if its reader is to be read.
    fn open(&mut self, _height: usize) -> bool {
        false
    }

    /// Selects what stands on a line of the reader.
    fn click_reader(&mut self, _line: usize) {}

    /// Takes over the sizes that were drawn; returns true if that changes what is to be drawn.
    fn measure(&mut self, extents: Extents) -> bool {
        let (lines, height) = extents.reader;
        self.panes_mut().scroll.measure(lines, height)
    }

    /// Moves the selection.
    fn step(&mut self, step: Step, height: usize) {
        let len = self.len();
        self.panes_mut().cursor.step(step, len, height);
        self.on_select();
    }

    /// Moves the list's window, and the selection as far as it must go along.
    fn scroll_list(&mut self, rows: isize, height: usize) {
        let (before, len) = (self.panes().cursor.selected, self.len());
        self.panes_mut().cursor.scroll(rows, len, height);
        if self.panes().cursor.selected != before {
            self.on_select();
        }
    }

    /// Brings the selection into the window, whose height may have changed.
    fn settle(&mut self, height: usize) {
        let len = self.len();
        self.panes_mut().cursor.reveal(len, height);
    }

    /// The rows that are left, of how many.
    fn counted(&self) -> String {
        String::new()
    }

    /// The view's own filter.
    fn filter(&self) -> Option<&FilterLine> {
        None
    }

    /// The view's own filter, to change it.
    fn filter_mut(&mut self) -> Option<&mut FilterLine> {
        None
    }

    /// Follows the view's own filter, which means something else now.
    fn on_filter(&mut self, _host: &mut Host<'_>) {}

    /// The number of rows that a search finds without narrowing the list to them.
    fn hits(&self) -> Option<String> {
        None
    }

    /// Begins a search.
    fn begin_search(&mut self) {}

    /// Searches for what is typed so far.
    fn search(&mut self, _query: &str, _host: &mut Host<'_>) {}

    /// Ends typing a search, and keeps it.
    fn accept_search(&mut self, _prompt: &Prompt, _host: &mut Host<'_>) {}

    /// Ends typing a search, and returns to the one before.
    fn cancel_search(&mut self, _before: &str, _host: &mut Host<'_>) {}

    /// Ends the search in force.
    fn end_search(&mut self) {}

    /// Goes to the next hit of the search, or `steps` further or back.
    fn next_hit(&mut self, _steps: isize, _host: &mut Host<'_>) {}
}
