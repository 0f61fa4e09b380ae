//! Drives the whole explorer with the text of keys: messages in, effects performed on the spot,
//! one frame drawn on a terminal that is only a buffer.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock, mpsc};
use std::time::Instant;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use smbscope::app::{
    App, Code, Effect, Extents, Input, Key, Keymap, Message, Options, WorkId, update,
};
use smbscope::filter;
use smbscope::load::{LoadOptions, LoadUpdate, Progress};
use smbscope::panes;
use smbscope::store::Store;
use smbscope::theme::Theme;

use crate::fixtures::{catalog, demo_log};

fn demo_store() -> Store {
    static STORE: OnceLock<Store> = OnceLock::new();
    STORE.get_or_init(|| load(&[demo_log().to_owned()])).clone()
}

fn load(paths: &[PathBuf]) -> Store {
    smbscope::load::load_all(paths, catalog(), &LoadOptions::default())
}

/// The explorer on a screen of its own.
pub(crate) struct Screen {
    pub(crate) app: App,
    theme: Theme,
    terminal: Terminal<TestBackend>,
    /// What was put on the clipboard.
    pub(crate) copied: Vec<String>,
    /// Whether the program ended.
    pub(crate) ended: bool,
    /// Effects that only the outside world could perform.
    pub(crate) outside: Vec<String>,
    /// Whether loading waits for [`Screen::finish_loading`].
    pub(crate) hold_loading: bool,
    held: Vec<(WorkId, Vec<PathBuf>)>,
}

impl Screen {
    /// The catalog alone.
    pub(crate) fn catalog(width: u16, height: u16) -> Self {
        Self::open(Options {
            size: (width, height),
            ..options()
        })
    }

    /// The demo's log.
    pub(crate) fn demo(width: u16, height: u16) -> Self {
        Self::open(Options {
            size: (width, height),
            paths: vec![demo_log().to_owned()],
            title: "demo".to_owned(),
            ..options()
        })
    }

    pub(crate) fn open(options: Options) -> Self {
        Self::open_held(options, false)
    }

    /// As [`Screen::open`]; with `hold_loading` the logs are read when the test says so.
    pub(crate) fn open_held(options: Options, hold_loading: bool) -> Self {
        let (width, height) = options.size;
        let (app, effects) = App::new(options).unwrap();
        let mut screen = Self {
            app,
            theme: Theme::default(),
            terminal: Terminal::new(TestBackend::new(width, height)).unwrap(),
            copied: Vec::new(),
            ended: false,
            outside: Vec::new(),
            hold_loading,
            held: Vec::new(),
        };
        screen.perform(effects);
        screen.draw();
        screen
    }

    pub(crate) fn themed(mut self, theme: Theme) -> Self {
        self.theme = theme;
        self.draw();
        self
    }

    /// Presses keys: characters, and names in angle brackets (`"/logon<Enter>"`).
    pub(crate) fn keys(&mut self, text: &str) -> &mut Self {
        for key in named(text) {
            self.send(Message::Input(Input::Key(key)));
        }
        self
    }

    /// As [`Screen::keys`], but typed faster than frames are drawn: one is drawn before each key with
    /// a name, and at the end.
    pub(crate) fn fast_keys(&mut self, text: &str) -> &mut Self {
        for key in named(text) {
            if !matches!(key.code, Code::Char(_)) {
                self.draw();
            }
            let effects = update(&mut self.app, Message::Input(Input::Key(key)));
            self.perform(effects);
        }
        self.draw();
        self
    }

    pub(crate) fn send(&mut self, message: Message) {
        let effects = update(&mut self.app, message);
        self.perform(effects);
        self.draw();
    }

    pub(crate) fn resize(&mut self, width: u16, height: u16) {
        self.terminal.backend_mut().resize(width, height);
        self.send(Message::Input(Input::Resize(width, height)));
    }

    pub(crate) fn finish_loading(&mut self) {
        for (id, paths) in std::mem::take(&mut self.held) {
            let update = loaded(&paths);
            self.send(Message::Loaded { id, update });
        }
    }

