//! What is done with the selected event: its fields, its values as filters, its XML.

use std::borrow::Cow;

use super::browse::copy;
use super::overlay;
use crate::app::columns::{COLUMNS, Column, fit};
use crate::app::detail::{self, Item};
use crate::app::layout::Layout;
use crate::app::list::Step;
use crate::app::message::Effect;
use crate::app::mode::{Focus, Mode, View, XmlPage};
use crate::app::state::App;
use crate::events::Event;
use crate::filter;
use crate::values::Raw;

impl App {
    /// Chooses another column of those that are on the screen.
    pub(in crate::app) fn step_column(&mut self, step: isize) {
        let width = usize::from(Layout::of(self).rows(View::Events).width);
        let shown: Vec<Column> = fit(width, self.events.spans_years(self.zone))
            .iter()
            .map(|(info, _)| info.column)
            .collect();
        let at = shown
            .iter()
            .position(|&column| column == self.events.column)
            .unwrap_or(shown.len());
        let to = at
            .saturating_add_signed(step)
            .min(shown.len().saturating_sub(1));
        match shown.get(to) {
            Some(&column) if column != self.events.column => self.events.column = column,
            _ => self.note(if step < 0 {
                "This is the first column."
            } else {
                "This is the last column that there is room for."
            }),
        }
    }

    /// Goes to another field of the detail, scrolling it into view.
    pub(in crate::app) fn step_field(&mut self, step: Step) {
        let Some(event) = self.events.selected() else {
            return;
        };
        let last = detail::items(&event).len().saturating_sub(1);
        let events = &mut self.events;
        match step {
            Step::First => {
                events.field = 0;
                events.scroll.top = 0;
            }
            Step::Last => events.field = last,
            Step::Rows(rows) => {
                let to = events.field.saturating_add_signed(rows).min(last);
                // Above the first field stand the message and the notes: going up reads them.
                if to == events.field && rows < 0 {
                    events.scroll.step(Step::Rows(rows));
                }
                events.field = to;
            }
            Step::HalfPages(_) => events.scroll.step(step),
        }
        if step != Step::First
            && let Some(&(from, to)) = events.field_lines.get(events.field)
            && !(events.field == 0 && events.scroll.top < from)
        {
            events.scroll.reveal(from, to);
        }
    }

    /// Scrolls the detail to the guidance; from there, back to its start.
    pub(in crate::app) fn go_to_guidance(&mut self) {
        let events = &mut self.events;
        let there = events.scroll.top;
        events.scroll.go_to(events.guidance_line);
        if events.scroll.top == there {
            events.scroll.top = 0;
        }
    }

    pub(in crate::app) fn switch_raw(&mut self) {
        self.raw = !self.raw;
        self.note(if self.raw {
            "Values are shown as they are stored; d decodes them again."
        } else {
            "Values are decoded."
        });
    }

    /// Does something with the selected field, or with the cell of the selected column.
    fn with_chosen<T>(&self, act: impl FnOnce(&Chosen) -> T) -> Option<T> {
        let event = self.events.selected()?;
        if self.focus == Focus::Reader {
            let mut items = detail::items(&event);
            if self.events.field >= items.len() {
                return None;
            }
            return Some(act(&Chosen::of_item(items.swap_remove(self.events.field))));
        }
        let column = self.events.column;
        let of_field = column
            .roles()
            .iter()
            .find_map(|&role| event.role(role))
            .and_then(|view| {
                detail::items(&event)
                    .into_iter()
                    .find(|item| item.field.is_some_and(|field| field.name == view.name))
            });
        if let Some(item) = of_field {
            return Some(act(&Chosen::of_item(item)));
        }
        let text = match column {
            Column::Level => event.level().name().to_lowercase(),
            _ => column.text(&event),
        };
        let title = COLUMNS
            .iter()
            .find(|info| info.column == column)
            .map_or("", |info| info.title);
        Some(act(&Chosen {
            name: title.to_owned(),
            term: column
                .term()
                .map(|term| (Cow::Borrowed(term), text.clone())),
            shown: text,
            is_binary: false,
        }))
    }

