//! The actions of what lies over a view: prompts, pickers, pages and the one question.

use tui_input::InputRequest;

use super::action::Action;
use crate::app::context::Context;
use crate::app::list::Step;
use crate::app::prompt::Age;
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
        |app| app.recall(Age::Older),
    )
    .hint("history"),
    Action::new(
        Context::FilterPrompt,
        "newer",
        &["Down", "Ctrl-N"],
        "Bring back a newer filter",
        |app| app.recall(Age::Newer),
    ),
    Action::new(
        Context::FilterPrompt,
        "syntax",
        &["F1"],
        "Explain the filter language",
        App::open_syntax,
    )
    .hint("syntax"),
    Action::new(
        Context::Prompt,
        "line-start",
        &["Ctrl-A", "Home"],
        "Go to the start of the line",
        |app| app.edit(InputRequest::GoToStart),
    ),
    Action::new(
        Context::Prompt,
        "line-end",
        &["Ctrl-E", "End"],
        "Go to the end of the line",
        |app| app.edit(InputRequest::GoToEnd),
    ),
    Action::new(
        Context::Prompt,
        "cut-to-start",
        &["Ctrl-U"],
        "Cut everything before the cursor",
        |app| app.edit(InputRequest::DeleteFromStart),
    ),
    Action::new(
        Context::Prompt,
        "cut-to-end",
        &["Ctrl-K"],
        "Cut everything after the cursor",
        |app| app.edit(InputRequest::DeleteTillEnd),
    ),
    Action::new(
        Context::Prompt,
        "cut-word",
        &["Ctrl-W"],
        "Cut the word before the cursor",
        |app| app.edit(InputRequest::DeletePrevWord),
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
        |app| app.step_picker(Step::Rows(1)),
    )
    .hint("next"),
    Action::new(
        Context::Picker,
        "previous-choice",
        &["Up", "Ctrl-P"],
        "Go to the previous action",
        |app| app.step_picker(Step::Rows(-1)),
    )
    .hint("previous"),
    Action::new(
        Context::Picker,
        "next-choices",
        &["PgDn"],
        "Go down a page of actions",
        |app| app.step_picker(Step::HalfPages(2)),
    ),
    Action::new(
        Context::Picker,
        "previous-choices",
        &["PgUp"],
        "Go up a page of actions",
        |app| app.step_picker(Step::HalfPages(-2)),
    ),
    Action::new(
        Context::Picker,
        "close-picker",
        &["Esc", "F1"],
        "Close it",
        App::close_overlay,
    )
    .hint("close"),
    Action::new(
        Context::Page,
        "close",
        &["Esc", "q", "Enter", "F1"],
        "Close it",
        App::close_overlay,
    )
    .hint("close"),
    Action::new(
        Context::Page,
        "page-line-down",
        &["j", "Down"],
        "Scroll down",
        |app| app.scroll_page(Step::Rows(1)),
    )
    .hint("down"),
    Action::new(
        Context::Page,
        "page-line-up",
        &["k", "Up"],
        "Scroll up",
        |app| app.scroll_page(Step::Rows(-1)),
    )
    .hint("up"),
    Action::new(
        Context::Page,
        "page-down",
        &["PgDn", "Ctrl-D", "Space"],
        "Scroll down a page",
        |app| app.scroll_page(Step::HalfPages(2)),
    ),
    Action::new(
        Context::Page,
        "page-up",
        &["PgUp", "Ctrl-U"],
        "Scroll up a page",
        |app| app.scroll_page(Step::HalfPages(-2)),
    ),
    Action::new(
        Context::Page,
        "page-start",
        &["g", "Home"],
        "Go to the start",
        |app| app.scroll_page(Step::First),
    ),
    Action::new(
        Context::Page,
        "page-end",
        &["G", "End"],
        "Go to the end",
        |app| app.scroll_page(Step::Last),
    ),
    Action::new(
        Context::Page,
        "copy-page",
        &["y"],
        "Copy the text",
        App::copy_page,
    )
    .hint("copy"),
    Action::new(
        Context::Question,
        "yes",
        &["y", "Enter", "q"],
        "Quit",
        App::quit,
    )
    .hint("quit"),
    Action::new(Context::Question, "no", &["n", "Esc"], "Stay", |app| {
        app.close_overlay();
    })
    .hint("stay"),
];
