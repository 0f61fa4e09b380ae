//! What a value must be, and whether one is: the meaning of every operator, for every kind.

use super::address::{self, Addresses};
use super::moment::When;
use super::number::{self, Span};
use super::text::Pattern;
use crate::catalog::Level;
use crate::events::FieldView;
use crate::values::descriptor::Descriptor;
use crate::values::status::{self, StatusGroup};
use crate::values::{Decoder, FileTime, Raw, access};

/// What a value must be.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Check {
    /// Text, the raw or the decoded reading.
    Text(Pattern),
    /// Text; the part after the last backslash counts as all of it too.
    Path(Pattern),
    /// A number in a range.
    Number(Span),
    /// An address.
    Address(Addresses),
    /// The port of an address.
    Port(Span),
    /// An NTSTATUS.
    Status(Statuses),
    /// One of the levels whose bits are set, bit 1 for critical to bit 5 for verbose.
    Severity(u8),
    /// A time.
    When(When),
    /// A yes or a no.
    Flag(bool),
    /// A mask that gives all of these rights, more or not; none at all where there are none.
    Rights(u32),
    /// A mask of these rights and no others.
    Mask(u32),
    /// Somebody whom a security descriptor names.
    Trustee(Pattern),
    /// What suits the value.
    Any(Box<Suiting>),
}

/// What a value must be, for each kind of value that the filter's text could mean.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Suiting {
    pub(crate) text: Option<Pattern>,
    pub(crate) number: Option<Span>,
    pub(crate) address: Option<Addresses>,
    pub(crate) status: Option<Statuses>,
    pub(crate) dialect: Option<Span>,
    pub(crate) flag: Option<bool>,
    pub(crate) when: Option<When>,
}

/// Status codes that a filter asks for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Statuses {
    /// This code.
    Code(u32),
    /// Every code of a group.
    Group(StatusGroup),
    /// Every code whose name fits, with `STATUS_` or without.
    Name(Pattern),
}

impl Statuses {
    fn hold(&self, code: u32) -> bool {
        match self {
            Self::Code(wanted) => *wanted == code,
            Self::Group(wanted) => status::group(code) == Some(*wanted),
            Self::Name(pattern) => status::name(code).is_some_and(|name| name_fits(pattern, name)),
        }
    }
}

/// Whether a status' name fits, with `STATUS_` or without.
pub(crate) fn name_fits(pattern: &Pattern, name: &str) -> bool {
    pattern.fits(name)
        || name
            .strip_prefix("STATUS_")
            .is_some_and(|short| pattern.fits(short))
}

