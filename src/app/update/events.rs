//! The use of the selected event: its values as filters, their explanations, its XML.

use crate::app::layout::Layout;
use crate::app::list::Scroll;
use crate::app::message::Effect;
use crate::app::mode::{Mode, XmlPage};
use crate::app::state::App;
use crate::app::views::ViewKind;
use crate::app::views::events::{explanation, fit, items};
use crate::events::{Column, Event};
use crate::filter;

impl App {
    /// Chooses another column of those that are on the screen.
    pub(in crate::app) fn step_column(&mut self, step: isize) {
        let width = usize::from(Layout::of(self).rows(ViewKind::Events).width);
        let events = &mut self.views.events;
        let shown: Vec<Column> = fit(width, events.spans_years(self.zone))
            .iter()
            .map(|&(column, _)| *column)
            .collect();
        let at = shown
            .iter()
            .position(|&column| column == events.column)
            .unwrap_or(shown.len());
        let to = at
            .saturating_add_signed(step)
            .min(shown.len().saturating_sub(1));
        match shown.get(to) {
            Some(&column) if column != events.column => events.column = column,
            _ => self.out.info(if step < 0 {
                "This is the first column."
            } else {
                "This is the last column that there is room for."
            }),
        }
    }

    pub(in crate::app) fn switch_raw(&mut self) {
        self.raw = !self.raw;
        self.out.info(if self.raw {
            "Values are shown as they are stored; d decodes them again."
        } else {
            "Values are decoded."
        });
    }

    /// Adds the chosen value to the filter, or its exclusion.
    pub(in crate::app) fn filter_by_value(&mut self, negate: bool) {
        /// The most hex digits of a binary value that make a filter that can be read.
        const LONGEST_HEX: usize = 120;
        let Some(chosen) = self.views.events.chosen(self.focus) else {
            return;
        };
        let name = &chosen.name;
        self.out.info(match &chosen.term {
            Some((_, value)) if value.is_empty() => format!("{name} has no value here."),
            Some((_, value)) if chosen.is_binary && value.len() > LONGEST_HEX => format!(
                "{name} is too long to filter by; f trustee:NAME finds whom a descriptor names."
            ),
            Some((term, value)) => {
                let term = filter::term_for(term, value);
                let term = if negate { filter::exclude(&term) } else { term };
                return self.add_to_filter(&term);
            }
            None => format!("{name} is nothing to filter by; h and l choose another column."),
        });
    }

    pub(in crate::app) fn copy_value(&mut self) {
        match self.views.events.chosen(self.focus) {
            Some(chosen) if !chosen.shown.is_empty() => self.out.copy(&chosen.shown),
            _ => self.out.info("There is no value to copy."),
        }
    }

    /// Explains the selected field's value.
    pub(in crate::app) fn explain(&mut self) {
        let Some(event) = self.views.events.selected() else {
            return;
        };
        let items = items(&event);
        let Some(item) = items.get(self.views.events.field) else {
            return;
        };
        let explanation = explanation(item);
        self.mode = Mode::Explain(explanation);
    }

    /// Shows the selected record's XML, which is read in the background.
    pub(in crate::app) fn open_xml(&mut self) {
        let Some((number, event)) = self
            .views
            .events
            .selected_number()
            .map(|number| (number, self.views.events.store.event(number)))
        else {
            return;
        };
        let title = format!(
            "Record {} of {}",
            event.record_id(),
            event.file().path.display()
        );
        let note = not_in_xml(&event);
        let work = self.out.next_work();
        self.out.push(Effect::ReadXml {
            id: work,
            store: self.views.events.store.clone(),
            number,
        });
        self.mode = Mode::Xml(XmlPage {
            title,
            text: None,
            note,
            scroll: Scroll::default(),
            work,
        });
    }

    /// Shows the loaded events of the catalog's selected row.
    pub(in crate::app) fn filter_events_of_row(&mut self) {
        if let Some(row) = self.views.catalog.selected() {
            let term = filter::term_for("event", &row.id.to_string());
            self.follow_to(ViewKind::Events);
            self.set_filter(&term);
        }
    }

    /// Shows the events of the selected file.
    pub(in crate::app) fn filter_by_file(&mut self) {
        let Some(file) = self.views.files.selected() else {
            self.out.info("This row is no file.");
            return;
        };
        let term = filter::term_for("file", &file.path.display().to_string());
        self.follow_to(ViewKind::Events);
        self.set_filter(&term);
    }
}

/// The sentence on values with characters that XML cannot hold ([XML 1.0] 2.2), which are written
/// as `_` in it.
fn not_in_xml(event: &Event<'_>) -> Option<String> {
    let is_lost = |it: char| match it {
        '\t' | '\n' | '\r' => false,
        _ => it < ' ' || matches!(it, '\u{fffe}' | '\u{ffff}'),
    };
    let items = items(event);
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
