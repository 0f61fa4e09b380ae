//! The explorer's loop: messages in, state changed, effects performed, one frame drawn.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use super::perform::Performer;
use crate::app::{App, Extents, Keymap, Message, Options, update};
use crate::catalog::Catalog;
use crate::load::LoadOptions;
use crate::panes;
use crate::terminal::{self, Session};
use crate::theme::Theme;
use crate::values::Zone;

/// What the explorer starts with.
#[derive(Debug, Default)]
pub struct Start {
    /// What events mean.
    pub catalog: Arc<Catalog>,
    /// The logs to open: files and folders.
    pub paths: Vec<PathBuf>,
    /// The filter to begin with.
    pub filter: Option<String>,
    /// How everything looks.
    pub theme: Theme,
    /// Which keys do what.
    pub keymap: Keymap,
    /// What is opened, for the top line; empty to name the logs.
    pub title: String,
    /// The zone that times are shown in at first.
    pub zone: Zone,
    /// Whether the mouse is left to the terminal.
    pub no_mouse: bool,
    /// How logs are loaded.
    pub load: LoadOptions,
}

/// Runs the explorer until the person quits.
///
/// # Errors
/// A sentence: there is no terminal, the filter is none, or the terminal failed.
pub fn explore(start: Start) -> Result<(), String> {
    terminal::check()?;
    let (mut app, mut effects) = App::new(Options {
        catalog: Arc::clone(&start.catalog),
        paths: start.paths,
        filter: start.filter,
        keymap: start.keymap,
        title: start.title,
        zone: start.zone,
        no_mouse: start.no_mouse,
        size: terminal::size(),
    })?;
    let mut session = Session::enter(!start.no_mouse)?;
    draw(&mut session, &mut app, &start.theme)?;
    let (sender, messages) = mpsc::channel();
    listen(&sender);
    let mut performer = Performer::new(sender, start.catalog, start.load);
    loop {
        for effect in effects.drain(..) {
            if performer.perform(effect, &mut session)?.is_break() {
                return Ok(());
            }
        }
        // What was drawn may show that a text is shorter than it was scrolled: then once more.
        for _ in 0..2 {
            if !app.is_stale() {
                break;
            }
            draw(&mut session, &mut app, &start.theme)?;
        }
        let take = |message| effects.extend(update(&mut app, message));
        if !receive(&messages, take) {
            return Ok(());
        }
    }
}

/// Waits for a message, then takes all that have come; whether any may still come.
fn receive(messages: &Receiver<Message>, mut take: impl FnMut(Message)) -> bool {
    let Ok(message) = messages.recv() else {
        return false;
    };
    take(message);
    while let Ok(message) = messages.try_recv() {
        take(message);
    }
    true
}

fn draw(session: &mut Session, app: &mut App, theme: &Theme) -> Result<(), String> {
    let mut extents = Extents::default();
    session
        .draw(|frame| extents = panes::draw(app, theme, frame))
        .map_err(|error| format!("the terminal cannot be drawn on: {error}"))?;
    update(app, Message::Drawn(extents));
    Ok(())
}

/// Listens to the terminal and to the system on threads of their own.
fn listen(sender: &Sender<Message>) {
    let input = sender.clone();
    thread::spawn(move || {
        terminal::listen(|event| input.send(Message::Input(event)).is_ok());
        // Without a terminal to listen to nobody could end the program.
        let _ = input.send(Message::End);
    });
    let end = sender.clone();
    // Fails only where a handler is set already; then that one ends the program.
    let _ = ctrlc::set_handler(move || {
        let _ = end.send(Message::End);
    });
}
