//! How text is compared: ignoring case character by character, with wildcards, whole words and
//! regular expressions.

use memchr::{memchr_iter, memchr2_iter};
use regex::Regex;

/// Lower case of a character, one for one, so that positions stay; characters whose lower case is
/// longer, or only in ASCII by name (the Kelvin sign), stay as they are.
fn fold(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_lowercase();
    }
    let mut lower = character.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(single), None) if !single.is_ascii() => single,
        _ => character,
    }
}

/// Text in the form in which it is compared.
pub(super) fn folded(text: &str) -> String {
    text.chars().map(fold).collect()
}

/// Whether two texts are equal, ignoring case.
pub(super) fn same(left: &str, right: &str) -> bool {
    left.chars().map(fold).eq(right.chars().map(fold))
}

/// What a text is compared with. Two patterns are equal when they were written alike.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Pattern {
    /// There is something: `user:*`.
    Present,
    /// There is nothing: `user:""`.
    Empty,
    /// It occurs somewhere.
    Contains(Needle),
    /// It occurs with no letter or digit beside it.
    Word(Needle),
    /// All of it, ignoring case.
    Equal(Needle),
    /// All of it, to the letter.
    Exact(String),
    /// The beginning.
    Start(Needle),
    /// The end.
    End(Needle),
    /// All of it, with wildcards.
    Wildcard(Wildcard),
    /// A regular expression finds something in it.
    Regex(Expression),
}

impl Pattern {
    /// The pattern of a value after `:`; `*` and `?` are wildcards unless it was quoted.
    pub(super) fn of_match(text: &str, quoted: bool) -> Self {
        match text {
            "" => Self::Empty,
            "*" if !quoted => Self::Present,
            _ if !quoted && has_wildcard(text) => Self::Wildcard(Wildcard::whole(text)),
            _ => Self::Contains(Needle::new(text)),
        }
    }

    /// The pattern of a bare word: as after `:`, but wildcards too may match anywhere.
    pub(super) fn anywhere(text: &str, quoted: bool) -> Self {
        match Self::of_match(text, quoted) {
            Self::Wildcard(_) => Self::Wildcard(Wildcard::anywhere(text)),
            other => other,
        }
    }

    /// Whether `text` fits.
    pub(super) fn fits(&self, text: &str) -> bool {
        match self {
            Self::Present => !text.is_empty(),
            Self::Empty => text.is_empty(),
            Self::Contains(needle) => needle.is_in(text),
            Self::Word(needle) => needle.is_word_of(text),
            Self::Equal(needle) => needle.is_all_of(text),
            Self::Exact(whole) => whole == text,
            Self::Start(needle) => needle.starts(text),
            Self::End(needle) => needle.ends(text),
            Self::Wildcard(wildcard) => wildcard.fits(text),
            Self::Regex(expression) => expression.fits(text),
        }
    }

    /// Whether it asks about all of a value, so that the last part of a path, or a GUID without
    /// its braces, is a different question.
    pub(super) fn is_about_ends(&self) -> bool {
        !matches!(
            self,
            Self::Present | Self::Empty | Self::Contains(_) | Self::Word(_)
        )
    }

    /// Text that everything that fits must contain, if any is known.
    pub(super) fn must_contain(&self) -> Option<&Needle> {
        match self {
            Self::Contains(needle)
            | Self::Word(needle)
            | Self::Equal(needle)
            | Self::Start(needle)
            | Self::End(needle) => Some(needle),
            Self::Wildcard(wildcard) => wildcard.longest.as_ref(),
            Self::Regex(expression) => expression.needle.as_ref(),
            Self::Present | Self::Empty | Self::Exact(_) => None,
        }
        .filter(|needle| !needle.folded.is_empty())
    }

