//! The terminal: entered, drawn on, listened to, and restored, whatever happens.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Stdout, Write, stdin, stdout};
use std::panic;
use std::sync::{Mutex, Once};
use std::thread::{self, ThreadId};

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{
    self, DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
    Event, MouseButton, MouseEventKind,
};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::{Frame, Terminal};
use thiserror::Error;

use crate::app::{Input, Key, Mouse};

/// The thread that has the terminal, while one has it.
static OWNER: Mutex<Option<ThreadId>> = Mutex::new(None);

/// The terminal of this process, whatever its standard input is.
const OWN_TERMINAL: &str = if cfg!(windows) { "CONIN$" } else { "/dev/tty" };

/// Text longer than this is refused: terminals drop longer OSC 52 sequences without a word
/// (xterm and others take about 75 kB of base64).
const LONGEST_COPY: usize = 55_000;

/// The lines that the wheel moves at once.
const WHEEL_LINES: i8 = 3;

/// The screen; each frame goes out in few writes.
type Screen = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// The source of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// Standard input, which is the terminal.
    StandardInput,
    /// The terminal itself where standard input is a log.
    Terminal,
}

/// A failure of the terminal.
#[derive(Debug, Error)]
pub enum TerminalError {
    /// Standard input or output is no terminal.
    #[error(
        "the explorer needs a terminal, and {0} is not one; smbscope catalog and smbscope query work without one"
    )]
    Missing(&'static str),
    /// It cannot be entered.
    #[error("the terminal cannot be used: {0}")]
    Enter(#[source] io::Error),
    /// It does not take a frame.
    #[error("the terminal cannot be drawn on: {0}")]
    Draw(#[source] io::Error),
    /// It does not take a command.
    #[error("the terminal failed: {0}")]
    Command(#[source] io::Error),
    /// The text is longer than its clipboard takes.
    #[error("{0} bytes are more than a terminal takes; {LONGEST_COPY} is the most")]
    TooLong(usize),
    /// It does not take the text for its clipboard.
    #[error("the terminal did not take the text: {0}")]
    Copy(#[source] io::Error),
}

/// A terminal that was entered. Dropping it restores the terminal.
#[derive(Debug)]
pub struct Session {
    terminal: Screen,
    mouse: Mouse,
}

impl Session {
    /// Enters the terminal: raw mode, the alternate screen, the mouse if wanted, pastes as one
    /// piece. From here on a panic of this thread restores the terminal first, and a panic of any
    /// other thread leaves it alone.
    ///
    /// # Errors
    /// There is no terminal, or it cannot be entered.
    pub fn enter(mouse: Mouse) -> Result<Self, TerminalError> {
        check(Keys::Terminal)?;
        hook_panics();
        // crossterm writes resets where NO_COLOR is set, which take the selection's reverse
        // video away; the theme has no colours then anyway.
        crossterm::style::force_color_output(true);
        set_owner(Some(thread::current().id()));
        match enter(mouse).and_then(|()| blank()) {
            Ok(terminal) => Ok(Self { terminal, mouse }),
            Err(error) => {
                restore();
                Err(TerminalError::Enter(error))
            }
        }
    }

    /// Draws a frame, at once on terminals that can.
    ///
    /// # Errors
    /// The terminal does not take it.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> Result<(), TerminalError> {
        let draw = || {
            queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
            self.terminal.draw(render)?;
            execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
        };
        draw().map_err(TerminalError::Draw)
    }

    /// Forgets what is on the screen, so that the next frame draws all of it.
    ///
    /// # Errors
    /// The terminal does not take it.
    pub fn clear(&mut self) -> Result<(), TerminalError> {
        // ratatui's own clearing asks the terminal for the cursor's place, and the answer would
        // go to the thread that listens.
        let cleared = execute!(stdout(), Clear(ClearType::All)).and_then(|()| blank());
        self.terminal = cleared.map_err(TerminalError::Command)?;
        Ok(())
    }

    /// Gives the mouse to the program or to the terminal.
    ///
    /// # Errors
    /// The terminal does not take it.
    pub fn set_mouse(&mut self, mouse: Mouse) -> Result<(), TerminalError> {
        self.mouse = mouse;
        let done = match mouse {
            Mouse::Program => execute!(stdout(), EnableMouseCapture),
            Mouse::Terminal => execute!(stdout(), DisableMouseCapture),
        };
        done.map_err(TerminalError::Command)
    }

    /// Puts text on the clipboard of the machine that the terminal runs on (OSC 52), also
    /// through SSH; returns what was done as a sentence.
    ///
    /// # Errors
    /// The text is too long, or the terminal does not take it.
    pub fn copy(&mut self, text: &str) -> Result<String, TerminalError> {
        if text.len() > LONGEST_COPY {
            return Err(TerminalError::TooLong(text.len()));
        }
        execute!(stdout(), CopyToClipboard::to_clipboard_from(text))
            .map_err(TerminalError::Copy)?;
        let characters = text.chars().count();
        Ok(format!(
            "{characters} characters went to the terminal's clipboard."
        ))
    }

    /// Restores the terminal, stops the process until the shell continues it, and enters the
    /// terminal again.
    ///
    /// # Errors
    /// The terminal cannot be entered again.
    #[cfg(unix)]
    pub fn suspend(&mut self) -> Result<(), TerminalError> {
        restore();
        signal_hook::low_level::raise(signal_hook::consts::SIGTSTP)
            .and_then(|()| {
                set_owner(Some(thread::current().id()));
                enter(self.mouse)
            })
            .map_err(TerminalError::Command)?;
        self.clear()
    }

    /// Does nothing: Windows has no shell jobs.
    ///
    /// # Errors
    /// None.
    #[cfg(not(unix))]
    pub fn suspend(&mut self) -> Result<(), TerminalError> {
        Ok(())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        restore();
    }
}

/// Checks that there is a terminal to read from and to draw on.
///
/// # Errors
/// There is none.
pub fn check(keys: Keys) -> Result<(), TerminalError> {
    let has_own = || keys == Keys::Terminal && File::open(OWN_TERMINAL).is_ok();
    match (stdin().is_terminal() || has_own(), stdout().is_terminal()) {
        (true, true) => Ok(()),
        (false, _) => Err(TerminalError::Missing("standard input")),
        (true, false) => Err(TerminalError::Missing("standard output")),
    }
}

/// The terminal's columns and lines.
pub fn size() -> (u16, u16) {
    crossterm::terminal::size().unwrap_or((80, 24))
}

/// Reads the acts of a person and hands them on, until `send` returns false because nobody listens
/// any more, or the terminal is gone.
pub fn listen(send: impl Fn(Input) -> bool) {
    while let Ok(event) = event::read() {
        if let Some(input) = input(event)
            && !send(input)
        {
            return;
        }
    }
}

fn input(event: Event) -> Option<Input> {
    Some(match event {
        Event::Key(key) => Input::Key(Key::from_event(key)?),
        Event::Paste(text) => Input::Paste(text),
        Event::Resize(columns, lines) => Input::Resize(columns, lines),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => Input::Click(mouse.column, mouse.row),
            MouseEventKind::ScrollDown => Input::Wheel(WHEEL_LINES, mouse.column, mouse.row),
            MouseEventKind::ScrollUp => Input::Wheel(-WHEEL_LINES, mouse.column, mouse.row),
            _ => return None,
        },
        Event::FocusGained | Event::FocusLost => return None,
    })
}

fn blank() -> io::Result<Screen> {
    Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(
        1 << 16,
        stdout(),
    )))
}