    /// Loads the logs that wait, with so much memory; `whole` is whether the last news is told,
    /// that loading has ended.
    pub(crate) fn load_within(&mut self, memory_limit: u64, whole: bool) {
        for (id, paths) in std::mem::take(&mut self.held) {
            let (sender, updates) = mpsc::channel();
            let options = LoadOptions {
                memory_limit: Some(memory_limit),
                ..LoadOptions::default()
            };
            let send = move |update: LoadUpdate| sender.send(update).unwrap();
            let _loader = smbscope::load::load(paths, catalog(), options, send);
            let mut last = updates.iter().find(|update| update.progress.finished);
            if let Some(update) = &mut last {
                update.progress.finished = whole;
                update.progress.stopped_at = update.progress.stopped_at.filter(|_| whole);
            }
            let update = last.unwrap();
            self.send(Message::Loaded { id, update });
        }
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            let message = match effect {
                Effect::Quit => {
                    self.ended = true;
                    continue;
                }
                Effect::Load { id, paths, .. } if self.hold_loading => {
                    self.held.push((id, paths));
                    continue;
                }
                Effect::Load { id, paths, .. } => Message::Loaded {
                    id,
                    update: loaded(&paths),
                },
                Effect::Match {
                    id,
                    filter,
                    store,
                    within,
                    ..
                } => {
                    let never = AtomicBool::new(false);
                    let matches = filter::scan(&filter, &store, within.as_deref(), &never).unwrap();
                    Message::Matched {
                        id,
                        matches: Arc::new(matches),
                        finished: true,
                    }
                }
                Effect::ReadXml { id, store, number } => Message::Xml {
                    id,
                    text: smbscope::load::xml(&store, number).map_err(|error| error.to_string()),
                },
                Effect::Copy(text) => {
                    self.copied.push(text);
                    continue;
                }
                other => {
                    self.outside.push(format!("{other:?}"));
                    continue;
                }
            };
            let effects = update(&mut self.app, message);
            self.perform(effects);
        }
    }

    fn draw(&mut self) {
        for _ in 0..4 {
            let mut extents = Extents::default();
            let (app, theme) = (&self.app, &self.theme);
            self.terminal
                .draw(|frame| extents = panes::draw(app, theme, frame))
                .unwrap();
            update(&mut self.app, Message::Drawn(extents));
            if !self.app.is_stale() {
                return;
            }
        }
        panic!("drawing does not come to rest");
    }

    pub(crate) fn buffer(&self) -> &Buffer {
        self.terminal.backend().buffer()
    }

    /// Where the terminal's cursor is.
    pub(crate) fn cursor(&mut self) -> Position {
        self.terminal.get_cursor_position().unwrap()
    }

    /// What the screen shows, without the blanks at the ends of lines.
    pub(crate) fn text(&self) -> String {
        let buffer = self.buffer();
        let mut text = String::new();
        for y in 0..buffer.area.height {
            let line: String = (0..buffer.area.width)
                .map(|x| buffer[(x, y)].symbol())
                .collect();
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// The first line that holds `part`, or an explanation that none does.
    pub(crate) fn line(&self, part: &str) -> String {
        let text = self.text();
        match text.lines().find(|line| line.contains(part)) {
            Some(line) => line.trim().to_owned(),
            None => format!("no line holds {part:?} in\n{text}"),
        }
    }

    /// What the screen shows as one line, for sentences that are wrapped.
    pub(crate) fn words(&self) -> String {
        let text = self.text();
        let words: Vec<&str> = text.split_whitespace().collect();
        words.join(" ")
    }

    pub(crate) fn shows(&self, part: &str) -> bool {
        self.text().contains(part)
    }

    /// The text of the selected row of the list.
    pub(crate) fn selected(&self) -> String {
        let buffer = self.buffer();
        let style = self.theme.style(smbscope::theme::Role::Selection);
        let is_selected = |x: u16, y: u16| {
            let cell = &buffer[(x, y)];
            let modifiers = style.add_modifier;
            cell.modifier.contains(modifiers) && style.bg.is_none_or(|bg| cell.bg == bg)
        };
        (1..buffer.area.height)
            .filter(|&y| (2..10).all(|x| is_selected(x, y)))
            .map(|y| {
                (0..buffer.area.width)
                    .map(|x| buffer[(x, y)].symbol())
                    .collect::<String>()
            })
            .next()
            .unwrap_or_default()
    }
}

/// The keys that a text names.
fn named(text: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
        let (key, after) = match named {
            Some((name, after)) => (name.to_owned(), after),
            None => (first.to_string(), &rest[first.len_utf8()..]),
        };
        keys.push(key.parse().unwrap());
        rest = after;
    }
    keys
}

pub(crate) fn options() -> Options {
    Options {
        catalog: catalog(),
        keymap: Keymap::default(),
        size: (80, 24),
        ..Options::default()
    }
}

fn loaded(paths: &[PathBuf]) -> LoadUpdate {
    let store = match paths {
        [path] if path == demo_log() => demo_store(),
        _ => load(paths),
    };
    let progress = Progress {
        bytes_read: 1,
        bytes_total: 1,
        events: store.len() as u64,
        files_done: store.files().len(),
        files_total: store.files().len(),
        started: Instant::now(),
        finished: true,
        stopped_at: None,
        following: false,
    };
    LoadUpdate { store, progress }
}
