//! The files that were read, and what could not be read.

use super::view::View;
use crate::app::list::{ListCursor, Scroll};
use crate::store::{LogFile, Store};

/// The state of the Files view.
#[derive(Debug)]
pub(crate) struct FilesView {
    store: Store,
    /// The selected row.
    pub(crate) cursor: ListCursor,
    /// The window of the reader.
    pub(crate) scroll: Scroll,
}

impl FilesView {
    pub(super) fn new(store: Store) -> Self {
        Self {
            store,
            cursor: ListCursor::default(),
            scroll: Scroll::default(),
        }
    }

    /// The selected file; none on the row of problems beside the files.
    pub(crate) fn selected(&self) -> Option<&LogFile> {
        self.store.files().get(self.cursor.selected)
    }

    /// The problems beside those of files: paths that led to no log.
    pub(crate) fn path_problems(&self) -> impl Iterator<Item = &str> {
        let files = self.store.files().iter();
        let of_files: usize = files.map(|file| file.problems.len()).sum();
        let beside = self.store.problems().count().saturating_sub(of_files);
        self.store.problems().take(beside)
    }
}

impl View for FilesView {
    /// A row for each file, and one for the problems beside them.
    fn len(&self) -> usize {
        self.store.files().len() + usize::from(self.path_problems().next().is_some())
    }

    fn cursor(&self) -> ListCursor {
        self.cursor
    }

    fn cursor_mut(&mut self) -> &mut ListCursor {
        &mut self.cursor
    }

    fn scroll_mut(&mut self) -> &mut Scroll {
        &mut self.scroll
    }

    fn query(&self) -> &'static str {
        ""
    }

    fn on_load(&mut self, store: &Store) {
        self.store = store.clone();
    }
}
