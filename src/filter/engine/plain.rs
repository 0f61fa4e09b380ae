//! One event and a filter, plainly: what every faster way must agree with.

use crate::catalog::{Field, Piece, Row, template};
use crate::events::{Event, FieldView};
use crate::evtx::System;
use crate::filter::language::check::{Check, Datum, gives, number_to_code};
use crate::filter::language::moment::{Log, When};
use crate::filter::language::number;
use crate::filter::language::terms::{Fields, GRANTED, MAPPED, Part};
use crate::filter::language::text::Pattern;
use crate::filter::language::tree::{Filter, Node, Subject, Test};
use crate::store::{LogFile, Store};
use crate::values::{FileTime, Raw, access};

/// Whether an event passes a filter.
pub fn matches(filter: &Filter, event: &Event<'_>) -> bool {
    if filter.is_relative() {
        return holds(&filter.anchored(event.store()).root, event);
    }
    holds(&filter.root, event)
}

impl Filter {
    /// Whether it depends on the time of the newest record, or of some other.
    pub fn is_relative(&self) -> bool {
        self.root.any_test(&|test| match &test.check {
            Check::When(when) => when.is_relative(),
            Check::Any(suiting) => suiting.when.as_ref().is_some_and(When::is_relative),
            _ => false,
        })
    }

    /// The same filter with its relative times fixed to those of a log.
    #[must_use]
    pub fn anchored(&self, store: &Store) -> Self {
        let anchored = |mut test: Test| {
            match &mut test.check {
                Check::When(when) => *when = when.anchored(store),
                Check::Any(suiting) => {
                    suiting.when = suiting.when.as_ref().map(|when| when.anchored(store));
                }
                _ => {}
            }
            test
        };
        Self {
            text: self.text.clone(),
            root: self.root.clone().map_tests(&anchored),
        }
    }
}

impl Log for Store {
    fn newest(&self) -> FileTime {
        self.order()
            .last()
            .map_or_else(FileTime::default, |&number| self.event(number).time())
    }

    fn times_of(&self, record: u64) -> Vec<FileTime> {
        self.segments()
            .iter()
            .flat_map(|segment| segment.record_ids().iter().zip(segment.times()))
            .filter(|&(&id, _)| id == record)
            .map(|(_, &time)| time)
            .collect()
    }
}

fn holds(node: &Node, event: &Event<'_>) -> bool {
    match node {
        Node::Everything => true,
        Node::All(nodes) => nodes.iter().all(|node| holds(node, event)),
        Node::One(nodes) => nodes.iter().any(|node| holds(node, event)),
        Node::Not(node) => !holds(node, event),
        Node::Test(test) => passes(test, event),
    }
}

fn passes(test: &Test, event: &Event<'_>) -> bool {
    let check = &test.check;
    match &test.subject {
        Subject::Field(name) => event
            .fields()
            .filter(|view| view.name.eq_ignore_ascii_case(name))
            .any(|view| check.passes(Datum::Field(view))),
        Subject::Text => match check {
            Check::Text(pattern) => is_in_text(pattern, event),
            _ => false,
        },
        Subject::Part(part) => passes_part(*part, check, event),
    }
}

fn passes_part(part: Part, check: &Check, event: &Event<'_>) -> bool {
    match part {
        Part::Record => check.passes(Datum::Number(event.record_id())),
        Part::Recovered => check.passes(Datum::Flag(event.place().recovered)),
        Part::Time => check.passes(Datum::Time(event.time())),
        Part::File => passes_file(check, event.file()),
        Part::Message => check.passes(Datum::Text(&event.message())),
        Part::Fields(fields) => event
            .fields()
            .filter(|view| fields.cover(view.name, view.field.map(AsRef::as_ref)))
            .any(|view| check.passes(Datum::Field(view))),
        Part::Missing => {
            let field = |name: &str| {
                let mut fields = event.fields();
                fields.find(|view| view.name.eq_ignore_ascii_case(name))
            };
            let masks = field(MAPPED).zip(field(GRANTED));
            masks.is_some_and(|(mapped, granted)| passes_missing(check, mapped.raw, granted.raw))
        }
        _ => {
            let names: Vec<&str> = event.fields().map(|view| view.name).collect();
            passes_head(part, check, event.system(), event.catalog_row(), &names) == Some(true)
        }
    }
}

