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
        Mode::Palette(picker) => palette_choices(app, picker.prompt.text()),
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

/// Every action that can be called by its name: those with what was typed in their names, then
/// in what they do, then those that it only resembles; of each, those of this view first.
fn palette_choices(app: &App, query: &str) -> Vec<Choice> {
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
    let typed = query.trim().to_lowercase();
    let mut found: Vec<_> = callable
        .filter_map(|action| {
            let (rank, score, marks) = answer(action, &typed)?;
            let contexts = app.browse_contexts();
            let distance = match unready(app, action) {
                None if contexts.contains(&action.context) => 0,
                None => 1,
                Some(_) => 2,
            };
            let order = (rank, distance, std::cmp::Reverse(score));
            Some((order, Choice::Action(action, marks)))
        })
        .collect();
    found.sort_by_key(|(order, _)| *order);
    found.into_iter().map(|(_, choice)| choice).collect()
}

/// How an action answers what was typed: a rank (less is better), a score (more is better), and
/// the characters of its name that are meant.
fn answer(action: &Action, typed: &str) -> Option<(u8, i64, Vec<usize>)> {
    if let Some(start) = action.name.find(typed) {
        return Some((0, 0, (start..start + typed.len()).collect()));
    }
    if action.help.to_lowercase().contains(typed) {
        return Some((1, 0, Vec::new()));
    }
    let text = format!("{} {}", action.name, action.help);
    let (score, marks) = crate::catalog::fuzzy_name(&text, typed)?;
    let name = action.name.chars().count();
    let marks = marks.into_iter().filter(|&at| at < name).collect();
    Some((2, score, marks))
}

/// Why an action cannot be called from the help or the palette, which stay in their view.
pub(crate) fn unready(app: &App, action: &Action) -> Option<&'static str> {
    let elsewhere = match place(app, action.context) {
        Some((view, _)) if view == app.view => None,
        Some((View::Catalog, _)) => Some("works in the catalog: 1 goes there"),
        Some((View::Events, _)) => Some("works in the events: 2 goes there"),
        Some((View::Files, _)) => Some("works in the files: 6 goes there"),
        None => None,
    };
    elsewhere.or_else(|| action.ready(app).err())
}

/// The pane where the actions of a context work; none where they work in every pane.
fn place(app: &App, context: Context) -> Option<(View, Focus)> {
    match context {
        Context::Catalog | Context::CatalogRow => Some((View::Catalog, Focus::List)),
        Context::Events | Context::Event => Some((View::Events, Focus::List)),
        Context::Detail => Some((View::Events, Focus::Reader)),
        Context::Files => Some((View::Files, Focus::List)),
        Context::List => Some((app.view, Focus::List)),
        Context::Reader if app.view == View::Events => Some((View::Catalog, Focus::Reader)),
        Context::Reader => Some((app.view, Focus::Reader)),
        _ => None,
    }
}

/// What a value means, for a pop-up.
pub(super) fn explanation(item: &Item<'_>) -> Explanation {
    let mut lines = Vec::new();
    let decoder = item
        .field
        .and_then(|view| Some((view, values::decoder(view.field?.decoder?)?)));
    match decoder {
        Some((view, decoder)) => lines.extend(decoder.explain(view.raw)),
        None => lines.push((
            "Note".to_owned(),
            "This value needs no decoding, or none is documented for it.".to_owned(),
        )),
    }
    if let Some(decoded) = &item.decoded
        && !lines.iter().any(|(label, _)| label == "Reads")
    {
        lines.insert(0, ("Reads".to_owned(), decoded.clone()));
    }
    if let Some(field) = item.field.and_then(|view| view.field)
        && !field.in_type.is_empty()
    {
        lines.push(("Type".to_owned(), field.in_type.to_owned()));
    }
    lines.push((
        "Filter".to_owned(),
        crate::filter::term_for(&item.term.0, &item.term.1),
    ));
    lines.push(("Raw".to_owned(), item.raw.clone()));
    // What it reads as and its parts come first, where that is from and the raw value last.
    lines.sort_by_key(|(label, _)| match label.as_str() {
        "Reads" => 0,
        "Kind" | "Type" | "Filter" => 2,
        "Source" => 3,
        "Raw" => 4,
        _ => 1,
    });
    lines.dedup();
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
        if let Some(reason) = unready(self, action) {
            return self.note(format!(
                "{}: {}.",
                action.name,
                reason.trim_end_matches('.')
            ));
        }
        self.close_overlay();
        if !self.browse_contexts().contains(&action.context)
            && let Some((view, focus)) = place(self, action.context)
        {
            self.go_to_view(view);
            self.focus = focus;
            self.settle_lists();
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
