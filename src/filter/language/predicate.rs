//! Questions about a value: the meaning of every operator, for every type of value.

use super::address::Addresses;
use super::field_value::FieldValue;
use super::moment::TimeWindow;
use super::number::NumberRange;
use super::text::Pattern;
use crate::catalog::Level;
use crate::values::status::{self, StatusGroup};
use crate::values::{Decoder, access};

/// A question about one value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Predicate {
    /// Text, the raw or the decoded reading.
    Text(Pattern),
    /// Text; the part after the last backslash counts as all of it too.
    Path(Pattern),
    /// A number in a range.
    Number(NumberRange),
    /// An address.
    Address(Addresses),
    /// The port of an address.
    Port(NumberRange),
    /// An NTSTATUS.
    Status(Statuses),
    /// One of the levels whose bits are set, bit 1 for critical to bit 5 for verbose.
    Severity(u8),
    /// A time.
    Time(TimeWindow),
    /// A yes or a no.
    Flag(bool),
    /// A mask that grants all of these rights, more or not; none at all where there are none.
    Rights(u32),
    /// A mask of these rights and no others.
    Mask(u32),
    /// Somebody whom a security descriptor names.
    Trustee(Pattern),
    /// The question that suits the type of the value.
    ByType(Box<ByType>),
}

/// A question for each type of value that the filter's text could mean.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct ByType {
    pub(crate) text: Option<Pattern>,
    pub(crate) number: Option<NumberRange>,
    pub(crate) address: Option<Addresses>,
    pub(crate) status: Option<Statuses>,
    pub(crate) dialect: Option<NumberRange>,
    pub(crate) flag: Option<bool>,
    pub(crate) time: Option<TimeWindow>,
}

/// Status codes that a filter asks for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Statuses {
    /// This code.
    Code(u32),
    /// Every code of a group.
    Group(StatusGroup),
    /// Every code whose name matches, with `STATUS_` or without.
    Name(Pattern),
}

impl Statuses {
    fn contains(&self, code: u32) -> bool {
        match self {
            Self::Code(wanted) => *wanted == code,
            Self::Group(wanted) => status::group(code) == Some(*wanted),
            Self::Name(pattern) => {
                status::name(code).is_some_and(|name| name_matches(pattern, name))
            }
        }
    }
}

/// Matches a status' name with `STATUS_` or without.
pub(crate) fn name_matches(pattern: &Pattern, name: &str) -> bool {
    pattern.matches(name)
        || name
            .strip_prefix("STATUS_")
            .is_some_and(|short| pattern.matches(short))
}

impl Predicate {
    /// Returns true if the value is what is asked for; a value of another type never is.
    pub(crate) fn matches(&self, value: FieldValue<'_>) -> bool {
        match self {
            Self::Text(pattern) => text_matches(pattern, value),
            Self::Path(pattern) => value.any_text(pattern.is_about_ends(), |text| {
                pattern.matches(text) || pattern.is_about_ends() && pattern.matches(tail(text))
            }),
            Self::Number(range) => value.number().is_some_and(|number| range.contains(&number)),
            Self::Address(addresses) => value.address().is_some_and(|it| addresses.contains(it)),
            Self::Port(range) => value
                .address()
                .is_some_and(|it| it.port() != 0 && range.contains(&i128::from(it.port()))),
            Self::Status(statuses) => value.code().is_some_and(|code| statuses.contains(code)),
            Self::Severity(levels) => match value {
                FieldValue::Level(level) => levels & 1 << severity(level) != 0,
                _ => false,
            },
            Self::Time(window) => value.time().is_some_and(|time| window.contains(time)),
            Self::Flag(wanted) => value.flag() == Some(*wanted),
            Self::Rights(rights) => value.code().is_some_and(|mask| grants(mask, *rights)),
            Self::Mask(wanted) => value.code() == Some(*wanted),
            Self::Trustee(pattern) => value.any_trustee(|name| pattern.matches(name)),
            Self::ByType(by_type) => by_type.matches(value),
        }
    }

    /// The time that is asked for.
    pub(crate) fn time(&self) -> Option<&TimeWindow> {
        match self {
            Self::Time(window) => Some(window),
            Self::ByType(by_type) => by_type.time.as_ref(),
            _ => None,
        }
    }

    /// The time that is asked for, to be changed.
    pub(crate) fn time_mut(&mut self) -> Option<&mut TimeWindow> {
        match self {
            Self::Time(window) => Some(window),
            Self::ByType(by_type) => by_type.time.as_mut(),
            _ => None,
        }
    }
}

impl ByType {
    /// The question about text, where there is none about other types.
    pub(crate) fn only_text(&self) -> Option<&Pattern> {
        let text = Self {
            text: self.text.clone(),
            ..Self::default()
        };
        self.text.as_ref().filter(|_| *self == text)
    }

    fn matches(&self, value: FieldValue<'_>) -> bool {
        let decoder = value.decoder();
        if let (Some(addresses), Some(Decoder::Sockaddr)) = (&self.address, decoder) {
            return value.address().is_some_and(|it| addresses.contains(it));
        }
        if let (Some(statuses), Some(Decoder::NtStatus)) = (&self.status, decoder) {
            return value.code().is_some_and(|code| statuses.contains(code));
        }
        if let (Some(range), true) = (&self.dialect, decoder.is_some_and(is_dialect)) {
            return value.number().is_some_and(|number| range.contains(&number));
        }
        if let (Some(wanted), Some(flag)) = (self.flag, value.flag()) {
            return wanted == flag;
        }
        if let (Some(window), Some(time)) = (&self.time, value.time()) {
            return window.contains(time);
        }
        if let (Some(range), Some(number)) = (&self.number, value.number()) {
            return range.contains(&number);
        }
        let text = self.text.as_ref();
        text.is_some_and(|pattern| text_matches(pattern, value))
    }
}

fn text_matches(pattern: &Pattern, value: FieldValue<'_>) -> bool {
    value.any_text(pattern.is_about_ends(), |text| pattern.matches(text))
}

/// Returns true if a mask grants all of these rights; a generic right is all that it stands for.
pub(crate) fn grants(mask: u32, rights: u32) -> bool {
    let rights = access::mapped(rights);
    match rights {
        0 => mask == 0,
        _ => access::mapped(mask) & rights == rights,
    }
}

/// Returns true for a decoder of SMB dialects.
fn is_dialect(decoder: Decoder) -> bool {
    matches!(decoder, Decoder::Smb2Dialect | Decoder::Srv2DialectRevision)
}

/// A level's severity: 1 critical, 2 error, 3 warning, 4 what reads as informational, 5 verbose.
fn severity(level: Level) -> u8 {
    match level.0 {
        known @ (1 | 2 | 3 | 5) => known,
        _ => 4,
    }
}

/// The text after the last backslash.
fn tail(text: &str) -> &str {
    text.rsplit('\\').next().unwrap_or(text)
}
