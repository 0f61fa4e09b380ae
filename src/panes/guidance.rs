//! The guidance viewer's text: what an event means, what to do, how its versions differ, its
//! fields and its channel.

use ratatui::text::{Line, Span};

use super::page::Page;
use crate::catalog::{Catalog, Field, Row, VersionChange, changes, channel_default_on};
use crate::theme::{Role, Theme};

/// From this width on the fields have columns.
const FIELD_COLUMNS: u16 = 48;

/// Everything that the catalog knows of a row, wrapped to `width` cells, with the words of
/// `marks` marked. A row that does not exist gives no lines.
pub fn row_lines(
    catalog: &Catalog,
    row: usize,
    width: u16,
    marks: &[String],
    theme: &Theme,
) -> Vec<Line<'static>> {
    let mut page = Page::new(width, marks, theme);
    if let Some(row) = catalog.rows().get(row) {
        message(&mut page, row, theme);
        if let Some(guidance) = &row.guidance {
            page.heading("Guidance");
            let style = theme.style(Role::Text);
            page.text(guidance, style, &|number| named(row, number, theme));
        }
        versions(&mut page, catalog, row);
        fields(&mut page, row);
        channel(&mut page, row);
    }
    page.into_lines()
}

/// A text of the catalog, with the value that a record has for each insertion parameter (none
/// where it has no such value), wrapped and marked as in [`row_lines`]. Values are shown as they
/// are: nothing in them is taken for a part of the text.
pub fn text_lines(
    text: &str,
    value: &dyn Fn(usize) -> Option<String>,
    width: u16,
    marks: &[String],
    theme: &Theme,
) -> Vec<Line<'static>> {
    let mut page = Page::new(width, marks, theme);
    let style = theme.style(Role::Value);
    page.text(text, theme.style(Role::Text), &|number| {
        Span::styled(value(number).unwrap_or_default(), style)
    });
    page.into_lines()
}

/// The field's name for an insertion parameter, or the parameter where it names no field.
fn named(row: &Row, number: usize, theme: &Theme) -> Span<'static> {
    let field = number
        .checked_sub(1)
        .and_then(|index| row.fields.get(index));
    let text = field.map_or_else(|| format!("%{number}"), |field| format!("‹{}›", field.name));
    Span::styled(text, theme.style(Role::Insertion))
}

fn message(page: &mut Page<'_>, row: &Row, theme: &Theme) {
    let (title, rest) = row.message.split_once('\n').unwrap_or((&row.message, ""));
    let insertion = |number| named(row, number, theme);
    if title.trim().is_empty() {
        page.line(
            vec![page.span("This event has no message", Role::TextDim)],
            0,
        );
    } else {
        page.sentence(title, theme.style(Role::Title), &insertion);
    }
    let mut facts = vec![page.span(format!("{}", row.id), Role::Accent)];
    let mut add = |span: Span<'static>| facts.extend([page.span(" · ", Role::TextDim), span]);
    if let Some(version) = row.version {
        add(page.span(format!("version {version}"), Role::TextDim));
    }
    if let Some(level) = row.level {
        add(page.span(level.name(), Role::level(level.0)));
    }
    let channel = row
        .channel
        .map(|channel| channel.rsplit('/').next().unwrap_or(channel));
    for (label, fact) in [
        ("channel ", channel),
        ("", Some(&*row.category)),
        ("task ", row.task),
        ("keyword ", row.keyword),
    ] {
        if let Some(fact) = fact {
            add(page.span(format!("{label}{fact}"), Role::TextDim));
        }
    }
    page.line(facts, 0);
    if !rest.trim().is_empty() {
        page.blank();
        page.text(rest, theme.style(Role::Text), &insertion);
    }
}

fn versions(page: &mut Page<'_>, catalog: &Catalog, row: &Row) {
    let changes = changes(catalog, row);
    let Some(oldest) = changes.first() else {
        return;
    };
    page.heading("Versions");
    let mut line = |version: u8, text: String| {
        let own = row.version == Some(version);
        let mark = if own { " (this row)" } else { "" };
        let role = if own { Role::Title } else { Role::Field };
        let label = page.span(format!("Version {version}{mark}"), role);
        let text = page.span(text, Role::Text);
        page.line(vec![label, text], 2);
    };
    line(oldest.before, ": the oldest that is known".to_owned());
    for change in &changes {
        line(change.version, change_text(change));
    }
}

