//! The user's settings: `config.toml` in the configuration folder, and where the folders are.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::app::{self, Keymap};
use crate::filter::{self, ParseError};
use crate::spelling::nearest;
use crate::theme::toml_file::{self, Fault, Spanned, Table, Value};
use crate::values::parse_byte_count;

/// What the settings file says. What it leaves out is as in [`Settings::default`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The theme's name; none for the default theme.
    pub theme: Option<String>,
    /// The filter that every start begins with.
    pub filter: Option<String>,
    /// Whether times are shown in local time instead of UTC.
    pub local_time: bool,
    /// Whether the mouse is listened to.
    pub mouse: bool,
    /// How much memory loaded events may take, in bytes.
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

/// Reads one setting into its place.
type Reader = fn(&mut Settings, &str, &Spanned<Value<'_>>) -> Result<(), Fault>;

/// Every key of the settings file, and how its value is read.
const KEYS: [(&str, Reader); 6] = [
    ("theme", |settings, key, value| {
        settings.theme = Some(text(value, key, "the name of a theme")?.to_owned());
        Ok(())
    }),
    ("filter", |settings, key, value| {
        let text = text(value, key, "a filter")?;
        filter::parse(text).map_err(|error| filter_fault(value, text, &error))?;
        settings.filter = Some(text.to_owned());
        Ok(())
    }),
    ("time", |settings, key, value| {
        let expected = "\"utc\" or \"local\"";
        settings.local_time = match text(value, key, expected)? {
            "local" => true,
            "utc" => false,
            other => {
                let message = format!("`{key}` must be {expected}, not \"{other}\"");
                return Err(Fault::new(value.span(), message));
            }
        };
        Ok(())
    }),
    ("mouse", |settings, key, value| {
        settings.mouse = switch(value, key)?;
        Ok(())
    }),
    ("memory_limit", |settings, key, value| {
        settings.memory_limit = Some(bytes(value, key)?);
        Ok(())
    }),
    ("keys", |settings, key, value| {
        settings.keys = keys(value, key)?;
        Ok(())
    }),
];

/// Reads the settings: of the file that `--config` names, or of `config.toml` in the configuration
/// folder, which need not be there.
///
/// # Errors
///
/// A sentence: the file cannot be read, or it holds a mistake (with line, column, the line's text
/// and the cure).
pub fn load(explicit: Option<&Path>) -> Result<Settings, String> {
    let default = project().map(|project| project.config_dir().join("config.toml"));
    let Some(path) = explicit.map(Path::to_owned).or(default) else {
        return Ok(Settings::default());
    };
    let file = path.display().to_string();
    match std::fs::read_to_string(&path) {
        Ok(text) => parse(&file, &text),
        Err(error) if explicit.is_none() && error.kind() == std::io::ErrorKind::NotFound => {
            Ok(Settings::default())
        }
        Err(error) => Err(format!("the settings file {file} cannot be read: {error}")),
    }
}

/// The folder of the user's own themes.
pub fn themes_dir() -> Option<PathBuf> {
    Some(project()?.config_dir().join("themes"))
}

fn project() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "smbscope")
}

fn parse(file: &str, text: &str) -> Result<Settings, String> {
    toml_file::parse(text)
        .and_then(|root| read(root.get_ref()))
        .map_err(|fault| toml_file::sentence(file, text, &fault))
}

fn read(root: &Table<'_>) -> Result<Settings, Fault> {
    let mut settings = Settings::default();
    for (key, value) in root {
        let name = key.get_ref().as_ref();
        let Some((_, reader)) = KEYS.iter().find(|(known, _)| *known == name) else {
            return Err(Fault::unknown_key(
                key,
                "setting",
                &KEYS.map(|(known, _)| known),
            ));
        };
        reader(&mut settings, name, value)?;
    }
    Ok(settings)
}

