//! Loading in the background: files in, snapshots of a growing store out. This is what callers
//! see of it; [`super::loading`] does it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread;

use super::loading::Loading;
use super::options::LoadOptions;
use super::progress::{LoadUpdate, Progress};
use crate::catalog::Catalog;
use crate::store::Store;

/// Loading under way. Dropping it cancels at once; events that were sent stay.
#[derive(Debug)]
pub struct Loader {
    stop: Arc<AtomicBool>,
    follow: Sender<bool>,
}

impl Loader {
    /// Switches following on or off: whether what is appended to the files is read on.
    pub fn follow(&self, follow: bool) {
        // The other end is gone only when loading has failed, which its last update said.
        let _ = self.follow.send(follow);
    }
}

impl Drop for Loader {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// Loads `paths` in the background. `send` is called from there with a growing store, and with
/// `finished` set when all is read; a failure of the loader itself becomes a problem of the store.
pub fn load(
    paths: Vec<PathBuf>,
    catalog: Arc<Catalog>,
    options: LoadOptions,
    send: impl Fn(LoadUpdate) + Send + 'static,
) -> Loader {
    let stop = Arc::new(AtomicBool::new(false));
    let (follow, switched) = channel();
    let handle = Loader {
        stop: Arc::clone(&stop),
        follow,
    };
    thread::spawn(move || {
        let failed = Store::empty(Arc::clone(&catalog));
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let mut loading = Loading::new(&paths, catalog, &options, stop);
            loading.run(&mut |update| send(update));
            loading.wait(&switched, options.follow, &mut |update| send(update));
        }));
        if outcome.is_err() {
            let problem = "loading failed; please report this with the log".to_owned();
            let mut progress = Progress::new(&[]);
            progress.finished = true;
            send(LoadUpdate {
                store: failed
                    .with_problems(Arc::new(vec![problem]))
                    .incomplete(true),
                progress,
            });
        }
    });
    handle
}

/// Loads `paths` and returns when all is read.
pub fn load_all(paths: &[PathBuf], catalog: Arc<Catalog>, options: &LoadOptions) -> Store {
    let mut loading = Loading::new(paths, catalog, options, Arc::default());
    loading.run(&mut |_| {});
    loading.store()
}
