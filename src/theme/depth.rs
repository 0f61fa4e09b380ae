//! The number of colours of a terminal, as its environment tells it, and the nearest of 256.

use ratatui::style::Color;

/// The colours that a terminal can show, fewest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColorDepth {
    /// None, or none wanted (`NO_COLOR`).
    None,
    /// The sixteen that the terminal itself defines.
    Ansi16,
    /// Those sixteen, a cube of 216 and 24 greys.
    Ansi256,
    /// 24 bits.
    TrueColor,
}

/// A variable of the environment, a test of its value, and the depth that follows.
type Sign = (&'static str, fn(&str) -> bool, ColorDepth);

/// The strongest first.
const SIGNS: [Sign; 9] = [
    // https://no-color.org: set and not empty.
    ("NO_COLOR", is_set, ColorDepth::None),
    ("TERM", is_dumb, ColorDepth::None),
    // GNU screen before 5.0 garbles 24-bit colours and passes COLORTERM on.
    ("STY", is_set, ColorDepth::Ansi256),
    ("COLORTERM", says_true_color, ColorDepth::TrueColor),
    // Windows Terminal sets no COLORTERM, also not for what runs in WSL.
    ("WT_SESSION", is_set, ColorDepth::TrueColor),
    // Over SSH only TERM arrives: terminals that are known to have 24 bits are told by it.
    ("TERM", names_true_color, ColorDepth::TrueColor),
    ("TERM_PROGRAM", is_true_color_program, ColorDepth::TrueColor),
    ("TERM", names_256, ColorDepth::Ansi256),
    ("TERM", is_set, ColorDepth::Ansi16),
];

fn is_set(value: &str) -> bool {
    !value.is_empty()
}

fn is_dumb(value: &str) -> bool {
    value == "dumb"
}

fn says_true_color(value: &str) -> bool {
    matches!(value, "truecolor" | "24bit")
}

fn names_true_color(value: &str) -> bool {
    let names = ["direct", "kitty", "alacritty", "ghostty", "wezterm", "foot"];
    names.iter().any(|name| value.contains(name))
}

fn is_true_color_program(value: &str) -> bool {
    matches!(value, "iTerm.app" | "vscode" | "WezTerm" | "ghostty")
}

fn names_256(value: &str) -> bool {
    value.contains("256")
}

impl ColorDepth {
    /// The depth that an environment's variables tell. Where they tell nothing, a Windows console
    /// has 24 bits (all consoles since Windows 10 1703 have), any other terminal 16 colours.
    pub fn detect(variable: impl Fn(&str) -> Option<String>, windows: bool) -> Self {
        SIGNS
            .iter()
            .find(|(name, counts, _)| variable(name).is_some_and(|value| counts(&value)))
            .map_or(
                if windows {
                    Self::TrueColor
                } else {
                    Self::Ansi16
                },
                |(.., depth)| *depth,
            )
    }

    /// The depth that a terminal must have to show this colour.
    pub(super) fn needed_by(color: Color) -> Self {
        match color {
            Color::Reset => Self::None,
            Color::Rgb(..) => Self::TrueColor,
            Color::Indexed(16..) => Self::Ansi256,
            _ => Self::Ansi16,
        }
    }
}

/// The nearest of the 240 fixed colours of a 256-colour terminal (the first 16 are the user's
/// own and unknown).
pub(super) fn nearest_of_256(color: Color) -> Color {
    let Color::Rgb(red, green, blue) = color else {
        return color;
    };
    let wanted = [red, green, blue];
    (16..=255)
        .min_by_key(|index| distance(wanted, indexed(*index)))
        .map_or(color, Color::Indexed)
}

/// The colour of an index from 16 up, as xterm defines it: a cube of six steps a side, then greys.
fn indexed(index: u8) -> [u8; 3] {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let step = |place: u8| STEPS[usize::from(place % 6)];
    match index.saturating_sub(16) {
        cube @ 0..216 => [step(cube / 36), step(cube / 6), step(cube)],
        grey => [8 + 10 * (grey - 216); 3],
    }
}

/// A distance weighted as the eye weighs red, green and blue.
fn distance(one: [u8; 3], other: [u8; 3]) -> u32 {
    [2, 4, 3]
        .into_iter()
        .zip(one.into_iter().zip(other))
        .map(|(weight, (a, b))| weight * u32::from(a.abs_diff(b)).pow(2))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detect(variables: &[(&str, &str)], windows: bool) -> ColorDepth {
        let find = |name: &str| variables.iter().find(|(key, _)| *key == name);
        ColorDepth::detect(|name| find(name).map(|(_, v)| (*v).to_owned()), windows)
    }

    #[test]
    fn each_environment_gets_the_depth_it_has() {
        use ColorDepth::{Ansi16, Ansi256, None, TrueColor};
        type Case = (&'static [(&'static str, &'static str)], bool, ColorDepth);
        let cases: [Case; 13] = [
            (&[], false, Ansi16),
            (&[], true, TrueColor),
            (&[("TERM", "dumb")], false, None),
            (&[("NO_COLOR", "1"), ("COLORTERM", "truecolor")], true, None),
            (&[("NO_COLOR", ""), ("TERM", "xterm")], false, Ansi16),
            (&[("TERM", "linux")], false, Ansi16),
            (&[("TERM", "xterm-256color")], false, Ansi256),
            (&[("TERM", "xterm-kitty")], false, TrueColor),
            (&[("TERM", "xterm-direct")], false, TrueColor),
            (
                &[("TERM", "xterm"), ("COLORTERM", "24bit")],
                false,
                TrueColor,
            ),
            (
                &[("TERM", "xterm-256color"), ("WT_SESSION", "x")],
                false,
                TrueColor,
            ),
            (
                &[("STY", "1.pts"), ("COLORTERM", "truecolor")],
                false,
                Ansi256,
            ),
            (
                &[("TERM", "xterm-256color"), ("COLORTERM", "yes")],
                false,
                Ansi256,
            ),
        ];
        for (variables, windows, expected) in cases {
            assert_eq!(detect(variables, windows), expected, "{variables:?}");
        }
    }

    #[test]
    fn the_nearest_of_256_is_exact_where_the_colour_is_one_of_them() {
        assert_eq!(nearest_of_256(Color::Rgb(255, 0, 0)), Color::Indexed(196));
        assert_eq!(nearest_of_256(Color::Rgb(8, 8, 8)), Color::Indexed(232));
        assert_eq!(
            nearest_of_256(Color::Rgb(238, 238, 238)),
            Color::Indexed(255)
        );
        assert_eq!(nearest_of_256(Color::Rgb(0, 0, 0)), Color::Indexed(16));
        assert_eq!(nearest_of_256(Color::Red), Color::Red);
    }
}
