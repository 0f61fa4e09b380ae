//! The program on a real terminal: a pseudo-terminal whose other end is read by an emulator.
//! Every wait is for something on the screen; a deadline only ends a test that has failed.

#![allow(clippy::unwrap_used)]

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::sync::{Arc, Condvar, Mutex, mpsc};
use std::thread;
use std::time::Duration;

use portable_pty::{CommandBuilder, ExitStatus, PtyPair, PtySize, native_pty_system};
use smbscope::app::Mouse;
use smbscope::terminal::Session;

use crate::fixtures::demo_log;

const DEADLINE: Duration = Duration::from_mins(1);

fn parser(rows: u16, cols: u16) -> vt100::Parser {
    vt100::Parser::new(rows.try_into().unwrap(), cols.try_into().unwrap(), 0)
}

fn size(screen: &vt100::Screen) -> (u16, u16) {
    let (rows, cols) = screen.size();
    (rows.get(), cols.get())
}

/// A program on a terminal.
struct Pty {
    pair: PtyPair,
    id: u32,
    ended: mpsc::Receiver<ExitStatus>,
    keyboard: Box<dyn Write + Send>,
    screen: Arc<(Mutex<vt100::Parser>, Condvar)>,
}

impl Pty {
    fn smbscope<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_smbscope"));
        command.args(arguments);
        Self::spawn(command)
    }

    fn spawn(mut command: CommandBuilder) -> Self {
        let (rows, cols) = (30, 100);
        let size = PtySize {
            rows,
            cols,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        command.env("TERM", "xterm-256color");
        // Settings of whoever runs the tests would change what is seen.
        command.env("HOME", env!("CARGO_TARGET_TMPDIR"));
        command.env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"));
        let mut child = pair.slave.spawn_command(command).unwrap();
        let id = child.process_id().unwrap();
        let (end, ended) = mpsc::channel();
        thread::spawn(move || end.send(child.wait().unwrap()));
        let keyboard = pair.master.take_writer().unwrap();
        let mut output = pair.master.try_clone_reader().unwrap();
        let screen = Arc::new((Mutex::new(parser(rows, cols)), Condvar::new()));
        let shared = Arc::clone(&screen);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                shared.0.lock().unwrap().process(&bytes[..count]);
                shared.1.notify_all();
            }
        });
        Self {
            pair,
            id,
            ended,
            keyboard,
            screen,
        }
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
        self
    }

    /// Waits until the screen is as it should be.
    fn wait(&mut self, what: &str, is_so: impl Fn(&vt100::Screen) -> bool) -> &mut Self {
        let (parser, changed) = &*self.screen;
        let (parser, outcome) = changed
            .wait_timeout_while(parser.lock().unwrap(), DEADLINE, |parser| {
                !is_so(parser.screen())
            })
            .unwrap();
        assert!(
            !outcome.timed_out(),
            "{what} did not come:\n{}",
            parser.screen().contents()
        );
        drop(parser);
        self
    }

    fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait(text, |screen| screen.contents().contains(text))
    }

    fn wait_until_gone(&mut self, text: &str) -> &mut Self {
        self.wait(&format!("the end of {text}"), |screen| {
            !screen.contents().contains(text)
        })
    }

    fn resize(&mut self, rows: u16, cols: u16) -> &mut Self {
        self.screen
            .0
            .lock()
            .unwrap()
            .screen_mut()
            .set_size(rows.try_into().unwrap(), cols.try_into().unwrap());
        let size = PtySize {
            rows,
            cols,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.pair.master.resize(size).unwrap();
        self
    }

    fn ended(&mut self) -> ExitStatus {
        self.ended.recv_timeout(DEADLINE).expect("it does not end")
    }

    /// Waits until the terminal is as it was before the program: its own screen, the cursor, no
    /// mouse, pastes as keys, lines and echo.
    fn is_given_back(&mut self) {
        self.wait("the terminal as it was", |screen| {
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
        });
        #[cfg(unix)]
        {
            let now = format!("{:?}", self.pair.master.get_termios());
            let fresh = native_pty_system().openpty(PtySize::default()).unwrap();
            assert_eq!(now, format!("{:?}", fresh.master.get_termios()));
        }
    }
}

#[test]
fn a_session_from_search_to_quit() {
    let mut pty = Pty::smbscope(["demo"]);
    pty.wait_for("2,500 events of 1 file")
        .press("1")
        .wait_for("137 of 137");
    pty.press("/1020").wait_for("/ 1020").wait_for("2 of 137");
    pty.press("\r\t")
        .wait_for("next row")
        .press("\u{1b}")
        .wait_for("Enter read");
    pty.press("2")
        .wait_for("Summary")
        .press("f551")
        .wait_for("Filter 551")
        .wait_until_gone("2,500 of 2,500");
    pty.press(" usr:x").wait_for("↑");
    pty.press("\u{15}level:warning\r")
        .wait_for("Filter level:warning")
        .wait_until_gone("↑");
    pty.resize(24, 80).wait_until_gone("╭").wait_for("Summary");
    pty.resize(10, 40).wait_for("smbscope needs 60 columns");
    pty.resize(45, 160)
        .wait_for("╭")
        .wait_for("Filter level:warning");
    pty.press("q").wait_for("Quit?").press("y");
    assert!(pty.ended().success());
    pty.is_given_back();
}

