//! A drawn screen as a picture of a terminal window, for the README: every cell at its place,
//! lines and blocks drawn as shapes so that they join, the same bytes for the same screen.

#![allow(clippy::unwrap_used)]

mod colors;
mod shapes;

use std::fmt::Write as _;
use std::path::Path;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr as _;

use colors::{BACKGROUND, FOREGROUND, Rgb, hex, luminance, mixed, rgb};
use shapes::{Shape, shape};

/// Pixels; a cell's width is that of most monospaced fonts at this size.
const FONT_SIZE: f64 = 14.0;
const CELL_WIDTH: f64 = 8.43;
const CELL_HEIGHT: f64 = 19.0;
/// From a row's top to its letters' base line.
const BASELINE: f64 = 14.0;
/// Around the window, for its shadow.
const MARGIN: f64 = 28.0;
const TITLE_BAR: f64 = 38.0;
/// Around the cells.
const PADDING: f64 = 12.0;
/// The environment variable that has the pictures rewritten instead of compared.
const UPDATE: &str = "SMBSCOPE_UPDATE_SCREENSHOTS";

/// Compares a picture with `screenshots/NAME.svg`, or writes it there when
/// `SMBSCOPE_UPDATE_SCREENSHOTS` is set.
pub(crate) fn check(name: &str, picture: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots");
    compare(&folder, name, picture, std::env::var_os(UPDATE).is_some());
}

fn compare(folder: &Path, name: &str, picture: &str, update: bool) {
    let path = folder.join(format!("{name}.svg"));
    if update {
        std::fs::create_dir_all(folder).unwrap();
        std::fs::write(&path, picture).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept.replace("\r\n", "\n") == picture,
        "screenshots/{name}.svg does not show this screen; if the screen is right, run the test \
         again with {UPDATE}=1, look at the picture and commit it"
    );
}

/// The picture of a screen in a window with a title.
pub(crate) fn picture(buffer: &Buffer, title: &str) -> String {
    let columns = f64::from(buffer.area.width) * CELL_WIDTH;
    let rows = f64::from(buffer.area.height) * CELL_HEIGHT;
    let (width, height) = (columns + 2.0 * PADDING, rows + 2.0 * PADDING + TITLE_BAR);
    let ground = ground(buffer);
    let ink = if luminance(ground) > 0.5 {
        [0x20; 3]
    } else {
        [0xff; 3]
    };
    let mut svg = String::new();
    let _ = write!(
        svg,
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {outer_width} {outer_height}" width="{outer_width}" height="{outer_height}" role="img" aria-label="{title}">
<defs><filter id="blur" x="-10%" y="-10%" width="120%" height="120%"><feGaussianBlur stdDeviation="9"/></filter></defs>
<g transform="translate({MARGIN} {MARGIN})">
<rect y="7" width="{width}" height="{height}" rx="10" fill-opacity="0.3" filter="url(#blur)"/>
<rect width="{width}" height="{height}" rx="10" fill="{ground_hex}"/>
<path d="M0 {TITLE_BAR}V10A10 10 0 0 1 10 0H{right}A10 10 0 0 1 {width} 10V{TITLE_BAR}Z" fill="{bar}"/>
<rect x="0.5" y="0.5" width="{inner_width}" height="{inner_height}" rx="9.5" fill="none" stroke="{edge}"/>
<circle cx="22" cy="19" r="6" fill="#ff5f57"/><circle cx="42" cy="19" r="6" fill="#febc2e"/><circle cx="62" cy="19" r="6" fill="#28c840"/>
<text x="{middle}" y="24" fill="{title_color}" text-anchor="middle" font-family="system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif" font-size="13" font-weight="600">{title}</text>
<g transform="translate({PADDING} {top})" font-family="ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="{FONT_SIZE}">
"##,
        outer_width = number(width + 2.0 * MARGIN),
        outer_height = number(height + 2.0 * MARGIN),
        width = number(width),
        height = number(height),
        right = number(width - 10.0),
        inner_width = number(width - 1.0),
        inner_height = number(height - 1.0),
        middle = number(width / 2.0),
        top = TITLE_BAR + PADDING,
        title = escaped(title),
        ground_hex = hex(ground),
        bar = hex(mixed(ground, ink, 0.08)),
        edge = hex(mixed(ground, ink, 0.18)),
        title_color = hex(mixed(ground, ink, 0.65)),
    );
    for row in 0..buffer.area.height {
        draw_row(
            &mut svg,
            &cells(buffer, row),
            f64::from(row) * CELL_HEIGHT,
            ground,
        );
    }
    svg.push_str("</g>\n</g>\n</svg>\n");
    svg
}

