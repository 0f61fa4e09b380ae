//! The selected event in full: its message, notes on its record, every field, and the catalog's
//! advice.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::pane;
use super::{guidance, text};
use crate::app::{Extents, Focus, Group, Item, items};
use crate::events::{self, Event, Insight, Pair, Side, Weight, insights};
use crate::theme::Role;

/// The lines of the detail while they are put together.
struct Page<'a, 'b, 'c, 'd> {
    canvas: &'a Canvas<'b, 'c, 'd>,
    width: u16,
    lines: Vec<Line<'static>>,
    fields: Vec<(usize, usize)>,
    /// The line at which the guidance begins, or 0.
    guidance: usize,
}

/// Draws the detail; returns the number of its lines, and the lines at which its parts are.
pub(super) fn draw(canvas: &mut Canvas<'_, '_, '_>) -> Extents {
    let (events, area) = (&canvas.app.views.events, canvas.layout.reader);
    let inside = canvas.layout.text(area);
    let Some(event) = events.selected().filter(|_| !area.is_empty()) else {
        let reader = pane::reader(canvas, "Event", "", &[]);
        let sentence = "The selected event is read here.".to_owned();
        pane::draw_placeholder(canvas, inside, &[sentence]);
        return Extents {
            reader,
            ..Extents::default()
        };
    };
    let mut page = Page {
        canvas,
        width: inside.width,
        lines: Vec::new(),
        fields: Vec::new(),
        guidance: 0,
    };
    page.event(&event);
    let Page {
        lines,
        fields,
        guidance,
        ..
    } = page;
    let (title, note) = heading(canvas, &event);
    Extents {
        reader: pane::reader(canvas, &title, &note, &lines),
        fields,
        guidance,
        overlay: (0, 0),
    }
}

/// The event's id, time and computer for the left, its level and channel for the right.
fn heading(canvas: &Canvas<'_, '_, '_>, event: &Event<'_>) -> (String, String) {
    let system = event.system();
    let time = event.time().date_time(canvas.app.zone);
    let title = format!("{}  {time}  {}", system.event_id, system.computer);
    let channel = system.channel.rsplit('/').next().unwrap_or_default();
    let raw = if canvas.app.raw { "raw  " } else { "" };
    (title, format!("{raw}{} {channel}", event.level().name()))
}

impl Page<'_, '_, '_, '_> {
    fn event(&mut self, event: &Event<'_>) {
        self.insights(event);
        self.message(event);
        if let Some(note) = event.record_note() {
            self.blank();
            self.text(&format!("Note: {note}."), self.style(Role::LevelWarning));
        }
        self.items(&items(event));
        if let Some(guidance) = event.catalog_row().and_then(|row| row.guidance.as_deref()) {
            self.blank();
            self.guidance = self.lines.len();
            self.heading("Guidance");
            self.catalog_text(event, guidance);
        }
    }

    fn style(&self, role: Role) -> Style {
        self.canvas.style(role)
    }

    fn blank(&mut self) {
        self.lines.push(Line::default());
    }

    fn text(&mut self, text: &str, style: Style) {
        self.lines.extend(text::wrap_text(text, style, self.width));
    }

    fn heading(&mut self, text: &str) {
        self.lines
            .push(Line::styled(text.to_owned(), self.style(Role::Heading)));
    }

    /// The insights, and the counterpart of a request or response.
    fn insights(&mut self, event: &Event<'_>) {
        let insights = insights(event);
        for insight in &insights {
            self.insight(insight);
        }
        let number = self.canvas.app.views.events.selected_number();
        let pair = number.and_then(|number| events::pair(event.store(), number));
        if let Some(pair) = &pair {
            self.pair(event, pair);
        }
        if !insights.is_empty() || pair.is_some() {
            self.blank();
        }
    }

    /// A sentence behind its label; what differs in it is marked.
    fn insight(&mut self, insight: &Insight) {
        let label = match insight.weight {
            Weight::Matters => Role::Bad,
            Weight::Note => Role::Heading,
        };
        let mut spans = vec![Span::styled(
            format!("{}  ", insight.label),
            self.style(label),
        )];
        let mut add = |from: usize, to: usize, role: Role| {
            if let Some(text) = insight.text.get(from..to).filter(|text| !text.is_empty()) {
                spans.push(Span::styled(text.to_owned(), self.canvas.style(role)));
            }
        };
        let mut at = 0;
        for mark in &insight.marks {
            add(at, mark.start, Role::Text);
            add(mark.start, mark.end, Role::Bad);
            at = mark.end;
        }
        add(at, insight.text.len(), Role::Text);
        self.lines
            .extend(text::wrap(&Line::from(spans), self.width, 2));
    }

