//! The selected field of the detail and the selected column of the list: moving to another, and the
//! value that stands there.

use std::borrow::Cow;

use super::EventsView;
use super::detail::{Item, items};
use crate::app::list::Step;
use crate::app::mode::Focus;
use crate::events::{Cell, TableKind};
use crate::values::Raw;

/// The value of the selected field, or of the cell of the selected column.
pub(in crate::app) struct Chosen {
    /// The name of the field or the column.
    pub(in crate::app) name: String,
    /// The value as it is shown.
    pub(in crate::app) shown: String,
    /// The filter term that asks for the value, and the value to ask for.
    pub(in crate::app) term: Option<(Cow<'static, str>, String)>,
    /// Set where it is stored as bytes without a type.
    pub(in crate::app) is_binary: bool,
}

impl From<Item<'_>> for Chosen {
    fn from(item: Item<'_>) -> Self {
        Self {
            is_binary: (item.field).is_some_and(|view| matches!(view.raw, Raw::Binary(_))),
            name: item.name.into_owned(),
            shown: item.decoded.unwrap_or(item.raw),
            term: Some(item.term),
        }
    }
}

impl EventsView {
    /// Goes to another field of the detail, scrolling it into view.
    pub(in crate::app) fn step_field(&mut self, step: Step) {
        let Some(event) = self.selected() else {
            return;
        };
        let last = items(&event).len().saturating_sub(1);
        match step {
            Step::First => {
                self.field = 0;
                self.panes.scroll.top = 0;
            }
            Step::Last => self.field = last,
            Step::Rows(rows) => {
                let to = self.field.saturating_add_signed(rows).min(last);
                // Above the first field stand the message and the notes: going up reads them.
                if to == self.field && rows < 0 {
                    self.panes.scroll.step(Step::Rows(rows));
                }
                self.field = to;
            }
            Step::HalfPages(_) => self.panes.scroll.step(step),
        }
        if step != Step::First
            && let Some(&(from, to)) = self.field_lines.get(self.field)
            && !(self.field == 0 && self.panes.scroll.top < from)
        {
            self.panes.scroll.reveal(from, to);
        }
    }

    /// Scrolls the detail to the guidance; from there, back to its start.
    pub(in crate::app) fn go_to_guidance(&mut self) {
        let before = self.panes.scroll.top;
        self.panes.scroll.go_to(self.guidance_line);
        if self.panes.scroll.top == before {
            self.panes.scroll.top = 0;
        }
    }

    /// The value that is selected in a pane.
    pub(in crate::app) fn chosen(&self, focus: Focus) -> Option<Chosen> {
        let event = self.selected()?;
        let mut items = items(&event);
        let column = self.column;
        let at = match focus {
            Focus::Reader => Some(self.field).filter(|&field| field < items.len()),
            Focus::List => {
                let view = column.field_of(&event);
                view.and_then(|view| {
                    let is_field =
                        |item: &Item<'_>| item.field.map(|field| field.name) == Some(view.name);
                    items.iter().position(is_field)
                })
            }
        };
        if at.is_some() || focus == Focus::Reader {
            return at.map(|at| items.swap_remove(at).into());
        }
        let shown = match column.cell {
            Cell::Level => column.text(&event).to_lowercase(),
            _ => column.cell_text(TableKind::Explorer, &event).into_owned(),
        };
        Some(Chosen {
            name: column.title(TableKind::Explorer).to_owned(),
            term: column.term.map(|term| (Cow::Borrowed(term), shown.clone())),
            shown,
            is_binary: false,
        })
    }
}
