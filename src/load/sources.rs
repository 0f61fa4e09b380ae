//! The table of the kinds of logs.

use super::evtx_source;
use super::source::{LogSource, Origin};
use crate::evtx::LogError;

/// A kind of log: opens what is one.
type Kind = fn(&Origin) -> Result<Box<dyn LogSource>, LogError>;

/// Every kind of log; the first that opens a file has it.
const KINDS: &[Kind] = &[evtx_source::open];

/// Opens a log of any kind.
///
/// # Errors
/// When no kind opens it: the error of the last.
pub(crate) fn open(origin: &Origin) -> Result<Box<dyn LogSource>, LogError> {
    let mut outcome = Err(LogError::NotALog(origin.path.to_path_buf()));
    for kind in KINDS {
        outcome = kind(origin);
        if outcome.is_ok() {
            break;
        }
    }
    outcome
}
