//! A theme file: `inherits`, a `[palette]` of named colours and `[roles]`.
//!
//! A role is a colour (`text = "ink"`) or a table (`selection = { fg = "ink", bg = "#203040",
//! modifiers = ["bold"] }`). A colour is a name of the palette, one of the terminal's sixteen
//! (`red`, `lightred`, `reset` ...), `#rrggbb`, or a number from 0 to 255.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use super::role::Role;
use super::toml_file::{self, Diagnostic, Format, Scalar, Spanned, Table, Value, unknown};

const FORMAT: Format = Format {
    expand: expand_roles,
    key: "part of a theme named",
    expected: |key| match key {
        "inherits" => "the name of a theme",
        "palette" => "a table: write `[palette]` above it",
        "roles" => "a table: write `[roles]` above it",
        "modifiers" => "a list such as [\"bold\", \"underlined\"]",
        _ => "a colour",
    },
};

/// The names of the terminal's own colours.
const COLORS: &str = "reset black red green yellow blue magenta cyan gray darkgray lightred \
    lightgreen lightyellow lightblue lightmagenta lightcyan white";

/// Named colours.
pub(super) type Palette = BTreeMap<String, PaletteColor>;

/// One theme file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct File {
    /// The name that errors give it.
    #[serde(skip)]
    pub(super) name: String,
    #[serde(skip)]
    text: String,
    /// The theme that it takes the rest from.
    pub(super) inherits: Option<Spanned<String>>,
    pub(super) palette: Palette,
    roles: BTreeMap<Role, RoleStyle>,
}

/// A style whose colours are not looked up yet: an heir may give them other values.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RoleStyle {
    fg: Option<Spanned<Scalar>>,
    bg: Option<Spanned<Scalar>>,
    modifiers: Vec<Spanned<String>>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "Scalar")]
pub(super) struct PaletteColor(Color);

impl File {
    /// Reads a theme file's text. The error is a sentence with the place.
    pub(super) fn parse(name: String, text: String) -> Result<Self, String> {
        match FORMAT.read(&text) {
            Ok(file) => Ok(Self { name, text, ..file }),
            Err(mistake) => Err(toml_file::sentence(&name, &text, &mistake)),
        }
    }

    /// A mistake in this file as a sentence.
    pub(super) fn sentence(&self, mistake: &Diagnostic) -> String {
        toml_file::sentence(&self.name, &self.text, mistake)
    }

    /// The styles of the roles that the file names.
    pub(super) fn styles(&self, palette: &Palette) -> Result<BTreeMap<Role, Style>, String> {
        let styles = self.roles.iter().map(|(role, written)| {
            let style = written.style(palette);
            Ok((*role, style.map_err(|mistake| self.sentence(&mistake))?))
        });
        styles.collect()
    }
}

impl RoleStyle {
    fn style(&self, palette: &Palette) -> Result<Style, Diagnostic> {
        let color = |written: &Option<Spanned<Scalar>>| {
            let found = written.as_ref().map(|written| {
                parse_color(&written.get_ref().to_string(), palette)
                    .map_err(|message| Diagnostic::new(written.span(), message))
            });
            found.transpose()
        };
        let mut style = Style::new();
        style.fg = color(&self.fg)?;
        style.bg = color(&self.bg)?;
        for name in &self.modifiers {
            let modifier = parse_modifier(name.get_ref())
                .map_err(|message| Diagnostic::new(name.span(), message))?;
            style = style.add_modifier(modifier);
        }
        Ok(style)
    }
}

impl TryFrom<Scalar> for PaletteColor {
    type Error = String;

    fn try_from(written: Scalar) -> Result<Self, String> {
        parse_color(&written.to_string(), &Palette::new()).map(Self)
    }
}

/// Writes out the roles that are only a colour, and checks the parts of the others.
fn expand_roles(root: &mut Table<'_>) -> Result<(), Diagnostic> {
    let Some(Value::Table(roles)) = root.get_mut("roles").map(Spanned::get_mut) else {
        return Ok(());
    };
    for (name, value) in roles {
        if let Value::Table(parts) = value.get_ref() {
            for part in parts.keys() {
                check_part(name.get_ref(), part.get_ref())
                    .map_err(|message| Diagnostic::new(part.span(), message))?;
            }
        } else {
            let key = Spanned::new(value.span(), "fg".into());
            let color = value.clone();
            *value.get_mut() = Value::Table([(key, color)].into_iter().collect());
        }
    }
    Ok(())
}

fn check_part(role: &str, part: &str) -> Result<(), String> {
    let known = ["fg", "bg", "modifiers"];
    if known.contains(&part) {
        return Ok(());
    }
    let whole = format!("{role}.{part}");
    Err(match Role::named(&whole) {
        Some(_) => {
            format!("a role's name of several parts stands in quotes: write `\"{whole}\" = ...`")
        }
        None => unknown("part of a role named", part, known),
    })
}

/// The colour of a name or number: of the palette first, then the terminal's or its own value. The
/// error says what is wrong and how to write it.
fn parse_color(text: &str, palette: &Palette) -> Result<Color, String> {
    if let Some(color) = palette.get(text) {
        return Ok(color.0);
    }
    if let Some(digits) = text.strip_prefix('#') {
        let is_hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_hexadecimal && digits.len() == 3 {
            let six: String = digits.chars().flat_map(|digit| [digit, digit]).collect();
            return Err(format!(
                "`{text}` has three digits; write all six, `#{six}`"
            ));
        }
        if !is_hexadecimal || digits.len() != 6 {
            return Err(format!(
                "`{text}` is no colour; write `#` and six hexadecimal digits"
            ));
        }
    }
    text.parse().map_err(|_| {
        if text.parse::<i64>().is_ok() {
            return format!("`{text}` is no colour; numbers go from 0 to 255");
        }
        let names = palette.keys().map(String::as_str);
        unknown("colour", text, names.chain(COLORS.split(' ')))
    })
}

fn parse_modifier(name: &str) -> Result<Modifier, String> {
    Modifier::from_name(&name.to_uppercase()).ok_or_else(|| {
        let names = Modifier::all().iter_names();
        let names: Vec<String> = names.map(|(name, _)| name.to_lowercase()).collect();
        unknown("modifier", name, names.iter().map(String::as_str))
    })
}
