//! Themes: every built-in one reads well on every terminal, and a mistake in a user's theme is
//! shown where it is, with the cure.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::Path;

use ratatui::style::{Color, Modifier, Style};
use smbscope::theme;
use smbscope::theme::{ColorDepth, Role, Theme};
use tempfile::TempDir;

/// Roles of less weight, which read at 3:1 instead of 4.5:1.
const DIM: [&str; 8] = [
    "text.dim",
    "hint",
    "header",
    "level.verbose",
    "value.raw",
    "border.focus",
    "scrollbar.thumb",
    "progress",
];
/// Lines that only decorate.
const DECORATION: [&str; 2] = ["border", "scrollbar"];
/// A theme with one mistake, the place that the error must name, and part of what it must say.
#[rustfmt::skip]
const MISTAKES: [(&str, &str, &str); 23] = [
    ("[roles]\ntext = \"#fff\"", "line 2, column 8", "has three digits; write all six, `#ffffff`"),
    ("[roles]\ntext = \"#ggg\"", "line 2, column 8", "write `#` and six hexadecimal digits"),
    ("[roles]\ntext = \"#+1+2+3\"", "line 2, column 8", "six hexadecimal digits"),
    ("[roles]\ntext = \"#é0000\"", "line 2, column 8", "six hexadecimal digits"),
    ("[roles]\ntext = 300", "line 2, column 8", "numbers go from 0 to 255"),
    ("[roles]\ntext = true", "line 2, column 8", "`text` must be a colour, not true or false"),
    ("[roles]\ntxet = \"red\"", "line 2, column 1", "no role `txet`; did you mean `text`?"),
    ("[roles]\n\"level.eror\" = 1", "line 2, column 1", "did you mean `level.error`?"),
    ("[roles]\nlevel.error = 1", "line 2, column 7", "in quotes: write `\"level.error\" = ...`"),
    ("[roles]\ntext = { fg = \"rde\" }", "line 2, column 15", "did you mean `red`?"),
    ("[palette]\nsand = 7\n[roles]\ntext = \"snad\"", "line 4, column 8", "did you mean `sand`?"),
    ("[palette]\nsand = \"beige\"", "line 2, column 8", "no colour `beige`; there are `reset`"),
    ("[palette]\nsand = [1]", "line 2, column 8", "must be a colour, not a list"),
    ("[roles]\nok = { fgg = 1 }", "line 2, column 8", "did you mean `fg`?"),
    ("[roles]\nok = { modifiers = \"bold\" }", "line 2, column 20", "a list such as"),
    ("[roles]\nok = { modifiers = [\"blod\"] }", "line 2, column 21", "did you mean `bold`?"),
    ("roles = 3", "line 1, column 9", "write `[roles]` above it"),
    ("text = \"red\"", "line 1, column 1", "no part of a theme named `text`"),
    ("inherits = 1", "line 1, column 12", "the name of a theme, not a number"),
    ("inherits = \"drak\"", "line 1, column 12", "no theme `drak`; did you mean `dark`?"),
    ("inherits = \"mine\"", "line 1, column 12", "`mine` inherits itself"),
    ("[roles\n", "line 1, column 7", "in the line [roles)"),
    ("[roles]\ntext = 1\ntext = 2", "line 3, column 1", "duplicate"),
];

fn builtin() -> Vec<Theme> {
    let names = theme::names(None);
    assert!(names.len() >= 9, "{names:?}");
    let load = |name: &String| theme::load(name, None).unwrap_or_else(|error| panic!("{error}"));
    names.iter().map(load).collect()
}

fn user_theme(text: &str) -> (TempDir, Result<Theme, String>) {
    user_themes(&[("mine", text)])
}

fn user_themes(files: &[(&str, &str)]) -> (TempDir, Result<Theme, String>) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(format!("{name}.toml")), text).unwrap();
    }
    let theme = theme::load(files[0].0, Some(folder.path()));
    (folder, theme)
}

/// The linear components of a 24-bit colour.
fn linear(color: Color) -> Option<[f64; 3]> {
    let Color::Rgb(red, green, blue) = color else {
        return None;
    };
    Some([red, green, blue].map(|component| {
        let value = f64::from(component) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    }))
}

/// The contrast ratio of WCAG 2.
fn contrast(one: Color, other: Color) -> f64 {
    let luminance = |color| {
        let [red, green, blue] = linear(color).expect("a 24-bit colour");
        0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
    };
    let (one, other) = (luminance(one), luminance(other));
    one.max(other) / one.min(other)
}