    /// The response to a request, or the request of a response.
    fn pair(&mut self, event: &Event<'_>, pair: &Pair) {
        let other = event.store().event(pair.number);
        let (id, took) = (other.system().event_id, pair.took());
        let (label, text) = match pair.side {
            Side::Response => {
                let status = other.status();
                let status = status.map_or_else(String::new, |status| {
                    format!(", {}", status.name_and_code())
                });
                ("Response", format!("event {id} after {took}{status}"))
            }
            Side::Request => ("Request", format!("event {id}, {took} before")),
        };
        self.insight(&Insight {
            label,
            text,
            marks: Vec::new(),
            weight: Weight::Note,
        });
    }

    /// The message with its values filled in; without one of the catalog's, the fields are it.
    fn message(&mut self, event: &Event<'_>) {
        match event.catalog_row().filter(|row| !row.message.is_empty()) {
            Some(row) => self.catalog_text(event, &row.message),
            None => self.text(&event.message(), self.style(Role::Text)),
        }
    }

    fn catalog_text(&mut self, event: &Event<'_>, text: &str) {
        let words = self.canvas.app.views.events.panes.words();
        let raw = self.canvas.app.raw;
        let value = |number: usize| inserted(event, number, raw);
        let lines = guidance::text_lines(text, &value, self.width, &words, self.canvas.theme);
        self.lines.extend(lines);
    }

    fn items(&mut self, items: &[Item<'_>]) {
        let name_width = items
            .iter()
            .map(|item| text::width(&item.name))
            .max()
            .unwrap_or(0)
            .min(usize::from(self.width) / 3)
            .min(26);
        let has_hidden = items.iter().any(|item| item.hidden);
        let mut group: Option<Group> = None;
        for (place, item) in items.iter().enumerate() {
            if group != Some(item.group) {
                group = Some(item.group);
                self.blank();
                self.heading(item.group.title());
                if place == 0 && has_hidden {
                    let legend =
                        Span::styled("   · not in Windows’ own text", self.style(Role::TextDim));
                    if let Some(heading) = self.lines.last_mut() {
                        heading.push_span(legend);
                    }
                }
            }
            let from = self.lines.len();
            self.item(item, name_width);
            if place == self.canvas.app.views.events.field && self.canvas.app.focus == Focus::Reader
            {
                let selection = pane::selection(self.canvas, true);
                for line in self.lines.iter_mut().skip(from) {
                    let used = line.width();
                    let fill = usize::from(self.width).saturating_sub(used);
                    line.push_span(" ".repeat(fill));
                    *line = std::mem::take(line).patch_style(selection);
                    for span in &mut line.spans {
                        span.style = span.style.patch(selection);
                    }
                }
            }
            self.fields.push((from, self.lines.len()));
        }
    }

    /// A field: its name, how it reads, and beside it the raw value where that is another.
    fn item(&mut self, item: &Item<'_>, name_width: usize) {
        let mut name = text::truncate(&item.name, name_width, text::Cut::End);
        let used = text::width(&name);
        name.extend(std::iter::repeat_n(' ', name_width.saturating_sub(used)));
        let mark = if item.hidden { "· " } else { "  " };
        let decoded = item.decoded.as_deref().filter(|_| !self.canvas.app.raw);
        let mut parts = vec![
            Span::styled(mark, self.style(Role::TextDim)),
            Span::styled(name, self.style(Role::Field)),
            Span::raw("  "),
        ];
        match decoded {
            Some(decoded) => {
                parts.push(Span::styled(
                    decoded.to_owned(),
                    self.style(Role::ValueDecoded),
                ));
                parts.push(Span::styled(
                    format!("  {}", short(&item.raw)),
                    self.style(Role::ValueRaw),
                ));
            }
            None if item.raw.is_empty() => {
                parts.push(Span::styled("(empty)", self.style(Role::TextDim)));
            }
            None => parts.push(Span::styled(item.raw.clone(), self.style(Role::Value))),
        }
        if let Some(bytes) = item.field.and_then(|view| view.cut) {
            let bytes = crate::values::byte_count(u64::from(bytes));
            let note = format!("… the start of {bytes}; X reads all");
            parts.push(Span::styled(note, self.style(Role::TextDim)));
        }
        // A value too long for its column but not for a line of its own gets one, unbroken.
        let value: usize = parts.iter().skip(3).map(Span::width).sum();
        let column = name_width + 4;
        let width = usize::from(self.width);
        let alone = value + column > width && value + 4 <= width;
        let indent = if alone { 4 } else { column.min(width / 2) } as u16;
        self.lines
            .extend(text::wrap(&Line::from(parts), self.width, indent));
    }
}

/// The value that stands in a text for an insertion parameter.
fn inserted(event: &Event<'_>, number: usize, raw: bool) -> Option<String> {
    let place = event
        .join()
        .insertions
        .get(number.checked_sub(1)?)
        .copied()??;
    event.field(usize::from(place)).map(|view| {
        if raw {
            view.raw.to_string()
        } else {
            view.in_message()
        }
    })
}

/// A raw value beside its reading: binary values are long, and read in full with `d`.
fn short(raw: &str) -> String {
    text::truncate(raw, 40, text::Cut::End)
}
