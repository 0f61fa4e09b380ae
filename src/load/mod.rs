//! From files to the store: paths, archives, pipes, the threads that parse, streams, following,
//! what could not be read, and reading again.

mod archive;
mod evtx_source;
mod fault;
mod file_stats;
mod files;
mod folder;
mod follow;
mod foreign;
mod kind;
mod loader;
mod loading;
mod memory;
mod options;
mod parser;
mod passed;
mod pipes;
mod progress;
mod reread;
mod snapshot;
mod source;
mod sources;
mod stream;
mod temporary;
mod unpack;
mod workers;

pub use crate::evtx::Recovery;
pub use files::{Opened, is_archive, is_log, open};
pub use loader::{Loader, load, load_all};
pub use options::LoadOptions;
pub use pipes::{Pipes, is_standard_input};
pub use progress::{LoadUpdate, Progress};
pub use reread::{RereadError, whole, xml};
pub use stream::stream;
