//! Options of loading.

use super::pipes::Pipes;
use crate::evtx::{CodePage, Recovery};

/// The options of loading.
#[derive(Debug, Clone, Default)]
pub struct LoadOptions {
    /// The code page of text that has one byte a character.
    pub code_page: CodePage,
    /// Reading of space that is no longer used.
    pub recovery: Recovery,
    /// The number of threads that parse; 0 for as many as there are cores.
    pub threads: usize,
    /// Bytes of memory at which loading stops and says what is not loaded; `None` for three
    /// quarters of what is free.
    pub memory_limit: Option<u64>,
    /// True if to read on what is appended to the files; [`super::Loader::follow`] changes it.
    pub follow: bool,
    /// The bytes that came through pipes before: they come once, and are loaded again from here.
    pub pipes: Pipes,
}
