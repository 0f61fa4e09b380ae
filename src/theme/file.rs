//! A theme file: `inherits`, a `[palette]` of named colours and `[roles]`.
//!
//! A role is a colour (`text = "ink"`) or a table (`selection = { fg = "ink", bg = "#203040",
//! modifiers = ["bold"] }`). A colour is a name of the palette, one of the terminal's sixteen
//! (`red`, `lightred`, `reset` ...), `#rrggbb`, or a number from 0 to 255.

use std::ops::Range;
use std::str::FromStr as _;

use ratatui::style::{Color, Modifier, Style};

use super::role::Role;
use super::toml_file::{self, Fault, Spanned, Table, Value, suggestion};

/// The names of the terminal's own colours.
const COLORS: [&str; 17] = [
    "reset",
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "gray",
    "darkgray",
    "lightred",
    "lightgreen",
    "lightyellow",
    "lightblue",
    "lightmagenta",
    "lightcyan",
    "white",
];

const MODIFIERS: [(&str, Modifier); 5] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underlined", Modifier::UNDERLINED),
    ("reversed", Modifier::REVERSED),
];

/// One theme file, its colours not looked up yet: an heir may give them other values.
#[derive(Debug)]
pub(super) struct File {
    /// What errors call it.
    pub(super) name: String,
    /// Its text, for errors that show only when it is joined with others.
    text: String,
    /// The theme that it takes the rest from.
    pub(super) inherits: Option<Spanned<String>>,
    palette: Vec<(String, Color)>,
    roles: Vec<(Role, Entry)>,
}

/// What a file says of a role.
#[derive(Debug, Default)]
struct Entry {
    foreground: Option<ColorText>,
    background: Option<ColorText>,
    modifiers: Modifier,
}

#[derive(Debug)]
struct ColorText {
    text: String,
    span: Range<usize>,
}

impl File {
    /// Reads a theme file's text. The error is a sentence with the place.
    pub(super) fn parse(name: String, text: String) -> Result<Self, String> {
        let mut file = Self {
            name,
            text: String::new(),
            inherits: None,
            palette: Vec::new(),
            roles: Vec::new(),
        };
        let read = toml_file::parse(&text).and_then(|root| file.read(root.get_ref()));
        file.text = text;
        match read {
            Ok(()) => Ok(file),
            Err(fault) => Err(file.sentence(&fault)),
        }
    }

    /// A fault in this file as a sentence.
    pub(super) fn sentence(&self, fault: &Fault) -> String {
        toml_file::sentence(&self.name, &self.text, fault)
    }

    /// What the file says of a role, if anything.
    pub(super) fn has(&self, role: Role) -> bool {
        self.roles.iter().any(|(named, _)| *named == role)
    }

    /// The style of a role that the file names, with the palettes of `chain`: this file's and its
    /// heirs', the youngest first.
    pub(super) fn style(&self, role: Role, chain: &[File]) -> Result<Style, String> {
        let Some((_, entry)) = self.roles.iter().find(|(named, _)| *named == role) else {
            return Ok(Style::new());
        };
        let look_up = |color: &Option<ColorText>| {
            let found = color.as_ref().map(|color| find_color(color, chain));
            found.transpose().map_err(|fault| self.sentence(&fault))
        };
        let mut style = Style::new().add_modifier(entry.modifiers);
        style.fg = look_up(&entry.foreground)?;
        style.bg = look_up(&entry.background)?;
        Ok(style)
    }

    /// Every role that the file names.
    pub(super) fn roles(&self) -> impl Iterator<Item = Role> {
        self.roles.iter().map(|(role, _)| *role)
    }

    fn read(&mut self, root: &Table<'_>) -> Result<(), Fault> {
        for (key, value) in root {
            match key.get_ref().as_ref() {
                "inherits" => {
                    let name = text_of(value, "inherits", "the name of a theme")?;
                    self.inherits = Some(Spanned::new(value.span(), name.to_owned()));
                }
                "palette" => self.read_palette(table_of(value, "palette")?)?,
                "roles" => self.read_roles(table_of(value, "roles")?)?,
                _ => {
                    let known = ["inherits", "palette", "roles"];
                    return Err(Fault::unknown_key(key, "part of a theme named", &known));
                }
            }
        }
        Ok(())
    }

    fn read_palette(&mut self, palette: &Table<'_>) -> Result<(), Fault> {
        for (key, value) in palette {
            let color = color_text(value, key.get_ref())?;
            let found = parse_color(&color.text).map_err(|cure| Fault::new(value.span(), cure))?;
            self.palette
                .push((key.get_ref().clone().into_owned(), found));
        }
        Ok(())
    }

    fn read_roles(&mut self, roles: &Table<'_>) -> Result<(), Fault> {
        for (key, value) in roles {
            let name = key.get_ref().as_ref();
            let Some(role) = Role::named(name) else {
                let cure = suggestion(name, Role::all().map(Role::name));
                let message = format!("there is no role `{name}`; {cure}");
                return Err(Fault::new(key.span(), message));
            };
            self.roles.push((role, read_entry(name, value)?));
        }
        Ok(())
    }
}

