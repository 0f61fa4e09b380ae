//! The one table of actions. Dispatch, the line of hints, the help, the palette, a user's own
//! keys and the README's key table all come from it.

mod catalog;
mod events;
mod everywhere;
mod lists;
mod pop_up;

use super::message::Effect;
use super::state::App;

/// Where an action can be called.
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

/// Why an action cannot be called now, as a sentence for the status line.
pub type Unready = &'static str;

/// Something a person can do.
#[derive(Clone, Copy)]
pub struct Action {
    /// Its name, in settings and in the palette.
    pub name: &'static str,
    /// What it does, beginning with a verb.
    pub help: &'static str,
    /// Where its keys work.
    pub context: Context,
    /// Its keys, unless a user has others.
    pub keys: &'static [&'static str],
    /// Its word on the line of hints, if it belongs there.
    pub hint: Option<&'static str>,
    ready: fn(&App) -> Result<(), Unready>,
    run: fn(&mut App, &mut Vec<Effect>),
}

impl std::fmt::Debug for Action {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.name)
    }
}

impl PartialEq for Action {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Action {
    const fn new(
        context: Context,
        name: &'static str,
        keys: &'static [&'static str],
        help: &'static str,
        run: fn(&mut App, &mut Vec<Effect>),
    ) -> Self {
        Self {
            name,
            help,
            context,
            keys,
            hint: None,
            ready: |_| Ok(()),
            run,
        }
    }

    const fn hint(mut self, word: &'static str) -> Self {
        self.hint = Some(word);
        self
    }

    const fn when(mut self, ready: fn(&App) -> Result<(), Unready>) -> Self {
        self.ready = ready;
        self
    }

    /// Whether it can be called now.
    ///
    /// # Errors
    /// Why not.
    pub fn ready(&self, app: &App) -> Result<(), Unready> {
        (self.ready)(app)
    }

    pub(super) fn run(&self, app: &mut App, effects: &mut Vec<Effect>) {
        match self.ready(app) {
            Ok(()) => (self.run)(app, effects),
            Err(reason) => app.note(reason),
        }
    }
}

/// Every action, those of the panes first.
pub fn all() -> impl Iterator<Item = &'static Action> + Clone {
    [
        catalog::ACTIONS,
        events::ACTIONS,
        lists::ACTIONS,
        everywhere::ACTIONS,
        pop_up::ACTIONS,
    ]
    .into_iter()
    .flatten()
}

/// The default keys for documents: for each context in turn its heading, then keys and help.
pub fn key_table() -> Vec<(&'static str, Vec<(String, &'static str)>)> {
    let mut table: Vec<(&'static str, Vec<(String, &'static str)>)> = Vec::new();
    for action in all() {
        let row = (action.keys.join(" "), action.help);
        let title = action.context.title();
        match table.iter_mut().find(|(other, _)| *other == title) {
            Some((_, rows)) => rows.push(row),
            None => table.push((title, vec![row])),
        }
    }
    table
}

/// For what needs logs.
fn logs(app: &App) -> Result<(), Unready> {
    if app.loading.paths.is_empty() {
        return Err("No log is open: start smbscope with the path of a .evtx file or of a folder.");
    }
    Ok(())
}

fn quit(_: &mut App, effects: &mut Vec<Effect>) {
    effects.push(Effect::Quit);
}
