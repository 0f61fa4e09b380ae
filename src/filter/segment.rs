//! A filter over one segment: heads first, then values by their codes, then rows.

use std::sync::atomic::{AtomicBool, Ordering};

use super::bits::Bits;
use super::check::{Check, Datum};
use super::columns::{Answers, Question};
use super::message::{Part as MessagePart, joints, parts};
use super::needle::Needle;
use super::plain::{fixed_text, passes_file, passes_head, passes_missing};
use super::terms::{GRANTED, MAPPED, Part};
use super::text::Pattern;
use super::tree::{Node, Subject, Test};
use crate::catalog::Row;
use crate::logs::{EventNumber, FieldView, Head, Segment, Store, System};

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
    /// Those pass of which one of these values does.
    Values(Columns),
    /// Those pass of which one of these values does, and those whose message does; it need be
    /// looked at only where one of the second values says so, or always.
    Message(Columns, Option<Columns>),
}

/// Values to look at: place in the record, and slot of the answers.
type Columns = Vec<(usize, usize)>;

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
        let mut answers = Answers::new(self.segment().dictionary());
        let question = Question::Check(check);
        let plan = |head| {
            let samples = samples(head).enumerate().filter(|(_, view)| covered(view));
            let columns = samples.map(|(place, view)| (place, answers.slot(&question, view)));
            Plan::of(columns.collect())
        };
        let plans: Vec<Plan> = self.segment().head_table().iter().map(plan).collect();
        self.planned(plans, &mut answers, rows, |_| false)
    }

    /// The rows in which something that can be read fits.
    fn text(&self, pattern: &Pattern, rows: &Bits) -> Option<Bits> {
        let candidates = candidates(pattern, rows, |contains| self.text(contains, rows))?;
        let mut found = self.in_files(&Check::Text(pattern.clone()), &candidates)?;
        let mut answers = Answers::new(self.segment().dictionary());
        let has_saved_texts = self.store.has_saved_texts();
        let plan = |head: &'a Head| {
            let System {
                provider,
                channel,
                computer,
                ..
            } = &head.system;
            let row = self.row(head);
            let mut shared = [provider, channel, computer].into_iter();
            if shared.any(|text| pattern.fits(text))
                || fixed_text(row).any(|text| pattern.fits(text))
            {
                return Plan::All;
            }
            let question = Question::Reading(pattern);
            let columns = samples(head)
                .enumerate()
                .map(|(place, view)| (place, answers.slot(&question, view)))
                .collect();
            let parts = parts(head, row, has_saved_texts);
            match pattern {
                Pattern::Contains(needle) => across(needle, head, parts, columns, &mut answers),
                _ => Plan::of(columns),
            }
        };
        let plans: Vec<Plan> = self.segment().head_table().iter().map(plan).collect();
        let mut left = candidates;
        left.remove(&found);
        let more = self.planned(plans, &mut answers, &left, |row| {
            self.message_fits(pattern, row)
        })?;
        found.add(&more);
        Some(found)
    }

    /// The rows whose message fits.
    fn message(&self, pattern: &Pattern, rows: &Bits) -> Option<Bits> {
        let Pattern::Contains(needle) = pattern else {
            let candidates = candidates(pattern, rows, |contains| self.message(contains, rows))?;
            return self.rows(&candidates, |row| self.message_fits(pattern, row));
        };
        let mut answers = Answers::new(self.segment().dictionary());
        let has_saved_texts = self.store.has_saved_texts();
        let plan = |head: &'a Head| {
            let row = self.row(head);
            if fixed_text(row).any(|text| pattern.fits(text)) {
                return Plan::All;
            }
            let question = Question::InMessage(pattern);
            let parts = parts(head, row, has_saved_texts);
            let views: Vec<_> = samples(head).collect();
            let columns = parts
                .iter()
                .flatten()
                .filter_map(|part| match part {
                    MessagePart::Value(place) => *place,
                    MessagePart::Fixed(_) => None,
                })
                .map(|place| (place, answers.slot(&question, views[place])))
                .collect();
            across(needle, head, parts, columns, &mut answers)
        };
        let plans: Vec<Plan> = self.segment().head_table().iter().map(plan).collect();
        self.planned(plans, &mut answers, rows, |row| {
            self.message_fits(pattern, row)
        })
    }

    fn message_fits(&self, pattern: &Pattern, row: usize) -> bool {
        let number = EventNumber(self.store.base(self.index) + row as u32);
        pattern.fits(&self.store.event(number).message())
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

    /// The rows that pass their heads' plans. `message` says whether a row's message passes.
    fn planned(
        &self,
        plans: Vec<Plan>,
        answers: &mut Answers<'_>,
        rows: &Bits,
        message: impl Fn(usize) -> bool,
    ) -> Option<Bits> {
        let segment = self.segment();
        let plans: Vec<Plan> = plans
            .into_iter()
            .zip(segment.kinds())
            .map(|(plan, kinds)| plan.sifted(|place, slot| answers.may_pass(slot, kinds[place])))
            .collect();
        if plans.iter().all(|plan| matches!(plan, Plan::None)) {
            return Some(Bits::none(rows.len()));
        }
        self.rows(rows, |row| {
            let mut any = |columns: &Columns| {
                let cells = segment.cells(row);
                let mut columns = columns.iter();
                columns.any(|&(place, slot)| answers.of(slot, cells[place]))
            };
            match &plans[segment.heads()[row] as usize] {
                Plan::None => false,
                Plan::All => true,
                Plan::Values(columns) => any(columns),
                Plan::Message(columns, edges) => {
                    any(columns) || edges.as_ref().is_none_or(&mut any) && message(row)
                }
            }
        })
    }
}

