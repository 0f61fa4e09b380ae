//! The themes that there are: the built-in ones and those in the user's folder, which come first.

use std::collections::BTreeMap;
use std::path::Path;

use ratatui::style::{Modifier, Style};

use super::depth::{self, ColorDepth};
use super::file::{File, Palette};
use super::role::Role;
use super::styles::Theme;
use super::toml_file::{Diagnostic, unknown};

/// The theme that is used where none is asked for, and on terminals of 16 colours.
const DEFAULT: &str = "ansi16";
/// The theme for terminals without colours.
const COLORLESS: &str = "mono";

/// Built-in themes by name, with the text of their files.
macro_rules! builtin {
    ($($name:literal),*) => {
        [$(($name, include_str!(concat!("../../themes/", $name, ".toml")))),*]
    };
}

const BUILTIN: [(&str, &str); 11] = builtin![
    "ansi16",
    "mono",
    "dark",
    "light",
    "high-contrast",
    "colour-blind",
    "catppuccin-mocha",
    "gruvbox-dark",
    "nord",
    "solarized-dark",
    "solarized-light"
];

/// Roles that must show without colour: one that a theme gives neither a modifier nor a
/// background gets this modifier.
const SIGNS: [(Role, Modifier); 3] = [
    (Role::Selection, Modifier::REVERSED),
    (Role::SelectionUnfocused, Modifier::BOLD),
    (Role::Match, Modifier::UNDERLINED),
];

/// The theme of that name: `NAME.toml` of the user's folder of themes, or a built-in one. A theme
/// of the folder may inherit a built-in one of its own name.
///
/// # Errors
///
/// A sentence: there is no such theme (with the names that there are), its file cannot be read,
/// or it holds a mistake (with file, line, column and a hint).
pub fn load(name: &str, folder: Option<&Path>) -> Result<Theme, String> {
    let mut chain = vec![open(name, folder, &[])?];
    while let Some(heir) = chain.last()
        && let Some(inherits) = &heir.inherits
    {
        let parent = open(inherits.get_ref(), folder, &chain)
            .map_err(|message| heir.sentence(&Diagnostic::new(inherits.span(), message)))?;
        chain.push(parent);
    }
    join(name, &chain)
}

/// The names of all themes: those of the user's folder, then the built-in ones.
pub fn names(folder: Option<&Path>) -> Vec<String> {
    let entries = folder.and_then(|folder| std::fs::read_dir(folder).ok());
    let mut names: Vec<String> = entries
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let is_theme = path.extension()? == "toml";
            is_theme.then(|| {
                path.file_stem()
                    .map(|name| name.to_string_lossy().into_owned())
            })?
        })
        .collect();
    names.sort();
    for (name, _) in BUILTIN {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// The first file of that name that the chain does not hold yet.
fn open(name: &str, folder: Option<&Path>, chain: &[File]) -> Result<File, String> {
    let is_plain = !name.contains(['/', '\\', ':']);
    let path = folder.map(|folder| folder.join(format!("{name}.toml")));
    let path = path.filter(|path| is_plain && path.is_file());
    let builtin = BUILTIN.iter().find(|(known, _)| *known == name);
    let is_new = |file: &String| !chain.iter().any(|heir| heir.name == *file);

    let own = path.as_ref().map(|path| path.display().to_string());
    let fixed = builtin.map(|(name, _)| format!("the built-in theme {name}"));
    if let (Some(path), Some(file)) = (&path, own.clone().filter(is_new)) {
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("the theme {file} cannot be read: {error}"))?;
        return File::parse(file, text);
    }
    if let (Some((_, text)), Some(file)) = (builtin, fixed.clone().filter(is_new)) {
        return File::parse(file, (*text).to_owned());
    }
    if own.is_some() || fixed.is_some() {
        return Err(format!("`{name}` inherits itself; name another theme"));
    }
    let known = names(folder);
    Err(unknown("theme", name, known.iter().map(String::as_str)))
}

/// The styles of all roles, from files of which each inherits the next.
fn join(name: &str, chain: &[File]) -> Result<Theme, String> {
    // An heir comes before the theme that it inherits.
    let mut palette = Palette::new();
    for (name, color) in chain.iter().flat_map(|file| &file.palette) {
        palette.entry(name.clone()).or_insert(*color);
    }
    let mut named = BTreeMap::new();
    for file in chain {
        for (role, style) in file.styles(&palette)? {
            named.entry(role).or_insert(style);
        }
    }
    let mut styles = [Style::new(); Role::COUNT];
    for role in Role::all() {
        let mut fallbacks = std::iter::successors(Some(role), |role| role.parent());
        let found = fallbacks.find_map(|role| named.get(&role));
        styles[role as usize] = found.copied().unwrap_or_default();
    }
    for (role, sign) in SIGNS {
        let style = &mut styles[role as usize];
        if style.add_modifier.is_empty() && style.bg.is_none() {
            *style = style.add_modifier(sign);
        }
    }
    // Styles are patched over one another: a title over its dim frame is not to stay dim.
    for style in &mut styles {
        if !style.add_modifier.contains(Modifier::DIM) {
            *style = style.remove_modifier(Modifier::DIM);
        }
    }
    let name = name.to_owned();
    Ok(Theme { name, styles })
}

impl Theme {
    /// The built-in theme of that name.
    pub fn builtin(name: &str) -> Option<Self> {
        load(name, None).ok()
    }

    /// The theme for a terminal of this depth. Colours of 24 bits become the nearest of 256. On a
    /// terminal of fewer colours the nearest ones could fall together (a selection with its row, a
    /// level with the text), and what the sixteen look like is the user's choice: a theme that
    /// needs more than the terminal has gives way to the built-in one made for such terminals.
    #[must_use]
    pub fn reduced(&self, depth: ColorDepth) -> Self {
        let colors = || self.styles.iter().flat_map(|style| [style.fg, style.bg]);
        let needed = colors().flatten().map(ColorDepth::needed_by).max();
        if needed.is_none_or(|needed| needed <= depth) {
            return self.clone();
        }
        match depth {
            ColorDepth::None => Self::builtin(COLORLESS).unwrap_or_default(),
            ColorDepth::Ansi16 => Self::default(),
            ColorDepth::Ansi256 | ColorDepth::TrueColor => {
                let mut reduced = self.clone();
                for style in &mut reduced.styles {
                    style.fg = style.fg.map(depth::nearest_of_256);
                    style.bg = style.bg.map(depth::nearest_of_256);
                }
                reduced
            }
        }
    }
}

impl Default for Theme {
    /// The theme of the terminal's own sixteen colours.
    fn default() -> Self {
        Self::builtin(DEFAULT).unwrap_or_else(|| Self {
            name: DEFAULT.to_owned(),
            styles: [Style::new(); Role::COUNT],
        })
    }
}
