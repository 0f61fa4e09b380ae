//! The actions of what lies over a view: prompts, pickers, pages and the one question.

use tui_input::InputRequest;

use super::{Action, Context, quit};
use crate::app::list::Step;
use crate::app::state::App;

/// The actions of what lies over a view.
pub(super) static ACTIONS: &[Action] = &[
    Action::new(
        Context::Prompt,
        "accept",
        &["Enter"],
        "Apply what is typed",
        App::accept_prompt,
    )
    .hint("apply"),
    Action::new(
        Context::Prompt,
        "cancel",
        &["Esc"],
        "Leave things as they were before typing",
        App::cancel_prompt,
    )
    .hint("cancel"),
    Action::new(
        Context::FilterPrompt,
        "complete",
        &["Tab"],
        "Complete the name of a field",
        App::complete,
    )
    .hint("complete"),
    Action::new(
        Context::FilterPrompt,
        "older",
        &["Up", "Ctrl-P"],
        "Bring back an older filter",
        |app, effects| {
            app.recall(true, effects);
        },
    )
    .hint("history"),
    Action::new(
        Context::FilterPrompt,
        "newer",
        &["Down", "Ctrl-N"],
        "Bring back a newer filter",
        |app, effects| {
            app.recall(false, effects);
        },
    ),
    Action::new(
        Context::FilterPrompt,
        "syntax",
        &["F1"],
        "Explain the filter language",
        |app, _| {
            app.open_syntax();
        },
    )
    .hint("syntax"),
    Action::new(
        Context::Prompt,
        "line-start",
        &["Ctrl-A", "Home"],
        "Go to the start of the line",
        |app, effects| {
            app.edit(InputRequest::GoToStart, effects);
        },
    ),
    Action::new(
        Context::Prompt,
        "line-end",
        &["Ctrl-E", "End"],
        "Go to the end of the line",
        |app, effects| {
            app.edit(InputRequest::GoToEnd, effects);
        },
    ),
    Action::new(
        Context::Prompt,
        "cut-to-start",
        &["Ctrl-U"],
        "Cut everything before the cursor",
        |app, effects| {
            app.edit(InputRequest::DeleteFromStart, effects);
        },
    ),
    Action::new(
        Context::Prompt,
        "cut-to-end",
        &["Ctrl-K"],
        "Cut everything after the cursor",
        |app, effects| {
            app.edit(InputRequest::DeleteTillEnd, effects);
        },
    ),
    Action::new(
        Context::Prompt,
        "cut-word",
        &["Ctrl-W"],
        "Cut the word before the cursor",
        |app, effects| {
            app.edit(InputRequest::DeletePrevWord, effects);
        },
    ),
    Action::new(
        Context::Picker,
        "pick",
        &["Enter"],
        "Call the selected action",
        App::pick,
    )
    .hint("call it"),
    Action::new(
        Context::Picker,
        "next-choice",
        &["Down", "Ctrl-N"],
        "Go to the next action",
        |app, _| {
            app.step_picker(Step::Rows(1));
        },
    )
    .hint("next"),
    Action::new(
        Context::Picker,
        "previous-choice",
        &["Up", "Ctrl-P"],
        "Go to the previous action",
        |app, _| {
            app.step_picker(Step::Rows(-1));
        },
    )
    .hint("previous"),
    Action::new(
        Context::Picker,
        "next-choices",
        &["PgDn"],
        "Go down a page of actions",
        |app, _| {
            app.step_picker(Step::HalfPages(2));
        },
    ),
    Action::new(
        Context::Picker,
        "previous-choices",
        &["PgUp"],
        "Go up a page of actions",
        |app, _| {
            app.step_picker(Step::HalfPages(-2));
        },
    ),
    Action::new(
        Context::Picker,
        "close-picker",
        &["Esc", "F1"],
        "Close it",
        |app, _| app.close_overlay(),
    )
    .hint("close"),
    Action::new(
        Context::Page,
        "close",
        &["Esc", "q", "Enter", "F1"],
        "Close it",
        |app, _| app.close_overlay(),
    )
    .hint("close"),
    Action::new(
        Context::Page,
        "page-line-down",
        &["j", "Down"],
        "Scroll down",
        |app, _| {
            app.scroll_page(Step::Rows(1));
        },
    )
    .hint("down"),
    Action::new(
        Context::Page,
        "page-line-up",
        &["k", "Up"],
        "Scroll up",
        |app, _| {
            app.scroll_page(Step::Rows(-1));
        },
    )
    .hint("up"),
    Action::new(
        Context::Page,
        "page-down",
        &["PgDn", "Ctrl-D", "Space"],
        "Scroll down a page",
        |app, _| {
            app.scroll_page(Step::HalfPages(2));
        },
    ),
    Action::new(
        Context::Page,
        "page-up",
        &["PgUp", "Ctrl-U"],
        "Scroll up a page",
        |app, _| {
            app.scroll_page(Step::HalfPages(-2));
        },
    ),
    Action::new(
        Context::Page,
        "page-start",
        &["g", "Home"],
        "Go to the start",
        |app, _| {
            app.scroll_page(Step::First);
        },
    ),
    Action::new(
        Context::Page,
        "page-end",
        &["G", "End"],
        "Go to the end",
        |app, _| {
            app.scroll_page(Step::Last);
        },
    ),
    Action::new(
        Context::Page,
        "copy-page",
        &["y"],
        "Copy the text",
        App::copy_page,
    )
    .hint("copy"),
    Action::new(Context::Question, "yes", &["y", "Enter", "q"], "Quit", quit).hint("quit"),
    Action::new(Context::Question, "no", &["n", "Esc"], "Stay", |app, _| {
        app.close_overlay();
    })
    .hint("stay"),
];
