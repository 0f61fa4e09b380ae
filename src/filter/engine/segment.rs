//! A filter over one segment: heads first, then values by their codes, then rows.

use std::sync::atomic::{AtomicBool, Ordering};

use hashbrown::HashMap;

use super::bits::Bits;
use super::columns::Question;
use super::plain::{passes_file, passes_head, passes_missing};
use super::plan::{Plan, Plans, samples};
use crate::catalog::Row;
use crate::events::FieldView;
use crate::filter::language::check::{Check, Datum};
use crate::filter::language::moment::When;
use crate::filter::language::terms::{GRANTED, MAPPED, Part};
use crate::filter::language::text::Pattern;
use crate::filter::language::tree::{Node, Subject, Test};
use crate::store::{Cell, EventNumber, Head, Segment, Store};

/// One segment under a filter.
pub(crate) struct Scan<'a> {
    pub(crate) store: &'a Store,
    /// The segment's index in the store.
    pub(crate) index: usize,
    pub(crate) cancel: &'a AtomicBool,
}

impl<'a> Scan<'a> {
    fn segment(&self) -> &'a Segment {
        &self.store.segments()[self.index]
    }

    /// Those of the rows that pass; `None` when cancelled.
    pub(crate) fn node(&self, node: &Node, rows: &Bits) -> Option<Bits> {
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
        match (part, check) {
            (Part::Record, Check::Number(span)) => {
                Some(rows.and(Bits::of_rows(segment.record_ids(), |id| {
                    span.contains(&i128::from(id))
                })))
            }
            (Part::Record, _) => self.rows(rows, |row| {
                check.passes(Datum::Number(segment.record_ids()[row]))
            }),
            (Part::Recovered, _) => self.rows(rows, |row| {
                check.passes(Datum::Flag(segment.place(row).recovered))
            }),
            (Part::Time, Check::When(when)) => Some(rows.and(self.at(when))),
            (Part::Time, _) => {
                self.rows(rows, |row| check.passes(Datum::Time(segment.times()[row])))
            }
            (Part::File, _) => self.in_files(check, rows),
            (Part::Fields(fields), _) => self.fields(check, rows, |view| {
                fields.cover(view.name, view.field.map(AsRef::as_ref))
            }),
            (Part::Missing, _) => Some(self.missing(check, rows)),
            (Part::Message, Check::Text(pattern)) => self.message(pattern, rows),
            (Part::Message, _) => Some(Bits::none(rows.len())),
            _ => {
                let passes = |head: &Head| {
                    passes_head(part, check, &head.system, self.row(head), &head.names)
                        == Some(true)
                };
                let heads: Vec<bool> = segment.head_table().iter().map(passes).collect();
                Some(match (heads.contains(&true), heads.contains(&false)) {
                    (true, true) => {
                        rows.and(Bits::of_rows(segment.heads(), |head| heads[head as usize]))
                    }
                    (true, false) => rows.clone(),
                    (false, _) => Bits::none(rows.len()),
                })
            }
        }
    }

    /// The rows of a time; they are in its order.
    fn at(&self, when: &When) -> Bits {
        let times = self.segment().times();
        let mut found = Bits::none(times.len());
        for range in when.ranges() {
            let first = times.partition_point(|time| time.0 < *range.start());
            let end = times.partition_point(|time| time.0 <= *range.end());
            found.add_range(first, end);
        }
        found
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
        if !files.contains(&false) {
            return Some(rows.clone());
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
        let mut plans = Plans::new(self.segment(), rows);
        let question = Question::Check(check);
        for head in self.segment().head_table() {
            let samples = samples(head).into_iter().enumerate();
            let plan = Plan::Values(plans.columns(&question, samples.filter(|it| covered(&it.1))));
            plans.add(plan);
        }
        self.planned(plans, rows, |_| false)
    }

    /// The rows in which something that can be read fits.
    fn text(&self, pattern: &Pattern, rows: &Bits) -> Option<Bits> {
        let candidates = candidates(pattern, rows, |contains| self.text(contains, rows))?;
        let mut found = self.in_files(&Check::Text(pattern.clone()), &candidates)?;
        let mut left = candidates;
        left.remove(&found);
        if left.is_empty() {
            return Some(found);
        }
        let mut plans = Plans::new(self.segment(), &left);
        for head in self.segment().head_table() {
            plans.add_text(pattern, head, self.row(head), self.store.has_saved_texts());
        }
        let more = self.planned(plans, &left, |row| self.message_fits(pattern, row))?;
        found.add(&more);
        Some(found)
    }

    /// The rows whose message fits.
    fn message(&self, pattern: &Pattern, rows: &Bits) -> Option<Bits> {
        let Pattern::Contains(needle) = pattern else {
            let candidates = candidates(pattern, rows, |contains| self.message(contains, rows))?;
            return self.rows(&candidates, |row| self.message_fits(pattern, row));
        };
        let mut plans = Plans::new(self.segment(), rows);
        for head in self.segment().head_table() {
            plans.add_message(
                needle,
                pattern,
                head,
                self.row(head),
                self.store.has_saved_texts(),
            );
        }
        self.planned(plans, rows, |row| self.message_fits(pattern, row))
    }

    fn message_fits(&self, pattern: &Pattern, row: usize) -> bool {
        let number = EventNumber(self.store.base(self.index) + row as u32);
        pattern.fits(&self.store.event(number).message())
    }

    fn missing(&self, check: &Check, rows: &Bits) -> Bits {
        let segment = self.segment();
        let dictionary = segment.dictionary();
        let mut known: HashMap<[Cell; 2], bool> = HashMap::new();
        let mut found = Bits::none(rows.len());
        for (index, head) in segment.head_table().iter().enumerate() {
            let place = |wanted: &str| {
                let mut names = head.names.iter();
                names.position(|name| name.eq_ignore_ascii_case(wanted))
            };
            let Some((mapped, granted)) = place(MAPPED).zip(place(GRANTED)) else {
                continue;
            };
            let columns = [mapped, granted].map(|place| segment.column(index, place));
            for (at, &row) in segment.rows_of(index).iter().enumerate() {
                let row = row as usize;
                if rows.holds(row) {
                    let cells = columns.map(|column| column[at]);
                    let passes = *known.entry(cells).or_insert_with(|| {
                        let [mapped, granted] = cells.map(|cell| dictionary.get(cell));
                        passes_missing(check, mapped, granted)
                    });
                    found.put(row, passes);
                }
            }
        }
        found
    }

    /// The rows that pass their heads' plans. `message` says whether a row's message passes.
    fn planned(
        &self,
        mut plans: Plans<'a>,
        rows: &Bits,
        message: impl Fn(usize) -> bool,
    ) -> Option<Bits> {
        let mut found = Bits::none(rows.len());
        for head in plans.heads() {
            let count = self.segment().rows_of(head).len();
            for first in (0..count).step_by(BLOCK) {
                if self.cancel.load(Ordering::Relaxed) {
                    return None;
                }
                let block = first..count.min(first + BLOCK);
                plans.pick(head, block, rows, &mut found, &message);
            }
        }
        Some(found)
    }
}

/// Rows that are looked at between one question whether to go on and the next.
const BLOCK: usize = 1024;

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
