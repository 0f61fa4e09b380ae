//! A file in an archive.

/// A file in an archive, by the archive's word.
#[derive(Debug, Default)]
pub(super) struct Member {
    pub(super) name: String,
    /// Its size; `None` where the archive does not say.
    pub(super) bytes: Option<u64>,
    /// How many bytes it is packed to, where each file is packed by itself.
    pub(super) packed: Option<u64>,
}
