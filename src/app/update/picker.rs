//! Over a view: the help, the palette, and pages of text.

use std::borrow::Cow;

use crate::app::actions::{self, Action};
use crate::app::context::Context;
use crate::app::list::{ListCursor, Step};
use crate::app::mode::{Focus, Mode, Picker};
use crate::app::state::App;
use crate::app::views::{VIEWS, ViewKind};

/// A line of the help or the palette.
#[derive(Debug, Clone)]
pub(crate) enum Choice {
    /// The place where the actions below it can be called.
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
                    .keys(action.name)
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
            let distance = match disabled_reason(app, action) {
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

/// The answer of an action to what was typed: a rank (less is better), a score (more is better),
/// and the characters of its name that are meant.
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

/// The reason why an action cannot be called from the help or the palette, which stay in their
/// view.
pub(crate) fn disabled_reason(app: &App, action: &Action) -> Option<Cow<'static, str>> {
    let elsewhere = place(app, action.context)
        .filter(|(view, _)| *view != app.view)
        .map(|(view, _)| {
            let (title, digit) = (view.info().title.to_lowercase(), view.info().digit());
            Cow::Owned(format!("works in the {title}: {digit} goes there"))
        });
    elsewhere.or_else(|| action.ready(app).err().map(Cow::Borrowed))
}

/// The pane where the actions of a context work, of the present view if it has one; none where
/// they do not work in a pane.
fn place(app: &App, context: Context) -> Option<(ViewKind, Focus)> {
    let views = std::iter::once(app.view.info()).chain(&VIEWS);
    let mut panes = views.flat_map(|view| [(view, Focus::List), (view, Focus::Reader)]);
    let pane = panes.find(|(view, focus)| view.contexts(*focus).contains(&context));
    pane.map(|(view, focus)| (view.kind, focus))
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
    pub(in crate::app) fn pick(&mut self) {
        let choices = picker_choices(self);
        let (Mode::Help(picker) | Mode::Palette(picker)) = &self.mode else {
            return;
        };
        let Some(Choice::Action(action, _)) = choices.get(picker.cursor.selected) else {
            self.out.info("Nothing is called like that.");
            return;
        };
        if let Some(reason) = disabled_reason(self, action) {
            return self.out.info(format!(
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
            self.focus_on(focus);
        }
        if self.browse_contexts().contains(&action.context) {
            action.run(self);
        } else {
            self.out.info(format!(
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

    pub(in crate::app) fn copy_page(&mut self) {
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
            Some(text) => self.out.copy(&text),
            None => self.out.info("There is nothing to copy here."),
        }
    }
}
