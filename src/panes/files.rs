//! The files that were opened, with what was read of each and what could not be.

use std::borrow::Cow;
use std::path::Path;

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::pane;
use super::text;
use crate::app::{Extents, View as _};
use crate::spelling::count;
use crate::store::LogFile;
use crate::theme::Role;
use crate::values::byte_count;

/// Draws the list of files and what is to be known of the selected one.
pub(super) fn draw(canvas: &mut Canvas<'_, '_, '_>) -> Extents {
    draw_list(canvas);
    Extents {
        reader: draw_reader(canvas),
        ..Extents::default()
    }
}

fn draw_list(canvas: &mut Canvas<'_, '_, '_>) {
    let (app, area) = (canvas.app, canvas.layout.list);
    let (view, store) = (&app.views.files, &app.views.events.store);
    let note = match store.problems().count() {
        0 => String::new(),
        1 => "1 problem".to_owned(),
        many => format!("{} problems", count(many)),
    };
    pane::list_frame(canvas, "Files", &note);
    if area.is_empty() {
        return;
    }
    if view.len() == 0 {
        let inside = canvas.layout.inside(area);
        pane::draw_placeholder(canvas, inside, &empty(canvas));
        return;
    }
    let rows = canvas.layout.rows(app.view);
    let heading = cells(rows.width, "File", ["Size", "Records", "Problems"]).concat();
    let place = Rect {
        y: rows.y.saturating_sub(1),
        height: 1,
        ..rows
    };
    canvas.line(place, &Line::styled(heading, canvas.style(Role::Header)));
    let shared = shared_folder(store.files());
    pane::rows(canvas, |canvas, index, width| {
        if let Some(file) = store.files().get(index) {
            return Some(file_row(canvas, file, shared, width));
        }
        let problems = count(view.path_problems().count());
        let cells = cells(width, "What else went wrong", ["", "", &problems]);
        Some(Line::styled(cells.concat(), canvas.style(Role::Bad)))
    });
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
    width: u16,
) -> Line<'static> {
    let own = shared.and_then(|shared| file.path.strip_prefix(shared).ok());
    let path = own.unwrap_or(&file.path).display().to_string();
    let is_part = file.unread > 0 && !canvas.app.is_loading();
    let problems = match (file.problems.len(), is_part) {
        (0, false) => String::new(),
        (0, true) => "in part".to_owned(),
        (many, false) => count(many),
        (many, true) => format!("in part, {}", count(many)),
    };
    let records = count(file.records as usize);
    let cells = cells(width, &path, [&size(file.bytes), &records, &problems]);
    let roles = [Role::Text, Role::TextDim, Role::Value, Role::Bad];
    let spans = cells.into_iter().zip(roles);
    spans
        .map(|(cell, role)| Span::styled(cell, canvas.style(role)))
        .collect()
}

/// The cells of a row, cut and filled to their widths: the path, and numbers at the right.
fn cells(width: u16, path: &str, numbers: [&str; 3]) -> [String; 4] {
    const WIDTHS: [usize; 3] = [12, 11, 11];
    let path_width = usize::from(width).saturating_sub(WIDTHS.iter().map(|own| own + 1).sum());
    let path = text::truncate(path, path_width, text::Cut::Middle);
    let blanks = " ".repeat(path_width.saturating_sub(text::width(&path)));
    let [size, records, problems] = numbers;
    let [size_width, records_width, problems_width] = WIDTHS;
    [
        path + &blanks,
        format!(" {size:>size_width$}"),
        format!(" {records:>records_width$}"),
        format!(" {problems:>problems_width$}"),
    ]
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

fn draw_reader(canvas: &mut Canvas<'_, '_, '_>) -> (usize, usize) {
    let view = &canvas.app.views.files;
    let width = canvas.layout.text(canvas.layout.reader).width;
    let (title, lines) = if let Some(file) = view.selected() {
        (file.path.display().to_string(), about(canvas, file, width))
    } else {
        let beside = view.path_problems().map(Cow::from);
        ("Problems".to_owned(), problems(canvas, beside, width))
    };
    pane::reader(canvas, &title, "", &lines)
}

fn about(canvas: &Canvas<'_, '_, '_>, file: &LogFile, width: u16) -> Vec<Line<'static>> {
    let number = |records: u64| count(records as usize);
    let mut sentences = vec![match file.unread {
        0 => format!(
            "{} records were read from {}.",
            number(file.records),
            size(file.bytes)
        ),
        unread => format!(
            "{} records were read from {} of {}.",
            number(file.records),
            size(file.bytes.saturating_sub(unread)),
            size(file.bytes)
        ),
    }];
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
    let part = (file.unread > 0 && !canvas.app.is_loading()).then(|| why_part(canvas));
    if part.is_none() && file.problems.is_empty() {
        let so_far = match file.unread {
            0 => "Nothing went wrong.",
            _ => "Nothing went wrong so far.",
        };
        lines.push(Line::styled(so_far, canvas.style(Role::Ok)));
    }
    let path = file.path.display().to_string();
    let own = file.problems.iter().map(|problem| of_file(problem, &path));
    lines.extend(problems(
        canvas,
        part.map(Cow::from).into_iter().chain(own),
        width,
    ));
    lines
}

/// The reason why only a part of the logs is loaded.
fn why_part(canvas: &Canvas<'_, '_, '_>) -> String {
    let stopped_at = canvas.app.loading.progress.as_ref();
    match stopped_at.and_then(|progress| progress.stopped_at) {
        Some(limit) => format!(
            "Only this part of the file is loaded: loading stopped at the memory limit of {}. \
             --memory-limit raises it; fewer files need less.",
            byte_count(limit)
        ),
        None => {
            "Only this part of the file is loaded: Esc stopped loading. Ctrl-R reads everything."
                .to_owned()
        }
    }
}

/// A problem of a file, without its path, which stands above.
fn of_file<'a>(problem: &'a str, path: &str) -> Cow<'a, str> {
    match problem.strip_prefix(path) {
        Some(rest) => match rest.strip_prefix(": ") {
            Some(what) => Cow::Borrowed(what),
            None => Cow::Owned(format!("It{rest}")),
        },
        None => Cow::Borrowed(problem),
    }
}

fn problems<'a>(
    canvas: &Canvas<'_, '_, '_>,
    problems: impl Iterator<Item = Cow<'a, str>>,
    width: u16,
) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for problem in problems {
        // Wrapped by itself, a path that is longer than a line begins beside the mark.
        let text = text::wrap_text(&problem, canvas.style(Role::Text), width.saturating_sub(2));
        for (row, mut line) in text.into_iter().enumerate() {
            let mark = if row == 0 { "! " } else { "  " };
            line.spans
                .insert(0, Span::styled(mark, canvas.style(Role::Bad)));
            lines.push(line);
        }
    }
    lines
}
