//! A column of events: its name, what it holds, and its places in tables.

use std::borrow::Cow;

use super::event::Event;
use super::field::FieldView;
use crate::text::ColumnLayout;
use crate::values::FileTime;

/// A column of events.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name: the key in JSON Lines, the heading in CSV.
    pub name: &'static str,
    /// Its content.
    pub content: Content,
    /// The form of its cells in the explorer.
    pub cell: Cell,
    /// The filter term that asks for what it holds.
    pub term: Option<&'static str>,
    formats: &'static [Format],
    explorer: Option<Place>,
    terminal: Option<Place>,
    field: Option<FieldOf>,
}

/// The content of a column, of each event.
#[derive(Debug, Clone, Copy)]
pub enum Content {
    /// A value that all events of a schema share.
    Shared(ValueOf),
    /// A value of the event's own.
    Own(ValueOf),
    /// The title.
    Title,
    /// The message.
    Message,
    /// The fields and their raw values.
    Fields,
    /// The readings of fields that differ from their raw values.
    Decoded,
}

/// Returns a column's value of an event.
pub type ValueOf = for<'a> fn(&Event<'a>) -> Value<'a>;

/// Returns the field of an event that a column shows.
type FieldOf = for<'a> fn(&Event<'a>) -> Option<FieldView<'a>>;

/// Returns the text of a cell, where that is not the column's value.
type TextOf = fn(&Event<'_>) -> String;

/// A value of a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// Text.
    Text(Cow<'a, str>),
    /// A number.
    Number(u64),
    /// A boolean.
    Flag(bool),
    /// A time.
    Time(FileTime),
    /// A list of objects, each of names and values.
    Objects(Vec<Vec<(&'static str, Value<'a>)>>),
    /// No value, where JSON has the key all the same.
    Null,
    /// No value, where JSON leaves out the key.
    Absent,
}

/// A format for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values.
    Csv,
    /// JSON Lines.
    JsonLines,
}

/// A table for reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// The explorer's.
    Explorer,
    /// The one that is printed.
    Terminal,
}

/// The form of a cell in the explorer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// Text.
    Text,
    /// A time, as much of it as there is room for.
    Time,
    /// The letter of a level.
    Level,
    /// The id of an event.
    Id,
    /// An address, which differs from others of its network at its end.
    Address,
    /// A user, without the domain where there is no room for both.
    User,
    /// The summary, without what other columns show.
    Summary,
}

/// A column's place in a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Its order from the left, with room for columns between.
    pub(super) at: u8,
    pub(super) layout: ColumnLayout,
    text: Option<TextOf>,
}

impl Column {
    pub(super) const fn own(name: &'static str, value: ValueOf) -> Self {
        Self::new(name, Content::Own(value))
    }

    pub(super) const fn shared(name: &'static str, value: ValueOf) -> Self {
        Self::new(name, Content::Shared(value))
    }

    pub(super) const fn new(name: &'static str, content: Content) -> Self {
        Self {
            name,
            content,
            cell: Cell::Text,
            term: None,
            formats: &[],
            explorer: None,
            terminal: None,
            field: None,
        }
    }

    pub(super) const fn to(self, formats: &'static [Format]) -> Self {
        Self { formats, ..self }
    }

    pub(super) const fn term(self, term: &'static str) -> Self {
        let term = Some(term);
        Self { term, ..self }
    }

    pub(super) const fn field(self, field: FieldOf) -> Self {
        let field = Some(field);
        Self { field, ..self }
    }

    pub(super) const fn explorer(self, at: u8, cell: Cell, layout: ColumnLayout) -> Self {
        let text = None;
        let explorer = Some(Place { at, layout, text });
        Self {
            cell,
            explorer,
            ..self
        }
    }

    pub(super) const fn explorer_text(self, text: TextOf) -> Self {
        let explorer = with_text(self.explorer, text);
        Self { explorer, ..self }
    }

    pub(super) const fn terminal(self, at: u8, layout: ColumnLayout) -> Self {
        let text = None;
        let terminal = Some(Place { at, layout, text });
        Self { terminal, ..self }
    }

    pub(super) const fn terminal_text(self, text: TextOf) -> Self {
        let terminal = with_text(self.terminal, text);
        Self { terminal, ..self }
    }

    pub(super) fn place(&self, table: TableKind) -> Option<Place> {
        match table {
            TableKind::Explorer => self.explorer,
            TableKind::Terminal => self.terminal,
        }
    }

    pub(super) fn is_in(&self, format: Format) -> bool {
        self.formats.contains(&format)
    }

    /// Its value of an event as text; none for fields and lists, which only JSON has.
    pub fn text<'a>(&self, event: &Event<'a>) -> Cow<'a, str> {
        match self.content {
            Content::Shared(value) | Content::Own(value) => value(event).into_text(),
            Content::Title => event.title().into(),
            Content::Message => event.message().into(),
            Content::Fields | Content::Decoded => "".into(),
        }
    }

    /// The text of its cell in a table.
    pub fn cell_text<'a>(&self, table: TableKind, event: &Event<'a>) -> Cow<'a, str> {
        match self.place(table).and_then(|place| place.text) {
            Some(text) => text(event).into(),
            None => self.text(event),
        }
    }

    /// Its heading in a table.
    pub fn title(&self, table: TableKind) -> &'static str {
        self.place(table)
            .map_or(self.name, |place| place.layout.title)
    }

    /// The field of an event that it shows, where it shows one.
    pub fn field_of<'a>(&self, event: &Event<'a>) -> Option<FieldView<'a>> {
        self.field.and_then(|field| field(event))
    }
}

/// Two columns of a name are the same.
impl PartialEq for Column {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

const fn with_text(place: Option<Place>, text: TextOf) -> Option<Place> {
    let text = Some(text);
    match place {
        Some(place) => Some(Place { text, ..place }),
        None => None,
    }
}

impl<'a> Value<'a> {
    pub(super) fn text(text: &'a str) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn number(number: impl Into<u64>) -> Self {
        Self::Number(number.into())
    }

    fn into_text(self) -> Cow<'a, str> {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string().into(),
            Self::Flag(flag) => flag.to_string().into(),
            Self::Time(time) => time.to_string().into(),
            Self::Objects(_) | Self::Null | Self::Absent => "".into(),
        }
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<Option<String>> for Value<'_> {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::Null, Self::from)
    }
}
