//! What lies over a view: the help, the palette, and pages of text.

use super::browse::copy;
use crate::app::actions::{self, Action, Context};
use crate::app::detail::Item;
use crate::app::list::{ListCursor, Scroll, Step};
use crate::app::message::Effect;
use crate::app::mode::{Explanation, Focus, Mode, Picker, View};
use crate::app::state::App;
use crate::values;

/// A line of the help or the palette.
#[derive(Debug, Clone)]
pub(crate) enum Choice {
    /// Where the actions below it can be called.
    Heading(&'static str),
    /// An action, and the characters of its name that answer what was typed.
    Action(&'static Action, Vec<usize>),
}

/// The lines of the help or the palette, for what was typed.
pub(crate) fn picker_choices(app: &App) -> Vec<Choice> {
    match &app.mode {
        Mode::Help(picker) => help_choices(app, picker.prompt.text()),
        Mode::Palette(picker) => palette_choices(picker.prompt.text()),
        _ => Vec::new(),
    }
}

/// The actions of the present pane, then those of every view, each with all the words typed.
fn help_choices(app: &App, query: &str) -> Vec<Choice> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let mut choices = Vec::new();
    let elsewhere = [Context::FilterPrompt, Context::Prompt];
    for &context in app.browse_contexts().iter().chain(&elsewhere) {
        let actions: Vec<_> = actions::all()
            .filter(|action| action.context == context)
            .filter(|action| {
                let keys: Vec<String> = app
                    .keymap
                    .keys(action)
                    .iter()
                    .map(ToString::to_string)
                    .collect();
                let text =
                    format!("{} {} {}", keys.join(" "), action.name, action.help).to_lowercase();
                words.iter().all(|word| text.contains(word))
            })
            .map(|action| Choice::Action(action, Vec::new()))
            .collect();
        if !actions.is_empty() {
            choices.push(Choice::Heading(context.title()));
            choices.extend(actions);
        }
    }
    choices
}

/// Every action that can be called by its name, the best answers first.
fn palette_choices(query: &str) -> Vec<Choice> {
    let callable = actions::all().filter(|action| {
        !matches!(
            action.context,
            Context::Prompt
                | Context::FilterPrompt
                | Context::Picker
                | Context::Page
                | Context::Question
        ) && action.name != "palette"
    });
    let mut found: Vec<(i64, &'static Action, Vec<usize>)> = callable
        .filter_map(|action| {
            let (score, marks) = crate::catalog::fuzzy_name(&palette_text(action), query)?;
            let name = action.name.chars().count();
            Some((
                score,
                action,
                marks.into_iter().filter(|&at| at < name).collect(),
            ))
        })
        .collect();
    found.sort_by_key(|(score, ..)| std::cmp::Reverse(*score));
    found
        .into_iter()
        .map(|(_, action, marks)| Choice::Action(action, marks))
        .collect()
}

fn palette_text(action: &Action) -> String {
    format!("{} {}", action.name, action.help)
}

/// What a value means, for a pop-up.
pub(super) fn explanation(item: &Item<'_>) -> Explanation {
    let mut lines = vec![("Raw".to_owned(), item.raw.clone())];
    if let Some(decoded) = &item.decoded {
        lines.push(("Reads".to_owned(), decoded.clone()));
    }
    let decoder = item
        .field
        .and_then(|view| Some((view, values::decoder(view.field?.decoder?)?)));
    match decoder {
        Some((view, decoder)) => {
            lines.extend(decoder.explain(view.raw));
            lines.push(("Source".to_owned(), decoder.source.to_owned()));
        }
        None => lines.push((
            "Note".to_owned(),
            "This value needs no decoding, or none is documented for it.".to_owned(),
        )),
    }
    if let Some(field) = item.field.and_then(|view| view.field)
        && !field.in_type.is_empty()
    {
        lines.push(("Type".to_owned(), field.in_type.to_owned()));
    }
    lines.push((
        "Filter".to_owned(),
        crate::filter::term_for(&item.term.0, &item.term.1, false),
    ));
    Explanation {
        title: item.name.clone().into_owned(),
        lines,
        scroll: Scroll::default(),
    }
}

impl App {
    pub(in crate::app) fn open_help(&mut self) {
        self.mode = Mode::Help(Picker::default());
        self.first_choice();
    }

    pub(in crate::app) fn open_palette(&mut self) {
        self.mode = Mode::Palette(Picker::default());
        self.first_choice();
    }

    pub(in crate::app) fn close_overlay(&mut self) {
        self.mode = match std::mem::replace(&mut self.mode, Mode::Browse) {
            Mode::Syntax(_, prompt) => Mode::Filter(prompt),
            _ => Mode::Browse,
        };
        self.settle_lists();
    }

    /// Selects the first action of the list, as after each change of what is typed.
    pub(super) fn first_choice(&mut self) {
        let first = picker_choices(self)
            .iter()
            .position(|choice| matches!(choice, Choice::Action(..)))
            .unwrap_or(0);
        if let Mode::Help(picker) | Mode::Palette(picker) = &mut self.mode {
            picker.cursor = ListCursor {
                selected: first,
                top: 0,
            };
        }
    }

    pub(in crate::app) fn step_picker(&mut self, step: Step) {
        let choices = picker_choices(self);
        let (Mode::Help(picker) | Mode::Palette(picker)) = &mut self.mode else {
            return;
        };
        let before = picker.cursor.selected;
        picker.cursor.step(step, choices.len(), picker.height);
        let after = picker.cursor.selected;
        let is_action = |at: &usize| matches!(choices.get(*at), Some(Choice::Action(..)));
        let onward = if after >= before {
            (after..choices.len())
                .find(is_action)
                .or_else(|| (0..after).rev().find(is_action))
        } else {
            (0..=after)
                .rev()
                .find(is_action)
                .or_else(|| (after..choices.len()).find(is_action))
        };
        picker.cursor.selected = onward.unwrap_or(after);
        picker.cursor.settle(choices.len(), picker.height);
        // The heading above the first action comes into view with it.
        if picker.cursor.selected <= 1 {
            picker.cursor.top = 0;
        }
    }

    /// Closes the list and calls the selected action, in the pane where it belongs.
    pub(in crate::app) fn pick(&mut self, effects: &mut Vec<Effect>) {
        let choices = picker_choices(self);
        let (Mode::Help(picker) | Mode::Palette(picker)) = &self.mode else {
            return;
        };
        let Some(Choice::Action(action, _)) = choices.get(picker.cursor.selected) else {
            self.note("Nothing is called like that.");
            return;
        };
        self.close_overlay();
        if !self.browse_contexts().contains(&action.context) {
            self.go_where(action.context);
        }
        if self.browse_contexts().contains(&action.context) {
            action.run(self, effects);
        } else {
            self.note(format!(
                "“{}” works while a filter is typed: press f.",
                action.name
            ));
        }
    }

    fn go_where(&mut self, context: Context) {
        let (view, focus) = match context {
            Context::Catalog | Context::CatalogRow => (View::Catalog, Focus::List),
            Context::Events | Context::Event => (View::Events, Focus::List),
            Context::Detail => (View::Events, Focus::Reader),
            Context::Files => (View::Files, Focus::List),
            Context::List => (self.view, Focus::List),
            Context::Reader if self.view == View::Events => (View::Catalog, Focus::Reader),
            Context::Reader => (self.view, Focus::Reader),
            _ => return,
        };
        self.go_to_view(view);
        self.focus = focus;
        self.settle_lists();
    }

    pub(in crate::app) fn scroll_page(&mut self, step: Step) {
        match &mut self.mode {
            Mode::Xml(page) => page.scroll.step(step),
            Mode::Explain(page) => page.scroll.step(step),
            Mode::Syntax(scroll, _) => scroll.step(step),
            _ => {}
        }
    }

    pub(in crate::app) fn copy_page(&mut self, effects: &mut Vec<Effect>) {
        let text = match &self.mode {
            Mode::Xml(page) => page.text.as_ref().and_then(|text| text.clone().ok()),
            Mode::Explain(page) => {
                let lines = page.lines.iter();
                let lines: Vec<String> = lines
                    .map(|(label, text)| format!("{label}: {text}"))
                    .collect();
                Some(lines.join("\n"))
            }
            _ => None,
        };
        match text {
            Some(text) => effects.push(copy(&text)),
            None => self.note("There is nothing to copy here."),
        }
    }
}
