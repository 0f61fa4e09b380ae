//! The messages that reach the state machine, and the effects that it asks for.

use std::path::PathBuf;
use std::sync::Arc;

use super::keys::Key;
use crate::filter::{Filter, Matches};
use crate::load::LoadUpdate;
use crate::store::{EventNumber, Store};

/// A piece of background work. A result whose number is no longer awaited is dropped on arrival.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct WorkId(pub u64);

/// A message to [`super::update`].
#[derive(Debug)]
pub enum Message {
    /// A person did something.
    Input(Input),
    /// More of the logs is loaded.
    Loaded {
        /// The load it belongs to.
        id: WorkId,
        /// The events loaded so far.
        update: LoadUpdate,
    },
    /// A filter was evaluated over the events.
    Matched {
        /// The evaluation it belongs to.
        id: WorkId,
        /// The events that match, as far as is known.
        matches: Arc<Matches>,
        /// Set once all were looked at.
        finished: bool,
    },
    /// A record was rendered as XML, or a sentence says why it could not be.
    Xml {
        /// The request it answers.
        id: WorkId,
        /// The XML.
        text: Result<String, String>,
    },
    /// Work failed; a sentence says so.
    Failed {
        /// The work.
        id: WorkId,
        /// The sentence for the status line.
        sentence: String,
    },
    /// A sentence for the status line, from the outside world.
    Notice(Notice),
    /// The screen was drawn; the sizes of what was laid out on it.
    Drawn(Extents),
    /// The system asks the program to end.
    End,
}

/// A sentence for the status line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// Its weight.
    pub severity: Severity,
}

impl Notice {
    /// Creates the notice.
    pub fn new(severity: Severity, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { text, severity }
    }
}

/// The weight of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Severity {
    /// Something was done, or cannot be done now.
    Info,
    /// Something failed.
    Error,
}

/// The owner of the mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mouse {
    /// smbscope: clicks select, the wheel scrolls.
    #[default]
    Program,
    /// The terminal, which selects text with it.
    Terminal,
}

/// An act of a person, the same on every terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(Key),
    /// Pasted text.
    Paste(String),
    /// A press of the left mouse button, at this column and line of the screen.
    Click(u16, u16),
    /// A turn of the mouse wheel by this many lines, down or (negative) up, at this column and line.
    Wheel(i8, u16, u16),
    /// The terminal has this many columns and lines now.
    Resize(u16, u16),
}

/// The lengths of the texts that were wrapped to the width of their panes, in lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extents {
    /// Lines of the reader pane, and how many of them fit.
    pub reader: (usize, usize),
    /// For each field in the reader pane, the lines from its first to after its last.
    pub fields: Vec<(usize, usize)>,
    /// The line of the reader pane at which the guidance of an event begins; 0 without one.
    pub guidance: usize,
    /// Lines of the overlay, and how many of them fit.
    pub overlay: (usize, usize),
}

/// A request to the outside world, which `run` performs.
#[derive(Debug, Clone)]
pub enum Effect {
    /// End the program.
    Quit,
    /// Load these logs, and stop any load that is under way.
    Load {
        /// The number that updates must carry.
        id: WorkId,
        /// Files and folders.
        paths: Vec<PathBuf>,
        /// Set to go on reading what is added to the files.
        follow: bool,
    },
    /// Read on what is added to the files, or no longer.
    Follow(bool),
    /// Stop loading; what is loaded stays.
    StopLoading,
    /// Evaluate a filter; any evaluation for the same purpose that is under way may stop.
    Match {
        /// The number that the result must carry.
        id: WorkId,
        /// Its purpose.
        purpose: Purpose,
        /// The filter.
        filter: Arc<Filter>,
        /// The events.
        store: Store,
        /// Only these are looked at, and events that were loaded since they were found.
        within: Option<Arc<Matches>>,
    },
    /// Render a record as XML.
    ReadXml {
        /// The number that the result must carry.
        id: WorkId,
        /// The events.
        store: Store,
        /// The event's number.
        number: EventNumber,
    },
    /// Put text on the clipboard.
    Copy(String),
    /// Give the mouse to the program or to the terminal.
    Mouse(Mouse),
    /// Stop the process until the shell continues it.
    Suspend,
    /// Draw everything anew.
    Redraw,
}

/// The purpose of an evaluation of a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// The list of events.
    List,
    /// A jump to the next event of some kind.
    Jump,
}
