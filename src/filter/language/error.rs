//! Why a text is no filter, where, and what to write instead.

use std::fmt;
use std::ops::Range;

use thiserror::Error;

/// Why a text is no filter.
#[derive(Debug, Clone, PartialEq)]
pub struct ParseError {
    /// The mistake and the expectation.
    pub kind: ParseErrorKind,
    /// The bytes of the text that it is about; may be empty at its end.
    pub span: Range<usize>,
    /// The text to write instead, where there is a good guess.
    pub hint: Option<String>,
    /// More text could make it right: the last term may be one that is still being typed.
    pub(crate) is_unfinished: bool,
}

/// A mistake in a filter; it displays as plain sentences.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ParseErrorKind {
    /// A comma outside of a list.
    #[error("A comma stands only in lists such as event:(551, 1006).")]
    StrayComma,
    /// A closing parenthesis without an opening one.
    #[error("There is no ( for this ).")]
    StrayParenthesis,
    /// A `|` between terms.
    #[error("A single | says nothing here, and no stages follow it.")]
    SinglePipe,
    /// A `|` in a list.
    #[error("A single | says nothing in a list.")]
    PipeInList,
    /// No term at this place, where an operator or a parenthesis needs one.
    #[error("A term is missing {0}.")]
    MissingTerm(&'static str),
    /// More levels than these, which the parser goes down.
    #[error("More than {0} parentheses or negations are nested here.")]
    TooDeep(usize),
    /// An opening parenthesis without a closing one.
    #[error("This parenthesis is not closed: ) was expected.")]
    UnclosedParenthesis,
    /// A list without its end.
    #[error("This list is not closed: ) was expected.")]
    UnclosedList,
    /// A list without values, of this field.
    #[error("The list of {0} is empty.")]
    EmptyList(String),
    /// Quoted text without this closing quote.
    #[error("A quoted text is not closed: {0} was expected.")]
    UnclosedQuote(char),
    /// A regular expression without its closing slash.
    #[error("A regular expression is not closed: / was expected.")]
    UnclosedRegex,
    /// A regular expression that does not compile.
    #[error("The regular expression is wrong: {0}.")]
    Regex(#[source] RegexError),
    /// A regular expression after an operator for other values.
    #[error("A regular expression cannot be used with this operator.")]
    RegexWithOperator,
    /// A name that is no term and no field.
    #[error("There is no field {0}.")]
    UnknownField(String),
    /// This field without a value, and the values that it takes.
    #[error("{0} needs a value: {1}.")]
    MissingValue(String, &'static str),
    /// This field with this value, and the values that it takes.
    #[error("{0} does not take {1}; it takes {2}.")]
    WrongValue(String, String, &'static str),
    /// This field, `<` or `>`, and this value, which has no order.
    #[error("{0} cannot be compared with {1}: < and > need numbers or times.")]
    NoOrder(String, String),
    /// A value that is no point in time.
    #[error("{0} is no time of the form 2024-05-01, 2024-05-01T10:00 or 10:00.")]
    NoTime(String),
    /// A value that can only be meant as an address and is none.
    #[error("{0} is no address: {1}.")]
    NoAddress(String, #[source] AddressError),
    /// A range with these ends, the second before the first.
    #[error("The range {0}..{1} ends before it begins.")]
    BackwardsRange(String, String),
    /// A range between an IPv4 and an IPv6 address.
    #[error("A range lies within IPv4 or within IPv6.")]
    MixedRange,
}

/// Why a text is no address, as a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AddressError {
    /// An IPv6 network with too many bits.
    #[error("an IPv6 network has at most 128 bits")]
    BitsOfV6,
    /// Colons that make no IPv6 address.
    #[error("it does not have the form of 2001:db8::1")]
    FormOfV6,
    /// An IPv4 address with too many numbers.
    #[error("it has more than four numbers")]
    TooManyNumbers,
    /// An IPv4 address with a number that is too large.
    #[error("its numbers are at most 255")]
    NumberTooLarge,
    /// An IPv4 network with too few numbers.
    #[error("a network has all four numbers, as 10.0.0.0/8")]
    ShortNetwork,
    /// A network without its number of bits.
    #[error("the number of bits is missing after the /")]
    MissingBits,
    /// An IPv4 network with too many bits.
    #[error("a network has at most 32 bits")]
    BitsOfV4,
    /// A port that is too large.
    #[error("a port is at most 65535")]
    Port,
    /// An IPv4 address with a number in octal.
    #[error("its numbers do not begin with 0")]
    LeadingZero,
    /// An end of a range with too few numbers.
    #[error("it does not have all four numbers")]
    TooFewNumbers,
}

/// Why a regular expression does not compile, as a clause.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("{reason}")]
pub struct RegexError {
    pub(crate) reason: String,
    /// The byte of the expression that it is about, where that is known.
    pub(crate) place: Option<usize>,
    source: regex::Error,
}

impl RegexError {
    pub(crate) fn new(source: regex::Error, reason: String, place: Option<usize>) -> Self {
        Self {
            reason,
            place,
            source,
        }
    }
}

impl ParseError {
    pub(crate) fn new(span: Range<usize>, kind: ParseErrorKind) -> Self {
        Self {
            kind,
            span,
            hint: None,
            is_unfinished: false,
        }
    }

    /// The sentence without the hint.
    pub fn message(&self) -> String {
        self.kind.to_string()
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(crate) fn unfinished(mut self, is_unfinished: bool) -> Self {
        self.is_unfinished = is_unfinished;
        self
    }

    /// The same error where the text goes on after it if it is not `at_end`.
    pub(crate) fn unfinished_only(self, at_end: bool) -> Self {
        let is_unfinished = self.is_unfinished && at_end;
        self.unfinished(is_unfinished)
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.kind)?;
        match &self.hint {
            Some(hint) => write!(out, " {hint}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ParseError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.kind.source()
    }
}
