//! Parses provider documents: Markdown files with an HTML table of Name, Id and Description.

use html_escape::decode_html_entities;

/// An event as a provider document has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DocumentEvent {
    pub(super) provider: String,
    pub(super) id: u32,
    /// The description: entities decoded, line ends as `\n`, otherwise verbatim.
    pub(super) text: String,
}

/// A file that is no provider document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{file} is not a provider document: line {line}: expected {expected}, found {found} \
     (a provider document is a Markdown file with an HTML table of Name, Id and Description)"
)]
pub struct CatalogError {
    file: String,
    line: usize,
    /// The part of a document that is missing.
    pub expected: Expected,
    found: String,
}

/// The parts of a provider document that a file can lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs)] // The texts say what each is.
pub enum Expected {
    #[error("a <table> with the columns Name, Id and Description")]
    Table,
    #[error("the end of this <colgroup>")]
    ColumnGroupEnd,
    #[error("the headings Name, Id and Description")]
    Headings,
    #[error("at least one event in the table")]
    Event,
    #[error("an event's <tr> or </table>")]
    RowOrTableEnd,
    #[error("a cell of this row or </tr>")]
    CellOrRowEnd,
    #[error("the end of this cell (</td>)")]
    CellEnd,
    #[error("a row of three cells: Name, Id and Description")]
    ThreeCells,
    #[error("a provider's name in the first cell")]
    Provider,
    #[error("an event id from 0 to 4294967295 in the second cell")]
    EventId,
}

const COLUMNS: [&str; 3] = ["Name", "Id", "Description"];

/// The events of a document, in its order.
///
/// # Errors
/// No table of events, or a damaged one; nothing is skipped silently.
pub(super) fn parse(file: &str, text: &str) -> Result<Vec<DocumentEvent>, CatalogError> {
    let mut scanner = Scanner { file, text, at: 0 };
    let mut events = Vec::new();
    while let Some(start) = scanner.rest().find("<table") {
        scanner.at += start;
        scanner.header()?;
        scanner.rows(&mut events)?;
    }
    if events.is_empty() {
        scanner.at = 0;
        return Err(scanner.error(Expected::Table));
    }
    Ok(events)
}