impl Fields {
    /// Whether a field is one of them.
    pub(crate) fn cover(&self, name: &str, field: Option<&Field>) -> bool {
        if let Some(decoder) = field.and_then(|field| field.decoder)
            && self.decoders.contains(&decoder)
        {
            return true;
        }
        match field.and_then(|field| field.role) {
            Some(role) => self.roles.contains(&role),
            None => self.names.iter().any(|it| it.eq_ignore_ascii_case(name)),
        }
    }
}

/// Whether a part passes that all events of one head share; `None` for a part that they do not.
pub(crate) fn passes_head<N: AsRef<str>>(
    part: Part,
    check: &Check,
    system: &System,
    row: Option<&Row>,
    names: &[N],
) -> Option<bool> {
    let text = |text: &str| check.passes(Datum::Text(text));
    let number = |number: u64| check.passes(Datum::Number(number));
    Some(match part {
        Part::EventId => number(system.event_id.into()),
        Part::Version => number(system.version.into()),
        Part::Level => check.passes(Datum::Level(crate::catalog::Level(system.level))),
        Part::Channel => text(&system.channel),
        Part::Provider => text(&system.provider),
        Part::Computer => text(&system.computer),
        Part::UserSid => system.user_sid.as_deref().is_some_and(text),
        Part::Task => number(system.task.into()) || row.and_then(|row| row.task).is_some_and(text),
        Part::Keyword => {
            number(system.keywords) || row.and_then(|row| row.keyword).is_some_and(text)
        }
        Part::Category => row.is_some_and(|row| text(&row.category)),
        Part::Title => row.is_some_and(|row| text(&row.title)),
        Part::Guidance => row
            .and_then(|row| row.guidance.as_deref())
            .is_some_and(text),
        Part::DataNames => names.iter().any(|name| text(name.as_ref())),
        Part::Message
        | Part::Record
        | Part::Recovered
        | Part::Time
        | Part::File
        | Part::Fields(_)
        | Part::Missing => return None,
    })
}

/// Whether a file's path or name passes.
pub(crate) fn passes_file(check: &Check, file: &LogFile) -> bool {
    let name = file.path.file_name().map(|name| name.to_string_lossy());
    check.passes(Datum::Text(&file.path.to_string_lossy()))
        || name.is_some_and(|name| check.passes(Datum::Text(&name)))
}

/// Whether what a client asked for and did not get passes.
pub(crate) fn passes_missing(check: &Check, mapped: Raw<'_>, granted: Raw<'_>) -> bool {
    let mask = |raw| number_to_code(number::of_raw(raw)?);
    mask(mapped)
        .zip(mask(granted))
        .is_some_and(|(mapped, granted)| {
            match check {
                // A preset is missing as soon as one of its rights is.
                Check::Rights(rights @ 1..) => gives(mapped, *rights) && !gives(granted, *rights),
                _ => check.passes(Datum::Mask(access::missing(mapped, granted))),
            }
        })
}

/// Whether a pattern fits something that can be read in an event: its message's fixed text, a
/// field's readings and what they stand for, its computer, channel, provider and file. Plain text may also lie across
/// fixed text and values of the message.
fn is_in_text(pattern: &Pattern, event: &Event<'_>) -> bool {
    let System {
        provider,
        channel,
        computer,
        ..
    } = event.system();
    let fits = |text: &str| pattern.fits(text);
    [provider, channel, computer]
        .into_iter()
        .any(|text| fits(text))
        || passes_file(&Check::Text(pattern.clone()), event.file())
        || fixed_text(event.catalog_row()).any(fits)
        || event.fields().any(|view| fits_field(pattern, view))
        || matches!(pattern, Pattern::Contains(_)) && fits(&event.message())
}

/// Whether a reading of a field fits, also the one inside a message, or what it stands for.
pub(crate) fn fits_field(pattern: &Pattern, view: FieldView<'_>) -> bool {
    Datum::Field(view).any_text(false, |text| pattern.fits(text))
        || pattern.fits(&view.in_message())
        || view.meaning().is_some_and(|text| pattern.fits(&text))
}

/// The message's text between its insertions.
pub(crate) fn fixed_text(row: Option<&Row>) -> impl Iterator<Item = &str> {
    row.into_iter()
        .flat_map(|row| template(&row.message))
        .filter_map(|piece| match piece {
            Piece::Literal(text) => Some(text),
            Piece::Insertion(_) => None,
        })
}
