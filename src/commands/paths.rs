//! Paths that were meant as something else: a filter without its `-f`, a misspelt command.

use std::path::{Path, PathBuf};

use super::Error;
use super::args::Arguments;
use crate::filter;
use crate::spelling::nearest;

/// Refuses a path that does not exist and that can only have been meant as something else.
///
/// # Errors
/// It was probably meant as something else.
pub fn check_paths(paths: &[PathBuf]) -> Result<(), Error> {
    for (place, path) in paths.iter().enumerate() {
        let Some(text) = path.to_str().filter(|_| !path.exists()) else {
            continue;
        };
        let commands = Arguments::command_names();
        if let Some(command) = nearest(text, commands.iter().map(String::as_str))
            && place == 0
        {
            return Err(Error::MisspeltCommand(text.to_owned(), command.to_owned()));
        }
        if is_like_a_filter(text) {
            return Err(Error::FilterAsPath(text.to_owned()));
        }
    }
    Ok(())
}

/// Returns true for an event id, or a term of a filter that is no path of a folder or a drive.
fn is_like_a_filter(text: &str) -> bool {
    let is_id = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let name = text.split([':', '~', '<', '>']).next().unwrap_or_default();
    let is_term = name.len() > 1 && name.len() < text.len() && !name.contains(['/', '\\']);
    let extension = Path::new(text).extension();
    let is_log = extension.is_some_and(|extension| extension.eq_ignore_ascii_case("evtx"));
    is_id || (is_term && !is_log && filter::parse(text).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_filters_are_like_filters() {
        for text in ["551", "user:svc_*", "551 user:anna", "duration:>60s"] {
            assert!(is_like_a_filter(text), "{text}");
        }
        for text in [
            "", "logs", r"C:\logs", "a.evtx", "x:y.evtx", "./551", "/1:2",
        ] {
            assert!(!is_like_a_filter(text), "{text}");
        }
    }
}
