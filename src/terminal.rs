//! The terminal: taken over, drawn on, listened to, and given back as it was, whatever happens.

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

use crate::app::{Input, Key};

/// The thread that has the terminal, while one has it.
static OWNER: Mutex<Option<ThreadId>> = Mutex::new(None);

/// Text longer than this is refused: terminals drop longer OSC 52 sequences without a word
/// (xterm and others take about 75 kB of base64).
const LONGEST_COPY: usize = 55_000;

/// The lines that the wheel moves at once.
const WHEEL_LINES: i8 = 3;

/// What frames are drawn on; each goes out in few writes.
type Screen = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// A terminal that has been taken over. Dropping it gives the terminal back.
#[derive(Debug)]
pub struct Session {
    terminal: Screen,
    mouse: bool,
}

impl Session {
    /// Takes the terminal over: raw mode, the alternate screen, the mouse if wanted, pastes as
    /// one piece. From here on a panic of this thread gives the terminal back first, and a panic
    /// of any other thread leaves it alone.
    ///
    /// # Errors
    /// A sentence, when there is no terminal or it cannot be taken over.
    pub fn enter(mouse: bool) -> Result<Self, String> {
        check()?;
        hook_panics();
        // crossterm writes resets where NO_COLOR is set, which take the selection's reverse
        // video away; the theme has no colours then anyway.
        crossterm::style::force_color_output(true);
        set_owner(Some(thread::current().id()));
        match take(mouse).and_then(|()| blank()) {
            Ok(terminal) => Ok(Self { terminal, mouse }),
            Err(error) => {
                give_back();
                Err(format!("the terminal cannot be used: {error}"))
            }
        }
    }

    /// Draws a frame, at once on terminals that can.
    ///
    /// # Errors
    /// When the terminal does not take it.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(render)?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    /// Forgets what is on the screen, so that the next frame draws all of it.
    ///
    /// # Errors
    /// When the terminal does not take it.
    pub fn clear(&mut self) -> io::Result<()> {
        // ratatui's own clearing asks the terminal for the cursor's place, and the answer would
        // go to the thread that listens.
        execute!(stdout(), Clear(ClearType::All))?;
        self.terminal = blank()?;
        Ok(())
    }

    /// Lets the terminal report the mouse, or leaves the mouse to it.
    ///
    /// # Errors
    /// When the terminal does not take it.
    pub fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        if on {
            execute!(stdout(), EnableMouseCapture)
        } else {
            execute!(stdout(), DisableMouseCapture)
        }
    }

    /// Puts text on the clipboard of the machine that the terminal runs on (OSC 52), also
    /// through SSH; what was done as a sentence.
    ///
    /// # Errors
    /// A sentence on why it was not.
    pub fn copy(&mut self, text: &str) -> Result<String, String> {
        if text.len() > LONGEST_COPY {
            return Err(format!(
                "{} bytes are more than a terminal takes; {LONGEST_COPY} is the most",
                text.len()
            ));
        }
        execute!(stdout(), CopyToClipboard::to_clipboard_from(text))
            .map(|()| {
                format!(
                    "{} characters went to the terminal's clipboard.",
                    text.chars().count()
                )
            })
            .map_err(|error| format!("the terminal did not take the text: {error}"))
    }

    /// Gives the terminal back, stops the process until the shell continues it, and takes the
    /// terminal over again.
    ///
    /// # Errors
    /// When the terminal cannot be taken over again.
    #[cfg(unix)]
    pub fn suspend(&mut self) -> io::Result<()> {
        give_back();
        signal_hook::low_level::raise(signal_hook::consts::SIGTSTP)?;
        set_owner(Some(thread::current().id()));
        take(self.mouse)?;
        self.clear()
    }

    /// Windows has no such thing.
    ///
    /// # Errors
    /// Never.
    #[cfg(not(unix))]
    pub fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        give_back();
    }
}

/// Whether there is a terminal to read from and to draw on.
///
/// # Errors
/// A sentence on what is missing and what to do instead.
pub fn check() -> Result<(), String> {
    let missing = match (stdin().is_terminal(), stdout().is_terminal()) {
        (true, true) => return Ok(()),
        (false, _) => "standard input",
        (true, false) => "standard output",
    };
    Err(format!(
        "the explorer needs a terminal, and {missing} is not one; smbscope catalog and smbscope query work without one"
    ))
}

/// The terminal's columns and lines.
pub fn size() -> (u16, u16) {
    crossterm::terminal::size().unwrap_or((80, 24))
}

/// Reads what a person does and hands it on, until `send` says that nobody listens any more or
/// the terminal is gone.
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

fn take(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    write_taking(&mut stdout(), mouse)
}

fn write_taking(out: &mut impl Write, mouse: bool) -> io::Result<()> {
    queue!(
        out,
        EnterAlternateScreen,
        EnableBracketedPaste,
        cursor::Hide
    )?;
    if mouse {
        queue!(out, EnableMouseCapture)?;
    }
    out.flush()
}

/// Gives the terminal back if this process has it. Nothing can be done about errors here.
fn give_back() {
    if set_owner(None).is_some() {
        let _ = write_giving_back(&mut stdout());
        let _ = disable_raw_mode();
    }
}

fn write_giving_back(out: &mut impl Write) -> io::Result<()> {
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
                give_back();
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
        let (mut taking, mut giving) = (Vec::new(), Vec::new());
        write_taking(&mut taking, true).expect("a vector takes everything");
        write_giving_back(&mut giving).expect("a vector takes everything");
        let (taking, giving) = (
            String::from_utf8_lossy(&taking),
            String::from_utf8_lossy(&giving),
        );
        for mode in taking
            .split("\u{1b}[?")
            .filter_map(|part| part.strip_suffix('h'))
        {
            assert!(
                giving.contains(&format!("\u{1b}[?{mode}l")),
                "mode {mode} stays on"
            );
        }
        assert!(giving.contains("\u{1b}[?25h"), "the cursor stays hidden");
    }
}
