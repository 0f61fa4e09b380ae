//! The places where the keyboard means something of its own.

/// A place where actions can be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// In every mode, whatever is being typed.
    Always,
    /// In every view, when nothing is being typed.
    Everywhere,
    /// In any list.
    List,
    /// In the catalog's list.
    Catalog,
    /// For the selected row of the catalog, in the list and in its guidance.
    CatalogRow,
    /// In a text beside or below a list.
    Reader,
    /// In the list of events.
    Events,
    /// For the selected event, in the list and in its detail.
    Event,
    /// In the detail of an event.
    Detail,
    /// In the list of files.
    Files,
    /// While a search or a filter is being typed.
    Prompt,
    /// While a filter is being typed.
    FilterPrompt,
    /// In the help and the palette.
    Picker,
    /// In a text that lies over the view.
    Page,
    /// While a question is asked.
    Question,
}

impl Context {
    /// Its name, as a heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Always => "In every mode",
            Self::Everywhere => "In every view",
            Self::List => "In a list",
            Self::Catalog => "In the catalog",
            Self::CatalogRow => "For a row of the catalog",
            Self::Reader => "In the text beside or below a list",
            Self::Events => "In the list of events",
            Self::Event => "For an event",
            Self::Detail => "In the detail of an event",
            Self::Files => "In the list of files",
            Self::Prompt => "While typing",
            Self::FilterPrompt => "While typing a filter",
            Self::Picker => "In this list of keys, and in the palette",
            Self::Page => "In a text over the view",
            Self::Question => "When asked whether to quit",
        }
    }
}

/// The reason why an action cannot be called now, as a sentence for the status line.
pub type DisabledReason = &'static str;
