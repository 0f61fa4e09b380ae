//! Box-drawing characters and blocks as shapes.

use std::fmt::Write as _;

use super::{CELL_HEIGHT, CELL_WIDTH, Glyph, number};

/// What is drawn for a character instead of a letter.
pub(super) enum Shape {
    /// A line, and whether it is a heavy one.
    Stroke { path: String, heavy: bool },
    /// A filled rectangle: x, y, width and height.
    Block { at: [f64; 4], opacity: f64 },
}

/// Box-drawing characters, and to which sides they reach: left, right, up, down.
const BOXES: [(&str, [bool; 4], bool); 22] = [
    ("─", [true, true, false, false], false),
    ("│", [false, false, true, true], false),
    ("┌", [false, true, false, true], false),
    ("┐", [true, false, false, true], false),
    ("└", [false, true, true, false], false),
    ("┘", [true, false, true, false], false),
    ("├", [false, true, true, true], false),
    ("┤", [true, false, true, true], false),
    ("┬", [true, true, false, true], false),
    ("┴", [true, true, true, false], false),
    ("┼", [true, true, true, true], false),
    ("━", [true, true, false, false], true),
    ("┃", [false, false, true, true], true),
    ("┏", [false, true, false, true], true),
    ("┓", [true, false, false, true], true),
    ("┗", [false, true, true, false], true),
    ("┛", [true, false, true, false], true),
    ("┣", [false, true, true, true], true),
    ("┫", [true, false, true, true], true),
    ("┳", [true, true, false, true], true),
    ("┻", [true, true, true, false], true),
    ("╋", [true, true, true, true], true),
];

/// A character that is drawn as a shape, so that it joins its neighbours in any font.
pub(super) fn shape(glyph: &Glyph<'_>, y: f64) -> Option<Shape> {
    let x = f64::from(glyph.column) * CELL_WIDTH;
    if let Some((_, sides, heavy)) = BOXES.iter().find(|(text, ..)| *text == glyph.text) {
        return Some(Shape::Stroke {
            path: arms(x, y, *sides),
            heavy: *heavy,
        });
    }
    let corner = |horizontal: f64, vertical: f64| {
        let (middle_x, middle_y) = (x + CELL_WIDTH / 2.0, y + CELL_HEIGHT / 2.0);
        let radius = CELL_WIDTH / 2.0;
        let path = format!(
            "M{} {}V{}Q{} {} {} {}",
            number(middle_x),
            number(middle_y + vertical * CELL_HEIGHT / 2.0),
            number(middle_y + vertical * radius),
            number(middle_x),
            number(middle_y),
            number(middle_x + horizontal * radius),
            number(middle_y),
        );
        Some(Shape::Stroke { path, heavy: false })
    };
    let block = |left: f64, top: f64, width: f64, height: f64, opacity: f64| {
        let x = x + left * CELL_WIDTH;
        let y = y + top * CELL_HEIGHT;
        let at = [x, y, width * CELL_WIDTH, height * CELL_HEIGHT];
        Some(Shape::Block { at, opacity })
    };
    let mut characters = glyph.text.chars();
    let (Some(character), None) = (characters.next(), characters.next()) else {
        return None;
    };
    match character {
        '╭' => corner(1.0, 1.0),
        '╮' => corner(-1.0, 1.0),
        '╰' => corner(1.0, -1.0),
        '╯' => corner(-1.0, -1.0),
        '▀' => block(0.0, 0.0, 1.0, 0.5, 1.0),
        '▐' => block(0.5, 0.0, 0.5, 1.0, 1.0),
        '▔' => block(0.0, 0.0, 1.0, 0.125, 1.0),
        '▕' => block(0.875, 0.0, 0.125, 1.0, 1.0),
        '░' => block(0.0, 0.0, 1.0, 1.0, 0.25),
        '▒' => block(0.0, 0.0, 1.0, 1.0, 0.5),
        '▓' => block(0.0, 0.0, 1.0, 1.0, 0.75),
        '▁'..='█' => {
            let eighths = f64::from(u32::from(character) - 0x2580) / 8.0;
            block(0.0, 1.0 - eighths, 1.0, eighths, 1.0)
        }
        '▉'..='▏' => {
            let eighths = f64::from(0x2590 - u32::from(character)) / 8.0;
            block(0.0, 0.0, eighths, 1.0, 1.0)
        }
        _ => None,
    }
}

/// Straight lines from a cell's middle to the sides: left, right, up, down.
fn arms(x: f64, y: f64, [left, right, up, down]: [bool; 4]) -> String {
    let (middle_x, middle_y) = (x + CELL_WIDTH / 2.0, y + CELL_HEIGHT / 2.0);
    let from = |side, near, middle| if side { near } else { middle };
    let mut path = String::new();
    if left || right {
        let (start, end) = (
            from(left, x, middle_x),
            from(right, x + CELL_WIDTH, middle_x),
        );
        let _ = write!(
            path,
            "M{} {}H{}",
            number(start),
            number(middle_y),
            number(end)
        );
    }
    if up || down {
        let (start, end) = (from(up, y, middle_y), from(down, y + CELL_HEIGHT, middle_y));
        let _ = write!(
            path,
            "M{} {}V{}",
            number(middle_x),
            number(start),
            number(end)
        );
    }
    path
}
