//! The decoders and the message templates, under the names that stood in for them.

pub(super) use crate::catalog::{Piece, template};
pub(super) use crate::values::{Reading, decoder, status};
