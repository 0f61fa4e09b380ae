//! Message templates: text with insertion parameters `%1` to `%99`.

/// A part of a message template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text that stands for itself.
    Literal(&'a str),
    /// The insertion parameter of this number, from 1.
    Insertion(usize),
}

/// The parts of a message. `%` and one or two digits is an insertion parameter, with the printf
/// format that `FormatMessage` allows after it (`%1!d!`); `%%` is a percent sign; anything else
/// (`%SystemRoot%`, `%0`) stands for itself.
pub fn template(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut literal = 0;
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find('%')) {
        let at = from + at;
        let after = text.get(at + 1..).unwrap_or_default();
        let (length, piece) = if let Some((number, digits)) = insertion(after) {
            let format = format_length(after.get(digits..).unwrap_or_default());
            (digits + format, Some(Piece::Insertion(number)))
        } else if after.starts_with('%') {
            (1, text.get(at..=at).map(Piece::Literal))
        } else {
            (0, None)
        };
        from = at + 1 + length;
        if let Some(piece) = piece {
            push_literal(&mut pieces, text.get(literal..at));
            pieces.push(piece);
            literal = from;
        }
    }
    push_literal(&mut pieces, text.get(literal..));
    pieces
}

fn push_literal<'a>(pieces: &mut Vec<Piece<'a>>, text: Option<&'a str>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        pieces.push(Piece::Literal(text));
    }
}

/// The number at the start of the text after a `%`, and the count of its digits.
fn insertion(after: &str) -> Option<(usize, usize)> {
    let digits = after.bytes().take(2).take_while(u8::is_ascii_digit).count();
    let number = after.get(..digits)?.parse().ok()?;
    (number > 0).then_some((number, digits))
}

/// The length of the `!...!` format that starts the text, or 0: flags, width, precision, size
/// and type as in printf.
fn format_length(text: &str) -> usize {
    let Some((format, _)) = text.strip_prefix('!').and_then(|text| text.split_once('!')) else {
        return 0;
    };
    let numbers = format.trim_start_matches([
        '-', '+', '#', ' ', '.', '*', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9',
    ]);
    let kind = ["I32", "I64", "ll", "hh", "h", "l", "w", "L", "I"]
        .iter()
        .find_map(|size| numbers.strip_prefix(size).filter(|kind| !kind.is_empty()))
        .unwrap_or(numbers);
    let one = kind.len() == 1 && kind.contains(|letter| "cCdiouxXsSpeEfgG".contains(letter));
    if one { format.len() + 2 } else { 0 }
}

/// The numbers of all insertion parameters of a text, in the order of their places.
pub(super) fn insertions_of(text: &str) -> impl Iterator<Item = usize> + '_ {
    let pieces = template(text).into_iter();
    pieces.filter_map(|piece| match piece {
        Piece::Insertion(number) => Some(number),
        Piece::Literal(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::Piece::{Insertion as I, Literal as L};
    use super::template;

    #[test]
    fn a_template_is_read_greedily_and_leaves_the_rest_alone() {
        for (text, expected) in [
            ("", vec![]),
            ("%1", vec![I(1)]),
            (
                "Status: %4 (%3)",
                vec![L("Status: "), I(4), L(" ("), I(3), L(")")],
            ),
            ("%11%2", vec![I(11), I(2)]),
            ("%110", vec![I(11), L("0")]),
            ("%99|%07", vec![I(99), L("|"), I(7)]),
            ("%SystemRoot%\\Live", vec![L("%SystemRoot%\\Live")]),
            ("%%1 of 5%%", vec![L("%"), L("1 of 5"), L("%")]),
            ("%%%1", vec![L("%"), I(1)]),
            ("%0 100% %", vec![L("%0 100% %")]),
            ("%1!s!, %2!08I64X!", vec![I(1), L(", "), I(2)]),
            ("Stop %1! Go!", vec![L("Stop "), I(1), L("! Go!")]),
            (
                "\\\\%1\\%2\u{E9}%3",
                vec![L("\\\\"), I(1), L("\\"), I(2), L("\u{E9}"), I(3)],
            ),
        ] {
            assert_eq!(template(text), expected, "{text}");
        }
    }
}