/// The background of the screen's first cell, which no pop-up covers.
fn ground(buffer: &Buffer) -> Rgb {
    let first = buffer.content.first();
    first.map_or(BACKGROUND, |cell| Look::of(cell).background)
}

/// A character on the screen: its column, the cells it takes, how it looks.
struct Glyph<'a> {
    column: u16,
    width: u16,
    text: &'a str,
    look: Look,
}

#[derive(Clone, Copy, PartialEq)]
struct Look {
    foreground: Rgb,
    background: Rgb,
    modifier: Modifier,
}

impl Look {
    fn of(cell: &Cell) -> Self {
        let mut foreground = rgb(cell.fg, FOREGROUND);
        let mut background = rgb(cell.bg, BACKGROUND);
        let modifier = cell.modifier;
        if modifier.contains(Modifier::REVERSED) {
            std::mem::swap(&mut foreground, &mut background);
        }
        if modifier.contains(Modifier::DIM) {
            foreground = mixed(foreground, background, 0.45);
        }
        Self {
            foreground,
            background,
            modifier,
        }
    }
}

fn cells(buffer: &Buffer, row: u16) -> Vec<Glyph<'_>> {
    let mut glyphs = Vec::new();
    let mut column = 0;
    while column < buffer.area.width {
        let cell = &buffer[(buffer.area.x + column, buffer.area.y + row)];
        let width = (cell.symbol().width() as u16).max(1);
        glyphs.push(Glyph {
            column,
            width,
            text: cell.symbol(),
            look: Look::of(cell),
        });
        column += width;
    }
    glyphs
}

