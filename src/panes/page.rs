//! A page of text in a pane: the lines of a message or of guidance as what they are (headings,
//! labels, lists, tables), wrapped to the pane, with the words of a search marked.

use std::mem::discriminant;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::text::{mark_words, wrap};
use crate::catalog::{self, Block, BlockKind, blocks};
use crate::theme::{Role, Theme};

/// The text for the insertion parameter of a number.
pub(super) type Insertion<'a> = &'a dyn Fn(usize) -> Span<'static>;

/// The cells between two columns.
const GAP: u16 = 2;
/// From this width on a table of levels has columns.
const TABLE: u16 = 56;

/// Lines in the making.
pub(super) struct Page<'a> {
    lines: Vec<Line<'static>>,
    width: u16,
    marks: &'a [String],
    theme: &'a Theme,
}

impl<'a> Page<'a> {
    pub(super) fn new(width: u16, marks: &'a [String], theme: &'a Theme) -> Self {
        let lines = Vec::new();
        Self {
            lines,
            width,
            marks,
            theme,
        }
    }

    pub(super) fn into_lines(self) -> Vec<Line<'static>> {
        self.lines
    }

    pub(super) fn width(&self) -> u16 {
        self.width
    }

    /// Text in the style of a role.
    pub(super) fn span(&self, text: impl Into<String>, role: Role) -> Span<'static> {
        Span::styled(text.into(), self.theme.style(role))
    }

    /// A line, wrapped; lines after its first begin with `indent` cells.
    pub(super) fn line(&mut self, spans: Vec<Span<'_>>, indent: u16) {
        let line = Line::from(spans);
        self.columns(&[(line, indent, self.width)]);
    }

    /// An empty line, unless there is one or nothing stands before it.
    pub(super) fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| line.width() > 0) {
            self.lines.push(Line::default());
        }
    }

    /// A heading, with an empty line before it.
    pub(super) fn heading(&mut self, text: &str) {
        self.blank();
        let heading = self.span(text, Role::Heading);
        self.line(vec![heading], 0);
    }

    /// Lines beside one another, each with its hanging indent, wrapped to its width.
    pub(super) fn columns(&mut self, cells: &[(Line<'_>, u16, u16)]) {
        let mark = self.theme.style(Role::Match);
        let mut cells: Vec<_> = cells
            .iter()
            .map(|(line, indent, width)| {
                let rows = wrap(&mark_words(line, self.marks, mark), *width, *indent);
                (rows.into_iter(), usize::from(*width))
            })
            .collect();
        let height = cells.iter().map(|(rows, _)| rows.len()).max().unwrap_or(0);
        for _ in 0..height {
            let mut spans: Vec<Span<'static>> = Vec::new();
            let mut missing = 0;
            for (rows, width) in &mut cells {
                let row = rows.next().unwrap_or_default();
                let left = width.saturating_sub(row.width()) + usize::from(GAP);
                if !row.spans.is_empty() {
                    spans.extend((missing > 0).then(|| Span::raw(" ".repeat(missing))));
                    spans.extend(row.spans);
                    missing = 0;
                }
                missing += left;
            }
            self.lines.push(Line::from(spans));
        }
    }

    /// A text of the catalog. Labels that follow one another are aligned.
    pub(super) fn text(&mut self, text: &str, style: Style, insertion: Insertion<'_>) {
        let blocks = blocks(text);
        for group in
            blocks.chunk_by(|one, next| discriminant(&one.kind) == discriminant(&next.kind))
        {
            let labels = group.iter().map(|block| label(block).chars().count() + 1);
            let longest = labels.max().unwrap_or(0) as u16;
            for block in group {
                if block.after_blank {
                    self.blank();
                }
                let text = self.styled(&block.inlines, style, insertion);
                self.block(block, text, longest);
            }
        }
    }

    /// One line of a catalog's text, whatever it looks like.
    pub(super) fn sentence(&mut self, text: &str, style: Style, insertion: Insertion<'_>) {
        let line = self.styled(&catalog::inlines(text), style, insertion);
        self.columns(&[(line, 0, self.width)]);
    }

    fn styled(
        &self,
        spans: &[catalog::Inline<'_>],
        style: Style,
        insertion: Insertion<'_>,
    ) -> Line<'static> {
        let spans = spans.iter().map(|span| match span {
            catalog::Inline::Text(text) => Span::styled((*text).to_owned(), style),
            catalog::Inline::Registry(path) => self.span(*path, Role::CodeRegistry),
            catalog::Inline::Cmdlet(name) => self.span(*name, Role::CodeCmdlet),
            catalog::Inline::Insertion(number) => insertion(*number),
        });
        spans.collect()
    }

    fn block(&mut self, block: &Block<'_>, mut text: Line<'static>, longest: u16) {
        match block.kind {
            BlockKind::Paragraph => self.columns(&[(text, 0, self.width)]),
            BlockKind::Heading => self.line(vec![self.span(text.to_string(), Role::Title)], 0),
            BlockKind::ListItem(marker) => {
                let width = marker.chars().count() as u16;
                let marker = self.span(marker, Role::Accent);
                self.beside(Line::from(marker), width, text);
            }
            BlockKind::Labelled(label) => {
                let label = self.span(format!("{label}:"), Role::Field);
                if longest <= self.width / 2 {
                    self.beside(Line::from(label), longest, text);
                } else {
                    text.spans.insert(0, Span::raw(" "));
                    text.spans.insert(0, label);
                    self.columns(&[(text, 2, self.width)]);
                }
            }
            BlockKind::LevelHead { value, setting } => {
                let [value, setting] = [value, setting].map(|part| self.span(part, Role::Header));
                let header = self.theme.style(Role::Header);
                let spans = text.spans.into_iter().map(|span| span.style(header));
                self.level(value, setting, spans.collect());
            }
            BlockKind::Level { value, setting } => {
                let value = self.span(value, Role::Key);
                let setting = self.span(setting, Role::Title);
                self.level(value, setting, text);
            }
        }
    }

    /// A line of a table of levels: in columns, or the description below on a narrow pane.
    fn level(&mut self, value: Span<'static>, setting: Span<'static>, text: Line<'static>) {
        const VALUE: u16 = 5;
        if self.width >= TABLE {
            let setting_width = (self.width / 3).min(30);
            self.table_row(
                &[VALUE, setting_width],
                [value.into(), setting.into(), text],
            );
        } else {
            self.line(vec![value, Span::raw("  "), setting], 3);
            self.beside(Line::default(), 1, text);
        }
    }

    /// A line of a table; the last column has what the others leave.
    pub(super) fn table_row<const N: usize>(&mut self, widths: &[u16], cells: [Line<'_>; N]) {
        let taken: u16 = widths.iter().map(|width| width + GAP).sum();
        let last = self.width.saturating_sub(taken);
        let widths = widths.iter().copied().chain([last]);
        let cells = cells.into_iter().zip(widths);
        let cells: Vec<_> = cells.map(|(line, width)| (line, 0, width)).collect();
        self.columns(&cells);
    }

    /// A line behind another one of a known width.
    pub(super) fn beside(&mut self, first: Line<'_>, width: u16, second: Line<'_>) {
        self.table_row(&[width.min(self.width)], [first, second]);
    }
}

fn label<'a>(block: &Block<'a>) -> &'a str {
    match block.kind {
        BlockKind::Labelled(label) => label,
        _ => "",
    }
}
