//! A line that is being typed: editing, history, completion's replacement of a word.

use tui_input::{Input, InputRequest};

use super::keys::{Code, Key};

/// A direction in a history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Age {
    /// Toward the first.
    Older,
    /// Toward the last.
    Newer,
}

/// A line that is being typed.
#[derive(Debug, Default, Clone)]
pub(crate) struct Prompt {
    input: Input,
    /// The text that stood there before, to return to on Escape.
    pub(crate) before: String,
    /// The place in the history, and what was typed before the history was entered.
    recalled: Option<(usize, String)>,
    /// Set while all of it is selected: what is typed takes its place, any other edit keeps it.
    is_selected: bool,
}

impl Prompt {
    /// A line that begins as `text`, with the cursor at its end.
    pub(crate) fn new(text: &str) -> Self {
        Self {
            input: Input::new(text.to_owned()),
            before: text.to_owned(),
            recalled: None,
            is_selected: false,
        }
    }

    /// As [`Self::new`], with all of the text selected.
    pub(crate) fn selected(text: &str) -> Self {
        Self {
            is_selected: !text.is_empty(),
            ..Self::new(text)
        }
    }

    /// Returns true if all of the text is selected.
    pub(crate) fn is_selected(&self) -> bool {
        self.is_selected
    }

    /// The text.
    pub(crate) fn text(&self) -> &str {
        self.input.value()
    }

    /// The cursor's place, in characters.
    pub(crate) fn cursor(&self) -> usize {
        self.input.cursor()
    }

    /// The cursor's place, in columns of the screen from the text's start.
    pub(crate) fn visual_cursor(&self) -> usize {
        self.input.visual_cursor()
    }

    /// The text before the cursor.
    pub(crate) fn before_cursor(&self) -> &str {
        let end = self
            .text()
            .char_indices()
            .nth(self.cursor())
            .map_or(self.text().len(), |(at, _)| at);
        self.text().get(..end).unwrap_or_default()
    }

    /// Edits the line; returns true if that changes its text.
    pub(crate) fn edit(&mut self, request: InputRequest) -> bool {
        if std::mem::take(&mut self.is_selected) && matches!(request, InputRequest::InsertChar(_)) {
            self.input.reset();
        }
        self.input
            .handle(request)
            .is_some_and(|changed| changed.value)
    }

    /// Types text as one line, its line breaks and tabs as blanks, and without other controls;
    /// returns true if that changes the text.
    pub(crate) fn insert(&mut self, text: &str) -> bool {
        let text = text.replace("\r\n", "\n").replace(['\n', '\r', '\t'], " ");
        let typed = text.chars().filter(|it| !it.is_control());
        typed.fold(false, |_, character| {
            self.edit(InputRequest::InsertChar(character))
        })
    }

    /// Types the key's character, or edits as every line editor does; returns true if that
    /// changes the text.
    pub(crate) fn key(&mut self, key: Key) -> bool {
        let request = match key.code {
            Code::Backspace if key.alt => InputRequest::DeletePrevWord,
            Code::Backspace => InputRequest::DeletePrevChar,
            Code::Delete => InputRequest::DeleteNextChar,
            Code::Left if key.ctrl => InputRequest::GoToPrevWord,
            Code::Left => InputRequest::GoToPrevChar,
            Code::Right if key.ctrl => InputRequest::GoToNextWord,
            Code::Right => InputRequest::GoToNextChar,
            _ => match key.typed() {
                Some(character) => InputRequest::InsertChar(character),
                None => return false,
            },
        };
        self.edit(request)
    }

    /// Replaces the last `characters` before the cursor.
    pub(crate) fn replace_before_cursor(&mut self, characters: usize, text: &str) {
        let keep = self.cursor().saturating_sub(characters);
        let head: String = self.text().chars().take(keep).collect();
        let tail: String = self.text().chars().skip(self.cursor()).collect();
        let cursor = keep + text.chars().count();
        self.input = Input::new(format!("{head}{text}{tail}")).with_cursor(cursor);
    }

    /// Puts an older or newer line of the history in place; returns false if there is none.
    pub(crate) fn recall(&mut self, history: &[String], age: Age) -> bool {
        let (at, typed) = match (&self.recalled, age) {
            (None, Age::Older) => (history.len().checked_sub(1), self.text().to_owned()),
            (Some((at, typed)), Age::Older) => (at.checked_sub(1), typed.clone()),
            (Some((at, typed)), Age::Newer) => (Some(at + 1), typed.clone()),
            (None, Age::Newer) => return false,
        };
        let Some(at) = at else { return false };
        if let Some(line) = history.get(at) {
            self.input = Input::new(line.clone());
            self.recalled = Some((at, typed));
        } else {
            self.input = Input::new(typed);
            self.recalled = None;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn history_leads_back_to_what_was_typed() {
        let history = ["551".to_owned(), "1006".to_owned()];
        let mut prompt = Prompt::new("us");
        assert!(!prompt.recall(&history, Age::Newer));
        for (age, text) in [
            (Age::Older, "1006"),
            (Age::Older, "551"),
            (Age::Newer, "1006"),
            (Age::Newer, "us"),
        ] {
            assert!(prompt.recall(&history, age));
            assert_eq!(prompt.text(), text);
        }
        assert!(prompt.recall(&history, Age::Older) && prompt.recall(&history, Age::Older));
        assert!(
            !prompt.recall(&history, Age::Older),
            "nothing is older than the oldest"
        );
    }

    #[test]
    fn a_paste_is_one_line_without_controls() {
        let mut prompt = Prompt::new("");
        assert!(prompt.insert("551\nuser:\u{1b}x\r\n1006\ry\tz"));
        assert_eq!(prompt.text(), "551 user:x 1006 y z");
        assert!(!prompt.insert("\u{1b}"));
    }

    #[test]
    fn a_selected_text_is_replaced_by_what_is_typed_and_kept_by_what_edits() {
        for (request, text) in [
            (InputRequest::InsertChar('s'), "st"),
            (InputRequest::DeletePrevChar, "551 uset"),
            (InputRequest::GoToPrevChar, "551 usetr"),
            (InputRequest::GoToStart, "t551 user"),
            (InputRequest::GoToEnd, "551 usert"),
        ] {
            let mut prompt = Prompt::selected("551 user");
            prompt.edit(request);
            prompt.edit(InputRequest::InsertChar('t'));
            assert_eq!(prompt.text(), text, "{request:?}");
        }
        let mut prompt = Prompt::selected("551 user");
        assert!(prompt.insert("1006") && !prompt.is_selected());
        assert_eq!(prompt.text(), "1006");
    }

    #[test]
    fn a_word_before_the_cursor_is_replaced_where_it_stands() {
        let mut prompt = Prompt::new("551 clé 7");
        for _ in 0..2 {
            prompt.edit(InputRequest::GoToPrevChar);
        }
        assert_eq!(prompt.before_cursor(), "551 clé");
        prompt.replace_before_cursor(3, "client:");
        assert_eq!(
            (prompt.text(), prompt.before_cursor()),
            ("551 client: 7", "551 client:")
        );
    }
}