fn draw_row(svg: &mut String, glyphs: &[Glyph<'_>], y: f64, ground: Rgb) {
    for run in glyphs.chunk_by(|one, next| one.look.background == next.look.background) {
        let color = run[0].look.background;
        if color != ground {
            let (x, width) = place(run);
            let _ = writeln!(
                svg,
                r#"<rect x="{x}" y="{y}" width="{width}" height="{CELL_HEIGHT}" fill="{}" shape-rendering="crispEdges"/>"#,
                hex(color)
            );
        }
    }
    for run in glyphs.chunk_by(|one, next| one.look == next.look) {
        draw_underline(svg, run, y);
        let is_shape = |glyph: &Glyph<'_>| shape(glyph, y).is_some();
        for part in run.chunk_by(|one, next| is_shape(one) == is_shape(next)) {
            if is_shape(&part[0]) {
                draw_shapes(svg, part, y);
            } else {
                draw_text(svg, part, y);
            }
        }
    }
}

fn draw_underline(svg: &mut String, run: &[Glyph<'_>], y: f64) {
    if run[0].look.modifier.contains(Modifier::UNDERLINED) {
        let (x, width) = place(run);
        let y = y + BASELINE + 2.0;
        let color = hex(run[0].look.foreground);
        let _ = writeln!(
            svg,
            r#"<rect x="{x}" y="{y}" width="{width}" height="1" fill="{color}"/>"#
        );
    }
}

/// Letters of one look. Each word has its own place, so that a font of another width stays in
/// its cells.
fn draw_text(svg: &mut String, run: &[Glyph<'_>], y: f64) {
    let look = run[0].look;
    let mut attributes = format!(r#"fill="{}""#, hex(look.foreground));
    if look.modifier.contains(Modifier::BOLD) {
        attributes.push_str(r#" font-weight="700""#);
    }
    if look.modifier.contains(Modifier::ITALIC) {
        attributes.push_str(r#" font-style="italic""#);
    }
    let words = run.chunk_by(|one, next| {
        one.width == 1 && next.width == 1 && (one.text == " ") == (next.text == " ")
    });
    let mut spans = String::new();
    for word in words.filter(|word| word[0].text != " ") {
        let (x, width) = place(word);
        let text: String = word.iter().map(|glyph| escaped(glyph.text)).collect();
        let _ = write!(
            spans,
            r#"<tspan x="{x}" textLength="{width}">{text}</tspan>"#
        );
    }
    if !spans.is_empty() {
        let y = y + BASELINE;
        let _ = writeln!(svg, r#"<text y="{y}" {attributes}>{spans}</text>"#);
    }
}

/// Lines and blocks of one look: all its lines of one thickness are one path.
fn draw_shapes(svg: &mut String, run: &[Glyph<'_>], y: f64) {
    let color = hex(run[0].look.foreground);
    let mut strokes: [(f64, String); 2] = [(1.2, String::new()), (2.6, String::new())];
    for same in run.chunk_by(|one, next| one.text == next.text) {
        let is_bar = matches!(same[0].text, "─" | "━");
        if is_bar {
            let (x, width) = place(same);
            let path = format!("M{x} {}h{width}", y + CELL_HEIGHT / 2.0);
            strokes[usize::from(same[0].text == "━")].1.push_str(&path);
            continue;
        }
        for glyph in same {
            match shape(glyph, y) {
                Some(Shape::Stroke { path, heavy }) => {
                    strokes[usize::from(heavy)].1.push_str(&path);
                }
                Some(Shape::Block {
                    at: [x, y, width, height],
                    opacity,
                }) => {
                    let [x, y, width, height] = [x, y, width, height].map(number);
                    let _ = writeln!(
                        svg,
                        r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{color}" fill-opacity="{opacity}" shape-rendering="crispEdges"/>"#
                    );
                }
                None => {}
            }
        }
    }
    for (thickness, path) in strokes.iter().filter(|(_, path)| !path.is_empty()) {
        let _ = writeln!(
            svg,
            r#"<path d="{path}" stroke="{color}" stroke-width="{thickness}" fill="none"/>"#
        );
    }
}

/// Where a run begins, and how wide it is.
fn place(run: &[Glyph<'_>]) -> (String, String) {
    let cells: u16 = run.iter().map(|glyph| glyph.width).sum();
    let x = f64::from(run[0].column) * CELL_WIDTH;
    (number(x), number(f64::from(cells) * CELL_WIDTH))
}

/// At most two decimals, and none that say nothing.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ if character.is_control() => escaped.push('\u{fffd}'),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[test]
fn every_cell_has_its_place_and_text_is_escaped() {
    let mut buffer = Buffer::with_lines(["a<共>b  &c"]);
    buffer[(0, 0)].modifier = Modifier::BOLD;
    let svg = picture(&buffer, "a & b");
    let word = |x: f64, cells: f64, text: &str| {
        let (x, length) = (number(x * CELL_WIDTH), number(cells * CELL_WIDTH));
        format!(r#"<tspan x="{x}" textLength="{length}">{text}</tspan>"#)
    };
    for expected in [
        word(0.0, 1.0, "a"),
        word(1.0, 1.0, "&lt;"),
        word(2.0, 2.0, "共"),
        word(4.0, 2.0, "&gt;b"),
        word(8.0, 2.0, "&amp;c"),
        r#"font-weight="700""#.to_owned(),
        ">a &amp; b</text>".to_owned(),
    ] {
        assert!(svg.contains(&expected), "{expected}\n{svg}");
    }
    assert_eq!(svg, picture(&buffer, "a & b"));
}

#[test]
fn lines_and_blocks_join_and_reversed_cells_swap_their_colours() {
    let mut buffer = Buffer::with_lines(["╭──╮", "│█▄│", "  R "]);
    buffer[(2, 2)].modifier = Modifier::REVERSED;
    let svg = picture(&buffer, "");
    assert!(
        svg.contains(&format!("M{CELL_WIDTH} 9.5h{}", 2.0 * CELL_WIDTH)),
        "{svg}"
    );
    assert!(!svg.contains('│') && !svg.contains('█'), "{svg}");
    let selected = format!(
        r#"<rect x="{}" y="38" width="{CELL_WIDTH}" height="19" fill="{}""#,
        number(2.0 * CELL_WIDTH),
        hex(FOREGROUND)
    );
    assert!(svg.contains(&selected), "{svg}");
}

#[test]
fn a_picture_is_compared_until_it_is_asked_to_be_rewritten() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("new");
    let differs = |picture: &'static str| {
        let folder = folder.clone();
        std::thread::spawn(move || compare(&folder, "a", picture, false))
            .join()
            .is_err()
    };
    assert!(differs("<svg/>"));
    compare(&folder, "a", "<svg/>", true);
    assert!(!differs("<svg/>"));
    assert!(differs("<svg></svg>"));
}
