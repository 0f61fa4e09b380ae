//! The files that were opened, what was read of each, and what could not be.

use std::path::Path;

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::pane::{self, Window};
use super::{Canvas, text};
use crate::app::{Focus, View, count};
use crate::logs::LogFile;
use crate::theme::Role;

/// Draws the list of files.
pub(super) fn draw_list(canvas: &mut Canvas<'_, '_, '_>) {
    let (app, area) = (canvas.app, canvas.layout.list);
    let rows = canvas.layout.rows(View::Files);
    let len = app.file_rows();
    let window = Window {
        len,
        top: app.files.cursor.top,
        height: usize::from(rows.height),
    };
    let focused = app.focus == Focus::List;
    let problems = app.events.store.problems().count();
    let note = match problems {
        0 => String::new(),
        1 => "1 problem".to_owned(),
        many => format!("{} problems", count(many)),
    };
    pane::frame(canvas, area, "Files", &note, focused, window);
    if area.is_empty() {
        return;
    }
    if len == 0 {
        let inside = canvas.layout.inside(area);
        pane::nothing(canvas, inside, &empty(canvas));
        return;
    }
    let path_width = usize::from(rows.width).saturating_sub(33);
    let heading = format!(
        "{:<path_width$} {:>9} {:>11} {:>10}",
        "File", "Size", "Records", "Problems"
    );
    let place = Rect {
        y: rows.y.saturating_sub(1),
        height: 1,
        ..rows
    };
    canvas.line(place, &Line::styled(heading, canvas.style(Role::Header)));
    let shared = shared_folder(app.events.store.files());
    for (index, y) in (app.files.cursor.top..len).zip(rows.top()..rows.bottom()) {
        let place = Rect {
            y,
            height: 1,
            ..rows
        };
        let line = match app.events.store.files().get(index) {
            Some(file) => file_row(canvas, file, shared, path_width),
            None => Line::styled(
                "What was asked for but led to no log",
                canvas.style(Role::Bad),
            ),
        };
        canvas.line(place, &line);
        if index == app.files.cursor.selected {
            canvas.fill(place, pane::selection(canvas, focused));
        }
    }
}

fn empty(canvas: &Canvas<'_, '_, '_>) -> Vec<String> {
    if canvas.app.loading.paths.is_empty() {
        return vec![
            "No log is open.".to_owned(),
            "Start smbscope with the path of a .evtx file or of a folder.".to_owned(),
        ];
    }
    vec!["Nothing was opened yet.".to_owned()]
}

/// The deepest folder that all files are in; the reader below tells whole paths.
fn shared_folder(files: &[LogFile]) -> Option<&Path> {
    let first = files.first()?.path.parent()?;
    first
        .ancestors()
        .find(|folder| files.iter().all(|file| file.path.starts_with(folder)))
}

fn file_row(
    canvas: &Canvas<'_, '_, '_>,
    file: &LogFile,
    shared: Option<&Path>,
    path_width: usize,
) -> Line<'static> {
    let own = shared.and_then(|shared| file.path.strip_prefix(shared).ok());
    let path = own.unwrap_or(&file.path).display().to_string();
    let path = text::truncate(&path, path_width, text::Cut::Middle);
    let blanks = " ".repeat(path_width.saturating_sub(text::width(&path)));
    let problems = file.problems.len();
    let (shown, role) = match problems {
        0 => (String::new(), Role::Ok),
        many => (count(many), Role::Bad),
    };
    Line::from(vec![
        Span::raw(path + &blanks),
        Span::styled(
            format!(" {:>9}", size(file.bytes)),
            canvas.style(Role::TextDim),
        ),
        Span::styled(
            format!(" {:>11}", count(file.records as usize)),
            canvas.style(Role::Value),
        ),
        Span::styled(format!(" {shown:>10}"), canvas.style(role)),
    ])
}

/// A size in the largest unit of which there are ten or more.
pub(super) fn size(bytes: u64) -> String {
    let mut left = bytes;
    for unit in ["bytes", "KiB", "MiB"] {
        if left < 10 * 1024 {
            return format!("{} {unit}", count(left as usize));
        }
        left /= 1024;
    }
    format!("{} GiB", count(left as usize))
}

/// Draws what is to be known of the selected file; how many lines that is, and how many fit.
pub(super) fn draw_reader(canvas: &mut Canvas<'_, '_, '_>) -> (usize, usize) {
    let (app, area) = (canvas.app, canvas.layout.reader);
    let inside = canvas.layout.text(area);
    let file = app.events.store.files().get(app.files.cursor.selected);
    let lines = match file {
        Some(file) => about(canvas, file, inside.width),
        None => problems(canvas, app.path_problems(), inside.width),
    };
    let extent = (lines.len(), usize::from(inside.height));
    let window = Window {
        len: lines.len(),
        top: app.files.scroll.top,
        height: extent.1,
    };
    let title = file.map_or("Problems".to_owned(), |file| {
        file.path.display().to_string()
    });
    pane::frame(canvas, area, &title, "", app.focus == Focus::Reader, window);
    pane::lines(canvas, inside, &lines, app.files.scroll.top);
    extent
}

fn about(canvas: &Canvas<'_, '_, '_>, file: &LogFile, width: u16) -> Vec<Line<'static>> {
    let number = |records: u64| count(records as usize);
    let mut sentences = vec![format!(
        "{} records were read from {}.",
        number(file.records),
        size(file.bytes)
    )];
    if file.unreadable > 0 {
        sentences.push(format!("{} could not be read.", number(file.unreadable)));
    }
    if file.promised > file.records {
        sentences.push(format!(
            "The file's chunks promise {}.",
            number(file.promised)
        ));
    }
    if file.gaps > 0 {
        sentences.push(format!(
            "{} record ids are missing between the first and the last: records were lost, or never exported.",
            number(file.gaps)
        ));
    }
    let sentence = sentences.join(" ");
    let mut lines = text::wrap_text(&sentence, canvas.style(Role::Text), width);
    lines.push(Line::default());
    if file.problems.is_empty() {
        lines.push(Line::styled("Nothing went wrong.", canvas.style(Role::Ok)));
    }
    lines.extend(problems(
        canvas,
        file.problems.iter().map(String::as_str),
        width,
    ));
    lines
}

fn problems<'a>(
    canvas: &Canvas<'_, '_, '_>,
    problems: impl Iterator<Item = &'a str>,
    width: u16,
) -> Vec<Line<'static>> {
    problems
        .flat_map(|problem| {
            let line = Line::from(vec![
                Span::styled("! ", canvas.style(Role::Bad)),
                Span::styled(problem.to_owned(), canvas.style(Role::Text)),
            ]);
            text::wrap(&line, width, 2)
        })
        .collect()
}