fn text<'a>(value: &'a Spanned<Value<'_>>, key: &str, expected: &str) -> Result<&'a str, Fault> {
    let text = value.get_ref().as_str();
    text.ok_or_else(|| Fault::kind(value, key, expected))
}

fn switch(value: &Spanned<Value<'_>>, key: &str) -> Result<bool, Fault> {
    let switch = value.get_ref().as_bool();
    switch.ok_or_else(|| Fault::kind(value, key, "true or false"))
}

/// A number of bytes, or text such as `"2 GB"` or `"512 MiB"`.
fn bytes(value: &Spanned<Value<'_>>, key: &str) -> Result<u64, Fault> {
    let written = match value.get_ref() {
        Value::Integer(number) => number.to_string(),
        Value::String(text) => text.to_string(),
        _ => return Err(Fault::kind(value, key, "a size such as \"2 GB\"")),
    };
    parse_byte_count(&written).ok_or_else(|| {
        let message = format!("`{key}` must be a size such as \"2 GB\" or \"512 MiB\"");
        Fault::new(value.span(), message)
    })
}

/// What is wrong with a filter, at its place in the file where the text is written as it is.
fn filter_fault(value: &Spanned<Value<'_>>, text: &str, error: &ParseError) -> Fault {
    let mut span = value.span();
    let quotes = 2;
    if span.len() == text.len() + quotes {
        let start = span.start + 1;
        span = start + error.span.start..start + error.span.end;
    }
    let message = format!("the filter is not understood: {error}");
    Fault::new(span, message.trim_end_matches('.'))
}

/// `[keys]`: an action's name and its key or keys. Which actions and keys there are, the table of
/// actions knows.
fn keys(value: &Spanned<Value<'_>>, key: &str) -> Result<BTreeMap<String, Vec<String>>, Fault> {
    let Value::Table(table) = value.get_ref() else {
        return Err(Fault::kind(value, key, "a table: write `[keys]` above it"));
    };
    let mut keys = BTreeMap::new();
    let mut places = BTreeMap::new();
    for (action, value) in table {
        let name = action.get_ref().as_ref();
        if !app::all_actions().any(|known| known.name == name) {
            return Err(no_action(action));
        }
        places.insert(name, value.span());
        let expected = "a key such as \"ctrl-d\", or a list of keys";
        let list = match value.get_ref() {
            Value::Array(list) => {
                let items = list.iter();
                let texts = items.map(|item| text(item, name, expected).map(ToOwned::to_owned));
                texts.collect::<Result<_, _>>()?
            }
            _ => vec![text(value, name, expected)?.to_owned()],
        };
        keys.insert(name.to_owned(), list);
    }
    let own = keys.iter().map(|(name, keys)| (name.as_str(), &**keys));
    if let Err((name, message)) = Keymap::new(own) {
        let place = places.get(name.as_str()).cloned();
        return Err(Fault::new(place.unwrap_or_else(|| value.span()), message));
    }
    Ok(keys)
}

/// An action that there is not. There are too many to list them all.
fn no_action(action: &Spanned<impl AsRef<str>>) -> Fault {
    let name = action.get_ref().as_ref();
    let known = app::all_actions().map(|known| known.name);
    let message = match nearest(name, known) {
        Some(known) => format!("there is no action `{name}`; did you mean `{known}`?"),
        None => format!(
            "there is no action `{name}`; the palette (Ctrl-P) of the explorer names every one"
        ),
    };
    Fault::new(action.span(), message)
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
        assert_eq!(parse("config.toml", text), Ok(expected));
        assert_eq!(parse("config.toml", ""), Ok(Settings::default()));
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
            assert!(error.starts_with("config.toml, line "), "{error}");
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn a_named_file_must_be_there() {
        let error = load(Some(Path::new("no such folder/my.toml"))).expect_err("no such file");
        assert!(error.starts_with("the settings file no such folder/my.toml cannot be read: "));
    }
}