    /// Whether all that fits this pattern fits `other` too. `false` where that is not known.
    pub(super) fn implies(&self, other: &Self) -> bool {
        if self == other {
            return true;
        }
        let Self::Contains(shorter) = other else {
            return matches!((self, other), (Self::Start(long), Self::Start(short))
                if long.folded.starts_with(&short.folded));
        };
        self.must_contain()
            .is_some_and(|longer| longer.folded.contains(&shorter.folded))
    }
}

/// Whether an unquoted value has wildcards in it.
pub(super) fn has_wildcard(text: &str) -> bool {
    text.contains(['*', '?'])
}

/// Text to look for, ignoring case.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Needle {
    folded: String,
    /// For ASCII: where its rarest byte is, and that byte in both cases.
    rarest: Option<(usize, u8, u8)>,
}

impl Needle {
    pub(super) fn new(text: &str) -> Self {
        let folded = folded(text);
        let rarest = folded
            .is_ascii()
            .then(|| {
                folded
                    .bytes()
                    .enumerate()
                    .min_by_key(|&(_, byte)| commonness(byte))
            })
            .flatten()
            .map(|(at, byte)| (at, byte, byte.to_ascii_uppercase()));
        Self { folded, rarest }
    }

    /// The text as compared.
    pub(super) fn text(&self) -> &str {
        &self.folded
    }

    /// Whether it occurs.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.places(text.as_bytes(), |_| true)
    }

    /// Calls `found` with the byte offset of each occurrence until that returns `true`, and says
    /// whether it did. `text` must be UTF-8.
    pub(super) fn places(&self, text: &[u8], mut found: impl FnMut(usize) -> bool) -> bool {
        let length = self.folded.len();
        match self.rarest {
            _ if length == 0 => found(0),
            Some((at, low, high)) => {
                let mut check = |hit: usize| {
                    hit.checked_sub(at).is_some_and(|start| {
                        text.get(start..start + length)
                            .is_some_and(|part| part.eq_ignore_ascii_case(self.folded.as_bytes()))
                            && found(start)
                    })
                };
                if low == high {
                    memchr_iter(low, text).any(&mut check)
                } else {
                    memchr2_iter(low, high, text).any(&mut check)
                }
            }
            None => {
                let text = str::from_utf8(text).unwrap_or_default();
                text.char_indices().any(|(start, _)| {
                    text.get(start..).is_some_and(|rest| self.starts(rest)) && found(start)
                })
            }
        }
    }

    /// The places, in bytes, at which it can be cut in two.
    pub(super) fn cuts(&self) -> impl Iterator<Item = usize> {
        self.folded.char_indices().map(|(at, _)| at).skip(1)
    }

    /// What is before and after a cut.
    pub(super) fn cut(&self, at: usize) -> (&str, &str) {
        self.folded
            .split_at_checked(at)
            .unwrap_or((&self.folded, ""))
    }

    fn starts(&self, text: &str) -> bool {
        let mut text = text.chars();
        self.folded
            .chars()
            .all(|wanted| text.next().map(fold) == Some(wanted))
    }

    fn ends(&self, text: &str) -> bool {
        let mut text = text.chars().rev();
        self.folded
            .chars()
            .rev()
            .all(|wanted| text.next().map(fold) == Some(wanted))
    }

    fn is_all_of(&self, text: &str) -> bool {
        text.chars().map(fold).eq(self.folded.chars())
    }

    fn is_word_of(&self, text: &str) -> bool {
        let is_part = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
        self.places(text.as_bytes(), |start| {
            let before = text.get(..start).and_then(|text| text.chars().next_back());
            let mut rest = text.get(start..).unwrap_or_default().chars();
            for _ in self.folded.chars() {
                rest.next();
            }
            !is_part(before) && !is_part(rest.next())
        })
    }
}

/// How common a byte is in the text of logs, roughly; the search starts from the rarest.
fn commonness(byte: u8) -> usize {
    const COMMON_FIRST: &[u8] = b"e tasrino\\cldmup-hf.g0b1:2vwy/3456789kx{}j_qz";
    COMMON_FIRST
        .iter()
        .position(|&common| common == byte)
        .map_or(0, |place| COMMON_FIRST.len() - place)
}