fn read_entry(name: &str, value: &Spanned<Value<'_>>) -> Result<Entry, Fault> {
    let mut entry = Entry::default();
    let Value::Table(table) = value.get_ref() else {
        entry.foreground = Some(color_text(value, name)?);
        return Ok(entry);
    };
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "fg" => entry.foreground = Some(color_text(value, "fg")?),
            "bg" => entry.background = Some(color_text(value, "bg")?),
            "modifiers" => entry.modifiers = read_modifiers(value)?,
            part if Role::named(&format!("{name}.{part}")).is_some() => {
                let message = format!(
                    "a role's name of several parts stands in quotes: write `\"{name}.{part}\" = ...`"
                );
                return Err(Fault::new(key.span(), message));
            }
            _ => {
                let known = ["fg", "bg", "modifiers"];
                return Err(Fault::unknown_key(key, "part of a role named", &known));
            }
        }
    }
    Ok(entry)
}

fn read_modifiers(value: &Spanned<Value<'_>>) -> Result<Modifier, Fault> {
    let expected = "a list such as [\"bold\", \"underlined\"]";
    let Value::Array(list) = value.get_ref() else {
        return Err(Fault::kind(value, "modifiers", expected));
    };
    let mut modifiers = Modifier::empty();
    for item in list {
        let name = text_of(item, "modifiers", expected)?;
        let known = MODIFIERS.iter().find(|(known, _)| *known == name);
        let Some((_, modifier)) = known else {
            let cure = suggestion(name, MODIFIERS.iter().map(|(name, _)| *name));
            let message = format!("there is no modifier `{name}`; {cure}");
            return Err(Fault::new(item.span(), message));
        };
        modifiers |= *modifier;
    }
    Ok(modifiers)
}

fn table_of<'a, 'i>(value: &'a Spanned<Value<'i>>, key: &str) -> Result<&'a Table<'i>, Fault> {
    let table = value.get_ref().as_table();
    table.ok_or_else(|| Fault::kind(value, key, &format!("a table: write `[{key}]` above it")))
}

fn text_of<'a>(value: &'a Spanned<Value<'_>>, key: &str, expected: &str) -> Result<&'a str, Fault> {
    let text = value.get_ref().as_str();
    text.ok_or_else(|| Fault::kind(value, key, expected))
}

/// A colour as it is written: text, or a number.
fn color_text(value: &Spanned<Value<'_>>, key: &str) -> Result<ColorText, Fault> {
    let text = match value.get_ref() {
        Value::String(text) => text.clone().into_owned(),
        Value::Integer(number) => number.to_string(),
        _ => return Err(Fault::kind(value, key, "a colour")),
    };
    let span = value.span();
    Ok(ColorText { text, span })
}

/// The colour of a name or number: of a palette first, then the terminal's or its own value.
fn find_color(color: &ColorText, chain: &[File]) -> Result<Color, Fault> {
    let palettes = chain.iter().flat_map(|file| &file.palette);
    match palettes.clone().find(|(name, _)| *name == color.text) {
        Some((_, found)) => Ok(*found),
        None => parse_color(&color.text).map_err(|cure| {
            let is_name = color.text.starts_with(char::is_alphabetic);
            let names = palettes.map(|(name, _)| name.as_str()).chain(COLORS);
            let cure = if is_name {
                let cure = suggestion(&color.text, names);
                format!("there is no colour `{}` in the palette; {cure}", color.text)
            } else {
                cure
            };
            Fault::new(color.span.clone(), cure)
        }),
    }
}

/// A colour that needs no palette. The error says what is wrong and how to write it.
fn parse_color(text: &str) -> Result<Color, String> {
    if let Some(digits) = text.strip_prefix('#') {
        return hexadecimal(digits).ok_or_else(|| match shortened(digits) {
            Some(long) => format!("`{text}` has three digits; write all six, `#{long}`"),
            None => format!("`{text}` is no colour; write `#` and six hexadecimal digits"),
        });
    }
    if text
        .parse::<i64>()
        .is_ok_and(|number| !(0..=255).contains(&number))
    {
        return Err(format!("`{text}` is no colour; numbers go from 0 to 255"));
    }
    Color::from_str(text).map_err(|_| {
        let cure = suggestion(text, COLORS);
        format!("there is no colour `{text}`; {cure}")
    })
}

fn hexadecimal(digits: &str) -> Option<Color> {
    let is_hexadecimal = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    let number = u32::from_str_radix(digits, 16).ok();
    number.filter(|_| is_hexadecimal).map(Color::from_u32)
}

/// The six digits that three stand for in style sheets.
fn shortened(digits: &str) -> Option<String> {
    let is_short = digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    is_short.then(|| digits.chars().flat_map(|digit| [digit, digit]).collect())
}
