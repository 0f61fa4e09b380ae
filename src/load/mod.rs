//! From files to the store: paths, the threads that parse, streams, following, what could not be
//! read, and reading again.

mod evtx_source;
mod file_stats;
mod files;
mod follow;
mod loader;
mod loading;
mod memory;
mod options;
mod parser;
mod progress;
mod reread;
mod snapshot;
mod source;
mod sources;
mod stream;
mod workers;

pub use crate::evtx::Recovery;
pub use files::{Opened, is_log, open};
pub use loader::{Loader, load, load_all};
pub use options::LoadOptions;
pub use progress::{LoadUpdate, Progress};
pub use reread::{RereadError, whole, xml};
pub use stream::stream;