impl Plan {
    fn of(columns: Columns) -> Self {
        if columns.is_empty() {
            Self::None
        } else {
            Self::Values(columns)
        }
    }

    /// The plan without the values (place and slot) of which none may pass.
    fn sifted(self, may_pass: impl Fn(usize, usize) -> bool) -> Self {
        let sifted = |mut columns: Columns| {
            columns.retain(|&(place, slot)| may_pass(place, slot));
            columns
        };
        match self {
            Self::Values(columns) => Self::of(sifted(columns)),
            Self::Message(columns, edges) => Self::Message(sifted(columns), edges),
            Self::None | Self::All => self,
        }
    }
}

/// The rows that have the text without which a pattern fits nothing.
fn candidates(
    pattern: &Pattern,
    rows: &Bits,
    find: impl Fn(&Pattern) -> Option<Bits>,
) -> Option<Bits> {
    match (pattern, pattern.must_contain()) {
        (Pattern::Contains(_), _) | (_, None) => Some(rows.clone()),
        (_, Some(needle)) => find(&Pattern::Contains(needle.clone())),
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
            cut: None,
            field: head.join.fields.get(place).and_then(Option::as_ref),
            named: head.decoders.get(place).copied().flatten(),
        })
}

/// The plan for text that may be in one of the values, or lie across parts of the message.
fn across<'a>(
    needle: &'a Needle,
    head: &'a Head,
    parts: Option<Vec<MessagePart<'_>>>,
    columns: Columns,
    answers: &mut Answers<'a>,
) -> Plan {
    let Some(parts) = parts else {
        return Plan::Message(columns, None);
    };
    let is_fixed = parts.iter().any(|part| match part {
        MessagePart::Fixed(text) => needle.is_in(text),
        MessagePart::Value(_) => false,
    });
    if is_fixed {
        return Plan::All;
    }
    let views: Vec<_> = samples(head).collect();
    let mut edges = Columns::new();
    for (place, joint) in joints(needle, &parts) {
        let Some(place) = place else {
            // The value is missing in all of them, and may join what is beside it.
            return Plan::Message(columns, None);
        };
        edges.push((place, answers.slot(&Question::Joint(joint), views[place])));
    }
    if edges.is_empty() {
        Plan::of(columns)
    } else {
        Plan::Message(columns, Some(edges))
    }
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