/// A pattern with `*` for any run of characters and `?` for one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wildcard {
    units: Vec<Unit>,
    longest: Option<Needle>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Unit {
    Run,
    Any,
    One(char),
}

impl Wildcard {
    /// The pattern of a whole value.
    pub(super) fn whole(text: &str) -> Self {
        let units = text
            .chars()
            .map(|character| match character {
                '*' => Unit::Run,
                '?' => Unit::Any,
                other => Unit::One(fold(other)),
            })
            .collect();
        let longest = text
            .split(['*', '?'])
            .max_by_key(|part| part.len())
            .filter(|part| !part.is_empty())
            .map(Needle::new);
        Self { units, longest }
    }

    /// The pattern of any part of a value.
    fn anywhere(text: &str) -> Self {
        let mut wildcard = Self::whole(text);
        wildcard.units.insert(0, Unit::Run);
        wildcard.units.push(Unit::Run);
        wildcard
    }

    fn fits(&self, text: &str) -> bool {
        let mut rest = text.chars();
        let mut at = 0;
        // Where to go on when the units after the last `*` do not fit: one character further.
        let mut retry = None;
        loop {
            if self.units.get(at) == Some(&Unit::Run) {
                at += 1;
                if at == self.units.len() {
                    return true;
                }
                retry = Some((at, rest.clone()));
                continue;
            }
            let Some(character) = rest.next() else {
                return at == self.units.len();
            };
            let fits = match self.units.get(at) {
                Some(Unit::Any) => true,
                Some(Unit::One(wanted)) => *wanted == fold(character),
                Some(Unit::Run) | None => false,
            };
            if fits {
                at += 1;
                continue;
            }
            let Some((after, from)) = &mut retry else {
                return false;
            };
            from.next();
            (at, rest) = (*after, from.clone());
        }
    }
}

/// A compiled regular expression.
#[derive(Debug, Clone)]
pub(super) struct Expression {
    regex: Regex,
    ignore_case: bool,
    /// Text that must be in all that it fits.
    needle: Option<Needle>,
}

/// How much memory a compiled expression may take, in bytes: `(a{1000}){1000}` is refused.
const EXPRESSION_LIMIT: usize = 1 << 20;

impl Expression {
    /// Compiles an expression. The error says why not, with the byte in `source` where that is
    /// known.
    pub(super) fn new(source: &str, ignore_case: bool) -> Result<Self, (String, Option<usize>)> {
        let built = regex::RegexBuilder::new(source)
            .case_insensitive(ignore_case)
            .size_limit(EXPRESSION_LIMIT)
            .build();
        match built {
            Ok(regex) => Ok(Self {
                regex,
                ignore_case,
                needle: literal(source, ignore_case).map(|text| Needle::new(&text)),
            }),
            Err(regex::Error::CompiledTooBig(_)) => Err(("it is too large".to_owned(), None)),
            Err(error) => Err(explain(&error.to_string(), source)),
        }
    }

    fn fits(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.regex.as_str() == other.regex.as_str() && self.ignore_case == other.ignore_case
    }
}

/// Reads the place and the reason out of the crate's error, which is only text: the expression,
/// indented by four, below it a caret, and on the last line the reason.
fn explain(error: &str, source: &str) -> (String, Option<usize>) {
    let reason = error.lines().next_back().unwrap_or_default();
    let reason = reason.strip_prefix("error: ").unwrap_or(reason).to_owned();
    let place = error
        .lines()
        .find(|line| line.trim_start().starts_with('^') && line.trim_matches([' ', '^']).is_empty())
        .and_then(|line| line.find('^')?.checked_sub(4))
        .and_then(|column| Some(source.char_indices().nth(column)?.0));
    (reason, place)
}

