//! What the keyboard is for at the moment: views, panes, and the one mode.

use super::list::{ListCursor, Scroll};
use super::message::WorkId;
use super::prompt::Prompt;

/// A view of the whole body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum View {
    /// What events mean.
    Catalog,
    /// What happened.
    Events,
    /// Where it was read from, and what could not be read.
    Files,
}

impl View {
    /// Every view with the digit and the name of its tab.
    pub(crate) const ALL: &'static [(Self, char, &'static str)] = &[
        (Self::Catalog, '1', "Catalog"),
        (Self::Events, '2', "Events"),
        (Self::Files, '6', "Files"),
    ];
}

/// A pane of a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Focus {
    /// The list.
    List,
    /// The pane that shows the selected row in full.
    Reader,
}

/// How much of the body the focused pane takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Zoom {
    /// What suits both panes.
    Normal,
    /// Most of it.
    Most,
    /// All of it.
    Full,
}

/// What the keyboard is for.
#[derive(Debug)]
pub(crate) enum Mode {
    /// Moving about in the panes.
    Browse,
    /// Typing a search.
    Search(Prompt),
    /// Typing a filter.
    Filter(Prompt),
    /// Reading the filter language, called from the filter that is being typed.
    Syntax(Scroll, Prompt),
    /// The keys of the present pane, searchable.
    Help(Picker),
    /// Any action by name.
    Palette(Picker),
    /// A record's XML.
    Xml(XmlPage),
    /// What a value means: a title, then labels and texts.
    Explain(Explanation),
    /// Asking whether to quit.
    QuitQuestion,
}

/// A list to pick an action from, narrowed by typing.
#[derive(Debug, Default)]
pub(crate) struct Picker {
    /// What was typed.
    pub(crate) prompt: Prompt,
    /// The selected choice.
    pub(crate) cursor: ListCursor,
    /// How many choices are seen at once, as last drawn.
    pub(super) height: usize,
}

/// A record's XML on the screen.
#[derive(Debug)]
pub(crate) struct XmlPage {
    /// What it is of.
    pub(crate) title: String,
    /// The XML once it was read, or why it could not be.
    pub(crate) text: Option<Result<String, String>>,
    /// What a reader is to know of it first.
    pub(crate) note: Option<String>,
    /// How far it is scrolled.
    pub(crate) scroll: Scroll,
    /// The request that is awaited.
    pub(super) work: WorkId,
}

/// What a value means, laid out for a pop-up.
#[derive(Debug)]
pub(crate) struct Explanation {
    /// The field's name.
    pub(crate) title: String,
    /// Labels and texts.
    pub(crate) lines: Vec<(String, String)>,
    /// How far it is scrolled.
    pub(crate) scroll: Scroll,
}