#[test]
fn all_text_of_the_24_bit_themes_has_contrast() {
    for theme in builtin() {
        let Some(ground) = theme.style(Role::Background).bg else {
            continue;
        };
        let ink = theme.style(Role::Text).fg.expect("a text colour");
        let grounds = [Role::Popup, Role::StatusBar].map(|role| theme.style(role).bg);
        let selections = [Role::Selection, Role::SelectionUnfocused].map(|role| theme.style(role));
        for role in Role::all() {
            let name = role.name();
            let style = theme.style(role);
            let color = style.fg.unwrap_or(ink);
            let least = match name {
                _ if DECORATION.contains(&name) => 1.5,
                _ if DIM.contains(&name) => 3.0,
                _ => 4.5,
            };
            let own = style.bg.unwrap_or(ground);
            let reached = contrast(color, own);
            assert!(reached >= least, "{}: {name} {reached:.2}", theme.name());
            if style.bg.is_some() || least < 3.0 {
                continue;
            }
            for raised in grounds.into_iter().flatten() {
                let reached = contrast(color, raised);
                assert!(
                    reached >= least,
                    "{}: {name} on an overlay {reached:.2}",
                    theme.name()
                );
            }
            for selection in selections.iter().filter(|selection| selection.fg.is_none()) {
                let reached = contrast(color, selection.bg.expect("a background"));
                assert!(
                    reached >= 3.0,
                    "{}: {name} selected {reached:.2}",
                    theme.name()
                );
            }
        }
    }
}

#[test]
fn selection_matches_and_levels_show_on_every_terminal_without_relying_on_colour() {
    let depths = [
        ColorDepth::None,
        ColorDepth::Ansi16,
        ColorDepth::Ansi256,
        ColorDepth::TrueColor,
    ];
    for theme in builtin() {
        for depth in depths {
            let shown = theme.reduced(depth);
            let context = format!("{} as {} at {depth:?}", theme.name(), shown.name());
            let plain = Modifier::empty();
            assert_ne!(
                shown.style(Role::Selection).add_modifier,
                plain,
                "{context}"
            );
            assert_ne!(shown.style(Role::Match).add_modifier, plain, "{context}");
            let error = shown.style(Role::LevelError).add_modifier;
            assert!(error.contains(Modifier::BOLD), "{context}");
            let selections = [Role::Selection, Role::SelectionUnfocused, Role::Text];
            let styles = selections.map(|role| shown.style(role));
            assert!(
                styles[0] != styles[1] && styles[1] != styles[2],
                "{context}"
            );
            for role in Role::all() {
                let style = shown.style(role);
                for color in [style.fg, style.bg].into_iter().flatten() {
                    let fits = match color {
                        Color::Rgb(..) => depth >= ColorDepth::TrueColor,
                        Color::Indexed(16..) => depth >= ColorDepth::Ansi256,
                        Color::Reset => true,
                        _ => depth >= ColorDepth::Ansi16,
                    };
                    assert!(fits, "{context}: {} is {color}", role.name());
                }
            }
        }
    }
}

/// What an eye without working green receptors sees (Machado, Oliveira, Fernandes 2009).
fn deuteranopic(color: Color) -> [f64; 3] {
    let seen = [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ];
    let color = linear(color).expect("a 24-bit colour");
    seen.map(|row| {
        row.iter()
            .zip(color)
            .map(|(weight, part)| weight * part)
            .sum()
    })
}

#[test]
fn the_colour_blind_theme_keeps_what_differs_apart() {
    let theme = Theme::builtin("colour-blind").unwrap();
    let seen = |role| deuteranopic(theme.style(role).fg.unwrap());
    let pairs = [
        (Role::LevelError, Role::LevelWarning),
        (Role::LevelError, Role::LevelInfo),
        (Role::LevelWarning, Role::LevelInfo),
        (Role::LevelInfo, Role::LevelVerbose),
        (Role::Ok, Role::Bad),
        (Role::CodeRegistry, Role::CodeCmdlet),
    ];
    for (one, other) in pairs {
        let apart = |(a, b): (f64, f64)| (a.max(0.0).sqrt() - b.max(0.0).sqrt()).powi(2);
        let distance: f64 = seen(one).into_iter().zip(seen(other)).map(apart).sum();
        assert!(distance.sqrt() > 0.15, "{one:?} {other:?} {distance}");
    }
}

