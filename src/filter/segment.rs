//! A filter over one segment: heads first, then values by their codes, then rows.

use std::sync::atomic::{AtomicBool, Ordering};

use super::bits::Bits;
use super::check::{Check, Datum};
use super::columns::{Answers, Question};
use super::plain::{fixed_text, passes_file, passes_head, passes_missing};
use super::terms::{GRANTED, MAPPED, Part};
use super::text::{Needle, Pattern};
use super::tree::{Node, Subject, Test};
use crate::catalog::{Piece, Row, template};
use crate::logs::{EventNumber, FieldView, Head, Segment, Store};

/// One segment under a filter.
pub(super) struct Scan<'a> {
    pub(super) store: &'a Store,
    /// The segment's index in the store.
    pub(super) index: usize,
    pub(super) cancel: &'a AtomicBool,
}

/// What a head says about its events.
enum Plan {
    /// None passes.
    None,
    /// All pass.
    All,
    /// Those pass of which one of these values (place and slot) does, or whose message does.
    Some {
        columns: Vec<(usize, usize)>,
        message: bool,
    },
}

impl<'a> Scan<'a> {
    fn segment(&self) -> &'a Segment {
        &self.store.segments()[self.index]
    }

    /// Those of the rows that pass; `None` when cancelled.
    pub(super) fn node(&self, node: &Node, rows: &Bits) -> Option<Bits> {
        if rows.is_empty() {
            return Some(rows.clone());
        }
        match node {
            Node::Everything => Some(rows.clone()),
            Node::All(nodes) => {
                let mut left = rows.clone();
                for node in by_cost(nodes) {
                    left = self.node(node, &left)?;
                }
                Some(left)
            }
            Node::One(nodes) => {
                let mut left = rows.clone();
                let mut found = Bits::none(rows.len());
                for node in by_cost(nodes) {
                    let more = self.node(node, &left)?;
                    left.remove(&more);
                    found.add(&more);
                }
                Some(found)
            }
            Node::Not(node) => {
                let mut left = rows.clone();
                left.remove(&self.node(node, rows)?);
                Some(left)
            }
            Node::Test(test) => self.test(test, rows),
        }
    }

    fn test(&self, test: &Test, rows: &Bits) -> Option<Bits> {
        let check = &test.check;
        match (&test.subject, check) {
            (Subject::Text, Check::Text(pattern)) => self.text(pattern, rows),
            (Subject::Text, _) => Some(Bits::none(rows.len())),
            (Subject::Field(name), _) => {
                self.fields(check, rows, |view| view.name.eq_ignore_ascii_case(name))
            }
            (Subject::Part(part), _) => self.part(*part, check, rows),
        }
    }

    fn part(&self, part: Part, check: &Check, rows: &Bits) -> Option<Bits> {
        let segment = self.segment();
        match part {
            Part::Record => self.rows(rows, |row| {
                check.passes(Datum::Number(segment.record_ids()[row]))
            }),
            Part::Recovered => self.rows(rows, |row| {
                check.passes(Datum::Flag(segment.place(row).recovered))
            }),
            Part::Time => self.rows(rows, |row| check.passes(Datum::Time(segment.times()[row]))),
            Part::File => self.in_files(check, rows),
            Part::Fields(fields) => self.fields(check, rows, |view| {
                fields.cover(view.name, view.field.map(AsRef::as_ref))
            }),
            Part::Missing => self.missing(check, rows),
            Part::Message => match check {
                Check::Text(pattern) => self.message(pattern, rows),
                _ => Some(Bits::none(rows.len())),
            },
            _ => {
                let heads: Vec<bool> = segment
                    .head_table()
                    .iter()
                    .map(|head| passes_head(part, check, &head.system, self.row(head), &head.names))
                    .collect();
                self.rows(rows, |row| heads[segment.heads()[row] as usize])
            }
        }
    }

    fn row(&self, head: &Head) -> Option<&'a Row> {
        self.store.catalog().rows().get(head.join.row?)
    }

    fn in_files(&self, check: &Check, rows: &Bits) -> Option<Bits> {
        let files = self.store.files().iter();
        let files: Vec<bool> = files.map(|file| passes_file(check, file)).collect();
        if !files.contains(&true) {
            return Some(Bits::none(rows.len()));
        }
        self.rows(rows, |row| files[self.segment().place(row).file as usize])
    }

    /// The rows for which `keep` says so; `None` when cancelled.
    fn rows(&self, rows: &Bits, mut keep: impl FnMut(usize) -> bool) -> Option<Bits> {
        rows.filtered(|row| {
            if row.is_multiple_of(64) && self.cancel.load(Ordering::Relaxed) {
                return None;
            }
            Some(keep(row))
        })
    }

    fn fields(
        &self,
        check: &Check,
        rows: &Bits,
        covered: impl Fn(&FieldView<'_>) -> bool,
    ) -> Option<Bits> {
        let mut answers = Answers::new(Question::Check(check), self.segment().dictionary());
        let plans: Vec<Plan> = self
            .segment()
            .head_table()
            .iter()
            .map(|head| {
                let columns = samples(head)
                    .enumerate()
                    .filter(|(_, view)| covered(view))
                    .map(|(place, view)| (place, answers.slot(view)))
                    .collect();
                Plan::of(columns, false)
            })
            .collect();
        self.planned(&plans, &mut answers, rows, None)
    }

    fn text(&self, pattern: &Pattern, rows: &Bits) -> Option<Bits> {
        let mut found = self.in_files(&Check::Text(pattern.clone()), rows)?;
        let mut answers = Answers::new(Question::Reading(pattern), self.segment().dictionary());
        let plans: Vec<Plan> = self
            .segment()
            .head_table()
            .iter()
            .map(|head| {
                let system = &head.system;
                let row = self.row(head);
                let shared = [&system.provider, &system.channel, &system.computer];
                if shared.into_iter().any(|text| pattern.fits(text))
                    || fixed_text(row).any(|text| pattern.fits(text))
                {
                    return Plan::All;
                }
                let columns = samples(head)
                    .enumerate()
                    .map(|(place, view)| (place, answers.slot(view)))
                    .collect();
                let across = match pattern {
                    Pattern::Contains(needle) => may_lie_across(needle, head, row),
                    _ => false,
                };
                Plan::of(columns, across)
            })
            .collect();
        let mut left = rows.clone();
        left.remove(&found);
        found.add(&self.planned(&plans, &mut answers, &left, Some(pattern))?);
        Some(found)
    }

    fn message(&self, pattern: &Pattern, rows: &Bits) -> Option<Bits> {
        let mut answers = Answers::new(Question::InMessage(pattern), self.segment().dictionary());
        let plans: Vec<Plan> = self
            .segment()
            .head_table()
            .iter()
            .map(|head| {
                let row = self.row(head);
                let Pattern::Contains(needle) = pattern else {
                    return Plan::of(Vec::new(), true);
                };
                if fixed_text(row).any(|text| pattern.fits(text)) {
                    return Plan::All;
                }
                let columns = samples(head)
                    .enumerate()
                    .filter(|(place, _)| is_inserted(head, row, *place))
                    .map(|(place, view)| (place, answers.slot(view)))
                    .collect();
                Plan::of(columns, may_lie_across(needle, head, row))
            })
            .collect();
        self.planned(&plans, &mut answers, rows, Some(pattern))
    }

    fn missing(&self, check: &Check, rows: &Bits) -> Option<Bits> {
        let segment = self.segment();
        let place = |head: &Head, wanted: &str| {
            let mut names = head.names.iter();
            names.position(|name| name.eq_ignore_ascii_case(wanted))
        };
        let places: Vec<_> = segment
            .head_table()
            .iter()
            .map(|head| place(head, MAPPED).zip(place(head, GRANTED)))
            .collect();
        self.rows(rows, |row| {
            places[segment.heads()[row] as usize].is_some_and(|(mapped, granted)| {
                let cells = segment.cells(row);
                let value = |place: usize| segment.dictionary().get(cells[place]);
                passes_missing(check, value(mapped), value(granted))
            })
        })
    }

    fn planned(
        &self,
        plans: &[Plan],
        answers: &mut Answers<'_>,
        rows: &Bits,
        in_message: Option<&Pattern>,
    ) -> Option<Bits> {
        if plans.iter().all(|plan| matches!(plan, Plan::None)) {
            return Some(Bits::none(rows.len()));
        }
        let segment = self.segment();
        let base = self.store.base(self.index);
        self.rows(rows, |row| match &plans[segment.heads()[row] as usize] {
            Plan::None => false,
            Plan::All => true,
            Plan::Some { columns, message } => {
                let cells = segment.cells(row);
                columns
                    .iter()
                    .any(|&(place, slot)| answers.of(slot, cells[place]))
                    || *message
                        && in_message.is_some_and(|pattern| {
                            let event = self.store.event(EventNumber(base + row as u32));
                            pattern.fits(&event.message())
                        })
            }
        })
    }
}

