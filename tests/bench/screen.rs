//! What is seen of the explorer in a terminal: how soon it is there, and how soon a key shows.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::measure::Seconds;
use crate::report::Report;
use crate::settings::Settings;

const ROWS: NonZeroU16 = NonZeroU16::new(40).unwrap();
const COLUMNS: NonZeroU16 = NonZeroU16::new(140).unwrap();
/// How long anything may take before the measurement is given up.
const PATIENCE: Duration = Duration::from_secs(20);
/// The screen is at rest when it has not changed for so long.
const SILENCE: Duration = Duration::from_millis(60);
/// A frame has at least this many characters that are not spaces.
const FRAME: usize = 200;

/// The program in a terminal of its own.
struct Screen {
    started: Instant,
    output: Receiver<(Instant, Vec<u8>)>,
    keys: Box<dyn Write + Send>,
    parser: vt100::Parser,
    child: Box<dyn Child + Send + Sync>,
    _terminal: Box<dyn MasterPty + Send>,
}

impl Screen {
    fn open(arguments: &[&Path]) -> Self {
        let size = PtySize {
            rows: ROWS.get(),
            cols: COLUMNS.get(),
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(crate::PROGRAM);
        command.args(arguments);
        command.env("TERM", "xterm-256color");
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let (send, output) = channel();
        thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if send
                    .send((Instant::now(), buffer[..count].to_vec()))
                    .is_err()
                {
                    break;
                }
            }
        });
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        Self {
            started,
            output,
            keys,
            parser: vt100::Parser::new(ROWS, COLUMNS, 0),
            child,
            _terminal: pair.master,
        }
    }

    /// Waits until the screen is as wanted, and gives when the output for it came.
    fn wait(&mut self, wanted: impl Fn(&str) -> bool) -> Option<Instant> {
        let end = Instant::now() + PATIENCE;
        while let Ok((at, bytes)) = self
            .output
            .recv_timeout(end.saturating_duration_since(Instant::now()))
        {
            self.parser.process(&bytes);
            if wanted(&self.parser.screen().contents()) {
                return Some(at);
            }
        }
        None
    }

    /// Waits for the first frame, and gives the seconds since the start.
    fn first_frame(&mut self) -> Option<f64> {
        let is_frame =
            |screen: &str| screen.chars().filter(|c| !c.is_whitespace()).count() >= FRAME;
        let at = self.wait(is_frame)?;
        Some((at - self.started).as_secs_f64())
    }

    /// Presses a key, and gives the seconds until the screen is as wanted.
    fn press(&mut self, key: &str, wanted: impl Fn(&str) -> bool) -> Option<f64> {
        let pressed = Instant::now();
        self.keys.write_all(key.as_bytes()).ok()?;
        self.keys.flush().ok()?;
        let at = self.wait(wanted)?;
        Some((at - pressed).as_secs_f64())
    }

    /// Presses a key while nothing else changes the screen, and gives the seconds until it has.
    fn press_in_silence(&mut self, key: &str) -> Option<f64> {
        while let Ok((_, bytes)) = self.output.recv_timeout(SILENCE) {
            self.parser.process(&bytes);
        }
        let before = self.parser.screen().contents();
        self.press(key, |screen| screen != before)
    }

    /// Presses the key for a filter, then types one key by key, and gives the seconds until each
    /// is on the screen, whatever else happens there.
    fn type_filter(&mut self, text: &str) -> Option<Vec<f64>> {
        self.keys.write_all(b"f").ok()?;
        text.char_indices()
            .map(|(at, key)| {
                let typed = text.get(..=at)?;
                self.press(&key.to_string(), |screen| screen.contains(typed))
            })
            .collect()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Measures the first frames, keys in the catalog's search, and keys while a log is loaded.
pub(crate) fn measure(settings: &Settings, log: &Path, report: &mut Report) {
    for (what, arguments, bar) in [
        ("first frame of the catalog", &[][..], 50.0),
        ("first frame of the log", &[log][..], 100.0),
    ] {
        let times: Option<Vec<f64>> = (0..settings.runs)
            .map(|_| Screen::open(arguments).first_frame())
            .collect();
        match times {
            Some(times) => report.key(what, Seconds::of(times), (bar, bar)),
            None => report.note(&format!("no {what} was seen")),
        }
    }
    let mut screen = Screen::open(&[]);
    let drawn = screen.first_frame().and_then(|_| {
        screen.press_in_silence("/")?;
        let keys = "authentication"
            .chars()
            .map(|key| screen.press_in_silence(&key.to_string()));
        keys.collect::<Option<Vec<f64>>>()
    });
    match drawn {
        Some(times) => report.keys("catalog search, key to screen", &times, (5.0, 5.0)),
        None => report.note("keys in the catalog's search did not show"),
    }
    let mut screen = Screen::open(&[log]);
    let longest = screen
        .first_frame()
        .and_then(|_| screen.type_filter("xqzjxqzjxqzjxqzj"));
    match longest {
        Some(times) => report.keys("filter while loading, key to screen", &times, (16.0, 8.0)),
        None => report.note("keys while loading did not show"),
    }
}