/// A value of an event or of a row of the catalog.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Datum<'a> {
    Field(FieldView<'a>),
    Text(&'a str),
    Number(u64),
    Mask(u32),
    Level(Level),
    Time(FileTime),
    Flag(bool),
}

impl Check {
    /// Whether a value is what it must be. A value of another kind is not.
    pub(crate) fn passes(&self, datum: Datum<'_>) -> bool {
        match self {
            Self::Text(pattern) => {
                datum.any_text(pattern.is_about_ends(), |text| pattern.fits(text))
            }
            Self::Path(pattern) => datum.any_text(pattern.is_about_ends(), |text| {
                pattern.fits(text) || pattern.is_about_ends() && pattern.fits(tail(text))
            }),
            Self::Number(span) => datum.number().is_some_and(|number| span.contains(&number)),
            Self::Address(addresses) => datum.address().is_some_and(|found| addresses.hold(found)),
            Self::Port(span) => datum
                .address()
                .is_some_and(|found| found.port() != 0 && span.contains(&i128::from(found.port()))),
            Self::Status(statuses) => datum.code().is_some_and(|code| statuses.hold(code)),
            Self::Severity(levels) => match datum {
                Datum::Level(level) => levels & 1 << severity(level) != 0,
                _ => false,
            },
            Self::When(when) => datum.time().is_some_and(|time| when.holds(time)),
            Self::Flag(wanted) => datum.flag() == Some(*wanted),
            Self::Rights(rights) => datum.code().is_some_and(|mask| gives(mask, *rights)),
            Self::Mask(wanted) => datum.code() == Some(*wanted),
            Self::Trustee(pattern) => datum.any_trustee(|name| pattern.fits(name)),
            Self::Any(suiting) => suiting.passes(datum),
        }
    }
}

impl Suiting {
    /// What text must be, where nothing is said of other kinds of values.
    pub(crate) fn only_text(&self) -> Option<&Pattern> {
        let text = Self {
            text: self.text.clone(),
            ..Self::default()
        };
        self.text.as_ref().filter(|_| *self == text)
    }

    fn passes(&self, datum: Datum<'_>) -> bool {
        let decoder = datum.decoder();
        if let (Some(addresses), Some(Decoder::Sockaddr)) = (&self.address, decoder) {
            return datum.address().is_some_and(|found| addresses.hold(found));
        }
        if let (Some(statuses), Some(Decoder::NtStatus)) = (&self.status, decoder) {
            return datum.code().is_some_and(|code| statuses.hold(code));
        }
        if let (Some(span), true) = (&self.dialect, decoder.is_some_and(is_dialect)) {
            return datum.number().is_some_and(|number| span.contains(&number));
        }
        if let (Some(wanted), Some(flag)) = (self.flag, datum.flag()) {
            return wanted == flag;
        }
        if let (Some(when), Some(time)) = (&self.when, datum.time()) {
            return when.holds(time);
        }
        if let (Some(span), Some(number)) = (&self.number, datum.number()) {
            return span.contains(&number);
        }
        self.text.as_ref().is_some_and(|pattern| {
            datum.any_text(pattern.is_about_ends(), |text| pattern.fits(text))
        })
    }
}

/// Whether a mask gives all of these rights; a generic right is all that it stands for.
pub(crate) fn gives(mask: u32, rights: u32) -> bool {
    let rights = access::mapped(rights);
    match rights {
        0 => mask == 0,
        _ => access::mapped(mask) & rights == rights,
    }
}

/// Whether a decoder's values are SMB dialects.
pub(crate) fn is_dialect(decoder: Decoder) -> bool {
    matches!(decoder, Decoder::Smb2Dialect | Decoder::Srv2DialectRevision)
}

/// A level's severity: 1 critical, 2 error, 3 warning, 4 what reads as informational, 5 verbose.
fn severity(level: Level) -> u8 {
    match level.0 {
        known @ (1 | 2 | 3 | 5) => known,
        _ => 4,
    }
}

/// What follows the last backslash.
fn tail(text: &str) -> &str {
    text.rsplit('\\').next().unwrap_or(text)
}

impl Datum<'_> {
    fn decoder(&self) -> Option<Decoder> {
        match self {
            Self::Field(view) => view.field.and_then(|field| field.decoder),
            _ => None,
        }
    }

    /// Whether one of its readings is `wanted`: raw and decoded; where all of it counts, a GUID
    /// also without its braces and an address without its port.
    pub(crate) fn any_text(&self, all_counts: bool, mut wanted: impl FnMut(&str) -> bool) -> bool {
        match self {
            Self::Field(view) => any_reading(view, all_counts, &mut wanted),
            Self::Text(text) => wanted(text),
            Self::Number(number) => wanted(&number.to_string()),
            Self::Mask(mask) => wanted(&format!("0x{mask:X}")),
            Self::Level(level) => wanted(level.name()),
            Self::Time(time) => wanted(&time.to_string()),
            Self::Flag(flag) => wanted(if *flag { "true" } else { "false" }),
        }
    }

    fn number(&self) -> Option<i128> {
        match self {
            Self::Field(view) => number::of_raw(view.raw),
            Self::Text(text) => number::plain(text),
            Self::Number(number) => Some(i128::from(*number)),
            Self::Mask(mask) => Some(i128::from(*mask)),
            Self::Level(level) => Some(i128::from(level.0)),
            Self::Time(_) | Self::Flag(_) => None,
        }
    }

    fn address(&self) -> Option<std::net::SocketAddr> {
        match self {
            Self::Field(view) => address::of_raw(view.raw),
            Self::Text(text) => address::of_text(text),
            _ => None,
        }
    }

    /// Whether an entry of the descriptor that it is names one who is `wanted`: by SID, by its
    /// name or by its letters in SDDL.
    fn any_trustee(&self, wanted: impl Fn(&str) -> bool) -> bool {
        let Self::Field(FieldView {
            raw: Raw::Binary(bytes),
            ..
        }) = self
        else {
            return false;
        };
        let Some(descriptor) = Descriptor::parse(bytes) else {
            return false;
        };
        let (dacl, sacl) = (descriptor.dacl.entries(), descriptor.sacl.entries());
        dacl.iter().chain(sacl).any(|entry| {
            let trustee = &entry.trustee;
            wanted(&trustee.to_string())
                || trustee.name().is_some_and(&wanted)
                || trustee.alias().is_some_and(&wanted)
        })
    }

    /// A 32-bit code or mask, which providers store with and without sign.
    fn code(&self) -> Option<u32> {
        match self {
            Self::Mask(mask) => Some(*mask),
            _ => number_to_code(self.number()?),
        }
    }

    fn time(&self) -> Option<FileTime> {
        match self {
            Self::Time(time)
            | Self::Field(FieldView {
                raw: Raw::Time(time),
                ..
            }) => Some(*time),
            Self::Field(view) if self.decoder() == Some(Decoder::FileTime) => {
                view.raw.as_u64().map(FileTime)
            }
            _ => None,
        }
    }

    fn flag(&self) -> Option<bool> {
        match self {
            Self::Flag(flag) => Some(*flag),
            Self::Field(view) => match view.raw {
                Raw::Bool(flag) => Some(flag),
                Raw::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
                Raw::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
                _ if self.decoder() == Some(Decoder::Bool) => {
                    number::of_raw(view.raw).map(|it| it != 0)
                }
                _ => None,
            },
            _ => None,
        }
    }
}

/// A number as a 32-bit code, whichever sign it is written with.
pub(crate) fn number_to_code(number: i128) -> Option<u32> {
    match u32::try_from(number) {
        Ok(code) => Some(code),
        Err(_) => i32::try_from(number).ok().map(i32::cast_unsigned),
    }
}

fn any_reading(
    view: &FieldView<'_>,
    all_counts: bool,
    wanted: &mut impl FnMut(&str) -> bool,
) -> bool {
    if let Raw::Text(text) = view.raw {
        if wanted(text) {
            return true;
        }
    } else {
        let raw = view.raw.to_string();
        if wanted(&raw) {
            return true;
        }
        if all_counts {
            if let Raw::Guid(_) = view.raw
                && wanted(raw.trim_matches(['{', '}']))
            {
                return true;
            }
            if let Raw::Binary(_) = view.raw
                && let Some(found) = address::of_raw(view.raw)
                && wanted(&found.ip().to_string())
            {
                return true;
            }
        }
    }
    view.decoded().is_some_and(|decoded| wanted(&decoded))
}
