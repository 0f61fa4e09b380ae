//! The explorer's loop: messages in, state changed, effects run, one frame drawn.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use thiserror::Error;

use super::effects::EffectRunner;
use crate::app::{App, Extents, Input, Keymap, Message, Mouse, Options, update};
use crate::catalog::Catalog;
use crate::filter::ParseError;
use crate::load::{LoadOptions, is_standard_input};
use crate::panes;
use crate::terminal::{self, Keys, Session, TerminalError};
use crate::theme::Theme;
use crate::values::Zone;

/// The settings of a start.
#[derive(Debug, Default)]
pub struct Start {
    /// The meaning of events.
    pub catalog: Arc<Catalog>,
    /// The logs to open: files and folders.
    pub paths: Vec<PathBuf>,
    /// The filter to begin with.
    pub filter: Option<String>,
    /// The look of everything.
    pub theme: Theme,
    /// The keys of actions.
    pub keymap: Keymap,
    /// The name of what is opened, for the top line; empty to name the logs.
    pub title: String,
    /// The zone that times are shown in at first.
    pub zone: Zone,
    /// The owner of the mouse at first.
    pub mouse: Mouse,
    /// The way in which logs are loaded.
    pub load: LoadOptions,
}

/// The reason why the explorer ended, or did not start.
#[derive(Debug, Error)]
pub enum ExploreError {
    /// There is no terminal, or it failed.
    #[error(transparent)]
    Terminal(#[from] TerminalError),
    /// The filter to begin with has a mistake.
    #[error(transparent)]
    Filter(#[from] ParseError),
}

/// Runs the explorer until the person quits.
///
/// # Errors
/// There is no terminal, the filter has a mistake, or the terminal failed.
pub fn explore(start: Start) -> Result<(), ExploreError> {
    let mut paths = start.paths.iter();
    let keys = if paths.any(|path| is_standard_input(path)) {
        Keys::Terminal
    } else {
        Keys::StandardInput
    };
    terminal::check(keys)?;
    let (mut app, mut effects) = App::new(Options {
        catalog: Arc::clone(&start.catalog),
        paths: start.paths,
        filter: start.filter,
        keymap: start.keymap,
        title: start.title,
        zone: start.zone,
        mouse: start.mouse,
        size: terminal::size(),
    })?;
    let mut session = Session::enter(start.mouse)?;
    draw(&mut session, &mut app, &start.theme)?;
    let (sender, messages) = mpsc::channel();
    listen(&sender);
    let mut runner = EffectRunner::new(sender, start.catalog, start.load);
    loop {
        for effect in effects.drain(..) {
            if runner.run(effect, &mut session)?.is_break() {
                return Ok(());
            }
        }
        // Drawing may show that a text is shorter than it was scrolled: then once more.
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

/// Waits for a message, then takes all that have come; returns false once none can come any more.
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

/// Draws the screen. A terminal that shrank before its event came has no room for it: then the
/// application learns of the new size first.
fn draw(session: &mut Session, app: &mut App, theme: &Theme) -> Result<(), TerminalError> {
    let mut message = Message::Drawn(Extents::default());
    session.draw(|frame| {
        let area = frame.area();
        message = if app.fits(area.width, area.height) {
            Message::Drawn(panes::draw(app, theme, frame))
        } else {
            Message::Input(Input::Resize(area.width, area.height))
        };
    })?;
    update(app, message);
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
