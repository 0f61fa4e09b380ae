//! A filter over one segment: schemas first, then values by their codes, then rows.

use std::sync::atomic::{AtomicBool, Ordering};

use hashbrown::HashMap;

use super::bits::Bits;
use super::columns::Question;
use super::plan::{ScanPlan, ScanPlans, samples};
use super::reference::{file_matches, missing_matches};
use crate::catalog::Row;
use crate::events::FieldView;
use crate::filter::language::{
    GRANTED, MAPPED, Node, Pattern, Predicate, Property, RecordProperty, Subject, Test, TimeWindow,
};
use crate::store::{Cell, EventNumber, EventSchema, Segment, Store};

/// One segment under a filter.
pub(crate) struct SegmentScan<'a> {
    pub(crate) store: &'a Store,
    /// The segment's index in the store.
    pub(crate) index: usize,
    pub(crate) cancel: &'a AtomicBool,
}

impl<'a> SegmentScan<'a> {
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
            Node::Any(nodes) => {
                let mut left = rows.clone();
                let mut found = Bits::empty(rows.len());
                for node in by_cost(nodes) {
                    let more = self.node(node, &left)?;
                    left.subtract(&more);
                    found.union_with(&more);
                }
                Some(found)
            }
            Node::Not(node) => {
                let mut left = rows.clone();
                left.subtract(&self.node(node, rows)?);
                Some(left)
            }
            Node::Test(test) => self.test(test, rows),
        }
    }

    fn test(&self, test: &Test, rows: &Bits) -> Option<Bits> {
        let predicate = &test.predicate;
        match (&test.subject, predicate) {
            (Subject::Text, Predicate::Text(pattern)) => self.text(pattern, rows),
            (Subject::Text, _) => Some(Bits::empty(rows.len())),
            (Subject::Field(name), _) => {
                self.fields(predicate, rows, |view| view.name.eq_ignore_ascii_case(name))
            }
            (Subject::Property(property), _) => self.property(*property, predicate, rows),
        }
    }

    fn property(&self, property: Property, predicate: &Predicate, rows: &Bits) -> Option<Bits> {
        let segment = self.segment();
        match (property, predicate) {
            (Property::Schema(property), _) => {
                let passes = |schema: &EventSchema| {
                    property.any(schema, self.row(schema), |value| predicate.matches(value))
                };
                let schemas: Vec<bool> = segment.schemas().iter().map(passes).collect();
                Some(match (schemas.contains(&true), schemas.contains(&false)) {
                    (true, true) => rows
                        .intersection(Bits::of_rows(segment.schema_codes(), |schema| {
                            schemas[schema as usize]
                        })),
                    (true, false) => rows.clone(),
                    (false, _) => Bits::empty(rows.len()),
                })
            }
            (Property::Record(RecordProperty::Number), Predicate::Number(range)) => {
                let is_in = |id| range.contains(&i128::from(id));
                Some(rows.intersection(Bits::of_rows(segment.record_ids(), is_in)))
            }
            (Property::Record(RecordProperty::Time), Predicate::Time(window)) => {
                Some(rows.intersection(self.at(window)))
            }
            (Property::Record(property), _) => self.rows(rows, |row| {
                let value = property.value(segment, row);
                value.is_some_and(|value| predicate.matches(value))
            }),
            (Property::File, _) => self.in_files(predicate, rows),
            (Property::Message, Predicate::Text(pattern)) => self.message(pattern, rows),
            (Property::Message, _) => Some(Bits::empty(rows.len())),
            (Property::Fields(fields), _) => {
                self.fields(predicate, rows, |view| fields.cover(view))
            }
            (Property::Missing, _) => Some(self.missing(predicate, rows)),
        }
    }

    /// The rows of a time; they are in its order.
    fn at(&self, window: &TimeWindow) -> Bits {
        let times = self.segment().times();
        let mut found = Bits::empty(times.len());
        for range in window.ranges() {
            let first = times.partition_point(|time| time.0 < *range.start());
            let end = times.partition_point(|time| time.0 <= *range.end());
            found.set_range(first, end);
        }
        found
    }

    fn row(&self, schema: &EventSchema) -> Option<&'a Row> {
        self.store.catalog().rows().get(schema.join.row?)
    }

    fn in_files(&self, predicate: &Predicate, rows: &Bits) -> Option<Bits> {
        let files = self.store.files().iter();
        let files: Vec<bool> = files.map(|file| file_matches(predicate, file)).collect();
        if !files.contains(&true) {
            return Some(Bits::empty(rows.len()));
        }
        if !files.contains(&false) {
            return Some(rows.clone());
        }
        self.rows(rows, |row| files[self.segment().place(row).file as usize])
    }

    /// The rows of which `keep` is true; `None` when cancelled.
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
        predicate: &Predicate,
        rows: &Bits,
        covered: impl Fn(&FieldView<'_>) -> bool,
    ) -> Option<Bits> {
        let mut plans = ScanPlans::new(self.segment(), rows);
        let question = Question::Predicate(predicate);
        for schema in self.segment().schemas() {
            let samples = samples(schema).into_iter().enumerate();
            let plan =
                ScanPlan::Values(plans.columns(&question, samples.filter(|it| covered(&it.1))));
            plans.push(plan);
        }
        self.planned(plans, rows, |_| false)
    }

    /// The rows in which something that can be read matches.
    fn text(&self, pattern: &Pattern, rows: &Bits) -> Option<Bits> {
        let candidates = candidates(pattern, rows, |contains| self.text(contains, rows))?;
        let mut found = self.in_files(&Predicate::Text(pattern.clone()), &candidates)?;
        let mut left = candidates;
        left.subtract(&found);
        if left.is_empty() {
            return Some(found);
        }
        let mut plans = ScanPlans::new(self.segment(), &left);
        for schema in self.segment().schemas() {
            let row = self.row(schema);
            plans.push_text(pattern, schema, row, self.store.has_saved_texts());
        }
        let more = self.planned(plans, &left, |row| self.message_matches(pattern, row))?;
        found.union_with(&more);
        Some(found)
    }

    /// The rows whose message matches.
    fn message(&self, pattern: &Pattern, rows: &Bits) -> Option<Bits> {
        let Pattern::Contains(needle) = pattern else {
            let candidates = candidates(pattern, rows, |contains| self.message(contains, rows))?;
            return self.rows(&candidates, |row| self.message_matches(pattern, row));
        };
        let mut plans = ScanPlans::new(self.segment(), rows);
        for schema in self.segment().schemas() {
            let row = self.row(schema);
            plans.push_message(needle, pattern, schema, row, self.store.has_saved_texts());
        }
        self.planned(plans, rows, |row| self.message_matches(pattern, row))
    }

    fn message_matches(&self, pattern: &Pattern, row: usize) -> bool {
        let number = EventNumber(self.store.base(self.index) + row as u32);
        pattern.matches(&self.store.event(number).message())
    }

    fn missing(&self, predicate: &Predicate, rows: &Bits) -> Bits {
        let segment = self.segment();
        let dictionary = segment.dictionary();
        let mut known: HashMap<[Cell; 2], bool> = HashMap::new();
        let mut found = Bits::empty(rows.len());
        for (index, schema) in segment.schemas().iter().enumerate() {
            let place = |wanted: &str| {
                let mut names = schema.names.iter();
                names.position(|name| name.eq_ignore_ascii_case(wanted))
            };
            let Some((mapped, granted)) = place(MAPPED).zip(place(GRANTED)) else {
                continue;
            };
            let columns = [mapped, granted].map(|place| segment.column(index, place));
            for (at, &row) in segment.rows_of(index).iter().enumerate() {
                let row = row as usize;
                if rows.contains(row) {
                    let cells = columns.map(|column| column[at]);
                    let passes = *known.entry(cells).or_insert_with(|| {
                        let [mapped, granted] = cells.map(|cell| dictionary.get(cell));
                        missing_matches(predicate, mapped, granted)
                    });
                    found.set(row, passes);
                }
            }
        }
        found
    }

    /// The rows that pass their schemas' plans. `message` is true of a row whose message passes.
    fn planned(
        &self,
        mut plans: ScanPlans<'a>,
        rows: &Bits,
        message: impl Fn(usize) -> bool,
    ) -> Option<Bits> {
        let mut found = Bits::empty(rows.len());
        for schema in plans.schemas() {
            let count = self.segment().rows_of(schema).len();
            for first in (0..count).step_by(BLOCK) {
                if self.cancel.load(Ordering::Relaxed) {
                    return None;
                }
                let block = first..count.min(first + BLOCK);
                plans.pick(schema, block, rows, &mut found, &message);
            }
        }
        Some(found)
    }
}

/// Rows that are looked at before `cancel` is read again.
const BLOCK: usize = 1024;

/// The rows that have the text that every match of a pattern contains.
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
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().map(cost).sum(),
        Node::Not(node) => cost(node),
        Node::Test(test) => match &test.subject {
            Subject::Property(Property::Message) => 100,
            Subject::Text => 50,
            Subject::Property(Property::Fields(_) | Property::Missing) | Subject::Field(_) => 5,
            Subject::Property(_) => 1,
        },
    }
}