struct Scanner<'a> {
    file: &'a str,
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// An error at the present place, with the text found there.
    fn error(&self, expected: Expected) -> CatalogError {
        let before = self.text.get(..self.at).unwrap_or_default();
        let here = self.rest();
        let shown = here.lines().next().unwrap_or_default().trim();
        let found = match shown.char_indices().nth(40) {
            Some((cut, _)) => format!("{:?}...", shown.get(..cut).unwrap_or_default()),
            None if here.is_empty() => "the end of the file".to_owned(),
            None if shown.is_empty() => "an empty line".to_owned(),
            None => format!("{shown:?}"),
        };
        CatalogError {
            file: self.file.to_owned(),
            line: 1 + before.bytes().filter(|&byte| byte == b'\n').count(),
            expected,
            found,
        }
    }

    fn skip_blank(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Steps over a start or end tag if it comes next, whatever its attributes.
    fn eat(&mut self, tag: &str) -> bool {
        let Some(after) = self.rest().strip_prefix(tag) else {
            return false;
        };
        let attributes = after.starts_with(char::is_whitespace);
        match after.find('>') {
            Some(0) => self.at += tag.len() + 1,
            Some(end) if attributes => self.at += tag.len() + end + 1,
            _ => return false,
        }
        true
    }

    /// The text up to an end tag, which is stepped over.
    fn until(&mut self, end_tag: &str, expected: Expected) -> Result<&'a str, CatalogError> {
        let rest = self.rest();
        let Some(end) = rest.find(end_tag) else {
            return Err(self.error(expected));
        };
        self.at += end + end_tag.len();
        Ok(rest.get(..end).unwrap_or_default())
    }

    /// From `<table>` to the end of the row of headings.
    fn header(&mut self) -> Result<(), CatalogError> {
        if !self.eat("<table") {
            return Err(self.error(Expected::Table));
        }
        self.skip_blank();
        if self.eat("<colgroup") {
            self.until("</colgroup>", Expected::ColumnGroupEnd)?;
        }
        self.skip_blank();
        self.eat("<thead");
        self.skip_blank();
        let start = self.at;
        let cells = self.cells("<th", "</th>", Expected::Table)?;
        let fits = cells.len() == COLUMNS.len()
            && cells
                .iter()
                .zip(COLUMNS)
                .all(|(cell, column)| cell.trim().eq_ignore_ascii_case(column));
        if !fits {
            self.at = start;
            return Err(self.error(Expected::Headings));
        }
        self.skip_blank();
        self.eat("</thead");
        self.skip_blank();
        self.eat("<tbody");
        Ok(())
    }

    /// From the end of the headings to `</table>`.
    fn rows(&mut self, events: &mut Vec<DocumentEvent>) -> Result<(), CatalogError> {
        loop {
            self.skip_blank();
            if self.eat("</tbody") {
                self.skip_blank();
            }
            let start = self.at;
            if self.eat("</table") {
                if events.is_empty() {
                    self.at = start;
                    return Err(self.error(Expected::Event));
                }
                return Ok(());
            }
            let cells = self.cells("<td", "</td>", Expected::RowOrTableEnd)?;
            match Self::event(&cells) {
                Ok(event) => events.push(event),
                Err(expected) => {
                    self.at = start;
                    return Err(self.error(expected));
                }
            }
        }
    }

    /// The cells of the row that comes next.
    fn cells(
        &mut self,
        cell: &str,
        cell_end: &str,
        expected: Expected,
    ) -> Result<Vec<&'a str>, CatalogError> {
        if !self.eat("<tr") {
            return Err(self.error(expected));
        }
        let mut cells = Vec::with_capacity(COLUMNS.len());
        loop {
            self.skip_blank();
            if self.eat("</tr") {
                return Ok(cells);
            }
            if !self.eat(cell) {
                return Err(self.error(Expected::CellOrRowEnd));
            }
            cells.push(self.until(cell_end, Expected::CellEnd)?);
        }
    }

    fn event(cells: &[&str]) -> Result<DocumentEvent, Expected> {
        let [provider, id, text] = cells else {
            return Err(Expected::ThreeCells);
        };
        let provider = decode_html_entities(provider).trim().to_owned();
        if provider.is_empty() {
            return Err(Expected::Provider);
        }
        let id = decode_html_entities(id)
            .trim()
            .parse()
            .map_err(|_| Expected::EventId)?;
        let text = decode_html_entities(text);
        let text = if text.contains('\r') {
            text.replace("\r\n", "\n").replace('\r', "\n")
        } else {
            text.into_owned()
        };
        Ok(DocumentEvent { provider, id, text })
    }
}

/// A description's message and guidance: the text before and after the line `Guidance:`, trimmed. Without that line all of it is the message.
pub(super) fn split_guidance(text: &str) -> (&str, Option<&str>) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        if line.trim() == "Guidance:" {
            let before = text.get(..start).unwrap_or_default();
            let after = text.get(end..).unwrap_or_default();
            return (before.trim(), Some(after.trim()));
        }
        start = end;
    }
    (text.trim(), None)
}

#[cfg(test)]
mod tests {
    use super::Scanner;

    #[test]
    fn every_kind_of_reference_is_decoded_and_nothing_else_is() {
        for (text, expected) in [
            ("plain", "plain"),
            (
                "&quot;%8\\%2&quot; &amp;amp; &#39;&#x27;&#X41;",
                "\"%8\\%2\" &amp; ''A",
            ),
            ("&nbsp;&eacute;&yuml;&szlig;", "\u{A0}\u{E9}\u{FF}\u{DF}"),
            ("&#8364;&#x1F4C1;&rsquo;", "\u{20AC}\u{1F4C1}\u{2019}"),
            ("&#146;", "\u{92}"),
            // No characters, or none for a text: they stay, so that they are seen.
            (
                "&#0;&#27;&#xD800;&#99999999;",
                "&#0;&#27;&#xD800;&#99999999;",
            ),
            (
                "R&D &unknown; &; &#; &#x; &#12a; & &amp",
                "R&D &unknown; &; &#; &#x; &#12a; & &amp",
            ),
            (
                "&\u{E9}\u{E9}\u{E9}\u{E9}\u{E9}\u{E9}\u{E9};&",
                "&\u{E9}\u{E9}\u{E9}\u{E9}\u{E9}\u{E9}\u{E9};&",
            ),
        ] {
            let entry = Scanner::event(&["P", "1", text]).expect(text);
            assert_eq!(entry.text, expected, "{text}");
        }
    }
}
