//! A file in an archive.

use std::io::Read;
use std::ops::ControlFlow;

use super::codec::Codec;
use crate::load::fault::Fault;

/// A file in an archive, by the archive's word.
#[derive(Debug, Default)]
pub(super) struct Member {
    pub(super) name: String,
    /// Its size; `None` where the archive does not say.
    pub(super) bytes: Option<u64>,
    /// Its packed size, where each file is packed by itself.
    pub(super) packed: Option<u64>,
}

/// The work on each file of a zip archive, with its packed bytes or the reason for having none.
pub(super) type Each<'a> =
    dyn FnMut(&Member, Result<(Codec, &mut dyn Read), Fault>) -> ControlFlow<()> + 'a;
