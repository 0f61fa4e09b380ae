//! The user's settings: `config.toml` in the configuration folder, and the folders.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use serde::Deserialize;
use thiserror::Error;

use crate::app::{self, Keymap};
use crate::filter::{self, ParseError};
use crate::spelling::nearest;
use crate::theme::toml_file::{self, Diagnostic, Format, Scalar, Spanned, Table, Value};
use crate::values::parse_byte_count;

/// The settings; those that the file leaves out are as in [`Settings::default`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The theme's name; none for the default theme.
    pub theme: Option<String>,
    /// The filter that every start begins with.
    pub filter: Option<String>,
    /// Set to show times in local time instead of UTC.
    pub local_time: bool,
    /// Set to listen to the mouse.
    pub mouse: bool,
    /// The most memory that loaded events may take, in bytes.
    pub memory_limit: Option<u64>,
    /// The keys of actions, by the action's name, replacing its default keys.
    pub keys: BTreeMap<String, Vec<String>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: None,
            filter: None,
            local_time: false,
            mouse: true,
            memory_limit: None,
            keys: BTreeMap::new(),
        }
    }
}

/// The reason why the settings could not be read.
#[derive(Debug, Error)]
pub enum SettingsError {
    /// The file cannot be read.
    #[error("the settings file {file} cannot be read: {source}")]
    Unreadable {
        /// The file.
        file: String,
        /// The reason.
        source: io::Error,
    },
    /// The file holds a mistake: a sentence with line, column, the line's text and a hint.
    #[error("{0}")]
    Mistake(String),
}

/// The settings file as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    theme: Option<String>,
    filter: Option<Spanned<String>>,
    time: Option<Spanned<String>>,
    mouse: Option<bool>,
    memory_limit: Option<Spanned<Scalar>>,
    keys: BTreeMap<Spanned<String>, Spanned<Vec<String>>>,
}

const FORMAT: Format = Format {
    expand: |root| {
        expand_keys(root);
        Ok(())
    },
    key: "setting",
    expected: |key| match key {
        "theme" => "the name of a theme",
        "filter" => "a filter",
        "time" => TIMES,
        "mouse" => "true or false",
        "memory_limit" => "a size such as \"2 GB\"",
        "keys" => "a table: write `[keys]` above it",
        _ => "a key such as \"ctrl-d\", or a list of keys",
    },
};
const TIMES: &str = "\"utc\" or \"local\"";

/// Reads the settings: of the file that `--config` names, or of `config.toml` in the configuration
/// folder, which need not be there.
///
/// # Errors
///
/// The file cannot be read, or it holds a mistake.
pub fn load(explicit: Option<&Path>) -> Result<Settings, SettingsError> {
    let default = project().map(|project| project.config_dir().join("config.toml"));
    let Some(path) = explicit.map(Path::to_owned).or(default) else {
        return Ok(Settings::default());
    };
    let file = path.display().to_string();
    match std::fs::read_to_string(&path) {
        Ok(text) => parse(&file, &text),
        Err(error) if explicit.is_none() && error.kind() == io::ErrorKind::NotFound => {
            Ok(Settings::default())
        }
        Err(source) => Err(SettingsError::Unreadable { file, source }),
    }
}

/// The folder of the user's own themes.
pub fn themes_dir() -> Option<PathBuf> {
    Some(project()?.config_dir().join("themes"))
}

fn project() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "smbscope")
}

fn parse(file: &str, text: &str) -> Result<Settings, SettingsError> {
    FORMAT
        .read(text)
        .and_then(settings)
        .map_err(|mistake| SettingsError::Mistake(toml_file::sentence(file, text, &mistake)))
}

fn settings(written: Written) -> Result<Settings, Diagnostic> {
    if let Some(filter) = &written.filter {
        filter::parse(filter.get_ref()).map_err(|error| filter_mistake(filter, &error))?;
    }
    let default = Settings::default();
    Ok(Settings {
        theme: written.theme,
        filter: written.filter.map(Spanned::into_inner),
        local_time: written
            .time
            .as_ref()
            .map_or(Ok(default.local_time), is_local)?,
        mouse: written.mouse.unwrap_or(default.mouse),
        memory_limit: written.memory_limit.as_ref().map(bytes).transpose()?,
        keys: keys(written.keys)?,
    })
}

fn is_local(time: &Spanned<String>) -> Result<bool, Diagnostic> {
    match time.get_ref().as_str() {
        "local" => Ok(true),
        "utc" => Ok(false),
        other => {
            let message = format!("`time` must be {TIMES}, not \"{other}\"");
            Err(Diagnostic::new(time.span(), message))
        }
    }
}

/// A number of bytes, or text such as `"2 GB"` or `"512 MiB"`.
fn bytes(size: &Spanned<Scalar>) -> Result<u64, Diagnostic> {
    parse_byte_count(&size.get_ref().to_string()).ok_or_else(|| {
        let message = "`memory_limit` must be a size such as \"2 GB\" or \"512 MiB\"";
        Diagnostic::new(size.span(), message)
    })
}