/// The longest text that an expression plainly asks for: a run of ordinary characters outside
/// of classes and repetitions. `None` where there is none, and for groups, alternatives and
/// notations that are not looked through.
fn literal(source: &str, ignore_case: bool) -> Option<String> {
    let mut runs = vec![String::new()];
    let mut characters = source.chars().peekable();
    while let Some(character) = characters.next() {
        let run = runs.last_mut()?;
        match character {
            '(' | '|' => return None,
            // `\x41`, `\u{e9}`, `\p{Greek}`, `\b{start}`: more than a character follows.
            '\\' => match characters.next() {
                None | Some('x' | 'u' | 'U' | 'p' | 'P' | 'b') => return None,
                Some(_) => {}
            },
            // `[]a]` holds a bracket, `[a[b]]` another class.
            '[' => {
                let class: Vec<char> = characters.by_ref().take_while(|&it| it != ']').collect();
                if matches!(class[..], [] | ['^']) || class.contains(&'[') || class.contains(&'\\')
                {
                    return None;
                }
            }
            // What may be left out is not asked for.
            '*' | '?' => drop(run.pop()),
            '{' => {
                run.pop();
                characters
                    .by_ref()
                    .take_while(|&it| it != '}')
                    .for_each(drop);
            }
            // Some letters have other cases than in ASCII: the Kelvin sign, the long s.
            'k' | 's' | 'K' | 'S' if ignore_case => {}
            _ if character.is_ascii_alphanumeric()
                || matches!(character, '_' | ' ' | '-' | '/') =>
            {
                run.push(character);
                continue;
            }
            _ => {}
        }
        runs.push(String::new());
    }
    let longest = runs.into_iter().max_by_key(String::len)?;
    (longest.len() > 1).then_some(longest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Expression, Needle, Wildcard, literal};

    #[test]
    fn the_text_that_an_expression_asks_for_is_found() {
        for (source, ignore_case, text) in [
            ("svc_[a-z]+", false, Some("svc_")),
            ("svc_[a-z]+", true, Some("vc_")),
            ("^contoso\\\\adm", false, Some("contoso")),
            ("ab*cde?", false, Some("cd")),
            ("ab{10}", false, None),
            ("abc{10}", false, Some("ab")),
            ("a|bcd", false, None),
            ("(abc)?", false, None),
            ("[]abc]def", false, None),
            ("\\x4142", false, None),
            (".*", false, None),
        ] {
            assert_eq!(literal(source, ignore_case).as_deref(), text, "{source}");
        }
    }

    proptest! {
        #[test]
        fn what_an_expression_fits_has_that_text(
            source in "[abK^$.*+?{}0-2,\\[\\]\\\\dx-]{1,8}",
            text in "[abK\u{212a}0-2x]{0,8}",
            ignore_case: bool,
        ) {
            if let Ok(expression) = Expression::new(&source, ignore_case)
                && let Some(needle) = &expression.needle
                && expression.fits(&text)
            {
                prop_assert!(needle.is_in(&text), "{source} fits {text}");
            }
        }

        #[test]
        fn wildcards_fit_as_the_same_expression_does(
            pattern in "[abé*?]{0,8}",
            text in "[aAbBéÉ]{0,8}",
        ) {
            let source = format!("^(?s:{})$", pattern.replace('*', ".*").replace('?', "."));
            let expression = regex::RegexBuilder::new(&source).case_insensitive(true).build();
            let expected = expression.is_ok_and(|expression| expression.is_match(&text));
            prop_assert_eq!(Wildcard::whole(&pattern).fits(&text), expected);
        }

        #[test]
        fn text_is_found_as_in_lower_case(needle in "[a-cA-CéÉ]{1,3}", text in "[a-cA-CéÉ]{0,12}") {
            let expected = text.to_lowercase().contains(&needle.to_lowercase());
            prop_assert_eq!(Needle::new(&needle).is_in(&text), expected);
        }
    }
}
