//! The files that were read, and what could not be read.

use super::view::{Panes, View};
use crate::store::{LogFile, Store};

/// The state of the Files view.
#[derive(Debug)]
pub(crate) struct FilesView {
    store: Store,
    pub(crate) panes: Panes,
}

impl FilesView {
    pub(super) fn new(store: Store) -> Self {
        Self {
            store,
            panes: Panes::default(),
        }
    }

    /// The selected file; none on the row of problems beside the files.
    pub(crate) fn selected(&self) -> Option<&LogFile> {
        self.store.files().get(self.panes.cursor.selected)
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

    fn panes(&self) -> &Panes {
        &self.panes
    }

    fn panes_mut(&mut self) -> &mut Panes {
        &mut self.panes
    }

    fn on_load(&mut self, store: &Store) {
        self.store = store.clone();
    }
}
