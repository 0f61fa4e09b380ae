//! The actions over a view: prompts, pickers, pages and the one question.

use tui_input::InputRequest;

use super::action::{Action, action};
use crate::app::context::Context as C;
use crate::app::list::Step;
use crate::app::prompt::Age;
use crate::app::state::App;

/// The actions over a view.
#[rustfmt::skip]
pub(super) static ACTIONS: &[Action] = &[
    action(C::Prompt, "accept", &["Enter"], "Apply what is typed", App::accept_prompt)
        .hint("apply"),
    action(C::Prompt, "cancel", &["Esc"], "Leave things as they were before typing",
        App::cancel_prompt).hint("cancel"),
    action(C::FilterPrompt, "complete", &["Tab"], "Complete the name of a field",
        App::complete).hint("complete"),
    action(C::FilterPrompt, "older", &["Up", "Ctrl-P"], "Bring back an older filter",
        |app| app.recall(Age::Older)).hint("history"),
    action(C::FilterPrompt, "newer", &["Down", "Ctrl-N"], "Bring back a newer filter",
        |app| app.recall(Age::Newer)),
    action(C::FilterPrompt, "syntax", &["F1"], "Explain the filter language",
        App::open_syntax).hint("syntax"),
    action(C::Prompt, "line-start", &["Ctrl-A", "Home"], "Go to the start of the line",
        |app| app.edit(InputRequest::GoToStart)),
    action(C::Prompt, "line-end", &["Ctrl-E", "End"], "Go to the end of the line",
        |app| app.edit(InputRequest::GoToEnd)),
    action(C::Prompt, "cut-to-start", &["Ctrl-U"], "Cut everything before the cursor",
        |app| app.edit(InputRequest::DeleteFromStart)),
    action(C::Prompt, "cut-to-end", &["Ctrl-K"], "Cut everything after the cursor",
        |app| app.edit(InputRequest::DeleteTillEnd)),
    action(C::Prompt, "cut-word", &["Ctrl-W"], "Cut the word before the cursor",
        |app| app.edit(InputRequest::DeletePrevWord)),
    action(C::Picker, "pick", &["Enter"], "Call the selected action", App::pick)
        .hint("call it"),
    action(C::Picker, "next-choice", &["Down", "Ctrl-N"], "Go to the next action",
        |app| app.step_picker(Step::Rows(1))).hint("next"),
    action(C::Picker, "previous-choice", &["Up", "Ctrl-P"], "Go to the previous action",
        |app| app.step_picker(Step::Rows(-1))).hint("previous"),
    action(C::Picker, "next-choices", &["PgDn"], "Go down a page of actions",
        |app| app.step_picker(Step::HalfPages(2))),
    action(C::Picker, "previous-choices", &["PgUp"], "Go up a page of actions",
        |app| app.step_picker(Step::HalfPages(-2))),
    action(C::Picker, "close-picker", &["Esc", "F1"], "Close it", App::close_overlay)
        .hint("close"),
    action(C::Page, "close", &["Esc", "q", "Enter", "F1"], "Close it", App::close_overlay)
        .hint("close"),
    action(C::Page, "page-line-down", &["j", "Down"], "Scroll down",
        |app| app.scroll_page(Step::Rows(1))).hint("down"),
    action(C::Page, "page-line-up", &["k", "Up"], "Scroll up",
        |app| app.scroll_page(Step::Rows(-1))).hint("up"),
    action(C::Page, "page-down", &["PgDn", "Ctrl-D", "Space"], "Scroll down a page",
        |app| app.scroll_page(Step::HalfPages(2))),
    action(C::Page, "page-up", &["PgUp", "Ctrl-U"], "Scroll up a page",
        |app| app.scroll_page(Step::HalfPages(-2))),
    action(C::Page, "page-start", &["g", "Home"], "Go to the start",
        |app| app.scroll_page(Step::First)),
    action(C::Page, "page-end", &["G", "End"], "Go to the end",
        |app| app.scroll_page(Step::Last)),
    action(C::Page, "copy-page", &["y"], "Copy the text", App::copy_page).hint("copy"),
    action(C::Question, "yes", &["y", "Enter", "q"], "Quit", App::quit).hint("quit"),
    action(C::Question, "no", &["n", "Esc"], "Stay", App::close_overlay).hint("stay"),
];
