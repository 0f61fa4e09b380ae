//! The panes, and the one mode of the keyboard.

use super::list::{ListCursor, Scroll};
use super::message::WorkId;
use super::prompt::Prompt;

/// A pane of a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Focus {
    /// The list.
    List,
    /// The pane that shows the selected row in full.
    Reader,
}

/// The share of the body that the focused pane takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Zoom {
    /// A share that suits both panes.
    Normal,
    /// Most of it.
    Most,
    /// All of it.
    Full,
}

/// The use of the keyboard.
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
    /// The explanation of a value.
    Explain(Explanation),
    /// Asking whether to quit.
    QuitQuestion,
}

/// A list to pick an action from, narrowed by typing.
#[derive(Debug, Default)]
pub(crate) struct Picker {
    /// The text typed.
    pub(crate) prompt: Prompt,
    /// The selected choice.
    pub(crate) cursor: ListCursor,
    /// The number of choices that are seen at once, as last drawn.
    pub(super) height: usize,
}

/// A record's XML on the screen.
#[derive(Debug)]
pub(crate) struct XmlPage {
    /// The record.
    pub(crate) title: String,
    /// The XML once it was read, or the reason why it could not be.
    pub(crate) text: Option<Result<String, String>>,
    /// A note above the XML.
    pub(crate) note: Option<String>,
    /// Its window.
    pub(crate) scroll: Scroll,
    /// The request that is awaited.
    pub(super) work: WorkId,
}

/// The explanation of a value, laid out for a pop-up.
#[derive(Debug)]
pub(crate) struct Explanation {
    /// The field's name.
    pub(crate) title: String,
    /// Labels and texts.
    pub(crate) lines: Vec<(String, String)>,
    /// Its window.
    pub(crate) scroll: Scroll,
}