/// A mistake in a filter, at its place in the file where the text is written as it is.
fn filter_mistake(filter: &Spanned<String>, error: &ParseError) -> Diagnostic {
    let mut span = filter.span();
    let quotes = 2;
    if span.len() == filter.get_ref().len() + quotes {
        let start = span.start + 1;
        span = start + error.span.start..start + error.span.end;
    }
    let message = format!("the filter is not understood: {error}");
    Diagnostic::new(span, message.trim_end_matches('.'))
}

/// Writes out the lists of keys that are only one key.
fn expand_keys(root: &mut Table<'_>) {
    if let Some(Value::Table(keys)) = root.get_mut("keys").map(Spanned::get_mut) {
        for (_, value) in keys
            .into_iter()
            .filter(|(_, value)| !value.get_ref().is_array())
        {
            let key = value.clone();
            *value.get_mut() = Value::Array([key].into_iter().collect());
        }
    }
}

/// `[keys]`: an action's name and its key or keys. Which actions and keys there are, the table of
/// actions knows.
fn keys(
    written: BTreeMap<Spanned<String>, Spanned<Vec<String>>>,
) -> Result<BTreeMap<String, Vec<String>>, Diagnostic> {
    let is_action = |name: &str| app::all_actions().any(|known| known.name == name);
    if let Some(action) = written.keys().find(|action| !is_action(action.get_ref())) {
        return Err(no_action(action));
    }
    let names = written
        .iter()
        .map(|(action, keys)| (action.get_ref().as_str(), keys.get_ref().as_slice()));
    Keymap::new(names).map_err(|error| {
        let place = written.get(error.action()).map_or(0..0, Spanned::span);
        Diagnostic::new(place, error.to_string())
    })?;
    Ok(written
        .into_iter()
        .map(|(action, keys)| (action.into_inner(), keys.into_inner()))
        .collect())
}

/// An action that there is not. There are too many to list them all.
fn no_action(action: &Spanned<String>) -> Diagnostic {
    let name = action.get_ref();
    let known = app::all_actions().map(|known| known.name);
    let message = match nearest(name, known) {
        Some(known) => format!("there is no action `{name}`; did you mean `{known}`?"),
        None => format!(
            "there is no action `{name}`; the palette (Ctrl-P) of the explorer names every one"
        ),
    };
    Diagnostic::new(action.span(), message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_read() {
        let text = r#"
            theme = "nord"
            filter = "level:error"
            time = "local"
            mouse = false
            memory_limit = "2 GiB"
            [keys]
            quit = "Q"
            down = ["j", "ctrl-n"]
        "#;
        let expected = Settings {
            theme: Some("nord".to_owned()),
            filter: Some("level:error".to_owned()),
            local_time: true,
            mouse: false,
            memory_limit: Some(2 << 30),
            keys: BTreeMap::from([
                ("quit".to_owned(), vec!["Q".to_owned()]),
                ("down".to_owned(), vec!["j".to_owned(), "ctrl-n".to_owned()]),
            ]),
        };
        let read = |text| parse("config.toml", text).ok();
        assert_eq!(read(text), Some(expected));
        assert_eq!(read(""), Some(Settings::default()));
    }

    #[test]
    fn every_mistake_is_shown_with_its_place_line_and_cure() {
        let cases = [
            (
                "thme = \"x\"",
                "line 1, column 1: there is no setting `thme`; did you mean `theme`? (in the line thme = \"x\")",
            ),
            (
                "\nmouse = \"on\"",
                "line 2, column 9: `mouse` must be true or false, not text",
            ),
            (
                "time = \"cet\"",
                "line 1, column 8: `time` must be \"utc\" or \"local\", not \"cet\"",
            ),
            (
                "memory_limit = \"2 apples\"",
                "line 1, column 16: `memory_limit` must be a size such as",
            ),
            (
                "memory_limit = -1",
                "line 1, column 16: `memory_limit` must be a size such as",
            ),
            (
                "memory_limit = 1.5",
                "must be a size such as \"2 GB\", not a number",
            ),
            ("keys = 1", "must be a table: write `[keys]` above it"),
            (
                "[keys]\nquit = [1]",
                "line 2, column 9: `quit` must be a key such as",
            ),
            (
                "mouse = true\nfilter = \"551 usr:x\"",
                "line 2, column 15: the filter is not understood: ",
            ),
            ("filter = \"usr:x\"", "user"),
            (
                "[keys]\nnext-eror = \"E\"",
                "line 2, column 1: there is no action `next-eror`; did you mean `next-error`?",
            ),
            ("[keys]\nquit = \"Hyper-x\"", "line 2, column 8: "),
            (
                "[keys]\nnext-error = \"z\"\nprevious-error = \"z\"",
                "line 3, column 18: z already calls “next-error”",
            ),
            ("theme = ", "line 1, column 9: "),
        ];
        for (text, expected) in cases {
            let error = parse("config.toml", text).expect_err(text);
            assert!(matches!(error, SettingsError::Mistake(_)), "{error:?}");
            let error = error.to_string();
            assert!(error.starts_with("config.toml, line "), "{error}");
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn a_named_file_must_be_there() {
        let error = load(Some(Path::new("no such folder/my.toml"))).expect_err("no such file");
        assert!(matches!(
            error,
            SettingsError::Unreadable { file, source }
                if file == "no such folder/my.toml" && source.kind() == io::ErrorKind::NotFound
        ));
    }
}