#[test]
fn a_role_that_a_theme_leaves_out_takes_its_style_from_the_shorter_name() {
    let (_folder, theme) = user_theme("[roles]\nlevel = \"red\"\naccent = 208\n");
    let theme = theme.unwrap();
    let plain = Style::new().remove_modifier(Modifier::DIM);
    let red = plain.fg(Color::Red);
    assert_eq!(theme.style(Role::LevelError), red);
    assert_eq!(theme.style(Role::Bad), red, "bad follows level.error");
    assert_eq!(theme.style(Role::Key).fg, Some(Color::Indexed(208)));
    assert_eq!(theme.style(Role::Value), plain);
}

#[test]
fn a_theme_without_a_selection_or_a_match_style_gets_a_visible_one() {
    let (_folder, theme) = user_theme("[roles]\nselection = \"red\"\n");
    let theme = theme.unwrap();
    let reversed = theme.style(Role::Selection).add_modifier;
    assert!(reversed.contains(Modifier::REVERSED));
    let underlined = theme.style(Role::Match).add_modifier;
    assert!(underlined.contains(Modifier::UNDERLINED));
}

#[test]
fn an_heir_changes_what_it_names_and_its_palette_reaches_what_it_inherits() {
    let (_folder, theme) = user_themes(&[
        (
            "mine",
            "inherits = \"base\"\n[palette]\nink = \"#102030\"\n[roles]\nok = { fg = \"ink\", bg = 7, modifiers = [\"italic\", \"dim\"] }\n",
        ),
        (
            "base",
            "inherits = \"dark\"\n[palette]\nextra = \"#ABCDEF\"\n[roles]\nbad = \"extra\"\n",
        ),
    ]);
    let theme = theme.unwrap();
    assert_eq!(theme.name(), "mine");
    assert_eq!(
        theme.style(Role::Text).fg,
        Some(Color::Rgb(0x10, 0x20, 0x30))
    );
    assert_eq!(
        theme.style(Role::Bad).fg,
        Some(Color::Rgb(0xab, 0xcd, 0xef))
    );
    let ok = theme.style(Role::Ok);
    assert_eq!(ok.bg, Some(Color::Indexed(7)));
    assert_eq!(ok.add_modifier, Modifier::ITALIC | Modifier::DIM);
    let dark = Theme::builtin("dark").unwrap();
    assert_eq!(theme.style(Role::LevelInfo), dark.style(Role::LevelInfo));
}

#[test]
fn a_user_theme_comes_before_the_built_in_one_of_its_name_and_may_inherit_it() {
    let (folder, theme) = user_theme("inherits = \"nord\"\n");
    theme.unwrap();
    let own = "inherits = \"nord\"\n[roles]\ntext = \"white\"\n";
    fs::write(folder.path().join("nord.toml"), own).unwrap();
    let theme = theme::load("nord", Some(folder.path())).unwrap();
    assert_eq!(theme.style(Role::Text).fg, Some(Color::White));
    let nord = Theme::builtin("nord").unwrap();
    assert_eq!(theme.style(Role::LevelError), nord.style(Role::LevelError));
    let names = theme::names(Some(folder.path()));
    assert_eq!(names[..3], ["mine", "nord", "ansi16"], "{names:?}");
    assert_eq!(names.iter().filter(|name| *name == "nord").count(), 1);
}

#[test]
fn every_mistake_is_shown_where_it_is_with_the_cure() {
    for (text, place, cure) in MISTAKES {
        let (folder, theme) = user_theme(text);
        let error = theme.expect_err(text);
        let path = folder.path().join("mine.toml");
        assert!(
            error.starts_with(&format!("{}, {place}: ", path.display())),
            "{error}"
        );
        assert!(error.contains(cure), "{error}");
        assert!(!error.contains('\n'), "{error}");
    }
}

#[test]
fn a_circle_and_an_unknown_name_are_said() {
    let (_folder, theme) = user_themes(&[("a", "inherits = \"b\""), ("b", "inherits = \"a\"")]);
    let error = theme.unwrap_err();
    assert!(
        error.contains("b.toml, line 1, column 12: `a` inherits itself"),
        "{error}"
    );
    for name in ["nrod", "../nord", "", "C:nord"] {
        let error = theme::load(name, Some(Path::new("/nowhere"))).unwrap_err();
        assert!(
            error.starts_with(&format!("there is no theme `{name}`; ")),
            "{error}"
        );
    }
    assert!(
        theme::load("nrod", None)
            .unwrap_err()
            .ends_with("did you mean `nord`?")
    );
}