fn change_text(change: &VersionChange<'_>) -> String {
    let names = |fields: &[&Field]| {
        let names: Vec<&str> = fields.iter().map(|field| &*field.name).collect();
        names.join(", ")
    };
    let mut parts = Vec::new();
    if !change.added.is_empty() {
        parts.push(format!("adds {}", names(&change.added)));
    }
    if !change.removed.is_empty() {
        parts.push(format!("drops {}", names(&change.removed)));
    }
    for retyped in &change.retyped {
        let [before, after] = [retyped.before, retyped.after];
        parts.push(if before.in_type == after.in_type {
            format!("spells {} as {}", before.name, after.name)
        } else {
            format!(
                "makes {} {} instead of {}",
                after.name, after.in_type, before.in_type
            )
        });
    }
    let texts = [
        (change.message, "the message"),
        (change.guidance, "the guidance"),
    ];
    let changed = texts.iter().filter(|(changed, _)| *changed);
    let changed: Vec<&str> = changed.map(|(_, text)| *text).collect();
    if !changed.is_empty() {
        parts.push(format!("rewords {}", changed.join(" and ")));
    }
    if parts.is_empty() {
        parts.push("has the same fields".to_owned());
    }
    let since = change
        .since
        .map(|since| format!(", since {since}"))
        .unwrap_or_default();
    format!("{since}: {}", parts.join("; "))
}

fn fields(page: &mut Page<'_>, row: &Row) {
    page.heading("Fields");
    if row.fields.is_empty() {
        let is_known = row.version.is_some();
        let text = if is_known {
            "The event has none."
        } else {
            "They are not known."
        };
        page.line(vec![page.span(text, Role::TextDim)], 0);
        return;
    }
    let shows_some = row.fields.iter().any(|field| field.in_message);
    if !shows_some {
        page.line(
            vec![page.span("The message shows none of them.", Role::TextDim)],
            0,
        );
    }
    let longest = |text: fn(&Field) -> &str| {
        let texts = row.fields.iter().map(|field| text(field).chars().count());
        texts.max().unwrap_or(0) as u16
    };
    let number_width = row.fields.len().to_string().len() as u16 + 1;
    let name_width = longest(|field| &field.name).min(page.width() / 3);
    let type_width = longest(|field| field.in_type).min(page.width() / 4);
    for (number, field) in (1..).zip(&row.fields) {
        let number = page.span(format!("%{number}"), Role::TextDim);
        let role = if field.in_message {
            Role::Field
        } else {
            Role::TextDim
        };
        let name = page.span(&*field.name, role);
        let kind = page.span(field.in_type, Role::Text);
        let notes = notes(page, field, shows_some);
        if page.width() < FIELD_COLUMNS {
            let mut spans = vec![number, Span::raw(" "), name, Span::raw(" "), kind];
            for note in notes {
                spans.extend([Span::raw(" "), note]);
            }
            page.line(spans, 2);
            continue;
        }
        let widths = [number_width, name_width, type_width];
        page.table_row(
            &widths,
            [number.into(), name.into(), kind.into(), notes.into()],
        );
    }
}

/// Notes on a field: its decoder, and that the message leaves it out where it shows others.
fn notes(page: &Page<'_>, field: &Field, shows_some: bool) -> Vec<Span<'static>> {
    let mut notes = Vec::new();
    if let Some(decoder) = field.decoder {
        let decoder = decoder.name().trim_start_matches("map:");
        notes.push(page.span(format!("reads as {decoder}"), Role::ValueDecoded));
    } else if field.is_length {
        notes.push(page.span("length of the next field", Role::TextDim));
    }
    if shows_some && !field.in_message && !field.is_length {
        let comma = if notes.is_empty() { "" } else { ", " };
        notes.push(page.span(format!("{comma}not in the message"), Role::TextDim));
    }
    notes
}

fn channel(page: &mut Page<'_>, row: &Row) {
    let Some(channel) = row.channel else {
        return;
    };
    page.heading("Channel");
    let name = page.span(channel, Role::Text);
    if channel_default_on(channel) {
        let state = page.span(" is on by default.", Role::Ok);
        page.line(vec![name, state], 0);
        return;
    }
    let state = page.span(" is off by default; ", Role::Bad);
    let command = page.span(
        format!("wevtutil set-log {channel} /enabled:true"),
        Role::CodeCmdlet,
    );
    let rest = page.span(" turns it on.", Role::Text);
    page.line(vec![name, state, command, rest], 0);
}
