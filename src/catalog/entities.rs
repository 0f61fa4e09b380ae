//! HTML character references to the characters they stand for.

use std::borrow::Cow;

/// The named references of HTML 4 for U+00A0 to U+00FF, in the order of their code points.
const LATIN_1: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg \
    macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 \
    iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave \
    Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc \
    Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc \
    euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave \
    uacute ucirc uuml yacute thorn yuml";

/// The other named references that texts use: mark-up, punctuation, arrows, comparisons.
const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("apos", '\''),
    ("gt", '>'),
    ("lt", '<'),
    ("quot", '"'),
    ("bull", '\u{2022}'),
    ("dagger", '\u{2020}'),
    ("emsp", '\u{2003}'),
    ("ensp", '\u{2002}'),
    ("euro", '\u{20AC}'),
    ("ge", '\u{2265}'),
    ("hellip", '\u{2026}'),
    ("infin", '\u{221E}'),
    ("larr", '\u{2190}'),
    ("ldquo", '\u{201C}'),
    ("le", '\u{2264}'),
    ("lsaquo", '\u{2039}'),
    ("lsquo", '\u{2018}'),
    ("mdash", '\u{2014}'),
    ("minus", '\u{2212}'),
    ("ndash", '\u{2013}'),
    ("ne", '\u{2260}'),
    ("OElig", '\u{152}'),
    ("oelig", '\u{153}'),
    ("permil", '\u{2030}'),
    ("rarr", '\u{2192}'),
    ("rdquo", '\u{201D}'),
    ("rsaquo", '\u{203A}'),
    ("rsquo", '\u{2019}'),
    ("sbquo", '\u{201A}'),
    ("Scaron", '\u{160}'),
    ("scaron", '\u{161}'),
    ("thinsp", '\u{2009}'),
    ("trade", '\u{2122}'),
    ("Yuml", '\u{178}'),
];

/// What the numeric references 128 to 159 mean: they are read as windows-1252
/// (HTML Living Standard, 13.2.5.80); 0 where it has no character of its own.
const WINDOWS_1252: [u32; 32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
    0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
];

/// No reference is longer than this many bytes between `&` and `;` (`&#x0010FFFF;` is 10).
const LONGEST: usize = 12;

/// The text with its character references decoded. What is no reference stays as it is.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        if let Some((character, following)) = reference(after) {
            decoded.push(character);
            rest = following;
        } else {
            decoded.push('&');
            rest = after;
        }
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// The character of the reference whose `&` stands just before `text`, and the text after its `;`.
fn reference(text: &str) -> Option<(char, &str)> {
    let end = text
        .bytes()
        .take(LONGEST + 1)
        .position(|byte| byte == b';')?;
    let name = text.get(..end)?;
    let character = match name.strip_prefix('#') {
        Some(number) => numeric(number)?,
        None => named(name)?,
    };
    Some((character, text.get(end + 1..)?))
}

fn named(name: &str) -> Option<char> {
    let common = NAMED.iter().find(|(known, _)| *known == name);
    if let Some(&(_, character)) = common {
        return Some(character);
    }
    let place = LATIN_1.split_whitespace().position(|known| known == name)?;
    char::from_u32(0xA0 + place as u32)
}

fn numeric(number: &str) -> Option<char> {
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    let code = u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
    let code = match code {
        128..=159 => match WINDOWS_1252[code as usize - 128] {
            0 => code,
            mapped => mapped,
        },
        0 => return Some(char::REPLACEMENT_CHARACTER),
        _ => code,
    };
    Some(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn every_kind_of_reference_is_decoded_and_nothing_else_is() {
        for (text, expected) in [
            ("plain", "plain"),
            (
                "&quot;%8\\%2&quot; &amp;amp; &#39;&#x27;&#X41;",
                "\"%8\\%2\" &amp; ''A",
            ),
            ("&nbsp;&eacute;&yuml;&szlig;", "\u{A0}\u{E9}\u{FF}\u{DF}"),
            ("&#8364;&#x1F4C1;&#146;", "\u{20AC}\u{1F4C1}\u{2019}"),
            ("&#0;&#xD800;&#99999999;", "\u{FFFD}\u{FFFD}\u{FFFD}"),
            (
                "R&D &unknown; &; &#; &#x; &#12a; & &amp",
                "R&D &unknown; &; &#; &#x; &#12a; & &amp",
            ),
            (
                "&\u{E9}\u{E9}\u{E9}\u{E9}\u{E9}\u{E9}\u{E9};&",
                "&\u{E9}\u{E9}\u{E9}\u{E9}\u{E9}\u{E9}\u{E9};&",
            ),
        ] {
            assert_eq!(decode(text), expected, "{text}");
        }
    }
}