fn enter(mouse: Mouse) -> io::Result<()> {
    enable_raw_mode()?;
    write_enter(&mut stdout(), mouse)
}

fn write_enter(out: &mut impl Write, mouse: Mouse) -> io::Result<()> {
    queue!(
        out,
        EnterAlternateScreen,
        EnableBracketedPaste,
        cursor::Hide
    )?;
    if mouse == Mouse::Program {
        queue!(out, EnableMouseCapture)?;
    }
    out.flush()
}

/// Restores the terminal if this process has it. Nothing can be done about errors here.
fn restore() {
    if set_owner(None).is_some() {
        let _ = write_restore(&mut stdout());
        let _ = disable_raw_mode();
    }
}

fn write_restore(out: &mut impl Write) -> io::Result<()> {
    execute!(
        out,
        EndSynchronizedUpdate,
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    )
}

fn set_owner(owner: Option<ThreadId>) -> Option<ThreadId> {
    let mut current = OWNER
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    std::mem::replace(&mut *current, owner)
}

fn owner() -> Option<ThreadId> {
    *OWNER
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// A panic of the thread that has the terminal is told on the terminal as it was before; one of
/// another thread is caught by whoever waits for that thread, and may not write over the screen.
fn hook_panics() {
    static HOOKED: Once = Once::new();
    HOOKED.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| match owner() {
            Some(owner) if owner != thread::current().id() => {}
            _ => {
                restore();
                before(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg_attr(
        windows,
        ignore = "without a console that knows escape sequences, crossterm calls the console"
    )]
    fn everything_that_was_switched_on_is_switched_off() {
        let (mut entering, mut restoring) = (Vec::new(), Vec::new());
        write_enter(&mut entering, Mouse::Program).expect("a vector takes everything");
        write_restore(&mut restoring).expect("a vector takes everything");
        let (entering, restoring) = (
            String::from_utf8_lossy(&entering),
            String::from_utf8_lossy(&restoring),
        );
        for mode in entering
            .split("\u{1b}[?")
            .filter_map(|part| part.strip_suffix('h'))
        {
            assert!(
                restoring.contains(&format!("\u{1b}[?{mode}l")),
                "mode {mode} stays on"
            );
        }
        assert!(restoring.contains("\u{1b}[?25h"), "the cursor stays hidden");
    }
}