impl Plan {
    fn of(columns: Vec<(usize, usize)>, message: bool) -> Self {
        if columns.is_empty() && !message {
            Self::None
        } else {
            Self::Some { columns, message }
        }
    }
}

/// A head's fields, without values.
fn samples(head: &Head) -> impl Iterator<Item = FieldView<'_>> {
    head.names
        .iter()
        .enumerate()
        .map(|(place, name)| FieldView {
            name,
            raw: crate::values::Raw::Null,
            field: head.join.fields.get(place).and_then(Option::as_ref),
        })
}

/// Whether the value at a place stands in the message.
fn is_inserted(head: &Head, row: Option<&Row>, place: usize) -> bool {
    match row.filter(|row| !row.message.is_empty()) {
        Some(_) => head
            .join
            .insertions
            .iter()
            .any(|&inserted| inserted.map(usize::from) == Some(place)),
        // Without a text all fields are the message.
        None => true,
    }
}

/// Whether text that is in none of a message's parts could lie across several: not when it
/// neither begins as one of the fixed texts ends, nor ends as one begins, nor holds one whole.
fn may_lie_across(needle: &Needle, head: &Head, row: Option<&Row>) -> bool {
    let Some(row) = row.filter(|row| !row.message.is_empty()) else {
        let mut lines = head.names.iter().map(|name| format!("\n{name}: "));
        return head.names.is_empty() || lines.any(|line| needle.may_touch(&line));
    };
    let mut follows_value = false;
    for piece in template(&row.message) {
        match piece {
            Piece::Literal("") => {}
            Piece::Literal(text) if needle.may_touch(text) => return true,
            Piece::Literal(_) => follows_value = false,
            Piece::Insertion(_) if follows_value => return true,
            Piece::Insertion(_) => follows_value = true,
        }
    }
    false
}

/// Tests in the order in which they are cheapest to ask.
fn by_cost(nodes: &[Node]) -> Vec<&Node> {
    let mut nodes: Vec<&Node> = nodes.iter().collect();
    nodes.sort_by_key(|node| cost(node));
    nodes
}

fn cost(node: &Node) -> u32 {
    match node {
        Node::Everything => 0,
        Node::All(nodes) | Node::One(nodes) => nodes.iter().map(cost).sum(),
        Node::Not(node) => cost(node),
        Node::Test(test) => match &test.subject {
            Subject::Part(Part::Message) => 100,
            Subject::Text => 50,
            Subject::Part(Part::Fields(_) | Part::Missing) | Subject::Field(_) => 5,
            Subject::Part(_) => 1,
        },
    }
}