    /// Adds the chosen value to the filter, or its exclusion.
    pub(in crate::app) fn filter_by_value(&mut self, negate: bool, effects: &mut Vec<Effect>) {
        let term = self.with_chosen(|chosen| match &chosen.term {
            Some((_, value)) if value.is_empty() => {
                Err(format!("{} has no value here.", chosen.name))
            }
            Some((_, value)) if chosen.is_binary && value.len() > LONGEST_HEX => Err(format!(
                "{} is too long to filter by; f trustee:NAME finds whom a descriptor names.",
                chosen.name
            )),
            Some((name, value)) => {
                let term = filter::term_for(name, value);
                Ok(if negate { filter::exclude(&term) } else { term })
            }
            None => Err(format!(
                "{} is nothing to filter by; h and l choose another column.",
                chosen.name
            )),
        });
        match term {
            Some(Ok(term)) => self.add_to_filter(&term, effects),
            Some(Err(reason)) => self.note(reason),
            None => {}
        }
    }

    pub(in crate::app) fn copy_value(&mut self, effects: &mut Vec<Effect>) {
        match self.with_chosen(|chosen| chosen.shown.clone()) {
            Some(text) if !text.is_empty() => effects.push(copy(&text)),
            _ => self.note("There is no value to copy."),
        }
    }

    /// Explains the selected field's value.
    pub(in crate::app) fn explain(&mut self) {
        let Some(event) = self.events.selected() else {
            return;
        };
        let items = detail::items(&event);
        let Some(item) = items.get(self.events.field) else {
            return;
        };
        let explanation = overlay::explanation(item);
        self.mode = Mode::Explain(explanation);
    }

    /// Shows the selected record's XML, which is read in the background.
    pub(in crate::app) fn open_xml(&mut self, effects: &mut Vec<Effect>) {
        let Some((number, event)) = self
            .events
            .selected_number()
            .map(|number| (number, self.events.store.event(number)))
        else {
            return;
        };
        let title = format!(
            "Record {} of {}",
            event.record_id(),
            event.file().path.display()
        );
        let note = not_in_xml(&event);
        let work = self.next_work();
        effects.push(Effect::ReadXml {
            id: work,
            store: self.events.store.clone(),
            number,
        });
        self.mode = Mode::Xml(XmlPage {
            title,
            text: None,
            note,
            scroll: crate::app::Scroll::default(),
            work,
        });
    }

    /// Shows the loaded events of the catalog's selected row.
    pub(in crate::app) fn filter_events_of_row(&mut self, effects: &mut Vec<Effect>) {
        if let Some(row) = self.catalog.selected() {
            let term = filter::term_for("event", &row.id.to_string());
            self.follow_to(View::Events);
            self.set_filter(&term, effects);
        }
    }

    /// Shows the events of the selected file.
    pub(in crate::app) fn filter_by_file(&mut self, effects: &mut Vec<Effect>) {
        let Some(file) = self.events.store.files().get(self.files.cursor.selected) else {
            self.note("This row is no file.");
            return;
        };
        let term = filter::term_for("file", &file.path.display().to_string());
        self.follow_to(View::Events);
        self.set_filter(&term, effects);
    }
}

/// Which values of an event hold characters that XML cannot ([XML 1.0] 2.2) and that are written
/// as `_` in it, as a sentence.
fn not_in_xml(event: &Event<'_>) -> Option<String> {
    let is_lost = |it: char| match it {
        '\t' | '\n' | '\r' => false,
        _ => it < ' ' || matches!(it, '\u{fffe}' | '\u{ffff}'),
    };
    let items = detail::items(event);
    let lost = items.iter().filter(|item| item.raw.contains(is_lost));
    let names: Vec<&str> = lost.map(|item| &*item.name).collect();
    (!names.is_empty()).then(|| {
        format!(
            "XML cannot hold some characters of {}: each stands here as _. The event's detail \
             spells them out.",
            names.join(", ")
        )
    })
}

/// How many hex digits of a binary value still make a filter that can be read.
const LONGEST_HEX: usize = 120;

/// The value that `=`, `!` and `y` take.
struct Chosen {
    name: String,
    shown: String,
    term: Option<(Cow<'static, str>, String)>,
    /// Whether it is stored as bytes without a type.
    is_binary: bool,
}

impl Chosen {
    fn of_item(item: Item<'_>) -> Self {
        Self {
            is_binary: (item.field).is_some_and(|view| matches!(view.raw, Raw::Binary(_))),
            name: item.name.into_owned(),
            shown: item.decoded.unwrap_or(item.raw),
            term: Some(item.term),
        }
    }
}
