//! The colours of a picture: what a terminal shows for each colour of a cell.

use ratatui::style::Color;

pub(super) type Rgb = [u8; 3];

pub(super) const FOREGROUND: Rgb = [0xd4, 0xd9, 0xe2];
pub(super) const BACKGROUND: Rgb = [0x13, 0x16, 0x1c];
/// What a terminal shows for its own sixteen colours.
const SIXTEEN: [Rgb; 16] = [
    [0x1d, 0x21, 0x29],
    [0xf0, 0x71, 0x78],
    [0x9c, 0xcf, 0x7a],
    [0xe9, 0xc0, 0x6d],
    [0x6c, 0xb2, 0xf7],
    [0xcf, 0x8e, 0xf0],
    [0x5c, 0xc8, 0xc4],
    [0xb6, 0xbd, 0xca],
    [0x5d, 0x67, 0x78],
    [0xff, 0x8b, 0x92],
    [0xb5, 0xe3, 0x96],
    [0xff, 0xd5, 0x8a],
    [0x8f, 0xc8, 0xff],
    [0xe0, 0xae, 0xfa],
    [0x82, 0xe0, 0xdc],
    [0xff, 0xff, 0xff],
];

pub(super) fn rgb(color: Color, reset: Rgb) -> Rgb {
    let index = match color {
        Color::Reset => return reset,
        Color::Rgb(red, green, blue) => return [red, green, blue],
        Color::Indexed(index) => index,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    match index {
        0..16 => SIXTEEN[usize::from(index)],
        16..232 => {
            let step = |place: u8| if place == 0 { 0 } else { 55 + place * 40 };
            let cube = index - 16;
            [cube / 36, cube / 6 % 6, cube % 6].map(step)
        }
        232.. => [8 + 10 * (index - 232); 3],
    }
}

/// `share` of the way from one colour to the other.
pub(super) fn mixed(one: Rgb, other: Rgb, share: f64) -> Rgb {
    std::array::from_fn(|part| {
        let (one, other) = (f64::from(one[part]), f64::from(other[part]));
        (one + (other - one) * share).round() as u8
    })
}

/// From 0 for black to 1 for white.
pub(super) fn luminance([red, green, blue]: Rgb) -> f64 {
    let [red, green, blue] = [red, green, blue].map(f64::from);
    (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255.0
}

pub(super) fn hex([red, green, blue]: Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