#[test]
fn a_log_of_ones_own_is_opened() {
    let mut pty = Pty::smbscope([demo_log()]);
    pty.wait_for("2,500 events of 1 file")
        .press("6")
        .wait_for("Records")
        .press("\u{3}");
    assert!(pty.ended().success());
    pty.is_given_back();
}

#[cfg(unix)]
#[test]
fn a_log_from_a_pipe_is_explored_with_the_keys_of_the_terminal() {
    let mut command = CommandBuilder::new("sh");
    let pipe = "cat \"$1\" | \"$2\" -";
    command.args(["-c", pipe, "sh"]);
    command.arg(demo_log());
    command.arg(env!("CARGO_BIN_EXE_smbscope"));
    let mut pty = Pty::spawn(command);
    pty.wait_for("2,500 events of 1 file")
        .press("6")
        .wait_for("standard input")
        .wait_for("Nothing went wrong.");
    // Loaded again, it is there again.
    pty.press("\u{12}2")
        .wait_for("Summary")
        .wait_for("2,500 events of 1 file")
        .press("\u{3}");
    assert!(pty.ended().success());
    pty.is_given_back();
}

#[test]
fn ctrl_c_quits_at_once_wherever_one_is() {
    for keys in ["", "f551", "?", "q", "X"] {
        let mut pty = Pty::smbscope(["demo"]);
        pty.wait_for("2,500 events").press(keys).press("\u{3}");
        assert!(pty.ended().success(), "{keys:?}");
        pty.is_given_back();
    }
}

#[cfg(unix)]
#[test]
fn being_terminated_gives_the_terminal_back() {
    for signal in ["-TERM", "-HUP", "-INT"] {
        let mut pty = Pty::smbscope(["demo"]);
        pty.wait_for("2,500 events");
        let id = pty.id.to_string();
        let sent = std::process::Command::new("kill")
            .args([signal, &id])
            .status()
            .unwrap();
        assert!(sent.success());
        pty.ended();
        pty.is_given_back();
    }
}

#[test]
fn without_colours_the_selected_row_still_stands_out() {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_smbscope"));
    command.arg("demo");
    command.env("NO_COLOR", "1");
    let mut pty = Pty::spawn(command);
    pty.wait_for("2,500 events")
        .wait("a row in reverse or bold", |screen| {
            let (rows, cols) = size(screen);
            let stands_out = |row: u16, col: u16| {
                screen
                    .cell(row, col)
                    .is_some_and(|cell| cell.inverse() && cell.bgcolor() == vt100::Color::Default)
            };
            (2..rows).any(|row| (2..cols / 2).all(|col| stands_out(row, col)))
        });
    let colours = {
        let parser = pty.screen.0.lock().unwrap();
        let (rows, cols) = size(parser.screen());
        (0..rows)
            .flat_map(|row| (0..cols).map(move |col| (row, col)))
            .filter_map(|(row, col)| parser.screen().cell(row, col))
            .any(|cell| {
                cell.fgcolor() != vt100::Color::Default || cell.bgcolor() != vt100::Color::Default
            })
    };
    assert!(!colours, "NO_COLOR is obeyed");
    pty.press("\u{3}");
    pty.ended();
}

#[test]
fn hostile_names_reach_the_terminal_spelt_out() {
    let mut pty = Pty::smbscope(["demo"]);
    pty.wait_for("2,500 events").press("froot\\x1b").press("\r");
    pty.press("\u{3}");
    pty.ended();
    let mut pty = Pty::smbscope(["demo", "-f", "551 client:10.20.50.9"]);
    pty.wait_for("\\x1b[2J").press("\u{3}");
    pty.ended();
    pty.is_given_back();
}

/// This test's own program, run on a terminal by the test below.
#[test]
#[ignore = "panics on purpose: another test runs it on a terminal"]
fn panics_on_a_terminal() {
    let mut session = Session::enter(Mouse::Program).unwrap();
    let said = |text: &'static str| {
        move |frame: &mut ratatui::Frame<'_>| frame.render_widget(text, frame.area())
    };
    session.draw(said("taken over")).unwrap();
    let worker = thread::spawn(|| panic!("a worker's panic"));
    assert!(worker.join().is_err());
    session.draw(said("still here")).unwrap();
    let mut key = [0];
    std::io::stdin().read_exact(&mut key).unwrap();
    panic!("on purpose");
}

#[test]
fn a_panic_gives_the_terminal_back_and_a_workers_leaves_it_alone() {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args([
        "--ignored",
        "--exact",
        "--nocapture",
        "terminal::panics_on_a_terminal",
    ]);
    let mut pty = Pty::spawn(command);
    pty.wait_for("still here")
        .wait("the alternate screen", vt100::Screen::alternate_screen);
    pty.press("x").wait_for("on purpose");
    assert!(!pty.ended().success());
    pty.is_given_back();
    assert!(
        !pty.screen
            .0
            .lock()
            .unwrap()
            .screen()
            .contents()
            .contains("a worker's panic")
    );
}
